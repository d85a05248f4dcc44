"""What stands in a paragraph of a Word document: runs of text, breaks, links, boxes of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from ..layout.composed import Part
from .docx_styles import WORD, Look, Styles

RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DEEPEST: Final = 60
"""Elements in one another: what is deeper is dropped."""

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DROPPED: Final = frozenset(
    {_FALLBACK, *(WORD + name for name in ("del", "moveFrom", "pPr", "rPr", "rt", "sectPr"))}
)
"""What is not shown, or says only how something is."""

GAP: Final = "   "
"""How a tabulator is written: three blanks part what stands apart."""

_CHARACTERS: Final = {
    WORD + "tab": GAP,
    WORD + "ptab": GAP,
    WORD + "noBreakHyphen": "-",
    # A sign of an icon font: at the head of a line it is a bullet, elsewhere it says nothing.
    WORD + "sym": "\u2022 ",
}
_SIGNS: Final = frozenset({GAP, _CHARACTERS[WORD + "sym"]})
_TEXT: Final = f"{WORD}t"
_BREAKS: Final = frozenset({f"{WORD}br", f"{WORD}cr"})
_URL: Final = re.compile(r'\s*HYPERLINK\s+"([^"\s]{1,2000})"')
_NEAR: Final = 4  # fields in one another, of which one may be a link
_SPACE: Final = re.compile(r"[\t\r\n]+")
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\xad\u200b-\u200f\u2060\ufeff]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph's rows, parted at breaks, and the boxes of text that are anchored in it."""

    look: Look
    rows: list[list[Part]] = field(default_factory=lambda: [[]])
    boxes: list[Element] = field(default_factory=list)
    sizes: Counter[int] = field(default_factory=Counter)
    fields: list[str] = field(default_factory=list)  # the instructions of those that are open

    @property
    def size(self) -> int:
        """Return the size of most of its letters."""
        return max(self.sizes, key=lambda size: self.sizes[size], default=0)

    def add(self, text: str, bold: bool, url: str | None) -> None:
        """Put text at the end; what indents a row, and signs within it, are left out."""
        if text in _SIGNS:
            begun = any(part.text.strip() for part in self.rows[-1])
            if begun == (text != GAP):
                return
        self.rows[-1].append(Part(text, bold, url))

    def field(self, kind: str) -> None:
        """Open or close a field."""
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def instruct(self, text: str) -> None:
        """Add to the instructions of the field that is open."""
        if self.fields:
            self.fields[-1] += text[:2000]

    @property
    def url(self) -> str | None:
        """Return where the fields that are open lead."""
        near = self.fields[-_NEAR:]
        found = [match[1] for text in near if (match := _URL.match(text))]
        return found[-1] if found else None


class ParagraphReader:
    """Reads paragraphs by the styles of their document and the relations of their part."""

    def __init__(self, styles: Styles, relations: Mapping[str, str]) -> None:
        self._styles, self._relations = styles, relations

    def paragraph(self, found: Element) -> Paragraph:
        """Return what stands in a paragraph."""
        made = Paragraph(self._styles.paragraph(found.find(f"{WORD}pPr")))
        self._inline(found, made, None, 0)
        return made

    def _inline(self, found: Element, made: Paragraph, url: str | None, depth: int) -> None:
        """Add what stands in a line: runs, and what wraps them."""
        for child in found:
            if child.tag == f"{WORD}r":
                self._run(child, made, url)
            elif child.tag not in DROPPED and len(child) and depth < DEEPEST:
                self._inline(child, made, self._led(child) or url, depth + 1)

    def _led(self, wrap: Element) -> str | None:
        """Return where what wraps runs leads to, if anywhere."""
        if wrap.tag == f"{WORD}hyperlink":
            return self._relations.get(wrap.get(f"{RELATION}id", ""))
        instruction = _URL.match(wrap.get(f"{WORD}instr", ""))
        return instruction[1] if instruction else None

    def _run(self, run: Element, made: Paragraph, url: str | None) -> None:
        bold, hidden, size = self._styles.run(run.find(f"{WORD}rPr"), made.look)
        if hidden:
            return
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = _clean(child.text or "")
                made.add(text, bold, url or made.url)
                made.sizes[size] += len(text)
            elif tag in _BREAKS:
                made.rows.append([])
            elif tag in _CHARACTERS:
                made.add(_CHARACTERS[tag], bold, url)
            elif tag == f"{WORD}fldChar":
                made.field(child.get(f"{WORD}fldCharType", ""))
            elif tag == f"{WORD}instrText":
                made.instruct(child.text or "")
            elif len(child) and tag not in DROPPED:
                made.boxes += _boxes(child, 0)


def _clean(text: str) -> str:
    """Return a text without what cannot be seen; a line end in the file is a blank."""
    if text.isprintable() and text.isascii():
        return text
    return _PRIVATE.sub("", _UNSEEN.sub("", _SPACE.sub(" ", text)))


def _boxes(found: Element, depth: int) -> Iterator[Element]:
    """Yield the boxes of text in a drawing; what older programs draw instead is the same again."""
    for child in found:
        if child.tag == f"{WORD}txbxContent":
            yield child
        elif child.tag not in DROPPED and depth < DEEPEST:
            yield from _boxes(child, depth + 1)
