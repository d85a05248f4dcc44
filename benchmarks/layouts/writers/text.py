"""Blocks as plain text, in one of the manners of people who type it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

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
    Table,
    Terms,
    Verbatim,
    plain,
)
from ..shapes import Look

_WIDTH = 78


def write(parts: Sequence[Part], look: Look, *, wrap: int = 0) -> str:
    """Return the file's text; ``wrap`` breaks paragraphs and items at so many columns."""
    writer = _Text(look, wrap)
    pieces: list[str] = []
    for part in parts:
        if part.heading:
            pieces.append(writer.section(part.heading))
        pieces += writer.blocks(part.blocks)
    return "\n".join(pieces).strip("\n") + "\n"


class _Text:
    def __init__(self, look: Look, wrap: int) -> None:
        self.look, self.wrap = look, wrap
        self.manner = look.pick("capitals", "underlined", "rules", "colon")
        self.mark = look.pick("-", "*", "•")
        self.indent = look.pick("", "  ")

    def section(self, text: str) -> str:
        """Return a section's heading with the blank line before it."""
        match self.manner:
            case "capitals":
                return f"\n{text.upper()}\n"
            case "underlined":
                return f"\n{text}\n{'-' * len(text)}\n"
            case "rules":
                return f"\n{'=' * 60}\n{text.upper()}\n{'=' * 60}\n"
        return f"\n{text}:\n"

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return each block with the blank line that comes after it."""
        found = []
        for block in blocks:
            text = self.block(block)
            # A header and its bullets stand together; a blank line comes after the body.
            joined = isinstance(block, Heading | Row | Terms | Box)
            found.append(text if joined else text + "\n")
        return found

    def block(self, block: Block) -> str:
        """Return one block's text."""
        match block:
            case Heading():
                text = plain(block.runs)
                return text.upper() if block.level == 1 and self.manner == "capitals" else text
            case Lines() | Quote():
                return "\n".join(self._wrapped(plain(one)) for one in block.lines)
            case Bullets():
                return self._list(block, self.indent)
            case Row():
                return self._edges(plain(block.left), plain(block.right))
            case Table():
                return self._table(block)
            case Margin():
                first, *others = "\n".join(self.blocks(block.right)).strip("\n").splitlines()
                rows = [f"{plain(block.left):<24}{first}"]
                return "\n".join(rows + [" " * 24 + row if row else "" for row in others])
            case Terms():
                return "\n".join(
                    [plain(block.term), *(f"    {plain(d)}" for d in block.definitions)]
                )
            case Box():
                return "\n".join(self.block(one) for one in block.blocks)
            case Fold():
                return "\n".join([plain(block.summary), *self.blocks(block.blocks)]).strip("\n")
            case Verbatim():
                return "\n".join(block.lines)
            case Macro():
                raise ValueError("commands stand in LaTeX only")

    def _list(self, block: Bullets, indent: str) -> str:
        found = []
        for number, item in enumerate(block.items, 1):
            mark = f"{number}." if block.numbered else self.mark
            found.append(f"{indent}{mark} {self._wrapped(plain(item.runs), indent + '  ')}")
            for under in item.under:
                if isinstance(under, Bullets):
                    found.append(self._list(under, indent + "    "))
                else:
                    found.append(textwrap.indent(self.block(under), indent + "  "))
        return "\n".join(found)

    def _edges(self, left: str, right: str) -> str:
        gap = max(3, _WIDTH - len(left) - len(right))
        return (left + " " * gap + right).strip() if left and right else left or right

    def _table(self, block: Table) -> str:
        rows = [[plain(cell) for cell in row] for row in block.rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "   ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )

    def _wrapped(self, text: str, indent: str = "") -> str:
        if not self.wrap or len(text) <= self.wrap:
            return text
        rows = textwrap.wrap(text, self.wrap, break_long_words=False, break_on_hyphens=False)
        return f"\n{indent}".join(rows)
