"""What each known node costs from an end of a path, kept and corrected while the graph grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from math import inf
from typing import Protocol


class Surroundings(Protocol):
    """An undirected graph whose steps and nodes cost something; every node costs more than 0."""

    def around(self, id: str) -> Mapping[str, int]:
        """Return the neighbours of a node with the cost of the step to each."""

    def node_cost(self, id: str) -> int:
        """Return the cost of passing through a node."""

    def tied(self, a: str, b: str) -> bool:
        """Return whether a fact joins two nodes, as far as is known."""

    def leads_on(self, a: str, b: str, c: str) -> bool:
        """Return whether the relations from ``a`` to ``b`` to ``c`` say something of both ends."""


class Distances:
    """What it costs to come from an end to each known node and to pass it; the end costs nothing.

    Exact for the edges that ``update`` was told of (Dijkstra's search, resumed where edges are
    new): an edge is followed again only where one of its nodes has come nearer. Nothing is reached
    through ``other``, where paths end.
    """

    def __init__(self, graph: Surroundings, end: str, other: str) -> None:
        self._graph = graph
        self._other = other
        self.end = end
        self.costs: dict[str, int] = {end: 0}
        self._before: dict[str, str] = {}
        # Grows never: what was left out as too dear stays so.
        self._limit: float = inf

    def update(self, changed: Iterable[str], limit: int | None = None) -> set[str]:
        """Follow the edges of nodes that have new ones; return what has come nearer.

        What costs more than ``limit``, which never grows, is left out.
        """
        if limit is not None:
            self._limit = limit
        changed = set(changed)
        nearer = {id for id in changed if self._approach(id)}
        queue = [(self.costs[id], id) for id in changed if id in self.costs]
        heapify(queue)
        while queue:
            cost, id = heappop(queue)
            # A queue entry that a nearer one has overtaken; paths end at the other end and pass no
            # further.
            if cost > self.costs[id] or id == self._other:
                continue
            for after, step in self._graph.around(id).items():
                if self._comes(after, cost + step + self._graph.node_cost(after), id):
                    nearer.add(after)
                    heappush(queue, (self.costs[after], after))
        return nearer

    def rest(self, id: str) -> Iterator[str]:
        """Give what follows a node on its cheapest path to the end, the end included."""
        while id != self.end:
            id = self._before[id]
            yield id

    def _approach(self, id: str) -> bool:
        """Reach a node from its nearest neighbour, where that is nearer than was known."""
        around = self._graph.around(id).items()
        known = ((self.costs[one] + step, one) for one, step in around if one in self.costs)
        # Ties between neighbours go by id, so that the tree of distances is one.
        far, before = min((pair for pair in known if pair[1] != self._other), default=(None, ""))
        return far is not None and self._comes(id, far + self._graph.node_cost(id), before)

    def _comes(self, id: str, cost: int, before: str) -> bool:
        if cost >= self.costs.get(id, self._limit + 1):
            return False
        self.costs[id] = cost
        self._before[id] = before
        return True
