"""A fragment in the making: nodes and edges of one document, each stated once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ..model import (
    Edge,
    Fragment,
    Node,
    Value,
    clean,
    edge_id,
    reference,
    split_reference,
    stable_id,
)

if TYPE_CHECKING:
    from ...loaders.resume import Resume


_NOWHERE: Final = ((0, 0),)


def sorted_references(references: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct evidence references, by document and place."""
    return tuple(sorted(set(references), key=split_reference))


class Draft:
    """Collects the facts of one document; what is stated twice becomes one with both evidences."""

    def __init__(self, resume: Resume, document: str) -> None:
        self.document = document
        self._spans = resume.meta.commonground.evidence
        self._corrections = resume.meta.commonground.corrections
        self._nodes: dict[str, Node] = {}
        self._edges: dict[str, Edge] = {}
        self._seen: Counter[str] = Counter()

    def has(self, pointer: str) -> bool:
        """Return whether the text says something about this place of the resume."""
        return bool(self._spans.get(pointer))

    def references(self, *pointers: str) -> tuple[str, ...]:
        """Return the evidence of the values at these places, sorted and distinct."""
        cited: list[tuple[int, int, int]] = []
        for pointer in pointers:
            number = self._corrections.get(pointer, 0)
            # A correction of what no line says has no place, and is cited all the same.
            for start, end in self._spans.get(pointer) or (_NOWHERE if number else ()):
                cited.append((start, end, number))
        distinct = cited if len(cited) < 2 else sorted(set(cited))
        return tuple([reference(self.document, *place) for place in distinct])

    def under(self, pointer: str) -> tuple[str, ...]:
        """Return the evidence of everything below a place."""
        # With the slash: "/work/1" is not above "/work/10".
        below = [name for name in self._spans if name.startswith(f"{pointer}/")]
        return self.references(pointer, *below)

    def own_id(self, prefix: str, *parts: object) -> str:
        """Return an id of something that belongs to this document alone, counting what is alike."""
        # Two roles that read the same in one resume are two: they get 1 and 2.
        alike = stable_id(prefix, *parts)
        self._seen[alike] += 1
        return stable_id(prefix, *parts, self._seen[alike])

    def node(self, id: str, kind: str, name: str | None, **properties: Value | None) -> None:
        """State a node; a second statement adds what its lists have more."""
        fresh = Node(id, kind, name, clean(properties))
        known = self._nodes.get(id)
        self._nodes[id] = fresh if known is None else _both_nodes(known, fresh)

    def edge(
        self, type: str, source: str, target: str, evidence: tuple[str, ...], **more: Value | None
    ) -> None:
        """State an edge; a second statement adds its evidence and what its lists have more."""
        id = edge_id(type, source, target)
        known = self._edges.get(id)
        properties = clean(more)
        if known is not None:
            evidence = sorted_references(known.evidence + evidence)
            properties = both(known.properties, properties)
        self._edges[id] = Edge(id, type, source, target, properties, evidence)

    def fragment(self, person: str, keys: tuple[str, ...], as_of: str) -> Fragment:
        """Return what was stated, sorted by id."""
        nodes = tuple(self._nodes[id] for id in sorted(self._nodes))
        edges = tuple(self._edges[id] for id in sorted(self._edges))
        return Fragment(self.document, person, keys, as_of, nodes, edges)


def both(first: Mapping[str, Value], second: Mapping[str, Value]) -> dict[str, Value]:
    """Unite properties: lists are united and sorted, of single values the first stays."""
    united = dict(second) | dict(first)
    for key in first.keys() & second.keys():
        left, right = first[key], second[key]
        if isinstance(left, list) and isinstance(right, list):
            united[key] = sorted({str(item) for item in (*left, *right)})
    return united


def _both_nodes(first: Node, second: Node) -> Node:
    properties = both(first.properties, second.properties)
    return Node(first.id, first.kind, first.name or second.name, properties)
