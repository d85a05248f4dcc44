"""What a graph holds: counts, what nobody could place, what could not be read."""

from __future__ import annotations

from typing import Any, Final

from ...graph.display import shown
from ...graph.store import StoredGraph
from ...graph.unknown import unknown_terms
from ..looks import look_of
from ..words import counted

_TERMS: Final = 200
_COUNTED: Final = ("Person", "Employer", "School", "Role", "Project")


def about_json(graph: StoredGraph) -> dict[str, Any]:
    """Return when a graph was last written to, and what it holds."""
    return graph.snapshot(lambda: _about(graph))


def _about(graph: StoredGraph) -> dict[str, Any]:
    from ... import __version__

    info = graph.info()
    counts: list[list[Any]] = [["documents", info.documents]]
    counts += [[_many(kind), info.nodes[kind]] for kind in _COUNTED if info.nodes.get(kind)]
    counts += [[_many(kind), number] for kind, number in sorted(info.concepts.items())]
    counts += [["concepts in the ontology", info.ontology]]
    unknown = [{"term": shown(one.term), "people": len(one.people)} for one in unknown_terms(graph)]
    return {
        "built": _built(graph),
        "version": __version__,
        "counts": counts,
        "unknown": unknown[:_TERMS],
        "unknownMore": max(0, len(unknown) - _TERMS),
        "unread": [{"document": shown(key), "why": shown(why)} for key, why in info.unread],
        "said": counted(info.people, "person", "people"),
    }


def _many(kind: str) -> str:
    return look_of(kind).many.lower()


def _built(graph: StoredGraph) -> str | None:
    """Return the day on which the newest document was loaded."""
    return max((one.first_loaded for one in graph.documents()), default=None)
