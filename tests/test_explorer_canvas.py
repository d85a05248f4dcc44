"""The explorer's stage as files, and its canvas: pixels, sizes, movements."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

from commonground.benchmarks.scenes import scene_of

from .support.browser import attacks
from .support.stage import (
    HIGH,
    NOWHERE,
    SVG,
    TRIANGLE,
    WIDE,
    Staged,
    scene,
    staged,
    svg_of,
    texts_of,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
        svg = svg_of(page)
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


def test_a_stage_that_was_hidden_shows_everything_when_it_is_seen(page: Staged) -> None:
    page.do("stage.canvas.style.display = 'none'")
    page.show(TRIANGLE)
    page.do("stage.canvas.style.display = ''")
    page.page.wait_for_function("stage.view.camera.width > 1")
    page.painted()
    places = [page.place(who) for who in ("ada", "bo", "go")]
    assert all(0 < x < WIDE and 0 < y < HIGH for x, y in places)
    assert places[1][0] - places[0][0] > 100


def test_an_empty_scene_is_no_fault(page: Staged) -> None:
    page.show(scene([]))
    page.do("stage.fit(); stage.zoom(2); stage.focusNext('next'); stage.sizeBy('centrality')")
    assert page.do("return stage.hit(10, 10)") is None
    assert texts_of(page) == []
