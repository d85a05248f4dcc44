"""Positions for a drawing, the same on every machine: no numpy, no random numbers, no physics.

The base install has no numpy, which NetworkX's own layouts ask for, so the forces are computed
here. Only additions, multiplications, divisions and square roots touch the coordinates after the
start, and the start is rounded: equal input gives equal positions wherever Python runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, sin, sqrt
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float]
Pairs: TypeAlias = Sequence[tuple[int, int]]

UNIT = 105.0  # pixels: so far apart the forces between two linked nodes are in balance
MARGIN = 14.0
_GOLDEN_ANGLE = 2.399963229728653  # turned by it, no two points of a spiral lie on one ray
_PER_CELL = 5  # fewer make more cells to sum over, more make more pairs within a cell
_EVENED_OUT = 150  # stress needs the distance of every pair: larger parts stay as they settled
_EVENING_ROUNDS = 40  # after these no round moves a node by more than a few pixels
_LOOSE = 2.4  # a drawing takes this many times the area of its captions


def positions(
    boxes: Mapping[str, Box], links: Iterable[tuple[str, str]]
) -> dict[str, tuple[int, int]]:
    """Return one point a node, in the drawing's pixels, around the origin.

    Connected parts are drawn one by one by the forces of Fruchterman and Reingold (*Graph drawing
    by force-directed placement*, 1991), evened out where they are small, then set side by side,
    largest first. ``boxes`` gives the nodes in order with the width and height of what is drawn
    for them, captions too, which are kept from covering each other.
    Complexity: about O(n · √n) a round, 50 to 150 rounds.
    """
    index = {node: place for place, node in enumerate(boxes)}
    pairs = sorted({_ordered(index[a], index[b]) for a, b in links if a != b})
    sizes = list(boxes.values())
    points: list[Point] = [(0.0, 0.0)] * len(index)
    parts = [_drawn(part, pairs, sizes) for part in _parts(len(index), pairs)]
    for placed in _side_by_side(parts, sizes):
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
    place = {node: i for i, node in enumerate(part)}
    inner = [(place[a], place[b]) for a, b in pairs if a in place]
    xs, ys = _start(len(part))
    _settle(xs, ys, inner)
    if len(part) <= _EVENED_OUT:
        _even_out(xs, ys, _distances(len(part), inner))
    own = [sizes[node] for node in part]
    unit = UNIT * _room(xs, ys, own)
    xs, ys = [x * unit for x in xs], [y * unit for y in ys]
    _clear(xs, ys, own)
    return {node: (xs[i], ys[i]) for node, i in place.items()}


def _start(count: int) -> tuple[list[float], list[float]]:
    """Return a sunflower spiral: the best-connected node in the middle, its own around it."""
    angles = [i * _GOLDEN_ANGLE for i in range(count)]
    # The last bit of a cosine differs between machines; forces would make a visible difference.
    xs = [round(sqrt(i) * cos(angle), 6) for i, angle in enumerate(angles)]
    ys = [round(sqrt(i) * sin(angle), 6) for i, angle in enumerate(angles)]
    return xs, ys


def _settle(xs: list[float], ys: list[float], pairs: Pairs) -> None:
    # What a round costs grows with the nodes, and a page should be there within seconds.
    rounds = 150 if len(xs) <= 150 else 70 if len(xs) <= 600 else 50
    # A step is at most an eighth of the start's radius, and shorter in every round: the drawing
    # first unfolds and then comes to rest.
    hottest = max(1.0, 0.12 * sqrt(len(xs)))
    for turn in range(rounds):
        push_x, push_y = _repulsion(xs, ys)
        _attract(xs, ys, pairs, push_x, push_y)
        _move(xs, ys, push_x, push_y, hottest * (1 - turn / rounds))


def _repulsion(xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Return the push of all on each: near nodes one by one, far ones by the middle of a cell."""
    cells = _cells(xs, ys)
    middles = {
        cell: (sum(xs[i] for i in own) / len(own), sum(ys[i] for i in own) / len(own), len(own))
        for cell, own in cells.items()
    }
    push_x, push_y = [0.0] * len(xs), [0.0] * len(xs)
    for cell, own in cells.items():
        far_x, far_y = _far(cell, middles)
        near = [(xs[j], ys[j]) for other in _around(cell) for j in cells.get(other, ())]
        for i in own:
            push_x[i], push_y[i] = _near(xs[i], ys[i], near, far_x, far_y)
    return push_x, push_y


def _cells(xs: list[float], ys: list[float]) -> dict[tuple[int, int], list[int]]:
    left, top = min(xs), min(ys)
    span = max(max(xs) - left, max(ys) - top, 1e-9)  # a single node has no extent
    side = max(1.0, sqrt(len(xs) / _PER_CELL))
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int((x - left) / span * side), int((y - top) / span * side)].append(i)
    return dict(cells)


def _around(cell: tuple[int, int]) -> list[tuple[int, int]]:
    column, row = cell
    return [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


def _far(
    cell: tuple[int, int], middles: Mapping[tuple[int, int], tuple[float, float, int]]
) -> Point:
    x, y, _ = middles[cell]
    column, row = cell
    push_x = push_y = 0.0
    for (other_column, other_row), (ox, oy, mass) in middles.items():
        if abs(other_column - column) > 1 or abs(other_row - row) > 1:
            dx, dy = x - ox, y - oy
            weight = mass / (dx * dx + dy * dy)
            push_x += dx * weight
            push_y += dy * weight
    return push_x, push_y


def _near(x: float, y: float, others: list[Point], push_x: float, push_y: float) -> Point:
    for ox, oy in others:
        dx, dy = x - ox, y - oy
        weight = 1 / (dx * dx + dy * dy + 1e-4)  # two nodes at one place push nobody to infinity
        push_x += dx * weight
        push_y += dy * weight
    return push_x, push_y


def _attract(
    xs: list[float], ys: list[float], pairs: Pairs, push_x: list[float], push_y: list[float]
) -> None:
    for a, b in pairs:
        dx, dy = xs[a] - xs[b], ys[a] - ys[b]
        pull = sqrt(dx * dx + dy * dy)
        push_x[a] -= dx * pull
        push_y[a] -= dy * pull
        push_x[b] += dx * pull
        push_y[b] += dy * pull


def _move(
    xs: list[float], ys: list[float], push_x: list[float], push_y: list[float], furthest: float
) -> None:
    for i, (dx, dy) in enumerate(zip(push_x, push_y, strict=True)):
        length = sqrt(dx * dx + dy * dy)
        share = min(length, furthest) / length if length else 0.0
        xs[i] += dx * share
        ys[i] += dy * share


def _distances(count: int, pairs: Pairs) -> list[list[int]]:
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    return [_steps(start, count, near) for start in range(count)]


def _steps(start: int, count: int, near: Mapping[int, list[int]]) -> list[int]:
    steps = [0] * count
    order = [start]
    for node in order:
        for other in near[node]:
            if other != start and not steps[other]:
                steps[other] = steps[node] + 1
                order.append(other)
    return steps


def _even_out(xs: list[float], ys: list[float], distances: Sequence[Sequence[int]]) -> None:
    """Bring drawn distances near to the number of links between, by stress majorisation.

    Gansner, Koren and North, *Graph drawing by stress majorization* (2004), with weights
    ``distance ** -2`` and one node moved at a time.
    """
    for _ in range(_EVENING_ROUNDS):
        for i, steps in enumerate(distances):
            xs[i], ys[i] = _least_stress(xs[i], ys[i], xs, ys, steps)


def _least_stress(
    x: float, y: float, xs: list[float], ys: list[float], steps: Sequence[int]
) -> Point:
    sum_x = sum_y = weights = 0.0
    for ox, oy, step in zip(xs, ys, steps, strict=True):
        if step:
            dx, dy = x - ox, y - oy
            stretch = step / (sqrt(dx * dx + dy * dy) + 1e-9)
            weight = 1 / (step * step)
            sum_x += weight * (ox + dx * stretch)
            sum_y += weight * (oy + dy * stretch)
            weights += weight
    return (sum_x / weights, sum_y / weights) if weights else (x, y)


def _room(xs: list[float], ys: list[float], sizes: Sequence[Box]) -> float:
    """Return by how much to widen a drawing that is too tight for its captions."""
    area = (max(xs) - min(xs) + 1) * (max(ys) - min(ys) + 1) * UNIT * UNIT
    return max(1.0, sqrt(_LOOSE * sum(width * height for width, height in sizes) / area))


def _clear(xs: list[float], ys: list[float], sizes: Sequence[Box]) -> None:
    """Push apart the boxes that cover each other, in a few sweeps from top to bottom."""
    # A box that is pushed may cover the next one, so a bound is needed. A large drawing shows few
    # captions, and a sweep of it costs more.
    for _ in range(80 if len(xs) <= _EVENED_OUT else 6):
        order = sorted(range(len(xs)), key=lambda i: (ys[i], xs[i], i))
        if not sum(_push(i, order[at + 1 :], xs, ys, sizes) for at, i in enumerate(order)):
            return


def _push(
    i: int, below: Sequence[int], xs: list[float], ys: list[float], sizes: Sequence[Box]
) -> int:
    moved, (width, height) = 0, sizes[i]
    for j in below:
        down = height - (ys[j] - ys[i])
        if down <= 0:
            break  # they are sorted from top to bottom: whatever follows is further below
        across = (width + sizes[j][0]) / 2 - abs(xs[j] - xs[i])
        if across > 0:
            moved += 1
            _separate(i, j, (across, down), xs, ys)
    return moved


def _separate(i: int, j: int, overlap: Box, xs: list[float], ys: list[float]) -> None:
    across, down = overlap
    if down < across:  # the shorter move keeps more of the drawing's shape
        ys[i] -= down / 2
        ys[j] += down / 2
        return
    step = across / 2 if xs[j] >= xs[i] else -across / 2
    xs[i] -= step
    xs[j] += step


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
