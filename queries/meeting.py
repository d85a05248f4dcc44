"""The cheapest ways of a graph that is learnt round by round, from both ends."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import Final

from .answer import MICRO
from .contracted import Contracted
from .ways import Way, cheapest_ways

_FURTHER: Final = 2 * MICRO


def ways_between(graph: Contracted, start: str, goal: str, k: int) -> list[Way]:
    """Return the k cheapest ways, having looked at no more of the graph than they need.

    Where everything within a cost of ``a`` around the start and of ``b`` around the goal is known
    (the cost of a node includes passing it), every way that costs ``a + b`` or less is known too:
    walk it until the cost would exceed ``a``; what lies beyond the next node costs less than ``b``
    from the goal. So the k-th way that is known says how far to look, and once ``a + b`` has
    reached its cost no better one exists, nor an equal one that has not been weighed. Both sides
    look half as far: that meets at the hubs, whose crowds are never listed.

    Each round is two calls of the reader for all nodes together; people and hubs take turns, and
    hubs within reach have few people, so that there are few rounds.
    """
    reach = _Reach(graph, start, goal, k)
    while True:
        ways = cheapest_ways(graph, start, goal, k)
        cost = ways[-1].cost if len(ways) == k else None
        if cost is not None and cost <= reach.certain:
            return ways
        if not reach.extend(cost):
            return ways


class _Reach:
    """How far the graph is known around both ends; ``certain`` is the cost of all known ways."""

    def __init__(self, graph: Contracted, start: str, goal: str, k: int) -> None:
        self._graph = graph
        self._ends = (start, goal)
        self.certain = 0
        graph.join(k)
        self._look(0)

    def extend(self, cost: int | None) -> bool:
        """Look further: for all ways of a cost, else a bit on each side; False: all is known."""
        if len(self._graph.crowded) == 2:
            self._graph.disperse()
            self._look(self.certain)
            return True
        nearest = [self._nearest(end) for end in self._ends if end not in self._graph.crowded]
        if None in nearest:
            return False
        least = max(self.certain + _FURTHER, 2 * min(one for one in nearest if one is not None))
        self._look(least if cost is None else cost)
        return True

    def _look(self, cost: int) -> None:
        """Look at everything from which a way of this cost may be made."""
        radii = self._radii(cost)
        while True:
            near = [id for end in self._ends for id in self._unknown(end, radii[end])]
            if not near:
                self.certain = sum(radii.values())
                return
            self._graph.look(near)

    def _radii(self, cost: int) -> dict[str, int]:
        """Share a cost among both ends; around a crowded one less than a person's is looked at."""
        crowded = self._graph.crowded
        if not crowded:
            return dict.fromkeys(self._ends, -(-cost // 2))
        rest = max(0, cost - (MICRO - 1))
        return {end: MICRO - 1 if end in crowded else rest for end in self._ends}

    def _unknown(self, end: str, radius: int) -> list[str]:
        near = _within(self._graph, end, radius)
        return [id for id in near if not self._graph.looked_at(id)]

    def _nearest(self, end: str) -> int | None:
        """Return how far the nearest node is whose surroundings are not known."""
        near = _within(self._graph, end, None)
        unknown = (cost for id, cost in near.items() if not self._graph.looked_at(id))
        return min(unknown, default=None)


def _within(graph: Contracted, start: str, radius: int | None) -> Mapping[str, int]:
    """Return the known nodes within a radius with the cost to reach and pass each (Dijkstra)."""
    known: dict[str, int] = {}
    queue = [(0, start)]
    while queue:
        cost, id = heappop(queue)
        if id in known:
            continue
        known[id] = cost
        for other, step in graph.around(id).items():
            far = cost + step + graph.toll(other)
            if other not in known and (radius is None or far <= radius):
                heappush(queue, (far, other))
    return known
