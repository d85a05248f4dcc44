"""Hands and keys on the explorer's stage, in a real Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .support.stage import (
    HIGH,
    NOWHERE,
    TRIANGLE,
    WIDE,
    Staged,
    between,
    scene,
    staged,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Clicks and hovering


def test_a_click_chooses_a_node_an_edge_or_nothing(page: Staged) -> None:
    page.page.mouse.click(*page.place("ada"))
    page.page.mouse.click(*between(page, "bo", "go"))
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
        x, y = between(page, "a", "b")
        (left, _), (right, _) = page.place("a"), page.place("b")
        page.page.mouse.click(x, y)
        page.page.mouse.click(x, y - 0.2 * (right - left))  # a curve goes half way to its control
        assert [what[0] for what in page.told("onSelect")] == ["straight", "bent"]


def test_a_finger_reaches_further_than_a_mouse(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, tmp_path, TRIANGLE, has_touch=True) as page:
        x, y = between(page, "ada", "bo")
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


def test_two_clicks_on_two_things_open_neither(page: Staged) -> None:
    x, y = page.place("go")
    page.page.mouse.click(x - 23, y)  # beside it
    page.page.mouse.click(x, y)
    told = page.page.evaluate("window.told")
    assert [what[:2] for what in told if what[0] in ("onSelect", "onOpen")] == [
        ["onSelect", None],
        ["onSelect", "go"],
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
    page.page.mouse.move(*between(page, "ada", "bo"))
    page.page.mouse.move(*NOWHERE)
    page.page.mouse.move(*NOWHERE)
    told = page.told("onHover")
    assert [what[0] for what in told] == ["go", "ada-bo", None]
    assert told[0][1:] == pytest.approx([x, y], abs=1)


def test_what_is_hovered_stands_out(page: Staged) -> None:
    page.page.mouse.move(*NOWHERE)
    before = page.page.screenshot()
    page.page.mouse.move(*between(page, "ada", "bo"))
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
    assert "2 nodes and 1 link" in (canvas.get_attribute("aria-label") or "")
