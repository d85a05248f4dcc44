"""A line of a document as people read it: repaired, without marks, the quote known by its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from ..loaders.formats.tags import find_markup
from ..loaders.layout.inline import read_inline
from ..loaders.layout.mapped import Mapped, join
from ..loaders.layout.repair import repair

# What a line begins with to be a heading or an item of a list; a number may be what it says.
_BULLETS: Final = (
    r"*+\-\u00b7\u2013\u2014\u2022\u2023\u2043\u2192\u2219\u25a0\u25a1\u25aa\u25ab"
    r"\u25b6\u25b8\u25cb\u25cf\u25e6\u27a2\uf0b7"
)
_OPENING: Final = re.compile(rf"\s*(?:(?:#{{1,6}}|[{_BULLETS}])\s+)+")
# What can begin markup: "R & D" and "< 5 ms" do not, and need no look at what does.
_TAGGED: Final = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_BLANKS: Final = re.compile(r"\s+")
_AROUND: Final = 10
"""Widths of a line that are read before and behind a quote."""


class ShownLine(NamedTuple):
    """A line to be shown, and the ranges of it that say what is cited: none, or one."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def shown_line(line: str, start: int, end: int, width: int | None = None) -> ShownLine:
    """Return a line as it is read, with the place of what stands from ``start`` to ``end`` in it.

    Marks (``**``, backticks, links, tags, the signs of a heading or of an item) and further blanks
    are left out, and what was decoded wrongly is repaired. A line longer than ``width`` is cut on
    both sides of the quote. The file's own text and offsets are those of the evidence.

    >>> shown_line("- Ran **Temporal** workers", 8, 16)
    ShownLine(text='Ran Temporal workers', marks=((4, 12),))
    """
    if width is None:
        return _shown(line, start, end)[0]
    # What is far from the quote is cut first: a line may have millions of characters.
    begin, stop = max(0, start - _AROUND * width), start + _AROUND * width
    shown, first = _shown(line[begin:stop], start - begin, end - begin)
    return _cut(shown, first, width, begin > 0, stop < len(line))


def _shown(line: str, start: int, end: int) -> tuple[ShownLine, int]:
    """Return the line as it is read, and where in it the quote is or would be."""
    read = _squeezed(_read(line))
    first, last = bisect_left(read.ends, start + 1), bisect_left(read.starts, end)
    return ShownLine(read.text, ((first, last),) if first < last else ()), first


def _read(line: str) -> Mapped:
    source = _untagged(repair(line))
    if opening := _OPENING.match(source.text):
        source = source.cut(opening.end())
    return read_inline(source)[0].strip()


def _untagged(source: Mapped) -> Mapped:
    """Return the text without tags of HTML, which Markdown may hold too, and entities read."""
    if not _TAGGED.search(source.text):
        return source
    from html import unescape  # its table of entities, which few lines need

    parts: list[Mapped] = []
    last = 0
    for match in find_markup(source.text, whole=False):
        start, end = match.span()
        shown = "" if match[0].startswith("<") else unescape(match[0])
        place = source.starts[start], source.ends[end - 1]
        parts.append(source.cut(last, start))
        parts.append(Mapped(shown, [place[0]] * len(shown), [place[1]] * len(shown)))
        last = end
    return join([*parts, source.cut(last)])


def _squeezed(text: Mapped) -> Mapped:
    """Return the text with every run of blanks as one."""
    extra = [
        (match.start() + 1, match.end())
        for match in _BLANKS.finditer(text.text)
        if len(match[0]) > 1
    ]
    read = text.without(extra) if extra else text
    return Mapped(_BLANKS.sub(" ", read.text), read.starts, read.ends)


def _cut(line: ShownLine, first: int, width: int, earlier: bool, later: bool) -> ShownLine:
    """Cut a line around the quote; more of it may stand before and behind what is given."""
    text = line.text
    # The quote in the middle: a paragraph may be one line of thousands of characters.
    begin = max(0, min(first - width // 2, len(text) - width))
    end = begin + width
    before, after = "…" * (earlier or begin > 0), "…" * (later or end < len(text))
    moved = len(before) - begin
    marks = [(max(a, begin) + moved, min(b, end) + moved) for a, b in line.marks]
    kept = tuple((a, b) for a, b in marks if a < b)
    return ShownLine(before + text[begin:end] + after, kept)
