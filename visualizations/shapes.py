"""The outline of each shape of a node, around a point, as an element of SVG."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .layout import Point

# Corners in halves of the width; the sines and cosines are those of regular figures.
_CORNERS: Final[dict[str, tuple[Point, ...]]] = {
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.15), (1.1, 0.8), (-1.1, 0.8)),
    "triangleDown": ((0, 1.15), (1.1, -0.8), (-1.1, -0.8)),
    "hexagon": ((1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87)),
    "star": (
        *((0, -1.2), (0.29, -0.4), (1.14, -0.37), (0.48, 0.15), (0.71, 0.97)),
        *((0, 0.5), (-0.71, 0.97), (-0.48, 0.15), (-1.14, -0.37), (-0.29, -0.4)),
    ),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "box": ((-1.3, -0.7), (1.3, -0.7), (1.3, 0.7), (-1.3, 0.7)),
}


def outline(shape: str, at: Point, half: float) -> str:
    """Return the element of a shape; one that is not known is a circle."""
    x, y = at
    if shape == "ellipse":
        return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{1.3 * half:.1f}" ry="{0.75 * half:.1f}"/>'
    corners = _CORNERS.get(shape)
    if corners is None:
        return f'<circle cx="{x:g}" cy="{y:g}" r="{half:.1f}"/>'
    return f'<polygon points="{_points((x + half * dx, y + half * dy) for dx, dy in corners)}"/>'


def _points(corners: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
