"""A store's projection for the NetworkX reader, without NetworkX and without a copy of it.

NetworkX and a MultiDiGraph of all concepts and their relations take longer to come than most
questions to answer. So a store's reader looks into the projection itself; ``to_networkx()`` makes
the real graph when somebody wants it, and the answers are the same (a test asks both).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from ..concepts import concept_node, relation_with_id
from ..facts.projection import Projection, unknown_concepts
from ..model import FACT_KINDS, Edge, Node
from .reader import NetworkXReader, Texts

if TYPE_CHECKING:
    import networkx as nx

    from ...ontology.ontology import Ontology

_Attributes = Mapping[str, Any]


class ProjectionReader(NetworkXReader):
    """Reads a projection with the ontology around it, which stays as it is in the meantime."""

    def __init__(self, projection: Projection, ontology: Ontology, texts: Texts) -> None:
        self._projected = _ProjectedGraph(projection, ontology)
        super().__init__(cast("nx.MultiDiGraph[str]", self._projected), ontology, texts)

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds, sorted by id."""
        wanted = frozenset(kinds)
        nodes = self._projected.every(concepts=not wanted <= FACT_KINDS)
        return sorted((node for node in nodes if node.kind in wanted), key=lambda node: node.id)

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        asked = dict.fromkeys(ids)
        found = {id: self._projected.edge(id) for id in asked}
        return {id: edge for id, edge in found.items() if edge is not None}

    def stated(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges of facts that exist, in the order asked: no concept is looked at."""
        known = self._projected.projection.edges
        return {id: known[id] for id in dict.fromkeys(ids) if id in known}

    def _edge(self, id: str, source: str, target: str) -> Edge:
        edge = self._projected.edge(id)
        if edge is None:
            raise KeyError(id)
        return edge

    def _node(self, id: str) -> Node | None:
        return self._projected.node(id)


class _ProjectedGraph:
    """As much of a MultiDiGraph as the reader asks for, made of nodes and edges as they are."""

    def __init__(self, projection: Projection, ontology: Ontology) -> None:
        self.projection = projection
        self._ontology = ontology
        self.nodes = _Nodes(self)

    @staticmethod
    def is_multigraph() -> bool:
        return True

    @staticmethod
    def is_directed() -> bool:
        return True

    def node(self, id: str) -> Node | None:
        """Return a node: a fact's, a concept, or what the ontology at hand lacks."""
        found = self.projection.nodes.get(id)
        if found is None and id in self._ontology.concepts:
            return concept_node(self._ontology.concepts[id])
        return found or self._unknown.get(id)

    def edge(self, id: str) -> Edge | None:
        """Return an edge: a fact's, a derived one, or a relation between concepts."""
        found = self.projection.edges.get(id)
        return relation_with_id(self._ontology, id) if found is None else found

    def every(self, *, concepts: bool) -> Iterator[Node]:
        """Give all nodes, or all but the concepts."""
        yield from self.projection.nodes.values()
        if concepts:
            yield from map(concept_node, self._ontology.concepts.values())
            yield from self._unknown.values()

    def out_edges(
        self, id: str, *, keys: bool, data: bool
    ) -> Iterator[tuple[str, str, str, _Attributes]]:
        """Give (source, target, id, attributes) of the facts and derived edges that leave a node.

        Relations between concepts leave concepts alone, and of these nobody asks so.
        """
        return ((id, edge.target, edge.id, _attributes(edge)) for edge in self._from.get(id, ()))

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.node(id) is not None

    @cached_property
    def _from(self) -> Mapping[str, list[Edge]]:
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self.projection.edges.values():
            found[edge.source].append(edge)
        return found

    @cached_property
    def _unknown(self) -> Mapping[str, Node]:
        targets = {edge.target for edge in self.projection.edges.values()}
        return {node.id: node for node in unknown_concepts(targets, self._ontology)}


class _Nodes:
    """The nodes as attributes, as NetworkX gives them."""

    def __init__(self, graph: _ProjectedGraph) -> None:
        self._graph = graph

    def __getitem__(self, id: str) -> _Attributes:
        node = self._graph.node(id)
        if node is None:
            raise KeyError(id)
        named = {} if node.name is None else {"name": node.name}
        return {"kind": node.kind, **named, **node.properties}


def _attributes(edge: Edge) -> _Attributes:
    cited = {"evidence": list(edge.evidence)} if edge.evidence else {}
    return {"type": edge.type, **edge.properties, **cited}
