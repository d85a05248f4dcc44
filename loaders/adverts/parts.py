"""A job advert as passages: what is said in which part of it.

Parts are told by headings, by labels (``Must have: Go``) and by the columns of tables. An advert is
text as ``advert_text`` writes it of a file of any format: headings with ``#``, items with ``-``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..document import Document
from ..normalization import folded
from .headings import part_of
from .phrases import holds

_MARKS: Final = re.compile(r"^(?P<rank>#{1,6})\s+|^(?P<bold>\*\*|__)(?=[^*_]+[:?]?(?:\*\*|__):?$)")
_ITEM: Final = re.compile(r"^(?:[-*•·▪◦–+]|\d{1,2}[.)])\s+")
# "**Location:** Oslo" and "Profil : Python": a label is short, and something stands behind it.
_LABEL: Final = re.compile(r"^[*_]*([^:?.,|]{2,40}?)[*_]*\s*[:：?][*_]*\s+(?=\S)")
_RULE: Final = re.compile(r"^[\s|:-]*$")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SHORT: Final = 8  # words of a heading that has no mark
_HEADER: Final = 12  # words of a line of the header at most
_PLAIN: Final = 7  # the rank of a heading without a mark


@dataclass(frozen=True, slots=True)
class Passage:
    """An item, a cell, a paragraph or a line of the header, and the part that it stands in.

    ``starts`` are the offsets at which its lines begin, the first of which is ``line``.
    """

    part: str
    text: str
    line: int
    starts: tuple[int, ...] = (0,)

    def line_of(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return self.line + bisect_right(self.starts, offset) - 1


def advert_text(document: Document) -> str:
    """Return the text that a document shows, each line in its place, headings and items marked."""
    if document.lines is None:
        return document.text
    shown: dict[int, str] = {}
    for line in document.lines:
        mark = "#" * line.heading + " " if line.heading else "- " if line.bullet else ""
        shown[line.number] = f"{shown.get(line.number, '')} {mark}{line.plain}".strip()
    return "\n".join(shown.get(number, "") for number in range(1, max(shown, default=0) + 1))


def passages(text: str) -> Iterator[Passage]:
    """Yield the passages of an advert in order; headings are none, the title is one."""
    reader = _Reader()
    lines = [line.strip() for line in text.splitlines()]
    for number, line in enumerate(lines, 1):
        reader.opens = _opens(lines, number - 1)
        yield from reader.read(number, line)
    yield from reader.flush()


def _opens(lines: Sequence[str], at: int) -> bool:
    """Return whether a short line stands where headings do: above a list, or between blanks."""
    line = lines[at]
    # "Location: Oslo" is no heading, but a label with what it labels.
    labelled = ":" in line[:-1] or line[-1:] in {*".!;,"}
    if not line or labelled or len(line.split()) > _SHORT:
        return False
    before, after = lines[at - 1] if at else "", lines[at + 1 : at + 3]
    listed = any(_ITEM.match(one) for one in after[: 1 + (after[:1] == [""])])
    return not before and (listed or after[:1] == [""] or line.endswith((":", "?")))


@dataclass
class _Reader:
    """What was read so far: the part, its heading's rank, a table's columns, an open paragraph."""

    part: str = "title"
    rank: int = 0
    columns: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    begun: int = 0
    opens: bool = False

    def read(self, number: int, line: str) -> Iterator[Passage]:
        if not line or _RULE.match(line):
            yield from self.flush()
        elif self.part == "title":
            self.part = "header"
            yield Passage("title", _MARKS.sub("", line), number)
        elif line.startswith("|"):
            yield from self.flush()
            yield from self._row([cell.strip() for cell in line.strip("|").split("|")], number)
        elif self._heads(line):
            yield from self.flush()
            self._open(line)
        else:
            yield from self._text(line, number)

    def flush(self) -> Iterator[Passage]:
        """End an open paragraph."""
        if self.held:
            text, starts = "", []
            for line in self.held:
                text += " " * bool(text)
                starts.append(len(text))
                text += line
            yield Passage(self.part, text, self.begun, tuple(starts))
        self.held = []

    def _row(self, cells: list[str], number: int) -> Iterator[Passage]:
        parts = [part_of(cell) for cell in cells]
        if len(cells) > 1 and all(parts):
            self.columns = [part for part in parts if part]
        elif self.columns:
            for part, cell in zip(self.columns, cells, strict=False):
                yield Passage(part, cell, number)
        elif parts[0]:
            yield Passage(parts[0], ", ".join(cells[1:]), number)
        else:
            yield Passage(self.part, ", ".join(filter(None, cells)), number)

    def _heads(self, line: str) -> bool:
        mark = _MARKS.match(line)
        if mark or _ITEM.match(line):
            return mark is not None
        return part_of(line, marked=self.opens) is not None

    def _open(self, line: str) -> None:
        mark = _MARKS.match(line)
        rank = len(mark["rank"] or "") if mark else 0
        part = part_of(_MARKS.sub("", line), marked=mark is not None or self.opens)
        # "### Backend" under "## Requirements" is a part of these, beside them one of its own.
        if part or (rank or _PLAIN) <= self.rank or self.part == "header":
            self.part, self.rank = part or "other", rank or _PLAIN
        self.columns = []

    def _text(self, line: str, number: int) -> Iterator[Passage]:
        self.columns = []
        item = _ITEM.match(line)
        bare = line[item.end() :] if item else line
        label = _LABEL.match(bare)
        part = part_of(label[1], marked=True, addressed=False) if label else None
        if item or part:
            yield from self.flush()
        if label and part:
            yield Passage(part, bare[label.end() :], number)
            return
        if self.part == "header" and _is_prose(line):
            self.part = "other"
        if not self.held:
            self.begun = number
        self.held.append(bare)
        if self.part == "header":
            yield from self.flush()


def _is_prose(line: str) -> bool:
    long = len(_WORD.findall(line)) > _HEADER
    return line.endswith(".") or long or holds(folded(line), "required")
