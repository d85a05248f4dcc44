"""What comes when a node is expanded: the best of its neighbours that are not there yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from ...graph.around import Part
from ...graph.model import Edge, Node
from ...graph.reader import Reader
from ...graph.store import StoredGraph
from ..looks import size_of
from ..quotes import QuotedLines, read_lines
from ..surroundings import Surroundings
from ..telling_apart import told_apart
from ..words import caption
from .scenes import edge_in_scene, node_in_scene

LIMIT: Final = 40
_LINKED: Final = 150
"""Nodes that are there already and get links to the new ones; a scene may have many more."""


def neighbours_json(
    graph: StoredGraph,
    id: str,
    *,
    known: Collection[str] = (),
    limit: int = LIMIT,
    contact: bool = False,
) -> dict[str, Any]:
    """Return the best neighbours of a node without those known, and how many more there are.

    The links are those of the new nodes: with the node, each other, and what is known. ``names``
    are what to call those known that are now beside somebody of their name.

    Raises:
        NotFound: the graph has no such node.
    """
    return graph.snapshot(lambda: _part(graph, id, known, limit, contact))


def _part(
    graph: StoredGraph, id: str, known: Collection[str], limit: int, contact: bool
) -> dict[str, Any]:
    surroundings = Surroundings(graph.reader)
    middle = graph.node(id)
    there = {*known, middle.id}
    found = surroundings.nearest(middle, limit, there)
    part = links_of(surroundings, middle, found, known)
    degrees = surroundings.degrees([*part.nodes, middle])
    met = sum(1 for one in surroundings.nearest(middle, limit + len(there)) if one in there)
    more = max(0, degrees[middle.id] - len(found) - met)
    lines = lines_of(graph.reader, part.edges, contact=contact)
    beside = surroundings.reader.nodes(there.difference(node.id for node in part.nodes))
    names = told_apart([*part.nodes, *beside.values()], graph.reader)
    nodes = [
        {**_node(node, part, degrees[node.id]), "name": names.get(node.id, caption(node))}
        for node in part.nodes
    ]
    edges = [edge_in_scene(edge, lines) for edge in part.edges]
    said = f"+{more:,} more" if more else ""
    called = {known: names[known] for known in beside if known in names}
    told = {"nodes": nodes, "edges": edges, "evidence": lines.all, "more": more, "said": said}
    return {**told, "names": called}


def links_of(
    surroundings: Surroundings, middle: Node, found: Collection[str], known: Collection[str]
) -> Part:
    """Return some nodes with the links between them, a node and what is known."""
    reader, new = surroundings.reader, set(found)
    there = dict.fromkeys((middle.id, *list(known)[:_LINKED]))
    nodes = reader.nodes((*there, *new))
    people = {id for id, node in nodes.items() if node.kind == "Person"}
    part = surroundings.between(people, nodes.keys() - people)
    edges = [edge for edge in part.edges if not new.isdisjoint((edge.source, edge.target))]
    return Part(tuple(nodes[id] for id in found if id in nodes), tuple(edges))


def lines_of(reader: Reader, edges: Collection[Edge], *, contact: bool = False) -> QuotedLines:
    """Return the lines of some links."""
    cited = reader.cite(sorted({ref for edge in edges for ref in edge.evidence}))
    return QuotedLines(cited, read_lines(reader.documents, cited.values()), contact=contact)


def _node(node: Node, part: Part, degree: int) -> dict[str, Any]:
    own = [edge for edge in part.edges if node.id in (edge.source, edge.target)]
    met = {end for edge in own for end in (edge.source, edge.target)} - {node.id}
    more, size = max(0, degree - len(met)), size_of(len(met), False)
    drawn = {"degree": max(degree, len(met)), "more": more, "size": size}
    return {**node_in_scene(node, own), **drawn}
