"""Scenes of a NetworkX graph in the form of ``to_networkx()``, as somebody made it of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import NotFound, quoted
from ..graph.facts.flat import listed
from ..graph.model import Edge, Node
from .contraction import ENTRY_KINDS
from .scene import LIMIT, Scene, scene_of_parts
from .words import caption

if TYPE_CHECKING:
    import networkx as nx


def neighbourhood(
    graph: nx.MultiDiGraph[str],
    node_id: str,
    *,
    hops: int = 1,
    title: str | None = None,
    limit: int = LIMIT,
    whole: bool = False,
) -> Scene:
    """Return the picture of one node, all within ``hops`` of it and the edges between them.

    Raises:
        NotFound: the graph has no such node.
    """
    if node_id not in graph:
        raise NotFound(
            f"No node has the id {quoted(node_id)}; `commonground search` finds ids by name."
        )
    part = graph.subgraph(_near(graph, node_id, hops, whole))
    nodes = nodes_of(part)
    name = caption(next(node for node in nodes if node.id == node_id))
    words = title or f"Around {name}"
    focus = (node_id,)
    edges = edges_of(part)
    return scene_of_parts(nodes, edges, title=words, limit=limit, focus=focus, whole=whole)


def nodes_of(graph: nx.MultiDiGraph[str]) -> list[Node]:
    """Return the nodes of a NetworkX graph in the form of ``to_networkx()``, sorted by id."""
    out = []
    for node in sorted(graph, key=str):
        data = listed(graph.nodes[node])
        rest = {key: value for key, value in data.items() if key not in {"kind", "name"}}
        out.append(Node(str(node), str(data.get("kind", "Node")), data.get("name"), rest))
    return out


def edges_of(graph: nx.MultiDiGraph[str]) -> list[Edge]:
    """Return the edges of a NetworkX graph in the form of ``to_networkx()``, sorted by id."""
    out = []
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        data = listed(attributes)
        rest = {name: value for name, value in data.items() if name not in {"type", "evidence"}}
        kind, refs = str(data.get("type", "LINK")), tuple(data.get("evidence", ()))
        # NetworkX numbers the keys of a user's own edges from 0 for each pair of nodes.
        edge_id = key if isinstance(key, str) else f"{source}|{target}|{key}"
        out.append(Edge(edge_id, kind, str(source), str(target), rest, refs))
    return sorted(out, key=lambda edge: (edge.id, edge.source, edge.target))


def _near(graph: nx.MultiDiGraph[str], start: str, hops: int, whole: bool) -> set[str]:
    """Return what lies within some steps; a role, study or project on the way is none."""
    near = fresh = {start}
    for _ in range(hops):
        beside = _beside(graph, fresh)
        entries = {id for id in beside if not whole and graph.nodes[id].get("kind") in ENTRY_KINDS}
        fresh = (beside | _beside(graph, entries)) - near
        near = near | fresh
    return near


def _beside(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> set[str]:
    return {
        other for node in nodes for other in (*graph.successors(node), *graph.predecessors(node))
    }
