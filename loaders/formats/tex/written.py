"""What a LaTeX file shows, in the making: text with its places, and marks of no width."""

from __future__ import annotations

from ...layout.inline import escaped
from ...layout.links import Link
from ...layout.mapped import Joined, Mapped
from .tokens import mark


class Written:
    """Text with Markdown marks, and links beside it.

    ``bold`` is set from outside, and written when text comes. ``at`` is where the last text ended
    in the file, ``end`` the last character.
    """

    def __init__(self) -> None:
        self.bold = False
        self.at = 0
        self.end = ""
        self._out, self._links = Joined(), list[Link]()
        self._marked = False  # whether bold has been written

    def show(self, text: Mapped) -> None:
        """Add text of the file; what would be a mark in it is none."""
        if self.bold != self._marked and text.text.strip():
            self._put(mark("**", self.at).text)
            self._marked = self.bold
        self._put(escaped(text))
        self.at = text.ends[-1]

    def mark(self, text: Mapped) -> None:
        """Add a mark, not before the text that has been written."""
        if self._marked and "\n" in text.text:  # bold ends with its line
            self._put(mark("**", self.at).text)
            self._marked = False
        self.at = max(self.at, text.starts[0])
        self._put(mark(text.text, self.at).text)

    def link(self, start: int, end: int, url: Mapped) -> None:
        """Add a link of what stands between two places of the file."""
        self._links.append(Link(min(start, end), max(start, end), url))

    def finish(self) -> tuple[Mapped, list[Link]]:
        """Return the text and the links in order."""
        return self._out.mapped(), sorted(self._links, key=lambda link: (link.start, link.end))

    def _put(self, part: Mapped) -> None:
        if part.text:
            self._out.add(part)
            self.end = part.text[-1]
