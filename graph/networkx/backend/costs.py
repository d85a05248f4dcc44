"""Cheapest paths: Dijkstra's algorithm over rows of costs.

Distances are sums of the weights themselves, added in NetworkX's order; of equally cheap paths the
one is told that it tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final, TypeAlias

from .csr import ArrayGraph
from .search import Closed

Distances: TypeAlias = dict[int, Any]

_NEGATIVE: Final = "Contradictory paths found: negative weights?"


def cheapest(
    graph: ArrayGraph,
    sources: Iterable[int],
    weight: Any,
    cutoff: float | None = None,
    target: int | None = None,
) -> tuple[Distances, dict[int, int]]:
    """Return distances, nearest first, and from where each node is reached.

    Complexity: O((nodes + cells) log nodes).

    Raises:
        ValueError: a weight is negative.
    """
    rows, costs = graph.out.lists, graph.costs(weight)
    distances: Distances = {}
    parents: dict[int, int] = {}
    seen: Distances = dict.fromkeys(sources, 0)
    order = count()
    fringe = [(0, next(order), source) for source in seen]
    while fringe:
        distance, _, node = heappop(fringe)
        if node in distances:
            continue
        distances[node] = distance
        if node == target:
            break
        for other, cost in zip(rows[node], costs[node], strict=True):
            if cost is None:  # such an edge is hidden
                continue
            length = distance + cost
            if cutoff is not None and length > cutoff:
                continue
            if other in distances:
                if length < distances[other]:
                    raise ValueError(_NEGATIVE)
            elif other not in seen or length < seen[other]:
                seen[other] = length
                parents[other] = node
                heappush(fringe, (length, next(order), other))
    return distances, parents


def path_back(parents: dict[int, int], node: int) -> list[int]:
    """Return the path that leads to a node."""
    path = [node]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path[::-1]


def meeting_by_cost(
    graph: ArrayGraph, source: int, target: int, weight: Any, closed: Closed | None = None
) -> tuple[Any, list[int]] | None:
    """Return the length and a cheapest path by searching from both ends; None where none is.

    Raises:
        ValueError: a weight is negative.
    """
    closed = closed or Closed()
    if source in closed.nodes or target in closed.nodes:
        return None
    if source == target:
        return 0, [source]
    order = count()
    sides = (
        _Side(graph, source, weight, closed, order, reverse=False),
        _Side(graph, target, weight, closed, order, reverse=True),
    )
    best: tuple[Any, int] | None = None
    turn = 1
    while sides[0].fringe and sides[1].fringe:
        turn = 1 - turn
        node = sides[turn].nearest()
        if node is None:
            continue
        if best is not None and node in sides[1 - turn].distances:
            length, middle = best
            return length, [
                *path_back(sides[0].parents, middle),
                *path_back(sides[1].parents, middle)[-2::-1],
            ]
        for other, length in sides[turn].relax(node):
            if other in sides[1 - turn].seen:
                whole = length + sides[1 - turn].seen[other]
                if best is None or best[0] > whole:
                    best = whole, other
    return None


class _Side:
    """A search from one end."""

    def __init__(
        self,
        graph: ArrayGraph,
        start: int,
        weight: Any,
        closed: Closed,
        order: count[int],
        *,
        reverse: bool,
    ) -> None:
        self._rows = (graph.into if reverse else graph.out).lists
        self._costs = graph.costs(weight, incoming=reverse)
        self._closed_nodes: Collection[int] = frozenset(closed.nodes)
        self._closed_cells: Collection[int] = frozenset(closed.cells)
        self._size, self._directed, self._reverse = len(graph), graph.is_directed(), reverse
        self._order = order
        self.distances: Distances = {}
        self.seen: Distances = {start: 0}
        self.parents: dict[int, int] = {}
        self.fringe: list[tuple[Any, int, int]] = [(0, next(order), start)]

    def nearest(self) -> int | None:
        """Return the nearest node whose distance was not known; None if it was."""
        distance, _, node = heappop(self.fringe)
        if node in self.distances:
            return None
        self.distances[node] = distance
        return node

    def relax(self, node: int) -> list[tuple[int, Any]]:
        """Go on from a node; return what is nearer than it seemed, and how near."""
        nearer = []
        for other, cost in zip(self._rows[node], self._costs[node], strict=True):
            if cost is None or self._is_closed(node, other):
                continue
            length = self.distances[node] + cost
            if other in self.distances:
                if length < self.distances[other]:
                    raise ValueError(_NEGATIVE)
            elif other not in self.seen or length < self.seen[other]:
                self.seen[other] = length
                self.parents[other] = node
                heappush(self.fringe, (length, next(self._order), other))
                nearer.append((other, length))
        return nearer

    def _is_closed(self, node: int, other: int) -> bool:
        if other in self._closed_nodes:
            return True
        if not self._closed_cells:
            return False
        forth, back = node * self._size + other, other * self._size + node
        if self._directed:
            return (back if self._reverse else forth) in self._closed_cells
        return forth in self._closed_cells or back in self._closed_cells
