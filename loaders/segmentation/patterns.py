"""Headers of a section read together: each alone gives several readings, and all of them vote.

A reading parts the atoms of a header into spans and says what each span is. It scores by the signs
of its spans (``weights.py``). How often the steps of a reading (what follows what, over which mark)
are those of the other headers is added, since a document writes its headers in one way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from ..lexicon import is_legal_form
from ..normalization import folded
from ..places import is_place
from .atoms import Atom
from .header_dates import dates_of
from .roles import is_former_name, is_region, scores_of
from .weights import WEIGHTS

ROLES: Final = ("title", "employer", "place", "other")
_BITS: Final = {"title": 1, "employer": 2, "place": 4, "other": 0}
_FORCED: Final = 20.0  # what a label says outweighs all signs
_LONGEST: Final = 4  # atoms of a span
_LATER: Final = 0.05  # what an employer loses with each atom before it: the first of equals wins
_NEVER: Final = -3.0  # the score of a span that is nothing of the kind
_BEHIND: Final = 0.5  # beyond the margin
_BEAM: Final = 6  # readings kept on the way, and at the end
_ROUNDS: Final = 2

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


def read_together(headers: Sequence[Sequence[Atom]], kinds: Sequence[str]) -> list[list[Reading]]:
    """Return the readings of each header, the best first.

    ``kinds`` says of each header whether it stands ``above`` several roles, ``under`` such a one,
    or ``alone``: those of a kind vote together.
    """
    towns = _towns(headers)
    found = [_alone(atoms, kind, towns) for atoms, kind in zip(headers, kinds, strict=True)]
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


def _alone(atoms: Sequence[Atom], kind: str, towns: frozenset[str]) -> list[Reading]:
    paths: list[list[tuple[float, int, tuple[Span, ...]]]] = [[] for _ in range(len(atoms) + 1)]
    paths[0].append((0.0, 0, ()))
    for first in range(len(atoms)):
        best = nlargest(_BEAM, paths[first], key=lambda path: path[0])
        for span, score in _spans(atoms, first, kind, towns):
            bit = _BITS[span.role]
            paths[span.end] += [
                (held + score, taken | bit, (*spans, span))
                for held, taken, spans in best
                if not taken & bit
            ]
    missing = {
        1: 0.0 if kind == "above" else WEIGHTS["no title"],
        2: 0.0 if kind == "under" else WEIGHTS["no employer"],
    }
    out = [
        Reading(spans, score + sum(cost for bit, cost in missing.items() if not taken & bit))
        for score, taken, spans in paths[-1]
    ]
    out = nlargest(_BEAM, out, key=lambda reading: reading.score)
    # What the margin rules out has no say either; some more are kept, to be shown beside the best.
    least = (out[0].score if out else 0.0) - WEIGHTS["margin"] - _BEHIND
    out = [reading for reading in out if reading.score >= least]
    for reading in out:
        reading.steps = tuple(dict.fromkeys(_steps(atoms, reading.spans)))
    return out


def _spans(
    atoms: Sequence[Atom], first: int, kind: str, towns: frozenset[str]
) -> Iterator[tuple[Span, float]]:
    joined = 0.0
    for end in range(first + 1, min(first + _LONGEST, len(atoms)) + 1):
        if end > first + 1:
            cost = _across(atoms[end - 2], atoms[end - 1])
            if cost is None:
                return
            joined += cost
        label = atoms[first].label
        if label in _BITS:
            yield Span(label, first, end), _FORCED + joined
            continue
        if label:
            yield Span("other", first, end), joined
            continue
        scores = scores_of(atoms[first:end], kind, towns)
        scores = scores._replace(employer=scores.employer - _LATER * first)
        for role, score in zip(ROLES, scores, strict=True):
            # Towns and regions have commas between them; whatever else is read on over a mark pays.
            score += 0.0 if role == "place" else joined
            if score > _NEVER or role == "other":
                yield Span(role, first, end), score


def _across(left: Atom, right: Atom) -> float | None:
    """Return what it costs to read on from one atom to the next; None where a mark parts them."""
    mark = right.before
    if f"across {mark}" not in WEIGHTS or left.label != right.label and right.label:
        return None
    if mark == "," and is_legal_form(right.plain) and not is_place(right.plain):
        return WEIGHTS["across , before a legal form"]
    if mark == "(" and is_former_name(right.plain):
        return WEIGHTS["across ( before a former name"]
    if mark == "-" and len(right.plain.split()) > 2 and dates_of(left.line):
        mark = "- beside dates"
    style = (left.linked, left.bold) != (right.linked, right.bold)
    return WEIGHTS[f"across {mark}"] + (WEIGHTS["across style"] if style else 0.0)


def _steps(atoms: Sequence[Atom], spans: Sequence[Span]) -> Iterator[Step]:
    before = "^"
    for span in spans:
        mark = atoms[span.first].before
        yield (before, mark, span.role)
        yield (str(min(atoms[span.first].row, 2)), mark, span.role)
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
        for reading in readings:
            shares = [(together[step] - own.get(step, 0.0)) / others for step in reading.steps]
            reading.votes = trust * sum(shares) / max(usual, len(shares))
        # A header that clearly says something else is not outvoted.
        least = max(reading.score for reading in readings) - WEIGHTS["margin"] if readings else 0.0
        readings.sort(key=lambda reading: (reading.score < least, -reading.total))


def _shares(readings: Sequence[Reading]) -> dict[Step, float]:
    """Return how sure each step of a header is, by the readings that have it."""
    if not readings:
        return {}
    top = max(reading.total for reading in readings)
    weights = [math.exp(min(0.0, reading.total - top)) for reading in readings]
    whole, out = sum(weights), dict[Step, float]()
    for reading, share in zip(readings, weights, strict=True):
        for step in reading.steps:
            out[step] = out.get(step, 0.0) + share / whole
    return out
