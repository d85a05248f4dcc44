"""Rows as tables show them: the columns of each question, what stands in a cell, and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..graph.display import cell, no_formula
from ..graph.model import Evidence, place_of
from ..loaders.characters import safe

if TYPE_CHECKING:
    from .question import Question

RowJson: TypeAlias = Mapping[str, Any]
Column: TypeAlias = tuple[str, Callable[[RowJson], object]]
"""A title, and what stands under it of a printed row."""

_BETWEEN: Final = "; "


def columns_of(asked: Question[Any], *, csv: bool = False) -> tuple[Column, ...]:
    """Return the columns of a question's table, or of its CSV.

    A CSV has no room under a row: what stands there in a table is in columns of its own, which
    every question has, empty where it has nothing to say.
    """
    if not csv:
        return tuple(map(column, asked.shown()))
    own = tuple(map(column, (*asked.shown(), *asked.beside)))
    titles = {title for title, _ in own}
    return (*own, *(one for one in BESIDE if one[0] not in titles))


def column(text: str) -> Column:
    """Return a column of a question's table: ``key``, or ``title=key``."""
    title, _, key = text.rpartition("=")
    return title or key, CELLS.get(key, lambda row: row.get(key))


def csv_cell(value: object) -> str:
    """Return a cell of a CSV: one safe line, and nothing that a spreadsheet would run."""
    return no_formula(safe(cell(value)))


def csv_text(
    rows: Iterable[RowJson],
    columns: Sequence[Column],
    cell_of: Callable[[object], str] = csv_cell,
) -> str:
    """Return rows as CSV with a line of titles; every line ends in a newline."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([cell_of(name) for name, _ in columns])
    for row in rows:
        writer.writerow([cell_of(read(row)) for _, read in columns])
    return out.getvalue()


def caption(row: RowJson) -> str:
    """Return a node's name; of one without what it is called, else its id."""
    name: str | None = row.get("name")
    return str(row.get("called") or row["id"]) if name is None else name


def cited_at(evidence: RowJson) -> str:
    """Return ``file:line``; of what was corrected also when and why, and where it was read."""
    if "corrected" in evidence:
        cited = Evidence.of_json(evidence)
        return f"{cited.said} ({cited.place})"
    return place_of(evidence)


def _months(row: RowJson) -> str:
    if "months_min" in row:
        return f"{row['months_min']}–{row['months_max']}"
    return str(row.get("months", ""))


def _nearest(row: RowJson) -> str:
    near = row.get("nearest")
    return f"{caption(near)} {near['nearness']:.2f}" if near else ""


def _together(row: RowJson) -> str:
    return ", ".join(
        f"{one['from']} to {one['to']}{' perhaps' if one.get('possible') else ''}"
        for one in row.get("together", ())
    )


def _end(row: RowJson) -> object:
    return "now" if row.get("current") else row.get("end")


def _years(row: RowJson) -> str:
    """Return months as years with one decimal."""
    bounds = [row[name] for name in ("months", "months_min", "months_max") if name in row]
    return "–".join(f"{months / 12:.1f}" for months in bounds)


def _moved(row: RowJson) -> str:
    """Return "1 → 7", or "1 → –" for who would not be in the answer."""
    moved = row.get("without")
    return f"{moved['rank']} → {moved['then'] or '–'}" if moved else ""


def _place(row: RowJson) -> str:
    """Return the first place that says it, and how many more there are."""
    # What was corrected comes first, as under a row: it is what the other lines do not say.
    ordered = sorted(row["evidence"], key=lambda item: "corrected" not in item)
    places = list(dict.fromkeys(map(cited_at, ordered)))
    return f"{places[0]} and {len(places) - 1} more" if len(places) > 1 else "".join(places)


CELLS: Final[Mapping[str, Callable[[RowJson], object]]] = {
    "name": caption,
    "people": lambda row: [caption(one) for one in row["people"]],
    "months": _months,
    "years": _years,
    "both": lambda row: " / ".join(_months(one) or "?" for one in row["people"]),
    "nearest": _nearest,
    "together": _together,
    "end": _end,
    "lines": _place,
    "without": _moved,
}


def _months_of_terms(row: RowJson) -> str:
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
    ("months", _months_of_terms),
    ("last", _last),
    ("reasons", _reasons),
    ("lines", _lines),
)
