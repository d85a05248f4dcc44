"""The order in which the rows of a page are read: columns, side bars, margins.

A gutter is a strip of white between rows that begin at one left edge and what stands left of them.
Which of three things it parts is seen by the rows at its sides:

- **columns**: rows of their own at both sides, which are read one side after the other;
- **a margin**: few rows at the left, each beside the first of several at the right (a date, the
  heading of a section), which is read before those;
- **an edge**: short text at the right of rows that have a left part too (dates, places) or a table,
  whose rows stay whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from .words import BULLET, Row

_FEWEST: Final = 3  # rows that make a column
_PAIRED: Final = 0.75  # of the rows of a side: beside a row of the other one
_EQUAL: Final = 0.15  # what columns of text that flows from one to the next differ in width
_FULL: Final = 0.4  # of the rows of text that is wrapped: reach the end of their column
_WHITE: Final = 1.9  # sizes of a font from baseline to baseline that part blocks
_DEEPEST: Final = 6
_CANDIDATES: Final = 16  # places at which columns may begin
_SET_IN: Final = 22  # pairs of points that the items of a list are set in at most


@dataclass
class _Strip:
    """Rows with a gutter in them; of each, ``cuts`` counts the pieces that stand left of it."""

    rows: Sequence[Row]
    start: int
    cuts: Sequence[int]

    @property
    def end(self) -> int:
        """Return the index of the row behind it."""
        return self.start + len(self.cuts)

    @property
    def held(self) -> Sequence[Row]:
        """Return its rows."""
        return self.rows[self.start : self.end]

    @property
    def smaller(self) -> int:
        """Count the rows at the side that has fewer."""
        right = sum(at < len(row.pieces) for at, row in zip(self.cuts, self.held, strict=True))
        return min(sum(at > 0 for at in self.cuts), right)

    @cached_property
    def left(self) -> list[Row | None]:
        """What stands left of the gutter, row by row."""
        return [_row(row, 0, at) for at, row in zip(self.cuts, self.held, strict=True)]

    @cached_property
    def right(self) -> list[Row | None]:
        """What stands right of the gutter, row by row."""
        return [_row(row, at, None) for at, row in zip(self.cuts, self.held, strict=True)]

    @property
    def both(self) -> int:
        """Count the rows that have two sides."""
        return sum(bool(a and b) for a, b in zip(self.left, self.right, strict=True))


def _row(row: Row, start: int, end: int | None) -> Row | None:
    """Return some pieces of a row as one."""
    pieces = row.pieces[start:end]
    if len(pieces) == len(row.pieces):
        return row
    return Row([word for piece in pieces for word in piece.words]) if pieces else None


def blocks_of(rows: Sequence[Row], depth: int = 0) -> Iterator[list[Row]]:
    """Yield blocks of rows in the order in which they are read, each the rows of one column."""
    strip = _strip(rows) if depth < _DEEPEST and len(rows) >= _FEWEST else None
    if strip is None:
        if rows:
            yield list(rows)
        return
    yield from blocks_of(rows[: strip.start], depth + 1)
    yield from _inside(strip, depth)
    yield from blocks_of(rows[strip.end :], depth + 1)


def _inside(strip: _Strip, depth: int) -> Iterator[list[Row]]:
    if _is_margin(strip):
        yield list(_with_margin(strip))
        return
    for part in _by_page(strip) if _flows(strip) else [strip]:
        for side in (part.left, part.right):
            yield from blocks_of([row for row in side if row], depth + 1)


def _strip(rows: Sequence[Row]) -> _Strip | None:
    """Return the strip with the most rows at its smaller side that parts columns or a margin."""
    best, score = None, 0
    for x in _edges(rows):
        for strip in _runs(rows, x):
            count = strip.smaller
            if count > score and (_is_margin(strip) or _is_columns(strip)):
                best, score = strip, count
    return best


def _edges(rows: Sequence[Row]) -> list[float]:
    """Return where columns may begin: where rows begin in common, or one a little before them.

    The second is the heading of a list whose items are set in.
    """
    found = Counter(round(piece.left / 2) for row in rows for piece in row.pieces)
    first = min(found) + 2
    common = {at: found[at] + found[at + 1] for at in found if at > first}
    often = sorted((at for at in common if common[at] >= _FEWEST), key=lambda at: -common[at])
    edges = often[:_CANDIDATES]
    before = {
        at for at in common if common[at] < _FEWEST for edge in edges if 0 < edge - at < _SET_IN
    }
    return [at * 2.0 for at in [*edges, *sorted(before)[:_CANDIDATES]]]


def _runs(rows: Sequence[Row], x: float) -> Iterator[_Strip]:
    """Yield the runs of rows, as long as can be, in which nothing stands across a place."""
    cuts: list[int] = []
    for index, row in enumerate(rows):
        at = _cut(row.pieces, x - 2)
        if at is None:
            yield from _trimmed(rows, index - len(cuts), cuts)
            cuts = []
        else:
            cuts.append(at)
    yield from _trimmed(rows, len(rows) - len(cuts), cuts)


def _cut(pieces: Sequence[Row], x: float) -> int | None:
    """Count the pieces left of a place; None where one stands across it."""
    at = 0
    for piece in pieces:
        if piece.left >= x:
            break
        if piece.right > x:
            return None
        at += 1
    return at


def _trimmed(rows: Sequence[Row], start: int, cuts: list[int]) -> Iterator[_Strip]:
    """Yield a run without the rows at its ends that belong to what is above or beneath it."""
    first, last = 0, len(cuts)
    if last < _FEWEST:
        return
    held = rows[start : start + last]
    if start > 0:
        first = _loose(held, cuts)
    if start + last < len(rows):
        last -= _loose(held[::-1], cuts[::-1])
    if last - first >= _FEWEST:
        yield _Strip(rows, start + first, cuts[first:last])


def _loose(rows: Sequence[Row], cuts: Sequence[int]) -> int:
    """Count the first rows that have one side only, up to the widest white between them."""
    side, count = bool(cuts[0]), 0
    while count < len(cuts) and (
        cuts[count] == len(rows[count].pieces) if side else not cuts[count]
    ):
        count += 1
    widest, at = _WHITE, 0
    for index, (a, b) in enumerate(pairwise(rows[: count + 1])):
        gap = abs(b.y - a.y) / a.size
        if gap > widest:
            widest, at = gap, index + 1
    return at


def _hangs_dates(strip: _Strip) -> bool:
    """Return whether all that stands beside something is dates; what stands alone are headings."""
    beside = [a for a, b in zip(strip.left, strip.right, strict=True) if a and b]
    alone = [a for a, b in zip(strip.left, strip.right, strict=True) if a and not b]
    return len(beside) > 1 and all(map(_numbered, beside)) and not any(map(_numbered, alone))


def _is_margin(strip: _Strip) -> bool:
    if _hangs_dates(strip):
        return True
    left = [row for row in strip.left if row]
    if not left or len(left) > 0.6 * len(strip.right):
        return False
    beneath = next((at for at, row in enumerate(strip.right) if row), 0)  # a name stands above
    begins = [
        at
        for at, row in enumerate(strip.left)
        if row and at >= beneath and not (at > beneath and strip.left[at - 1])
    ]
    beside = sum(bool(strip.right[at]) for at in begins)
    if len(begins) < 2 or beside < 0.8 * len(begins) or len(left) > 2.5 * len(begins):
        return False
    if begins[-1] < 0.4 * len(strip.left):  # a short column beside a long one
        return False
    texts = [row.text for row in left]
    return sum(map(len, texts)) > 3 * len(texts)  # else they are the marks of a list


def _with_margin(strip: _Strip) -> Iterator[Row]:
    """Yield the rows of both sides, what is in the margin before what it stands beside."""
    waiting: list[Row] = []
    for left, right, more in zip(strip.left, strip.right, [*strip.left[1:], None], strict=True):
        if left:
            yield left
        if right:
            waiting.append(right)
        if not (left and more):
            yield from waiting
            waiting = []
    yield from waiting


def _is_columns(strip: _Strip) -> bool:
    left, right = ([row for row in side if row] for side in (strip.left, strip.right))
    fewer, more = sorted((left, right), key=len)
    if len(fewer) < _FEWEST or 2 * sum(map(_numbered, fewer)) > len(fewer):
        return False
    if strip.both < _PAIRED * len(fewer):
        return True
    # Where all rows are beside one another, what stands at the right edge belongs to its row.
    if _at_edge(right):
        return False
    # Text that is wrapped, a heading over each side, or a list of items makes columns of rows.
    if all(map(_wrapped, (left, right))) or all(map(_headed, (left, right))) or _listed(right):
        return True
    return len(fewer) >= 5 and len(more) >= 1.5 * len(fewer) and _dense(fewer)


def _at_edge(side: Sequence[Row]) -> bool:
    """Return whether rows end together and do not begin so."""
    begins = Counter(round(row.left / 2) for row in side)
    ends = Counter(round(row.right / 2) for row in side)
    return max(ends.values()) > max(0.6 * len(side), max(begins.values()))


def _headed(side: Sequence[Row]) -> bool:
    """Return whether some rows are set larger than others."""
    sizes = [row.size for row in side]
    return max(sizes) > 1.12 * min(sizes)


def _listed(side: Sequence[Row]) -> bool:
    return 2 * sum(row.words[0].text == BULLET for row in side) >= len(side)


def _numbered(row: Row) -> bool:
    """Return whether a row looks like dates: short, with digits."""
    text = row.text
    return len(text) <= 40 and any(map(str.isdigit, text))


def _wrapped(side: Sequence[Row]) -> bool:
    start, end = min(row.left for row in side), max(row.right for row in side)
    full = sum(row.right > end - 0.15 * (end - start) for row in side)
    letters = sum(len(row.text) for row in side)
    return full >= _FULL * len(side) and letters >= 25 * len(side)


def _dense(side: Sequence[Row]) -> bool:
    gaps = [(b.y - a.y) / a.size for a, b in pairwise(side)]
    return sum(gap < _WHITE for gap in gaps) >= 0.6 * len(gaps)


def _flows(strip: _Strip) -> bool:
    """Return whether text flows from one column to the next: then they are equally wide."""
    left, right = ([row for row in side if row] for side in (strip.left, strip.right))
    one, other = (max(r.right for r in side) - min(r.left for r in side) for side in (left, right))
    return abs(one - other) <= _EQUAL * max(one, other)


def _by_page(strip: _Strip) -> Iterator[_Strip]:
    """Yield the parts of a strip that stand on one page each."""
    first = 0
    for _, held in groupby(row.page for row in strip.held):
        last = first + len(list(held))
        yield _Strip(strip.rows, strip.start + first, strip.cuts[first:last])
        first = last
