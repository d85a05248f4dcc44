"""What may be meant by the beginning of a name: nodes, the nearest first."""

from __future__ import annotations

from typing import Any, Final

from ...graph.display import shown
from ...graph.store import StoredGraph
from ..contraction import ENTRY_KINDS
from ..words import caption

LIMIT: Final = 12
_LONGEST: Final = 80


def suggestions_json(graph: StoredGraph, text: str, *, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Return the people, skills, employers and schools that may be meant, the nearest first.

    ``matched`` is the name by which one is known, where that is not the one it goes by; ``count``
    is how many people have it.
    """
    return graph.snapshot(lambda: _suggested(graph, text[:_LONGEST], limit))


def _suggested(graph: StoredGraph, text: str, limit: int) -> list[dict[str, Any]]:
    found = [pair for pair in graph.search(text, 4 * limit) if pair[0].kind not in ENTRY_KINDS]
    ids = {node.id: {node.id} for node, _ in found if node.kind != "Person"}
    counts = graph.reader.counts(ids) if ids else {}
    return [
        {
            "id": node.id,
            "kind": shown(node.kind),
            "name": caption(node),
            "matched": None if matched == node.name else shown(matched),
            "count": counts.get(node.id, 0),
        }
        for node, matched in found[:limit]
    ]
