"""Blocks as a Word document, by python-docx."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from ..blocks import (
    Block,
    Box,
    Bullets,
    Fold,
    Heading,
    Lines,
    Macro,
    Margin,
    Part,
    Quote,
    Row,
    Runs,
    Table,
    Terms,
    Verbatim,
    heading,
)
from ..shapes import Look

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NARROW = {"skills", "languages", "projects"}


def write(parts: Sequence[Part], look: Look) -> bytes:
    """Return the file; headings by style or bold only, in one column or with a side bar."""
    from docx import Document

    made = Document()
    made.core_properties.created = made.core_properties.modified = datetime.datetime(2025, 1, 1)
    writer = _Word(look)
    if look.pick(True, False, False):
        head, *others = parts
        side = [part for part in others if part.kind in _NARROW]
        row = made.add_table(rows=1, cols=2).rows[0]
        for cell, held in zip(
            row.cells, ([head, *side], [one for one in others if one not in side]), strict=True
        ):
            writer.parts(cell, held)
    else:
        writer.parts(made, parts)
    held_bytes = io.BytesIO()
    made.save(held_bytes)
    return same_bytes(held_bytes.getvalue())


class _Word:
    def __init__(self, look: Look) -> None:
        self.styled = look.pick(True, True, False)

    def parts(self, place: Any, parts: Iterable[Part]) -> None:
        """Write sections into the document or a cell."""
        for part in parts:
            if part.heading:
                self.block(place, heading(2, part.heading))
            for block in part.blocks:
                self.block(place, block)

    def block(self, place: Any, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading():
                style = f"Heading {block.level}" if self.styled else None
                self._paragraph(place, [block.runs], style, bold=not self.styled)
            case Lines() | Quote():
                self._paragraph(place, block.lines)
            case Bullets():
                self._list(place, block)
            case Row():
                made = self._paragraph(place, [block.left])
                made.add_run("\t")
                self._runs(made, block.right)
            case Table():
                self._table(place, block)
            case Margin():
                self._paragraph(place, [block.left])
                self._all(place, block.right)
            case Terms():
                self._paragraph(place, [block.term])
                for one in block.definitions:
                    self._paragraph(place, [one])
            case Box():
                self._all(place, block.blocks)
            case Fold():
                self._paragraph(place, [block.summary])
                self._all(place, block.blocks)
            case Verbatim():
                for text in block.lines:
                    place.add_paragraph(text)
            case Macro():
                raise ValueError("commands stand in LaTeX only")

    def _all(self, place: Any, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.block(place, block)

    def _list(self, place: Any, block: Bullets) -> None:
        for item in block.items:
            self._paragraph(place, [item.runs], "List Number" if block.numbered else "List Bullet")
            self._all(place, item.under)

    def _table(self, place: Any, block: Table) -> None:
        size = {"rows": len(block.rows), "cols": len(block.rows[0])}
        made = place.add_table(**size)
        for row, held in zip(made.rows, block.rows, strict=True):
            for cell, runs in zip(row.cells, held, strict=True):
                self._runs(cell.paragraphs[0], runs)

    def _paragraph(
        self, place: Any, rows: Sequence[Runs], style: str | None = None, *, bold: bool = False
    ) -> Any:
        made = place.add_paragraph(style=style)
        for number, row in enumerate(rows):
            if number:
                made.add_run().add_break()
            self._runs(made, row, bold=bold)
        return made

    def _runs(self, paragraph: Any, made: Runs, *, bold: bool = False) -> None:
        for run in made:
            added = paragraph.add_run(run.text)
            # None leaves it to the style: False would take the weight off a heading.
            added.bold = run.bold or bold or None
            added.italic = run.italic or None


def same_bytes(data: bytes) -> bytes:
    """Return the archive with the times of its members set to one day, so that it is repeatable."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()
