"""The command show: one node with its edges, each with the line that says it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from ..graph.facts.flat import listed
from ..graph.model import Node, split_reference
from ..graph.resolve import choice, namesakes
from .command import Command, opened
from .lines import Lines, caption
from .output import Column, RowJson, cell, print_rows

if TYPE_CHECKING:
    import networkx as nx

    from ..graph.store import StoredGraph

NODE_COLUMNS: tuple[Column, ...] = (
    ("name", caption),
    ("kind", lambda row: row["kind"]),
    ("id", lambda row: row["id"]),
    ("sources", lambda row: row["sources"]),
)


def row_of(graph: StoredGraph, whole: nx.MultiDiGraph[str], node: Node) -> dict[str, Any]:
    """Return ``{"id", "kind", "name", "sources", "node", "edges", "evidence"}`` of one node.

    ``whole`` is ``graph.to_networkx()``.
    """
    around = [*whole.out_edges(node.id, keys=True), *whole.in_edges(node.id, keys=True)]
    edges = [_edge(graph, whole, *ends) for ends in dict.fromkeys(around)]
    edges.sort(key=lambda one: (one["type"], caption(one["from"]), caption(one["to"]), one["id"]))
    properties = dict(node.properties)
    references = cast(list[str], properties.pop("evidence", []))
    evidence = [_evidence(graph, one) for one in references]
    cited = [*evidence, *(item for edge in edges for item in edge["evidence"])]
    plain = {"id": node.id, "kind": node.kind, "name": node.name}
    return {
        **plain,
        "sources": sorted({item["source"] for item in cited if "start" in item}),
        "node": {**plain, "properties": properties},
        "edges": edges,
        "evidence": evidence,
    }


def _edge(
    graph: StoredGraph, whole: nx.MultiDiGraph[str], source: str, target: str, key: str
) -> dict[str, Any]:
    own: dict[str, Any] = dict(listed(whole.edges[source, target, key]))
    kind, references = own.pop("type"), own.pop("evidence", [])
    evidence = [_evidence(graph, one) for one in references]
    if "file" in own:
        at: dict[str, Any] = {name: own.pop(name) for name in ("line", "quote") if name in own}
        evidence.append({"source": own.pop("file"), **at})
    return {
        "id": key,
        "type": kind,
        "from": _end(whole, source),
        "to": _end(whole, target),
        "properties": own,
        "evidence": evidence,
    }


def _end(whole: nx.MultiDiGraph[str], id: str) -> dict[str, Any]:
    return {"id": id, "kind": whole.nodes[id]["kind"], "name": whole.nodes[id].get("name")}


def _evidence(graph: StoredGraph, reference: str) -> dict[str, Any]:
    key, start, end = split_reference(reference)
    document = graph.document(key)
    return {
        "source": key,
        "line": document.line(start),
        "start": start,
        "end": end,
        "quote": document.text[start:end],
    }


def _lines(row: RowJson, lines: Lines) -> Iterator[str]:
    yield from (f"{key}: {cell(value)}" for key, value in row["node"]["properties"].items())
    for edge in row["edges"]:
        outward = edge["from"]["id"] == row["id"]
        other = caption(edge["to"] if outward else edge["from"])
        arrow = f"-{edge['type']}→" if outward else f"←{edge['type']}-"
        yield f"{arrow} {other}{_dates(edge['properties'])}"
        yield from (f"    {one}" for one in lines.first(edge["evidence"], 1))


def _dates(properties: RowJson) -> str:
    if "months" not in properties:
        return ""
    last = "now" if properties.get("current") else properties.get("last")
    return f" ({properties['months']} months, {properties.get('first')} to {last})"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("node", metavar="NODE", help="a name, label or id")


def _show(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        node = graph.node(args.node)
        row = row_of(graph, graph.to_networkx(), node)
        also = [
            f"also called so: {choice(one)}" for one in namesakes(graph.reader, args.node, node)
        ]
        asked = {"question": "show", "node": row["id"]}
        answer = {"question": asked, "rows": [row], "notes": also}
        lines = Lines(graph)
        print_rows(answer, NODE_COLUMNS, args.format, lambda one: _lines(one, lines))
    return 0


COMMAND = Command(
    "show",
    "Show one node and its edges, each with the line that says it.",
    ("commonground show Temporal", "commonground show ada.md --format json"),
    _arguments,
    _show,
)
