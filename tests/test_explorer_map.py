"""The map of many people: bubbles apart, each amid its own skills, and all of them named."""

from __future__ import annotations

from itertools import combinations
from math import dist
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonground.graph.model import Edge, Node
from commonground.visualizations.explorer.page import page_html
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.placing import boxes_of, places_of
from commonground.visualizations.scene import Scene

from .support.browser import assert_quiet, opened
from .support.stage import overlaps

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BUBBLES, SKILLS = 18, 6


@pytest.fixture(scope="module")
def crowded() -> Scene:
    """Return a map as that of ten thousand people: much between the groups, some skills of two."""
    groups = [
        Node(
            f"community:{at:02}",
            "Community",
            f"Skill {at}a of some name, Skill {at}b",
            {"people": 600},
        )
        for at in range(BUBBLES)
    ]
    skills = [
        Node(f"skill:{at:02}-{one}", "Technology", f"Skill {at}{one} of some name", {})
        for at in range(BUBBLES)
        for one in range(SKILLS)
    ]
    own = [_link("STANDS_OUT", f"community:{one.id[6:8]}", one.id, 300) for one in skills]
    other = [
        _link("STANDS_OUT", groups[at * 7 % BUBBLES].id, f"skill:{at:02}-0", 20)
        for at in range(1, 9)
    ]
    pairs = [(a, b) for a, b in combinations(range(BUBBLES), 2) if (a * 5 + b * 3) % 3 == 0]
    between = [_link("BETWEEN", groups[a].id, groups[b].id, 40) for a, b in pairs]
    focus = tuple(one.id for one in groups)
    return Scene("Who knows what", (*groups, *skills), (*own, *other, *between), focus=focus)


def _link(type: str, source: str, target: str, people: int) -> Edge:
    return Edge(f"{type}-{source}-{target}", type, source, target, {"people": people})


def test_each_skill_stands_at_the_bubble_where_most_have_it(crowded: Scene) -> None:
    places = places_of(crowded)
    bubbles = [one.id for one in crowded.nodes if one.kind == "Community"]
    for node in crowded.nodes:
        if node.id not in bubbles:
            near = min(bubbles, key=lambda one: dist(places[one], places[node.id]))
            assert near == f"community:{node.id[6:8]}"


def test_no_box_of_a_map_covers_another_and_the_places_stay(crowded: Scene) -> None:
    boxes, places = boxes_of(crowded), places_of(crowded)
    assert set(places) == set(boxes) == {one.id for one in crowded.nodes}
    for a, b in combinations(boxes, 2):
        apart = [abs(places[a][at] - places[b][at]) for at in (0, 1)]
        least = [(boxes[a][at] + boxes[b][at]) / 2 for at in (0, 1)]
        assert apart[0] >= least[0] or apart[1] >= least[1]
    assert places_of(crowded) == places


def test_every_bubble_of_a_crowded_map_is_named_beside_it(
    browser: Browser, crowded: Scene, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    path.write_text(page_html("Map", scene=scene_json(crowded)))
    settings: dict[str, Any] = {
        "viewport": {"width": 1366, "height": 820},
        "reduced_motion": "reduce",
    }
    with opened(browser, path, **settings) as seen:
        seen.until("commonground.app.stage.labels.length > 0")
        labels = seen.page.evaluate(
            "commonground.app.stage.labels.map(({ node, box }) => ({ id: node.data.id, ...box }))"
        )
        marks = seen.page.evaluate(
            """[...commonground.app.stage.scenery.model.nodes.values()].map((node) => {
              const [x, y] = commonground.app.stage.place(node.data.id);
              const half = node.half * commonground.app.stage.view.aim.scale / 2;
              const box = { left: x - half, right: x + half, top: y - half, bottom: y + half };
              return { id: node.data.id, ...box };
            }).filter(({ id }) => id.startsWith("community:"))"""
        )
        named = [one for one in labels if one["id"].startswith("community:")]
        assert {one["id"] for one in named} == {one["id"] for one in marks}
        assert overlaps(named) == []
        assert [one for one in overlaps([*named, *marks]) if one[0]["id"] != one[1]["id"]] == []
        centres = [(one["left"] + one["right"], one["top"] + one["bottom"]) for one in marks]
        assert min(dist(a, b) / 2 for a, b in combinations(centres, 2)) > 60
        assert_quiet(seen)
