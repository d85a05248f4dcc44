"""OpenDocument texts: their paragraphs, headings, lists, tables and links.

Only ``content.xml`` is read, event by event. A file with definitions of its own (DTD, entities) is
none that a word processor writes, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from ...errors import UnreadableFile
from ..document import Document
from .extracting import Extracted, flowed
from .packed import Packed
from .reading import RawFile

_CONTENT: Final = "content.xml"
_HIDDEN: Final = frozenset(
    "tracked-changes annotation note forms sequence-decls title desc binary-data".split()
)
_BOLD: Final = re.compile(r"bold|[6-9]00")
_TITLE: Final = re.compile(r"Title|Heading(?:_20_(\d))?$")
_BLANKS: Final = re.compile(r"\s+")
_DEEPEST: Final = 200


def read(raw: RawFile) -> Document:
    """Return the document of an OpenDocument text.

    Raises:
        UnreadableFile: the file is damaged, locked, empty, or no text of a word processor.
    """
    archive = Packed(raw.data, raw.key)
    if _CONTENT not in archive:
        raise UnreadableFile(raw.key, "is damaged: it is a ZIP archive without content.xml")
    data = archive.part(_CONTENT)
    reader = _Reader()
    try:
        reader.parse(data)
    except (expat.ExpatError, UnicodeError, LookupError):
        raise UnreadableFile(raw.key, "is damaged or locked: open it and save it anew") from None
    except _Refused as why:
        raise UnreadableFile(raw.key, str(why)) from None
    return reader.out.document(raw)


class _Refused(Exception):
    """What makes a file none to be read; the sentence about it."""


class _Reader:
    """Elements as they begin and end; a stack of what is open is all that is known of them."""

    def __init__(self) -> None:
        self.out = Extracted()
        self._hidden = 0
        self._depth = 0
        self._style = ""
        self._bold: dict[str, bool] = {}  # by the names of styles
        self._parents: dict[str, str] = {}
        self._bolds: list[bool] = []
        self._lists: list[bool] = []  # whether an item of each open list has yet to begin
        self._links: list[tuple[int, str]] = []
        self._cells = 0  # of the open row
        self._paragraphs = 0  # of the open cell
        self._before = ""  # what parts the next paragraph from the last
        self._blank = True  # whether the last character was a blank, or a line begins

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)

    def _refuse(self, *_: object) -> None:
        raise _Refused("defines entities of its own, as no word processor does: save it anew")

    def _start(self, element: str, given: Mapping[str, str]) -> None:
        name = element.rpartition(" ")[2]
        told = {key.rpartition(" ")[2]: value for key, value in given.items()}
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(f"has elements more than {_DEEPEST} deep: no resume")
        if self._hidden or name in _HIDDEN:
            self._hidden += 1
        elif begun := getattr(self, f"_on_{name.replace('-', '_')}", None):
            begun(told)

    def _end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        self._depth -= 1
        if self._hidden:
            self._hidden -= 1
        elif ended := getattr(self, f"_off_{name.replace('-', '_')}", None):
            ended()

    def _characters(self, text: str) -> None:
        # Blanks in a row are one, as in HTML; those outside of paragraphs are of the file.
        if self._hidden or not self._bolds:
            return
        folded = _BLANKS.sub(" ", flowed(text))
        shown = folded.lstrip() if self._blank else folded
        self.out.show(shown)
        self._blank = shown.endswith(" ") if shown else self._blank

    # Styles: only whether they are bold, and what they are made from.

    def _on_style(self, told: Mapping[str, str]) -> None:
        self._style = told.get("name", "")
        self._parents[self._style] = told.get("parent-style-name", "")

    def _on_text_properties(self, told: Mapping[str, str]) -> None:
        if self._style and "font-weight" in told:
            self._bold[self._style] = bool(_BOLD.fullmatch(told["font-weight"]))

    def _off_style(self) -> None:
        self._style = ""

    # Paragraphs and what is in them.

    def _on_h(self, told: Mapping[str, str]) -> None:
        level = told.get("outline-level", "1")
        self._paragraph(told, int(level) if level.isdigit() and len(level) < 3 else 1)

    def _on_p(self, told: Mapping[str, str]) -> None:
        style = told.get("style-name", "")
        named = _TITLE.match(style) or _TITLE.match(self._parents.get(style, ""))
        self._paragraph(told, int(named[1] or 1) if named else 0)

    def _paragraph(self, told: Mapping[str, str], heading: int) -> None:
        self.out.gap(self._before)
        self._paragraphs += 1
        first = bool(self._lists) and self._lists[-1]
        self._lists[-1:] = [False] if self._lists else []
        if self._before != "\t":
            self.out.begin(heading=heading, bullet=len(self._lists) if first else 0)
        self._open(told)
        self._blank = True

    def _off_p(self) -> None:
        self._close()
        self._before = "\n"

    _off_h = _off_p

    def _open(self, told: Mapping[str, str]) -> None:
        around = self._bolds[-1] if self._bolds else False
        self._bolds.append(self._bold.get(told.get("style-name", ""), around))
        self.out.bold(self._bolds[-1])

    def _close(self) -> None:
        if self._bolds:
            self._bolds.pop()
        self.out.bold(bool(self._bolds) and self._bolds[-1])

    _on_span, _off_span = _open, _close

    def _on_a(self, told: Mapping[str, str]) -> None:
        self._links.append((self.out.place, told.get("href", "")))

    def _off_a(self) -> None:
        self.out.link(*self._links.pop())

    def _on_tab(self, told: Mapping[str, str]) -> None:
        self.out.gap("\t")
        self._blank = True

    def _on_line_break(self, told: Mapping[str, str]) -> None:
        self.out.gap("\n")
        self._blank = True

    def _on_s(self, told: Mapping[str, str]) -> None:
        count = told.get("c", "1")
        self.out.gap(" " * min(int(count) if count.isdigit() and len(count) < 4 else 1, 64))

    # Lists and tables.

    def _on_list(self, told: Mapping[str, str]) -> None:
        self._lists.append(False)

    def _off_list(self) -> None:
        self._lists.pop()

    def _on_list_item(self, told: Mapping[str, str]) -> None:
        self._lists[-1:] = [True]

    def _on_table_row(self, told: Mapping[str, str]) -> None:
        self._cells = 0

    def _on_table_cell(self, told: Mapping[str, str]) -> None:
        # A cell of several paragraphs is a column of a page, and its lines are lines.
        if self._cells and self._paragraphs <= 1:
            self._before = "\t"
        self._cells += 1
        self._paragraphs = 0
