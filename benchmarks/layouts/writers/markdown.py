"""Blocks as Markdown, in one of its dialects."""

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
    Run,
    Runs,
    Table,
    Terms,
    Verbatim,
    heading,
)
from ..shapes import Look


def write(parts: Sequence[Part], look: Look, *, wrap: int = 0) -> str:
    """Return the file's text; ``wrap`` breaks paragraphs and items at so many columns."""
    writer = _Markdown(look, wrap)
    pieces: list[str] = []
    for part in parts:
        if part.heading:
            pieces.append(writer.block(heading(2, part.heading)))
        pieces += writer.blocks(part.blocks)
    return "\n\n".join(pieces) + "\n"


class _Markdown:
    def __init__(self, look: Look, wrap: int) -> None:
        self.look, self.wrap = look, wrap
        self.setext = look.pick(False, False, False, True)
        self.mark = look.pick("-", "*")
        self.break_ = look.pick("  \n", "<br>\n", "\\\n")
        self.italic = look.pick("_", "*")
        self.tail = look.pick("", "", " ##")

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return the blocks' texts; items of one list stand in one."""
        return [text for text in (self.block(one) for one in blocks) if text]

    def block(self, block: Block) -> str:
        """Return one block's text."""
        match block:
            case Heading():
                return self._heading(block)
            case Lines():
                rows = [self._wrapped(self.runs(one)) for one in block.lines]
                return self.break_.join(rows)
            case Bullets():
                return self._list(block, "")
            case Row():
                between = self.look.pick(" | ", ", ", " <br> ")
                return between.join(t for t in (self.runs(block.left), self.runs(block.right)) if t)
            case Table():
                return self._table(block)
            case Quote():
                return "\n".join(f"> {self.runs(one)}  " for one in block.lines)
            case Margin():
                return "\n\n".join([self.runs(block.left), *self.blocks(block.right)])
            case Terms():
                return "\n".join(
                    [self.runs(block.term), *(f": {self.runs(d)}" for d in block.definitions)]
                )
            case Box():
                return "\n\n".join(self.blocks(block.blocks))
            case Fold():
                inner = "\n\n".join(self.blocks(block.blocks))
                head = f"<summary>{self.html(block.summary)}</summary>"
                return f"<details>\n{head}\n\n{inner}\n\n</details>"
            case Verbatim():
                return self._verbatim(block)
            case Macro():
                raise ValueError("commands stand in LaTeX only")

    def _heading(self, block: Heading) -> str:
        text = self.runs(block.runs)
        if self.setext and block.level < 3:
            return f"{text}\n{'=-'[block.level - 1] * max(3, len(text))}"
        return f"{'#' * block.level} {text}{self.tail}"

    def _list(self, block: Bullets, indent: str) -> str:
        found = []
        for number, item in enumerate(block.items, 1):
            mark = f"{number}." if block.numbered else self.mark
            found.append(f"{indent}{mark} {self._wrapped(self.runs(item.runs), indent + '  ')}")
            for under in item.under:
                if isinstance(under, Bullets):
                    found.append(self._list(under, indent + "  "))
                else:
                    text = self.block(under)
                    found += ["", textwrap.indent(text, indent + "  "), ""]
        return "\n".join(found).rstrip("\n")

    def _table(self, block: Table) -> str:
        head, *others = [
            "| " + " | ".join(self.runs(cell).replace("|", "/") for cell in row) + " |"
            for row in block.rows
        ]
        return "\n".join([head, "|" + " --- |" * len(block.rows[0]), *others])

    def _verbatim(self, block: Verbatim) -> str:
        if block.fenced:
            return "\n".join(["```text", *block.lines, "```"])
        return "\n".join(block.lines)

    def _wrapped(self, text: str, indent: str = "") -> str:
        if not self.wrap or len(text) <= self.wrap:
            return text
        rows = textwrap.wrap(text, self.wrap, break_long_words=False, break_on_hyphens=False)
        return f"\n{indent}".join(rows)

    def runs(self, made: Runs) -> str:
        """Return runs with their marks."""
        return "".join(map(self._run, made))

    def _run(self, run: Run) -> str:
        text = run.text
        if run.link:
            return f"[{text}]({run.link})"
        core = text.strip()
        if not core or not (run.bold or run.italic or run.small):
            return text
        mark = "**" if run.bold else self.italic if run.italic else ""
        marked = f"<small>{core}</small>" if run.small else f"{mark}{core}{mark}"
        return text.replace(core, marked)

    def html(self, made: Runs) -> str:
        """Return runs as the HTML inside of Markdown has them."""
        return "".join(f"<b>{run.text}</b>" if run.bold else run.text for run in made)
