"""The same scene as a network of pyvis, for those who go on with pyvis."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..graph.display import shown
from ..graph.model import Edge, Node
from .looks import Look, look_of
from .placing import bends_of, places_of, sizes_of
from .scene import LIMIT
from .viewable import scene_of
from .words import caption, facts, family, link_words

if TYPE_CHECKING:
    from pyvis.network import Network

    from .viewable import Viewable

_PAPER: Final = "#ffffff"
_LINE: Final = "#9aa0a8"
_INSIDE: Final = frozenset({"box", "ellipse"})  # pyvis writes names into these
_TELLING: Final = 12  # facts of a title


def pyvis_network(
    thing: Viewable,
    *,
    limit: int = LIMIT,
    around: Node | str | None = None,
    hops: int = 1,
    whole: bool = False,
    physics: bool = False,
    height: str = "800px",
    width: str = "100%",
    notebook: bool = False,
) -> Network:
    """Return what ``view`` draws as a ``pyvis.network.Network``, to be changed and shown by pyvis.

    Places, shapes, colours and sizes are those of the page; with ``physics`` pyvis moves the nodes.
    What stands in resumes is text there: no name, id or title of it is markup in the page that
    pyvis writes. That page has no policy as ours has, and asks another host for style and script.

    Raises:
        NotFound: the graph has no node ``around``.
        UsageError: ``thing`` cannot be drawn.
    """
    from pyvis.network import Network

    scene = scene_of(thing, limit=limit, around=around, hops=hops, whole=whole)
    network = Network(
        height=height, width=width, directed=True, notebook=notebook, cdn_resources="in_line"
    )
    places, sizes, bends = places_of(scene), sizes_of(scene), bends_of(scene)
    for node in scene.nodes:
        x, y = places[node.id]
        network.add_node(node.id, x=x, y=y, size=sizes[node.id], **_drawn_node(node))
    for edge in scene.edges:
        network.add_edge(edge.source, edge.target, **_drawn_edge(edge, bends[edge.id]))
    network.toggle_physics(physics)
    return network


def _drawn_node(node: Node) -> dict[str, Any]:
    look = look_of(node.kind)
    dark = look.filled and look.shape in _INSIDE
    return {
        "label": caption(node),
        "shape": look.shape,
        "color": _colour(look),
        "borderWidth": 1 if look.filled else 2,
        "font": {"color": _PAPER if dark else "#1c1f23"},
        **_title(f"{node.kind}: {caption(node)}", node.properties),
    }


def _colour(look: Look) -> dict[str, Any]:
    paint = {"background": look.light if look.filled else _PAPER, "border": look.light}
    return {**paint, "highlight": paint, "hover": paint}


def _drawn_edge(edge: Edge, bend: float) -> dict[str, Any]:
    of = family(edge.type)
    curve = {"enabled": bool(bend), "type": "curvedCW", "roundness": bend}
    return {
        "color": _LINE,
        "width": 2 if of == "fact" else 1,
        "dashes": of == "ontology",
        "arrows": "to" if of == "ontology" else "",
        "smooth": curve if bend else False,
        **_title(link_words(edge.type)[0], edge.properties),
    }


def _title(head: str, properties: Mapping[str, Any]) -> dict[str, str]:
    """Return what is said under the pointer, or nothing where pyvis would take it for markup."""
    told = facts({key: value for key, value in properties.items() if key != "aliases"})[:_TELLING]
    lines = [shown(head), *(f"{label}: {text}" for label, text in told)]
    text = html.escape("\n".join(lines), quote=False)
    # One title with this word makes pyvis read all titles of the page as HTML.
    return {} if "href" in text else {"title": text}
