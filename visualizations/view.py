"""Write a picture: an answer, a graph, a neighbourhood or some nodes and edges, as one page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import UsageError
from ..graph.export.output import write_outputs
from ..graph.model import Node
from ..graph.store import StoredGraph
from .completing import completed
from .picture import drawn as pictured
from .scene import LIMIT, Scene
from .viewable import scene_of

if TYPE_CHECKING:
    from .viewable import Viewable

_DETAILED: Final = 12  # nodes that a page tells more of; each takes about as much as a resume
_OTHER_PICTURES: Final = frozenset({".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".eps", ".bmp"})


def view(
    thing: Viewable,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    limit: int = LIMIT,
    around: Node | str | None = None,
    hops: int = 1,
    graph: Any = None,
    force: bool = False,
    whole: bool = False,
) -> Path:
    """Write the picture of ``thing`` to ``path`` and return the path.

    The suffix says the kind: ``.svg``, ``.png`` (by an installed Chromium), else a page.

    ``thing`` is an answer, a graph in the form of ``to_networkx()`` or anything that has that
    method, or nodes and edges in one list. ``around`` (a node or its id) keeps what lies within
    ``hops`` of it. Roles, studies and projects stand on the links between people, employers,
    schools and skills; with ``whole`` they are nodes of their own. At most ``limit`` nodes are
    drawn; the page says what was left out. ``graph`` (an open graph, a reader, or a function like
    ``Reader.cite``), else ``thing`` itself, gives the lines behind references that an answer does
    not carry.

    A graph's own files and other databases are never written over; a document that was loaded into
    ``graph`` (without one: whatever is no page) is only with ``force``.

    Raises:
        NotFound: the graph has no node ``around``.
        UsageError: the page cannot be written there, or ``thing`` cannot be drawn.
    """
    scene = scene_of(thing, title=title, limit=limit, around=around, hops=hops, whole=whole)
    source = graph if graph is not None else thing
    complete = completed(scene, source)
    known = next((one for one in (graph, thing) if isinstance(one, StoredGraph)), None)
    write_outputs({Path(path): drawn(complete, Path(path).suffix, known)}, known, force=force)
    return Path(path)


def drawn(scene: Scene, suffix: str = ".html", graph: StoredGraph | None = None) -> str | bytes:
    """Return a scene as what a suffix says: ``.svg``, ``.png``, else a page.

    A page of a ``graph`` tells more of the nodes that it is about than the picture shows of them.

    Raises:
        UsageError: no picture of that kind can be made.
    """
    kind = suffix.lower()
    if kind in _OTHER_PICTURES:
        raise UsageError(f"no {kind} is written: name a file that ends in .html, .svg or .png")
    if kind not in {".svg", ".png"}:
        from .explorer.page import page_html
        from .explorer.scenes import scene_json

        details = _details(scene, graph) if graph is not None else {}
        return page_html(scene.title, scene=scene_json(scene), details=details)
    picture = pictured(scene)
    if kind == ".svg":
        return picture.svg
    from .raster import png_of

    return png_of(picture.svg, (picture.width, picture.height))


def _details(scene: Scene, graph: StoredGraph) -> dict[str, dict[str, Any]]:
    from .explorer.nodes import node_json

    kinds = {node.id: node.kind for node in scene.nodes}
    about = [row.id for row in scene.rows] if scene.answered else scene.focus
    wanted = [id for id in about if kinds.get(id) == "Person" or not scene.answered]
    # What is drawn for many, such as a community, is no node of the graph.
    known = graph.reader.nodes(wanted[:_DETAILED])
    return {id: node_json(graph, id) for id in known}
