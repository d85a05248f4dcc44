"""Scenes of a stored graph: a neighbourhood, or all of it where that can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..graph.model import Node
from ..graph.reader import Reader
from .scene import LIMIT, Scene, scene_of_parts
from .surroundings import Surroundings, around
from .words import caption, counted

_MANY = 120
"""People around one concept or employer: more are a crowd, not a picture."""


def scene_around(
    reader: Reader,
    id: str,
    *,
    hops: int = 1,
    title: str | None = None,
    limit: int = LIMIT,
    whole: bool = False,
) -> Scene:
    """Return the picture of one node, the best of what lies within ``hops`` and the links between.

    Raises:
        NotFound: the graph has no such node.
    """
    surroundings = Surroundings(reader)
    middle = surroundings.node(id)
    most = limit if middle.kind == "Person" or hops > 1 else min(limit, _MANY)
    part, near = around(surroundings, id, hops=hops, limit=most, whole=whole)
    focus = (id, *near)
    words = title or f"Around {caption(middle)}"
    scene = scene_of_parts(
        part.nodes, part.edges, title=words, limit=limit, focus=focus, whole=True
    )
    degrees = surroundings.degrees(scene.nodes)
    left_out = scene.left_out or _left_out(middle, degrees[id], scene)
    return _focused(scene, id, left_out, degrees)


def scene_of_all(
    reader: Reader, *, title: str | None = None, limit: int = LIMIT, whole: bool = False
) -> Scene:
    """Return the picture of everybody; of more people than can be looked at the map of them."""
    if reader.population() > limit:
        from .map import scene_of_map

        return scene_of_map(reader, title=title, limit=limit)
    people = reader.everyone()
    things = {tie.node for tie in reader.ties() if tie.kind not in {"Project", "Degree", "Field"}}
    part = Surroundings(reader).between(people, things, whole=whole)
    return scene_of_parts(part.nodes, part.edges, title=title, limit=limit, whole=True)


def _focused(scene: Scene, id: str, left_out: str, degrees: Mapping[str, int]) -> Scene:
    return replace(scene, focus=(id,), left_out=left_out, degrees=degrees)


def _left_out(middle: Node, neighbours: int, scene: Scene) -> str:
    """Say how many neighbours there are where not all are shown."""
    near = {
        other
        for edge in scene.edges
        if middle.id in (edge.source, edge.target)
        for other in (edge.source, edge.target)
    } - {middle.id}
    if neighbours <= len(near):
        return ""
    return (
        f"Shown are {len(near):,} of the {counted(neighbours, 'neighbour')} of {caption(middle)}."
    )
