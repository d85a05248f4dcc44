"""Boxes moved as little as it takes until none covers another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.intp]

_NEAR: Final = 80.0
"""Pixels between boxes that may come to cover each other within some sweeps."""
_SWEEPS: Final = 12
_LOOKS: Final = 8
_GAP: Final = 2.0
"""Pixels that stay free between boxes, so that whole pixels cannot bring them together."""


def cleared(xs: Floats, ys: Floats, widths: Floats, heights: Floats) -> tuple[Floats, Floats]:
    """Return the middles of boxes of which none covers another.

    Boxes that do push each other apart, along the shorter way, which keeps more of the shape; in a
    crowd that takes many rounds, and what still covers something after some is moved down to the
    next free place.
    """
    widths, heights = widths + _GAP, heights + _GAP
    for _ in range(_LOOKS):
        a, b = _close(xs, ys, widths, heights, _NEAR)
        for _ in range(_SWEEPS):
            moved = _pushed(xs, ys, a, b, widths, heights)
            if moved is None:
                break
            xs, ys = moved
    if len(_close(xs, ys, widths, heights, 0.0)[0]):
        return _laid_down(xs, ys, widths, heights)
    return xs, ys


def _close(
    xs: Floats, ys: Floats, widths: Floats, heights: Floats, within: float
) -> tuple[Places, Places]:
    """Return the pairs of boxes that are no further apart than so many pixels, each once."""
    # By columns from left to right: of thousands of boxes few are beside each other.
    order = np.argsort(xs - widths / 2, kind="stable")
    left, right = (xs - widths / 2)[order], (xs + widths / 2)[order] + within
    ends = np.searchsorted(left, right, side="left")
    counts = np.maximum(ends - np.arange(len(xs)) - 1, 0)
    first = np.repeat(np.arange(len(xs)), counts)
    offsets = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    a, b = order[first], order[first + 1 + offsets]
    near = np.abs(ys[a] - ys[b]) < (heights[a] + heights[b]) / 2 + within
    return a[near], b[near]


def _pushed(
    xs: Floats, ys: Floats, a: Places, b: Places, widths: Floats, heights: Floats
) -> tuple[Floats, Floats] | None:
    """Return the middles after one round of pushes; None where nothing covers anything."""
    dx, dy = xs[b] - xs[a], ys[b] - ys[a]
    across = (widths[a] + widths[b]) / 2 - np.abs(dx)
    down = (heights[a] + heights[b]) / 2 - np.abs(dy)
    over = (across > 0) & (down > 0)
    if not over.any():
        return None
    a, b, dx, dy = a[over], b[over], dx[over], dy[over]
    across, down = across[over], down[over]
    sideways = across <= down
    step_x = np.where(sideways, across / 2, 0.0) * np.where(dx >= 0, 1.0, -1.0)
    step_y = np.where(sideways, 0.0, down / 2) * np.where(dy >= 0, 1.0, -1.0)
    count = len(xs)
    return (
        xs + np.bincount(b, step_x, count) - np.bincount(a, step_x, count),
        ys + np.bincount(b, step_y, count) - np.bincount(a, step_y, count),
    )


def _laid_down(xs: Floats, ys: Floats, widths: Floats, heights: Floats) -> tuple[Floats, Floats]:
    """Lay the boxes down from the top, each at the first free place at or below its own."""
    ys = ys.copy()
    order = np.lexsort((xs, ys))
    for at, one in enumerate(order):
        above = order[:at]
        beside = above[np.abs(xs[above] - xs[one]) < (widths[above] + widths[one]) / 2]
        reach = (heights[beside] + heights[one]) / 2
        tops, floors = ys[beside] - reach, ys[beside] + reach
        for other in np.argsort(tops, kind="stable"):
            if tops[other] < ys[one] < floors[other]:
                ys[one] = floors[other]
    return xs, ys
