"""A stored graph as NetworkX sees it, read when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from .attributes import Attributes, refuse
from .backend.csr import BACKEND, ArrayGraph, of_ends, simple
from .ends import Ends
from .source import BATCH, Link, Source

if TYPE_CHECKING:
    _Base: TypeAlias = nx.MultiDiGraph[Any]
else:
    _Base = nx.MultiDiGraph

_Loaded: TypeAlias = "Callable[[], Mapping[Any, Mapping[Any, Attributes]]]"


class GraphView(_Base):
    """A read-only MultiDiGraph over a source; nothing is read before somebody looks.

    A node and its edges are read alone. What concerns the whole graph (how many nodes there are, to
    go over all of them, an algorithm) reads the ends of all edges once. Algorithms of the backend
    run on arrays of them; every other of NetworkX runs as on any MultiDiGraph. Copies, and parts of
    a copy, are ordinary graphs.

    Raises:
        networkx.NetworkXError: whatever would change the graph.
    """

    __networkx_backend__ = BACKEND
    frozen = True

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.graph = Attributes()
        self._node = _Nodes(self)
        self._adj = _Rows(self, incoming=False)
        self._pred = _Rows(self, incoming=True)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        # NetworkX makes copies and parts by ``G.__class__()``: those are graphs of one's own.
        return nx.MultiDiGraph

    @cached_property
    def ends(self) -> Ends:
        """All nodes, and the ends of all edges, as arrays."""
        return self.source.ends()

    @property
    def is_whole(self) -> bool:
        """Whether the ends of all edges have been read."""
        return "ends" in self.__dict__

    @cached_property
    def arrays(self) -> ArrayGraph:
        """The graph that algorithms run on: directed, with parallel edges."""
        return of_ends(self.ends, lambda name: self.source.values(name, self.ends), self)

    def simple(self, *, directed: bool = False) -> ArrayGraph:
        """Return the same nodes with at most one edge between two, for algorithms alone.

        It has no attributes. ``nx.adamic_adar_index`` and its like take no other graph.
        """
        return simple(self.ends, directed=directed)

    def size(self, weight: str | None = None) -> Any:
        """Return how many edges there are, or the sum of an attribute of all of them."""
        return self.ends.size if weight is None else super().size(weight)

    add_node = add_nodes_from = remove_node = remove_nodes_from = refuse
    add_edge = add_edges_from = add_weighted_edges_from = refuse
    remove_edge = remove_edges_from = clear = clear_edges = update = refuse

    def __reduce__(self) -> tuple[Any, ...]:
        # What is pickled leaves this process, and the store stays: a copy goes in its place.
        return nx.MultiDiGraph.copy(self).__reduce_ex__(4)  # type: ignore[return-value]


class _Nodes(Mapping[Any, Attributes]):
    """The nodes with their attributes."""

    def __init__(self, graph: GraphView) -> None:
        self._graph = graph

    def __getitem__(self, id: Hashable) -> Attributes:
        hash(id)  # a list is no node, and NetworkX asks for the error that a dict gives
        return self._graph.source.nodes([id])[id]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._graph.ends.ids)

    def __len__(self) -> int:
        return len(self._graph.ends.ids)

    def items(self) -> ItemsView[Any, Attributes]:
        """Return nodes and attributes, many of which are read at once."""
        return _NodeItems(self, self._graph)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, ({id: data.copy() for id, data in self.items()},)


class _NodeItems(ItemsView[Any, Attributes]):
    def __init__(self, nodes: _Nodes, graph: GraphView) -> None:
        super().__init__(nodes)
        self._graph = graph

    def __iter__(self) -> Iterator[tuple[Any, Attributes]]:
        for ids in _chunks(self._graph.ends.ids):
            found = self._graph.source.nodes(ids)
            yield from ((id, found[id]) for id in ids)


class _Rows(Mapping[Any, Mapping[Any, Mapping[Any, Attributes]]]):
    """The neighbours of every node: those that its edges lead to, or ``incoming`` ones."""

    def __init__(self, graph: GraphView, *, incoming: bool) -> None:
        self._graph = graph
        self._incoming = incoming

    def __getitem__(self, id: Hashable) -> Mapping[Any, Mapping[Any, Attributes]]:
        hash(id)
        if not self._graph.is_whole:
            links = self._links(id)
            if not links and id not in self._graph:
                raise KeyError(id)
            return self._told(links)
        ends = self._graph.ends
        at = ends.number[id]
        edges = ends.edges_to(at) if self._incoming else ends.edges_from(at)
        return _Row(ends, self._incoming, edges.tolist(), lambda: self._told(self._links(id)))

    def __contains__(self, id: object) -> bool:
        return id in self._graph._node

    def __iter__(self) -> Iterator[Any]:
        return iter(self._graph.ends.ids)

    def __len__(self) -> int:
        return len(self._graph.ends.ids)

    def items(self) -> ItemsView[Any, Mapping[Any, Mapping[Any, Attributes]]]:
        """Return nodes and their neighbours; the source is told who comes next."""
        return _RowItems(self, self._graph)

    def __reduce__(self) -> tuple[Any, ...]:
        rows = {
            id: {
                other: {key: data.copy() for key, data in keys.items()}
                for other, keys in row.items()
            }
            for id, row in self.items()
        }
        return dict, (rows,)

    def _links(self, id: Hashable) -> Sequence[Link]:
        source = self._graph.source
        return source.edges_to(id) if self._incoming else source.edges_from(id)

    def _told(self, links: Sequence[Link]) -> Mapping[Any, Mapping[Any, Attributes]]:
        found: dict[Any, dict[Any, Attributes]] = {}
        for link in links:
            other = link.source if self._incoming else link.target
            found.setdefault(other, {})[link.key] = link.attributes
        return found


class _RowItems(ItemsView[Any, Mapping[Any, Mapping[Any, Attributes]]]):
    def __init__(self, rows: _Rows, graph: GraphView) -> None:
        super().__init__(rows)
        self._graph, self._rows = graph, rows

    def __iter__(self) -> Iterator[tuple[Any, Mapping[Any, Mapping[Any, Attributes]]]]:
        for ids in _chunks(self._graph.ends.ids):
            self._graph.source.expect(ids)
            yield from ((id, self._rows[id]) for id in ids)


class _Row(Mapping[Any, Mapping[Any, Attributes]]):
    """The neighbours of one node by the ends; attributes are read when they are looked at."""

    def __init__(self, ends: Ends, incoming: bool, edges: Sequence[int], load: _Loaded) -> None:
        self._ends, self._load = ends, load
        others = (ends.sources if incoming else ends.targets)[edges].tolist() if edges else []
        self._edges: dict[Any, list[int]] = {}
        for edge, other in zip(edges, others, strict=True):
            self._edges.setdefault(ends.ids[other], []).append(edge)

    def __getitem__(self, id: Hashable) -> Mapping[Any, Attributes]:
        return _Keys(self._ends, self._edges[id], lambda: self._loaded[id])

    def __contains__(self, id: object) -> bool:
        return id in self._edges

    def __iter__(self) -> Iterator[Any]:
        return iter(self._edges)

    def __len__(self) -> int:
        return len(self._edges)

    @cached_property
    def _loaded(self) -> Mapping[Any, Mapping[Any, Attributes]]:
        return self._load()


class _Keys(Mapping[Any, Attributes]):
    """The edges between two nodes."""

    def __init__(
        self, ends: Ends, edges: Sequence[int], load: Callable[[], Mapping[Any, Attributes]]
    ) -> None:
        self._ends, self._edges, self._load = ends, edges, load

    def __getitem__(self, key: Hashable) -> Attributes:
        return self._load()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Any]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._edges)

    @cached_property
    def _keys(self) -> tuple[Hashable, ...]:
        return tuple(self._ends.keys(self._edges))


def _chunks(ids: Sequence[Hashable]) -> Iterator[list[Hashable]]:
    rest = iter(ids)
    while chunk := list(islice(rest, BATCH)):
        yield chunk
