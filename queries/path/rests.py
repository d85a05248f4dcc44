"""How a path may go on: relations in a row, and what the rest of a path costs at least."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import repeat
from math import inf
from typing import Final, TypeAlias

from .distances import Distances, Surroundings

MOST: Final = 2
"""Relations in a row on a path: of three, nobody would say that they connect two people."""

Row: TypeAlias = tuple[str, ...]
"""The nodes from which the relations in a row were taken that end a path; empty after a fact."""

_CLOSED: Final = object()


def row_after(graph: Surroundings, a: str, b: str, row: Row) -> Row | None:
    """Return the row of relations after a step from ``a``; None where it says nothing."""
    if graph.tied(a, b):
        return ()
    if len(row) == MOST or (row and not graph.leads_on(row[-1], a, b)):
        return None
    return (*row, a)


def least_rest(
    graph: Surroundings,
    id: str,
    row: Row,
    barred: Callable[[str], bool],
    back: Distances,
    most: float,
) -> float:
    """Return the least that a rest costs that may be gone; infinity above ``most``.

    Where there is none, this side may be all of the graph and the goal's a few nodes, or the other
    way round. So both are walked through by turns, and the smaller one says so.
    """
    queue = [(0, id, row, 0)]
    done: set[tuple[str, Row]] = set()
    behind = _behind(graph, id, barred, back.end)
    while queue:
        _, id, row, spent = heappop(queue)
        if id == back.end:
            return spent
        if (id, row) in done:
            continue
        done.add((id, row))
        for least, after, cost in onward(graph, id, back, spent):
            if next(behind, _CLOSED) is _CLOSED:
                return inf
            if least <= most and not barred(after):
                then = row_after(graph, id, after, row)
                if then is not None and (after, then) not in done:
                    heappush(queue, (least, after, then, cost))
    return inf


def _behind(
    graph: Surroundings, id: str, barred: Callable[[str], bool], goal: str
) -> Iterator[None]:
    """Walk back from the goal as a rest may be gone, a step each time; end if ``id`` is not met."""
    done: set[tuple[str, Row]] = set() if barred(goal) else {(goal, ())}
    queue = deque(done)
    while queue:
        after, row = queue.popleft()
        for before in graph.around(after):
            yield
            then = _row_before(graph, before, after, row)
            if then is None or before == goal or (before, then) in done:
                continue
            if before == id:
                yield from repeat(None)  # a rest may be there: the other side finds it
            if not barred(before):
                done.add((before, then))
                queue.append((before, then))


def _row_before(graph: Surroundings, a: str, b: str, row: Row) -> Row | None:
    """Return the nodes to which relations in a row lead from ``a``; None where one says nothing."""
    if graph.tied(a, b):
        return ()
    if len(row) == MOST or (row and not graph.leads_on(a, b, row[0])):
        return None
    return (b, *row)


def onward(
    graph: Surroundings, id: str, back: Distances, spent: int
) -> Iterator[tuple[int, str, int]]:
    """Give the next nodes: what a path over each costs at least, and what it has cost by then."""
    for after, step in graph.around(id).items():
        rest = back.costs.get(after)
        if rest is not None:
            node_cost = 0 if after == back.end else graph.node_cost(after)
            yield spent + step + rest, after, spent + step + node_cost
