"""The facts of one person: what is projected of their documents alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Final, TypeAlias

from ..contracting import stints_of, ties_of
from ..facts.projection import Projection, concept_kind
from ..model import FACT_KINDS, FACT_TYPES, Edge, Node, edge_id
from ..ties import Properties, Stint, Tie
from .lines import Lines, packed, unpacked

KindOf: TypeAlias = Callable[[str], str]

_Place: TypeAlias = tuple[str, str, str, int]
"""An edge: type, source, target, and its place among all."""

_KINDS: Final = {kind.lower(): kind for kind in FACT_KINDS}
_GROUP: Final = attrgetter("type", "source")


class Facts:
    """One person: their nodes and edges, merged and derived, and what was merged into what.

    Of the edges, some hundred and fifty, most questions want a few: they are made when asked for.
    """

    def __init__(self, person: str, lines: Lines) -> None:
        self.person = person
        self.nodes = lines.nodes
        self.renamed = lines.renamed
        self._lines = lines
        starts = accumulate((len(to) for _, _, to in lines.groups), initial=0)
        self._groups = {
            (type, source): (start, to)
            for start, (type, source, to) in zip(starts, lines.groups, strict=False)
        }
        self._targets: dict[tuple[str, str], dict[str, int]] = {}
        self._named: dict[str, _Place] = {}

    @classmethod
    def of(cls, person: str, projection: Projection) -> Facts:
        """Return the facts of a projection of one person."""
        edges = sorted(projection.edges.values(), key=_GROUP)
        groups = [
            (*group, [one.target for one in same]) for group, same in groupby(edges, key=_GROUP)
        ]
        properties, evidence = [one.properties for one in edges], [one.evidence for one in edges]
        lines = Lines(projection.nodes, groups, properties, evidence, projection.renamed)
        return cls(person, lines)

    def packed(self) -> bytes:
        """Return all of it as bytes."""
        return packed(self._lines)

    @classmethod
    def unpacked(cls, person: str, data: bytes) -> Facts:
        """Return what ``packed`` made bytes of."""
        return cls(person, unpacked(data))

    @property
    def node(self) -> Node:
        """The person."""
        return self.nodes[self.person]

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """All edges by id, facts and derived ones, in the order of ids."""
        every = (
            self._edge(type, source, target, at)
            for (type, source), (start, to) in self._groups.items()
            for at, target in enumerate(to, start)
        )
        return {edge.id: edge for edge in sorted(every, key=attrgetter("id"))}

    @property
    def stated(self) -> list[Edge]:
        """The edges of facts, without derived ones, sorted by id."""
        return [edge for edge in self.edges.values() if edge.type in FACT_TYPES]

    def edge(self, id: str) -> Edge | None:
        """Return an edge."""
        return self._edge(*self._named[id]) if id in self._named else self.edges.get(id)

    def used(self, source: str, node: str) -> Edge | None:
        """Return the edge that says that a role or project used something."""
        at = self._to("USED", source).get(node)
        return None if at is None else self._edge("USED", source, node, at)

    def ties(self, kind_of: KindOf, nodes: Collection[str] | None = None) -> list[Tie]:
        """Return the ties, all or those to some nodes and all projects, by node and type.

        ``kind_of`` says what a node is that is not theirs.
        """
        return ties_of(_Around(self, kind_of), self.person, nodes)

    @cached_property
    def stints(self) -> list[Stint]:
        """The roles, by id."""
        return stints_of(_Around(self, kind_of), self.person)

    def leading(
        self, type: str, source: str, nodes: Collection[str] | None = None
    ) -> Iterator[tuple[str, str, int]]:
        """Give (target, id, place) of a type's edges from a node, which are then found by id."""
        start, to = self._groups.get((type, source), (0, ()))
        for at, target in enumerate(to, start):
            if nodes is None or target in nodes:
                id = edge_id(type, source, target)
                self._named[id] = (type, source, target, at)
                yield target, id, at

    def said(self, at: int) -> Properties:
        """Return what the edge of a place says."""
        return self._lines.properties[at]

    def stated_of(self, node: str) -> Properties:
        """Return what a node of theirs says, its name too."""
        one = self.nodes[node]
        return one.properties if one.name is None else {"name": one.name, **one.properties}

    def _to(self, type: str, source: str) -> dict[str, int]:
        if (type, source) not in self._targets:
            start, to = self._groups.get((type, source), (0, ()))
            self._targets[type, source] = {target: at for at, target in enumerate(to, start)}
        return self._targets[type, source]

    def _edge(self, type: str, source: str, target: str, at: int) -> Edge:
        # An id follows from type and ends, and is not kept; a test holds that of all edges.
        properties, evidence = self._lines.properties[at], self._lines.evidence[at]
        id = edge_id(type, source, target)
        return Edge(id, type, source, target, properties, tuple(evidence))


def kind_of(id: str) -> str:
    """Return the kind that an id says: of a fact, or of a concept that the ontology lacks."""
    return _KINDS.get(id.partition(":")[0]) or concept_kind(id)


class _Around:
    """Facts as those ask who contract them, with the kinds of what is not theirs."""

    def __init__(self, facts: Facts, kind_of: KindOf) -> None:
        self._facts = facts
        self._kind_of = kind_of
        self.leading = facts.leading
        self.said = facts.said
        self.stated = facts.stated_of

    def kind(self, node: str) -> str:
        """Return the kind of a node."""
        nodes = self._facts.nodes
        return nodes[node].kind if node in nodes else self._kind_of(node)
