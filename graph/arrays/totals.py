"""What all people together have of each node, summed over arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..totals import Total, Totalled
from .population import Part, Population
from .records import CURRENT, NONE, TYPES, date_of

_TYPES: Final = {"skills": "HAS_SKILL", "employers": "WORKED_AT", "schools": "STUDIED"}

# So many postings are looked at together: more take memory and save no time.
_AT_ONCE: Final = 2**20

# The date with the later last month counts as later; of equal ones the more precise.
_MONTH: Final = 10**8
_NEVER: Final = 10**8


class _Sums:
    """The totals of one sort, by code (N)."""

    def __init__(self, codes: int) -> None:
        self.people = np.zeros(codes, np.int64)
        self.months = np.zeros(codes, np.int64)
        self.dated = np.zeros(codes, np.bool_)
        self.first = np.full(codes, _NEVER, np.int64)
        self.last = np.zeros(codes, np.int64)
        self.current = np.zeros(codes, np.bool_)

    def add(self, part: Part, places: NDArray[np.int64], codes: NDArray[np.int64]) -> None:
        """Add some postings, sorted by the codes of their nodes."""
        segment = part.segment
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        nodes = codes[starts]
        months, first = segment.months[places], segment.first_day[places].astype(np.int64)
        first[first == 0] = _NEVER
        dated, current = months != NONE, (segment.flags[places] & CURRENT).astype(np.bool_)
        self.people[nodes] += np.diff(starts, append=len(codes))
        self.months[nodes] += np.add.reduceat(months * dated, starts, dtype=np.int64)
        self.dated[nodes] |= np.logical_or.reduceat(dated, starts)
        self.current[nodes] |= np.logical_or.reduceat(current, starts)
        self.first[nodes] = np.minimum(self.first[nodes], np.minimum.reduceat(first, starts))
        last = np.maximum.reduceat(_by_month(segment.last_day[places]), starts)
        self.last[nodes] = np.maximum(self.last[nodes], last)

    def total(self, code: int, what: Totalled) -> Total:
        """Return the total of a node."""
        first = int(self.first[code])
        return Total(
            int(self.people[code]),
            int(self.months[code]) if self.dated[code] and what != "schools" else None,
            None if first == _NEVER else date_of(first),
            date_of(int(self.last[code]) % _MONTH),
            bool(self.current[code]),
        )


def totals_of(population: Population, what: Totalled) -> Iterator[tuple[int, Total]]:
    """Give the total of each node that people are so tied to, by code.

    Of schools those of degrees and fields too: their ties are of the same type.
    """
    sums = _Sums(max((part.segment.codes for part in population.parts), default=0))
    for part in population.parts:
        for places, codes in _postings(part, TYPES.index(_TYPES[what])):
            sums.add(part, places, codes)
    for code in np.flatnonzero(sums.people).tolist():
        yield code, sums.total(code, what)


def _postings(part: Part, type: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give the places of postings of a type, of people who count, and the codes of their nodes."""
    segment = part.segment
    for start in range(0, len(segment.person), _AT_ONCE):
        at = slice(start, start + _AT_ONCE)
        chosen = (segment.post_type[at] == type) & part.alive[segment.person[at]]
        places = start + np.flatnonzero(chosen)
        if len(places):
            yield places, np.searchsorted(segment.post_start, places, "right") - 1


def _by_month(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return dates as numbers in the order of the last months that they may mean."""
    # As ``graph.months.last_month``.
    years, rest = np.divmod(days.astype(np.int64), 10_000)
    months = rest // 100
    last = years * 12 + np.where(months == 0, 12, months) - 1
    return np.where(days == 0, 0, last * _MONTH + days)
