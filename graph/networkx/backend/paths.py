"""Shortest paths of a graph of arrays; arguments, results and errors are those of NetworkX."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import Any, TypeAlias

import networkx as nx

from .costs import cheapest, meeting_by_cost, path_back
from .csr import ArrayGraph
from .search import Closed, levels, meeting, no_path

Path: TypeAlias = list[Any]


def bidirectional_shortest_path(G: ArrayGraph, source: Hashable, target: Hashable) -> Path:
    """Return a path of the fewest edges; see ``networkx.bidirectional_shortest_path``."""
    ends = G.at(source, "Source"), G.at(target, "Target")
    found = meeting(G, *ends)
    if found is None:
        raise no_path(G, *ends)
    return G.named(found)


def single_source_shortest_path(
    G: ArrayGraph, source: Hashable, cutoff: float | None = None
) -> dict[Any, Path]:
    """Return a path to every node that can be reached, the nearest first."""
    paths: dict[Any, Path] = {}
    told: dict[int, Path] = {-1: []}
    for level in levels(G.out, G.at(source, "Source"), _until(cutoff)):
        for at, parent in zip(level.nodes.tolist(), level.parents.tolist(), strict=True):
            node = G.nodes[at]
            paths[node] = told[at] = [*told[parent], node]
    return paths


def single_source_shortest_path_length(
    G: ArrayGraph, source: Hashable, cutoff: float | None = None
) -> dict[Any, int]:
    """Return how far every node is that can be reached, the nearest first."""
    every = enumerate(levels(G.out, G.at(source, "Source"), _until(cutoff)))
    return {node: far for far, level in every for node in G.named(level.nodes.tolist())}


def multi_source_dijkstra(
    G: ArrayGraph,
    sources: Collection[Hashable],
    target: Hashable | None = None,
    cutoff: float | None = None,
    weight: Any = "weight",
) -> Any:
    """Return distances and paths from the nearest source, or those to one target."""
    starts = _starts(G, sources)
    if target in sources:
        return 0, [target]
    aim = G.number.get(target) if target is not None else None
    distances, parents = cheapest(G, starts, weight, cutoff, aim)
    if target is None:
        paths = {at: [G.nodes[at]] for at in starts}
        for at in distances:
            if at in parents:
                paths[at] = [*paths[parents[at]], G.nodes[at]]
        named = {G.nodes[at]: path for at, path in paths.items()}
        return _named(G, distances), named
    if aim is None or aim not in distances:
        raise nx.NetworkXNoPath(f"No path to {target}.")
    return distances[aim], G.named(path_back(parents, aim))


def multi_source_dijkstra_path_length(
    G: ArrayGraph,
    sources: Collection[Hashable],
    cutoff: float | None = None,
    weight: Any = "weight",
) -> dict[Any, Any]:
    """Return distances from the nearest source, the nearest first."""
    return _named(G, cheapest(G, _starts(G, sources), weight, cutoff)[0])


def dijkstra_path_length(
    G: ArrayGraph, source: Hashable, target: Hashable, weight: Any = "weight"
) -> Any:
    """Return how far a target is."""
    start = G.at(source)
    if source == target:
        return 0
    aim = G.number.get(target)
    distances, _ = cheapest(G, [start], weight, None, aim)
    if aim is None or aim not in distances:
        raise nx.NetworkXNoPath(f"Node {target} not reachable from {source}")
    return distances[aim]


def bidirectional_dijkstra(
    G: ArrayGraph, source: Hashable, target: Hashable, weight: Any = "weight"
) -> tuple[Any, Path]:
    """Return the length and a cheapest path, searched from both ends."""
    ends = G.at(source, "Source"), G.at(target, "Target")
    found = meeting_by_cost(G, *ends, weight)
    if found is None:
        raise no_path(G, *ends)
    return found[0], G.named(found[1])


def shortest_simple_paths(
    G: ArrayGraph, source: Hashable, target: Hashable, weight: Any = None
) -> Iterator[Path]:
    """Give all paths without a loop, the shortest first (Yen's algorithm).

    Complexity: for each path as many searches as it has nodes.
    """
    return _simple_paths(_Spurs(G, weight), source, target)


class _Spurs:
    """Finds the rest of a path from one of its nodes, where other ways are closed."""

    def __init__(self, graph: ArrayGraph, weight: Any) -> None:
        self.graph = graph
        self._weight = weight

    def length(self, path: list[int]) -> Any:
        """Return how long a path is: by its nodes, or by its weights."""
        if self._weight is None:
            return len(path)
        rows, costs = self.graph.out.lists, self.graph.costs(self._weight)
        return sum(costs[a][rows[a].index(b)] for a, b in pairwise(path))

    def find(self, start: int, target: int, closed: Closed) -> tuple[Any, list[int]] | None:
        """Return the length and the path; None where there is none."""
        if self._weight is not None:
            return meeting_by_cost(self.graph, start, target, self._weight, closed)
        found = meeting(self.graph, start, target, closed)
        return None if found is None else (len(found), found)


def _simple_paths(spurs: _Spurs, source: Hashable, target: Hashable) -> Iterator[Path]:
    graph = spurs.graph
    start, aim = graph.at(source, "source node"), graph.at(target, "target node")
    best = spurs.find(start, aim, Closed())
    if best is None:
        raise no_path(graph, start, aim)
    told: list[list[int]] = []
    order = count()
    waiting = [(best[0], next(order), best[1])]
    known = {tuple(best[1])}
    while waiting:
        _, _, path = heappop(waiting)
        known.discard(tuple(path))
        yield graph.named(path)
        told.append(path)
        for length, other in _turns(spurs, told, aim):
            if tuple(other) not in known:
                known.add(tuple(other))
                heappush(waiting, (length, next(order), other))


def _turns(spurs: _Spurs, told: list[list[int]], aim: int) -> Iterator[tuple[Any, list[int]]]:
    """Give the shortest ways to leave the last path at each of its nodes that nobody has told."""
    path, size = told[-1], len(spurs.graph)
    nodes: set[int] = set()
    cells: set[int] = set()
    for at in range(1, len(path)):
        root = path[:at]
        cells |= {one[at - 1] * size + one[at] for one in told if one[:at] == root}
        found = spurs.find(root[-1], aim, Closed(nodes, cells))
        if found is not None:
            yield spurs.length(root) + found[0], root[:-1] + found[1]
        nodes.add(root[-1])


def _starts(graph: ArrayGraph, sources: Collection[Hashable]) -> list[int]:
    if not sources:
        raise ValueError("sources must not be empty")
    return [graph.at(source) for source in sources]


def _named(graph: ArrayGraph, distances: dict[int, Any]) -> dict[Any, Any]:
    return {graph.nodes[at]: distance for at, distance in distances.items()}


def _until(cutoff: float | None) -> float:
    return float("inf") if cutoff is None else cutoff
