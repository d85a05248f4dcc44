"""Printing: tables that fit the terminal, JSON, JSON lines, CSV; data on stdout, talk on stderr.

Text of resumes cannot drive the terminal: control and bidirectional characters are written as
escapes, in JSON as the equal ``\\uXXXX``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Self, TextIO, TypeAlias

from ..graph.display import cell as cell
from ..graph.display import no_formula
from ..loaders.characters import UNSAFE

RowJson: TypeAlias = Mapping[str, Any]
Column: TypeAlias = tuple[str, Callable[[RowJson], object]]


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


# One cell each, and all that most text of Europe is made of: for these no table is needed.
_NARROW = re.compile(r"[\x20-\x7e\xa0-\u02ff\u2010-\u2027]*")
_MOST_SAID = 2000
_UNSAFE = re.compile(f"[{UNSAFE}]")
# JSON escapes what is below a blank by itself, and its line ends are its own.
_UNSAFE_IN_JSON = re.compile(f"(?![\\x00-\\x1f])[{UNSAFE}]")
_LISTS = {"work": "jobs", "education": "studies", "unknown": "unknown terms"}


def prepare_streams() -> None:
    """Write UTF-8 into files and pipes everywhere, and never fail on a character."""
    _fill_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A terminal knows its encoding; of a file's nobody has said anything, least of all a
            # server's "C" locale.
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def _fill_what_is_closed() -> None:
    """Put something in the place of a standard stream that whoever started this has closed.

    Else the next file that is opened would take the place, a page or the graph itself, and get what
    is meant for the terminal. Output that goes nowhere is an error where there is some; what is
    said beside it is not.
    """
    for place, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(place)
        except OSError:
            nowhere = os.open(os.devnull, mode)  # the lowest place that is free
            if nowhere != place:
                os.dup2(nowhere, place)
                os.close(nowhere)
    sys.stdin = sys.stdin or open(0, closefd=False)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)
    sys.stderr = sys.stderr or open(2, "w", closefd=False)


def let_go(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python would write it at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def plain(stream: TextIO) -> bool:
    """Return whether a stream takes text only: no terminal, or one that wants no codes."""
    asked = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return bool(asked) or not stream.isatty()


def safe(text: str) -> str:
    """Return the text on one line with control and bidirectional characters as escapes."""
    return _UNSAFE.sub(_escape, text)


def say(text: str) -> None:
    """Tell the user something that is not data: a screen at most, whatever is repeated in it."""
    if len(text) > _MOST_SAID:
        text = f"{text[: _MOST_SAID // 2]} … {text[-_MOST_SAID // 2 :]}"
    with suppress(OSError):  # what cannot be written is told at the end
        sys.stdout.flush()  # what was printed before comes first, where both go to one place
    try:
        print(safe(text), file=sys.stderr)
    except OSError:
        let_go(sys.stderr)


def left_out(counts: Mapping[str, int]) -> str:
    """Say how many items of which lists of a document are more than anybody has lived."""
    said = ", ".join(f"{count} {_LISTS.get(name, name)}" for name, count in counts.items())
    return f"left out {said}: more than one life holds"


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return JSON with characters as they are, but for those that could drive a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(_escape, text)


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


def width_of(text: str) -> int:
    """Return how many terminal cells a text takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # 14 ms that only East Asian text, emoji and the like have to pay

    return max(0, wcswidth(text))  # -1 is for control characters, which ``safe`` has taken out


def fitted(text: str, width: int) -> str:
    """Cut a text to a width, with ``…`` for what is cut."""
    if width_of(text) <= width:
        return text
    if _NARROW.fullmatch(text):
        return text[: max(0, width - 1)] + "…"
    from wcwidth import iter_graphemes

    out = ""
    for cluster in iter_graphemes(text):
        # Measured as a whole: beside another a character may be wider than by itself.
        if width_of(out + cluster + "…") > width:
            break
        out += cluster
    return out + "…"


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
    lines = [_bold(_line(head, widths, limit))]
    for line, details in zip(body, under, strict=True):
        lines.append(_line(line, widths, limit))
        lines += [_detail(detail, limit) for detail in details]
    return lines


def _detail(text: str, limit: int | None) -> str:
    """Return a line under a row, its marks bold on a terminal."""
    marked = text.after("    ") if isinstance(text, Marked) else Marked(f"    {text}")
    whole = safe(marked)
    line = _fit_line(whole, limit)
    if plain(sys.stdout):
        return line
    kept = len(line) - (line != whole)  # but for the sign of what is cut
    # Escapes are longer than what they stand for, and what was cut is marked no more.
    shown = [(len(safe(marked[:start])), len(safe(marked[:end]))) for start, end in marked.marks]
    for start, end in reversed([(a, min(b, kept)) for a, b in shown if a < kept]):
        line = line[:start] + _bold(line[start:end]) + line[end:]
    return line


def _line(cells: Sequence[str], widths: Sequence[int], limit: int | None) -> str:
    padded = (
        text + " " * (width - width_of(text)) for text, width in zip(cells, widths, strict=True)
    )
    return _fit_line("  ".join(padded).rstrip(), limit)


def _fit_line(text: str, limit: int | None) -> str:
    return text if limit is None else fitted(text, limit)


def _terminal_width() -> int | None:
    """Return None where nobody's window bounds the lines: in files and pipes."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _bold(text: str) -> str:
    return text if plain(sys.stdout) else f"\x1b[1m{text}\x1b[0m"


def _csv_lines(rows: Sequence[RowJson], columns: Sequence[Column], raw: bool) -> list[str]:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(name, raw) for name, _ in columns])
    for row in rows:
        writer.writerow([_csv_cell(read(row), raw) for _, read in columns])
    return [out.getvalue().removesuffix("\n")]


def _csv_cell(value: object, raw: bool) -> str:
    text = cell(value)
    if raw and not sys.stdout.isatty():
        return text
    return safe(text) if raw else no_formula(safe(text))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
