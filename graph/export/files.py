"""The graph as a file for other programs; the suffix says which kind.

``.json`` is canonical: the same documents and decisions give the same bytes, whatever the order of
loading. ``.csv`` writes two files, nodes and edges, ``.parquet`` five (see ``export.parquet``).
Values are written as the documents say them, e-mail addresses and telephone numbers only with
``contact``; in CSV an apostrophe stands before what a spreadsheet would take for a formula (see
``no_formula``), unless the export is ``raw``.
Where a format has no lists, and for what XML cannot hold, see ``graph.facts.flat``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...errors import UsageError, quoted
from ...ontology.atomic import Text
from ..display import no_formula, plain
from ..facts.flat import joined
from ..model import Edge, Evidence, Node
from .batches import Batch, batches, citing
from .contacts import Cited, masked, references
from .output import write_outputs, written_to
from .spool import Rows, Spool, Spools
from .xml_graphs import gexf, graphml

if TYPE_CHECKING:
    from ..ledger import StoredDocument
    from .source import ExportSource

_Files: TypeAlias = Mapping[Path, Text]
_Writer: TypeAlias = Callable[["ExportSource", Path, "_Choice", Spools], _Files]


@dataclass(frozen=True)
class _Choice:
    """What of a graph is written, and how."""

    ontology: bool
    raw: bool
    contact: bool


_HALF = re.compile("[\ud800-\udfff]")  # UTF-8 holds no lone surrogates; JSON escapes them

_CHUNK: Final = 1 << 20

NEO4J_ADMIN: Final = "neo4j-admin"
"""The form that fills a folder, and has no suffix that could say so."""


def export(
    graph: ExportSource,
    path: Path,
    *,
    form: str | None = None,
    ontology: bool = True,
    force: bool = False,
    raw: bool = False,
    contact: bool = False,
) -> list[Path]:
    """Write the graph; return the files that were written.

    Without a ``form`` the suffix says which. Without ``ontology`` there are only people and what
    they are tied to: see ``parts``. ``force`` writes over a document that was loaded too, ``raw``
    leaves a CSV's cells as they are. Without ``contact`` nobody's e-mail address or telephone
    number is in it.

    Raises:
        UsageError: the form or the suffix is none of ours, or the file cannot be written.
        MissingExtra: the form needs a library that is not installed.
    """
    suffix = path.suffix.lower()
    writer = _WRITERS.get(suffix if form is None else form) or _WRITERS.get(f".{form}")
    if writer is None:
        said = f"{path.name}: the suffix" if form is None else f"{quoted(form)}: this word"
        raise UsageError(f"{said} says the format, one of {', '.join(sorted(_WRITERS))}")
    choice = _Choice(ontology, raw, contact)
    with Spools(path) as spools:
        with written_to(path):  # what waits for its place lies beside it
            files = graph.snapshot(lambda: writer(graph, path, choice, spools))
        write_outputs(files, graph, force=force)
    return list(files)


def _json(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    cite = citing(graph)
    written = {name: spools.new() for name in ("documents", "nodes", "edges")}
    for stored in graph.documents():
        written["documents"].write(f",\n{_line(_document(stored))}")
    for batch in _batches(graph, choice):
        quotes = _quotes(cite, batch, choice)
        for node in batch.nodes:
            written["nodes"].write(f",\n{_line(_node(node, quotes))}")
        for edge in batch.edges:
            written["edges"].write(f",\n{_line(_edge(edge, quotes))}")
    return {path: _json_parts(written)}


def _json_parts(written: Mapping[str, Spool]) -> Iterator[bytes]:
    """Give one object of lists, one item a line: two exports differ where the graphs do."""
    before = "{"
    for name, items in written.items():
        yield f"{before}{json.dumps(name)}: [".encode()
        yield from _after_comma(items)
        yield b"\n]"
        before = ",\n"
    yield b"}\n"


def _after_comma(items: Iterable[bytes]) -> Iterator[bytes]:
    """Give what was written, without the comma before the first item."""
    for number, chunk in enumerate(items):
        yield chunk if number else chunk[1:]


def _graphml(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    return {path: graphml(_batches(graph, choice), spools)}


def _gexf(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    return {path: gexf(_batches(graph, choice), spools)}


def _csv(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    nodes, edges = spools.rows(), spools.rows()
    for batch in _batches(graph, choice):
        for n in batch.nodes:
            named = {"id": n.id, "kind": n.kind, "name": n.name}
            nodes.add(_cells({**named, **n.properties}))
        for e in batch.edges:
            ends = {"id": e.id, "type": e.type, "source": e.source, "target": e.target}
            edges.add(_cells({**ends, **e.properties, "evidence": list(e.evidence)}))
    return {
        path.with_suffix(".nodes.csv"): _table(("id", "kind", "name"), nodes, choice.raw),
        path.with_suffix(".edges.csv"): _table(
            ("id", "type", "source", "target"), edges, choice.raw
        ),
    }


def _parquet(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    from .parquet import parquet

    cite = citing(graph)
    written = parquet(
        _batches(graph, choice),
        lambda batch: _quotes(cite, batch, choice),
        graph.ontology,
        spools,
        contact=choice.contact,
    )
    return {path.with_suffix(f".{name}.parquet"): file for name, file in written.items()}


def _turtle(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    from .rdf import to_rdf

    triples = to_rdf(graph, ontology=choice.ontology, contact=choice.contact)
    return {path: triples.serialize(format="turtle")}


def _neo4j_admin(graph: ExportSource, path: Path, choice: _Choice, spools: Spools) -> _Files:
    # By its name, as backends are: how a server keeps a graph stands in one folder with it.
    form = import_module("...graph.neo4j.admin_import", __package__)
    form.check_choices(ontology=choice.ontology, contact=choice.contact)
    path.mkdir(exist_ok=True)
    files: _Files = form.neo4j_admin(graph, path, spools)
    return files


_WRITERS: Final[Mapping[str, _Writer]] = {
    ".csv": _csv,
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".json": _json,
    ".parquet": _parquet,
    ".ttl": _turtle,
    NEO4J_ADMIN: _neo4j_admin,
}


def _batches(graph: ExportSource, choice: _Choice) -> Iterator[Batch]:
    return batches(graph, ontology=choice.ontology, contact=choice.contact)


def _quotes(cite: Cited, batch: Batch, choice: _Choice) -> Mapping[str, Evidence]:
    things: list[Node | Edge] = [*batch.nodes, *batch.edges]
    cited = cite(sorted({one for thing in things for one in references(thing)}))
    return cited if choice.contact else {one: masked(item) for one, item in cited.items()}


def _document(stored: StoredDocument) -> dict[str, str]:
    names = ("key", "sha256", "media_type", "encoding", "as_of", "as_of_source")
    return {name: getattr(stored, name) for name in names}


def _node(node: Node, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    properties = {key: value for key, value in node.properties.items() if key != "evidence"}
    evidence = plain([quotes[one] for one in references(node)])
    named = {"id": node.id, "kind": node.kind, "name": node.name}
    return {**named, "properties": properties, "evidence": evidence}


def _edge(edge: Edge, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    evidence = plain([quotes[one] for one in edge.evidence])
    ends = {"id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target}
    return {**ends, "properties": dict(edge.properties), "evidence": evidence}


def _line(item: Mapping[str, Any]) -> str:
    options: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "default": date.isoformat}
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(item, **options))


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: _cell(value) for name, value in row.items() if value is not None}


def _table(first: tuple[str, ...], rows: Rows, raw: bool) -> Iterator[bytes]:
    names = (*first, *sorted(rows.names - set(first)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows.rows():
        cells = [row.get(name, "") for name in names]
        writer.writerow(cells if raw else map(no_formula, cells))
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _cell(value: Any) -> str:
    # "true", as XML and JSON write it: a table then reads like the other formats.
    if isinstance(value, bool):
        return str(value).lower()
    return joined(value) if isinstance(value, list) else str(value)
