"""The k cheapest paths without detours between two nodes of a graph that is learnt piece by piece.

What each known node costs from either end is kept and corrected while the graph grows; the paths
themselves are a best-first search over simple paths with the exact distance to the goal as its
guide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from .distances import Distances, Surroundings
from .rests import Row, least_rest, onward, row_after


@dataclass(frozen=True, slots=True)
class WeightedPath:
    """The nodes from one end to the other, and the cost of the steps and of what lies between."""

    cost: int
    nodes: tuple[str, ...]

    @property
    def middle(self) -> frozenset[str]:
        """Return the nodes between the ends."""
        return frozenset(self.nodes[1:-1])


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
            longer = spent + least_rest(graph, nodes[-1], row, barred, back, most - spent)
            if longer > estimate:
                if longer < inf:
                    heappush(queue, (longer, nodes, spent))
                continue
        for least, after, cost in onward(graph, nodes[-1], back, spent):
            goes = least <= most and not barred(after)
            if goes and row_after(graph, nodes[-1], after, row) is not None:
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
        row = row_after(graph, a, b, row) or ()
    return row


def _goes_on(
    graph: Surroundings, id: str, row: Row, back: Distances, barred: Callable[[str], bool]
) -> bool:
    """Return whether the cheapest rest of a path may be gone."""
    for after in back.rest(id):
        then = row_after(graph, id, after, row)
        if then is None or barred(after):
            return False
        id, row = after, then
    return True
