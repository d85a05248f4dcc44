"""The graph as a file for other programs; the suffix says which kind.

``.json`` is canonical: the same documents and decisions give the same bytes, whatever the order of
loading. ``.csv`` writes two files, nodes and edges. Values are written as the documents say them,
e-mail addresses and telephone numbers only with ``contact``; in CSV an apostrophe stands before
what a spreadsheet would take for a formula (see ``no_formula``), unless the export is ``raw``.
Where a format has no lists, and for what XML cannot hold, see ``graph.facts.flat``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...errors import UsageError
from ..display import no_formula, plain
from ..facts.flat import flat, joined
from ..facts.projection import parts
from ..model import Edge, Evidence, Node
from .contacts import masked, without_contacts
from .output import write_outputs

if TYPE_CHECKING:
    import networkx as nx

    from ..ledger import StoredDocument
    from .source import ExportSource

_Files: TypeAlias = dict[Path, str | bytes]
_Writer: TypeAlias = Callable[["ExportSource", Path, "_Choice"], _Files]


@dataclass(frozen=True)
class _Choice:
    """What of a graph is written, and how."""

    ontology: bool
    raw: bool
    contact: bool


_HALF = re.compile("[\ud800-\udfff]")  # UTF-8 holds no lone surrogates; JSON escapes them

# GEXF has attributes of its own under these names, which mean the time and shape of a drawing: a
# reader would lose the relation and draw a headline where the name belongs.
_GEXF_NAMES = {"start": "start_date", "end": "end_date", "type": "relation", "label": "headline"}


def export(
    graph: ExportSource,
    path: Path,
    *,
    ontology: bool = True,
    force: bool = False,
    raw: bool = False,
    contact: bool = False,
) -> list[Path]:
    """Write the graph; return the files that were written.

    Without ``ontology`` there are only people and what they are tied to: see ``parts``. ``force``
    writes over a document that was loaded too, ``raw`` leaves a CSV's cells as they are.
    Without ``contact`` nobody's e-mail address or telephone number is in it.

    Raises:
        UsageError: the suffix is none of ours, or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(sorted(_WRITERS))
        raise UsageError(f"{path.name}: the suffix says the format, one of {known}")
    choice = _Choice(ontology, raw, contact)
    files = graph.snapshot(lambda: writer(graph, path, choice))
    write_outputs(files, graph, force=force)
    return list(files)


def _json(graph: ExportSource, path: Path, choice: _Choice) -> _Files:
    nodes, edges = _sorted(graph, choice)
    quotes = _quotes(graph, nodes, edges, choice)
    contents = {
        "documents": [_document(stored) for stored in graph.documents()],
        "nodes": [_node(node, quotes) for node in nodes],
        "edges": [_edge(edge, quotes) for edge in edges],
    }
    # One item a line: the difference of two exports is the difference of two graphs.
    lines = [f"{json.dumps(name)}: [\n{_lines(items)}\n]" for name, items in contents.items()]
    return {path: "{" + ",\n".join(lines) + "}\n"}


def _graphml(graph: ExportSource, path: Path, choice: _Choice) -> _Files:
    import networkx as nx

    return {path: "\n".join(nx.generate_graphml(_flat(graph, choice))) + "\n"}


def _gexf(graph: ExportSource, path: Path, choice: _Choice) -> _Files:
    import networkx as nx

    network = _flat(graph, choice, renamed=_GEXF_NAMES)
    for id, attributes in network.nodes(data=True):
        attributes["label"] = attributes.get("name") or id
    for _, _, attributes in network.edges(data=True):
        attributes["label"] = attributes["relation"]
    text = "\n".join(nx.generate_gexf(network, version="1.2draft"))
    # The date of writing: without it the same graph gives the same bytes on every day.
    return {path: re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"}


def _csv(graph: ExportSource, path: Path, choice: _Choice) -> _Files:
    nodes, edges = _sorted(graph, choice)
    of_nodes = [{"id": n.id, "kind": n.kind, "name": n.name, **n.properties} for n in nodes]
    of_edges = [
        {"id": e.id, "type": e.type, "source": e.source, "target": e.target, **e.properties}
        | {"evidence": list(e.evidence)}
        for e in edges
    ]
    return {
        path.with_suffix(".nodes.csv"): _table(("id", "kind", "name"), of_nodes, choice.raw),
        path.with_suffix(".edges.csv"): _table(
            ("id", "type", "source", "target"), of_edges, choice.raw
        ),
    }


def _turtle(graph: ExportSource, path: Path, choice: _Choice) -> _Files:
    from .rdf import to_rdf

    triples = to_rdf(graph, ontology=choice.ontology, contact=choice.contact)
    return {path: triples.serialize(format="turtle")}


_WRITERS: Final[Mapping[str, _Writer]] = {
    ".csv": _csv,
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".json": _json,
    ".ttl": _turtle,
}


def _sorted(graph: ExportSource, choice: _Choice) -> tuple[list[Node], list[Edge]]:
    """Return the graph's nodes and edges by id: the order of loading leaves no trace."""
    nodes, edges = parts(graph.projection, graph.ontology, whole=choice.ontology)
    if not choice.contact:
        nodes = without_contacts(nodes, graph.reader.cite)
    return sorted(nodes, key=attrgetter("id")), sorted(edges, key=attrgetter("id"))


def _quotes(
    graph: ExportSource, nodes: Iterable[Node], edges: Iterable[Edge], choice: _Choice
) -> Mapping[str, Evidence]:
    references = {one for node in nodes for one in _references(node)}
    references |= {one for edge in edges for one in edge.evidence}
    cited = graph.reader.cite(sorted(references))
    return cited if choice.contact else {one: masked(item) for one, item in cited.items()}


def _references(node: Node) -> list[str]:
    value = node.properties.get("evidence")
    return [str(item) for item in value] if isinstance(value, list) else []


def _document(stored: StoredDocument) -> dict[str, str]:
    names = ("key", "sha256", "media_type", "encoding", "as_of", "as_of_source")
    return {name: getattr(stored, name) for name in names}


def _node(node: Node, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    properties = {key: value for key, value in node.properties.items() if key != "evidence"}
    evidence = plain([quotes[one] for one in _references(node)])
    named = {"id": node.id, "kind": node.kind, "name": node.name}
    return {**named, "properties": properties, "evidence": evidence}


def _edge(edge: Edge, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    evidence = plain([quotes[one] for one in edge.evidence])
    ends = {"id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target}
    return {**ends, "properties": dict(edge.properties), "evidence": evidence}


def _lines(items: Iterable[Mapping[str, Any]]) -> str:
    options: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "default": date.isoformat}
    text = ",\n".join(json.dumps(item, **options) for item in items)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _flat(
    graph: ExportSource, choice: _Choice, renamed: Mapping[str, str] | None = None
) -> nx.MultiDiGraph[str]:
    """Return the graph with single values only, in the order of ids and of names."""
    import networkx as nx

    nodes, edges = _sorted(graph, choice)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        named = {"name": node.name} if node.name else {}
        attributes = flat({"kind": node.kind, **named, **node.properties})
        network.add_node(node.id, **_in_order(attributes, renamed or {}))
    for edge in edges:
        cited = {"evidence": list(edge.evidence)} if edge.evidence else {}
        attributes = flat({"type": edge.type, **edge.properties, **cited})
        network.add_edge(edge.source, edge.target, edge.id, **_in_order(attributes, renamed or {}))
    return network


def _in_order(attributes: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): attributes[key] for key in sorted(attributes)}


def _table(first: tuple[str, ...], rows: list[dict[str, Any]], raw: bool) -> str:
    others = sorted({key for row in rows for key in row} - set(first))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*first, *others])
    for row in rows:
        cells = [_cell(row.get(key)) for key in (*first, *others)]
        writer.writerow(cells if raw else map(no_formula, cells))
    return out.getvalue()


def _cell(value: Any) -> str:
    # "true", as XML and JSON write it: a table then reads like the other formats.
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return joined(value)
    return "" if value is None else str(value)
