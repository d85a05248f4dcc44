"""Pictures that nothing has to run for, and answers that are cut to their first rows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import commonground as cg
from commonground.errors import UsageError
from commonground.graph.model import Edge, Node
from commonground.queries.answer import Answer, Row
from commonground.queries.example import Someone, example, reader_of_people
from commonground.queries.questions import QUESTIONS
from commonground.visualizations.looks import LOOKS
from commonground.visualizations.picture import Picture, drawn
from commonground.visualizations.scene import scene_of_parts
from commonground.visualizations.shapes import outline
from commonground.visualizations.viewable import scene_of

from .support.asked import ASKED
from .support.browser import attacks, listener, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "style", "g", "path", "title", "text", "circle", "ellipse", "polygon"}
TIED = [name for name in QUESTIONS if getattr(cg, name)(example(), *ASKED[name]).edges]


class Frame(HTMLParser):
    """The frames of a notebook's output with the pages in them, and every tag outside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.tags: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag == "iframe":
            self.frames.append(dict(attrs))


def captions(picture: Picture) -> list[str]:
    root = ET.fromstring(picture.svg)
    groups = [one for one in root.iter(f"{SVG}g") if one.get("class") == "node"]
    return [text.text or "" for one in groups for text in one.findall(f"{SVG}text")]


def hostile(text: str) -> Answer[Row]:
    nodes = [Node(f"n{i}", kind, text, {"area": text}) for i, kind in enumerate([*LOOKS, text])]
    edges = [Edge(f"e{i}", text, "n0", one.id, {}, (text,)) for i, one in enumerate(nodes[1:])]
    row = Row(id="n0", kind="Person", name=text)
    return Answer({"question": text}, (row,), (text,), tuple(nodes), tuple(edges))


def test_most_questions_have_something_to_draw() -> None:
    assert len(TIED) >= 9


@pytest.mark.parametrize("name", TIED)
def test_an_answer_is_drawn_with_its_nodes_and_links(name: str) -> None:
    answer = getattr(cg, name)(example(), *ASKED[name])
    picture, scene = answer.plot(), scene_of(answer)
    assert sorted(captions(picture)) == sorted(filter(None, map(_caption, scene.nodes)))
    assert not {"Role", "Education", "Project"} & {node.kind for node in scene.nodes}
    root = ET.fromstring(picture.svg)
    assert len(list(root.iter(f"{SVG}path"))) == len(scene.edges)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    assert (width, height) == (picture.width, picture.height)
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x") or ""), float(text.get("y") or "")
        assert left <= x <= left + width and top <= y <= top + height
    assert answer.plot().svg == picture.svg


def _caption(node: Node) -> str:
    from commonground.graph.display import shortened
    from commonground.visualizations.words import caption

    return shortened(caption(node))


def test_a_picture_says_what_it_leaves_out() -> None:
    answer = cg.shared(example())
    nodes = scene_of(answer).nodes
    assert len(nodes) > 4
    assert len(captions(answer.plot(limit=4))) == 4
    assert f"Shown are the 4 of {len(nodes)} nodes" in answer.plot(limit=4).svg
    assert "Mine" in answer.plot(title="Mine").svg
    with pytest.raises(UsageError):
        answer.plot(limit=0)


def test_every_kind_has_an_outline_and_another_one_a_circle() -> None:
    looks = {outline(look.shape, (0, 0), 10) + str(look.filled) for look in LOOKS.values()}
    assert len(looks) == len({(look.shape, look.filled) for look in LOOKS.values()})
    assert outline("of somebody else", (0, 0), 10) == outline("dot", (0, 0), 10)


def test_nothing_at_all_can_be_drawn() -> None:
    picture = drawn(scene_of_parts([], []))
    assert captions(picture) == [] and picture.width > 0 and picture.height > 0
    ET.fromstring(picture.svg)


def test_links_side_by_side_are_bent_apart() -> None:
    nodes = [Node("a", "Person", "Ada"), Node("b", "Employer", "Acorn")]
    edges = [Edge(f"e{n}", "WORKED_AT", "a", "b") for n in range(3)]
    paths = re.findall(r'<path d="([^"]+)"', drawn(scene_of_parts(nodes, edges)).svg)
    assert len(set(paths)) == 3


@pytest.mark.parametrize("name", TIED)
def test_a_notebook_shows_the_picture_in_a_frame_where_nothing_runs(name: str) -> None:
    seen = Frame(getattr(cg, name)(example(), *ASKED[name])._repr_html_())
    (frame,) = seen.frames
    assert "sandbox" in frame and not frame["sandbox"]  # with a word in it something is allowed
    assert not {"script", "svg", "style", "link", "object", "embed"} & {*seen.tags}
    page = frame["srcdoc"] or ""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None and "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1] and "script" not in page.replace("script-src ;", "")
    assert set(re.findall(r"\s(on\w+|href|src)=", page)) == set()


def test_what_has_no_links_is_a_table_alone() -> None:
    answer = cg.people(example())
    assert not answer.edges and Frame(answer._repr_html_()).frames == []


def test_contacts_are_not_in_a_notebook() -> None:
    ada = Someone("Ada Vale", "ada.md", skills=["skill:go-lang"], email="ada@vale.example")
    graph = reader_of_people([ada], cg.load_ontology())
    answer = cg.profile(graph, "Ada Vale", contact=True)
    assert "ada@vale.example" in str(answer.to_json())
    assert "ada@vale.example" in answer.to_pandas()["name"].tolist()
    html = answer._repr_html_()
    assert "ada@vale.example" not in html and "vale.example" not in html
    assert "`to_json()` has it" in html and "Go" in html
    assert "is not shown" not in cg.profile(graph, "Ada Vale")._repr_html_()
    assert "vale.example" not in cg.picture(graph._graph).svg


def test_a_picture_is_written_and_written_anew_and_over_nothing_else(tmp_path: Path) -> None:
    picture = cg.picture(cg.find(example(), "Go"))
    path = tmp_path / "go.svg"
    assert picture.save(path) == picture.save(path) == path
    assert path.read_text("utf-8") == picture.svg
    cg.find(example(), "Redis").plot().save(path)
    (tmp_path / "cv.md").write_text("# Ada", "utf-8")
    with pytest.raises(UsageError, match="no page or picture"):
        picture.save(tmp_path / "cv.md")
    assert picture.save(tmp_path / "cv.md", force=True).read_text("utf-8") == picture.svg


def test_a_picture_is_of_whatever_a_page_is_of() -> None:
    reader = example()
    graph = reader._graph
    whole, around = cg.picture(graph), cg.picture(graph, around=_id("Ana"), hops=1)
    assert "Ana" in captions(around) and len(captions(around)) < len(captions(whole)) <= 60
    assert repr(around).startswith("<Picture of Around Ana, ")
    nodes, edges = cg.find(reader, "Go").nodes, cg.find(reader, "Go").edges
    assert sorted(captions(cg.picture([*nodes, *edges]))) == ["Ana", "Bo", "Go"]
    with pytest.raises(UsageError):
        cg.picture([1])  # type: ignore[list-item]  # what is refused


def _id(name: str) -> str:
    return next(row.id for row in cg.people(example()) if row.name == name)


# ---- in a browser --------------------------------------------------------------------------------


def test_hostile_text_is_text_in_the_picture_and_nothing_runs(
    browser: Browser, tmp_path: Path
) -> None:
    with listener() as (address, calls):
        texts = attacks(address)
        page = tmp_path / "cells.html"
        shown = "".join(hostile(text)._repr_html_() for text in texts)
        page.write_bytes(f"<!doctype html><meta charset=utf-8>{shown}".encode())
        with opened(browser, page) as seen:
            frames = seen.page.frames[1:]
            assert len(frames) == len(texts)
            for frame in frames:
                # all of it is drawn, and nothing of it has become an element
                tags = frame.locator("svg *").evaluate_all("all => all.map(one => one.tagName)")
                assert {*tags} <= ALLOWED and tags.count("text") > len(LOOKS)
                assert frame.locator("body > *").count() == 1
            assert seen.page.evaluate("window.attacked") is None
            assert seen.broken_rules() == [] and seen.requests == [page.as_uri()]
    assert calls == []


def test_the_style_of_a_picture_is_applied_in_its_frame_alone(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "cell.html"
    html = cg.find(example(), "Go")._repr_html_()
    page.write_text(f"<!doctype html><meta charset=utf-8><p id=own>text</p>{html}", "utf-8")
    with opened(browser, page) as seen:
        frame = seen.page.frames[1]
        fill = frame.evaluate("getComputedStyle(document.querySelector('.Person.filled')).fill")
        assert fill == "rgb(10, 106, 168)"
        box = frame.locator("svg").bounding_box()
        assert box is not None and box["width"] > 300 and box["height"] > 100
        own = seen.page.evaluate("getComputedStyle(document.querySelector('#own')).fontFamily")
        assert "system-ui" not in own
        assert seen.complaints == []


# ---- slices --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_a_slice_is_an_answer(name: str) -> None:
    answer: Answer[Any] = getattr(cg, name)(example(), *ASKED[name])
    first = answer[:2]
    assert isinstance(first, Answer) and list(first) == list(answer)[:2]
    assert (first.question, first.notes, first.extras) == (
        answer.question,
        answer.notes,
        answer.extras,
    )
    assert answer[:] == answer
    assert all(node in answer.nodes for node in first.nodes)
    assert all(edge in answer.edges for edge in first.edges)
    known = {node.id for node in first.nodes}
    assert all({edge.source, edge.target} <= known for edge in first.edges)
    assert len(answer[1:1]) == 0 and not answer[1:1].rows
    for row in answer[:1]:
        assert answer[0] is row


def test_a_slice_shows_its_rows_alone() -> None:
    answer = cg.similar(example(), "Ana")
    assert [row.name for row in answer] == ["Bo", "Cy"]
    assert "Cy" in captions(answer.plot()) and "Cy" not in captions(answer[:1].plot())
    assert {"Ana", "Bo"} <= {*captions(answer[:1].plot())}
    assert "Bo" not in captions(answer[1:].plot()) and ">Bo<" not in answer[1:]._repr_html_()


def test_a_slice_takes_steps_and_a_number_that_is_not_there_is_an_index_error() -> None:
    answer = cg.people(example())
    assert [row.name for row in answer[::-1]] == ["Cy", "Bo", "Ana"]
    assert answer[-1].name == "Cy"
    with pytest.raises(IndexError):
        answer[3]
