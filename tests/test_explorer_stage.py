"""The explorer's stage in a real Chromium: what hands and keys do, and what is drawn."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from commonground.benchmarks.scenes import scene_of

from .support.browser import attacks, chromium, chromium_path
from .support.stage import HIGH, WIDE, Staged, edge, node, scene, staged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(chromium_path() is None, reason="there is no Chromium")

SVG = "{http://www.w3.org/2000/svg}"
TRIANGLE = scene(
    [
        {"id": "ada", "x": 0, "y": 0},
        {"id": "bo", "x": 300, "y": 0},
        {"id": "go", "kind": "Technology", "x": 150, "y": 240},
    ],
    [{"from": "ada", "to": "go"}, {"from": "bo", "to": "go"}, {"from": "ada", "to": "bo"}],
)
NOWHERE = (20, 20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Staged]:
    with staged(browser, tmp_path, TRIANGLE) as opened:
        yield opened
        assert opened.seen.complaints == []


def _between(page: Staged, a: str, b: str, share: float = 0.5) -> tuple[float, float]:
    (x1, y1), (x2, y2) = page.place(a), page.place(b)
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def _overlaps(boxes: Sequence[Mapping[str, float]]) -> list[tuple[Any, Any]]:
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]


def _svg(page: Staged) -> ElementTree.Element:
    return ElementTree.fromstring(page.do("return stage.toSVG()"))


def _texts(page: Staged) -> list[str | None]:
    return [element.text for element in _svg(page).iter(f"{SVG}text")]


# Clicks and hovering


def test_a_click_chooses_a_node_an_edge_or_nothing(page: Staged) -> None:
    page.page.mouse.click(*page.place("ada"))
    page.page.mouse.click(*_between(page, "bo", "go"))
    page.page.mouse.click(*NOWHERE)
    assert page.told("onSelect") == [
        ["ada", "pointerup"],
        ["bo-go", "pointerup"],
        [None, "pointerup"],
    ]


def test_a_click_on_a_name_chooses_its_node(page: Staged) -> None:
    box = next(label for label in page.labels() if label["id"] == "bo")
    page.page.mouse.click((box["left"] + box["right"]) / 2, box["bottom"] - 3)
    assert page.told("onSelect")[0][0] == "bo"


def test_bent_edges_between_the_same_two_are_chosen_apart(browser: Browser, tmp_path: Path) -> None:
    both: list[dict[str, Any]] = [
        {"id": "straight", "from": "a", "to": "b"},
        {"id": "bent", "from": "a", "to": "b", "bend": 0.4},
    ]
    ends = [{"id": "a", "x": 0, "y": 0}, {"id": "b", "x": 400, "y": 0}]
    with staged(browser, tmp_path, scene(ends, both)) as page:
        x, y = _between(page, "a", "b")
        (left, _), (right, _) = page.place("a"), page.place("b")
        page.page.mouse.click(x, y)
        page.page.mouse.click(x, y + 0.2 * (right - left))  # a curve goes half way to its control
        assert [what[0] for what in page.told("onSelect")] == ["straight", "bent"]


def test_a_finger_reaches_further_than_a_mouse(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE, has_touch=True) as page:
        x, y = _between(page, "ada", "bo")
        page.page.touchscreen.tap(x, y - 14)
        page.page.mouse.click(x, y - 14)
        assert [what[0] for what in page.told("onSelect")] == ["ada-bo", None]


def test_two_clicks_open_a_node(page: Staged) -> None:
    page.page.mouse.dblclick(*page.place("go"))
    told = page.page.evaluate("window.told")
    assert [what[:2] for what in told if what[0] in ("onSelect", "onOpen")] == [
        ["onSelect", "go"],
        ["onOpen", "go"],
    ]


def test_a_click_with_shift_is_told_apart(page: Staged) -> None:
    page.page.keyboard.down("Shift")
    page.page.mouse.click(*page.place("ada"))
    page.page.mouse.click(*page.place("go"))
    page.page.keyboard.up("Shift")
    told = page.page.evaluate("window.told")
    assert [what for what in told if what[0] != "onHover"] == [
        ["onShift", "ada"],
        ["onShift", "go"],
    ]


def test_hovering_tells_the_node_or_edge_and_where(page: Staged) -> None:
    x, y = page.place("go")
    page.page.mouse.move(x, y)
    page.page.mouse.move(*_between(page, "ada", "bo"))
    page.page.mouse.move(*NOWHERE)
    page.page.mouse.move(*NOWHERE)
    told = page.told("onHover")
    assert [what[0] for what in told] == ["go", "ada-bo", None]
    assert told[0][1:] == pytest.approx([x, y], abs=1)


def test_what_is_hovered_stands_out(page: Staged) -> None:
    page.page.mouse.move(*NOWHERE)
    before = page.page.screenshot()
    page.page.mouse.move(*_between(page, "ada", "bo"))
    page.painted()
    hovered = page.page.screenshot()
    page.page.mouse.move(*NOWHERE)
    page.painted()
    assert before != hovered
    assert page.page.screenshot() == before


# Moving


def test_a_node_is_dragged_and_stays_where_it_was_put(page: Staged) -> None:
    x, y = page.place("ada")
    others = page.place("bo"), page.place("go")
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 30, y + 60, steps=4)
    page.page.mouse.up()
    assert page.place("ada") == pytest.approx((x + 30, y + 60), abs=1)
    assert (page.place("bo"), page.place("go")) == others
    assert page.do("return stage.positions().get('ada').pinned")
    told = page.page.evaluate("window.told.splice(0)")
    assert ["onChange"] in told and not [what for what in told if what[0] == "onSelect"]
    page.page.mouse.click(x + 30, y + 60)
    assert page.told("onSelect")[0][0] == "ada"


def test_who_is_pinned_keeps_the_place_in_the_next_scene(page: Staged) -> None:
    page.do("stage.pin('ada', true)")
    moved = {**TRIANGLE, "nodes": [{**one, "x": one["x"] + 50} for one in TRIANGLE["nodes"]]}
    page.show(moved)
    places = page.do("return Object.fromEntries(stage.positions())")
    assert [places[who]["x"] for who in ("ada", "bo")] == [0, 350]
    page.do("stage.pin('ada', false)")
    page.show(moved)
    assert page.do("return stage.positions().get('ada').x") == 50


def test_the_ground_is_dragged(page: Staged) -> None:
    before = page.place("ada"), page.place("go")
    page.page.mouse.move(*NOWHERE)
    page.page.mouse.down()
    page.page.mouse.move(NOWHERE[0] + 80, NOWHERE[1] + 40, steps=5)
    page.page.mouse.up()
    for who, (x, y) in zip(("ada", "go"), before, strict=True):
        assert page.place(who) == pytest.approx((x + 80, y + 40), abs=0.1)
    assert page.told("onSelect") == []


def test_a_drag_beyond_the_window_ends(page: Staged) -> None:
    page.page.mouse.move(*NOWHERE)
    page.page.mouse.down()
    page.page.mouse.move(-50, 300)
    page.page.mouse.up()
    place = page.place("ada")
    page.page.mouse.move(400, 20, steps=3)
    assert page.place("ada") == place


def test_the_wheel_zooms_about_the_pointer(page: Staged) -> None:
    x, y = page.place("go")
    ada = page.place("ada")
    page.page.mouse.move(x, y)
    page.page.mouse.wheel(0, -200)
    page.page.wait_for_function("(y) => stage.place('ada')[1] < y - 10", arg=ada[1])
    assert page.place("go") == pytest.approx((x, y), abs=0.5)  # wheels tell whole pixels
    page.page.mouse.wheel(0, 200)
    page.page.wait_for_function("(y) => stage.place('ada')[1] > y - 1", arg=ada[1])
    assert page.place("ada") == pytest.approx(ada, abs=0.1)


def test_two_fingers_zoom_and_move(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE, has_touch=True) as page:
        session = page.page.context.new_cdp_session(page.page)
        x, y = page.place("go")

        def touch(kind: str, *points: tuple[float, float]) -> None:
            fingers = [{"x": at, "y": down, "id": i} for i, (at, down) in enumerate(points)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

        apart = page.place("bo")[0] - page.place("ada")[0]
        touch("touchStart", (x - 50, y))
        touch("touchStart", (x - 50, y), (x + 50, y))
        touch("touchMove", (x - 75, y), (x + 75, y))
        touch("touchMove", (x - 100, y), (x + 100, y))
        touch("touchEnd")
        page.painted()
        assert page.place("bo")[0] - page.place("ada")[0] == pytest.approx(2 * apart, rel=0.02)
        assert page.place("go") == pytest.approx((x, y), abs=2)
        assert page.told("onSelect") == []


def test_one_finger_moves_the_ground(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE, has_touch=True) as page:
        session = page.page.context.new_cdp_session(page.page)
        x, y = page.place("go")
        for kind, down in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60)):
            point = [{"x": 30, "y": 300 + down, "id": 1}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.painted()
        assert page.place("go") == pytest.approx((x, y + 60), abs=0.1)


# Keys and screen readers


def test_keys_go_from_node_to_node_and_along_edges(page: Staged) -> None:
    page.page.focus("#stage")
    keys = page.page.keyboard
    keys.press("ArrowRight")  # to the first of all
    first = page.told("onHover")[-1][0]
    assert first == "ada"
    for key, there in (("ArrowRight", "bo"), ("ArrowDown", "go"), ("ArrowLeft", "ada")):
        keys.press(key)
        assert page.told("onHover")[-1][0] == there
    keys.press("PageDown")
    assert page.told("onHover")[-1][0] == "ada-go"
    assert page.page.inner_text("#stage [role=status]") == "ada has used go"
    keys.press("PageDown")
    keys.press("Enter")
    assert page.told("onSelect") == [["ada-bo", "keydown"]]


def test_keys_zoom_and_show_everything(page: Staged) -> None:
    page.page.focus("#stage")
    apart = page.place("bo")[0] - page.place("ada")[0]
    page.page.keyboard.press("+")
    page.painted()
    assert page.place("bo")[0] - page.place("ada")[0] == pytest.approx(1.25 * apart)
    page.page.keyboard.press("-")
    page.page.keyboard.press("-")
    page.painted()
    assert page.place("bo")[0] - page.place("ada")[0] == pytest.approx(0.8 * apart)
    page.page.keyboard.press("0")
    page.painted()
    assert page.place("bo")[0] - page.place("ada")[0] == pytest.approx(apart)


def test_focus_comes_into_view_and_around(page: Staged) -> None:
    page.do("for (let i = 0; i < 6; i++) stage.zoom(2)")
    seen = [page.do("return stage.focusNext('next').node.id") for _ in range(4)]
    assert seen == ["ada", "bo", "go", "ada"]
    x, y = page.place("ada")
    assert 0 < x < WIDE and 0 < y < HIGH


def test_a_screen_reader_is_told_what_it_is(page: Staged) -> None:
    canvas = page.page.get_by_role("application")
    label = canvas.get_attribute("aria-label") or ""
    assert label.startswith("Drawing of 3 nodes and 3 links.") and "table" in label
    page.do("stage.remove(['go'])")
    assert "2 nodes and 1 links" in (canvas.get_attribute("aria-label") or "")


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
            assert _overlaps(labels) == []
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
        page.do("stage.fit(['n1', 'n3'])")
        x1, y1 = page.place("n1")
        x2, y2 = page.place("n3")
        assert (x1 + x2) / 2 == pytest.approx(WIDE / 2, abs=30)
        assert 0 < x2 < x1 < WIDE and 0 < y1 < y2 < HIGH


# What is shown


def test_kinds_and_families_are_hidden_or_faded(page: Staged) -> None:
    page.do("stage.filter({ kinds: new Set(['Technology']) })")
    assert sorted(filter(None, _texts(page))) == ["ada", "bo"]
    page.page.mouse.click(*page.place("go"))
    assert page.told("onSelect")[0][0] is None
    page.do("stage.filter({ kinds: new Set(['Technology']), faded: true })")
    assert 'opacity="0.16"' in page.do("return stage.toSVG()")
    page.page.mouse.click(*page.place("go"))
    assert page.told("onSelect")[0][0] == "go"
    page.do("stage.filter({ families: new Set(['fact']) })")
    page.page.mouse.click(*_between(page, "ada", "bo"))
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
        assert sorted(filter(None, _texts(page))) == ["ada", "any", "new"]
        page.do("stage.filter({ from: 24000, to: 24009 })")
        assert sorted(filter(None, _texts(page))) == ["ada", "any", "old"]
        page.do("stage.filter({ from: null, to: null })")
        assert len(_texts(page)) == 4


def test_what_is_lit_stands_out_and_alone_has_names(page: Staged) -> None:
    page.do("stage.light(['ada', 'go', 'ada-go'])")
    svg = _svg(page)
    lines = {
        one.get("opacity"): one.get("d") for one in svg.iter(f"{SVG}path") if one.get("opacity")
    }
    assert (lines["0.9"] or "").count("M") == 1 and (lines["0.16"] or "").count("M") == 2
    assert sorted(filter(None, _texts(page))) == ["ada", "go"]
    page.do("stage.light(['ada', 'bo'])")  # of nodes alone: the edges between them too
    assert sorted(filter(None, _texts(page))) == ["ada", "bo"]
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
        fills = {one.get("fill") for one in _svg(page).iter(f"{SVG}g")} - {None, "#1d2127"}
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
    assert _overlaps(page.do(ROOMS)) == []
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


# Saving


def test_a_png_holds_two_pixels_for_each_of_the_page(page: Staged) -> None:
    code = """const blob = await stage.toPNG();
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(String.fromCharCode(...bytes.slice(0, 24)));"""
    head = base64.b64decode(page.do(code))
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    size = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    assert size == (2 * WIDE, 2 * HIGH)


def test_hostile_names_are_text_in_an_svg(browser: Browser, tmp_path: Path) -> None:
    texts = attacks("http://127.0.0.1:9")
    nodes = [
        {"id": str(i), "name": text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")}
        | {"x": 0, "y": 70 * i}
        for i, text in enumerate(texts)
    ]
    with staged(browser, tmp_path, scene(nodes, title="<svg onload=alert(1)>&")) as page:
        page.do("stage.scenery.model.nodes.get('0').data.name = '<b>\\ud800\\u0000\"'")
        svg = _svg(page)
        assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
            *("svg", "title", "rect", "g", "path", "text"),
        }
        assert svg.findtext(f"{SVG}title") == "<svg onload=alert(1)>&"
        assert len(list(svg.iter(f"{SVG}text"))) == len(texts)
        file = tmp_path / "saved.svg"
        file.write_text(page.do("return stage.toSVG()"), encoding="utf-8")
        page.page.goto(file.as_uri())
        assert page.page.evaluate("window.attacked") is None
        assert page.seen.complaints == []


def test_the_same_scene_gives_the_same_picture(browser: Browser, tmp_path: Path) -> None:
    saved = []
    for _ in range(2):
        with staged(browser, tmp_path, scene_of(500)) as page:
            saved.append(page.do("return stage.toSVG()"))
    assert saved[0] == saved[1]
    assert not re.search(r"NaN|undefined|Infinity", saved[0])


# The canvas


def test_sharp_screens_get_their_pixels(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE, device_scale_factor=2) as page:
        canvas = (
            "const { width, height } = document.getElementById('stage'); return [width, height]"
        )
        assert page.do(canvas) == [2 * WIDE, 2 * HIGH]
        page.page.mouse.click(*page.place("go"))
        assert page.told("onSelect")[0][0] == "go"


def test_another_size_shows_everything_again(page: Staged) -> None:
    page.page.set_viewport_size({"width": 400, "height": 300})
    page.page.wait_for_function("stage.canvas.width === 400")
    page.painted()
    for who in ("ada", "bo", "go"):
        x, y = page.place(who)
        assert 0 < x < 400 and 0 < y < 300
    page.do("stage.zoom(2)")
    camera = page.do("return stage.view.camera")
    page.page.set_viewport_size({"width": 500, "height": 300})
    page.page.wait_for_function("stage.canvas.width === 500")
    assert page.do("return stage.view.camera") == {**camera, "width": 500}  # where the user looks


def test_movements_are_gentle_unless_none_is_wanted(browser: Browser, tmp_path: Path) -> None:
    track = """const scales = new Set();
      stage.zoom(2);
      for (let i = 0; i < 40; i++) {
        await new Promise(requestAnimationFrame);
        scales.add(stage.view.camera.scale);
      }
      return scales.size"""
    for wish, steps in (("reduce", [1]), ("no-preference", range(3, 41))):
        with staged(browser, tmp_path, TRIANGLE, reduced_motion=wish) as page:
            assert page.do(track) in steps


def test_moving_the_view_paints_no_line_anew(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, scene_of(500)) as page:
        page.do(
            "const { layer } = stage; const once = layer.renew; stage.painted = 0;"
            "layer.renew = function (...all) { stage.painted++; once.apply(layer, all); }"
        )
        page.page.mouse.move(*NOWHERE)
        page.page.mouse.down()
        page.page.mouse.move(NOWHERE[0] + 100, NOWHERE[1] + 60, steps=20)
        page.page.mouse.up()
        assert page.do("return stage.painted") == 0
        page.do("stage.light(null)")
        assert page.do("return stage.painted") == 1


def test_a_view_that_has_come_to_rest_is_sharp(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE) as page:
        page.do("stage.zoom(1.5)")
        page.page.wait_for_timeout(250)
        assert page.do("return stage.layer.camera.scale === stage.view.camera.scale")
        rested = page.page.screenshot()
        page.do("stage.layer.rest()")
        assert page.page.screenshot() == rested


def test_a_stage_that_was_taken_down_is_silent(page: Staged) -> None:
    place = page.place("ada")
    page.do("stage.destroy()")
    page.page.mouse.click(*place)
    page.page.keyboard.press("ArrowRight")
    page.page.mouse.wheel(0, -300)
    page.page.wait_for_timeout(50)
    assert page.page.evaluate("window.told") == []


def test_an_empty_scene_is_no_fault(page: Staged) -> None:
    page.show(scene([]))
    page.do("stage.fit(); stage.zoom(2); stage.focusNext('next'); stage.sizeBy('centrality')")
    assert page.do("return stage.hit(10, 10)") is None
    assert _texts(page) == []
