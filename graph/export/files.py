"""The graph as a file for other programs; the suffix says which kind.

``.json`` is canonical: the same documents and decisions give the same bytes, whatever the order of
loading. ``.csv`` writes two files, nodes and edges. Values are written as the documents say them: a
spreadsheet may take one that begins with ``=`` for a formula, so open foreign data there as text.
In formats without lists, items are joined by " | ". Control characters that XML cannot hold are
left out of ``.graphml`` and ``.gexf``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import UsageError
from ...ontology.atomic import write_whole
from ..facts.projection import concept_node, relation_edge, unknown_concepts
from ..model import Edge, Evidence, Node

if TYPE_CHECKING:
    import networkx as nx

    from .source import ExportSource

JOINED: Final = " | "

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")  # UTF-8 holds no lone surrogates; JSON escapes them
_GEXF_NAMES = {"start": "start_date", "end": "end_date", "type": "relation", "label": "headline"}


def export(graph: ExportSource, path: Path) -> list[Path]:
    """Write the graph; return the files that were written.

    Raises:
        UsageError: the suffix is none of ours, or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(sorted(_WRITERS))
        raise UsageError(f"{path.name}: the suffix says the format, one of {known}")
    files = writer(graph, path)
    for file, data in files.items():
        _write(file, data)
    return list(files)


def _json(graph: ExportSource, path: Path) -> dict[Path, str]:
    nodes, edges = _all(graph)
    quotes = _quotes(graph, nodes, edges)
    parts = {
        "documents": [_document(stored) for stored in graph.documents()],
        "nodes": [_plain_node(node, quotes) for node in nodes],
        "edges": [_plain_edge(edge, quotes) for edge in edges],
    }
    lines = [f"{json.dumps(name)}: [\n{_lines(items)}\n]" for name, items in parts.items()]
    return {path: "{" + ",\n".join(lines) + "}\n"}


def _graphml(graph: ExportSource, path: Path) -> dict[Path, str]:
    import networkx as nx

    return {path: "\n".join(nx.generate_graphml(_flat(graph))) + "\n"}


def _gexf(graph: ExportSource, path: Path) -> dict[Path, str]:
    import networkx as nx

    flat = _flat(graph, renamed=_GEXF_NAMES)
    for id, attributes in flat.nodes(data=True):
        attributes["label"] = attributes.get("name") or id
    for _, _, attributes in flat.edges(data=True):
        attributes["label"] = attributes["relation"]
    text = "\n".join(nx.generate_gexf(flat, version="1.2draft"))
    return {path: re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"}


def _csv(graph: ExportSource, path: Path) -> dict[Path, str]:
    nodes, edges = _all(graph)
    of_nodes = [{"id": n.id, "kind": n.kind, "name": n.name, **n.properties} for n in nodes]
    of_edges = [
        {"id": e.id, "type": e.type, "source": e.source, "target": e.target, **e.properties}
        | {"evidence": list(e.evidence)}
        for e in edges
    ]
    return {
        path.with_suffix(".nodes.csv"): _table(("id", "kind", "name"), of_nodes),
        path.with_suffix(".edges.csv"): _table(("id", "type", "source", "target"), of_edges),
    }


def _turtle(graph: ExportSource, path: Path) -> dict[Path, str]:
    return {path: graph.to_rdf().serialize(format="turtle")}


_WRITERS: Final[dict[str, Callable[[ExportSource, Path], dict[Path, str]]]] = {
    ".csv": _csv,
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".json": _json,
    ".ttl": _turtle,
}


def _all(graph: ExportSource) -> tuple[list[Node], list[Edge]]:
    """Return facts, derived edges and the ontology, sorted by id."""
    ontology, projection = graph.ontology, graph.projection
    nodes = {node.id: node for node in map(concept_node, ontology.concepts.values())}
    edges = {edge.id: edge for edge in map(relation_edge, ontology.relations)}
    targets = {edge.target for edge in projection.edges.values()}
    nodes |= {node.id: node for node in unknown_concepts(targets, ontology)}
    nodes |= projection.nodes
    edges |= projection.edges
    return [nodes[id] for id in sorted(nodes)], [edges[id] for id in sorted(edges)]


def _quotes(
    graph: ExportSource, nodes: Iterable[Node], edges: Iterable[Edge]
) -> Mapping[str, Evidence]:
    references = {one for node in nodes for one in _references(node)}
    references |= {one for edge in edges for one in edge.evidence}
    return graph.reader.cite(sorted(references))


def _references(node: Node) -> list[str]:
    value = node.properties.get("evidence")
    return [str(item) for item in value] if isinstance(value, list) else []


def _document(stored: Any) -> dict[str, str]:
    names = ("key", "sha256", "media_type", "encoding", "as_of", "as_of_source")
    return {name: getattr(stored, name) for name in names}


def _plain_node(node: Node, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    properties = {key: value for key, value in node.properties.items() if key != "evidence"}
    evidence = [quotes[one].to_json() for one in _references(node)]
    plain = {"id": node.id, "kind": node.kind, "name": node.name}
    return plain | {"properties": properties, "evidence": evidence}


def _plain_edge(edge: Edge, quotes: Mapping[str, Evidence]) -> dict[str, Any]:
    evidence = [quotes[one].to_json() for one in edge.evidence]
    plain = {"id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target}
    return plain | {"properties": dict(edge.properties), "evidence": evidence}


def _lines(items: Iterable[Mapping[str, Any]]) -> str:
    options: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "default": date.isoformat}
    text = ",\n".join(json.dumps(item, **options) for item in items)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _flat(graph: ExportSource, renamed: Mapping[str, str] | None = None) -> nx.MultiDiGraph[str]:
    """Return the graph with single values only, in the order of ids."""
    import networkx as nx

    nodes, edges = _all(graph)
    names = renamed or {}
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        named = {"name": node.name} if node.name else {}
        flat.add_node(node.id, **_scalars({"kind": node.kind, **named, **node.properties}, names))
    for edge in edges:
        more = {"evidence": list(edge.evidence)} if edge.evidence else {}
        values = _scalars({"type": edge.type, **edge.properties, **more}, names)
        flat.add_edge(edge.source, edge.target, key=edge.id, **values)
    return flat


def _scalars(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): _scalar(values[key]) for key in sorted(values)}


def _scalar(value: Any) -> Any:
    if isinstance(value, list):
        value = JOINED.join(str(item) for item in value)
    if isinstance(value, date):
        value = value.isoformat()
    return _ILLEGAL.sub("", value) if isinstance(value, str) else value


def _table(first: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    others = sorted({key for row in rows for key in row} - set(first))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*first, *others])
    for row in rows:
        writer.writerow([_cell(row.get(key)) for key in (*first, *others)])
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return JOINED.join(str(item) for item in value)
    return "" if value is None else str(value)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        write_whole(path, text)
    except OSError as fault:
        raise UsageError(f"{path} cannot be written ({(fault.strerror or '').lower()})") from None
