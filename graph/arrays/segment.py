"""Some people of a graph as typed arrays, from either side: by person, and by node.

A segment never changes. The large one lies on disk, memory-mapped; those of people who changed
since are made anew in memory, and stand in front of it (see ``Population``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .records import RANGE, STINT, TIE, Record

Numbers: TypeAlias = NDArray[np.int32]
"""Numbers of people, or codes of nodes."""

Months: TypeAlias = NDArray[np.int16]

Places: TypeAlias = NDArray[np.int64]
"""Where rows begin."""


@dataclass(frozen=True)
class Segment:
    """People in the order of their ids, their ties by person (rows) and by node (postings).

    P people, N codes of nodes (those of the largest and below), E ties, R ranges of months, S
    stints, O nodes that one person owns:

    - ``people`` (P): the numbers in their ids, rising, so that numbers of people and ids have one
      order;
    - ``row_start`` (P + 1) and by row ``node``, ``type``, ``row_counted``, ``row_named``,
      ``row_until`` (E): rows of one person are sorted by node and type;
    - ``post_start`` (N + 1) and by posting ``person``, ``post_type``, ``flags``, ``counted``,
      ``named``, ``last``, ``since`` (E): postings of one node are sorted by person and type;
      ``row`` (E) is the row of each;
    - ``range_start`` (E + 1) by row, and ``begins``, ``ends``, ``shares`` (R);
    - ``stint_start`` (N + 1) by employer, and ``stint_person``, ``stint_from``, ``stint_to`` (S);
    - ``owned`` (O), rising, and ``owner`` (O), the person of each.
    """

    people: NDArray[np.uint64]
    row_start: Places
    node: Numbers
    type: NDArray[np.uint8]
    row_counted: Months
    row_named: NDArray[np.uint8]
    row_until: Months
    post_start: Places
    person: Numbers
    row: Numbers
    post_type: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    counted: Months
    named: NDArray[np.uint8]
    last: Months
    since: Months
    range_start: Places
    begins: Months
    ends: Months
    shares: Months
    stint_start: Places
    stint_person: Numbers
    stint_from: Months
    stint_to: Months
    owned: NDArray[np.uint64]
    owner: Numbers

    @property
    def size(self) -> int:
        """How many people it has."""
        return len(self.people)

    @cached_property
    def tied(self) -> Places:
        """How many people are tied to each node (N)."""
        # Who is tied to a node by two types stands there twice, side by side; they are few.
        again = np.flatnonzero(self.person[1:] == self.person[:-1]) + 1
        of = np.searchsorted(self.post_start, again, side="right") - 1
        of = of[self.post_start[of] != again]
        return np.diff(self.post_start) - np.bincount(of, minlength=len(self.post_start) - 1)

    def postings(self, code: int) -> slice:
        """Return where the postings of a node stand; of a code that it has not, nowhere."""
        return _part(self.post_start, code)

    def rows(self, person: int) -> slice:
        """Return where the rows of a person stand."""
        return slice(int(self.row_start[person]), int(self.row_start[person + 1]))

    def stints(self, employer: int) -> slice:
        """Return where the stints at an employer stand."""
        return _part(self.stint_start, employer)

    def number(self, id: int) -> int | None:
        """Return which of its people has this number in their id; None if nobody."""
        return _place(self.people, id)

    def owner_of(self, id: int) -> int | None:
        """Return whose node has this number in its id."""
        at = _place(self.owned, id)
        return None if at is None else int(self.owner[at])


ARRAYS: Final = tuple(one.name for one in fields(Segment))
"""The names of a segment's arrays: each is a file of its own on disk."""


def segment_of(records: Sequence[Record]) -> Segment:
    """Return the segment of some people, each of whom comes once, in any order.

    Complexity: O(E log E), no loop over people but for joining their bytes.
    """
    ids = np.fromiter((one.id for one in records), np.uint64, len(records))
    order = np.argsort(ids)
    chosen = [records[at] for at in order]
    ties, tie_counts = _joined(chosen, "ties", TIE)
    ranges, range_counts = _joined(chosen, "ranges", RANGE)
    stints, stint_counts = _joined(chosen, "stints", STINT)
    owned, owned_counts = _joined(chosen, "owned", np.dtype("<u8"))
    people = np.arange(len(chosen), dtype=np.int32)
    row_start = _starts(tie_counts)
    whose = np.repeat(people, tie_counts)
    # Stable: of one node the rows stay in the order of people and types.
    by_node = np.argsort(ties["node"], kind="stable").astype(np.int32)
    # A range names its tie by the number among its person's.
    tie_of = ranges["tie"].astype(np.int64) + np.repeat(row_start[:-1], range_counts)
    by_employer = np.argsort(stints["employer"], kind="stable")
    by_id = np.argsort(owned, kind="stable")
    codes = _codes(ties["node"], stints["employer"])
    arrays: dict[str, NDArray[Any]] = {
        "people": ids[order],
        "row_start": row_start,
        "node": ties["node"],
        "type": ties["type"],
        "row_counted": ties["counted"],
        "row_named": ties["named"],
        "row_until": ties["until"],
        "post_start": _starts(np.bincount(ties["node"], minlength=codes)),
        "person": whose[by_node],
        "row": by_node,
        "post_type": ties["type"][by_node],
        "flags": ties["flags"][by_node],
        "counted": ties["counted"][by_node],
        "named": ties["named"][by_node],
        "last": ties["last"][by_node],
        "since": ties["since"][by_node],
        "range_start": _starts(np.bincount(tie_of, minlength=len(ties))),
        "begins": ranges["start"],
        "ends": ranges["end"],
        "shares": ranges["share"],
        "stint_start": _starts(np.bincount(stints["employer"], minlength=codes)),
        "stint_person": np.repeat(people, stint_counts)[by_employer],
        "stint_from": stints["start"][by_employer],
        "stint_to": stints["end"][by_employer],
        "owned": owned[by_id],
        "owner": np.repeat(people, owned_counts)[by_id],
    }
    return Segment(**{name: np.ascontiguousarray(arrays[name]) for name in ARRAYS})


def _joined(
    records: Sequence[Record], name: str, dtype: np.dtype[Any]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the rows of all people one behind the other, and how many each has."""
    parts: list[bytes] = [getattr(one, name) for one in records]
    sizes = np.fromiter(map(len, parts), np.int64, len(parts))
    return np.frombuffer(b"".join(parts), dtype), sizes // dtype.itemsize


def _starts(counts: NDArray[Any]) -> Places:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _codes(*columns: NDArray[Any]) -> int:
    """Return how many codes there are up to the largest."""
    return 1 + max((int(one.max()) for one in columns if len(one)), default=-1)


def _part(starts: Places, at: int) -> slice:
    if not 0 <= at < len(starts) - 1:
        return slice(0, 0)
    return slice(int(starts[at]), int(starts[at + 1]))


def _place(numbers: NDArray[np.uint64], number: int) -> int | None:
    at = int(np.searchsorted(numbers, np.uint64(number)))
    return at if at < len(numbers) and int(numbers[at]) == number else None
