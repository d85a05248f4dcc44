"""The command view: what is drawn, in which form, and where it goes."""

from __future__ import annotations

import shutil
import webbrowser
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from commonground.cli.main import main
from commonground.errors import UsageError
from commonground.visualizations import raster

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ask(demo_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return a call of ``view`` in a folder of its own, on the examples' graph."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: main(["view", *map(str, words), "-g", str(demo_graph)])


def _names(svg: str) -> set[str]:
    return {one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def test_an_svg_shows_the_nodes_and_links_of_the_answer(ask: Callable[..., int]) -> None:
    assert ask("find", "Temporal", "Go", "-o", "net.svg") == 0
    text = Path("net.svg").read_text("utf-8")
    assert {"Temporal", "Go", "Who has Temporal and Go?"} <= _names(text)
    lines = list(ElementTree.fromstring(text).iter(f"{SVG}path"))
    assert len(lines) >= len(_names(text)) - 3
    assert "<script" not in text


def test_what_is_named_like_markup_stays_text(ask: Callable[..., int]) -> None:
    from commonground.graph.model import Node
    from commonground.visualizations.picture import drawn
    from commonground.visualizations.scene import scene_of_parts

    nodes = [Node("p:1", "Person", "<script>alert(1)</script>&\x1b\u202e")]
    text = drawn(scene_of_parts(nodes, [], title="</title><script>")).svg
    assert "<script" not in text and "\x1b" not in text
    assert len(list(ElementTree.fromstring(text).iter(f"{SVG}text"))) == 3  # also the legend's


def test_every_kind_is_drawn_by_a_shape_of_its_own() -> None:

    from commonground.visualizations.looks import LOOKS
    from commonground.visualizations.shapes import outline

    drawn = {(outline(look.shape, (0, 0), 10), look.filled, look.light) for look in LOOKS.values()}
    assert len(drawn) == len(LOOKS)


def test_a_png_is_drawn_by_the_browser_that_is_there(
    ask: Callable[..., int], need: Callable[[bool, str], None]
) -> None:
    need(raster.browser_path() is not None, "Chromium, to draw a PNG")
    assert ask("find", "Temporal", "Go", "-o", "net.png") == 0
    assert Path("net.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_browser_a_png_is_one_sentence(
    ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert ask("find", "Temporal", "-o", "net.png") == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "Chromium" in said and ".svg" in said
    assert not Path("net.png").exists()


def test_a_browser_that_draws_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "browser_path", lambda: "/bin/false")
    monkeypatch.setattr(raster, "_run", lambda command: None)
    with pytest.raises(UsageError, match="drew no picture"):
        raster.png_of("<svg/>", (10, 10))


@pytest.mark.parametrize("name", ["net.pdf", "net.jpg", "net.GIF"])
def test_another_kind_of_picture_is_refused(
    name: str, ask: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("find", "Go", "-o", name) == 2
    assert ".html, .svg or .png" in capsys.readouterr().err


def test_a_picture_goes_to_stdout_and_nothing_else(
    ask: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("find", "Go", "-o", "-") == 0
    done = capsys.readouterr()
    assert done.out.startswith("<!doctype html>") and done.err == ""
    assert not Path("-").exists()
    assert ask("ada.md", "-o", "-") == 0
    assert "ada@example.org" not in capsys.readouterr().out
    assert ask("ada.md", "--contact", "-o", "-") == 0
    assert "ada@example.org" in capsys.readouterr().out


def test_open_alone_writes_a_passing_file(
    ask: Callable[..., int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert ask("find", "Go", "--open") == 0
    (page,) = opened
    assert page.startswith("file://") and page.endswith("view.html")
    assert list(tmp_path.glob("commonground-*/view.html"))


@pytest.mark.parametrize("words", [["find", "Go"], ["find", "Go", "--open", "-o", "-"]])
def test_where_a_picture_goes_must_be_said(words: list[str], ask: Callable[..., int]) -> None:
    assert ask(*words) == 2


@pytest.mark.parametrize(
    ("words", "fewer"),
    [
        (["path", "ada.md", "bo.txt", "-k", "{}"], ("1", "5")),
        (["find", "Go", "-n", "{}"], ("1", "0")),
        (["similar", "ada.md", "-n", "{}"], ("1", "5")),
    ],
)
def test_options_of_the_question_stand_after_it(
    words: list[str], fewer: tuple[str, str], ask: Callable[..., int]
) -> None:
    sizes = []
    for number in fewer:
        given = [one.format(number) for one in words]
        assert ask(*given, "-o", "a.svg", "--force") == 0
        sizes.append(len(_names(Path("a.svg").read_text("utf-8"))))
    assert sizes[0] < sizes[1]


def test_an_option_of_another_question_is_refused(ask: Callable[..., int]) -> None:
    assert ask("find", "Go", "-k", "3", "-o", "a.html") == 2


@pytest.mark.parametrize("name", ["Temporal", "Ada Thornquist", "lanternfish labs"])
def test_the_name_of_a_node_alone_means_what_is_around_it(
    name: str, ask: Callable[..., int]
) -> None:
    assert ask(name, "-o", "a.svg") == 0
    assert ask("--around", name, "-o", "b.svg") == 0
    assert Path("a.svg").read_text() == Path("b.svg").read_text()


def test_a_document_is_shown_as_a_page_alone(
    ask: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("ada.md", "-o", "ada.svg") == 2
    assert "write .html" in capsys.readouterr().err
