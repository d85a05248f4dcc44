"""What a span of a study's header could be: its degree, school, field, place, or told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...ontology.wordlists import WordPattern
from ..degrees import find_degree
from ..lexicon import has_organisation, has_school
from ..line_cache import line_cache
from ..normalization import lowered
from ..patterns import any_of, set_of
from ..places import is_place
from .atoms import Atom
from .patterns import FORCED, NEVER, Parts, Span, across
from .roles import is_region, is_town, title_score
from .weights import WEIGHTS

LABELS: Final = ("degree", "school", "field", "place", "dates")  # groups of labels.txt
_ROLES: Final = {"degree": "degree", "school": "school", "field": "area", "place": "place"}
_BITS: Final = {"degree": 1, "school": 2, "area": 4, "place": 8, "other": 0}
_LONGEST: Final = 4  # atoms of a span
_LETTERS: Final = 2  # of a name at least: "A" and "B+" are grades
_LATER: Final = 0.05  # what a school loses with each atom before it: the first of equals wins
# "Physics (A*)" is a mark, and "School" the name of a column.
_MARK: Final = WordPattern(
    lambda: rf"\([A-U][*+-]?\)$|^{any_of('education', 'columns')}$", re.IGNORECASE
)
_SCORED: Final = WordPattern(lambda: rf"\b{any_of('education', 'scores')}\b\s*[:=]?\s*\d")
# Only the blank makes "with" a word: "within" begins a sentence.
_DETAILS: Final = WordPattern(
    lambda: rf"(?:{any_of('education', 'details')}|with\ )", re.IGNORECASE
)


def parts_of_study(is_field: Callable[[str], bool]) -> Parts:
    """Return what the headers of studies have; ``is_field`` tells whether a field is known."""

    def spans(
        atoms: Sequence[Atom], first: int, kind: str, towns: frozenset[str]
    ) -> Iterator[tuple[Span, float]]:
        yield from _spans(atoms, first, is_field)

    return Parts(_BITS, spans, _missing)


def tells_more(text: str) -> bool:
    """Return whether a text tells what a study was about: ``Thesis: …``, ``Focus on …``."""
    return bool(_DETAILS.match(text.strip()))


def _missing(kind: str) -> tuple[float, float, float, float]:
    degree, school = WEIGHTS["no degree"], WEIGHTS["no school"]
    return degree + school, school, degree, 0.0


def _spans(
    atoms: Sequence[Atom], first: int, is_field: Callable[[str], bool]
) -> Iterator[tuple[Span, float]]:
    joined = 0.0
    for end in range(first + 1, min(first + _LONGEST, len(atoms)) + 1):
        if end > first + 1:
            cost = _across(atoms, end - 1)
            if cost is None:
                return
            joined += cost
        label = atoms[first].label
        if label:
            yield Span(_ROLES.get(label, "other"), first, end), FORCED + joined
            continue
        for role, score in _scores(atoms, first, end, is_field):
            if score + joined > NEVER or role == "other":
                yield Span(role, first, end), score + joined


def _across(atoms: Sequence[Atom], at: int) -> float | None:
    """Return what it costs to read on to the atom at a place."""
    left, right = atoms[at - 1], atoms[at]
    # "Institute at Nordmoor University" is one name.
    if right.before == "@" and has_school(left.plain) and not find_degree(left.plain):
        return 0.0
    cost = across(left, right)
    # "Course, University of Norwick, Eastmere": where commas part all, a town follows the school.
    ended = right.before == "," and has_school(left.plain) and not has_school(right.plain)
    if cost is not None and ended and _is_listed(atoms, at):
        return cost + WEIGHTS["across , behind a school"]
    return cost


def _is_listed(atoms: Sequence[Atom], at: int) -> bool:
    """Return whether more than the two atoms at a comma stand between commas in their line."""
    row = atoms[at].row
    before = at > 1 and atoms[at - 2].row == row
    return before or at + 1 < len(atoms) and (atoms[at + 1].row, atoms[at + 1].before) == (row, ",")


def _scores(
    atoms: Sequence[Atom], first: int, end: int, is_field: Callable[[str], bool]
) -> Iterator[tuple[str, float]]:
    atom = atoms[first]
    stop = atoms[end - 1].until if end - first > 1 else atom.end
    text = atom.line.plain[atom.start : stop]
    known, told = is_field(text), is_told(text)
    yield "degree", _degree(text)
    yield "school", school_score(atom, text, known=known, told=told) - _LATER * first
    yield "area", _area(atoms, first, text, known=known, told=told)
    yield "place", _place(text)
    yield "other", WEIGHTS["study: told" if told else "study: other"]


@line_cache
def is_told(text: str) -> bool:
    """Return whether a text is a grade, a detail, or says that a study goes on: no name of it."""
    low = lowered(text).strip()
    if (
        sum(map(str.isalpha, low)) < _LETTERS
        and low.isascii()
        or low in set_of("education", "unfinished")
    ):
        return True
    return tells_more(text) or bool(_MARK.search(text) or _SCORED.search(low))


@line_cache
def _degree(text: str) -> float:
    match = find_degree(text)
    if match is None:
        return NEVER
    score = WEIGHTS["degree: later words" if match.start() else "degree: first words"]
    if match.start() and has_school(text):
        score += WEIGHTS["degree: school"]
    return score + WEIGHTS["degree: long"] * max(0, len(text.split()) - 10)


def school_score(atom: Atom, text: str, *, known: bool = False, told: bool = False) -> float:
    """Return how much a text, which begins with an atom, looks like a school."""
    words = text.split()
    signs = ["any name"] + ["word"] * has_school(text) + ["firm"] * has_organisation(text)
    signs += ["link"] * atom.linked + ["bold"] * atom.bold
    signs += ["behind at"] * atom.before.startswith("@")
    degree = find_degree(text)
    signs += ["degree"] * (degree is not None and not (has_school(text) and degree.start()))
    signs += ["known field"] * known + ["of something else"] * told
    if not has_school(text):
        places = is_place(text) or is_town(text) or is_region(text)
        signs += ["place"] * (places and all(map(is_place, text.split(", "))))
        signs += ["like a place"] * places + ["title"] * (title_score(text) == 3)
        signs += ["digits"] * any(map(str.isdigit, text)) + ["address"] * ("@" in text)
        # A sentence has verbs and small words, where a name has its own alone.
        lower = [one for one in words if one.islower() and one not in set_of("schools", "small")]
        signs += ["small words"] * max(0, len(lower) - 1)
    signs += ["small"] * text[:1].islower() + ["long"] * max(0, len(words) - 8)
    return sum(WEIGHTS[f"school: {sign}"] for sign in signs)


def _area(atoms: Sequence[Atom], first: int, text: str, *, known: bool, told: bool) -> float:
    atom, before = atoms[first], atoms[first - 1] if first else None
    if told or find_degree(text):
        return NEVER
    if known:
        score = WEIGHTS["area: known"]
    elif before is not None and _is_degree(before.plain):
        aside = before.row == atom.row
        score = WEIGHTS["area: behind a degree" if aside else "area: beneath a degree"]
    else:
        score = WEIGHTS["area: nothing"]
    score += WEIGHTS["area: school or firm"] * (has_school(text) or has_organisation(text))
    score += WEIGHTS["area: set apart"] * (atom.linked or atom.bold)
    score += WEIGHTS["school: place"] * is_place(text)
    return score + WEIGHTS["area: long"] * max(0, len(text.split()) - 6)


def _is_degree(text: str) -> bool:
    """Return whether a text is a degree alone, its field not told with it."""
    match = find_degree(text)
    return match is not None and match.start() == 0 and not text[match.end() :].strip(" .,:()")


@line_cache
def _place(text: str) -> float:
    if has_school(text) or find_degree(text):
        return NEVER
    if is_town(text) or is_place(text) and all(map(is_place, text.split(", "))):
        return WEIGHTS["study: place known"]
    likely = is_place(text) or is_region(text)
    return WEIGHTS["study: place like one" if likely else "study: no place"]
