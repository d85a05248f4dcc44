"""What people have of some nodes together, as columns: months that two nodes share count once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..shares import WHOLE, months_counted
from .segment import Months, Numbers, Places, Segment

Flags: TypeAlias = NDArray[np.uint8]

_KEPT: Final = 1024
"""Sets of nodes whose columns are kept: all that a question names, and more than it asks for."""

_BITS: Final = 16
_MOST: Final = 2**15 - 1


class Held(NamedTuple):
    """Who is tied to at least one of some nodes, rising, each once, and how (H).

    The columns are those of ``records.TIE``, of all their ties to the nodes together: the months
    that count, none twice; the most months for being named; the last of the last months; the flags
    that any has. See ``criteria.MatchedTies``.
    """

    person: Numbers
    counted: Months
    named: NDArray[np.uint8]
    last: Months
    since: Months
    flags: Flags


def held_of(segment: Segment, codes: frozenset[int]) -> Held:
    """Return what the people of a segment have of some nodes; it is kept.

    Complexity: O(n) for one node of which nobody has two ties; else O(t log t) of t ties, once.
    """
    found: Held | None = segment.kept.get(codes)
    if found is None:
        if len(segment.kept) >= _KEPT:
            segment.kept.pop(next(iter(segment.kept)))
        found = segment.kept[codes] = _held(segment, codes)
    return found


def _held(segment: Segment, codes: Iterable[int]) -> Held:
    found = [segment.postings(code) for code in sorted(codes)]
    slices = [one for one in found if one.start < one.stop]
    if len(slices) > 1 or (slices and _repeated(segment.person[slices[0]])):
        return _united(segment, slices)
    return _columns(segment, slices[0] if slices else slice(0, 0))


def side_by_side(parts: Sequence[Held], offsets: Sequence[int]) -> Held:
    """Return what people of several segments have, the numbers of each beginning at an offset."""
    if len(parts) == 1 and not offsets[0]:
        return parts[0]
    shifted = [one.person + np.int32(at) for one, at in zip(parts, offsets, strict=True)]
    return _stacked([one._replace(person=who) for one, who in zip(parts, shifted, strict=True)])


def _repeated(people: Numbers) -> bool:
    return bool((people[1:] == people[:-1]).any())


def _columns(segment: Segment, chosen: slice) -> Held:
    return Held(
        segment.person[chosen],
        segment.counted[chosen],
        segment.named[chosen],
        segment.last[chosen],
        segment.since[chosen],
        segment.flags[chosen],
    )


def _stacked(parts: Sequence[Held]) -> Held:
    person, counted, named, last, since, flags = map(np.concatenate, zip(*parts, strict=True))
    return Held(person, counted, named, last, since, flags)


def _united(segment: Segment, slices: Sequence[slice]) -> Held:
    """Return what people have of some postings, those of one person made one."""
    every = _stacked([_columns(segment, one) for one in slices])
    order = np.argsort(every.person)
    person = every.person[order]
    starts = np.flatnonzero(np.append(True, person[1:] != person[:-1]))
    rows = np.concatenate([segment.row[one] for one in slices])[order]
    counted = np.maximum.reduceat(every.counted[order], starts)
    return Held(
        person[starts],
        np.maximum(counted, _shared_months(segment, rows, starts)),
        np.maximum.reduceat(every.named[order], starts),
        np.maximum.reduceat(every.last[order], starts),
        np.maximum.reduceat(every.since[order], starts),
        np.bitwise_or.reduceat(every.flags[order], starts),
    )


def _shared_months(segment: Segment, rows: Numbers, starts: Places) -> Months:
    """Return how many months several ties of one person count for together; 0 for a single tie.

    Each person's of the ``rows`` begin at one of the ``starts``.
    """
    months = np.zeros(len(starts), np.int16)
    sizes = np.diff(starts, append=len(rows))
    several = np.flatnonzero(sizes > 1)
    own = rows[_spread(starts[several], sizes[several])]
    begins = segment.range_start[own]
    counts = segment.range_start[own + 1] - begins
    ranges = _spread(begins, counts)
    whose = np.repeat(np.repeat(several, sizes[several]), counts)
    if len(ranges):
        _cover(months, whose, segment.begins[ranges], segment.ends[ranges])
        # Lists are rare: whose months count in part are looked at one by one.
        for one in set(whose[segment.shares[ranges] != WHOLE].tolist()):
            mine = ranges[slice(*np.searchsorted(whose, [one, one + 1]))]
            months[one] = min(_MOST, _counted(segment, mine))
    return months


def _cover(months: Months, whose: Places, begins: Months, ends: Months) -> None:
    """Set how many months the ranges of each person cover, none counted twice."""
    # One number a range, so that one sort puts them by person and beginning.
    keys = (whose << 2 * _BITS) | (begins.astype(np.int64) << _BITS) | ends
    keys.sort()
    person, begin, end = keys >> 2 * _BITS, (keys >> _BITS) & _MOST, keys & _MOST
    # The person is the greater part of it, so the furthest end is that of their own ranges.
    furthest = np.maximum.accumulate((person << _BITS) | end)
    before = np.append(-1, furthest[:-1])
    covered = np.where(before >> _BITS == person, before & _MOST, -1)
    added = np.maximum(end - np.maximum(covered, begin - 1), 0)
    starts = np.flatnonzero(np.append(True, person[1:] != person[:-1]))
    months[person[starts]] = np.minimum(np.add.reduceat(added, starts), _MOST)


def _counted(segment: Segment, ranges: Places) -> int:
    columns = (one[ranges].tolist() for one in (segment.begins, segment.ends, segment.shares))
    return months_counted(((start, end), share) for start, end, share in zip(*columns, strict=True))


def _spread(starts: Places, counts: Places) -> Places:
    """Return the places of some runs: ``counts`` from each of the ``starts`` on."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()), dtype=np.int64)
