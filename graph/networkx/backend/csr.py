"""A graph as compressed sparse rows, as algorithms take it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ..ends import Ends, Numbers, starts

if TYPE_CHECKING:
    Network: TypeAlias = nx.Graph[Any]

BACKEND: Final = "commonground"
"""The name under which NetworkX knows the backend (see pyproject.toml)."""

Floats: TypeAlias = NDArray[np.float64]
Values: TypeAlias = Callable[[Any], Sequence[Any]]
"""Returns an attribute of every edge, 1 where one has it not."""


@dataclass(frozen=True)
class Rows:
    """The neighbours of N nodes in C cells, of which each holds one edge or several parallel ones.

    - ``start`` (N + 1): the cells of node n are ``start[n]`` to ``start[n + 1]``;
    - ``nodes`` (C): the neighbour of each cell, none twice for one node;
    - ``edge_start`` (C + 1) and ``edges`` (E): the numbers of the edges in each cell.
    """

    start: Numbers
    nodes: NDArray[np.int32]
    edge_start: Numbers
    edges: Numbers

    @cached_property
    def counts(self) -> Numbers:
        """How many edges there are in each cell (C)."""
        return np.diff(self.edge_start)

    @cached_property
    def degrees(self) -> Numbers:
        """How many edges each node has (N)."""
        return np.diff(self.edge_start[self.start])

    @cached_property
    def owners(self) -> Numbers:
        """The node of each cell (C)."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    @cached_property
    def lists(self) -> list[list[int]]:
        """The neighbours of each node as Python's numbers, for loops that are none of numpy's."""
        nodes = self.nodes.tolist()
        bounds = self.start.tolist()
        return [nodes[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]

    def least(self, values: Sequence[Any]) -> list[Any]:
        """Return the smallest value of the edges of each cell, as it is (C)."""
        told = [values[edge] for edge in self.edges.tolist()]
        if len(told) == len(self.nodes):
            return told
        bounds = self.edge_start.tolist()
        return [min(told[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]

    def sums(self, values: Sequence[Any]) -> Floats:
        """Return the sum of the values of the edges of each cell (C)."""
        if not len(self.edges):
            return np.zeros(0)
        told = np.fromiter(map(float, values), np.float64, len(values))[self.edges]
        return np.add.reduceat(told, self.edge_start[:-1])


class ArrayGraph:
    """A graph of the backend: nodes by number, and their neighbours from either side.

    ``out`` are the rows of neighbours that edges lead to, ``into`` those that they come from (the
    same rows where the graph is undirected). ``origin`` is the graph that it was made of.
    """

    __networkx_backend__ = BACKEND

    def __init__(
        self,
        nodes: Sequence[Hashable],
        number: dict[Hashable, int],
        out: Rows,
        into: Rows | None,
        values: Values,
        *,
        multigraph: bool,
        origin: Network | None = None,
    ) -> None:
        self.nodes, self.number, self.out = nodes, number, out
        self.into = out if into is None else into
        self.origin = origin
        self._directed, self._multigraph = into is not None, multigraph
        self._values = cache(values)
        self._costs: dict[tuple[Any, bool], list[list[Any]]] = {}

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        try:
            return node in self.number
        except TypeError:
            return False

    def __repr__(self) -> str:
        arrow = "directed" if self._directed else "undirected"
        return f"<ArrayGraph, {arrow}, {len(self)} nodes, {len(self.out.nodes)} cells>"

    def is_directed(self) -> bool:
        """Return whether edges have a direction."""
        return self._directed

    def is_multigraph(self) -> bool:
        """Return whether edges may be parallel."""
        return self._multigraph

    @property
    def arrays(self) -> ArrayGraph:
        """This graph: every graph of the backend has its arrays under this name."""
        return self

    def number_of_nodes(self) -> int:
        """Return how many nodes there are."""
        return len(self.nodes)

    def number_of_edges(self) -> int:
        """Return how many edges there are, parallel ones each."""
        return int(self.degrees.sum()) // 2

    @cached_property
    def degrees(self) -> Numbers:
        """How many ends of edges each node has (N)."""
        if self._directed:
            return self.out.degrees + self.into.degrees
        # A loop has both its ends at one node, and stands there once.
        loops = self.out.owners == self.out.nodes
        own = np.bincount(self.out.owners[loops], self.out.counts[loops], len(self))
        return self.out.degrees + own.astype(np.int64)

    @cached_property
    def cells(self) -> Numbers:
        """All cells of ``out`` as source × N + target, sorted (C)."""
        return np.sort(self.out.owners * len(self) + self.out.nodes)

    def at(self, node: Hashable, role: str = "Node") -> int:
        """Return the number of a node.

        Raises:
            networkx.NodeNotFound: there is no such node.
        """
        if node not in self:
            raise nx.NodeNotFound(f"{role} {node} is not in G")
        return self.number[node]

    def named(self, numbers: Iterable[int]) -> list[Any]:
        """Return the nodes of some numbers."""
        return [self.nodes[at] for at in numbers]

    def costs(self, weight: Any, *, incoming: bool = False) -> list[list[Any]]:
        """Return what each neighbour of each node costs, of parallel edges the least.

        They are the values themselves, so that sums are exactly those of NetworkX.
        """
        rows = self.into if incoming else self.out
        asked = (weight, rows is self.into and self._directed)
        if asked not in self._costs:
            told, bounds = rows.least(self._values(weight)), rows.start.tolist()
            pairs = zip(bounds, bounds[1:], strict=False)
            self._costs[asked] = [told[a:b] for a, b in pairs]
        return self._costs[asked]

    def sums(self, weight: Any) -> Floats:
        """Return the weight of each cell of ``out``, of parallel edges together (C)."""
        if weight is None:
            return self.out.counts.astype(np.float64)
        return self.out.sums(self._values(weight))

    def to_networkx(self) -> Network:
        """Return the graph that this one was made of, or one of the same nodes and edges."""
        if self.origin is not None:
            return self.origin
        graph: Network = nx.DiGraph() if self._directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        ends = zip(self.named(self.out.owners), self.named(self.out.nodes), strict=True)
        graph.add_edges_from(ends)
        return graph


def of_ends(ends: Ends, values: Values, origin: Network) -> ArrayGraph:
    """Return a directed graph with parallel edges; edges have the numbers that the ends give."""
    every = np.arange(ends.size)
    out = _rows(ends.sources, ends.targets, every, len(ends.ids))
    into = _rows(ends.targets[ends.into], ends.sources[ends.into], ends.into, len(ends.ids))
    return ArrayGraph(ends.ids, ends.number, out, into, values, multigraph=True, origin=origin)


def simple(ends: Ends, *, directed: bool) -> ArrayGraph:
    """Return a graph of the same nodes with at most one edge between two, of no attributes."""
    size = len(ends.ids)
    forth = ends.sources.astype(np.int64) * size + ends.targets
    back = ends.targets.astype(np.int64) * size + ends.sources
    cells = np.unique(forth if directed else np.concatenate([forth, back]))
    out, into = _bare(cells, size), None
    if directed:
        into = _bare(np.unique(back), size)
    ones: Sequence[int] = range(1, 2) if not len(cells) else _Ones(len(cells))
    return ArrayGraph(ends.ids, ends.number, out, into, lambda _: ones, multigraph=False)


def of_networkx(graph: Network) -> ArrayGraph:
    """Return the arrays of a graph of NetworkX; neighbours keep its order."""
    nodes = list(graph)
    number: dict[Hashable, int] = {id: at for at, id in enumerate(nodes)}
    multigraph = graph.is_multigraph()
    inner: Any = graph  # whose stubs know nothing of its insides
    first = _told(inner._adj, number, multigraph)
    place = {id(data): at for at, data in enumerate(first.data)}
    into = None
    if graph.is_directed():
        back = _told(inner._pred, number, multigraph)
        into = back.rows([place[id(data)] for data in back.data])
    out = first.rows(list(range(len(first.data))))

    def values(name: Any) -> list[Any]:
        return [data.get(name, 1) for data in first.data]

    return ArrayGraph(nodes, number, out, into, values, multigraph=multigraph, origin=graph)


@dataclass
class _Told:
    """The adjacency of a NetworkX graph, cell by cell."""

    cells: list[int]
    nodes: list[int]
    parallel: list[int]
    data: list[dict[Any, Any]]

    def rows(self, edges: list[int]) -> Rows:
        return Rows(
            _after(self.cells),
            np.array(self.nodes, np.int32),
            _after(self.parallel),
            np.array(edges, np.int64),
        )


def _told(adjacent: Any, number: dict[Hashable, int], multigraph: bool) -> _Told:
    told = _Told([], [], [], [])
    for neighbours in adjacent.values():
        told.cells.append(len(neighbours))
        told.nodes += map(number.__getitem__, neighbours)
        for data in neighbours.values():
            told.parallel.append(len(data) if multigraph else 1)
            told.data += data.values() if multigraph else (data,)
    return told


class _Ones(Sequence[Any]):
    """The value 1 so often, in no room."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: Any) -> Any:
        return 1


def _rows(nodes: Any, others: Any, edges: Numbers, size: int) -> Rows:
    """Return the rows of edges that are sorted by node, parallel ones side by side or not."""
    cells = nodes.astype(np.int64) * size + others
    _, first, cell = np.unique(cells, return_index=True, return_inverse=True)
    order = np.lexsort((first[cell], nodes))
    seen = cells[order]
    begins = np.flatnonzero(np.append(True, seen[1:] != seen[:-1])) if len(seen) else order
    return Rows(
        starts(nodes[order][begins], size),
        others[order][begins].astype(np.int32),
        np.append(begins, len(seen)).astype(np.int64),
        edges[order],
    )


def _bare(cells: Numbers, size: int) -> Rows:
    """Return the rows of sorted cells of one edge each."""
    nodes, others = cells // max(size, 1), cells % max(size, 1)
    every = np.arange(len(cells) + 1)
    return Rows(starts(nodes.astype(np.int32), size), others.astype(np.int32), every, every[:-1])


def _after(counts: Sequence[int]) -> Numbers:
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.array(counts, np.int64), out=found[1:])
    return found
