"""The k cheapest paths without detours between two nodes of a graph that is learnt piece by piece.

What each known node costs from either end is kept and corrected while the graph grows; the paths
themselves are a best-first search over simple paths with the exact distance to the goal as its
guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf
from typing import Final, Protocol, TypeAlias

MOST: Final = 2
"""Relations in a row on a path: of three, nobody would say that they connect two people."""

Row: TypeAlias = tuple[str, ...]
"""The nodes from which the relations in a row were taken that end a path; empty after a fact."""


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


@dataclass(frozen=True, slots=True)
class WeightedPath:
    """The nodes from one end to the other, and the cost of the steps and of what lies between."""

    cost: int
    nodes: tuple[str, ...]

    @property
    def middle(self) -> frozenset[str]:
        """Return the nodes between the ends."""
        return frozenset(self.nodes[1:-1])


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


def cheapest_paths(
    graph: Surroundings, start: str, back: Distances, k: int, limit: int | None = None
) -> list[WeightedPath]:
    """Return the k cheapest paths, no two with the same middle; ties by the ids in order.

    No path makes a detour: what a fact joins to a node of it follows that node at once (but for its
    two ends, between which a longer path may say more), and at most two relations stand in a row,
    of which the second leads on from the first.

    ``back`` knows all distances from the goal; ``limit`` leaves out paths that cost more. Exact for
    any graph: a path's estimate never exceeds its cost, and of paths that cost the same the one
    with the smaller ids leaves the queue first. Where the cheapest rest would cross the path
    itself, the rest is sought without that, so that all that leaves the queue begins a path.

    Source: P. Hart, N. Nilsson, B. Raphael, "A formal basis for the heuristic determination of
    minimum cost paths", 1968; J. Yen, "Finding the k shortest loopless paths in a network", 1971.
    """
    most = inf if limit is None else limit
    queue: list[tuple[float, tuple[str, ...], int]] = [(0, (start,), 0)]
    found: dict[frozenset[str], WeightedPath] = {}
    while queue and len(found) < k:
        estimate, nodes, spent = heappop(queue)
        if nodes[-1] == back.end:
            found.setdefault(frozenset(nodes[1:-1]), WeightedPath(spent, nodes))
            continue
        barred = _barred(graph, nodes, back.end)
        row = _row_at_end(graph, nodes)
        # The cheapest rest may cross the path itself, or have relations in a row that say nothing;
        # then the estimate is too low and is corrected before the path is taken further.
        if len(nodes) > 1 and not _goes_on(graph, nodes[-1], row, back, barred):
            longer = spent + _detour(graph, nodes[-1], row, barred, back, most - spent)
            if longer > estimate:
                if longer < inf:
                    heappush(queue, (longer, nodes, spent))
                continue
        for least, after, cost in _onward(graph, nodes[-1], back, spent):
            goes = least <= most and not barred(after)
            if goes and _row(graph, nodes[-1], after, row) is not None:
                heappush(queue, (least, (*nodes, after), cost))
    return list(found.values())


def _barred(graph: Surroundings, nodes: Sequence[str], goal: str) -> Callable[[str], bool]:
    """Return what says whether a path may not come to a node: it was there, or makes a detour."""
    start, *between = nodes[:-1] or nodes

    def barred(id: str) -> bool:
        if id in nodes or any(graph.tied(one, id) for one in between):
            return True
        return len(nodes) > 1 and id != goal and graph.tied(start, id)

    return barred


def _row_at_end(graph: Surroundings, nodes: Sequence[str]) -> Row:
    """Return the row of relations at whose end a path has come."""
    row: Row = ()
    for a, b in pairwise(nodes):
        row = _row(graph, a, b, row) or ()
    return row


def _row(graph: Surroundings, a: str, b: str, row: Row) -> Row | None:
    """Return the row of relations after a step from ``a``; None where it says nothing."""
    if graph.tied(a, b):
        return ()
    if len(row) == MOST or (row and not graph.leads_on(row[-1], a, b)):
        return None
    return (*row, a)


def _goes_on(
    graph: Surroundings, id: str, row: Row, back: Distances, barred: Callable[[str], bool]
) -> bool:
    """Return whether the cheapest rest of a path may be gone."""
    for after in back.rest(id):
        then = _row(graph, id, after, row)
        if then is None or barred(after):
            return False
        id, row = after, then
    return True


def _detour(
    graph: Surroundings,
    id: str,
    row: Row,
    barred: Callable[[str], bool],
    back: Distances,
    most: float,
) -> float:
    """Return the least that a rest costs that may be gone; infinity above ``most``."""
    queue = [(0, id, row, 0)]
    done: set[tuple[str, Row]] = set()
    while queue:
        _, id, row, spent = heappop(queue)
        if id == back.end:
            return spent
        if (id, row) in done:
            continue
        done.add((id, row))
        for least, after, cost in _onward(graph, id, back, spent):
            if least <= most and not barred(after):
                then = _row(graph, id, after, row)
                if then is not None and (after, then) not in done:
                    heappush(queue, (least, after, then, cost))
    return inf


def _onward(
    graph: Surroundings, id: str, back: Distances, spent: int
) -> Iterator[tuple[int, str, int]]:
    """Give the next nodes: what a path over each costs at least, and what it has cost by then."""
    for after, step in graph.around(id).items():
        rest = back.costs.get(after)
        if rest is not None:
            node_cost = 0 if after == back.end else graph.node_cost(after)
            yield spent + step + rest, after, spent + step + node_cost
