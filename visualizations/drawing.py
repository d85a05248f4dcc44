"""A scene as one SVG: the same places, shapes and colours as on the page, and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import Any, Final
from xml.sax.saxutils import escape

from ..graph.display import shown
from .network import LOOKS, OTHER, network_of
from .scene import Scene

_MARGIN: Final = 90
_LEAST: Final = 320
_HEAD: Final = 48
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1b1f24;text-anchor:middle}"
    ".title{font-size:18px;text-anchor:start}line,path.link{stroke:#8a929c;fill:none}"
)
Point = tuple[float, float]


def size_of(scene: Scene) -> tuple[int, int]:
    """Return the width and height of a scene's SVG in pixels."""
    left, top, right, bottom = _frame(network_of(scene).nodes)
    return round(right - left), round(bottom - top)


def svg_of(scene: Scene) -> str:
    """Return the SVG of a scene; the same scene gives the same text."""
    network = network_of(scene)
    left, top, right, bottom = _frame(network.nodes)
    width, height = round(right - left), round(bottom - top)
    nodes = {node["id"]: node for node in network.nodes}
    title = escape(shown(scene.title))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{left:g} {top:g} {width} {height}">',
        f"<title>{title}</title><style>{_STYLE}</style>",
        f'<rect x="{left:g}" y="{top:g}" width="{width}" height="{height}" fill="#fff"/>',
        f'<text class="title" x="{left + 16:g}" y="{top + 30:g}">{title}</text>',
        *(_link(edge, nodes) for edge in network.edges),
        *map(_node, network.nodes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _frame(nodes: list[dict[str, Any]]) -> tuple[float, float, float, float]:
    xs, ys = [node["x"] for node in nodes] or [0], [node["y"] for node in nodes] or [0]
    wide = max(0, _LEAST - (max(xs) - min(xs))) / 2
    return (
        min(xs) - _MARGIN - wide,
        min(ys) - _MARGIN - _HEAD,
        max(xs) + _MARGIN + wide,
        max(ys) + _MARGIN,
    )


def _link(edge: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> str:
    start, end = nodes[edge["from"]], nodes[edge["to"]]
    x1, y1, x2, y2 = start["x"], start["y"], end["x"], end["y"]
    bend = edge.get("smooth") or {}
    if not bend:
        return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
    side = 1 if bend["type"] == "curvedCW" else -1
    across = side * bend["roundness"]
    middle = (x1 + x2) / 2 - (y2 - y1) * across, (y1 + y2) / 2 + (x2 - x1) * across
    return f'<path class="link" d="M{x1},{y1} Q{middle[0]:.1f},{middle[1]:.1f} {x2},{y2}"/>'


def _node(node: Mapping[str, Any]) -> str:
    look = LOOKS.get(node["group"], OTHER)
    x, y, size = node["x"], node["y"], node["size"]
    fill = look.light if look.filled else "#fff"
    outline = _SHAPES.get(look.shape, _circle)((x, y), size)
    paint = f'fill="{fill}" stroke="{look.light}" stroke-width="2"'
    below = y + size + 15
    return (
        f"<g><title>{escape(node['group'])}: {escape(node['label'])}</title>"
        f"{outline.replace('/>', f' {paint}/>')}"
        f'<text x="{x}" y="{below:g}">{escape(node["label"])}</text></g>'
    )


def _circle(at: Point, size: float) -> str:
    return f'<circle cx="{at[0]}" cy="{at[1]}" r="{size}"/>'


def _ellipse(at: Point, size: float) -> str:
    return f'<ellipse cx="{at[0]}" cy="{at[1]}" rx="{size * 1.4:.1f}" ry="{size * 0.8:.1f}"/>'


def _polygon(corners: int, turn: float = 0.0, inner: float = 1.0) -> Callable[[Point, float], str]:
    """Return what draws corners on a circle; every second one ``inner`` for a star."""

    def drawn(at: Point, size: float) -> str:
        points = []
        for number in range(corners):
            angle = turn + 2 * pi * number / corners
            radius = size * (inner if number % 2 else 1)
            points.append(f"{at[0] + radius * cos(angle):.1f},{at[1] + radius * sin(angle):.1f}")
        return f'<polygon points="{" ".join(points)}"/>'

    return drawn


_SHAPES: Final[Mapping[str, Callable[[Point, float], str]]] = {
    "dot": _circle,
    "ellipse": _ellipse,
    "square": _polygon(4, pi / 4),
    "box": _polygon(4, pi / 4),
    "diamond": _polygon(4),
    "triangle": _polygon(3, -pi / 2),
    "triangleDown": _polygon(3, pi / 2),
    "hexagon": _polygon(6),
    "star": _polygon(10, -pi / 2, 0.45),
}
