"""Tables of people, roles, skills, studies and evidence as Parquet, for DuckDB, polars or Spark.

Rows go by ids: ``person`` leads to ``people``, and ``evidence`` by table and ``id`` to the row it
speaks of. A date is the ISO text that the document gives, with its own precision; beside it months
count from the year 0 (year * 12 + month - 1): ``from_month`` and ``to_month`` are the widest that
the dates may mean. Of what goes on ``current`` is true, and ``end`` absent. Lists are lists. Rows
are written in groups, so that none are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ...errors import MissingExtra
from ..facts.projection import unknown_concepts
from ..facts.tally import ORGANISATIONS
from ..model import Edge, Evidence, Node, split_reference
from ..months import first_month, last_month, total
from .batches import Batch
from .contacts import CONTACTS, references
from .spool import Spool, Spools

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...ontology.ontology import Ontology

Row: TypeAlias = dict[str, Any]
Quotes: TypeAlias = "Callable[[Batch], Mapping[str, Evidence]]"

GROUP: Final = 20_000
"""Rows of one row group."""

_TEXT, _TEXTS, _NUMBER, _NUMBERS, _TRUTH = "string", "list<string>", "int32", "list<int32>", "bool"
_DATES: Final = {
    **dict.fromkeys(("start", "end", "precision"), _TEXT),
    **dict.fromkeys(("from_month", "to_month"), _NUMBER),
}
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "people": {
        **dict.fromkeys(("id", "name"), _TEXT),
        "names": _TEXTS,
        "label": _TEXT,
        "labels": _TEXTS,
        "location": _TEXT,
        "locations": _TEXTS,
        **dict.fromkeys(("languages", "handles", "sites", "emails", "phones"), _TEXTS),
        **dict.fromkeys(("awards", "certificates", "publications", "documents"), _TEXTS),
    },
    "roles": {
        **dict.fromkeys(("id", "person", "title", "employer", "employer_name"), _TEXT),
        **_DATES,
        **dict.fromkeys(("months", "months_max"), _NUMBER),
        **dict.fromkeys(("current", "volunteer"), _TRUTH),
        "location": _TEXT,
        **dict.fromkeys(("used", "documents"), _TEXTS),
    },
    "skills": {
        **dict.fromkeys(("id", "person", "skill", "name", "kind"), _TEXT),
        **dict.fromkeys(("months", "months_max"), _NUMBER),
        **dict.fromkeys(("first", "last"), _TEXT),
        "current": _TRUTH,
        **dict.fromkeys(("from_months", "to_months", "from_outer", "to_outer"), _NUMBERS),
        "evidence_count": _NUMBER,
    },
    "studies": {
        **dict.fromkeys(("id", "person", "study_type", "area", "school", "school_name"), _TEXT),
        **dict.fromkeys(("degrees", "fields"), _TEXTS),
        **_DATES,
        **dict.fromkeys(("status", "score"), _TEXT),
        "documents": _TEXTS,
    },
    "evidence": {
        **dict.fromkeys(("table", "id", "person", "document"), _TEXT),
        **dict.fromkeys(("line", "start", "end"), _NUMBER),
        "quote": _TEXT,
        "page": _NUMBER,
        "part": _TEXT,
    },
}


def parquet(
    batches: Iterable[Batch], quotes: Quotes, ontology: Ontology, spools: Spools, *, contact: bool
) -> dict[str, Spool]:
    """Return the file of each table, to be read while the spools are open.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    written = {name: spools.new() for name in COLUMNS}
    left_out = frozenset() if contact else CONTACTS
    names: dict[str, str | None] = {}
    with ExitStack() as opened:
        tables = {
            name: opened.enter_context(closing(_Table(name, file, left_out)))
            for name, file in written.items()
        }
        for batch in batches:
            names |= {n.id: n.name for n in batch.nodes if n.kind in ORGANISATIONS}
            cited = quotes(batch)
            for table, row in _rows(_Part.of(batch), names, ontology):
                evidence = row.pop("evidence")
                tables[table].add(row)
                about = {"table": table, "id": row["id"], "person": row.get("person", row["id"])}
                for one in evidence:
                    tables["evidence"].add({**about, **_place(cited[one])})
    return written


class _Table:
    """One file, written a group of rows at a time."""

    def __init__(self, name: str, file: Spool, left_out: frozenset[str]) -> None:
        self._arrow, library = _library("pyarrow"), _library("pyarrow.parquet")
        columns = [column for column in COLUMNS[name].items() if column[0] not in left_out]
        self._schema = self._arrow.schema([(name, self._type(of)) for name, of in columns])
        self._writer = library.ParquetWriter(file.file, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        """Add a row."""
        self._waiting.append(row)
        if len(self._waiting) >= GROUP:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(self._arrow.Table.from_pylist(self._waiting, self._schema))
            self._waiting = []

    def _type(self, name: str) -> Any:
        item = name.removeprefix("list<").removesuffix(">")
        type = self._arrow.type_for_alias(item)
        return type if item == name else self._arrow.list_(type)


class _Part(NamedTuple):
    """Nodes by id, and edges by where they begin and their type."""

    nodes: Mapping[str, Node]
    edges: Mapping[str, Mapping[str, Sequence[Edge]]]

    @classmethod
    def of(cls, batch: Batch) -> _Part:
        edges: defaultdict[str, defaultdict[str, list[Edge]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for edge in batch.edges:
            edges[edge.source][edge.type].append(edge)
        return cls({node.id: node for node in batch.nodes}, edges)

    def of_type(self, id: str, type: str) -> Sequence[Edge]:
        """Return the edges of a type that begin at a node."""
        return self.edges.get(id, {}).get(type, ())


def _rows(
    part: _Part, names: Mapping[str, str | None], ontology: Ontology
) -> Iterator[tuple[str, Row]]:
    """Give the rows of a batch with their tables; ``evidence`` holds references."""
    for person in part.nodes.values():
        if person.kind != "Person":
            continue
        own = dict(person.properties)
        yield "people", {"id": person.id, "name": person.name, **own, **_cited([person])}
        for held in part.of_type(person.id, "HELD"):
            yield "roles", _role(part, names, held)
        for has in part.of_type(person.id, "HAS_SKILL"):
            yield "skills", _skill(has, ontology)
        for studied in part.of_type(person.id, "STUDIED"):
            yield "studies", _study(part, names, studied)


def _role(part: _Part, names: Mapping[str, str | None], held: Edge) -> Row:
    role, at = part.nodes[held.target], part.of_type(held.target, "AT")
    row: Row = {"id": role.id, "person": held.source, "title": role.name}
    row |= {"used": _targets(part.of_type(role.id, "USED")), **_there("employer", at, names)}
    certain, widest = (_ranges(role, name) for name in ("months", "outer"))
    if widest:
        row |= {"from_month": widest[0][0], "to_month": widest[0][1]}
        row |= {"months": max(1, total(certain)), "months_max": total(widest)}
    return {**role.properties, **row, **_cited([role, held, *at])}


def _study(part: _Part, names: Mapping[str, str | None], studied: Edge) -> Row:
    study, at = part.nodes[studied.target], part.of_type(studied.target, "FROM")
    of, into = part.of_type(study.id, "OF"), part.of_type(study.id, "IN")
    row: Row = {"id": study.id, "person": studied.source, **_there("school", at, names)}
    row |= {"degrees": _targets(of), "fields": _targets(into)}
    start, end = (study.properties.get(name) for name in ("start", "end"))
    row |= {"from_month": first_month(str(start)) if start else None}
    row |= {"to_month": last_month(str(end)) if end else None}
    return {**study.properties, **row, **_cited([study, studied, *at, *of, *into])}


def _skill(has: Edge, ontology: Ontology) -> Row:
    known = ontology.concepts.get(has.target) or unknown_concepts([has.target], ontology)[0]
    row = {"id": has.id, "person": has.source, "skill": has.target}
    return {**has.properties, **row, "name": known.name, "kind": known.kind, **_cited([has])}


def _there(name: str, at: Sequence[Edge], names: Mapping[str, str | None]) -> Row:
    id = at[0].target if at else None
    return {name: id, f"{name}_name": names.get(id) if id else None}


def _targets(edges: Sequence[Edge]) -> list[str] | None:
    return [edge.target for edge in edges] or None


def _ranges(node: Node, which: str) -> list[tuple[int, int]]:
    """Return ranges of months, which the model holds as two lists."""
    starts, ends = (node.properties.get(f"{end}_{which}") for end in ("from", "to"))
    if not (isinstance(starts, list) and isinstance(ends, list)):
        return []
    return [(int(str(start)), int(str(end))) for start, end in zip(starts, ends, strict=True)]


def _cited(things: Iterable[Node | Edge]) -> dict[str, list[str]]:
    found = {reference for one in things for reference in references(one)}
    return {"evidence": sorted(found, key=split_reference)}


def _place(evidence: Evidence) -> Row:
    names = ("line", "start", "end", "quote", "page", "part")
    return {"document": evidence.source, **{name: getattr(evidence, name) for name in names}}


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise MissingExtra(
            "Parquet files need pyarrow: `pip install 'commonground-graph[parquet]'`"
        ) from None
