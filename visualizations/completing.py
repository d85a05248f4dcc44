"""What a scene takes from a graph besides its nodes and links: lines, and how much is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..graph.model import Evidence
from ..graph.reader import Reader
from .quotes import read_lines
from .scene import Resolver, Scene, resolved, with_names
from .surroundings import Surroundings
from .telling_apart import told_apart


def completed(scene: Scene, source: Any) -> Scene:
    """Return a scene with the lines behind its references, as a graph or a reader gives them.

    A reader also tells how many neighbours each node has in the whole graph. Nodes that are called
    the same are told apart.
    """
    reader = getattr(source, "reader", source)
    known = reader if isinstance(reader, Reader) else None
    scene = with_names(scene, told_apart(scene.nodes, known))
    if not isinstance(reader, Reader):
        return replace(scene, evidence=resolved(scene, _resolver(source)))
    cited = resolved(scene, reader.cite)
    lines = read_lines(reader.documents, _quoted(scene, cited.values()))
    degrees = scene.degrees or Surroundings(reader).degrees(scene.nodes)
    return replace(scene, evidence=cited, lines=lines, degrees=degrees)


def _quoted(scene: Scene, cited: Any) -> Iterator[Evidence]:
    yield from cited
    rows = (*scene.rows, *(row for one in scene.instead for row in one.rows))
    for row in rows:
        yield from row.evidence
        for related in (*row.terms, *row.people):
            yield from related.evidence


def _resolver(source: Any) -> Resolver | None:
    """Return what reads the lines behind references: the caller's function, or a ``cite``."""
    if callable(source):
        return source  # type: ignore[no-any-return]  # the caller's own, as documented
    cite = getattr(source, "cite", None)
    return cite if callable(cite) else None
