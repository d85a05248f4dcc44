"""The k cheapest simple ways between two nodes of a graph that is seen a node at a time.

Best-first search over simple ways, with the exact distance to the goal as its guide: a second
search runs back from the goal, only as far as the first one asks. Both end as soon as the k-th way
is known, however large the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Protocol


class Surroundings(Protocol):
    """An undirected graph whose steps and nodes cost something; every toll is above 0."""

    def around(self, id: str) -> Mapping[str, int]:
        """Return the neighbours of a node with the cost of the step to each."""

    def toll(self, id: str) -> int:
        """Return the cost of passing through a node."""


@dataclass(frozen=True, slots=True)
class Way:
    """The nodes from one end to the other, and the cost of the steps and of what lies between."""

    cost: int
    nodes: tuple[str, ...]

    @property
    def middle(self) -> frozenset[str]:
        """Return the nodes between the ends."""
        return frozenset(self.nodes[1:-1])


def cheapest_ways(graph: Surroundings, start: str, goal: str, k: int) -> list[Way]:
    """Return the k cheapest simple ways, no two with the same middle; ties by the ids in order.

    Exact for any graph: a way's estimate never exceeds its cost, and of ways that cost the same the
    one with the smaller ids leaves the queue first. The number of ways looked at is about k times
    their length times the neighbours of a node, beside one Dijkstra search that reaches as far as
    the k-th way's cost.

    Source: P. Hart, N. Nilsson, B. Raphael, "A formal basis for the heuristic determination of
    minimum cost paths", 1968; the lazily resumed search from the goal follows D. Silver,
    "Cooperative pathfinding", 2005 (reverse resumable A*).
    """
    back = _Back(graph, goal)
    queue: list[tuple[int, tuple[str, ...], int]] = [(0, (start,), 0)]
    found: dict[frozenset[str], Way] = {}
    while queue and len(found) < k:
        estimate, nodes, spent = heappop(queue)
        if nodes[-1] == goal:
            found.setdefault(frozenset(nodes[1:-1]), Way(spent, nodes))
            continue
        rest = back.distance(nodes[-1], estimate - spent)
        if rest is None:
            continue
        if spent + rest > estimate:
            heappush(queue, (spent + rest, nodes, spent))
            continue
        for after, step in graph.around(nodes[-1]).items():
            if after not in nodes:
                cost = spent + step + (0 if after == goal else graph.toll(after))
                heappush(queue, (cost + back.least(after), (*nodes, after), cost))
    return list(found.values())


class _Back:
    """Dijkstra's search from the goal, resumed when more of it is needed."""

    def __init__(self, graph: Surroundings, goal: str) -> None:
        self._graph = graph
        self._goal = goal
        self._known: dict[str, int] = {}
        self._queue = [(0, goal)]

    def least(self, id: str) -> int:
        """Return a lower bound of a node's distance: exact where the search has been there."""
        if id in self._known:
            return self._known[id]
        return self._queue[0][0] if self._queue else 0

    def distance(self, id: str, bound: int) -> int | None:
        """Return a node's distance, or any lower bound of it above ``bound``; None: no way.

        A node that the search has not reached lies at least as far as its frontier.
        """
        while id not in self._known:
            if not self._queue:
                return None
            if self._queue[0][0] > bound:
                return self._queue[0][0]
            self._advance()
        return self._known[id]

    def _advance(self) -> None:
        distance, id = heappop(self._queue)
        if id in self._known:
            return
        self._known[id] = distance
        passed = distance + (0 if id == self._goal else self._graph.toll(id))
        for other, step in self._graph.around(id).items():
            if other not in self._known:
                heappush(self._queue, (passed + step, other))
