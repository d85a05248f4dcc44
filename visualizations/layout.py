"""Positions for a drawing: the same wherever Python runs, quick, and no caption over another.

The forces are computed with numpy, by operations that every machine rounds alike: one element at a
time, and sums in a fixed order (over the first axis, or ``bincount``). No random numbers. What is
rounded by the processor's own taste (cosines, matrix products of fractions) is kept out or rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, sin, sqrt
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from .clearing import cleared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float32]
    Ends: TypeAlias = NDArray[np.intp]

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float]
Pairs: TypeAlias = Sequence[tuple[int, int]]

UNIT = 105.0  # pixels: so far apart the forces between two linked nodes are in balance
MARGIN = 14.0
_GOLDEN_ANGLE = 2.399963229728653  # turned by it, no two points of a spiral lie on one ray
_ROUNDS = 60
_ONE_BY_ONE = 600  # of more nodes those far away are summed up by the cells of a grid
_PER_CELL = 5
_EVENED_OUT = 250  # stress needs the distance of every pair: larger parts stay as they settled
_EVENING_ROUNDS = 40  # after these no round moves a node by more than a few pixels
_LOOSE = 2.2  # a drawing takes this many times the area of its captions


def positions(
    boxes: Mapping[str, Box], links: Iterable[tuple[str, str]]
) -> dict[str, tuple[int, int]]:
    """Return one point a node, in the drawing's pixels, around the origin.

    Connected parts are drawn one by one by the forces of Fruchterman and Reingold (*Graph drawing
    by force-directed placement*, 1991), evened out where they are small, then set side by side,
    largest first. ``boxes`` gives the nodes in order with the width and height of what is drawn
    for them, captions too, which never cover each other.
    Complexity: O(n²) a round of up to 600 nodes, about O(n²/5) of more; 60 rounds.
    """
    index = {node: place for place, node in enumerate(boxes)}
    pairs = sorted({_ordered(index[a], index[b]) for a, b in links if a != b})
    sizes = list(boxes.values())
    points: list[Point] = [(0.0, 0.0)] * len(index)
    for placed in _side_by_side(_drawn_parts(len(index), pairs, sizes), sizes):
        for node, point in placed.items():
            points[node] = point
    middle = _middle(points)
    return {
        node: (round(points[i][0] - middle[0]), round(points[i][1] - middle[1]))
        for node, i in index.items()
    }


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _middle(points: Sequence[Point]) -> Point:
    if not points:
        return 0.0, 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _drawn_parts(count: int, pairs: Pairs, sizes: Sequence[Box]) -> list[dict[int, Point]]:
    parts = _parts(count, pairs)
    part_of = {node: at for at, part in enumerate(parts) for node in part}
    inner: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in pairs:
        inner[part_of[a]].append((a, b))
    return [_drawn(part, inner[at], sizes) for at, part in enumerate(parts)]


def _parts(count: int, pairs: Pairs) -> list[list[int]]:
    """Return the connected parts, largest first, each from its best-connected node outwards."""
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    seen: set[int] = set()
    parts = []
    for start in sorted(range(count), key=lambda node: (-len(near[node]), node)):
        if start not in seen:
            parts.append(_component(start, near, seen))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _component(start: int, near: Mapping[int, list[int]], seen: set[int]) -> list[int]:
    seen.add(start)
    order = [start]
    for node in order:
        fresh = [other for other in near[node] if other not in seen]
        seen.update(fresh)
        order.extend(fresh)
    return order


def _drawn(part: Sequence[int], pairs: Pairs, sizes: Sequence[Box]) -> dict[int, Point]:
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    place = {node: i for i, node in enumerate(part)}
    ends = np.array([(place[a], place[b]) for a, b in pairs], np.intp)
    xs, ys = _settled(*_start(len(part)), ends)
    if len(part) <= _EVENED_OUT:
        xs, ys = _evened_out(xs, ys, _distances(len(part), ends))
    own = np.array([sizes[node] for node in part], np.float64)
    unit = UNIT * _room(xs, ys, own)
    wide = (xs.astype(np.float64) * unit, ys.astype(np.float64) * unit)
    xs_clear, ys_clear = cleared(*wide, own[:, 0], own[:, 1])
    points = zip(xs_clear.tolist(), ys_clear.tolist(), strict=True)
    return dict(zip(part, points, strict=True))


def _start(count: int) -> tuple[Numbers, Numbers]:
    """Return a sunflower spiral: the best-connected node in the middle, its own around it."""
    angles = [i * _GOLDEN_ANGLE for i in range(count)]
    # The last bit of a cosine differs between machines; forces would make a visible difference.
    xs = [round(sqrt(i) * cos(angle), 4) for i, angle in enumerate(angles)]
    ys = [round(sqrt(i) * sin(angle), 4) for i, angle in enumerate(angles)]
    return np.array(xs, np.float32), np.array(ys, np.float32)


def _settled(xs: Numbers, ys: Numbers, ends: Ends) -> tuple[Numbers, Numbers]:
    pushes = _all_pushes if len(xs) <= _ONE_BY_ONE else _pushes_by_cell
    # A step is at most an eighth of the start's radius, and shorter in every round: the drawing
    # first unfolds and then comes to rest.
    hottest = max(1.0, 0.12 * sqrt(len(xs)))
    for turn in range(_ROUNDS):
        push_x, push_y = pushes(xs, ys)
        pull_x, pull_y = _pulls(xs, ys, ends)
        push_x -= pull_x
        push_y -= pull_y
        length = np.sqrt(push_x * push_x + push_y * push_y)
        furthest = np.float32(hottest * (1 - turn / _ROUNDS))
        share = np.minimum(length, furthest) / np.maximum(length, np.float32(1e-9))
        xs = (xs + push_x * share).astype(np.float32, copy=False)
        ys = (ys + push_y * share).astype(np.float32, copy=False)
    return xs, ys


def _all_pushes(xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
    """Return the push of all on each, one over the distance."""
    dx, dy = xs - xs[:, None], ys - ys[:, None]
    weight = dx * dx
    weight += dy * dy
    weight += np.float32(1e-4)  # two nodes at one place push nobody to infinity
    np.reciprocal(weight, out=weight)
    dx *= weight
    dy *= weight
    # Over the first axis rows are added one after the other, whatever the processor has.
    return dx.sum(axis=0), dy.sum(axis=0)


def _pushes_by_cell(xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
    """Return the push on each of the middles of a grid's cells, by what else is in them."""
    side = sqrt(len(xs) / _PER_CELL)
    left, top = xs.min(), ys.min()
    span = max(float(xs.max() - left), float(ys.max() - top), 1e-9) * 1.0001
    column = ((xs - left) * np.float32(side / span)).astype(np.intp)
    row = ((ys - top) * np.float32(side / span)).astype(np.intp)
    _, cell = np.unique(column * (int(side) + 1) + row, return_inverse=True)
    mass = np.bincount(cell).astype(np.float32)
    middle_x = (np.bincount(cell, xs) / mass).astype(np.float32)
    middle_y = (np.bincount(cell, ys) / mass).astype(np.float32)
    dx, dy = xs - middle_x[:, None], ys - middle_y[:, None]
    weight = dx * dx
    weight += dy * dy
    # A node's own cell is near: its middle may be the node itself.
    weight += np.float32(0.02)
    np.divide(mass[:, None], weight, out=weight)
    own = (cell, np.arange(len(xs)))
    weight[own] *= (mass[cell] - 1) / mass[cell]
    dx *= weight
    dy *= weight
    return dx.sum(axis=0), dy.sum(axis=0)


def _pulls(xs: Numbers, ys: Numbers, ends: Ends) -> tuple[Numbers, Numbers]:
    """Return what links pull their ends by: as the square of their length."""
    a, b = ends[:, 0], ends[:, 1]
    dx, dy = xs[a] - xs[b], ys[a] - ys[b]
    length = np.sqrt(dx * dx + dy * dy)
    dx *= length
    dy *= length
    return _summed(a, b, dx, len(xs)), _summed(a, b, dy, len(xs))


def _summed(a: Ends, b: Ends, pull: Numbers, count: int) -> Numbers:
    found = np.bincount(a, pull, count) - np.bincount(b, pull, count)
    return found.astype(np.float32)


def _distances(count: int, ends: Ends) -> Numbers:
    """Return the number of links between every two nodes of a connected part."""
    beside = np.zeros((count, count), np.float32)
    beside[ends[:, 0], ends[:, 1]] = beside[ends[:, 1], ends[:, 0]] = 1
    steps = np.where(np.eye(count, dtype=bool), 0, -1).astype(np.float32)
    reached = np.eye(count, dtype=np.float32)
    for step in range(1, count):
        # Sums of ones are whole numbers: no order of adding them makes a difference.
        reached = ((reached @ beside) > 0).astype(np.float32)
        fresh = (reached > 0) & (steps < 0)
        if not fresh.any():
            break
        steps[fresh] = step
    return steps


def _evened_out(xs: Numbers, ys: Numbers, steps: Numbers) -> tuple[Numbers, Numbers]:
    """Bring drawn distances near to the number of links between, by stress majorisation.

    Gansner, Koren and North, *Graph drawing by stress majorization* (2004), with weights
    ``distance ** -2``, all nodes moved at once.
    """
    apart = steps > 0
    weights = np.zeros_like(steps)
    np.divide(np.float32(1), steps * steps, out=weights, where=apart)
    pulled = weights * steps
    whole = weights.sum(axis=0)
    for _ in range(_EVENING_ROUNDS):
        dx, dy = xs - xs[:, None], ys - ys[:, None]
        stretch = pulled / (np.sqrt(dx * dx + dy * dy) + np.float32(1e-6))
        new_x = (weights * xs[:, None] + dx * stretch).sum(axis=0) / whole
        new_y = (weights * ys[:, None] + dy * stretch).sum(axis=0) / whole
        xs, ys = new_x, new_y
    return xs, ys


def _room(xs: Numbers, ys: Numbers, sizes: NDArray[np.float64]) -> float:
    """Return by how much to widen a drawing that is too tight for its captions."""
    width, height = float(xs.max() - xs.min()) + 1, float(ys.max() - ys.min()) + 1
    wanted = float(np.cumsum(sizes[:, 0] * sizes[:, 1])[-1])
    return max(1.0, sqrt(_LOOSE * wanted / (width * height * UNIT * UNIT)))


def _side_by_side(
    parts: Sequence[dict[int, Point]], sizes: Sequence[Box]
) -> list[dict[int, Point]]:
    """Set the parts in rows no wider than the drawing should be, each from its own corner."""
    boxes = [_box(part, sizes) for part in parts]
    # About as wide as high; a tenth more for what stays empty at the ends of rows.
    area = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    widest = max([1.1 * sqrt(area), *(right - left for left, _, right, _ in boxes)], default=0.0)
    placed, x, y, tallest = [], 0.0, 0.0, 0.0
    for part, (left, top, right, bottom) in zip(parts, boxes, strict=True):
        if x and x + right - left > widest:
            x, y, tallest = 0.0, y + tallest, 0.0
        placed.append({i: (px - left + x, py - top + y) for i, (px, py) in part.items()})
        x += right - left
        tallest = max(tallest, bottom - top)
    return placed


def _box(part: Mapping[int, Point], sizes: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(x - sizes[i][0] / 2 for i, (x, _) in part.items()) - MARGIN,
        min(y - sizes[i][1] / 2 for i, (_, y) in part.items()) - MARGIN,
        max(x + sizes[i][0] / 2 for i, (x, _) in part.items()) + MARGIN,
        max(y + sizes[i][1] / 2 for i, (_, y) in part.items()) + MARGIN,
    )
