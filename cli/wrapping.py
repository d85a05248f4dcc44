"""Where lines end: at blanks, and inside of a word only where the word alone is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

# One cell each, and all that most text of Europe is made of: for these no table is needed.
NARROW: Final = re.compile(r"[\x20-\x7e\xa0-\u02ff\u2010-\u2027]*")
_WORD: Final = re.compile("[^ ]+")


def width_of(text: str) -> int:
    """Return how many terminal cells a text takes."""
    if text.isascii() or NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # 14 ms that only East Asian text, emoji and the like have to pay

    return max(0, wcswidth(text))  # -1 is for control characters, which ``safe`` has taken out


def wrapped(text: str, width: int, hanging: int = 0) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end in it.

    The first line has ``width`` cells, those that follow ``hanging`` fewer. Blanks at the end of a
    line go; those that the text begins with stay.
    """
    if width_of(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    begin = end = 0
    for first, last in _words(text, max(1, width - hanging)):
        room = max(1, width if not lines else width - hanging)
        if end and width_of(text[begin:last]) > room:
            lines.append((begin, end))
            begin = first
        end = last
    return [*lines, (begin, end)]


def _words(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Give where the words stand; of one that is wider than a line, its pieces."""
    for word in _WORD.finditer(text):
        first, last = word.span()
        if width_of(word[0]) <= width:
            yield first, last
            continue
        for piece in _pieces(word[0], width):
            yield first, first + len(piece)
            first += len(piece)


def _pieces(word: str, width: int) -> Iterator[str]:
    """Cut a word between characters, never inside of one that is made of several."""
    if NARROW.fullmatch(word):
        yield from (word[at : at + width] for at in range(0, len(word), width))
        return
    from wcwidth import iter_graphemes

    piece = ""
    for cluster in iter_graphemes(word):
        # Measured as a whole: beside another a character may be wider than by itself.
        if piece and width_of(piece + cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def longest_word(text: str) -> int:
    """Return the width of a text's widest word."""
    return max(map(width_of, text.split(" ")), default=0)


def column_widths(natural: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that share a room, two cells between each.

    ``natural`` are the widths that nothing is wrapped at, ``words`` those of the longest words. The
    widest columns give first; a word is broken only where all columns together have no other room.
    """
    free = room - 2 * (len(natural) - 1)
    if sum(natural) <= free:
        return list(natural)
    least = words if sum(words) <= free else [1] * len(words)
    level = max(1, min(max(natural), free))
    while level > 1 and sum(_at(natural, least, level)) > free:
        level -= 1
    widths = _at(natural, least, level)
    # What is left over goes to those that wrap, from the left.
    for at, width in enumerate(widths):
        if width < natural[at]:
            more = min(natural[at] - width, max(0, free - sum(widths)), 1)
            widths[at] += more
    return widths


def _at(natural: Sequence[int], least: Sequence[int], level: int) -> list[int]:
    return [max(low, min(width, level)) for width, low in zip(natural, least, strict=True)]
