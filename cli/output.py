"""Printing rows: tables that fit the terminal, JSON, JSON lines, CSV.

Text of resumes cannot drive the terminal: control and bidirectional characters are written as
escapes, in JSON as the equal ``\\uXXXX``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Self

from ..graph.display import cell as cell
from ..loaders.characters import UNSAFE, escape, safe
from ..queries.cells import Column as Column
from ..queries.cells import RowJson as RowJson
from ..queries.cells import csv_cell, csv_text
from .streams import plain, say
from .wrapping import column_widths, longest_word, width_of, wrapped


class Marked(str):
    """A text with ranges that stand out where a terminal can show it."""

    marks: tuple[tuple[int, int], ...]

    def __new__(cls, text: str, marks: Sequence[tuple[int, int]] = ()) -> Self:
        marked = super().__new__(cls, text)
        marked.marks = tuple(marks)
        return marked

    def after(self, before: str) -> Marked:
        """Return it with something before it."""
        moved = [(start + len(before), end + len(before)) for start, end in self.marks]
        return Marked(before + self, moved)

    def then(self, behind: str) -> Marked:
        """Return it with something behind it."""
        return Marked(self + behind, self.marks)


# JSON escapes what is below a blank by itself, and its line ends are its own.
_UNSAFE_IN_JSON = re.compile(f"(?![\\x00-\\x1f])[{UNSAFE}]")
_LISTS = {"work": "jobs", "education": "studies", "unknown": "unknown terms"}


def left_out(counts: Mapping[str, int]) -> str:
    """Say how many items of which lists of a document are more than anybody has lived."""
    said = ", ".join(f"{count} {_LISTS.get(name, name)}" for name, count in counts.items())
    return f"left out {said}: more than one life holds"


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return JSON with characters as they are, but for those that could drive a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(escape, text)


def print_rows(
    answer: Mapping[str, Any],
    columns: Sequence[Column],
    form: str,
    under: Sequence[Iterable[str]] = (),
    *,
    raw: bool = False,
) -> None:
    """Print an answer ``{"question", "rows", "notes", …}`` in one of the four forms.

    ``under`` are the lines that stand, indented, under each row of the table; without them none do.
    ``raw`` leaves the cells of a CSV as they are. All is made before the first character is
    printed: what a limit cuts off shows nothing that could be taken for the whole.
    """
    rows: Sequence[RowJson] = answer["rows"]
    if form == "json":
        print(json_text(answer, indent=2))
        return
    if form == "jsonl":
        lines = [json_text(row) for row in rows]
    elif form == "csv":
        lines = _csv_lines(rows, columns, raw)
    else:
        lines = _table_lines(rows, columns, under or [()] * len(rows))
    if lines:
        print("\n".join(lines))
    for note in answer["notes"] or ([] if rows else ["nothing found"]):
        say(note)


def _table_lines(
    rows: Sequence[RowJson], columns: Sequence[Column], under: Sequence[Iterable[str]]
) -> list[str]:
    if not rows:
        return []
    table = [[safe(cell(read(row))) for _, read in columns] for row in rows]
    used = [at for at in range(len(columns)) if any(line[at] for line in table)]
    head = [columns[at][0].upper() for at in used]
    body = [[line[at] for at in used] for line in table]
    widths = [max(width_of(line[at]) for line in [head, *body]) for at in range(len(used))]
    limit = _terminal_width()
    if limit is not None:
        words = [max(longest_word(line[at]) for line in [head, *body]) for at in range(len(used))]
        widths = column_widths(widths, words, limit)
    lines = list(map(_bold, _row_lines(head, widths)))
    for line, details in zip(body, under, strict=True):
        lines += _row_lines(line, widths)
        lines += [_detail(detail, limit) for detail in details]
    return lines


def _detail(text: str, limit: int | None) -> str:
    """Return the lines under a row, their marks bold on a terminal."""
    marked = text.after("    ") if isinstance(text, Marked) else Marked(f"    {text}")
    whole = safe(marked)
    if plain(sys.stdout) and limit is None:
        return whole
    # Escapes are longer than what they stand for.
    marks = [(len(safe(marked[:start])), len(safe(marked[:end]))) for start, end in marked.marks]
    indent = len(whole) - len(whole.lstrip(" ")) + 2
    if limit is None or indent * 2 > limit:
        indent = 0
    spans = [(0, len(whole))] if limit is None else wrapped(whole, limit, indent)
    lines = [_marked(whole, span, marks) for span in spans]
    return f"\n{' ' * indent}".join(lines)


def _marked(text: str, span: tuple[int, int], marks: Sequence[tuple[int, int]]) -> str:
    """Return a piece of a text with what is marked of it in bold."""
    begin, end = span
    line = text[begin:end]
    inside = [(max(a, begin) - begin, min(b, end) - begin) for a, b in marks]
    for a, b in reversed([(a, b) for a, b in inside if a < b]):
        line = line[:a] + _bold(line[a:b]) + line[b:]
    return line


def _row_lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return a row's lines: each cell goes on below where it is wider than its column."""
    pieces = [
        [text[start:end] for start, end in wrapped(text, width)]
        for text, width in zip(cells, widths, strict=True)
    ]
    return [
        "  ".join(_padded(*one) for one in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*pieces, fillvalue="")
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _terminal_width() -> int | None:
    """Return None where nobody's window bounds the lines: in files and pipes."""
    if not sys.stdout.isatty():
        return None
    import shutil  # which brings compressors along

    return shutil.get_terminal_size().columns


def _bold(text: str) -> str:
    return text if plain(sys.stdout) else f"\x1b[1m{text}\x1b[0m"


def _csv_lines(rows: Sequence[RowJson], columns: Sequence[Column], raw: bool) -> list[str]:
    text = csv_text(rows, columns, _raw_cell if raw else csv_cell)
    return [text.removesuffix("\n")]


def _raw_cell(value: object) -> str:
    text = cell(value)
    return safe(text) if sys.stdout.isatty() else text
