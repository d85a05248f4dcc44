"""Groups of nodes that are linked more with each other than with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final, TypeAlias

from ..ontology.kinds import ONTOLOGY_TYPES
from .scene import Scene

_Links: TypeAlias = "list[defaultdict[int, float]]"

_PASSES: Final = 20
_LEAST: Final = 1e-9  # what rounding makes of no gain at all
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
    """Return the number of each node's group, the largest first; the same links, the same groups.

    The Louvain method, without its random order: nodes are visited from the best linked on, and of
    equal groups the first is taken.
    Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of
    communities in large networks", Journal of Statistical Mechanics (2008) P10008.
    Complexity: O(links) a pass, some ten passes.
    """
    names = sorted({end for pair in weights for end in pair})
    number = {name: at for at, name in enumerate(names)}
    links: _Links = [defaultdict(float) for _ in names]
    for a, b in sorted(weights):
        links[number[a]][number[b]] += weights[a, b]
        links[number[b]][number[a]] += weights[a, b]
    group = list(range(len(names)))
    while True:
        moved = _moved(links)
        place = {one: at for at, one in enumerate(sorted(set(moved)))}
        group = [place[moved[one]] for one in group]
        if len(place) == len(links):
            return _numbered(names, group)
        links = _joined(links, [place[one] for one in moved])


def _moved(links: _Links) -> list[int]:
    """Return the group of each node after every node went where it gains the most modularity."""
    strength = [sum(own.values()) for own in links]
    whole = sum(strength) or 1.0
    group, within = list(range(len(links))), list(strength)
    order = sorted(range(len(links)), key=lambda node: (-strength[node], node))
    for _ in range(_PASSES):
        before = list(group)
        for node in order:
            group[node] = _best(node, links[node], group, within, strength[node] / whole)
        if group == before:
            break
    return group


def _best(
    node: int, own: Mapping[int, float], group: list[int], within: list[float], share: float
) -> int:
    """Return the group in which a node gains most; it is taken out of its own and put there."""
    near: defaultdict[int, float] = defaultdict(float)
    for other, weight in own.items():
        if other != node:
            near[group[other]] += weight
    strength, now = sum(own.values()), group[node]
    within[now] -= strength
    best, most = now, near.get(now, 0.0) - within[now] * share
    for one in sorted(near):
        gain = near[one] - within[one] * share
        if gain > most + _LEAST:
            best, most = one, gain
    within[best] += strength
    return best


def _joined(links: _Links, group: list[int]) -> _Links:
    """Return the links between groups; those within one are a link of it with itself."""
    found: _Links = [defaultdict(float) for _ in range(max(group) + 1)]
    for node, own in enumerate(links):
        for other, weight in own.items():
            found[group[node]][group[other]] += weight
    return found


def _numbered(names: list[str], group: list[int]) -> dict[str, int]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for name, one in zip(names, group, strict=True):
        members[one].append(name)
    ordered = sorted(members.values(), key=lambda own: (-len(own), own))
    return {name: at for at, own in enumerate(ordered) for name in own}
