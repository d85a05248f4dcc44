"""The facts of one person as bytes, and back: what is projected of their documents alone."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ..facts.projection import Projection, concept_kind
from ..model import FACT_KINDS, FACT_TYPES, Edge, Node, edge_id
from ..networkx.ties import all_stints, all_ties
from ..ties import Stint, Tie

if TYPE_CHECKING:
    import networkx as nx

KindOf: TypeAlias = Callable[[str], str]

_FAST: Final = 1
_KINDS: Final = {kind.lower(): kind for kind in FACT_KINDS}


@dataclass(frozen=True)
class Facts:
    """One person: their nodes and edges, merged and derived, and what was merged into what."""

    person: str
    nodes: Mapping[str, Node]
    edges: Mapping[str, Edge]
    renamed: Mapping[str, str]

    @classmethod
    def of(cls, person: str, projection: Projection) -> Facts:
        """Return the facts of a projection of one person."""
        return cls(person, projection.nodes, projection.edges, projection.renamed)

    def packed(self) -> bytes:
        """Return all of it as bytes."""
        nodes = [[one.id, one.kind, one.name, one.properties] for one in self.nodes.values()]
        edges = [_packed_edge(one) for one in self.edges.values()]
        plain = [nodes, edges, self.renamed]
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode("utf-8", "surrogatepass"), _FAST)

    @classmethod
    def unpacked(cls, person: str, data: bytes) -> Facts:
        """Return what ``packed`` made bytes of."""
        text = zlib.decompress(data).decode("utf-8", "surrogatepass")
        nodes, edges, renamed = json.loads(text)
        made = (_edge(*one) for one in edges)
        return cls(
            person,
            {id: Node(id, kind, name, properties) for id, kind, name, properties in nodes},
            {edge.id: edge for edge in made},
            renamed,
        )

    @property
    def node(self) -> Node:
        """The person."""
        return self.nodes[self.person]

    @property
    def stated(self) -> list[Edge]:
        """The edges of facts, without derived ones, sorted by id."""
        return [edge for edge in self.edges.values() if edge.type in FACT_TYPES]

    def ties(self, kind_of: KindOf) -> list[Tie]:
        """Return the ties, by node and type; ``kind_of`` says what a node is that is not theirs."""
        return list(all_ties(_graph(self, kind_of), (self.person,)))

    @cached_property
    def stints(self) -> list[Stint]:
        """The roles, by id."""
        return all_stints(_graph(self, kind_of), (self.person,))


def _packed_edge(edge: Edge) -> list[Any]:
    # An id follows from type and ends, and is not kept; a test holds that of all edges.
    return [edge.type, edge.source, edge.target, edge.properties, edge.evidence]


def _edge(type: str, source: str, target: str, properties: Any, evidence: list[str]) -> Edge:
    return Edge(edge_id(type, source, target), type, source, target, properties, tuple(evidence))


def _graph(facts: Facts, kind_of: KindOf) -> nx.MultiDiGraph[str]:
    return cast("nx.MultiDiGraph[str]", _Graph(facts, kind_of))


class _Graph:
    """As much of a MultiDiGraph as ties are read of."""

    def __init__(self, facts: Facts, kind_of: KindOf) -> None:
        self.nodes = _Nodes(facts, kind_of)
        self._from: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in facts.edges.values():
            self._from[edge.source].append(edge)

    def out_edges(
        self, id: str, *, keys: bool, data: bool
    ) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
        """Give (source, target, id, attributes) of the edges that leave a node."""
        return (
            (id, edge.target, edge.id, {"type": edge.type, **edge.properties})
            for edge in self._from.get(id, ())
        )


class _Nodes:
    def __init__(self, facts: Facts, kind_of: KindOf) -> None:
        self._nodes = facts.nodes
        self._kind_of = kind_of

    def __getitem__(self, id: str) -> Mapping[str, Any]:
        node = self._nodes.get(id)
        if node is None:
            return {"kind": self._kind_of(id)}
        named = {} if node.name is None else {"name": node.name}
        return {"kind": node.kind, **named, **node.properties}


def kind_of(id: str) -> str:
    """Return the kind that an id says: of a fact, or of a concept that the ontology lacks."""
    return _KINDS.get(id.partition(":")[0]) or concept_kind(id)
