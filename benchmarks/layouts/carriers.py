"""The text of a resume carried over into another format: a page, a print of it, a Word file."""

from __future__ import annotations

import html
import io
import re
from html.parser import HTMLParser
from typing import Any, Final

from .writers import office, printed

CARRIERS: Final = {
    "as-html": "the text as a page: Markdown rendered, plain text as it stands",
    "as-pdf": "that page printed by a browser",
    "as-docx": "that page as a Word document",
}
CARRIED: Final = {"as-html": {"md", "txt"}, "as-pdf": {"md", "txt"}, "as-docx": {"md", "txt"}}
"""The formats of the texts that each is for."""

_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_STYLE: Final = "body{font:11px/1.4 sans-serif;margin:28px}pre{white-space:pre-wrap}"


def suffix_of(carrier: str) -> str:
    """Return the suffix of what a carrier makes."""
    return carrier.removeprefix("as-")


def carried(carrier: str, text: str, format: str) -> bytes:
    """Return the file that carries a text, which is in the format ``md``, ``txt`` or ``html``.

    Raises:
        RuntimeError: a print is asked for and there is no Chromium.
    """
    page = text if format == "html" else _page(text, format)
    match carrier:
        case "as-html":
            return page.encode()
        case "as-pdf":
            return printed.pdf(page)
        case "as-docx":
            return _word(page)
    raise ValueError(f"{carrier} carries nothing")


def _page(text: str, format: str) -> str:
    body = _rendered(text) if format == "md" else f"<pre>{html.escape(text, quote=False)}</pre>"
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title></title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _rendered(text: str) -> str:
    """Render Markdown; its lines stay lines, as in the editors that resumes are written in."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    shown = f"{front[1]}\n\n{text[front.end() :]}" if front else text
    settings = {"breaks": True, "html": True, "linkify": False}
    rendered: str = MarkdownIt("commonmark", settings).enable("table").render(shown)
    return rendered


def _word(page: str) -> bytes:
    from docx import Document

    made = Document()
    _Word(made).feed(page)
    held = io.BytesIO()
    made.save(held)
    return office.same_bytes(held.getvalue())


class _Word(HTMLParser):
    """Writes the elements of a page into a Word document: paragraphs, lists, tables, bold runs."""

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.made = made
        self.paragraph: Any = None
        self.open: list[str] = []
        self.row: list[list[tuple[str, bool]]] = []
        self.rows: list[list[list[tuple[str, bool]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a cell or a run."""
        if tag in _VOID:
            if tag == "br" and self.paragraph is not None:
                self.paragraph.add_run().add_break()
            return
        self.open.append(tag)
        if tag in _STARTS:
            self.paragraph = None
        if tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.row.append([])

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, a row or a run."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag in _STARTS:
            self.paragraph = None
        if tag == "tr":
            self.rows.append(self.row)
        elif tag == "table":
            self._table()

    def handle_data(self, data: str) -> None:
        """Add a text to the cell or the paragraph that is open."""
        if {"style", "title", "script", "head"} & {*self.open}:
            return
        if "pre" in self.open:
            for line in data.splitlines():
                self.made.add_paragraph(line)
            return
        text = re.sub(r"\s+", " ", data)
        bold = bool({"strong", "b", "th"} & {*self.open})
        if {"td", "th"} & {*self.open}:
            self.row[-1].append((text, bold))
        elif text.strip() or self.paragraph is not None:
            self._run(text, bold)

    def _run(self, text: str, bold: bool) -> None:
        if self.paragraph is None:
            self.paragraph = self.made.add_paragraph(style=self._style())
            text = text.lstrip()
        run = self.paragraph.add_run(text)
        run.bold = bold or None
        run.italic = bool({"em", "i"} & {*self.open}) or None

    def _style(self) -> str | None:
        headings = [tag for tag in self.open if re.fullmatch(r"h[1-6]", tag)]
        if headings:
            return f"Heading {headings[-1][1]}"
        depth = sum(tag in ("ul", "ol") for tag in self.open)
        return f"List Bullet{f' {min(depth, 3)}' if depth > 1 else ''}" if depth else None

    def _table(self) -> None:
        rows, self.rows = self.rows, []
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        table = self.made.add_table(rows=len(rows), cols=columns)
        for made, held in zip(table.rows, rows, strict=True):
            for cell, runs in zip(made.cells, held, strict=False):
                for text, bold in runs:
                    cell.paragraphs[0].add_run(text).bold = bold or None


_VOID: Final = frozenset({"br", "hr", "img", "meta", "link", "input"})
_STARTS: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section"}
    | {"article", "header", "footer", "main", "blockquote", "dl", "dt", "dd", "body", "html"}
)
