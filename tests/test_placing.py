"""Where nodes stand: the same everywhere, no caption over another, soon."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping

import numpy as np
import pytest

from commonground.graph.model import Edge, Node
from commonground.visualizations.clearing import cleared
from commonground.visualizations.layout import Box, positions
from commonground.visualizations.picture import drawn
from commonground.visualizations.placing import boxes_of, places_of
from commonground.visualizations.scene import Scene, scene_of_parts

Placed = Mapping[str, tuple[int, int]]


def covering(boxes: Mapping[str, Box], places: Placed) -> list[tuple[str, str]]:
    """Return the pairs of boxes that cover each other."""
    ids = list(boxes)
    return [
        (a, b)
        for at, a in enumerate(ids)
        for b in ids[at + 1 :]
        if abs(places[a][0] - places[b][0]) < (boxes[a][0] + boxes[b][0]) / 2
        and abs(places[a][1] - places[b][1]) < (boxes[a][1] + boxes[b][1]) / 2
    ]


def scene(people: int, things: int, each: int = 5) -> Scene:
    """Return people with some of the things each, the first things much more often."""
    nodes = [Node(f"p{n}", "Person", f"Person of some name {n}") for n in range(people)]
    nodes += [Node(f"t{n}", "Technology", f"Thing {n}") for n in range(things)]
    pairs = {
        (f"p{who}", f"t{(who * 7 + step * step * 13) % (1 + (who * step) % things)}")
        for who in range(people)
        for step in range(each)
    }
    edges = [Edge(f"{a}-{b}", "HAS_SKILL", a, b) for a, b in sorted(pairs)]
    return scene_of_parts(nodes, edges, limit=2_000)


@pytest.mark.parametrize("people, things", [(1, 0), (2, 1), (9, 30), (40, 60), (150, 250)])
def test_no_caption_covers_another(people: int, things: int) -> None:
    one = scene(people, max(1, things))
    assert covering(boxes_of(one), places_of(one)) == []


def test_no_node_of_a_large_scene_covers_another() -> None:
    one = scene(500, 900)
    boxes = boxes_of(one)
    assert max(width for width, _ in boxes.values()) < 60  # captions are chosen on the page
    assert covering(boxes, places_of(one)) == []


def test_boxes_at_one_place_are_laid_side_by_side() -> None:
    count = 60
    at, size = np.zeros(count), np.full(count, 50.0)
    xs, ys = cleared(at, at, size, size)
    boxes = {str(n): (50.0, 50.0) for n in range(count)}
    places = {str(n): (round(xs[n]), round(ys[n])) for n in range(count)}
    assert covering(boxes, places) == []


def test_another_process_gives_the_same_places() -> None:
    program = (
        "from commonground.visualizations.layout import positions\n"
        "boxes = {str(n): (80.0, 40.0) for n in range(90)}\n"
        "links = [(str(n), str(n * n % 17)) for n in range(90)]\n"
        "print(sorted(positions(boxes, links).items()))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_the_order_of_links_makes_no_difference() -> None:
    boxes = {f"n{n}": (80.0, 40.0) for n in range(700)}
    links = [(f"n{n}", f"n{n * n % 47}") for n in range(700)]
    assert positions(boxes, links) == positions(boxes, [(b, a) for a, b in reversed(links)])


def test_nothing_of_a_picture_lies_beyond_its_edge() -> None:
    one = scene(20, 30)
    picture = drawn(one)
    boxes, places = boxes_of(one), places_of(one)
    box = picture.svg.split('viewBox="')[1].split('"')[0]
    left, top, width, height = map(float, box.split())
    for id, (x, y) in places.items():
        half, tall = boxes[id][0] / 2, boxes[id][1] / 2
        assert left <= x - half and x + half <= left + width
        assert top <= y - tall and y + tall <= top + height


@pytest.mark.parametrize("people, things, seconds", [(200, 300, 0.2), (600, 900, 0.4)])
def test_a_scene_is_placed_soon(people: int, things: int, seconds: float) -> None:
    one = scene(people, things)
    places_of(scene(5, 5))
    began = time.process_time()
    places_of(one)
    # Five times the time of a quiet machine: other tests run beside this one.
    assert time.process_time() - began < 5 * seconds
