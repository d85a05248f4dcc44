"""The map's places: each bubble amid what stands out in it, the bubbles as far apart as it takes.

Bubbles are linked with each other more than with anything else, so that the forces of one drawing
draw them all into its middle, and their names upon each other. Here each bubble is first drawn with
its own skills, as a star; then the stars are drawn as single nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, TypeAlias

from .layout import Box, positions
from .scene import Scene

_Places: TypeAlias = Mapping[str, tuple[int, int]]

BUBBLE: Final = "Community"
_FEWEST: Final = 3
"""Bubbles of a map; fewer are no crowd."""
_ROOM: Final = 24.0
"""Pixels around a star."""


def is_map(scene: Scene) -> bool:
    """Return whether a scene is of groups and what they know, and of nobody in particular."""
    kinds = [node.kind for node in scene.nodes]
    return kinds.count(BUBBLE) >= _FEWEST and "Person" not in kinds


def places_of_map(scene: Scene, boxes: Mapping[str, Box]) -> dict[str, tuple[int, int]]:
    """Return where each node of a map stands, in pixels around the origin; no boxes overlap."""
    stars = _stars(scene)
    home = {id: bubble for bubble, own in stars.items() for id in own}
    drawn = {
        bubble: positions(
            {id: boxes[id] for id in own}, [(bubble, id) for id in own if id != bubble]
        )
        for bubble, own in stars.items()
    }
    whole = {bubble: _box(places, boxes) for bubble, places in drawn.items()}
    links = [(home[edge.source], home[edge.target]) for edge in scene.edges]
    middles = positions(whole, links)
    return {
        id: (middles[bubble][0] + x, middles[bubble][1] + y)
        for bubble, places in drawn.items()
        for id, (x, y) in places.items()
    }


def _stars(scene: Scene) -> dict[str, list[str]]:
    """Return the nodes by the bubble at which they stand, that in which most people have them.

    What stands at none is a star of its own.
    """
    people: defaultdict[str, dict[str, int]] = defaultdict(dict)
    bubbles = {node.id for node in scene.nodes if node.kind == BUBBLE}
    for edge in scene.edges:
        for bubble, id in ((edge.source, edge.target), (edge.target, edge.source)):
            if bubble in bubbles and id not in bubbles:
                count = edge.properties.get("people")
                people[id][bubble] = count if isinstance(count, int) else 0
    stars: dict[str, list[str]] = {node.id: [node.id] for node in scene.nodes if node.id in bubbles}
    for node in scene.nodes:
        if node.id not in bubbles:
            near = people[node.id]
            home = min(near, key=lambda one: (-near[one], one)) if near else node.id
            stars.setdefault(home, []).append(node.id)
    return stars


def _box(places: _Places, boxes: Mapping[str, Box]) -> Box:
    """Return the box around the origin that holds what is drawn there."""
    wide = max(abs(x) + boxes[id][0] / 2 for id, (x, _) in places.items())
    high = max(abs(y) + boxes[id][1] / 2 for id, (_, y) in places.items())
    return 2 * wide + _ROOM, 2 * high + _ROOM
