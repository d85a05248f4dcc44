"""The binary files of ``tests/data/resumes/``, made of the sources beside them.

    python tests/support/resume_files.py [NAME…]

writes them anew. A Word file's source is lines: ``#`` a title, ``##`` and ``###`` headings, ``-``
an item, ``|`` a row of a table, ``**…**`` bold, and paragraphs. An archive's source is its texts,
each under ``>> NAME``. An OpenDocument's is its body, a PDF's the page that it is printed from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from commonground.tests.support.archives import opendocument, zipped
from commonground.tests.support.docx_writer import saved

FOLDER: Final = Path(__file__).resolve().parents[1] / "data" / "resumes"
SOURCES: Final = FOLDER / "sources"
_STYLES: Final = {"#": "Title", "##": "Heading 1", "###": "Heading 2", "-": "List Bullet"}


def made(source: Path) -> bytes:
    """Return the file that a source is of."""
    return _MAKERS[target(source).suffix](source.read_text("utf-8"))


def target(source: Path) -> Path:
    """Return where the file of a source lies."""
    stem = source.name.partition(".")[0]
    return next(FOLDER / f"{stem}{suffix}" for end, suffix in _KINDS if source.name.endswith(end))


def _docx(text: str) -> bytes:
    from docx import Document

    document = Document()
    lines = filter(None, text.splitlines())
    for is_row, some in groupby(lines, lambda line: line.startswith("|")):
        if is_row:
            _table(document, [line.strip("| ").split(" | ") for line in some])
        else:
            for line in some:
                mark, _, rest = line.partition(" ")
                style = _STYLES.get(mark)
                _runs(document.add_paragraph(style=style), rest if style else line)
    return saved(document)


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _runs(cell.paragraphs[0], text)


def _runs(paragraph: Any, text: str) -> None:
    for number, piece in enumerate(re.split(r"\*\*", text)):
        paragraph.add_run(piece).bold = bool(number % 2) or None


def _zip(text: str) -> bytes:
    parts = re.split(r"(?m)^>> (.+)\n", text)[1:]
    return zipped(dict(zip(parts[::2], parts[1::2], strict=True)))


def _pdf(html: str) -> bytes:
    from commonground.benchmarks.layouts.writers.printed import pdf

    return pdf(html)


_KINDS: Final = (
    (".docx.txt", ".docx"),
    (".odt.xml", ".odt"),
    (".files.txt", ".zip"),
    (".html", ".pdf"),
)
_MAKERS: Final[dict[str, Callable[[str], bytes]]] = {
    ".docx": _docx,
    ".odt": opendocument,
    ".zip": _zip,
    ".pdf": _pdf,
}

if __name__ == "__main__":
    for source in sorted(SOURCES.iterdir()):
        if not sys.argv[1:] or target(source).name in sys.argv[1:]:
            target(source).write_bytes(made(source))
