"""What a graph holds: counts, what nobody could place, what could not be read."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from ...graph.counting import counted
from ...graph.display import shown
from ...graph.info import Counts
from ...graph.store import StoredGraph
from ...graph.unknown import unknown_terms
from ..looks import look_of

_TERMS: Final = 200
_READ: Final = 20_000
"""Documents that are looked through for unknown terms while somebody waits."""
_MANY: Final = "There are too many documents to list unknown terms here: see `commonground info`."
_COUNTED: Final = ("Person", "Employer", "School", "Role", "Project")


def about_json(graph: StoredGraph) -> dict[str, Any]:
    """Return when a graph was last written to, and what it holds."""
    return graph.snapshot(lambda: _about(graph))


def _about(graph: StoredGraph) -> dict[str, Any]:
    from ... import __version__

    documents, held = graph.documents(), counted(graph)
    unknown = _unknown(graph) if len(documents) <= _READ else []
    return {
        "built": max((one.first_loaded for one in documents), default=None),
        "version": __version__,
        "counts": [["documents", len(documents)], *_counts(graph, held)],
        "unknown": unknown[:_TERMS],
        "unknownMore": max(0, len(unknown) - _TERMS),
        "note": "" if len(documents) <= _READ else _MANY,
        "unread": [
            {"document": shown(one.key), "why": shown(one.reason)} for one in graph.unread()
        ],
    }


def _counts(graph: StoredGraph, held: Counts) -> list[list[Any]]:
    concepts = graph.ontology.concepts
    kinds = Counter(concepts[id].kind for id in held.targets if id in concepts)
    told = [[_many(kind), held.nodes[kind]] for kind in _COUNTED if held.nodes[kind]]
    told += [[_many(kind), number] for kind, number in sorted(kinds.items())]
    return [*told, ["concepts in the ontology", len(concepts)]]


def _unknown(graph: StoredGraph) -> list[dict[str, Any]]:
    return [{"term": shown(one.term), "people": len(one.people)} for one in unknown_terms(graph)]


def _many(kind: str) -> str:
    return look_of(kind).many.lower()
