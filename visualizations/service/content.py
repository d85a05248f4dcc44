"""What the explorer shows, as the service gives it: the one place where it is asked for.

The explorer's builders bring its layout and numpy along, so they are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .addresses import API

if TYPE_CHECKING:
    from ...graph.store import StoredGraph
    from ...queries.answer import Answer


def answer(found: Answer[Any], graph: StoredGraph, *, contact: bool) -> dict[str, Any]:
    """Return an answer with the scene that shows it."""
    from ..completing import completed
    from ..explorer.scenes import answer_json
    from ..scene import scene_of_answer

    return answer_json(found, completed(scene_of_answer(found), graph), contact=contact)


def around(graph: StoredGraph, id: str, hops: int, *, contact: bool) -> dict[str, Any]:
    """Return the scene of what lies around a node; around a community stand its people."""
    from ..community_map import PREFIX, scene_of_community
    from ..completing import completed
    from ..explorer.scenes import scene_json
    from ..stored import scene_around

    if id.startswith(PREFIX):
        scene = scene_of_community(graph.reader, id)
    else:
        scene = scene_around(graph.reader, graph.node(id).id, hops=hops)
    return scene_json(completed(scene, graph), contact=contact)


def node(graph: StoredGraph, id: str, *, contact: bool) -> dict[str, Any]:
    """Return what the screen of a node shows."""
    from ..explorer.nodes import node_json

    return node_json(graph, id, contact=contact)


def neighbours(
    graph: StoredGraph, id: str, known: Sequence[str], limit: int, *, contact: bool
) -> dict[str, Any]:
    """Return the neighbours of a node that are not known yet."""
    from ..explorer.neighbours import neighbours_json

    return neighbours_json(graph, id, known=known, limit=limit, contact=contact)


def suggestions(graph: StoredGraph, text: str, limit: int) -> list[dict[str, Any]]:
    """Return the nodes that are called so or nearly so, the nearest first."""
    from ..explorer.suggestions import suggestions_json

    return suggestions_json(graph, text, limit=limit)


def map_of(graph: StoredGraph) -> dict[str, Any]:
    """Return the map of the whole graph."""
    from ..explorer.map import map_json

    return map_json(graph)


def about(graph: StoredGraph) -> dict[str, Any]:
    """Return what the graph is made of."""
    from ..explorer.about import about_json

    return about_json(graph)


def page(title: str) -> str:
    """Return the explorer page, which asks this service."""
    from ..explorer.page import page_html

    return page_html(title, service=API)
