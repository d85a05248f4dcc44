"""Write a picture: an answer, a graph, a neighbourhood or some nodes and edges, as one page."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import UsageError
from ..graph.export.output import write_outputs
from ..graph.model import Edge, Node
from ..graph.reader import Reader
from ..graph.store import StoredGraph
from ..queries.answer import Answer
from .completing import completed
from .own_graph import edges_of, neighbourhood, nodes_of
from .scene import LIMIT, Scene, scene_of_answer, scene_of_parts
from .stored import scene_around, scene_of_all

if TYPE_CHECKING:
    import networkx as nx

    Viewable: TypeAlias = Answer[Any] | Scene | nx.MultiDiGraph[str] | Iterable[Node | Edge]


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
    write_outputs({Path(path): drawn(complete, Path(path).suffix)}, known, force=force)
    return Path(path)


def drawn(scene: Scene, suffix: str = ".html") -> str | bytes:
    """Return a scene as what a suffix says: ``.svg``, ``.png``, else a page.

    Raises:
        UsageError: no picture of that kind can be made.
    """
    kind = suffix.lower()
    if kind in _OTHER_PICTURES:
        raise UsageError(f"no {kind} is written: name a file that ends in .html, .svg or .png")
    if kind not in {".svg", ".png"}:
        from .explorer.page import page_html
        from .explorer.scenes import scene_json

        return page_html(scene.title, scene=scene_json(scene))
    from .picture import drawn as pictured

    picture = pictured(scene)
    if kind == ".svg":
        return picture.svg
    from .raster import png_of

    return png_of(picture.svg, (picture.width, picture.height))


def scene_of(
    thing: Viewable,
    *,
    title: str | None = None,
    limit: int = LIMIT,
    around: Node | str | None = None,
    hops: int = 1,
    whole: bool = False,
) -> Scene:
    """Return what ``view`` draws, without drawing it."""
    if isinstance(thing, Scene):
        return thing
    if isinstance(thing, Answer) and around is None:
        return scene_of_answer(thing, title=title, limit=limit, whole=whole)
    middle = around.id if isinstance(around, Node) else around
    options: dict[str, Any] = {"title": title, "limit": limit, "whole": whole}
    reader = _reader(thing)
    if reader is not None:
        if middle is not None:
            return scene_around(reader, middle, hops=hops, **options)
        return scene_of_all(reader, **options)
    graph = _networkx(thing)
    if middle is not None:
        if graph is None:
            raise UsageError("`around` needs a graph; an answer or a list has no neighbourhood.")
        return neighbourhood(graph, middle, hops=hops, **options)
    if graph is not None:
        return scene_of_parts(nodes_of(graph), edges_of(graph), **options)
    nodes, edges = _parts(thing)
    return scene_of_parts(nodes, edges, **options)


def _reader(thing: Any) -> Reader | None:
    """Return the reader of a stored graph: no part of it is made a NetworkX graph."""
    found = thing if isinstance(thing, Reader) else getattr(thing, "reader", None)
    return found if isinstance(found, Reader) else None


def _networkx(thing: Any) -> nx.MultiDiGraph[str] | None:
    made = thing.to_networkx() if hasattr(thing, "to_networkx") else thing
    return made if hasattr(made, "successors") and hasattr(made, "nodes") else None


def _parts(thing: Any) -> tuple[list[Node], list[Edge]]:
    items = list(thing) if isinstance(thing, Iterable) and not isinstance(thing, str) else [thing]
    strange = [item for item in items if not isinstance(item, Node | Edge)]
    if strange:
        raise UsageError(
            f"A picture is made of an answer, a graph or nodes and edges, not of "
            f"{type(strange[0]).__name__}."
        )
    nodes = [item for item in items if isinstance(item, Node)]
    return nodes, [item for item in items if isinstance(item, Edge)]
