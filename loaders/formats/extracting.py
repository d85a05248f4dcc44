"""Text that is taken out of a file which is no text itself: places count in what was taken out."""

from __future__ import annotations

import re
from typing import Final

from ..document import Document
from ..layout.inline import escaped
from ..layout.lines import read_lines
from ..layout.links import Link
from ..layout.mapped import Joined, Mapped, line_starts
from .decoding import Decoded, filled
from .reading import RawFile

_BREAK: Final = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Extracted:
    """A text in the making, and beside it the Markdown marks that say how it was set."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._at = 0
        self._marked = Joined()
        self._links: list[Link] = []
        self._bold = self._written = False

    def show(self, text: str) -> None:
        """Add text as it stands; what would be a mark in it is none."""
        if not text:
            return
        if self._bold != self._written and text.strip():
            self._mark("**")
            self._written = self._bold
        self._text.append(text)
        starts = range(self._at, self._at + len(text))
        self._at += len(text)
        self._marked.add(escaped(Mapped(text, starts, [at + 1 for at in starts])))

    def gap(self, text: str) -> None:
        """Add a line end, a tab or blanks."""
        if "\n" in text and self._written:
            self._mark("**")
            self._written = False
        self._add(text)

    def begin(self, *, heading: int = 0, bullet: int = 0) -> None:
        """Begin a line that is a heading or an item, of a level."""
        if heading:
            self._mark("#" * min(heading, 6) + " ")
        elif bullet:
            self._mark("  " * (min(bullet, 9) - 1) + "- ")

    def bold(self, on: bool) -> None:
        """Say whether what follows is bold."""
        self._bold = on

    @property
    def place(self) -> int:
        """Return where the next text will stand."""
        return self._at

    def link(self, start: int, url: str) -> None:
        """Make a link of all from a place to the end; its address stands for what it shows."""
        if url.strip() and self._at > start:
            count = len(url)
            place = Mapped(url, [start] * count, [self._at] * count)
            self._links.append(Link(start, self._at, place))

    def document(self, raw: RawFile) -> Document:
        """Return the document of what was taken out.

        Raises:
            UnreadableFile: there is nothing but blanks.
        """
        text = filled("".join(self._text), raw.key)
        links = sorted(self._links, key=lambda link: link.end)
        lines = read_lines(self._marked.mapped(), line_starts(text), links)
        return raw.document(Decoded(text, "utf-8"), lines)

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._marked.add(Mapped.plain(text, self._at))
        self._at += len(text)

    def _mark(self, text: str) -> None:
        self._marked.add(Mapped(text, [self._at] * len(text), [self._at] * len(text)))


def flowed(text: str) -> str:
    """Return a text in which line ends are blanks: in such files they set nothing."""
    return _BREAK.sub(" ", text)
