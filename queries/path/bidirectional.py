"""The cheapest paths of a graph that is learnt round by round, from both ends."""

from __future__ import annotations

from collections.abc import Collection
from heapq import heappop, heappush
from typing import Final

from ..answer import MICRO
from ..measures.weights import passing
from .contracted import Contracted
from .distances import Distances
from .search import WeightedPath, cheapest_paths

_CROSSING: Final = passing(2, 0.0)
"""What lies between two people costs at least this: a node of both, or a concept of each."""

_HUB_LEVEL: Final = 2 * MICRO + _CROSSING
"""The level of a person next to an end: of those tied to a hub, who are never listed."""

_ROUND: Final = 512
"""Ties that a round may list at least; fewer would take no less time."""


def paths_by_rounds(graph: Contracted, start: str, goal: str, k: int) -> list[WeightedPath]:
    """Return the k cheapest paths, having looked at hardly more of the graph than they need.

    A path that is not wholly known leaves the known edges at a node that was not looked at and
    costs ``P`` from the start, and comes back to them at another that costs ``S`` from the goal
    (the cost of a node includes passing it). It costs ``P + S``, and at least a ``_CROSSING`` more
    where both are people. With a *level* of ``2 · cost + _CROSSING`` for a person and ``2 · cost -
    _CROSSING`` for any other node, it costs at least half the sum of both levels. So once the least
    levels on the two sides add up to more than twice the k-th known path, no better path exists,
    nor an equal one that has not been weighed.

    Each round looks at what has the least levels, no further than the k-th known path asks, and
    lists no more ties than all rounds before, so that paths which are still bad lead nobody far.
    A round is two calls of the reader for all nodes together. The crowd of an end is never listed:
    whoever is met is asked for.
    """
    graph.join(k)
    search = _RoundSearch(graph, start, goal)
    changed: Collection[str] = (start, goal)
    paths: list[WeightedPath] = []
    limit = None
    while changed:
        search.learn(changed, limit)
        paths = cheapest_paths(graph, start, search.back, k, limit)
        # Whether a path makes a detour is known when all facts of its people are.
        people = {id for path in paths for id in path.middle if graph.is_person(id)}
        if unknown := sorted(id for id in people if not graph.looked_at(id)):
            changed = graph.look(unknown)
            continue
        limit = paths[-1].cost if len(paths) == k else None
        changed = search.look(limit)
    return paths


class _RoundSearch:
    """Decides what of the graph is looked at next."""

    def __init__(self, graph: Contracted, start: str, goal: str) -> None:
        self._graph = graph
        self._fronts = (_Front(graph, start, goal), _Front(graph, goal, start))
        self._listed = 0

    @property
    def back(self) -> Distances:
        """Return the known distances from the goal."""
        return self._fronts[1].distances

    def learn(self, changed: Collection[str], limit: int | None) -> None:
        """Learn from nodes around which something is new; what costs too much is left out."""
        for front in self._fronts:
            front.learn(changed, limit)

    def look(self, limit: int | None) -> Collection[str]:
        """Look at the next nodes, unless no path of ``limit`` or less can be unknown.

        Return the nodes around which something is new; none when all is known that matters.
        """
        nodes = self._next(limit)
        if nodes:
            self._listed += sum(map(self._graph.size, nodes))
            return self._graph.look(nodes)
        # Both ends are hubs and all else is known: only the people of one of them can still matter.
        stuck = len(self._graph.hubs) == 2 and self._is_open(limit)
        return (self._graph.expand_hub(),) if stuck else ()

    def _next(self, limit: int | None) -> Collection[str]:
        nodes: set[str] = set()
        # Doubling: the last round costs no more than all before it.
        room = max(_ROUND, self._listed)
        while room > 0 and self._is_open(limit):
            nearest = [(front.next(), at) for at, front in enumerate(self._fronts)]
            free = [(level, at) for level, at in nearest if level is not None]
            if not free:
                break
            id = self._fronts[min(free)[1]].take()
            room -= 0 if id in nodes else self._graph.size(id)
            nodes.add(id)
        return nodes

    def _is_open(self, limit: int | None) -> bool:
        """Return whether a path that is not known may cost ``limit`` or less."""
        levels = [front.level() for front in self._fronts]
        known = [level for level in levels if level is not None]
        return len(known) == 2 and (limit is None or sum(known) <= 2 * limit)


class _Front:
    """What is known around one end and was not looked at, by its level."""

    def __init__(self, graph: Contracted, end: str, other: str) -> None:
        self._graph = graph
        self.distances = Distances(graph, end, other)
        self._queue: list[tuple[int, str]] = []

    def learn(self, changed: Collection[str], limit: int | None) -> None:
        """Learn from nodes around which something is new; what costs too much is left out."""
        end = self.distances.end
        for id in self.distances.update(changed, limit) | ({end} & set(changed)):
            if not self._graph.looked_at(id):
                # What a path must still pay after a person is a crossing, and half of it counts on
                # each side.
                half = _CROSSING if self._graph.is_person(id) else -_CROSSING
                heappush(self._queue, (2 * self.distances.costs[id] + half, id))

    def level(self) -> int | None:
        """Return the least level of what may be unknown; None: nothing is."""
        if self.distances.end not in self._graph.hubs:
            return self._least()
        least = self.next()
        return _HUB_LEVEL if least is None else least

    def next(self) -> int | None:
        """Return the least level of what can be looked at; None: nothing."""
        least = self._least()
        beyond = (
            least is not None and least >= _HUB_LEVEL and self.distances.end in self._graph.hubs
        )
        return None if beyond else least

    def take(self) -> str:
        """Remove what has the least level and return it."""
        return heappop(self._queue)[1]

    def _least(self) -> int | None:
        while self._queue and self._graph.looked_at(self._queue[0][1]):
            heappop(self._queue)
        return self._queue[0][0] if self._queue else None
