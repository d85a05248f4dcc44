"""Components: which nodes hang together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from .csr import ArrayGraph
from .search import Places


def connected_components(G: ArrayGraph) -> Iterator[set[Any]]:
    """Give the nodes of each component, in the order of their first nodes."""
    found = labels(G)
    order = np.argsort(found, kind="stable")
    bounds = np.flatnonzero(np.diff(found[order])) + 1
    for members in np.split(order, bounds) if len(order) else ():
        yield set(G.named(members.tolist()))


weakly_connected_components = connected_components


def node_connected_component(G: ArrayGraph, n: Hashable) -> set[Any]:
    """Return the nodes of the component of one.

    Raises:
        KeyError: there is no such node.
    """
    found = labels(G)
    return set(G.named(np.flatnonzero(found == found[G.number[n]]).tolist()))


def is_connected(G: ArrayGraph) -> bool:
    """Return whether there is one component, directions aside.

    Raises:
        networkx.NetworkXPointlessConcept: there is no node.
    """
    if not len(G):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return not labels(G).any()


is_weakly_connected = is_connected


def labels(graph: ArrayGraph) -> Places:
    """Return the smallest number in each node's component (N).

    Each node takes the smallest label around it, and labels are followed to their ends, until
    nothing changes. Complexity: O(cells · log nodes) but for graphs made to be slow.
    """
    found = np.arange(len(graph))
    a, b = graph.out.owners, graph.out.nodes
    while True:
        least = np.minimum(found[a], found[b])
        last = found.copy()
        # To the label's own node, not to the node: a whole tree joins the other at once.
        np.minimum.at(found, found[a], least)
        np.minimum.at(found, found[b], least)
        while not np.array_equal(found, found[found]):
            found = found[found]
        if np.array_equal(found, last):
            return found
