"""How sure each value of a resume is: a share of such values that are right, from 0.01 to 0.99.

A logistic model (one for each field) weighs signs that have names: what the value's own words say,
what else its entry tells, and whether the entries beside it tell the same. The numbers stand in
``confidence.json``; ``benchmarks/calibration.py`` learns them from generated resumes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from .addresses import EMAIL
from .degrees import find_degree
from .lexicon import has_school, has_title, section_headings
from .normalization import bare, folded
from .resume import Education, Resume, Volunteer, Work
from .segmentation.roles import no_name, signs

# The fields that are judged, by their JSON name in each list; all others are as sure as the value
# of their entry that names it.
_JOB: Final = {"name": "employer", "organization": "employer", "position": "title"}
_DATES: Final = {"startDate": "start", "endDate": "end"}
_STUDY: Final = {"institution": "school", "studyType": "degree", "area": "field"}
_STEPS: Final = (0.5, 1.5, 3.0)  # of a margin between two readings
_LEAST: Final = 0.01
SURE: Final = 0.9
"""Of the values that are at least so sure nine in ten are right, in layouts never looked at."""
_FEW: Final = 2  # entries that are too few to bear each other out
_AGREE: Final = 0.7  # of the entries

Entry = Work | Volunteer | Education


class Said(NamedTuple):
    """A value by its JSON pointer, its field, and the names of its signs."""

    pointer: str
    field: str
    signs: tuple[str, ...]


def confidences(resume: Resume, margins: Mapping[str, float]) -> dict[str, float]:
    """Return how sure each judged value is, by JSON pointer.

    ``margins`` are by how much the reading that gives a value is better than the best that does
    not, for values of headers that were read in several ways.
    """
    return {said.pointer: _sure(said.field, said.signs) for said in said_of(resume, margins)}


def said_of(resume: Resume, margins: Mapping[str, float]) -> Iterator[Said]:
    """Yield the judged values of a resume with their signs."""
    yield from _of_basics(resume)
    for name in ("work", "volunteer", "education"):
        entries: Sequence[Entry] = getattr(resume, name)
        keys = _DATES | (_STUDY if name == "education" else _JOB)
        usual = _usual(entries, keys)
        for index, entry in enumerate(entries):
            shared = _of_entry(entry, entries, keys, usual)
            for key, field in keys.items():
                value = getattr(entry, key, None)
                if value:
                    at = f"/{name}/{index}/{key}"
                    own = (*_own(field, value, entry), *_margin(margins.get(at)))
                    beside = (sign for sign in shared if sign != f"with {field}")
                    yield Said(at, field, (*beside, *own))


def value_at(resume: Resume, pointer: str) -> str:
    """Return the value at a pointer of ``confidences``."""
    part: Any = resume
    for step in pointer.strip("/").split("/"):
        part = part[int(step)] if step.isdigit() else getattr(part, step)
    return str(part)


def _of_basics(resume: Resume) -> Iterator[Said]:
    basics = resume.basics
    if basics.name:
        yield Said("/basics/name", "name", tuple(_of_name(basics.name, resume)))
    if basics.email:
        shaped = ("an address",) if EMAIL.fullmatch(basics.email) else ()
        yield Said("/basics/email", "email", shaped)
    if basics.phone:
        yield Said("/basics/phone", "phone", ())


def _of_name(name: str, resume: Resume) -> Iterator[str]:
    words, places = name.split(), resume.meta.commonground.evidence.get("/basics/name", [])
    yield "one word" if len(words) == 1 else "two or three words" if len(words) < 4 else "long"
    if places and places[0][0] < 100:
        yield "at the top"
    account = (resume.basics.email or "").partition("@")[0] + "".join(
        profile.username or "" for profile in resume.basics.profiles
    )
    if any(len(word) > 2 and word in folded(account) for word in folded(name).split()):
        yield "in an address"
    if has_title(name) or bare(name) in section_headings():
        yield "words of something else"
    if not all(word[0].isupper() or not word[0].isascii() for word in words):
        yield "small"


def _usual(entries: Sequence[Entry], keys: Mapping[str, str]) -> frozenset[str]:
    """Return the keys that most of the entries have."""
    return frozenset(
        key
        for key in keys
        if sum(bool(getattr(one, key, None)) for one in entries) >= _AGREE * len(entries)
    )


def _of_entry(
    entry: Entry, entries: Sequence[Entry], keys: Mapping[str, str], usual: frozenset[str]
) -> tuple[str, ...]:
    told = frozenset(key for key in keys if getattr(entry, key, None))
    main = {keys[key] for key in told} - {"end"}
    out = [f"with {field}" for field in sorted(main)]
    if len(entries) <= _FEW:
        out.append("few entries")
    else:
        unlike = (usual ^ told) - {"endDate"}
        out.append("unlike the others" if unlike else "like the others")
    if getattr(entry, "highlights", None) or getattr(entry, "summary", None):
        out.append("with a body")
    if getattr(entry, "description", None):
        out.append("with something unread")
    return tuple(out)


def _own(field: str, value: str, entry: Entry) -> Iterator[str]:
    """Yield what the value's own words say."""
    if field in ("employer", "title"):
        yield from getattr(signs(value), field)
    elif field == "school":
        yield "a school's word" if has_school(value) else "no school's word"
        yield from ("no name",) * no_name(value)
    elif field == "degree":
        yield "a degree's word" if find_degree(value) else "no degree's word"
    elif field in ("start", "end"):
        yield "a year alone" if len(value) == 4 else "a month"
        if entry.startDate and entry.endDate and entry.endDate < entry.startDate:
            yield "reversed"
    if len(value.split()) > 5:
        yield "long"


def _margin(margin: float | None) -> Iterator[str]:
    if margin is None:
        yield "no margin"
    else:
        yield f"margin {sum(margin >= step for step in _STEPS)}"


@cache
def _model() -> dict[str, dict[str, float]]:
    text = files(__package__).joinpath("confidence.json").read_text("utf-8")
    model: dict[str, dict[str, float]] = json.loads(text)
    return model


def _sure(field: str, found: Sequence[str]) -> float:
    weights = _model()[field]
    total = sum([weights.get(sign, 0.0) for sign in {"all", *found}])
    return round(min(1 - _LEAST, max(_LEAST, 1 / (1 + math.exp(-total)))), 2)
