"""Groups of nodes that are linked more with each other than with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from ..ontology.kinds import ONTOLOGY_TYPES
from .scene import Scene

_SEED: Final = 20251201
_FEWEST: Final = 8
"""Nodes of a scene that is worth dividing."""


def communities_of(scene: Scene) -> dict[str, int]:
    """Return the number of each node's group, the largest group first; none in a small scene."""
    if len(scene.nodes) < _FEWEST:
        return {}
    weights: Counter[tuple[str, str]] = Counter()
    for edge in scene.edges:
        # Relations say what words mean, not who is near to whom.
        if edge.type not in ONTOLOGY_TYPES and edge.source != edge.target:
            weights[min(edge.source, edge.target), max(edge.source, edge.target)] += 1
    return divided(weights)


def divided(weights: Mapping[tuple[str, str], float]) -> dict[str, int]:
    """Return the number of each node's group by the Louvain method; the same links, the same.

    Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of
    communities in large networks", Journal of Statistical Mechanics (2008) P10008.
    """
    if not weights:
        return {}
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({end for pair in weights for end in pair}))
    graph.add_weighted_edges_from((a, b, weights[a, b]) for a, b in sorted(weights))
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    ordered = sorted(map(sorted, found), key=lambda one: (-len(one), one))
    return {id: number for number, group in enumerate(ordered) for id in group}
