"""Where the nodes of a scene stand, and how its links bend: the same for page and picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import sqrt
from typing import Final

from ..graph.display import shortened
from ..graph.model import Node
from .layout import Box, positions
from .looks import size_of
from .map_places import is_map, places_of_map
from .scene import Scene
from .words import caption

CHARACTER: Final = 7.4  # pixels: the mean width in the drawing's font of 13 pixels
_CAPTIONS_KEPT_CLEAR: Final = 500  # of more nodes those captions are shown that fit
_BEND: Final = 0.14


def places_of(scene: Scene) -> Mapping[str, tuple[int, int]]:
    """Return where each node stands, in pixels."""
    boxes = boxes_of(scene)
    if is_map(scene):
        return places_of_map(scene, boxes)
    return positions(boxes, [(edge.source, edge.target) for edge in scene.edges])


def boxes_of(scene: Scene) -> dict[str, Box]:
    """Return the room that each node takes with its caption; large scenes show few captions."""
    sizes = sizes_of(scene)
    if len(scene.nodes) > _CAPTIONS_KEPT_CLEAR:
        return {id: (2 * size + 4, 2 * size + 4) for id, size in sizes.items()}
    labels = {node.id: shortened(caption(node)) for node in scene.nodes}
    return {
        id: (max(48.0, 2 * sizes[id], len(label) * CHARACTER + 8), 2 * sizes[id] + 24)
        for id, label in labels.items()
    }


def sizes_of(scene: Scene) -> dict[str, float]:
    """Return half the width of each node, in pixels."""
    degree = Counter(end for edge in scene.edges for end in (edge.source, edge.target))
    focus = frozenset(scene.focus)
    return {node.id: _size(node, degree[node.id], node.id in focus) for node in scene.nodes}


def _size(node: Node, degree: int, focus: bool) -> float:
    people = node.properties.get("people")
    if node.kind == "Community" and isinstance(people, int):
        # Bubbles differ by thousands: the root of the root keeps the small ones in sight.
        return round(12 + 3.2 * sqrt(sqrt(people)), 1)
    return size_of(degree, focus)


def bends_of(scene: Scene) -> dict[str, float]:
    """Return by how much of its length each link bends aside, so that parallel ones are apart.

    A single link is straight; of several the first is, and the others lie on either side.
    """
    pairs: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    bends: dict[str, float] = {}
    for edge in scene.edges:
        same = pairs[frozenset((edge.source, edge.target))]
        place = (len(same) + 1) // 2 * (-1 if len(same) % 2 else 1)
        # Seen from its own start a link that runs the other way bends to the other side.
        bends[edge.id] = _BEND * place * (1 if edge.source <= edge.target else -1)
        same.append(edge.id)
    return bends
