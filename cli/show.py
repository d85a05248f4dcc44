"""The command show: one node with its edges, each with the line that says it; a person's page."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ..graph.facts.flat import flat, listed
from ..graph.model import Edge, Node, evidence_at, split_reference
from ..graph.resolve import namesakes
from ..queries.cells import caption, columns_of
from ..queries.naming import beside
from .command import Command, count_or_all, notes_of, snapshot_of
from .lines import DOCUMENTS, Lines
from .output import Column, RowJson, cell, print_rows
from .questions import answered

if TYPE_CHECKING:
    from ..graph.store import StoredGraph
    from ..loaders.document import Document

Documents: TypeAlias = "Callable[[str], Document]"

PEOPLE: Final = 50
"""Whose edges are shown of what everybody has; more nobody reads."""

NODE_COLUMNS: tuple[Column, ...] = (
    ("name", caption),
    ("kind", lambda row: row["kind"]),
    ("id", lambda row: row["id"]),
    ("sources", lambda row: row["sources"]),
)


def row_of(graph: StoredGraph, node: Node, people: Collection[str] | None = None) -> dict[str, Any]:
    """Return ``{"id", "kind", "name", "sources", "node", "edges", "evidence"}`` of one node.

    Its edges are those of ``people``, else of all.
    """
    documents = lru_cache(DOCUMENTS)(graph.document)
    nodes, around = graph.around(node.id, people)
    ends = {one.id: _end(one) for one in nodes}
    edges = [_edge(documents, ends, edge) for edge in around]
    # Types together, then by name, as one reads; ids last, so that the order is one.
    edges.sort(key=lambda one: (one["type"], caption(one["from"]), caption(one["to"]), one["id"]))
    properties = dict(node.properties)
    evidence = _cited(documents, cast(list[str], properties.pop("evidence", [])))
    cited = [*evidence, *(item for edge in edges for item in edge["evidence"])]
    plain = {"id": node.id, "kind": node.kind, "name": node.name, **beside(node)}
    return {
        **plain,
        "sources": sorted({item["source"] for item in cited if "start" in item}),
        "node": {**plain, "properties": properties},
        "edges": edges,
        "evidence": evidence,
    }


def _edge(documents: Documents, ends: Mapping[str, dict[str, Any]], edge: Edge) -> dict[str, Any]:
    # As a graph of single values has them: dates as ISO writes them, and no control characters.
    own: dict[str, Any] = dict(listed(flat(edge.properties)))
    evidence = _cited(documents, edge.evidence)
    if "file" in own:
        at: dict[str, Any] = {name: own.pop(name) for name in ("line", "quote") if name in own}
        evidence.append({"source": own.pop("file"), **at})
    return {
        "id": edge.id,
        "type": edge.type,
        "from": ends[edge.source],
        "to": ends[edge.target],
        "properties": own,
        "evidence": evidence,
    }


def _cited(documents: Documents, references: Iterable[str]) -> list[dict[str, Any]]:
    places = map(split_reference, references)
    return [evidence_at(documents(place.document), place).to_json() for place in places]


def _end(node: Node) -> dict[str, Any]:
    return {"id": node.id, "kind": node.kind, "name": node.name, **beside(node)}


def _lines(row: RowJson, lines: Lines) -> Iterator[str]:
    yield from (f"{key}: {cell(value)}" for key, value in row["node"]["properties"].items())
    for edge in row["edges"]:
        outward = edge["from"]["id"] == row["id"]
        other = caption(edge["to"] if outward else edge["from"])
        arrow = f"-{edge['type']}→" if outward else f"←{edge['type']}-"
        yield f"{arrow} {other}{_dates(edge['properties'])}"
        yield from (one.after("    ") for one in lines.first(edge["evidence"], 1))


def _dates(properties: RowJson) -> str:
    if "months" not in properties:
        return ""
    last = "now" if properties.get("current") else properties.get("last")
    return f" ({properties['months']} months, {properties.get('first')} to {last})"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("node", metavar="NODE", help="a name, label or id")
    parser.add_argument(
        "-n",
        "--limit",
        type=count_or_all,
        default=PEOPLE,
        metavar="N",
        help=f"edges of at most so many people (default: {PEOPLE}; 0 for all)",
    )
    parser.add_argument("--contact", action="store_true", help="of a person, how to reach them too")


def _show(args: argparse.Namespace) -> int:
    def work(graph: StoredGraph) -> tuple[dict[str, Any], list[list[str]], Sequence[Column]]:
        node = graph.node(args.node)
        if node.kind == "Person":
            return _profile(graph, node, args)
        people, left_out = _some(graph, node, args.limit)
        row = row_of(graph, node, people)
        also = [*left_out, *namesakes(graph.reader, args.node, node), *notes_of(graph)]
        asked = {"question": "show", "node": row["id"]}
        answer = {"question": asked, "rows": [row], "notes": also}
        under = [list(_lines(row, Lines(graph))) if args.format == "table" else []]
        return answer, under, NODE_COLUMNS

    answer, under, columns = snapshot_of(args, work)
    print_rows(answer, columns, args.format, under, raw=args.raw)
    return 0


def _some(
    graph: StoredGraph, node: Node, limit: int | None
) -> tuple[Collection[str] | None, list[str]]:
    """Return whose edges are shown, and a note: of a skill those who use it most."""
    count = graph.reader.counts({node.id: (node.id,)})[node.id]
    if limit is None or count <= limit:
        return None, []
    from ..visualizations.surroundings import Surroundings

    note = f"the edges of {limit} of {count:,} people are shown; -n 0 for all"
    return Surroundings(graph.reader).people(node, limit), [note]


def _profile(
    graph: StoredGraph, person: Node, args: argparse.Namespace
) -> tuple[dict[str, Any], list[list[str]], Sequence[Column]]:
    """Return the page of a person, which says more than their edges."""
    from ..queries.profile import Profile

    asked = Profile(person.id, args.contact)
    answer, under = answered(asked, graph, args.format)
    return answer, under, columns_of(asked, csv=args.format == "csv")


COMMANDS = (
    Command(
        "show",
        "Show one node and its edges, each with the line that says it; a person as `profile` does.",
        ("commonground show Temporal", "commonground show ada.md --format json"),
        _arguments,
        _show,
        asks=True,
    ),
)
