"""Lines of a format that has no text of its own: its text is made of them, and they point into it.

What a page or a document shows is written line by line, a blank line between blocks. The address of
a link stands behind its line in angle brackets, unless the line shows it: it is evidence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .inline import Anchor
from .lines import Line
from .mapped import Mapped, Region, join
from .repair import repaired

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
    """A run of one line: its text, whether bold, and the address that it leads to.

    ``region`` is where it stands in the file, as in ``Document.regions``.
    """

    text: str
    bold: bool = False
    url: str | None = None
    region: Region = ""


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


_BLANK: Final = Part(" ")


class Composer:
    """Writes lines one after another and keeps where each character of them stands.

    ``regions`` are the pages or parts of the file that the text is of, as in ``Document``.
    """

    def __init__(self) -> None:
        self.regions: list[tuple[int, Region]] = []
        self._texts: list[str] = []
        self._length = 0
        self._number = 1

    def compose(self, shown: Iterable[Shown]) -> list[Line]:
        """Write what is shown, and return the lines that are read of it."""
        shown = list(shown)
        parts = [part for one in shown for row in one.rows for part in row]
        for part, text in zip(parts, repaired([part.text for part in parts]), strict=True):
            part.text = text
        return [line for one in shown for line in [self._line(one)] if one.read and line.text]

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._texts)

    def _line(self, one: Shown) -> Line:
        if one.blank_before and self._texts:
            self._write("\n")
        self._region(one.rows[0])
        if one.mark:
            self._write(f"{one.mark} ")
        number = self._number
        draft = _Draft()
        for row in one.rows:
            self._row(row, draft)
        text = join(draft.pieces)
        anchors = list(self._addresses(draft, text))
        self._write("\n")
        line = Line(text, number, one.heading, one.bullet, bolds=draft.bolds, anchors=anchors)
        line.bold = bool(draft.bolds) and draft.all_bold
        if line.heading and line.bold:  # as all headings are
            line.bold, line.bolds = False, []
        line.cells = line.text.split_keeping(_TAB) if "\t" in line.plain else []
        line.header_row, line.blank_before = one.header_row, one.blank_before
        return line

    def _row(self, row: list[Part], draft: _Draft) -> None:
        if draft.pieces:
            begins = row[0].text[:1] if row else ""
            draft.go_on(self._length, begins)
            self._write("\n")
        self._region(row)
        for part in row:
            draft.add(self._write(part.text), part)

    def _region(self, row: list[Part]) -> None:
        """Note where the page or the part changes; what stands in none has nothing to note."""
        region = row[0].region if row else ""
        if region != (self.regions[-1][1] if self.regions else ""):
            self.regions.append((self._length, region))

    def _addresses(self, draft: _Draft, text: Mapped) -> Iterator[Anchor]:
        """Write where links lead, unless it is what they show; yield them."""
        written: dict[str, Mapped] = {}
        for start, end, url in draft.links:
            shown = text.cut(start, end).strip()
            if url not in written and _bare(url) == _bare(shown.text):
                written[url] = shown
            elif url not in written:
                self._write(" <")
                written[url] = self._write(url)
                self._write(">")
            yield Anchor(start, end, written[url])

    def _write(self, text: str) -> Mapped:
        start, self._length = self._length, self._length + len(text)
        self._texts.append(text)
        self._number += text.count("\n")
        return Mapped.plain(text, start)


class _Draft:
    """A line on its way; what is bold and what leads on are positions of its text."""

    def __init__(self) -> None:
        self.pieces: list[Mapped] = []
        self.bolds: list[tuple[int, int]] = []
        self.links: list[tuple[int, int, str]] = []
        self.all_bold = True
        self._length = 0
        self._last: Part | None = None  # that shows something: blanks part no range

    def add(self, text: Mapped, part: Part) -> None:
        """Put a part at the end."""
        start, self._length = self._length, self._length + len(text)
        self.pieces.append(text)
        if not text:
            return
        last, self._last = self._last, part
        if part.bold:
            goes_on = last is not None and last.bold
            self.bolds.append((self.bolds.pop()[0] if goes_on else start, self._length))
        elif self.all_bold:
            self.all_bold = not any(map(str.isalnum, part.text))
        if part.url:
            goes_on = last is not None and last.url == part.url
            start = self.links.pop()[0] if goes_on else start
            self.links.append((start, self._length, part.url))

    def go_on(self, place: int, begins: str) -> None:
        """Go on in the next row: after a blank, or in the middle of a word that was parted."""
        last = self.pieces[-1]
        ends = last.text[-2:]
        if ends[-1:] >= _WIDE and begins >= _WIDE:
            return  # Chinese and Japanese have no blanks
        if ends[-1:] != "-" or not ends[0].isalnum():
            self.add(Mapped(" ", [place], [place + 1]), _BLANK)
        elif begins.islower():
            self.pieces[-1] = last.cut(0, len(last) - 1)
            self._length -= 1
            self.bolds = [
                *self.bolds[:-1],
                *((a, min(b, self._length)) for a, b in self.bolds[-1:]),
            ]
            self.links = [
                *self.links[:-1],
                *((a, min(b, self._length), url) for a, b, url in self.links[-1:]),
            ]


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).rstrip("/").lower()
