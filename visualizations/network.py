"""The pyvis network of a scene: shapes, colours, sizes and fixed places."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..graph.display import shortened
from ..graph.model import Edge, Node
from .looks import look_of, size_of
from .placing import places_of
from .scene import Scene
from .words import caption, family

if TYPE_CHECKING:
    from pyvis.network import Network


def network_of(scene: Scene) -> Network:
    """Return the scene as a pyvis ``Network``: physics off, each node at its place.

    pyvis's own page fetches scripts and runs text found in titles, so it is not used: nodes carry
    no ``title``, and ``visualizations.page`` writes the page.
    """
    from pyvis.network import Network  # here, because it imports IPython

    network = Network(directed=True)
    network.toggle_physics(False)
    degree = Counter(end for edge in scene.edges for end in (edge.source, edge.target))
    places = places_of(scene)
    for node in scene.nodes:
        x, y = places[node.id]
        network.add_node(node.id, x=x, y=y, **_drawn(node, degree[node.id], node.id in scene.focus))
    for edge, bend in _bends(scene.edges):
        group = family(edge.type)
        arrows = "to" if group == "ontology" else ""  # elsewhere the kinds tell the direction
        network.add_edge(edge.source, edge.target, id=edge.id, group=group, arrows=arrows, **bend)
    return network


def _drawn(node: Node, degree: int, focus: bool) -> dict[str, Any]:
    look = look_of(node.kind)
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
