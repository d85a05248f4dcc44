"""Text that remembers where in the file each of its characters stands."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

# Not str.splitlines: it also ends lines at form feeds and U+2028, where no editor counts one.
LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")
WIDEST: Final = 64
"""Blanks in a row that a line keeps.

Any gap of three says that two parts stand apart. A pattern that may begin with blanks is tried from
each of them, so that a row without end would cost its square, whatever the pattern.
"""

Region: TypeAlias = "int | str"
"""A page of a file, counted from 1, or a part of it such as ``table``; empty: just the text."""

PARTS: Final = 500
"""Cells or pieces of a line: none of a resume has so many, and each has its price."""

_WIDE: Final = re.compile(rf"(?<![^\S\r\n])[^\S\r\n]{{{WIDEST}}}([^\S\r\n]+)")
_PLACE: Final = "Q"  # of arrays: eight bytes a place, where a list of numbers takes forty


class Span(NamedTuple):
    """Code points ``start`` to ``end`` (exclusive) of a document's text."""

    start: int
    end: int

    def lies_in(self, length: int) -> bool:
        """Return whether this is a place in a text of so many code points: what evidence must be.

        ``0 <= start < end <= length``, so that ``text[start:end]`` is its quote and says something.
        """
        return 0 <= self.start < self.end <= length


@dataclass(slots=True)
class Mapped:
    """A string whose character ``i`` comes from ``starts[i]`` to ``ends[i]`` of the file's text.

    Both run forward only, so that any slice has one place. Nothing changes one; it is not frozen
    because hundreds are made of every document, which takes twice the time then.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def plain(cls, text: str, offset: int = 0) -> Mapped:
        """Return text that stands in the file just as it is, from ``offset`` on."""
        count = len(text)
        return cls(text, range(offset, offset + count), range(offset + 1, offset + count + 1))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """Return a slice."""
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self, characters: str | None = None) -> Mapped:
        """Return the slice without the given characters (blanks by default) at both ends."""
        text = self.text
        bare = text.strip(characters)
        if len(bare) == len(text):  # most texts: nothing to cut, and nothing made anew
            return self
        left = text.find(bare) if bare else len(text)
        return self.cut(left, left + len(bare))

    def without(self, ranges: Sequence[tuple[int, int]]) -> Mapped:
        """Return the text with some ranges taken out."""
        return join(self.cut(a, b) for a, b in _gaps(ranges, len(self.text)))

    def split(self, pattern: re.Pattern[str]) -> list[Mapped]:
        """Return the stripped, non-empty parts between the matches of a pattern."""
        return [part for part in self.split_keeping(pattern) if part.text]

    def split_keeping(self, pattern: re.Pattern[str]) -> list[Mapped]:
        """Return the stripped parts between the matches of a pattern, empty ones too.

        There are ``PARTS`` at most; what is left stays together in the last.
        """
        cuts = [match.span() for match in islice(pattern.finditer(self.text), PARTS - 1)]
        if not cuts:
            return [self.strip()]
        return [self._stripped(a, b) for a, b in _gaps(cuts, len(self.text))]

    def _stripped(self, start: int, end: int) -> Mapped:
        """Return a slice without blanks at both ends."""
        text = self.text[start:end]
        bare = text.strip()
        left = start + text.find(bare) if bare else end
        return self.cut(left, left + len(bare))

    @property
    def span(self) -> Span | None:
        """Return the place in the file, from the first character to the last, as ``place``."""
        return self.place(0, len(self.text))

    def place(self, start: int, end: int) -> Span | None:
        """Return the place of a slice; what has no width in the file is left out at its ends.

        None where the slice stands nowhere in the file: it is empty, or all marks put in for tags.
        """
        # Marks that stand for a tag have no width: they may head a text, and belong to no quote.
        starts, ends, last = self.starts, self.ends, end - 1
        while start <= last and ends[start] == starts[start]:
            start += 1
        while last > start and ends[last] == starts[last]:
            last -= 1
        return Span(starts[start], ends[last]) if start <= last else None


def narrowed(source: Mapped) -> Mapped:
    """Return the text with no more than ``WIDEST`` blanks in a row; line ends are none of them."""
    wide = [match.span(1) for match in _WIDE.finditer(source.text)]
    return source.without(wide) if wide else source


def line_starts(text: str) -> list[int]:
    """Return the offsets at which lines begin; they end at ``\\n``, ``\\r\\n`` or ``\\r`` only."""
    return [0, *(match.end() for match in LINE_BREAK.finditer(text))]


def join(parts: Iterable[Mapped]) -> Mapped:
    """Return the parts one after another."""
    joined = Joined()
    for part in parts:
        joined.add(part)
    return joined.mapped()


class Joined:
    """Parts put one after another as they come; a large file has millions, and none is kept."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._starts, self._ends = array(_PLACE), array(_PLACE)

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, part: Mapped) -> None:
        """Put a part at the end."""
        self._texts.append(part.text)
        self._starts.extend(part.starts)
        self._ends.extend(part.ends)

    def mapped(self) -> Mapped:
        """Return all that was added."""
        return Mapped("".join(self._texts), self._starts, self._ends)


def _gaps(ranges: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in sorted(ranges):
        yield last, max(last, start)
        last = max(last, end)
    yield last, length
