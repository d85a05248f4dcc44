"""Word documents: paragraphs, tables and text boxes in the order in which they are read.

What was deleted under "track changes" is dropped, what was inserted is read; hidden text is not.
The first page's header is read before everything; footers are in the text only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from ...errors import UnreadableFile
from ..document import Document
from ..layout.composed import Composer, Part, Shown, mark_of
from .docx_runs import DEEPEST, DROPPED, RELATION, Paragraph, ParagraphReader
from .docx_styles import WORD, Styles, styles_of, transitional
from .packed import Packed
from .reading import RawFile

_PARAGRAPH: Final = f"{WORD}p"
_TABLE: Final = f"{WORD}tbl"
_WHITE: Final = 80  # twentieths of a point between paragraphs that stand apart
_BULLET: Final = "\u2022"
_MOST: Final = 100_000  # elements: ten pages that Word has parted into many runs have a tenth
_LARGER: Final = 1.15  # times the body's size: a heading, where no style says which are
_LONGEST: Final = 90  # letters of a heading


def read(raw: RawFile) -> Document:
    """Return the document of a Word file.

    Raises:
        UnreadableFile: it is damaged, encrypted, too large unpacked, or empty.
    """
    shown = list(_Word(Packed(raw.data, raw.key), raw.key).shown())
    composer = Composer()
    lines = composer.compose(shown)
    if not lines:
        raise UnreadableFile(raw.key, "is empty; nothing to read")
    return raw.extracted(composer, lines)


class _Word:
    """One file on its way to lines."""

    def __init__(self, packed: Packed, key: str) -> None:
        self._packed = packed
        name = "word/document.xml"
        root = self._root(name)
        body = None if root is None else root.find(f"{WORD}body")
        if root is None or body is None:
            raise UnreadableFile(key, "is damaged: there is no Word document in it")
        if sum(1 for _ in root.iter()) > _MOST:
            raise UnreadableFile(key, "has more text than any resume")
        self._body: Element = body
        used = _styles_in(root)
        styles = transitional(packed.part("word/styles.xml"))
        self._styles = Styles(packed.parsed(styles_of(styles, used)) if styles else None)
        self._below = int(any(self._styles.look(name).level == 0 for name in used))
        self._styled = any(self._styles.look(name).level for name in used)
        self._targets = self._related(name)
        self._reader = ParagraphReader(self._styles, self._targets)
        self._letters: Counter[int] = Counter()
        self._sized: list[tuple[int, Shown]] = []

    def shown(self) -> Iterator[Shown]:
        """Yield all lines; headings that only their size makes one are known at the end."""
        body = list(self._blocks(self._body))
        if not self._styled:
            self._by_size()
        texts = {_text(one) for one in body}
        for header in self._beside("header"):
            header.read = _text(header) not in texts
            yield header
        yield from body
        for footer in self._beside("footer"):
            footer.read = False
            yield footer

    def _root(self, name: str) -> Element | None:
        data = transitional(self._packed.part(name))
        return self._packed.parsed(data) if data else None

    def _related(self, name: str) -> dict[str, str]:
        """Return the targets of a part's relations by their ids."""
        folder, _, file = name.rpartition("/")
        root = self._packed.xml(f"{folder}/_rels/{file}.rels")
        found = [] if root is None else list(root)
        return {one.get("Id", ""): one.get("Target", "") for one in found}

    def _beside(self, kind: str) -> list[Shown]:
        """Return the lines of the first page's header or footer."""
        references = list(self._body.iter(f"{WORD}{kind}Reference"))
        wanted = {one.get(f"{WORD}type"): one.get(f"{RELATION}id", "") for one in references[::-1]}
        titled = next(self._body.iter(f"{WORD}titlePg"), None) is not None
        chosen = wanted.get("first" if titled else "default")
        target = self._targets.get(chosen or "", "")
        if not target:
            return []
        name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        root, kept = self._root(name), self._reader
        self._reader = ParagraphReader(self._styles, self._related(name))
        lines = [] if root is None else list(self._blocks(root))
        self._reader = kept
        return list(_within(kind, lines))

    def _blocks(self, container: Element, depth: int = 0) -> Iterator[Shown]:
        """Yield the lines of what stands one beneath another."""
        white, style = _WHITE, ""
        for child in container:
            if child.tag == _PARAGRAPH:
                made = self._reader.paragraph(child)
                same, style = style, _style(child)
                close = made.look.close and same == style
                above = 0 if close else max(white, made.look.before or 0)
                lines = list(self._lines(made, above >= _WHITE))
                yield from lines
                white = (made.look.after or 0) if lines else _WHITE
                for box in made.boxes if depth < DEEPEST else ():
                    yield from _within("text box", self._blocks(box, depth + 1))
            elif child.tag not in DROPPED and depth < DEEPEST:
                table = child.tag == _TABLE
                # Others wrap blocks: controls, insertions, custom XML.
                if table:
                    yield from _within("table", self._table(child, depth + 1))
                else:
                    yield from self._blocks(child, depth + 1)
                white = _WHITE if table else white

    def _table(self, table: Element, depth: int) -> Iterator[Shown]:
        for row in _wrapped(table, f"{WORD}tr"):
            cells = [list(self._blocks(cell, depth)) for cell in _wrapped(row, f"{WORD}tc")]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
                yield _one_line([cell[0] for cell in filled], "\t")
            else:
                for cell in filled:
                    cell[0].blank_before = True
                    yield from cell

    def _lines(self, made: Paragraph, blank: bool) -> Iterator[Shown]:
        """Yield the lines of a paragraph."""
        for parts in made.rows:
            text = "".join(part.text for part in parts)
            if not text.strip():
                continue
            shown = self._line(made, parts, text)
            shown.blank_before = blank and not shown.bullet
            blank = False
            self._letters[made.size] += len(text)
            self._sized.append((made.size, shown))
            yield shown

    def _line(self, made: Paragraph, parts: list[Part], text: str) -> Shown:
        depth, level = made.look.depth, made.look.level
        typed = mark_of(text.lstrip())
        if typed:
            _drop(parts, text.index(typed) + len(typed))
        if level is not None and len(text) <= 2 * _LONGEST:
            return Shown([_stripped(parts)], min(level + self._below, 6) or 1)
        listed = depth is not None and depth >= 0
        mark = _BULLET if listed else typed
        return Shown([_stripped(parts)], 0, 1 + max(depth or 0, 0) if mark else 0, mark)

    def _by_size(self) -> None:
        """Make headings of short lines whose letters are larger than the body's."""
        body = max(self._letters, key=lambda size: self._letters[size], default=0)
        larger = [
            (size, one)
            for size, one in self._sized
            if size > _LARGER * body and not one.bullet and len(_text(one)) <= _LONGEST
        ]
        sizes = sorted({size for size, _ in larger}, reverse=True)
        for size, one in larger:
            one.heading = one.heading or min(1 + sizes.index(size), 6)


def _styles_in(root: Element) -> set[str]:
    """Return the names of the styles of paragraphs and runs in a part."""
    found = (style for tag in ("pStyle", "rStyle") for style in root.iter(WORD + tag))
    return {style.get(f"{WORD}val", "") for style in found}


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else style.get(f"{WORD}val", "")


def _wrapped(found: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Yield the rows of a table, or a row's cells, also those in controls."""
    for child in found:
        if child.tag == tag:
            yield child
        elif child.tag not in DROPPED and child.tag != _PARAGRAPH and depth < 4:
            yield from _wrapped(child, tag, depth + 1)


def _one_line(cells: list[Shown], gap: str) -> Shown:
    """Return a row of a table whose cells have one line each."""
    parts: list[Part] = []
    for cell in cells:
        parts += [Part(gap)] * bool(parts) + cell.rows[0]
    return Shown([parts], cells[0].heading, blank_before=cells[0].blank_before)


def _within(region: str, lines: Iterable[Shown]) -> Iterator[Shown]:
    """Yield lines as those of a part of the document; one within another keeps its own."""
    for line in lines:
        for first in (row[0] for row in line.rows if row):
            first.region = first.region or region
        yield line


def _text(shown: Shown) -> str:
    return "".join(part.text for row in shown.rows for part in row).strip()


def _drop(parts: list[Part], count: int) -> None:
    """Take the first characters out of parts."""
    for part in parts:
        taken = min(count, len(part.text))
        part.text, count = part.text[taken:], count - taken


def _stripped(parts: list[Part]) -> list[Part]:
    """Return parts without blanks at both ends."""
    while parts and not parts[0].text.strip():
        del parts[0]
    while parts and not parts[-1].text.strip():
        del parts[-1]
    if parts:
        parts[0].text = parts[0].text.lstrip()
        parts[-1].text = parts[-1].text.rstrip()
    return parts
