"""Words with their places on a page, and the rows that they stand in.

Places are in points; y runs downwards from the top of the first page, and pages stand one above
another, so that what goes on overleaf goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final

from .mapped import PARTS

GAP: Final = 1.0
"""Sizes of a font that part two words of a row: blanks between words are a quarter of it."""

BULLET: Final = "\u2022"
_TALL: Final = 60.0  # points: the largest letters that a dot is sought before
_SAME_ROW: Final = 0.2  # of the font's size: letters set high or low stand in their row
_ADVANCE: Final = 1.5  # advances of a letter that part words, where that is more
_SPACED: Final = 4  # single letters that make a letter-spaced word


@dataclass(slots=True)
class Word:
    """A word: where it begins and ends, its baseline, its font's size, and its link's address."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    page: int = 0
    url: str | None = None


class Row:
    """Words on one baseline, from left to right; its size is that of its longest word."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.left, self.right = words[0].left, max([word.right for word in words])
        longest = words[0]
        for word in words:
            if len(word.text) > len(longest.text):
                longest = word
        self.y, self.size = longest.y, longest.size

    @property
    def page(self) -> int:
        """Return the page that it stands on, counted from 0."""
        return self.words[0].page

    @cached_property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def pieces(self) -> list[Row]:
        """The parts of it that stand apart."""
        parts = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.left - before.right > GAP * before.size and _apart(before, word):
                parts.append([word])
            else:
                parts[-1].append(word)
        return [self] if len(parts) == 1 else [Row(part) for part in parts]


def _apart(before: Word, word: Word) -> bool:
    """Return whether words stand apart: by more than letters do, where these are spaced."""
    advance = max((one.right - one.left) / len(one.text) for one in (before, word))
    wide = max(GAP * word.size, _ADVANCE * advance)
    return word.left - before.right > wide and before.text != BULLET


def rows_of(words: Iterable[Word], dots: Sequence[tuple[float, float]] = ()) -> list[Row]:
    """Return the rows of words, top to bottom; ``dots`` are the middles of what is drawn."""
    rows: list[list[Word]] = []
    for word in _dotted(sorted(words, key=attrgetter("y")), dots):
        row = rows[-1] if rows else [word]
        near = word.y - row[0].y <= _SAME_ROW * min(word.size, row[0].size)
        if rows and near and len(row) < PARTS:
            row.append(word)
        else:
            rows.append([word])
    return [Row(_unspaced(sorted(row, key=attrgetter("left")))) for row in rows]


def _unspaced(words: list[Word]) -> list[Word]:
    """Return a row whose letter-spaced words are words: ``S K I L L S``.

    Four single letters in a row are one; the widest gaps between them part its words.
    """
    if sum(len(word.text) == 1 for word in words) < _SPACED:
        return words
    out: list[Word] = []
    run: list[Word] = []
    for word in words:
        if len(word.text) == 1 and word.text.isalnum() or run and word.text in "&-/.,:":
            run.append(word)
            continue
        out += _joined(run)
        run = []
        out.append(word)
    return [*out, *_joined(run)]


def _joined(run: list[Word]) -> list[Word]:
    if len(run) < _SPACED:
        return run
    gaps = [after.left - before.right for before, after in pairwise(run)]
    wide = 1.6 * median(gaps) + 0.1 * run[0].size
    parts = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > wide:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_one(part) for part in parts]


def _one(part: list[Word]) -> Word:
    first, text = part[0], "".join(word.text for word in part)
    return Word(
        text, first.left, part[-1].right, first.y, first.size, first.bold, first.page, first.url
    )


def _dotted(words: list[Word], dots: Sequence[tuple[float, float]]) -> list[Word]:
    """Return words in order of y, with a bullet before each that a dot is drawn before."""
    heights = [word.y for word in words]
    bullets = []
    for x, y in dots:
        near = words[bisect_left(heights, y) : bisect_left(heights, y + _TALL)]
        beside = [word for word in near if _beside(word, x, y)]
        if beside:
            word = min(beside, key=attrgetter("left"))
            bullets.append(Word(BULLET, x, x, word.y, word.size, page=word.page))
    return sorted([*words, *bullets], key=attrgetter("y")) if bullets else words


def _beside(word: Word, x: float, y: float) -> bool:
    """Return whether a dot is in the middle of a word's small letters, a little before it."""
    return 0 < word.left - x < 2.5 * word.size and 0.1 < (word.y - y) / word.size < 0.6
