"""How central nodes are; arguments and results are those of NetworkX."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import networkx as nx
import numpy as np

from .csr import ArrayGraph, Floats
from .search import Places, spread


def pagerank(
    G: ArrayGraph,
    alpha: float = 0.85,
    personalization: Mapping[Any, float] | None = None,
    max_iter: int = 100,
    tol: float = 1.0e-6,
    nstart: Mapping[Any, float] | None = None,
    weight: Any = "weight",
    dangling: Mapping[Any, float] | None = None,
) -> dict[Any, float]:
    """Return the PageRank of all nodes by power iteration.

    ``x ← alpha (x·W + dangling mass) + (1 - alpha) p``, where W are the weights of each node's
    edges divided by their sum, until x moves by less than ``N·tol`` (Page, Brin, Motwani and
    Winograd 1999). Complexity: O(nodes + cells) for each step.

    Raises:
        networkx.PowerIterationFailedConvergence: not within ``max_iter`` steps.
        ZeroDivisionError: the personalization sums to 0.
    """
    size = len(G)
    if not size:
        return {}
    sums = G.sums(weight)
    total = np.bincount(G.out.owners, sums, size)
    share = sums / np.where(total == 0, 1.0, total)[G.out.owners]
    x = _start(G, nstart)
    p = _shares(G, personalization)
    rest = p if dangling is None else _shares(G, dangling)
    idle = total == 0
    for _ in range(max_iter):
        last = x
        moved = np.bincount(G.out.nodes, last[G.out.owners] * share, size)
        x = alpha * (moved + last[idle].sum() * rest) + (1 - alpha) * p
        if np.abs(x - last).sum() < size * tol:
            return dict(zip(G.nodes, x.tolist(), strict=True))
    raise nx.PowerIterationFailedConvergence(max_iter)


def degree_centrality(G: ArrayGraph) -> dict[Any, float]:
    """Return the share of the other nodes that each node's edges could lead to."""
    if len(G) <= 1:
        return dict.fromkeys(G, 1)
    scale = 1.0 / (len(G) - 1.0)
    told = zip(G.nodes, G.degrees.tolist(), strict=True)
    return {node: degree * scale for node, degree in told}


def betweenness_centrality(
    G: ArrayGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Any, float]:
    """Return the share of shortest paths that pass through each node; from k drawn nodes only.

    Brandes' algorithm (2001), a level at a time. Complexity: O(cells) for each node that paths
    begin at.
    """
    random: Random = nx.utils.create_py_random_state(seed)
    drawn = None if k is None or k == len(G) else random.sample(list(G.nodes), k)
    found = np.zeros(len(G))
    sources = range(len(G)) if drawn is None else [G.number[node] for node in drawn]
    for source in sources:
        _accumulate(found, G, source, endpoints)
    scales = _scales(G, sources, drawn is not None, normalized, endpoints)
    return dict(zip(G.nodes, (found * scales).tolist(), strict=True))


def _accumulate(found: Floats, graph: ArrayGraph, source: int, endpoints: bool) -> None:
    """Add what the shortest paths from one node pass through."""
    size = len(graph)
    paths = np.zeros(size)
    paths[source] = 1.0
    steps = list(_steps(graph, source, paths))
    passed = np.zeros(size)
    for whose, others in reversed(steps):
        part = paths[whose] * ((1 + passed[others]) / paths[others])
        passed += np.bincount(whose, part, size)
    reached: Places = np.unique(np.concatenate([np.zeros(0, np.int64), *(b for _, b in steps)]))
    if endpoints:
        found[source] += len(reached)
        passed[reached] += 1
    passed[source] = 0
    found += passed


def _steps(graph: ArrayGraph, source: int, paths: Floats) -> Iterator[tuple[Places, Places]]:
    """Give the cells that shortest paths go by, level by level, and count the paths."""
    size = len(graph)
    seen = np.zeros(size, np.bool_)
    seen[source] = True
    level = np.array([source])
    while len(level):
        whose, others, _ = spread(graph.out, level)
        new = ~seen[others]
        whose, others = whose[new], others[new]
        if not len(others):
            return
        yield whose, others
        paths += np.bincount(others, paths[whose], size)
        seen[others] = True
        level = np.unique(others)


def _scales(graph: ArrayGraph, sources: Any, drawn: bool, normalized: bool, endpoints: bool) -> Any:
    """Return by what each node's sum is multiplied: one number, or one of each node (N)."""
    others = len(graph) if endpoints else len(graph) - 1
    if others < 2:
        return 1.0
    begun = len(sources) if drawn else others

    def scale(begun: int) -> float:
        if normalized:
            return 1 / (begun * (others - 1))
        # Each path of an undirected graph was found from either end.
        return others / (begun * (1 if graph.is_directed() else 2))

    if not drawn or endpoints:
        return scale(begun)
    scales = np.full(len(graph), scale(begun))
    # Of the one node that all paths began at nothing is known.
    scales[list(sources)] = scale(begun - 1) if begun > 1 else math.nan
    return scales


def _start(graph: ArrayGraph, given: Mapping[Any, float] | None) -> Floats:
    if given is None:
        return np.full(len(graph), 1.0 / len(graph))
    return _normalized(graph, given)


def _shares(graph: ArrayGraph, given: Mapping[Any, float] | None) -> Floats:
    if given is not None and not sum(given.get(node, 0) for node in graph.nodes):
        raise ZeroDivisionError("the weights of the nodes sum to 0")
    return _start(graph, given)


def _normalized(graph: ArrayGraph, given: Mapping[Any, float]) -> Floats:
    told = np.array([given.get(node, 0) for node in graph.nodes], np.float64)
    shares: Floats = told / told.sum()
    return shares
