"""What may be meant by the beginning of a name: nodes, the nearest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from math import log2
from typing import Any, Final, NamedTuple

from ...graph.display import shown
from ...graph.model import Node
from ...graph.store import StoredGraph
from ...ontology.folding import fold
from ..telling_apart import told_apart
from ..words import caption
from .labels import Labels

LIMIT: Final = 12
_LONGEST: Final = 80
_NAMED: Final = 24
"""People and organisations that are looked at: their names alone decide."""


class _Found(NamedTuple):
    """A node, how it fits (the least fits best) and the name that does."""

    order: tuple[float, ...]
    name: str
    id: str
    kind: str
    matched: str | None
    people: int


def suggestions_json(graph: StoredGraph, text: str, *, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Return the people, skills, employers and schools that may be meant, the nearest first.

    ``matched`` is the name by which one is known, where that is not the one it goes by; ``count``
    is how many people have it. Mistyped names are found where none begins so.
    """
    return graph.snapshot(lambda: _suggested(graph, text[:_LONGEST], limit))


def _suggested(graph: StoredGraph, text: str, limit: int) -> list[dict[str, Any]]:
    found = sorted((*_concepts(graph, text), *_others(graph, text)))
    rows = list(_mixed(found, limit))
    names = _names(graph, rows)
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "name": names.get(one.id, one.name),
            "matched": one.matched,
            "count": one.people,
        }
        for one in rows
    ]


def _names(graph: StoredGraph, rows: Collection[_Found]) -> dict[str, str]:
    """Return what to call those that have their name in common with another."""
    if len({one.name.casefold() for one in rows}) == len(rows):
        return {}
    nodes = graph.reader.nodes(one.id for one in rows)
    return told_apart(nodes.values(), graph.reader)


def _concepts(graph: StoredGraph, text: str) -> Iterator[_Found]:
    found = Labels.of(graph.ontology).like(text)
    counts = graph.reader.counts({id: {id} for id in found}) if found else {}
    for id, likeness in found.items():
        concept, people = graph.ontology.concepts[id], counts[id]
        matched = None if likeness.label == concept.name else shown(likeness.label)
        # Ten times the people weigh as much as a step from a name to an alias.
        step = float(likeness.step)
        # What nobody has is a word of the trade, not of this graph.
        step += 2.5 if step and not people else 0.0
        order = (step, likeness.alias - log2(1 + people) / 3, likeness.length)
        yield _Found(order, shown(concept.name), id, concept.kind, matched, people)


def _others(graph: StoredGraph, text: str) -> Iterator[_Found]:
    reader = graph.reader
    ids = [id for id in reader.called_like(text, _NAMED) if not id.startswith("project:")]
    nodes = reader.nodes(ids)
    things = {id: {id} for id, node in nodes.items() if node.kind != "Person"}
    counts = reader.counts(things) if things else {}
    for id, node in nodes.items():
        people = counts.get(id, 0)
        step, matched = _likeness(node, fold(text))
        order = (step, -log2(1 + max(1, people)) / 3, len(caption(node)))
        yield _Found(order, caption(node), id, node.kind, matched, people)


def _likeness(node: Node, wanted: str) -> tuple[int, str | None]:
    """Return how near a name is, in the steps of ``Likeness``, and which where it is another."""
    names = [node.name or "", *_listed(node, "names"), *_listed(node, "aliases")]
    steps = [(_step(name, wanted), at, name) for at, name in enumerate(names)]
    step, at, name = min(steps)
    return step, shown(name) if at and step < 4 and name != node.name else None


def _step(name: str, wanted: str) -> int:
    folded, words = fold(name), name.split()
    if folded == wanted:
        return 0
    if words and fold(words[0]) == wanted:
        return 1
    if folded.startswith(wanted):
        return 2
    return 3 if any(fold(word).startswith(wanted) for word in words) else 4


def _mixed(found: Iterable[_Found], limit: int) -> Iterator[_Found]:
    """Give the first, of no sort more than half where others are there too; the rest fills up."""
    rows, taken, rest = list(found), dict[str, int](), list[_Found]()
    given: list[_Found] = []
    for one in rows:
        sort = one.kind if one.kind in {"Person", "Employer", "School"} else "concept"
        taken[sort] = taken.get(sort, 0) + 1
        (given if taken[sort] <= max(1, limit // 2) else rest).append(one)
    yield from sorted([*given, *rest[: max(0, limit - len(given))]])[:limit]


def _listed(node: Node, key: str) -> list[str]:
    values = node.properties.get(key)
    return [str(one) for one in values] if isinstance(values, list) else []
