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
from itertools import groupby, pairwise
from typing import Final

from .words import Row

_GUTTER: Final = 1.0  # sizes of a font that a gutter is wide
_FEWEST: Final = 3  # rows that make a column
_PAIRED: Final = 0.75  # of the rows of a side: beside a row of the other one
_EQUAL: Final = 0.15  # what columns of text that flows from one to the next differ in width
_FULL: Final = 0.4  # of the rows of text that is wrapped: reach the end of their column
_WHITE: Final = 1.9  # sizes of a font from baseline to baseline that part blocks
_DEEPEST: Final = 6
_CANDIDATES: Final = 24


@dataclass(slots=True)
class _Strip:
    """Rows from ``start`` to ``end`` with a gutter at ``x``: their parts at its two sides."""

    x: float
    start: int
    end: int
    left: list[Row | None]
    right: list[Row | None]

    @property
    def both(self) -> int:
        """Count the rows that have two sides."""
        return sum(bool(a and b) for a, b in zip(self.left, self.right, strict=True))


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
    pieces = [row.pieces(_GUTTER) for row in rows]
    best, score = None, 0
    for x in _edges(pieces):
        for strip in _runs(rows, pieces, x):
            count = min(sum(map(bool, strip.left)), sum(map(bool, strip.right)))
            if count > score and (_is_margin(strip) or _is_columns(strip)):
                best, score = strip, count
    return best


def _edges(pieces: Sequence[Sequence[Row]]) -> list[float]:
    """Return where rows begin in common, but for the first such place; the commonest first."""
    found = Counter(round(piece.left / 2) for row in pieces for piece in row)
    common = {at: found[at] + found[at + 1] for at in found if found[at] + found[at + 1] >= _FEWEST}
    first = min((piece.left for row in pieces for piece in row), default=0.0)
    edges = [at for at in common if at * 2 > first + 4]
    return [at * 2.0 for at in sorted(edges, key=lambda at: -common[at])[:_CANDIDATES]]


def _runs(rows: Sequence[Row], pieces: Sequence[Sequence[Row]], x: float) -> Iterator[_Strip]:
    """Yield the runs of rows, as long as can be, in which nothing stands across a place."""
    start = 0
    sides: list[tuple[Row | None, Row | None]] = []
    for index, parts in enumerate(pieces):
        cut = _cut(parts, x)
        if cut is None:
            yield from _trimmed(rows, start, sides, x)
            start, sides = index + 1, []
        else:
            sides.append(cut)
    yield from _trimmed(rows, start, sides, x)


def _cut(parts: Sequence[Row], x: float) -> tuple[Row | None, Row | None] | None:
    """Return what stands left and right of a place; None where something stands across it."""
    at = 0
    for piece in parts:
        if piece.left < x - 2:
            if piece.right > x - 2:
                return None
            at += 1
    left = [word for piece in parts[:at] for word in piece.words]
    right = [word for piece in parts[at:] for word in piece.words]
    return Row(left) if left else None, Row(right) if right else None


def _trimmed(
    rows: Sequence[Row], start: int, sides: Sequence[tuple[Row | None, Row | None]], x: float
) -> Iterator[_Strip]:
    """Yield a run without the rows at its ends that belong to what is above or beneath it."""
    first, last = 0, len(sides)
    held = rows[start : start + last]
    if start > 0:
        first = _loose(held, sides)
    if start + last < len(rows):
        last -= _loose(held[::-1], sides[::-1])
    if last - first >= _FEWEST:
        left, right = zip(*sides[first:last], strict=True)
        yield _Strip(x, start + first, start + last, list(left), list(right))


def _loose(rows: Sequence[Row], sides: Sequence[tuple[Row | None, Row | None]]) -> int:
    """Count the first rows that have one side only, up to the widest white between them."""
    count = 0
    while (
        count < len(sides) and bool(sides[count][0]) == bool(sides[0][0]) and not all(sides[count])
    ):
        count += 1
    gaps = [
        (abs(b.y - a.y) / a.size, at + 1) for at, (a, b) in enumerate(pairwise(rows[: count + 1]))
    ]
    widest, at = max(gaps, default=(0.0, 0))
    return at if widest > _WHITE else 0


def _is_margin(strip: _Strip) -> bool:
    left = [row for row in strip.left if row]
    if not left or len(left) > 0.6 * len(strip.right):
        return False
    begins = [at for at, row in enumerate(strip.left) if row and not (at and strip.left[at - 1])]
    beside = sum(bool(strip.right[at]) for at in begins)
    if len(begins) < 2 or beside < 0.8 * len(begins) or len(left) > 2.5 * len(begins):
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
    # Where two columns have the same lines: what is wrapped is text, and a side bar ends earlier.
    if all(map(_wrapped, (left, right))):
        return True
    return len(fewer) >= 5 and len(more) >= 1.5 * len(fewer) and _dense(fewer)


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
    pages = [
        row.page
        for pair in zip(strip.left, strip.right, strict=True)
        for row in [pair[0] or pair[1]]
        if row
    ]
    first = 0
    for _, held in groupby(pages):
        last = first + len(list(held))
        yield _Strip(strip.x, first, last, strip.left[first:last], strip.right[first:last])
        first = last
