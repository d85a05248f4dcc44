"""A Resume as a store kept it, read without the models, which take longer to make than to ask.

What comes out has the same fields with the same values as ``Resume``. The shape is checked as there
(unknown and missing fields, kinds of values, dates), and a test holds the shapes to the models; for
what is new, comes from elsewhere or goes anywhere else, the models stay the ones that decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, cast

if TYPE_CHECKING:
    from .resume import Resume

Read: TypeAlias = Callable[[Any], Any]

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_STATUS: Final = frozenset({"found", "inferred", "absent"})


def kept_resume(text: str | bytes) -> Resume:
    """Return what stands in the JSON of a Resume, to be read only.

    Raises:
        ValueError: it is no Resume.
    """
    try:
        return cast("Resume", _RESUME(json.loads(text)))
    except RecursionError:
        raise ValueError("no Resume: it is nested without end") from None


class Shape:
    """The fields of one part: ``needed`` must be there, the others have a value without it."""

    def __init__(
        self,
        needed: Mapping[str, Read],
        single: Mapping[str, Read] | None = None,
        many: Mapping[str, Read] | None = None,
        others: Mapping[str, Callable[[], Any]] | None = None,
    ) -> None:
        single, many = single or {}, many or {}
        self.fields: Final = {**needed, **single, **many}
        self.needed: Final = frozenset(needed)
        self._defaults: Final[dict[str, Callable[[], Any]]] = {
            **dict.fromkeys(single, _none),
            **{name: dict if isinstance(read, _Keyed) else list for name, read in many.items()},
            **(others or {}),
        }

    def __call__(self, value: Any) -> SimpleNamespace:
        """Read one part."""
        if type(value) is not dict:
            _refuse(value)
        part = SimpleNamespace()
        own = part.__dict__
        fields = self.fields
        for name, given in value.items():
            if name not in fields:
                _refuse(name)
            own[name] = fields[name](given)
        if not self.needed <= own.keys():
            _refuse(value)
        for name, default in self._defaults.items():
            if name not in own:
                own[name] = default()
        return part


class _Keyed:
    """A mapping of texts to values of one kind."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def __call__(self, value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            _refuse(value)
        read = self._read
        return {name: read(item) for name, item in value.items()}


def _list_of(read: Read) -> Read:
    def items(value: Any) -> list[Any]:
        return [read(item) for item in value] if type(value) is list else _refuse(value)

    return items


def _pair_of(*reads: Read) -> Read:
    def pair(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(reads):
            _refuse(value)
        return tuple(read(item) for read, item in zip(reads, value, strict=True))

    return pair


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _text(value: Any) -> str:
    return value if type(value) is str else _refuse(value)


def _number(value: Any) -> int:
    return value if type(value) is int else _refuse(value)


def _share(value: Any) -> float:
    return float(value) if type(value) in {int, float} else _refuse(value)


def _date(value: Any) -> str:
    return value if type(value) is str and _DATE.fullmatch(value) else _refuse(value)


def _status(value: Any) -> str:
    return value if type(value) is str and value in _STATUS else _refuse(value)


def _region(value: Any) -> int | str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    _refuse(value)


def _none() -> None:
    return None


def _refuse(value: object) -> NoReturn:
    raise ValueError(f"no Resume: {type(value).__name__} is not what stands here")


def _texts(*names: str) -> dict[str, Read]:
    return dict.fromkeys(names, _or_none(_text))


def _dates(*names: str) -> dict[str, Read]:
    return dict.fromkeys(names, _or_none(_date))


_SPAN: Final = _pair_of(_number, _number)
_WORDS: Final = {"highlights": _list_of(_text), "keywords": _list_of(_text)}
_TIMES: Final = _dates("startDate", "endDate")
SHAPES: Final[dict[str, Shape]] = {
    "Location": Shape({}, _texts("address", "city", "region", "countryCode")),
    "Profile": Shape({"network": _text}, _texts("username", "url")),
    "Work": Shape(
        {}, _texts("name", "position", "description", "url", "location", "summary") | _TIMES, _WORDS
    ),
    "Volunteer": Shape({}, _texts("organization", "position", "summary") | _TIMES, _WORDS),
    "Education": Shape(
        {},
        _texts("institution", "studyType", "area", "score") | _TIMES,
        {"courses": _list_of(_text)},
    ),
    "Award": Shape({"title": _text}, _texts("awarder", "summary") | _dates("date")),
    "Certificate": Shape({"name": _text}, _texts("issuer") | _dates("date")),
    "Publication": Shape({"name": _text}, _texts("publisher", "url") | _dates("releaseDate")),
    "Skill": Shape({"name": _text}, _texts("level")),
    "Language": Shape({"language": _text}, _texts("fluency")),
    "Interest": Shape({"name": _text}),
    "Reference": Shape({}, _texts("name", "reference")),
    "Project": Shape({}, _texts("name", "description", "url") | _TIMES, _WORDS),
    "ConceptLink": Shape({"concept": _text, "reason": _text}),
    "UnknownTerm": Shape({"term": _text, "reason": _text, "span": _SPAN}),
    "Unclaimed": Shape({"concept": _text, "polarity": _text, "span": _SPAN}),
    "Unplaced": Shape({"line": _number, "text": _text}),
}
SHAPES["Basics"] = Shape(
    {},
    _texts("name", "label", "email", "phone", "url", "summary")
    | {"location": _or_none(SHAPES["Location"])},
    {"profiles": _list_of(SHAPES["Profile"])},
)
SHAPES["Provenance"] = Shape(
    dict.fromkeys(("sha256", "encoding", "mediaType", "asOfSource", "reader", "ontology"), _text)
    | {"asOf": _date},
    {},
    {
        "evidence": _Keyed(_list_of(_SPAN)),
        "status": _Keyed(_status),
        "confidence": _Keyed(_share),
        "links": _Keyed(SHAPES["ConceptLink"]),
        "unknown": _list_of(SHAPES["UnknownTerm"]),
        "unclaimed": _list_of(SHAPES["Unclaimed"]),
        "unplaced": _list_of(SHAPES["Unplaced"]),
        "leftOut": _Keyed(_number),
        "regions": _list_of(_pair_of(_number, _region)),
        "corrections": _Keyed(_number),
    },
)
SHAPES["Meta"] = Shape(
    {"source": _text, "commonground": SHAPES["Provenance"]},
    {"version": _text},
    others={"version": lambda: "v1.0.0"},
)
SHAPES["Resume"] = _RESUME = Shape(
    {"meta": SHAPES["Meta"]},
    {"basics": SHAPES["Basics"]},
    {
        "work": _list_of(SHAPES["Work"]),
        "volunteer": _list_of(SHAPES["Volunteer"]),
        "education": _list_of(SHAPES["Education"]),
        "awards": _list_of(SHAPES["Award"]),
        "certificates": _list_of(SHAPES["Certificate"]),
        "publications": _list_of(SHAPES["Publication"]),
        "skills": _list_of(SHAPES["Skill"]),
        "languages": _list_of(SHAPES["Language"]),
        "interests": _list_of(SHAPES["Interest"]),
        "references": _list_of(SHAPES["Reference"]),
        "projects": _list_of(SHAPES["Project"]),
    },
    {"basics": lambda: SHAPES["Basics"]({})},
)
