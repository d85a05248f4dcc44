"""Skills: the concepts of a section that lists them, in lines, columns or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..builder import Builder, ConceptMention
from ..layout.lines import Line
from ..layout.mapped import Mapped

_PARTED: Final = re.compile(r"[,;|•·/:.]")
_BLANK: Final = re.compile(r"\s+")
_COLUMNS: Final = re.compile(r"\s{2,}")
_FEWEST, _MOST = 5, 60  # words of a row of names; more are a text, of which each is not asked


def read_skills(builder: Builder, lines: Sequence[Line], nearby: str) -> list[ConceptMention]:
    """Return the concepts of a skills section, cell by cell where it is a table."""
    out: list[ConceptMention] = []
    for index, line in enumerate(lines):
        builder.use(line.text)
        if line.heading or line.header_row or _head_row(lines, index):
            out += builder.mentions(line.text, section="skills", nearby=nearby)
            continue
        # "Databases | Redis, NATS": a label, which may name a skill itself, and its list.
        if len(line.cells) == 2 and "," in line.cells[1].text:
            out += builder.mentions(line.cells[0], section="skills", nearby=nearby)
            line = replace(line, cells=line.cells[1:])
        # Two parts may be one sentence with a wide gap; three are columns.
        columns = line.text.split(_COLUMNS)
        words = _run_of_names(builder, line) if len(columns) < 3 and not line.cells else []
        for part in line.cells or words or (columns if len(columns) > 2 else [line.text]):
            out += builder.mentions(part, listed=_lists(part), section="skills", nearby=nearby)
    return out


def _run_of_names(builder: Builder, line: Line) -> list[Mapped]:
    """``Python Java Go Docker``: names with nothing between them, as PDFs leave them behind."""
    if _PARTED.search(line.plain) or not _FEWEST <= len(line.plain.split()) <= _MOST:
        return []
    words = line.text.split(_BLANK)
    # Five words in a row of which two thirds are concepts are no sentence.
    named = {
        text: bool(builder.linker.link(text, listed=True, section="skills"))
        for text in {word.text for word in words}
    }
    known = [word for word in words if named[word.text]]
    return words if 3 * len(known) >= 2 * len(words) else []


def _head_row(lines: Sequence[Line], index: int) -> bool:
    """The first row of a table of tabs names its columns."""
    first = bool(lines[index].cells) and (index == 0 or not lines[index - 1].cells)
    return first and index + 1 < len(lines) and bool(lines[index + 1].cells)


def _lists(text: Mapped) -> bool:
    plain = text.text.strip()
    # Short and without a full stop, or with two commas: sentences among skills are mostly neither.
    return len(plain) < 90 and not plain.endswith(".") or plain.count(",") >= 2
