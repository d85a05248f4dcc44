"""Blocks as HTML: words of the page in elements, with themes that a browser prints in columns."""

from __future__ import annotations

import html
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

BASE = "body{font:11px/1.35 sans-serif;margin:28px}pre{font-family:monospace}"
EDGES = ".row{display:flex;justify-content:space-between}.margin{display:flex}.margin>i{width:24%}"
THEMES = {
    "one": "",
    "spaced": "h2{letter-spacing:.35em;text-transform:uppercase;font-size:13px}",
    "side": "main{display:grid;grid-template-columns:30% 68%;gap:2%}"
    ".side{background:#eee;padding:6px}",
    "two": "main>div{column-count:2;column-gap:24px}h2{break-after:avoid}",
    "three": "main{display:grid;grid-template-columns:24% 50% 22%;gap:2%}",
}
_NARROW = {"skills", "languages", "projects"}


def write(parts: Sequence[Part], look: Look, *, theme: str = "", source: str = "") -> str:
    """Return the page; ``theme`` is one of ``THEMES``, ``source`` puts blanks between elements.

    Blanks in the source are no layout: they change nothing of what is shown.
    """
    writer = _Web(look, "\n" + " " * 12 if source == "wide" else "\n")
    columns = theme if theme in {"side", "three"} else ""
    name = next((run.text for part in parts[:1] for run in _first(part)), "")
    body = writer.columns(parts, columns)
    style = BASE + EDGES + THEMES[theme or "one"]
    return (
        f'<!DOCTYPE html>\n<html lang="{look.language}">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(name)}</title>\n<style>{style}</style></head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _first(part: Part) -> Runs:
    found = [one for one in part.blocks if isinstance(one, Heading)]
    return found[0].runs if found else ()


class _Web:
    def __init__(self, look: Look, gap: str) -> None:
        self.look, self.gap = look, gap
        self.div = look.pick("p", "p", "div")
        self.wrapped = look.pick("section", "div", "article")

    def columns(self, parts: Sequence[Part], theme: str) -> str:
        """Return the sections, in columns where the theme has some."""
        if not theme:
            return f"<main><div>{self.gap.join(map(self.part, parts))}</div></main>"
        head, *others = parts
        narrow = [part for part in others if part.kind in _NARROW]
        wide = [part for part in others if part.kind not in _NARROW]
        held = [[head, *narrow], wide] if theme == "side" else [[head], wide, narrow]
        boxes = (self.gap.join(map(self.part, one)) for one in held)
        first, *rest = boxes
        return (
            f'<main><div class="side">{first}</div>'
            + "".join(f"<div>{t}</div>" for t in rest)
            + "</main>"
        )

    def part(self, part: Part) -> str:
        """Return one section."""
        blocks: list[Block] = list(part.blocks)
        if part.heading:
            blocks.insert(0, heading(2, part.heading))
        inner = self.gap.join(self.blocks(blocks))
        return f'<{self.wrapped} class="{part.kind}">{self.gap}{inner}{self.gap}</{self.wrapped}>'

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return the elements of blocks."""
        return [self.block(one) for one in blocks]

    def block(self, block: Block) -> str:
        """Return one block's element."""
        match block:
            case Heading():
                return f"<h{block.level}>{self.runs(block.runs)}</h{block.level}>"
            case Lines():
                inner = f"<br>{self.gap}".join(map(self.runs, block.lines))
                return f"<{self.div}>{inner}</{self.div}>"
            case Quote():
                return f"<blockquote>{'<br>'.join(map(self.runs, block.lines))}</blockquote>"
            case Bullets():
                return self._list(block)
            case Row():
                left, right = self.runs(block.left), self.runs(block.right)
                return f'<div class="row"><span>{left}</span>{self.gap}<span>{right}</span></div>'
            case Table():
                return self._table(block)
            case Margin():
                inner = self.gap.join(self.blocks(block.right))
                return f'<div class="margin"><i>{self.runs(block.left)}</i><div>{inner}</div></div>'
            case Terms():
                inner = self.gap.join(f"<dd>{self.runs(one)}</dd>" for one in block.definitions)
                return f"<dl><dt>{self.runs(block.term)}</dt>{self.gap}{inner}</dl>"
            case Box():
                return self._box(block)
            case Fold():
                inner = self.gap.join(self.blocks(block.blocks))
                return (
                    f"<details open><summary>{self.runs(block.summary)}</summary>{inner}</details>"
                )
            case Verbatim():
                return "<pre>" + "\n".join(map(html.escape, block.lines)) + "</pre>"
            case Macro():
                raise ValueError("commands stand in LaTeX only")

    def _list(self, block: Bullets) -> str:
        tag = "ol" if block.numbered else "ul"
        items = (
            f"<li>{self.runs(item.runs)}{self.gap.join(self.blocks(item.under))}</li>"
            for item in block.items
        )
        return f"<{tag}>{self.gap}{self.gap.join(items)}{self.gap}</{tag}>"

    def _table(self, block: Table) -> str:
        rows = [
            "<tr>" + "".join(f"<td>{self.runs(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        ]
        if len(rows) > 1:
            rows[0] = rows[0].replace("td>", "th>")
        return f"<table>{self.gap.join(rows)}</table>"

    def _box(self, block: Box) -> str:
        names = block.classes or ("",) * len(block.blocks)
        inner = self.gap.join(
            f'<div class="{name}">{self.block(one)}</div>'
            for name, one in zip(names, block.blocks, strict=True)
        )
        return f'<div class="card">{inner}</div>'

    def runs(self, made: Runs) -> str:
        """Return runs in elements."""
        return "".join(map(self._run, made))

    def _run(self, run: Run) -> str:
        text = html.escape(run.text, quote=False)
        if run.link:
            return f'<a href="{html.escape(run.link)}">{text}</a>'
        tag = "strong" if run.bold else "em" if run.italic else "small" if run.small else ""
        return f"<{tag}>{text}</{tag}>" if tag else text
