"""A picture of a scene that nothing has to run for: SVG, for notebooks and for papers.

What a resume says reaches it only as escaped text. A notebook gets it in an ``iframe`` with
``sandbox``, under a policy that allows its style and nothing else: no script can run in it, and its
style stays its own.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..graph.display import shortened, shown
from ..graph.export.output import write_outputs
from ..graph.model import Node
from .layout import Point
from .looks import COMMUNITY, LOOKS, OTHER, look_of
from .page import policy
from .placing import CHARACTER, bends_of, boxes_of, places_of, sizes_of
from .scene import Scene
from .shapes import outline
from .viewable import scene_of
from .words import caption, link_words

if TYPE_CHECKING:
    from .viewable import Viewable

_NODES: Final = 60  # of more, captions cover each other
_MARGIN: Final = 16
_LINE: Final = 20  # pixels, from one line of text to the next
_NARROWEST: Final = 360  # pixels: a title and a legend want as much
_HIGHEST: Final = 520  # pixels in a notebook, where what is higher is shown smaller
_TITLE: Final = 90  # characters

# A kind's colours are properties of its class: the policy allows no style on an element.
_KINDS: Final = "".join(
    f".{kind}{{--light:{look.light};--dark:{look.dark}}}"
    for kind, look in {**LOOKS, "Community": COMMUNITY, "Other": OTHER}.items()
)
_STYLE: Final = (
    "svg{font:13px system-ui,sans-serif;background:#fff;color:#1c2026}"
    "text{fill:currentColor;stroke:#fff;stroke-width:3px;paint-order:stroke}"
    ".title{font-weight:600}.node text{text-anchor:middle}"
    ".links path{fill:none;stroke:#8a929c;stroke-width:1.2}"
    ".mark{stroke:var(--light);stroke-width:2;fill:#fff}.filled{fill:var(--light)}"
    "@media(prefers-color-scheme:dark){svg{background:#16191d;color:#e4e7eb}"
    "text{stroke:#16191d}.mark{stroke:var(--dark);fill:#16191d}.filled{fill:var(--dark)}}"
) + _KINDS
_PAGE_STYLE: Final = "html,body{margin:0;height:100%}svg{width:100%;height:100%;display:block}"


@dataclass(frozen=True, repr=False)
class Picture:
    """A drawing of part of a graph; ``svg`` is its text, ``width`` and ``height`` are in pixels."""

    svg: str
    title: str
    width: int
    height: int

    def __repr__(self) -> str:
        return f"<Picture of {shortened(self.title, _TITLE)}, {self.width} × {self.height}>"

    def _repr_html_(self) -> str:
        page = _page(self.svg)
        height = min(self.height, _HIGHEST)
        return (
            f'<iframe sandbox srcdoc="{html.escape(page)}" title="{html.escape(self.title)}"'
            f' width="100%" height="{height}" style="border:0"></iframe>'
        )

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the picture as SVG to ``path`` and return the path.

        Raises:
            UsageError: the picture cannot be written there, or something else is there already that
                is no page and no picture (``force`` writes over it, unless it is a database).
        """
        write_outputs({Path(path): self.svg}, force=force)
        return Path(path)


def picture(
    thing: Viewable,
    *,
    title: str | None = None,
    limit: int = _NODES,
    around: Node | str | None = None,
    hops: int = 1,
    whole: bool = False,
) -> Picture:
    """Return a picture of an answer, a graph, a neighbourhood, or some nodes and edges.

    It is SVG without scripts, which a notebook shows in a frame apart and ``save`` writes; ``view``
    writes a page to click through. ``thing`` is an answer, a graph in the form of
    ``to_networkx()`` or anything that has that method, or nodes and edges in one list. ``around``
    (a node or its id) keeps what lies within ``hops`` of it; with ``whole`` roles, studies and
    projects are nodes of their own. At most ``limit`` nodes are drawn; the
    picture says what was left out.

    Raises:
        NotFound: the graph has no node ``around``.
        UsageError: ``thing`` cannot be drawn, or ``limit`` is below 1.

    >>> from commonground.queries.colleagues import colleagues
    >>> from commonground.queries.example import example
    >>> picture(colleagues(example(), "Ana"))
    """
    scene = scene_of(thing, title=title, limit=limit, around=around, hops=hops, whole=whole)
    return drawn(scene)


def drawn(scene: Scene) -> Picture:
    """Return the picture of a scene; the same scene gives the same text."""
    boxes = boxes_of(scene)
    places = places_of(scene)
    said = [shortened(shown(text), _TITLE) for text in (scene.title, *scene.left_out.split(". "))]
    box = _box(boxes, places, max(map(len, said)) * CHARACTER)
    legend = _legend_lines(scene.nodes, box.width)
    above, below = _LINE * (sum(map(bool, said)) + 1), _LINE * (len(legend) + 1)
    whole = Box(box.left, box.top - above, box.right, box.bottom + below)
    parts = [
        *_headings(filter(None, said), whole),
        f'<g class="links">{"".join(_links(scene, places))}</g>',
        *_nodes(scene, places),
        *_legend(legend, Box(box.left, box.bottom + _LINE, box.right, whole.bottom)),
    ]
    return Picture(_svg(parts, whole), shown(scene.title), whole.width, whole.height)


class Box(NamedTuple):
    """Where something is drawn, in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top


def _box(sizes: Mapping[str, Point], places: Mapping[str, tuple[int, int]], least: float) -> Box:
    """Return what encloses all nodes with their captions, at least so wide."""
    xs = [x + side * sizes[id][0] / 2 for id, (x, _) in places.items() for side in (-1, 1)] or [0]
    ys = [y + side * sizes[id][1] / 2 for id, (_, y) in places.items() for side in (-1, 1)] or [0]
    middle, half = (min(xs) + max(xs)) / 2, max(max(xs) - min(xs), least, _NARROWEST) / 2 + _MARGIN
    return Box(int(middle - half), int(min(ys)), int(middle + half), int(max(ys)))


def _svg(parts: Iterable[str], box: Box) -> str:
    size = f'width="{box.width}" height="{box.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="{box.left} {box.top} {box.width} {box.height}" role="img">'
        f"<style>{_STYLE}</style>{''.join(parts)}</svg>"
    )


def _headings(lines: Iterable[str], box: Box) -> Iterator[str]:
    for number, line in enumerate(lines):
        kind = "" if number else ' class="title"'
        at = (box.left + _MARGIN, box.top + _LINE * (number + 1))
        yield f'<text x="{at[0]}" y="{at[1]}"{kind}>{_escaped(line)}</text>'


def _links(scene: Scene, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Give the links, parallel ones bent apart; what each says is told where the pointer rests."""
    names = {node.id: caption(node) for node in scene.nodes}
    bends = bends_of(scene)
    for edge in scene.edges:
        (ax, ay), (bx, by), bend = places[edge.source], places[edge.target], bends[edge.id]
        middle = f"{(ax + bx) / 2 + bend * (by - ay):.0f} {(ay + by) / 2 - bend * (bx - ax):.0f}"
        said = f"{names[edge.source]} {link_words(edge.type)[0]} {names[edge.target]}"
        title = f"<title>{_escaped(said)}</title>"
        yield f'<path d="M{ax} {ay}Q{middle} {bx} {by}">{title}</path>'


def _nodes(scene: Scene, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    sizes = sizes_of(scene)
    for node in scene.nodes:
        x, y = places[node.id]
        half, name = sizes[node.id], caption(node)
        told = f"<title>{_escaped(f'{node.kind}: {name}')}</title>"
        label = f'<text x="{x}" y="{y + half + 15:g}">{_escaped(shortened(name))}</text>'
        yield f'<g class="node">{_mark(node.kind, (x, y), half)}{label}{told}</g>'


def _mark(kind: str, at: Point, half: float) -> str:
    look = look_of(kind)
    known = kind in LOOKS or look is COMMUNITY
    names = f"mark {kind if known else 'Other'}{' filled' * look.filled}"
    return f'<g class="{names}">{outline(look.shape, at, half)}</g>'


def _legend_lines(nodes: Iterable[Node], width: float) -> list[list[str]]:
    """Return the kinds that are drawn, in lines that are no wider than the picture."""
    found = {node.kind for node in nodes}
    lines: list[list[str]] = [[]]
    for kind in [*(one for one in LOOKS if one in found), *sorted(found - {*LOOKS})]:
        if lines[-1] and sum(map(_entry_width, [*lines[-1], kind])) > width - 2 * _MARGIN:
            lines.append([])
        lines[-1].append(kind)
    return lines


def _entry_width(kind: str) -> float:
    return 34 + len(_kind_name(kind)) * CHARACTER


def _kind_name(kind: str) -> str:
    look = look_of(kind)
    return shortened(shown(kind)) if look is OTHER else look.many


def _legend(lines: Iterable[Sequence[str]], box: Box) -> Iterator[str]:
    for number, kinds in enumerate(lines):
        x, y = float(box.left + _MARGIN), box.top + _LINE * number
        for kind in kinds:
            name = f'<text x="{x + 18:g}" y="{y + 5}">{_escaped(_kind_name(kind))}</text>'
            yield _mark(kind, (x + 6, y), 6) + name
            x += _entry_width(kind)


def _escaped(text: str) -> str:
    return html.escape(shown(text))


def _page(svg: str) -> str:
    """Return a page that shows the picture and can do nothing else."""
    allowed = policy([], [_PAGE_STYLE, _STYLE])
    return (
        "<!doctype html><meta charset=utf-8>"
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
        f"<style>{_PAGE_STYLE}</style>{svg}"
    )
