"""The pyvis network of a scene: shapes, colours, sizes and fixed places.

Every kind has a shape and a fill that no other kind has, so that it is told apart without colour.
The colours are few, keep a contrast of 3:1 against the page and differ in lightness, which also
helps those who see red and green alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from ..graph.display import shortened
from ..graph.model import Edge, Node
from .layout import positions
from .scene import Scene
from .words import caption, family

if TYPE_CHECKING:
    from pyvis.network import Network

_CHARACTER = 7.4  # pixels: the mean width in the drawing's font of 13 pixels
_CAPTIONS_KEPT_CLEAR = 150  # of more nodes those captions are shown that fit, others on zooming


@dataclass(frozen=True)
class Look:
    """How a kind is drawn: its plural, shape, filled or outlined, colour on light and on dark."""

    many: str
    shape: str
    filled: bool
    light: str
    dark: str


BLUE, GREEN, ORANGE = ("#0a6aa8", "#5eb3ea"), ("#0b7d5d", "#3ec79a"), ("#b96a00", "#f0ad3c")
RED, PURPLE, PINK = ("#c2410c", "#ff8a5c"), ("#6d4aa3", "#b79cf0"), ("#b03a78", "#f08fc0")
GREY = ("#5c6470", "#aab2bd")

LOOKS: Final[dict[str, Look]] = {
    "Person": Look("People", "dot", True, *BLUE),
    "Role": Look("Roles", "dot", False, *BLUE),
    "Employer": Look("Employers", "square", True, *GREEN),
    "School": Look("Schools", "square", False, *PURPLE),
    "Education": Look("Education", "triangleDown", False, *PURPLE),
    "Degree": Look("Degrees", "triangleDown", True, *PURPLE),
    "Field": Look("Fields of study", "ellipse", False, *PURPLE),
    "Project": Look("Projects", "box", False, *GREEN),
    "Technology": Look("Technologies", "diamond", True, *ORANGE),
    "Language": Look("Languages", "triangle", True, *RED),
    "Chain": Look("Chains", "hexagon", True, *PINK),
    "Protocol": Look("Protocols", "triangle", False, *ORANGE),
    "Pattern": Look("Patterns", "star", True, *PINK),
    "Practice": Look("Practices", "star", False, *RED),
    "Domain": Look("Domains", "hexagon", False, *GREEN),
    "Category": Look("Categories", "diamond", False, *GREY),
}
OTHER: Final = Look("Other", "dot", True, *GREY)


def network_of(scene: Scene) -> Network:
    """Return the scene as a pyvis ``Network``: physics off, each node at its place.

    pyvis's own page fetches scripts and runs text found in titles, so it is not used: nodes carry
    no ``title``, and ``visualizations.page`` writes the page.
    """
    from pyvis.network import Network  # here, because it imports IPython

    network = Network(directed=True)
    network.toggle_physics(False)
    degree = Counter(end for edge in scene.edges for end in (edge.source, edge.target))
    places = positions(boxes_of(scene), [(edge.source, edge.target) for edge in scene.edges])
    for node in scene.nodes:
        x, y = places[node.id]
        network.add_node(node.id, x=x, y=y, **_drawn(node, degree[node.id], node.id in scene.focus))
    for edge, bend in _bends(scene.edges):
        group = family(edge.type)
        arrows = "to" if group == "ontology" else ""  # elsewhere the kinds tell the direction
        network.add_edge(edge.source, edge.target, id=edge.id, group=group, arrows=arrows, **bend)
    return network


def boxes_of(scene: Scene) -> dict[str, tuple[float, float]]:
    """Return the room that each node takes, in pixels; large pictures show few captions."""
    if len(scene.nodes) > _CAPTIONS_KEPT_CLEAR:
        return {node.id: (32.0, 32.0) for node in scene.nodes}
    labels = {node.id: shortened(caption(node)) for node in scene.nodes}
    return {node: (max(48.0, len(label) * _CHARACTER), 60.0) for node, label in labels.items()}


def size_of(degree: int, focus: bool) -> float:
    """Return half the width of a node that has so many links, in pixels."""
    # By the root, so that the area tells the number of links; a hub of thousands stays a node.
    return round(8 + 2.2 * sqrt(min(degree, 60)) + (4 if focus else 0), 1)


def _drawn(node: Node, degree: int, focus: bool) -> dict[str, Any]:
    look = LOOKS.get(node.kind, OTHER)
    return {
        "label": shortened(caption(node)),
        "shape": look.shape,
        "color": look.light,
        "group": node.kind,
        "size": size_of(degree, focus),
    }


def _bends(edges: tuple[Edge, ...]) -> list[tuple[Edge, dict[str, Any]]]:
    """Bend parallel links apart, so that each can be seen; a single link stays straight."""
    pairs: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        pairs[tuple(sorted((edge.source, edge.target)))].append(edge)
    out = []
    for edge in edges:
        ends = tuple(sorted((edge.source, edge.target)))
        place = pairs[ends].index(edge)
        side = "curvedCW" if edge.source == ends[0] else "curvedCCW"
        bend = {"enabled": True, "type": side, "roundness": round(0.12 * place, 2)}
        out.append((edge, {"smooth": bend} if place else {}))
    return out
