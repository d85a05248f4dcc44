"""How alike two nodes are by the neighbours that they share; arguments are those of NetworkX."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

import numpy as np

from .csr import ArrayGraph
from .search import Places, spread

Pairs: TypeAlias = "Iterable[tuple[Hashable, Hashable]] | None"
Score: TypeAlias = Callable[[Places, Places], Iterable[float]]

_BATCH: Final = 4096
"""Pairs that are looked at together."""


def jaccard_coefficient(G: ArrayGraph, ebunch: Pairs = None) -> Iterator[tuple[Any, Any, float]]:
    """Give pairs with the share of common neighbours among all neighbours of the two.

    Without pairs all that no edge joins. Complexity: O(the smaller degree) for each pair.
    """
    shared = _Shared(G)
    sizes = np.diff(G.out.start)

    def score(a: Places, b: Places) -> Iterable[float]:
        pair, common = shared.neighbours(a, b)
        # The two themselves count where they are neighbours, though never as common ones.
        every = sizes[a] + sizes[b] - shared.all_of(a, b)
        met = np.bincount(pair, minlength=len(a))
        return [m / n if n else 0 for m, n in zip(met.tolist(), every.tolist(), strict=True)]

    return _scored(G, ebunch, score)


def adamic_adar_index(G: ArrayGraph, ebunch: Pairs = None) -> Iterator[tuple[Any, Any, float]]:
    """Give pairs with the sum of ``1 / log(degree)`` over their common neighbours.

    Adamic and Adar 2003. Without pairs all that no edge joins. Complexity: O(the smaller degree)
    for each pair.

    Raises:
        ZeroDivisionError: a node of degree 1 is a common neighbour: of a node and itself.
    """
    shared = _Shared(G)
    information = np.log(np.maximum(G.degrees, 1))

    def score(a: Places, b: Places) -> Iterable[float]:
        pair, common = shared.neighbours(a, b)
        if not information[common].all():
            raise ZeroDivisionError("a common neighbour has one edge alone")
        if not len(pair):
            return [0] * len(a)
        sums: list[float] = np.bincount(pair, 1 / information[common], len(a)).tolist()
        return sums

    return _scored(G, ebunch, score)


class _Shared:
    """Finds the common neighbours of many pairs at once."""

    def __init__(self, graph: ArrayGraph) -> None:
        self._graph = graph
        self._cells = graph.cells

    def neighbours(self, a: Places, b: Places) -> tuple[Places, Places]:
        """Return common neighbours other than the two, and the place of their pair."""
        pair, common = self._common(a, b)
        others = (common != a[pair]) & (common != b[pair])
        return pair[others], common[others]

    def all_of(self, a: Places, b: Places) -> Places:
        """Return how many common neighbours there are, the two among them (pairs)."""
        return np.bincount(self._common(a, b)[0], minlength=len(a))

    def _common(self, a: Places, b: Places) -> tuple[Places, Places]:
        rows, size = self._graph.out, len(self._graph)
        counts = np.diff(rows.start)
        fewer = counts[a] <= counts[b]
        small, large = np.where(fewer, a, b), np.where(fewer, b, a)
        _, found, _ = spread(rows, small)
        pair = np.repeat(np.arange(len(a)), counts[small])
        wanted = large[pair] * size + found
        at = np.searchsorted(self._cells, wanted)
        there = at < len(self._cells)
        there[there] = self._cells[at[there]] == wanted[there]
        return pair[there], found[there]


def _scored(graph: ArrayGraph, pairs: Pairs, score: Score) -> Iterator[tuple[Any, Any, float]]:
    if pairs is None:
        return _told(graph, _apart(graph), score)
    asked = [(graph.at(a), graph.at(b)) for a, b in pairs]
    return _told(graph, iter(asked), score)


def _told(
    graph: ArrayGraph, pairs: Iterator[tuple[int, int]], score: Score
) -> Iterator[tuple[Any, Any, float]]:
    while batch := list(islice(pairs, _BATCH)):
        a, b = (np.array(column, np.int64) for column in zip(*batch, strict=True))
        for (first, second), value in zip(batch, score(a, b), strict=True):
            yield graph.nodes[first], graph.nodes[second], value


def _apart(graph: ArrayGraph) -> Iterator[tuple[int, int]]:
    """Give the pairs of different nodes that no edge joins."""
    for a in range(len(graph)):
        free = np.ones(len(graph), np.bool_)
        free[: a + 1] = False
        free[graph.out.nodes[graph.out.start[a] : graph.out.start[a + 1]]] = False
        yield from ((a, b) for b in np.flatnonzero(free).tolist())
