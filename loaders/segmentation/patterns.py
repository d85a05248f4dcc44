"""Headers of a section read together: each alone gives several readings, and all of them vote.

A reading parts the atoms of a header into spans and says what each span is. It scores by the signs
of its spans (``weights.py``). How often the steps of a reading (what follows what, over which mark)
are those of the other headers is added, since a document writes its headers in one way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from ..lexicon import has_organisation, has_school, is_legal_form
from ..normalization import folded
from ..places import is_country, is_place
from .atoms import Atom
from .header_dates import dates_of
from .roles import (
    is_former_name,
    is_function,
    is_office,
    is_region,
    is_two_names,
    scores_of,
    title_score,
)
from .weights import WEIGHTS

_CROSSED: Final = {
    name.removeprefix("across "): cost
    for name, cost in WEIGHTS.items()
    if name.startswith("across ")
}
_BITS: Final = {"title": 1, "employer": 2, "place": 4, "other": 0}
FORCED: Final = 20.0  # what a label says outweighs all signs
_LONGEST: Final = 4  # atoms of a span
_LATER: Final = 0.05  # what an employer loses with each atom before it: the first of equals wins
NEVER: Final = -3.0  # the score of a span that is nothing of the kind
_BEHIND: Final = 0.5  # beyond the margin
_BEAM: Final = 6  # readings kept on the way, and at the end
_ROUNDS: Final = 2
_APART: Final = frozenset({"n", "nd", "|", "|d"})  # before what stands apart
_INITIALS: Final = 5  # letters of the longest initials

_HELD: Final = itemgetter(0)

Step: TypeAlias = tuple[str, str, str]


class Span(NamedTuple):
    """Atoms ``first`` to ``end`` (exclusive) and what they are."""

    role: str
    first: int
    end: int


@dataclass(slots=True)
class Reading:
    """One way to read a header; ``steps`` are what it has in common with others like it."""

    spans: tuple[Span, ...]
    score: float
    steps: tuple[Step, ...] = ()
    votes: float = 0.0

    @property
    def total(self) -> float:
        """Return its own score and what the other headers add."""
        return self.score + self.votes

    def span(self, role: str) -> Span | None:
        """Return the span of a role, if any."""
        return next((span for span in self.spans if span.role == role), None)


def margin(readings: Sequence[Reading], role: str) -> float:
    """Return by how much the best reading is better than the best with another span of a role."""
    best = readings[0]
    others = [one.total for one in readings[1:] if one.span(role) != best.span(role)]
    # What no reading contests leads by as much as would rule the others out.
    return best.total - max(others) if others else WEIGHTS["margin"] + WEIGHTS["vote"]


class Parts(NamedTuple):
    """What the spans of a header can be.

    ``bits`` has a bit for each part that a header has once, ``spans`` yields what may begin at an
    atom, with its score, and ``missing`` is what a reading of a kind pays by the bits that it has.
    """

    bits: Mapping[str, int]
    spans: Callable[[Sequence[Atom], int, str, frozenset[str]], Iterator[tuple[Span, float]]]
    missing: Callable[[str], Sequence[float]]


def read_together(
    headers: Sequence[Sequence[Atom]], kinds: Sequence[str], parts: Parts | None = None
) -> list[list[Reading]]:
    """Return the readings of each header, the best first.

    ``kinds`` says of each header whether it stands ``above`` several roles, ``under`` such a one,
    or ``alone``: those of a kind vote together. ``parts`` are those of a job unless others are
    given.
    """
    towns, of = _towns(headers), parts or _OF_JOBS
    found = [_alone(atoms, kind, towns, of) for atoms, kind in zip(headers, kinds, strict=True)]
    for kind in dict.fromkeys(kinds):
        alike = [one for one, own in zip(found, kinds, strict=True) if own == kind]
        open_ = any(len(readings) > 1 for readings in alike)
        for _ in range(_ROUNDS if open_ and len(alike) > 1 else 0):
            _vote(alike)
    return found


def _towns(headers: Sequence[Sequence[Atom]]) -> frozenset[str]:
    """Return what stands before a region somewhere: it is a town elsewhere too."""
    return frozenset(
        folded(left.plain)
        for atoms in headers
        for left, right in pairwise(atoms)
        if right.before == "," and is_region(right.plain)
    )


def _alone(atoms: Sequence[Atom], kind: str, towns: frozenset[str], parts: Parts) -> list[Reading]:
    paths: list[list[tuple[float, int, tuple[Span, ...]]]] = [[] for _ in range(len(atoms) + 1)]
    paths[0].append((0.0, 0, ()))
    for first in range(len(atoms)):
        # Few: to sort them all is quicker than to keep a heap of the best.
        best = sorted(paths[first], key=_HELD, reverse=True)[:_BEAM]
        if not best:
            continue
        for span, score in parts.spans(atoms, first, kind, towns):
            bit = parts.bits[span.role]
            one = (span,)
            paths[span.end] += [
                (held + score, taken | bit, spans + one)
                for held, taken, spans in best
                if not taken & bit
            ]
    missing = parts.missing(kind)
    counted = len(missing) - 1
    # The sums first: a reading is made only of what is kept.
    whole = [(score + missing[taken & counted], spans) for score, taken, spans in paths[-1]]
    whole = sorted(whole, key=_HELD, reverse=True)[:_BEAM]
    out = [Reading(spans, score) for score, spans in whole]
    # What the margin rules out has no say either; some more are kept, to be shown beside the best.
    least = (out[0].score if out else 0.0) - WEIGHTS["margin"] - _BEHIND
    out = [reading for reading in out if reading.score >= least]
    for reading in out:
        reading.steps = tuple(dict.fromkeys(_steps(atoms, reading.spans)))
    return out


def _missing(kind: str) -> tuple[float, float, float, float]:
    """Return what a reading pays for the parts it lacks, by the bits of title and employer."""
    title = 0.0 if kind == "above" else WEIGHTS["no title"]
    employer = 0.0 if kind == "under" else WEIGHTS["no employer"]
    return title + employer, employer, title, 0.0


def _spans(
    atoms: Sequence[Atom], first: int, kind: str, towns: frozenset[str]
) -> Iterator[tuple[Span, float]]:
    joined = 0.0
    for end in range(first + 1, min(first + _LONGEST, len(atoms)) + 1):
        if end > first + 1:
            cost = across(atoms[end - 2], atoms[end - 1])
            # What begins within brackets ends there.
            if cost is None or atoms[first].before == "(" and atoms[end - 1].before == ")":
                return
            joined += cost
        label = atoms[first].label
        if label in _BITS:
            yield Span(label, first, end), FORCED + joined
            continue
        if label:
            yield Span("other", first, end), joined
            if label == "client":
                yield Span("employer", first, end), _client(kind) + joined
            continue
        title, employer, place, other = scores_of(atoms[first:end], kind, towns)
        if end > first + 1 and place < 0 and title < 0 and _two_names_alone(atoms, first, end):
            place += WEIGHTS["place: two names alone"]
            employer += WEIGHTS["employer: two names alone"]
        if first and end == first + 1 and atoms[first].before in (",", "("):
            town = place < 0 and _maybe_town(atoms[first - 1], atoms[first])
            place += WEIGHTS["place: a name alone behind a firm"] if town else 0.0
        # Towns and regions have commas between them; whatever else is read on over a mark pays.
        if place < 0 and end > first + 1 and not is_two_names(_plain(atoms, first, end)):
            place += joined
        if title + joined > NEVER:
            yield Span("title", first, end), title + joined
        employer = employer - _LATER * first + joined
        if end > first + 1 and is_function(atoms[first].plain):
            employer += WEIGHTS["employer: a function"]
        if atoms[end : end + 1] and _before_country(atoms[first:end], atoms[end]):
            employer += WEIGHTS["employer: before a country"]
        if employer > NEVER:
            yield Span("employer", first, end), employer
        if place > NEVER:
            yield Span("place", first, end), place
        yield Span("other", first, end), other + joined


def _client(kind: str) -> float:
    """Return how much a client is the employer: less than whoever else could be."""
    return WEIGHTS["employer: a client's"] + (
        WEIGHTS["employer: under another"] if kind == "under" else 0.0
    )


def _two_names_alone(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Return whether a span is two names between strong marks: "Oakhollow, Westland"."""
    following = atoms[end].before if end < len(atoms) else "n"
    if atoms[first].before not in _APART or following not in _APART:
        return False
    return is_two_names(_plain(atoms, first, end))


def _plain(atoms: Sequence[Atom], first: int, end: int) -> str:
    """Return the text of a span of one line; none of a span over several."""
    one, last = atoms[first], atoms[end - 1]
    return one.line.plain[one.start : last.end] if one.row == last.row else ""


def _before_country(atoms: Sequence[Atom], following: Atom) -> bool:
    """Return whether a name that could be a town's stands before a country or a region."""
    if following.before != "," or not (is_country(following.plain) or is_region(following.plain)):
        return False
    first = atoms[0]
    firm = first.linked or first.before.startswith("@") or has_school(first.plain)
    return not (firm or any(has_organisation(one.plain) for one in atoms))


def across(left: Atom, right: Atom) -> float | None:
    """Return what it costs to read on from one atom to the next; None where a mark parts them."""
    mark = right.before
    if mark not in _CROSSED or left.label != right.label and right.label:
        return None
    if mark == "," and is_legal_form(right.plain) and not is_place(right.plain):
        return WEIGHTS["across , before a legal form"]
    if mark == "(" and is_former_name(right.plain):
        return WEIGHTS["across ( before a former name"]
    if mark == "(" and _is_firm(right.plain) and not _is_firm(left.plain):
        return WEIGHTS["across ( before a firm"]
    if mark == "," and title_score(left.plain) and is_function(right.plain):
        return WEIGHTS["across , before a function"]
    if mark == "," and has_organisation(left.plain) and has_organisation(right.plain):
        return WEIGHTS["across , between firms"]
    if mark == "," and is_office(right.plain):
        return WEIGHTS["across , before an office"]
    if mark in (",", "(") and _maybe_town(left, right):
        return WEIGHTS["across , before a name alone"]
    if mark == "w" and (has_organisation(left.plain) or has_school(left.plain)):
        return WEIGHTS["across w behind a firm"]
    if mark == "-" and len(right.plain.split()) > 2 and dates_of(left.line):
        mark = "- beside dates"
    style = (left.linked, left.bold) != (right.linked, right.bold)
    return _CROSSED[mark] + (_CROSSED["style"] if style else 0.0)


def _maybe_town(left: Atom, right: Atom) -> bool:
    """Return whether a firm stands before a name of one word: "Norvik Telecom, Skelmouth"."""
    one = right.plain
    if not one.isalpha() or not one[:1].isupper() or one.isupper() or is_function(one):
        return False
    if title_score(one) or has_organisation(one) or title_score(left.plain) == 3:
        return False
    firm = has_organisation(left.plain) or is_legal_form(left.plain.rpartition(" ")[2])
    return firm or has_school(left.plain)


_OF_JOBS: Final = Parts(_BITS, _spans, _missing)


def _is_firm(text: str) -> bool:
    """Return whether a text is written as firms are: a word of theirs, or all in capitals."""
    if len(text) > _INITIALS and text.isupper():
        return True
    # One word alone may be what a department does: "Norvik (Payments)".
    return len(text.split()) > 1 and has_organisation(text)


def _steps(atoms: Sequence[Atom], spans: Sequence[Span]) -> Iterator[Step]:
    before = "^"
    for span in spans:
        mark = atoms[span.first].before
        yield (before, mark, span.role)
        yield ("012"[min(atoms[span.first].row, 2)], mark, span.role)
        before = span.role


def _vote(found: Sequence[list[Reading]]) -> None:
    """Add to each reading how often its steps are those of the other headers."""
    said = [_shares(readings) for readings in found]
    together: dict[Step, float] = {}
    for own in said:
        for step, share in own.items():
            together[step] = together.get(step, 0.0) + share
    others = len(found) - 1
    # Of so many steps as the others have: what leaves parts out agrees with them by half.
    usual = max(1.0, sum(together.values()) / len(found))
    trust = WEIGHTS["vote"] * min(1.0, others / 2)
    for readings, own in zip(found, said, strict=True):
        rest = {step: (together[step] - share) / others for step, share in own.items()}
        for reading in readings:
            steps = reading.steps
            reading.votes = trust * sum([rest[step] for step in steps]) / max(usual, len(steps))
        # A header that clearly says something else is not outvoted.
        least = max(reading.score for reading in readings) - WEIGHTS["margin"] if readings else 0.0
        readings.sort(key=lambda reading: (reading.score < least, -reading.total))


def _shares(readings: Sequence[Reading]) -> dict[Step, float]:
    """Return how sure each step of a header is, by the readings that have it."""
    if len(readings) < 2:
        return dict.fromkeys(readings[0].steps, 1.0) if readings else {}
    totals = [reading.total for reading in readings]
    top = max(totals)
    weights = [math.exp(min(0.0, total - top)) for total in totals]
    whole, out = sum(weights), dict[Step, float]()
    for reading, weight in zip(readings, weights, strict=True):
        share = weight / whole
        for step in reading.steps:
            out[step] = out.get(step, 0.0) + share
    return out
