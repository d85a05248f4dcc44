"""Rows of an answer as an HTML table, for notebooks.

Every text is a resume's or an ontology's: it is escaped, and shown without characters that could
hide it or turn it round. The table has no colours of its own, so that it takes those of a light
notebook and of a dark one, and no scripts. It is bounded, however much an answer holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from ..graph.display import cell, shortened, shown, unnamed
from ..graph.model import Evidence
from .evidence import each_document_first

ROWS: Final = 20
_TERMS: Final = 6  # as many as the command line shows
_LINES: Final = 3
_LONGEST: Final = 160  # characters: two lines of a notebook
_READ: Final = 4 * _LONGEST  # the blanks of a page's layout become one before it is cut
_WHOLE: Final = 10  # as long as a date, which would break at its dashes

_T = TypeVar("_T")
_Row: TypeAlias = Mapping[str, Any]
_Column: TypeAlias = tuple[str, Callable[[_Row], str]]

_COMMON: Final = frozenset(
    "id kind name called written sources score terms evidence steps sentence".split()
)
# A notebook's own style aligns cells to the right, which suits numbers alone.
_STYLE: Final = ' style="text-align:left;vertical-align:top"'


def table(
    rows: Sequence[_Row],
    count: int | None = None,
    title: str = "",
    notes: Iterable[str] = (),
) -> str:
    """Return the first rows of an answer that has ``count`` of them, ranked as they come.

    ``rows`` are in the printed shape (``Row.to_json``). A column that is empty in all is left out.
    """
    seen = rows[:ROWS]
    more = (len(rows) if count is None else count) - len(seen)
    parts = [f"<p><b>{_text(title)}</b></p>"] if title else []
    parts += [_table(seen)] if seen else []
    parts += [f"<p>… {more:,} more</p>"] if more else []
    parts += [f"<p>{_text(note)}</p>" for note in notes]
    return f"<div>{''.join(parts)}</div>"


def caption(row: _Row) -> str:
    """Return what a row is called: its sentence or name, else the first document behind it."""
    said = shown(row.get("sentence") or row.get("name") or row.get("called") or "")
    return said or shown(unnamed(next(iter(row.get("sources", ())), row.get("id", ""))))


def _table(rows: Sequence[_Row]) -> str:
    columns = {name: [cell_of(row) for row in rows] for name, cell_of in _columns(rows)}
    used = {name: cells for name, cells in columns.items() if any(cells)}
    head = _line("th", ["#", *map(_text, used)])
    cells = zip(*used.values(), strict=True)
    body = [_line("td", [str(rank), *line]) for rank, line in enumerate(cells, 1)]
    return f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def _columns(rows: Sequence[_Row]) -> Iterator[_Column]:
    yield "name", lambda row: _text(caption(row))
    yield "kind", lambda row: _text(row.get("kind", ""))
    yield "score", lambda row: _text(cell(row.get("score")))
    for key in dict.fromkeys(key for row in rows for key in row if _is_own(key)):
        yield key, lambda row, key=key: _text(cell(row.get(key)))  # type: ignore[misc]  # mypy sees no default
    yield "terms", lambda row: _listed(row.get("terms", ()), _TERMS, _term)
    yield "lines", lambda row: _listed(_places(row.get("evidence", ())), _LINES, _quoted)


def _is_own(key: str) -> bool:
    return key not in _COMMON and not key.endswith("_id")  # the name stands beside it


def _term(term: Mapping[str, Any]) -> str:
    return f"{term['value']:+.2f} {_text(term['name'])}"


def _places(evidence: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return each line that is cited, once, with what is quoted of it."""
    quotes: dict[str, list[str]] = {}
    for one in each_document_first(map(Evidence.of_json, evidence)):
        quotes.setdefault(one.place, []).append(one.said)
    return list(quotes.items())


def _quoted(place: tuple[str, list[str]]) -> str:
    where, quotes = place
    return f"<code>{_text(where)}</code> {_text(' … '.join(dict.fromkeys(quotes)))}"


def _listed(items: Sequence[_T], most: int, line: Callable[[_T], str]) -> str:
    """Return one item a line; those that are too many are counted."""
    rest = [f"{len(items) - most:,} more"] if len(items) > most else []
    return "<br>".join([*map(line, items[:most]), *rest])


def _line(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}{_STYLE}>{one}</{tag}>' for one in cells)}</tr>"


def _text(text: object) -> str:
    # <bdi> keeps a name that is written from right to left from turning round what follows it.
    words = shortened(shown(str(text)[:_READ]), _LONGEST)
    from html import escape  # its table of entities is a notebook's matter

    whole = ' style="white-space:nowrap"' if len(words) <= _WHOLE else ""
    return f"<bdi{whole}>{escape(words)}</bdi>" if words else ""
