"""Which parts of a Resume can be corrected, and how a person names them.

A field goes by its JSON pointer, as ``parse --format json`` prints it beside its evidence:
``/work/0/endDate``. The first slash may be left out, and so may ``basics``: ``email``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final, get_args, get_origin

from ...errors import UsageError, quoted
from ...loaders.resume import Basics, Location, Part, Resume, SpanPair

PRESENT: Final = "present"
"""What the end of something says that goes on: the text speaks of it, and there is no date."""

# An entry is known again by the lines that name it.
_NAMING: Final[Mapping[str, tuple[str, ...]]] = {
    "/basics/profiles": ("network", "username", "url"),
    "/work": ("name", "position"),
    "/volunteer": ("organization", "position"),
    "/education": ("institution", "studyType", "area"),
    "/awards": ("title",),
    "/certificates": ("name",),
    "/publications": ("name",),
    "/languages": ("language",),
    "/interests": ("name",),
    "/references": ("name", "reference"),
    "/projects": ("name",),
}
SKILLS: Final = "/skills"
KEYWORDS: Final = "keywords"
DATES: Final = frozenset({"startDate", "endDate", "date", "releaseDate"})
_BASICS: Final = "/basics"
_LOCATION: Final = "/basics/location"
_TOLD: Final = 60
"""Fields that a refusal lists at most."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a correction is about, in one reading of a document.

    ``pointer`` is a value's, an entry's, or that of a list of concepts; of such a list ``item`` is
    the place of the concept that is meant, None where one is to be added. ``before`` is what the
    reading says: None where it says nothing.
    """

    pointer: str
    before: str | None
    item: int | None = None
    whole: bool = False

    @property
    def lists_concepts(self) -> bool:
        """Whether it is of a list of concepts."""
        return lists_concepts(self.pointer)

    @property
    def own(self) -> str:
        """The pointer of the very value, that of the item in a list of concepts."""
        return self.pointer if self.item is None else f"{self.pointer}/{self.item}"

    @property
    def name(self) -> str:
        """The last word of the pointer."""
        return self.pointer.rpartition("/")[2]


def lists_concepts(pointer: str) -> bool:
    """Return whether a pointer is that of a list of concepts."""
    return pointer == SKILLS or pointer.endswith(f"/{KEYWORDS}")


def target_of(resume: Resume, field: str) -> Target:
    """Return what a person means by a field of a document.

    Raises:
        UsageError: there is no such field; the sentence lists those that there are.
    """
    pointer = field if field.startswith("/") else f"/{field}"
    for written in (pointer, f"{_BASICS}{pointer}"):
        found = _value(resume, written) or _entry(resume, written) or _concept(resume, written)
        if found is not None:
            return found
    raise UsageError(f"no field {quoted(field)}; this document has {_listed(resume, pointer)}")


def value_at(resume: Resume, pointer: str) -> str | None:
    """Return the value at a pointer that ``target_of`` gave; ``present`` for an open end."""
    parent, _, name = pointer.rpartition("/")
    value = getattr(part_at(resume, parent), name, None)
    if value is None and name == "endDate" and resume.meta.commonground.evidence.get(pointer):
        return PRESENT
    return None if value is None else str(value)


def part_at(resume: Resume, pointer: str) -> Any:
    """Return the part at a pointer; None where there is none."""
    part: Any = resume
    for step in pointer.split("/")[1:]:
        if isinstance(part, list):
            # As it is printed, and so never longer than the number of the last.
            numbers = {str(number): one for number, one in enumerate(part)}
            part = numbers.get(step)
        else:
            part = getattr(part, step, None) if isinstance(part, Part) else None
    return part


def entry_of(pointer: str) -> tuple[str, int] | None:
    """Return the list and the number of the entry that a pointer lies in; None for one in none."""
    for section in _NAMING:
        if pointer.startswith(f"{section}/"):
            number = pointer[len(section) + 1 :].partition("/")[0]
            return section, int(number)
    return None


def entry_text(resume: Resume, section: str, number: int) -> str:
    """Return the names of an entry as one text: what a correction of it says was there."""
    entry = part_at(resume, f"{section}/{number}")
    return ", ".join(filter(None, (getattr(entry, name) for name in _NAMING[section])))


def naming_spans(resume: Resume, section: str, number: int) -> list[SpanPair]:
    """Return the places that name an entry; where none do, all that is cited of it."""
    evidence, at = resume.meta.commonground.evidence, f"{section}/{number}"
    names = [span for name in _NAMING[section] for span in evidence.get(f"{at}/{name}", ())]
    return sorted(set(names or spans_under(resume, at)))


def spans_under(resume: Resume, pointer: str) -> list[SpanPair]:
    """Return all places that are cited of a part."""
    cited = resume.meta.commonground.evidence.items()
    return sorted({s for at, spans in cited for s in spans if f"{at}/".startswith(f"{pointer}/")})


def concepts_at(resume: Resume, pointer: str) -> Sequence[str]:
    """Return the labels of a list of concepts."""
    found: Sequence[Any] = part_at(resume, pointer) or ()
    return [one if isinstance(one, str) else one.name for one in found]


def required(resume: Resume, pointer: str) -> bool:
    """Return whether an entry cannot be without a value."""
    parent, _, name = pointer.rpartition("/")
    part = part_at(resume, parent)
    return part is not None and type(part).model_fields[name].is_required()


def _value(resume: Resume, pointer: str) -> Target | None:
    parent, _, name = pointer.rpartition("/")
    part = part_at(resume, parent)
    if parent == _LOCATION and part is None:
        part = Location()
    known = isinstance(part, Part) and parent not in {"", "/meta"} and name in _texts(type(part))
    if not known or parent.startswith((f"{SKILLS}/", "/meta")):
        return None
    return Target(pointer, value_at(resume, pointer))


def _entry(resume: Resume, pointer: str) -> Target | None:
    section, _, number = pointer.rpartition("/")
    if section not in _NAMING or part_at(resume, pointer) is None:
        return None
    return Target(pointer, entry_text(resume, section, int(number)), whole=True)


def _concept(resume: Resume, pointer: str) -> Target | None:
    """Return a list of concepts, or one of them by its number or its label."""
    if lists_concepts(pointer):
        return Target(pointer, None) if part_at(resume, pointer) is not None else None
    for listed in _concept_lists(resume):
        if pointer.startswith(f"{listed}/"):
            wanted = pointer[len(listed) + 1 :]
            labels = concepts_at(resume, listed)
            for number, label in enumerate(labels):
                if wanted.casefold() in {str(number), label.casefold()}:
                    return Target(listed, label, number)
    return None


def _concept_lists(resume: Resume) -> Iterator[str]:
    yield SKILLS
    for section in ("/work", "/volunteer", "/projects"):
        for number in range(len(part_at(resume, section))):
            yield f"{section}/{number}/{KEYWORDS}"


def _fields(resume: Resume) -> Iterator[str]:
    yield from (f"{_BASICS}/{name}" for name in _texts(Basics))
    yield from (f"{_LOCATION}/{name}" for name in _texts(Location))
    yield SKILLS
    for section in _NAMING:
        for number, part in enumerate(part_at(resume, section)):
            yield f"{section}/{number}"
            names = [*_texts(type(part)), *([KEYWORDS] if hasattr(part, KEYWORDS) else [])]
            yield from (f"{section}/{number}/{name}" for name in names)


def _listed(resume: Resume, pointer: str) -> str:
    """Return the fields of the entry or the part that a wrong pointer begins with, else all."""
    there, steps = list(_fields(resume)), pointer.split("/")
    for length in (3, 2):
        near = [one for one in there if one.split("/")[:length] == steps[:length]]
        if near and len(steps) > length - 1:
            there = near
            break
    return ", ".join(there[:_TOLD]) + ", …" * (len(there) > _TOLD)


def _texts(part: type[Part]) -> list[str]:
    """Return the names of the fields that are one text."""
    return [name for name, one in part.model_fields.items() if _is_text(one.annotation)]


def _is_text(annotation: Any) -> bool:
    if get_origin(annotation) is list:
        return False
    kinds = set(get_args(annotation) or (annotation,)) - {NoneType}
    return all(str in (kind, *get_args(kind)) for kind in kinds)  # a date is an annotated text
