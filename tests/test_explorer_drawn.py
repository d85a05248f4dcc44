"""What the explorer's stage draws: names, what is hidden or lit, what is added."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonground.benchmarks.scenes import scene_of

from .support.stage import (
    HIGH,
    SVG,
    WIDE,
    Staged,
    between,
    edge,
    node,
    overlaps,
    scene,
    staged,
    svg_of,
    texts_of,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Names


@pytest.mark.parametrize("width, height", [(900, 600), (390, 640)])
def test_names_cover_no_name_and_are_not_cut(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    size = {"width": width, "height": height}
    with staged(browser, tmp_path, scene_of(500), viewport=size) as page:
        counts = []
        for _ in range(5):
            labels = page.labels()
            counts.append(len(labels) / page.do("return stage.view.camera.scale ** -2"))
            assert len(labels) > 5
            assert overlaps(labels) == []
            for box in labels:
                assert box["left"] >= 0 and box["right"] <= width
                assert box["top"] >= 0 and box["bottom"] <= height
            page.do("stage.zoom(1.6)")
        assert counts == sorted(counts)  # closer, a larger share of what is seen has a name


def test_who_is_selected_is_named_in_any_crowd(browser: Browser, tmp_path: Path) -> None:
    crowd = scene_of(500)
    with staged(browser, tmp_path, crowd) as page:
        named = {label["id"] for label in page.labels()}
        unnamed = [one["id"] for one in crowd["nodes"] if one["id"] not in named]
        for who in unnamed[:5]:
            page.do("stage.select({ nodes: [it] })", who)
            assert who in {label["id"] for label in page.labels()}


def test_people_are_named_before_others(browser: Browser, tmp_path: Path) -> None:
    crowd = [
        {"id": f"{kind}{at}", "kind": kind, "x": 9 * at, "y": 0, "size": size}
        for at in range(8)
        for kind, size in (("Person", 8), ("Technology", 20))
    ]
    with staged(browser, tmp_path, scene(crowd)) as page:
        assert page.labels()[0]["text"].startswith("Person")


def test_everything_fits_with_its_names(browser: Browser, tmp_path: Path) -> None:
    names = ["The longest name that anyone has", "x", "another very long name", "y"]
    corners = [(0, 0), (900, 0), (900, 500), (0, 500)]
    nodes = [
        {"id": f"n{i}", "name": name, "x": x, "y": y}
        for i, (name, (x, y)) in enumerate(zip(names, corners, strict=True))
    ]
    with staged(browser, tmp_path, scene(nodes)) as page:
        labels = page.labels()
        assert {label["id"] for label in labels} == {"n0", "n1", "n2", "n3"}
        for label in labels:  # each stands below its node, moved aside by nothing
            assert (label["left"] + label["right"]) / 2 == pytest.approx(page.place(label["id"])[0])
        places = page.place("n1"), page.place("n3")
        page.do("stage.fit(['nobody'])")
        assert (page.place("n1"), page.place("n3")) == places
        page.do("stage.fit(['n1', 'n3'])")
        x1, y1 = page.place("n1")
        x2, y2 = page.place("n3")
        assert (x1 + x2) / 2 == pytest.approx(WIDE / 2, abs=30)
        assert 0 < x2 < x1 < WIDE and 0 < y1 < y2 < HIGH


# What is shown


def test_kinds_and_families_are_hidden_or_faded(page: Staged) -> None:
    page.do("stage.filter({ kinds: new Set(['Technology']) })")
    assert sorted(filter(None, texts_of(page))) == ["ada", "bo"]
    page.page.mouse.click(*page.place("go"))
    assert page.told("onSelect")[0][0] is None
    page.do("stage.filter({ kinds: new Set(['Technology']), faded: true })")
    assert 'opacity="0.16"' in page.do("return stage.toSVG()")
    page.page.mouse.click(*page.place("go"))
    assert page.told("onSelect")[0][0] == "go"
    page.do("stage.filter({ families: new Set(['fact']) })")
    page.page.mouse.click(*between(page, "ada", "bo"))
    assert page.told("onSelect")[0][0] is None


def test_a_time_hides_what_was_at_another(browser: Browser, tmp_path: Path) -> None:
    nodes = [
        {"id": name, "x": 90 * i, "y": 0} for i, name in enumerate(["ada", "old", "new", "any"])
    ]
    edges: list[dict[str, Any]] = [
        {"from": "ada", "to": "old", "first": 24000, "last": 24020},
        {"from": "ada", "to": "new", "first": 24010, "last": 24100},
        {"from": "ada", "to": "any"},
    ]
    with staged(browser, tmp_path, scene(nodes, edges)) as page:
        page.do("stage.filter({ from: 24021, to: 24200 })")
        # What has no dates may be of these years or of others: it is there, and faintly.
        assert sorted(filter(None, texts_of(page))) == ["ada", "new"]
        seen = page.do("return stage.seen()")
        assert (seen["nodes"], seen["undated"]) == (2, 1)
        page.do("stage.filter({ from: 24000, to: 24009 })")
        assert sorted(filter(None, texts_of(page))) == ["ada", "old"]
        page.do("stage.filter({ from: null, to: null })")
        assert len(texts_of(page)) == 4


def test_what_is_lit_stands_out_and_alone_has_names(page: Staged) -> None:
    page.do("stage.light(['ada', 'go', 'ada-go'])")
    svg = svg_of(page)
    lines = {
        one.get("opacity"): one.get("d") for one in svg.iter(f"{SVG}path") if one.get("opacity")
    }
    assert (lines["0.9"] or "").count("M") == 1 and (lines["0.16"] or "").count("M") == 2
    assert sorted(filter(None, texts_of(page))) == ["ada", "go"]
    page.do("stage.light(['ada', 'bo'])")  # of nodes alone: the edges between them too
    assert sorted(filter(None, texts_of(page))) == ["ada", "bo"]
    page.do("stage.light(null)")
    assert 'opacity="0.16"' not in page.do("return stage.toSVG()")


def test_nodes_are_as_large_as_what_is_measured(browser: Browser, tmp_path: Path) -> None:
    path = [{"id": name, "x": 90 * i, "y": 0, "months": 10 * i} for i, name in enumerate("abcde")]
    edges = [{"from": a, "to": b} for a, b in itertools.pairwise("abcde")]
    sizes = "return [...stage.scenery.model.nodes.values()].map((node) => node.half)"
    with staged(browser, tmp_path, scene(path, edges)) as page:
        assert page.do(sizes) == [12] * 5
        page.do("stage.sizeBy('centrality')")
        a, b, c, d, e = page.do(sizes)
        assert a == e < b == d < c
        # By hand: of ordered pairs, 3 pass b and 4 pass c, each in both directions.
        assert (b - 8) / (c - 8) == pytest.approx((3 / 4) ** 0.5)
        page.do("stage.sizeBy('months')")
        assert sorted(page.do(sizes)) == page.do(sizes)
        page.do("stage.sizeBy('links')")
        assert page.do(sizes) == [12] * 5


def test_colours_tell_the_kind_or_the_community(browser: Browser, tmp_path: Path) -> None:
    nodes = [{"id": f"n{i}", "x": 90 * i, "y": 0, "community": i} for i in range(7)]
    with staged(browser, tmp_path, scene(nodes)) as page:
        assert page.do("return stage.toSVG()").count("#0a6aa8") == 1
        page.do("stage.colourBy('community')")
        fills = {one.get("fill") for one in svg_of(page).iter(f"{SVG}g")} - {None, "#1d2127"}
        assert len(fills) == 7 and "#e69f00" in fills
        page.do("stage.colourBy('kind'); stage.theme('dark')")
        assert "#5eb3ea" in page.do("return stage.toSVG()")


def test_light_and_dark_have_papers_of_their_own(page: Staged) -> None:
    pixel = """const copy = document.createElement("canvas").getContext("2d");
      copy.drawImage(stage.canvas, 0, 0);
      return [...copy.getImageData(3, 3, 1, 1).data]"""
    assert page.do(pixel) == [0xFB, 0xFA, 0xF7, 255]
    page.do("stage.theme('dark')")
    assert page.do(pixel) == [0x14, 0x17, 0x1C, 255]


# Expanding


def _part(count: int, parent: str = "ada") -> dict[str, Any]:
    names = [f"a skill with number {i}" for i in range(count)]
    return {
        "nodes": [
            {key: value for key, value in node({"id": name, "kind": "Technology"}).items()}
            for name in names
        ],
        "edges": [edge({"from": parent, "to": name}) for name in names],
        "evidence": [],
    }


ROOMS = """const ruler = document.createElement("canvas").getContext("2d");
ruler.font = '13px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
return [...stage.scenery.model.nodes.values()].map(({ x, y, half, data }) => {
  const aside = ruler.measureText(data.name).width / 2;
  return { left: x - aside, right: x + aside, top: y - half, bottom: y + half + 17 };
})"""


def test_what_is_added_stands_near_and_moves_nobody(page: Staged) -> None:
    before = page.do("return Object.fromEntries(stage.positions())")
    added = page.do("return stage.add(it, 'ada')", _part(40))
    after = page.do("return Object.fromEntries(stage.positions())")
    assert len(added["nodes"]) == len(added["edges"]) == 40
    assert {who: after[who] for who in before} == before
    assert overlaps(page.do(ROOMS)) == []
    assert all(abs(one["x"]) < 700 and abs(one["y"]) < 700 for one in after.values())
    assert page.do("return stage.add(it, 'ada')", _part(40)) == {"nodes": [], "edges": []}
    page.do("stage.remove(it.nodes)", added)
    assert page.do("return Object.fromEntries(stage.positions())") == before
    page.do("stage.add(it, 'ada')", _part(40))
    assert page.do("return Object.fromEntries(stage.positions())") == after  # the same again


def test_edges_to_nobody_and_to_oneself_do_no_harm(page: Staged) -> None:
    part = {
        "nodes": [],
        "edges": [edge({"from": "ada", "to": "x"}), edge({"from": "bo", "to": "bo"})],
    }
    assert page.do("return stage.add(it, 'ada')", part) == {"nodes": [], "edges": ["bo-bo"]}
    page.do("stage.remove(['bo', 'nobody'])")
    assert sorted(page.do("return [...stage.positions().keys()]")) == ["ada", "go"]


def test_ids_that_scripts_use_are_ids_like_others(browser: Browser, tmp_path: Path) -> None:
    names = ["__proto__", "constructor", "toString", ""]
    nodes = [
        {"id": name, "kind": name or "Person", "x": 80 * i, "y": 0} for i, name in enumerate(names)
    ]
    with staged(browser, tmp_path, scene(nodes)) as page:
        for name in names:
            page.page.mouse.click(*page.place(name))
        assert [what[0] for what in page.told("onSelect")] == names
        assert page.seen.complaints == []
