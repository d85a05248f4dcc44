"""Breadth-first search, a level at a time; what is found first is what NetworkX finds first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .csr import ArrayGraph, Rows

Places: TypeAlias = NDArray[Any]


class Level(NamedTuple):
    """Nodes that are as far from the start, and from which node each was first reached."""

    nodes: Places
    parents: Places


class Closed(NamedTuple):
    """What a search may not pass: nodes by number, and cells as source × N + target."""

    nodes: Collection[int] = ()
    cells: Collection[int] = ()


def spread(rows: Rows, level: Places) -> tuple[Places, Places, Places]:
    """Return, for all cells of some nodes in turn, the node, its neighbour and the cell."""
    begin = rows.start[level]
    counts = rows.start[level + 1] - begin
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    cells = np.repeat(begin - (ends - counts), counts) + np.arange(total)
    return np.repeat(level, counts), rows.nodes[cells], cells


def levels(rows: Rows, start: int, cutoff: float) -> Iterator[Level]:
    """Give the levels around a node, its own first, up to a distance.

    Complexity: O(nodes and cells that are reached).
    """
    first = _First(len(rows.start) - 1)
    level = first.of(np.array([start]), np.array([-1]))
    distance = 0
    while len(level.nodes):
        yield level
        if not distance < cutoff:
            return
        distance += 1
        whose, found, _ = spread(rows, level.nodes)
        level = first.of(found, whose)


def meeting(
    graph: ArrayGraph, source: int, target: int, closed: Closed | None = None
) -> list[int] | None:
    """Return a shortest path by searching from both ends; None where there is none.

    The smaller side goes on, the first of equals; the first node that both reach is the middle.
    """
    closed = closed or Closed()
    if source in closed.nodes or target in closed.nodes:
        return None
    if source == target:
        return [source]
    sides = _Side(graph.out, source, len(graph)), _Side(graph.into, target, len(graph))
    ways = _open(graph, closed, reverse=False), _open(graph, closed, reverse=True)
    while len(sides[0].level) and len(sides[1].level):
        side = 0 if len(sides[0].level) <= len(sides[1].level) else 1
        middle = sides[side].step(sides[1 - side], ways[side])
        if middle is not None:
            return sides[0].back(middle)[::-1] + sides[1].back(middle)[1:]
    return None


class _First:
    """Tells which nodes are seen for the first time, in the order in which that happens."""

    def __init__(self, size: int) -> None:
        self.seen = np.zeros(size, np.bool_)
        self._mark = np.zeros(size, np.int64)

    def of(self, found: Places, parents: Places) -> Level:
        new = ~self.seen[found]
        found, parents = found[new], parents[new]
        order = np.arange(len(found))
        # Of a node that stands there often the last to be written is its first place.
        self._mark[found[::-1]] = order[::-1]
        once = self._mark[found] == order
        self.seen[found] = True
        return Level(found[once], parents[once])


class _Side:
    """A search from one end."""

    def __init__(self, rows: Rows, start: int, size: int) -> None:
        self._rows = rows
        self._first = _First(size)
        self._parent = np.full(size, -1, np.int64)
        self.level, _ = self._first.of(np.array([start]), np.array([-1]))

    def step(self, other: _Side, passes: Any) -> int | None:
        """Go on by one level; return the first node that the other side has reached too."""
        whose, found, _ = spread(self._rows, self.level)
        if passes is not None:
            may = passes(whose, found)
            whose, found = whose[may], found[may]
        met = np.flatnonzero(other._first.seen[found])
        if len(met):
            at = int(met[0])
            self._parent[found[at]] = whose[at]
            return int(found[at])
        self.level, parents = self._first.of(found, whose)
        self._parent[self.level] = parents
        return None

    def back(self, node: int) -> list[int]:
        """Return a node and those by which it was reached."""
        path = []
        while node >= 0:
            path.append(node)
            node = int(self._parent[node])
        return path


def _open(graph: ArrayGraph, closed: Closed, *, reverse: bool) -> Any:
    """Return what tells which steps from one node to another are open; None where all are."""
    if not closed.nodes and not closed.cells:
        return None
    size = len(graph)
    shut = np.zeros(size, np.bool_)
    shut[list(closed.nodes)] = True
    cells = np.array(sorted(closed.cells), np.int64)

    def passes(whose: Places, found: Places) -> Places:
        forth, back = whose * size + found, found.astype(np.int64) * size + whose
        may = ~shut[found] & ~np.isin(back if reverse else forth, cells)
        if not graph.is_directed():
            may &= ~np.isin(forth if reverse else back, cells)
        return may

    return passes


def no_path(graph: ArrayGraph, source: int, target: int) -> nx.NetworkXNoPath:
    """Return the error that there is no path between two nodes."""
    a, b = graph.named((source, target))
    return nx.NetworkXNoPath(f"No path between {a} and {b}.")
