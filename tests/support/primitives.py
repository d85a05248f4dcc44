"""A reader of the primitives alone: what a new backend is before it overrides anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from commonground.graph.model import Edge, Node
from commonground.graph.primitives import Primitives
from commonground.graph.reader import Reader
from commonground.graph.ties import Stint, Tie
from commonground.loaders.document import Document
from commonground.ontology.ontology import Ontology

from .backends import Graph


class PrimitiveReader(Reader):
    """Takes its rows from another reader, and leaves everything else to be derived."""

    def __init__(self, reader: Primitives) -> None:
        self._reader = reader

    @property
    def ontology(self) -> Ontology:
        return self._reader.ontology

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        return self._reader.nodes(ids)

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        return self._reader.nodes_of(kinds)

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        return self._reader.edges(ids)

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        return self._reader.ties(people=people, nodes=nodes)

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        return self._reader.stints(people=people, employers=employers)

    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        return self._reader.facts(people)

    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        return self._reader.documents(keys)


class PrimitiveGraph:
    """A store that is asked through its reader's primitives; all else is the store's own."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.reader = PrimitiveReader(graph.reader)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._graph, name)
