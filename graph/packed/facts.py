"""The facts of one person: what is projected of their documents alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Final, TypeAlias

from ..facts.projection import Projection, concept_kind
from ..model import FACT_KINDS, FACT_TYPES, Edge, Node, edge_id
from ..ties import Stint, Tie, dated_tie, derived_tie, stint_of, united
from .lines import Lines, packed, unpacked

KindOf: TypeAlias = Callable[[str], str]

_Place: TypeAlias = tuple[str, str, str, int]
"""An edge: type, source, target, and its place among all."""

_KINDS: Final = {kind.lower(): kind for kind in FACT_KINDS}
_DERIVED: Final = ("HAS_SKILL", "WORKED_AT")
_STUDY: Final = ("OF", "IN", "FROM")
_NOWHERE: Final[list[tuple[str | None, str | None]]] = [(None, None)]
"""Where a role was that has no employer: it is a stint all the same."""

_GROUP: Final = attrgetter("type", "source")
_BY_NODE: Final = attrgetter("node", "type")


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

    @property
    def types(self) -> Iterator[str]:
        """The type of each edge."""
        return (type for (type, _), (_, to) in self._groups.items() for _ in to)

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """All edges by id, facts and derived ones, in the order of ids."""
        every = (
            self._edge(type, source, target, at)
            for type, source in self._groups
            for target, at in self._leading(type, source)
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
        return sorted(united(self._ties(kind_of, nodes)), key=_BY_NODE)

    @cached_property
    def stints(self) -> list[Stint]:
        """The roles, by id."""
        return sorted(self._stints(), key=lambda one: (one.role, one.employer or ""))

    def _ties(self, kind_of: KindOf, nodes: Collection[str] | None) -> Iterator[Tie]:
        who, properties = self.person, self._lines.properties
        for type in _DERIVED:
            for to, at in self._leading(type, who, nodes):
                id = self._id(type, who, to, at)
                yield derived_tie(who, to, self._kind(to, kind_of), type, properties[at], id)
        for to, at in self._leading("BUILT", who):
            bare = Tie(who, to, "Project", "BUILT", (self._id("BUILT", who, to, at),))
            yield dated_tie(bare, self._properties(to))
        for study, at in self._leading("STUDIED", who):
            yield from self._studied(study, at, kind_of, nodes)

    def _studied(
        self, study: str, studied: int, kind_of: KindOf, nodes: Collection[str] | None
    ) -> Iterator[Tie]:
        for type in _STUDY:
            for to, at in self._leading(type, study, nodes):
                ids = (
                    self._id("STUDIED", self.person, study, studied),
                    self._id(type, study, to, at),
                )
                bare = Tie(self.person, to, self._kind(to, kind_of), "STUDIED", ids)
                yield dated_tie(bare, self._properties(study))

    def _stints(self) -> Iterator[Stint]:
        for role, at in self._leading("HELD", self.person):
            held = self._id("HELD", self.person, role, at)
            stated = {**self._properties(role), "name": self.nodes[role].name}
            places = [(to, self._id("AT", role, to, one)) for to, one in self._leading("AT", role)]
            for employer, id in places or _NOWHERE:
                yield stint_of(stated, role, self.person, held, employer, id)

    def _leading(
        self, type: str, source: str, nodes: Collection[str] | None = None
    ) -> Iterator[tuple[str, int]]:
        """Give the targets of a type's edges from a node, each with the place of the edge."""
        start, to = self._groups.get((type, source), (0, ()))
        found = enumerate(to, start)
        return ((target, at) for at, target in found if nodes is None or target in nodes)

    def _to(self, type: str, source: str) -> dict[str, int]:
        if (type, source) not in self._targets:
            self._targets[type, source] = dict(self._leading(type, source))
        return self._targets[type, source]

    def _kind(self, id: str, kind_of: KindOf) -> str:
        return self.nodes[id].kind if id in self.nodes else kind_of(id)

    def _properties(self, id: str) -> Mapping[str, object]:
        return self.nodes[id].properties

    def _id(self, type: str, source: str, target: str, at: int) -> str:
        """Return the id of an edge, under which it is then found."""
        id = edge_id(type, source, target)
        self._named[id] = (type, source, target, at)
        return id

    def _edge(self, type: str, source: str, target: str, at: int) -> Edge:
        # An id follows from type and ends, and is not kept; a test holds that of all edges.
        properties, evidence = self._lines.properties[at], self._lines.evidence[at]
        id = edge_id(type, source, target)
        return Edge(id, type, source, target, properties, tuple(evidence))


def kind_of(id: str) -> str:
    """Return the kind that an id says: of a fact, or of a concept that the ontology lacks."""
    return _KINDS.get(id.partition(":")[0]) or concept_kind(id)
