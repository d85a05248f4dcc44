"""The map of a graph as JSON."""

from __future__ import annotations

from typing import Any, Final

from ...graph.store import StoredGraph
from ..completing import completed
from ..map import scene_of_map
from .scenes import scene_json

LIMIT: Final = 300


def map_json(graph: StoredGraph, *, limit: int = LIMIT) -> dict[str, Any]:
    """Return the communities of a graph as bubbles, with the skills by which they stand out.

    Its rows say who belongs to each, as the question ``communities`` does.

    It is of a sample of a large graph, so that it takes about as long at any size; whoever asks
    often keeps it as long as the graph's generation lasts.
    """
    return graph.snapshot(
        lambda: scene_json(completed(scene_of_map(graph.reader, limit=limit), graph))
    )
