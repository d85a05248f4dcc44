"""How strongly the people of a segment use concepts: a measure of single uses, as tables."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..uses import Strength
from .records import NONE, TYPES
from .segment import Numbers, Places, Segment, ranges

Strengths: TypeAlias = NDArray[np.uint16]

_USE: Final = TYPES.index("HAS_SKILL")
# A node with so many postings is added by itself, those with fewer together: one call costs as much
# as some hundred postings, and to find the places of the many takes longer than to read them.
_MANY: Final = 1024


class SegmentUses:
    """The strength of the uses in one segment by one measure, worked out as it is asked for.

    A use's strength follows from its credit and last month: of these there are few pairs, and each
    is asked of the measure once.
    """

    def __init__(self, segment: Segment, measure: Strength, latest: int | None) -> None:
        self._segment, self._measure, self._latest = segment, measure, latest
        dated = segment.row_until[segment.row_until != NONE]
        # Months count from the one before the first, which stands for what is not dated.
        self._before = int(dated.min()) - 1 if len(dated) else 0
        self._width = int(dated.max()) - self._before + 1 if len(dated) else 1
        credits = int(segment.row_counted.max(initial=0)) + int(segment.row_named.max(initial=0))
        # Strengths by credit and month, and one more, so that 0 stands for what is not known.
        self._table = np.zeros((credits + 1) * self._width, np.uint16)
        # By posting. Memory is taken where something is written.
        self._strengths = np.zeros(len(segment.person), np.uint16)
        self._known = np.zeros(len(segment.post_start) - 1, np.bool_)

    def add(self, sums: NDArray[np.float32], codes: Numbers, worth: NDArray[np.float32]) -> None:
        """Add to people's sums (P) the worth of their uses of some nodes, times the strength."""
        segment = self._segment
        # A small segment may lack the higher codes.
        there = codes < len(self._known)
        codes, worth = codes[there], worth[there]
        self._read(codes[~self._known[codes]].tolist())
        starts = segment.post_start[codes]
        counts = segment.post_start[codes + 1] - starts
        few = counts < _MANY
        which, places = ranges(starts[few], counts[few])
        np.add.at(sums, segment.person[places], worth[few][which] * self._strengths[places])
        for code, each in zip(codes[~few].tolist(), worth[~few], strict=True):
            at = segment.postings(code)
            np.add.at(sums, segment.person[at], each * self._strengths[at])

    def of(self, person: int) -> dict[int, int]:
        """Return the strength of each of a person's uses, by code."""
        rows = self._segment.rows(person)
        uses = self._segment.type[rows] == _USE
        codes, strengths = self._segment.node[rows][uses], self._of(rows)[uses]
        return dict(zip(codes.tolist(), strengths.tolist(), strict=True))

    def rows(self, people: Places) -> tuple[Places, Numbers, Strengths]:
        """Return the uses of some people: whose each is (by place in ``people``), of what, how."""
        segment = self._segment
        starts = segment.row_start[people]
        whose, rows = ranges(starts, segment.row_start[people + 1] - starts)
        uses = segment.type[rows] == _USE
        whose, rows = whose[uses], rows[uses]
        return whose, segment.node[rows], self._of(rows)

    def _read(self, codes: list[int]) -> None:
        for code in codes:
            at = self._segment.postings(code)
            found = self._of(self._segment.row[at])
            # To have studied a field is no use of it.
            found[self._segment.post_type[at] != _USE] = 0
            self._strengths[at] = found
            self._known[code] = True

    def _of(self, rows: NDArray[Any] | slice) -> Strengths:
        """Return the strengths of some rows."""
        segment = self._segment
        months = segment.row_until[rows].astype(np.int64) - self._before
        months[months < 0] = 0
        # As ``graph.shares.credit``.
        credits = segment.row_counted[rows].astype(np.int64) + segment.row_named[rows]
        keys = credits * self._width + months
        found = self._table[keys]
        if len(found) and not found.all():
            # No ``np.unique``, which would import a good part of numpy for the first question.
            for key in set(keys[found == 0].tolist()):
                self._table[key] = 1 + self._measured(key)
            found = self._table[keys]
        strengths: Strengths = found - np.uint16(1)
        return strengths

    def _measured(self, key: int) -> int:
        credit, month = divmod(key, self._width)
        return self._measure(credit, self._before + month if month else None, self._latest)


def uses_of(segment: Segment, measure: Strength, latest: int | None) -> SegmentUses:
    """Return the strengths of a segment: kept with it until the latest month is another one."""
    key = SegmentUses, measure
    known = segment.derived.get(key)
    if known is None or known[0] != latest:
        known = segment.derived[key] = latest, SegmentUses(segment, measure, latest)
    found: SegmentUses = known[1]
    return found
