"""Who may have met a person, by the months of stints alone: whose roles are read is then known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..meetings import Met, MetStints
from ..reader import Reader, overlaps
from ..ties import Stint
from .population import Population
from .records import LAST
from .segment import Numbers

Months: TypeAlias = NDArray[np.int64]

_FIRST: Final = 64
"""People who are read at first, some more than a page; twice as many with each further time."""


def met_of(
    reader: Reader, people: Population, codes: Mapping[str, int], stints: Sequence[Stint]
) -> Met:
    """Return who may have met a person; ``codes`` has the employers that anybody was at.

    The sum of what each two stints have in common, at their widest, is never less than the months
    together: that is the bound by which people are read.
    """
    mine = [one for one in stints if one.outer and one.employer in codes]
    own = {number for one in mine if (number := people.number(one.person)) is not None}
    employers = sorted({codes[one.employer] for one in mine if one.employer})
    count, most = 0, np.zeros(people.slots, np.int64)
    for employer in employers:
        there = [one for one in mine if one.employer and codes[one.employer] == employer]
        months = _together(people, employer, there)
        months[list(own)] = 0
        count += int(np.count_nonzero(months))
        most = np.maximum(most, months)
    return Met(count, _falling(reader, people, mine, most))


def _together(people: Population, employer: int, stints: Iterable[Stint]) -> Months:
    """Return how many months everybody may have been at an employer during some stints, at most."""
    months = np.zeros(people.slots, np.int64)
    for start, end in (one.outer for one in stints if one.outer):
        for whose, since, until in people.stints_at(employer):
            # what lies beyond the last month that arrays have may reach as far as it likes
            until = np.where(until >= LAST, max(end, LAST), until)
            both = np.minimum(until, end) - np.maximum(since, start) + 1
            np.add.at(months, whose, np.maximum(both, 0))
    return months


def _falling(
    reader: Reader, people: Population, mine: Sequence[Stint], most: Months
) -> Iterator[MetStints]:
    found: Numbers = np.flatnonzero(most).astype(np.int32)
    found = found[np.argsort(-most[found], kind="stable")]
    employers = {one.employer for one in mine if one.employer}
    at, size = 0, _FIRST
    while at < len(found):
        chosen, later = found[at : at + size], found[at + size :]
        stints = reader.stints(people=people.ids(chosen), employers=employers)
        yield MetStints(overlaps(stints, mine), int(most[later[0]]) if len(later) else 0)
        at, size = at + size, 2 * size
