"""Lines of a format that has no text of its own: its text is made of them, and they point into it.

What a page or a document shows is written line by line, a blank line between blocks. The address of
a link stands behind its line in angle brackets, unless the line shows it: it is evidence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from .inline import Anchor
from .lines import Line
from .mapped import Mapped, join

_TAB: Final = re.compile(r"\t+")
_WIDE: Final = "\u2e80"  # the first of the letters that stand without blanks
_SCHEME: Final = re.compile(r"^(?:https?://(?:www\.)?|mailto:|tel:)", re.IGNORECASE)


_MARK: Final = re.compile(r"(?:[-*+•◦▪▸►●○‣∙·–—➢➤✓✔❖■□»]|\d{1,2}[.)])(?=[ \t\u00a0]+\S)")


def mark_of(text: str) -> str:
    """Return the bullet or number that makes a text an item of a list; nothing where none does."""
    found = _MARK.match(text)
    return found[0] if found else ""


@dataclass(slots=True)
class Part:
    """A run of one line: its text, whether bold, and the address that it leads to."""

    text: str
    bold: bool = False
    url: str | None = None


@dataclass(slots=True)
class Shown:
    """A line as it is shown: its rows of parts, of which the first may begin with a mark.

    ``rows`` are what the line is wrapped to; they are lines of the text and one ``Line``. ``mark``
    is the bullet or number of an item and no part of what it says. ``read`` is False for what is in
    the text only: a page's number, the head of every page.
    """

    rows: list[list[Part]]
    heading: int = 0
    bullet: int = 0
    mark: str = ""
    blank_before: bool = False
    header_row: bool = False
    read: bool = True


class Composer:
    """Writes lines one after another and keeps where each character of them stands."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._number = 1

    def compose(self, shown: Iterable[Shown]) -> tuple[str, list[Line]]:
        """Return the text, and the lines that are read of it."""
        lines = [line for one in shown for line in [self._line(one)] if one.read and line.text]
        return "".join(self._texts), lines

    def _line(self, one: Shown) -> Line:
        if one.blank_before and self._texts:
            self._write("\n")
        if one.mark:
            self._write(f"{one.mark} ")
        number = self._number
        draft = _Draft()
        for row in one.rows:
            self._row(row, draft)
        self._addresses(draft)
        self._write("\n")
        line = Line(join(draft.pieces), number, one.heading, one.bullet, bolds=draft.bolds)
        line.bold = draft.is_bold()
        if line.heading and line.bold:  # as all headings are
            line.bold, line.bolds = False, []
        line.anchors = draft.anchors
        line.cells = line.text.split_keeping(_TAB) if "\t" in line.plain else []
        line.header_row, line.blank_before = one.header_row, one.blank_before
        return line

    def _row(self, row: list[Part], draft: _Draft) -> None:
        if draft.pieces:
            begins = row[0].text[:1] if row else ""
            draft.go_on(self._length, begins)
            self._write("\n")
        for part in row:
            draft.add(self._write(part.text), part)

    def _addresses(self, draft: _Draft) -> None:
        """Write where links lead, unless it is what they show."""
        written: dict[str, Mapped] = {}
        for start, end, url in draft.links:
            shown = draft.text[start:end]
            if url not in written and _bare(url) == _bare(shown):
                place = shown.find(shown.strip()) + start
                written[url] = join(draft.pieces).cut(place, place + len(shown.strip()))
            elif url not in written:
                self._write(" <")
                written[url] = self._write(url)
                self._write(">")
            draft.anchors.append(Anchor(start, end, written[url]))

    def _write(self, text: str) -> Mapped:
        start, self._length = self._length, self._length + len(text)
        self._texts.append(text)
        self._number += text.count("\n")
        return Mapped.plain(text, start)


@dataclass(slots=True)
class _Draft:
    """A line on its way; what is bold and what leads on are positions of its text."""

    pieces: list[Mapped] = field(default_factory=list)
    text: str = ""
    bolds: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def add(self, text: Mapped, part: Part) -> None:
        start = len(self.text)
        self.pieces.append(text)
        self.text += text.text
        if not part.text.strip():
            return
        if part.bold:
            self.bolds.append((self._from(self.bolds, start), len(self.text)))
        if part.url:
            same = self.links and self.links[-1][2] == part.url
            start = self._from(self.links, start) if same else start
            self.links.append((start, len(self.text), part.url))

    def _from(self, ranges: list[Any], start: int) -> int:
        """Return where a range begins that goes on to here: only blanks part it from the last."""
        if ranges and not self.text[ranges[-1][1] : start].strip():
            first: int = ranges.pop()[0]
            return first
        return start

    def go_on(self, place: int, begins: str) -> None:
        """Go on in the next row: after a blank, or in the middle of a word that was parted."""
        if self.text[-1:] >= _WIDE and begins >= _WIDE:
            return  # Chinese and Japanese have no blanks
        if not self.text.endswith("-") or not self.text[-2:-1].isalnum():
            self.pieces.append(Mapped(" ", [place], [place + 1]))
            self.text += " "
        elif begins.islower():
            self.pieces[-1] = self.pieces[-1].cut(0, len(self.pieces[-1]) - 1)
            self.text = self.text[:-1]
            self.bolds = [(a, min(b, len(self.text))) for a, b in self.bolds]
            self.links = [(a, min(b, len(self.text)), url) for a, b, url in self.links]

    def is_bold(self) -> bool:
        """Return whether every letter of it is bold."""
        left, last = "", 0
        for start, end in self.bolds:
            left, last = left + self.text[last:start], end
        return bool(self.bolds) and not any(map(str.isalnum, left + self.text[last:]))


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).rstrip("/").lower()
