"""What a question gives back: rows with their terms and evidence, and the graph that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

from ..graph.display import Brief, brief, json_name, plain, shortened, shown
from ..graph.model import Edge, Evidence, Node
from .html import ROWS, caption, table
from .naming import with_names
from .slicing import graph_of

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

# Weights are whole millionths of a bit, so that sums are exact and equal on every backend.
MICRO = 1_000_000

# Of a line at a console: three names with scores, each cut, after the question.
_NAMES: Final = 3
_NAME: Final = 40
_QUESTION: Final = 120

_CONTACTS: Final = "how to reach them is not shown in a notebook: `to_json()` has it"

# Of a picture: so many captions can be read, under a table fewer.
_NODES: Final = 60
_DRAWN: Final = 30


def bits(micro: int) -> float:
    """Return millionths of a bit in bits.

    Weights are whole numbers until they are shown: their sum then depends on no order, and is the
    same on every machine and backend. ``micro`` of a term or row gives the whole number back, for
    a double holds six decimals exactly enough up to 2⁵¹ millionths.
    """
    return micro / MICRO


def total(terms: Iterable[Term]) -> float:
    """Return the exact sum of some terms in bits."""
    return bits(sum(term.micro for term in terms))


@dataclass(frozen=True, slots=True)
class Term(Brief):
    """One addend of a score, in bits, with what the row says about it."""

    name: str
    value: float
    id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def micro(self) -> int:
        """Return the addend in millionths of a bit, which is a whole number."""
        return round(self.value * MICRO)

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        named = {"name": self.name} if self.id is None else {"name": self.name, "id": self.id}
        return {**named, "value": self.value, **plain(self.details)}


@dataclass(frozen=True, kw_only=True)
class Row(Brief):
    """One row of an answer; each question adds its own fields in a subclass.

    The fields are what a table of rows shows: ``pandas.DataFrame(answer)`` makes a column of each.
    ``score`` is in bits, the exact sum of the terms, and None where rows are not scored.
    """

    id: str
    kind: str
    name: str | None
    sources: tuple[str, ...] = ()
    score: float | None = None
    terms: tuple[Term, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def micro(self) -> int | None:
        """Return the score in millionths of a bit, which is a whole number."""
        return None if self.score is None else round(self.score * MICRO)

    @property
    def is_contact(self) -> bool:
        """Whether the row says how to reach somebody, which is shown only where it is asked for."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape; what does not apply is left out."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind, "name": self.name}
        out["sources"] = list(self.sources)
        if self.score is not None:
            out["score"] = self.score
            out["terms"] = plain(self.terms)
        out.update(self.extra())
        out["evidence"] = plain(self.evidence)
        return out

    def extra(self) -> dict[str, Any]:
        """Return what this question's rows say beyond the common shape."""
        # A field that says nothing (None) is left out: most questions have such in most rows.
        names = _own_fields(type(self))  # type: ignore[arg-type]  # a class has a hash
        own = ((key, plain(getattr(self, name))) for name, key in names)
        return {key: value for key, value in own if value is not None}

    def _repr_html_(self) -> str:
        return table([self.to_json()])


@cache
def _own_fields(row: type[Row]) -> tuple[tuple[str, str], ...]:
    """Return the fields that a kind of row adds to the common ones, and their names in JSON."""
    common = {item.name for item in fields(Row)}
    own = (item.name for item in fields(row) if item.name not in common)
    return tuple((name, json_name(name)) for name in own)


R = TypeVar("R", bound=Row, covariant=True)


@dataclass(frozen=True)
class Answer(Sequence[R], Generic[R]):
    """A question's rows, in order, with notes and the part of the graph that shows them.

    A number gives the row that stands there, counted from 0; a slice gives an answer of those rows,
    with the notes and with what shows them of the graph. ``row_class`` is what the rows are, so
    that an answer without any has its columns too.

    ``evidence`` gives the line and quote of the references that ``edges`` carry, so that a picture
    of the answer needs no graph beside it; it is not printed.
    """

    question: Mapping[str, Any]
    rows: tuple[R, ...]
    notes: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    row_class: type[Row] = field(default=Row, compare=False)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Answer[R]: ...
    def __getitem__(self, index: int | slice) -> R | Answer[R]:
        if not isinstance(index, slice):
            return self.rows[index]
        kept = self.rows[index]
        if len(kept) == len(self.rows):
            return replace(self, rows=kept)
        nodes, edges = graph_of(self.question, self.rows, kept, self.nodes, self.edges)
        return replace(self, rows=kept, nodes=nodes, edges=edges)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __repr__(self) -> str:
        first = with_names([_named_row(row) for row in self.rows[:_NAMES]], self.nodes)
        names = [*map(_in_brief, first), *["…"] * (len(self) > _NAMES)]
        said = ", ".join(names or map(brief, self.notes[:1]))
        count = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        return f"<Answer to {_in_words(self.question)}, {count}{said and f': {said}'}>"

    def _repr_html_(self) -> str:
        # A notebook is passed on: how to reach somebody stays with who asked.
        told = [row for row in self.rows if not row.is_contact]
        notes = (*self.notes, *[_CONTACTS] * (len(told) < len(self.rows)))
        # Only the rows that are shown are converted: an answer may have a hundred thousand.
        rows = with_names([row.to_json() for row in told[:ROWS]], self.nodes)
        rendered = table(rows, len(told), _in_words(self.question), notes)
        return rendered + (self.plot(limit=_DRAWN)._repr_html_() if self.edges else "")

    def plot(self, *, limit: int = _NODES, title: str | None = None) -> Any:
        """Return a picture of the answer: its rows and what of the graph shows them.

        A notebook shows it in a frame apart, in which nothing runs; ``save("picture.svg")`` writes
        it and ``svg`` is its text. At most ``limit`` nodes are drawn, those nearest to the rows;
        the picture says what is left out. How to reach people is not in it. ``view`` writes the
        page to click through instead.

        Raises:
            UsageError: ``limit`` is below 1.
        """
        # A question knows nothing of pictures, and they all of answers: the package hands this one
        # down.
        from .. import __getattr__ as package

        return package("picture")(self, limit=limit, title=title)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas frame, one column a field of theirs.

        Months and counts are whole numbers, also beside rows that have none (``Int64``); dates are
        text as the documents tell them (``2024``, ``2024-05``); what is a list is one, of texts or
        dicts. An answer without rows has the columns too.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from .frames import to_pandas

        return to_pandas(self.rows, self._classes)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a polars frame, one column a field of theirs.

        Months and counts are ``Int64``; dates are text as the documents tell them (``2024``,
        ``2024-05``); lists are lists, of texts or structs. A struct of which the row class says no
        fields has those of the rows; what has no one form there is JSON text.

        Raises:
            MissingExtra: polars is not installed.
        """
        from .frames import to_polars

        return to_polars(self.rows, self._classes)

    def to_arrow(self) -> pyarrow.Table:
        """Return the rows as an Arrow table, with the columns and kinds of ``to_polars``.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from .frames import to_arrow

        return to_arrow(self.rows, self._classes)

    @property
    def _classes(self) -> Iterable[type[Row]]:
        return dict.fromkeys(map(type, self.rows)) or (self.row_class,)

    def to_json(self) -> dict[str, Any]:
        """Return ``{"question", "rows", "notes"}`` and what this question adds."""
        told = with_names({"rows": plain(self.rows), **plain(self.extras)}, self.nodes)
        rows = told.pop("rows")
        return {
            "question": dict(self.question),
            "rows": rows,
            "notes": list(self.notes),
            **told,
        }


def _in_words(question: Mapping[str, Any]) -> str:
    """Return ``find(terms=['Kafka', 'Go'], limit=2)``."""
    rest = {key: _named(value) for key, value in question.items() if key != "question"}
    fields = ", ".join(f"{shown(key)}={brief(value)}" for key, value in rest.items())
    return f"{shown(question.get('question', 'a question'))}({shortened(fields, _QUESTION)})"


def _named(value: Any) -> Any:
    """Return people and nodes by their name; questions give them with their id."""
    if isinstance(value, Mapping):
        return value.get("name") or value.get("id") or value
    return [_named(item) for item in value] if isinstance(value, list | tuple) else value


def _named_row(row: Row) -> dict[str, Any]:
    """Return no more of a row than its caption and score need."""
    return {key: getattr(row, key, None) for key in ("id", "name", "sentence", "sources", "score")}


def _in_brief(row: Mapping[str, Any]) -> str:
    name, score = shortened(caption(row), _NAME), row["score"]
    return name if score is None else f"{name} {score:.2f}"
