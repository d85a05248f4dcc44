"""Parts of a graph, as graphs of NetworkX that are one's own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
import numpy as np

from .costs import cheapest
from .csr import ArrayGraph, Rows
from .search import levels

if TYPE_CHECKING:
    Network: TypeAlias = nx.Graph[Any]


def ego_graph(
    G: ArrayGraph,
    n: Hashable,
    radius: float = 1,
    center: bool = True,
    undirected: bool = False,
    distance: str | None = None,
) -> Network:
    """Return what is around a node, with all edges between; see ``networkx.ego_graph``.

    Only that part is read of a graph that lies in a store.
    """
    start = G.at(n)
    found: Iterable[int]
    if distance is None:
        rows = _both(G) if undirected and G.is_directed() else G.out
        near = levels(rows, start, float("inf") if radius is None else radius)
        found = chain.from_iterable(level.nodes.tolist() for level in near)
    else:
        found = cheapest(G, [start], distance, radius)[0]
    part: Network = G.to_networkx().subgraph(G.named(found)).copy()
    if not center:
        part.remove_node(n)
    return part


def _both(graph: ArrayGraph) -> Rows:
    """Return the rows of neighbours on either side; their cells hold no edges."""
    size = len(graph)
    a = np.concatenate([graph.out.owners, graph.into.owners])
    b = np.concatenate([graph.out.nodes, graph.into.nodes])
    cells = np.unique(a * size + b)
    start = np.searchsorted(cells, np.arange(size + 1) * size)
    empty = np.zeros(len(cells) + 1, np.int64)
    return Rows(start, (cells % max(size, 1)).astype(np.int32), empty, empty[:0])
