"""Rows of words to lines as they are read: what is a heading, an item, and what goes on.

All is seen against the rest of the document: its commonest size of letters, its commonest distance
from row to row, the right edge of a row's own column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .composed import Part, Shown, mark_of
from .mapped import PARTS
from .words import Row, Word

_LARGER: Final = 1.12  # times the body's size: a heading
_LONGEST: Final = 90  # letters of a heading
_SHARE: Final = 0.3  # of a document's letters: a size of more of them is no heading's
_NEAR: Final = 0.3  # sizes of a font that a block stands further off than its rows do
_BLANK: Final = 0.3  # sizes of a font that a blank is wide
_FILLED: Final = 0.85  # of a column's width: rows that are wrapped reach so far
# What has a label begins a line; an address is so long that it has no room anywhere.
_OWN: Final = re.compile(r"[^\W\d_][\w ]{1,20}:(?:\s|$)|\S*(?:@|://|www\.)")
_ENDED: Final = re.compile(r"[.!?]$")
# Three words, or a list: short rows of a narrow column are as full, and each is its own.
_RUNNING: Final = re.compile(r"\S\s+\S+\s+\S|[,;|/&•·]")
_APART: Final = "   "  # how a gap is written: three blanks part what stands apart


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its body, the distance of its rows in sizes."""

    body: float
    pitch: float
    headings: tuple[tuple[float, bool], ...]

    def level(self, row: Row) -> int:
        """Return the level of a heading, 0 for what is none."""
        text = row.text
        if row.size < _LARGER * self.body or len(text) > _LONGEST:
            return 0
        key = _look(row)
        return min(1 + self.headings.index(key), 6) if key in self.headings else 0


def measures(blocks: Sequence[Sequence[Row]]) -> Measures:
    """Return what is usual in a document's blocks, each the rows of one column."""
    rows = [row for block in blocks for row in block]
    letters: Counter[float] = Counter()
    looks: Counter[tuple[float, bool]] = Counter()
    for row in rows:
        letters[round(row.size, 1)] += len(row.text)
    body = max(letters, key=lambda size: (letters[size], -size), default=10.0)
    for row in rows:
        if row.size >= _LARGER * body:
            looks[_look(row)] += len(row.text)
    total = sum(letters.values())
    shown = [look for look, count in looks.items() if count <= _SHARE * total]
    steps = Counter(
        round((b.y - a.y) / a.size, 1)
        for block in blocks
        for a, b in pairwise(block)
        if abs(a.size - b.size) < 0.5 and 0.9 < (b.y - a.y) / a.size < 2.2
    )
    # Of distances that are about as frequent the smaller is that of rows in one paragraph.
    most = max(steps.values(), default=0)
    pitch = min((step for step, count in steps.items() if 3 * count >= most), default=1.3)
    return Measures(body, pitch, tuple(sorted(shown, reverse=True)))


def _look(row: Row) -> tuple[float, bool]:
    return round(2 * row.size) / 2, row.text.isupper()


def lines_of(blocks: Iterable[Sequence[Row]], usual: Measures) -> Iterator[Shown]:
    """Yield the lines of blocks, each the rows of one column."""
    for block in blocks:
        yield from _Block(block, usual).lines()


class _Block:
    """One column's rows."""

    def __init__(self, rows: Sequence[Row], usual: Measures) -> None:
        self._rows, self._usual = rows, usual
        self._marks = [_mark(row) for row in rows]
        self._lefts = [
            row.words[1].left if mark else row.left
            for row, mark in zip(rows, self._marks, strict=True)
        ]
        self._pieces = [
            (Row(row.words[1:]) if mark else row).pieces
            for row, mark in zip(rows, self._marks, strict=True)
        ]
        self._edge = max(row.right for row in rows)
        width = self._edge - min(row.left for row in rows)
        reach = sum(row.right >= self._edge - (1 - _FILLED) * width for row in rows)
        self._wraps = reach > 1
        self._depths = _depths([r.left for r, m in zip(rows, self._marks, strict=True) if m])

    def lines(self) -> Iterator[Shown]:
        """Yield its lines, each with the rows that it is wrapped to."""
        shown: Shown | None = None
        for index, row in enumerate(self._rows):
            blank = index == 0 or self._is_apart(self._rows[index - 1], row)
            if shown and not blank and len(shown.rows) < PARTS and self._goes_on(index, shown):
                shown.rows.append(_parts(self._pieces[index]))
                continue
            if shown is not None:
                yield shown
            mark = self._marks[index]
            bullet = self._depths[round(row.left)] if mark else 0
            heading = 0 if mark else self._usual.level(row)
            shown = Shown([_parts(self._pieces[index])], heading, bullet, mark, blank)
        if shown is not None:
            yield shown

    def _is_apart(self, above: Row, row: Row) -> bool:
        if above.page != row.page:
            return not above.text[-1:].isalpha() or not row.text[:1].islower()
        step = (row.y - above.y) / max(above.size, row.size)
        return step < 0 or step > self._usual.pitch + _NEAR

    def _goes_on(self, index: int, shown: Shown) -> bool:
        """Return whether a row goes on where the one above ended: its first word had no room."""
        row, above = self._rows[index], self._rows[index - 1]
        if self._marks[index] or len(self._pieces[index]) > 1 or len(self._pieces[index - 1]) > 1:
            return False
        if _OWN.match(row.text):
            return False
        if abs(row.size - above.size) > 0.05 * row.size or row.y <= above.y:
            return False
        if abs(self._lefts[index] - self._lefts[index - 1]) > 0.3 * row.size:
            return False
        if _all_bold(above) and not _all_bold(row):
            return False
        if above.text.endswith("-") and row.text[:1].islower() or _is_open(shown):
            return True
        first = row.words[0]
        room = self._edge - above.right - _BLANK * row.size
        if room >= first.right - first.left:
            return False
        if row.text[:1].islower() or shown.heading:
            return True
        # Where a sentence ends with its row, the next may be of another paragraph.
        if not self._wraps or _ENDED.search(above.text) and not shown.bullet:
            return False
        return bool(_RUNNING.search(above.text))


def _is_open(shown: Shown) -> bool:
    """Return whether a bracket is open at the end of a line."""
    text = "".join(part.text for row in shown.rows[-2:] for part in row)
    return text.rfind("(") > text.rfind(")")


def _all_bold(row: Row) -> bool:
    return all(word.bold for word in row.words)


def _mark(row: Row) -> str:
    """Return the mark that makes a row an item of a list, empty where there is none."""
    if len(row.words) < 2:
        return ""
    first, second = row.words[0].text, row.words[1].text
    # Word's second level is a small "o" in a font of its own.
    return first if first == "o" and second[:1].isupper() else mark_of(f"{first} {second}")


def _depths(lefts: Sequence[float]) -> dict[int, int]:
    """Return how deep an item stands by where its mark does."""
    depths: dict[int, int] = {}
    depth, last = 0, -100.0
    for left in sorted({*map(round, lefts)}):
        depth += left - last > 4
        depths[left], last = depth, left
    return depths


def _parts(pieces: Sequence[Row]) -> list[Part]:
    """Return the parts of a row: words of one look and one link, with blanks between.

    A gap stands where words do apart, and where letters are of another size than those before.
    """
    parts: list[Part] = []
    for piece in pieces:
        before: Word | None = None
        for word in piece.words:
            near = before is not None and not _other_size(before, word)
            if before and near and (before.bold, before.url) == (word.bold, word.url):
                parts[-1].text += f" {word.text}"
            else:
                if parts:
                    parts.append(Part(" " if near else _APART))
                parts.append(Part(word.text, word.bold, word.url, word.page + 1))
            before = word
    return parts


def _other_size(before: Word, word: Word) -> bool:
    """Return whether two words differ in size; what is raised or lowered is short."""
    if before.size == word.size:
        return False
    differs = abs(before.size - word.size) > 0.1 * max(before.size, word.size)
    return differs and min(len(before.text), len(word.text)) > 2
