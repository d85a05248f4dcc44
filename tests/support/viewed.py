"""A lazy view over any MultiDiGraph, whose nodes and keys may be anything."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from commonground.graph.networkx.attributes import Attributes
from commonground.graph.networkx.ends import Ends
from commonground.graph.networkx.source import Link, Source
from commonground.graph.networkx.view import GraphView


def viewed(graph: nx.MultiDiGraph[Any], *, whole: bool = False) -> GraphView:
    """Return a view of a graph, of which the ends of all edges are known if it is ``whole``."""
    view = GraphView(GraphSource(graph))
    if whole:
        view.ends  # noqa: B018
    return view


class ChangingView(GraphView):
    """A view of a graph that changes: what would change the view changes that and is seen.

    So tests that change a graph to look at it have their say, though no view that a store gives
    can be changed.
    """

    def __init__(self, graph: nx.MultiDiGraph[Any], *, whole: bool = False) -> None:
        super().__init__(GraphSource(graph))
        self._of, self._at_once = graph, whole
        self._see()

    def add_edge(self, *args: Any, **kwargs: Any) -> Any:
        key = self._of.add_edge(*args, **kwargs)
        self._see()
        return key

    def remove_edge(self, *args: Any, **kwargs: Any) -> None:
        self._of.remove_edge(*args, **kwargs)
        self._see()

    def add_edges_from(self, *args: Any, **kwargs: Any) -> Any:
        keys = self._of.add_edges_from(*args, **kwargs)  # type: ignore[func-returns-value]
        self._see()
        return keys

    def remove_edges_from(self, *args: Any, **kwargs: Any) -> None:
        self._of.remove_edges_from(*args, **kwargs)
        self._see()

    def remove_node(self, *args: Any, **kwargs: Any) -> None:
        self._of.remove_node(*args, **kwargs)
        self._see()

    def _see(self) -> None:
        self.__dict__.pop("ends", None)
        if self._at_once:
            self.ends  # noqa: B018


class GraphSource(Source):
    """Reads a graph of NetworkX."""

    def __init__(self, graph: nx.MultiDiGraph[Any]) -> None:
        self._graph = graph

    def nodes(self, ids: Iterable[Hashable]) -> Mapping[Any, Attributes]:
        return {id: Attributes(self._graph.nodes[id]) for id in ids if id in self._graph}

    def edges_from(self, id: Hashable) -> Sequence[Link]:
        if id not in self._graph:
            return []
        edges = self._graph.out_edges(id, keys=True, data=True)
        return [Link(a, b, key, Attributes(data)) for a, b, key, data in edges]

    def edges_to(self, id: Hashable) -> Sequence[Link]:
        if id not in self._graph:
            return []
        edges = self._graph.in_edges(id, keys=True, data=True)
        return [Link(a, b, key, Attributes(data)) for a, b, key, data in edges]

    def ends(self) -> Ends:
        ids = list(self._graph)
        number = {id: at for at, id in enumerate(ids)}
        edges = list(self._graph.edges(keys=True))
        keys = list({key: None for _, _, key in edges})
        return Ends.of(
            ids,
            [number[a] for a, _, _ in edges],
            [number[b] for _, b, _ in edges],
            [keys.index(key) for _, _, key in edges],
            lambda a, b, type: keys[type],
        )

    def values(self, name: str, ends: Ends) -> list[Any]:
        found: list[Any] = [1] * ends.size
        for at in range(ends.size):
            a, b = (ends.ids[side[at]] for side in (ends.sources, ends.targets))
            (key,) = ends.keys([at])
            found[at] = self._graph.edges[a, b, key].get(name, 1)
        return found
