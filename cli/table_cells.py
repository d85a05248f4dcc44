"""The columns that the CSV of every question has: how long, until when, why and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from .lines import cited_at
from .output import Column, RowJson

_BETWEEN: Final = "; "


def _months(row: RowJson) -> str:
    if "months_min" in row:
        return f"{row['months_min']}–{row['months_max']}"
    return str(row["months"]) if "months" in row else _of_terms(row, lambda t: t.get("months"))


def _last(row: RowJson) -> str:
    if "last" in row:
        return str(row["last"])
    return _of_terms(row, lambda term: term.get("last"))


def _reasons(row: RowJson) -> str:
    """Return the terms of a score with what each adds, or the sentence that a row is."""
    if "sentence" in row:
        return str(row["sentence"])
    return _joined(f"{term['name']} {term['value']:+.2f}" for term in row.get("terms", ()))


def _lines(row: RowJson) -> str:
    """Return every place that the row cites, each once."""
    return _joined(dict.fromkeys(map(cited_at, _evidence(row))))


def _evidence(row: RowJson) -> Iterable[RowJson]:
    yield from row.get("evidence", ())
    for name in ("people", "steps"):
        for one in row.get(name, ()):
            yield from one.get("evidence", ())


def _of_terms(row: RowJson, read: Callable[[RowJson], Any]) -> str:
    """Return what the terms say, one after the other; of a single one without its name."""
    said = [(term["name"], read(term)) for term in row.get("terms", ())]
    told = [(name, value) for name, value in said if value is not None]
    if len(said) == 1:
        return "".join(str(value) for _, value in told)
    return _joined(f"{name} {value}" for name, value in told)


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(parts)


BESIDE: Final[tuple[Column, ...]] = (
    ("months", _months),
    ("last", _last),
    ("reasons", _reasons),
    ("lines", _lines),
)
