"""Links that tags make: around words, over several lines, around whole blocks.

They stand beside the text, by their place in the file, and never in it: as marks in the text, they
would be torn by every line end, bracket and block that a link may hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .inline import Anchor
from .mapped import Mapped, Span


@dataclass(frozen=True, slots=True)
class Link:
    """A link around the file's text from ``start`` to ``end``, and where it leads."""

    start: int
    end: int
    url: Mapped


class Links:
    """The links of a text, in order, none within another, asked line by line."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._ends = [link.end for link in links]

    def anchors(self, text: Mapped, place: Span) -> Iterator[Anchor]:
        """Yield the links of a line: those that show some of its text.

        One that shows none, around a picture say, is of the line in whose place it stands.
        """
        for link in self._from(bisect_left(self._ends, place.start), place):
            start, end = (bisect_left(text.starts, at) for at in (link.start, link.end))
            shown = text.text[start:end]
            bare = shown.strip()
            if bare:
                start += len(shown) - len(shown.lstrip())
                yield Anchor(start, start + len(bare), link.url)
            elif place.start <= link.start and link.end <= place.end:
                yield Anchor(start, start, link.url)

    def _from(self, index: int, place: Span) -> Iterator[Link]:
        while index < len(self._links) and self._links[index].start <= place.end:
            yield self._links[index]
            index += 1
