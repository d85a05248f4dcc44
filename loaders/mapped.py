"""Text that remembers where in the file each of its characters stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .document import Span


@dataclass(frozen=True, slots=True)
class Mapped:
    """A string whose character ``i`` comes from ``starts[i]`` to ``ends[i]`` of the file's text."""

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
        if len(bare) == len(text):
            return self
        left = text.find(bare) if bare else len(text)
        return self.cut(left, left + len(bare))

    def without(self, ranges: Sequence[tuple[int, int]]) -> Mapped:
        """Return the text with some ranges taken out."""
        return join([self.cut(a, b) for a, b in _gaps(ranges, len(self.text))])

    def split(self, pattern: re.Pattern[str]) -> list[Mapped]:
        """Return the stripped, non-empty parts between the matches of a pattern."""
        cuts = [match.span() for match in pattern.finditer(self.text)]
        parts = (self.cut(a, b).strip() for a, b in _gaps(cuts, len(self.text)))
        return [part for part in parts if part.text]

    def split_keeping(self, pattern: re.Pattern[str]) -> list[Mapped]:
        """Return the stripped parts between the matches of a pattern, empty ones too."""
        cuts = [match.span() for match in pattern.finditer(self.text)]
        return [self.cut(a, b).strip() for a, b in _gaps(cuts, len(self.text))]

    @property
    def span(self) -> Span:
        """Return the place in the file, from the first character to the last.

        Raises:
            ValueError: the text is empty.
        """
        first, last = 0, len(self.text) - 1
        while first <= last and self.ends[first] == self.starts[first]:
            first += 1
        while last > first and self.ends[last] == self.starts[last]:
            last -= 1
        if first > last:
            raise ValueError("an empty text has no place")
        return Span(self.starts[first], self.ends[last])


def join(parts: Sequence[Mapped]) -> Mapped:
    """Return the parts one after another."""
    return Mapped(
        "".join(part.text for part in parts),
        [place for part in parts for place in part.starts],
        [place for part in parts for place in part.ends],
    )


def _gaps(ranges: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in sorted(ranges):
        yield last, max(last, start)
        last = max(last, end)
    yield last, length
