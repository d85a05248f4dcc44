"""What can be viewed, as a scene: an answer, a graph, a neighbourhood, or nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import UsageError
from ..graph.model import Edge, Node
from ..graph.reader import Reader
from ..queries.answer import Answer
from .own_graph import edges_of, neighbourhood, nodes_of
from .scene import LIMIT, Scene, scene_of_answer, scene_of_parts
from .stored import scene_around, scene_of_all

if TYPE_CHECKING:
    import networkx as nx

    from ..graph.opening import HasReader

    Viewable: TypeAlias = (
        Answer[Any] | Scene | HasReader | Reader | nx.MultiDiGraph[str] | Iterable[Node | Edge]
    )


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
