"""The explorer's page as a file: every way to look around in it, in a real Chromium."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from commonground.cli.main import main
from commonground.queries.questions import QUESTIONS
from commonground.visualizations.explorer.assemble import MODULES
from commonground.visualizations.explorer.page import forms

from .support.axe import axe, violations
from .support.browser import Opened, assert_quiet, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADA = "Ada Thornquist"
SIZES = {"desktop": {"width": 1366, "height": 820}, "phone": {"width": 390, "height": 800}}


@pytest.fixture(scope="module")
def around(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of what is around somebody of the examples."""
    path = tmp_path_factory.mktemp("page") / "ada.html"
    assert main(["view", "--around", ADA, "-o", str(path), "-g", str(demo_graph)]) == 0
    return path


@pytest.fixture(scope="module")
def found(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of an answer."""
    path = tmp_path_factory.mktemp("page") / "find.html"
    assert main(["view", "find", "Temporal", "Go", "-o", str(path), "-g", str(demo_graph)]) == 0
    return path


@pytest.fixture
def page(browser: Browser, around: Path) -> Iterator[Opened]:
    with opened(browser, around, viewport=SIZES["desktop"], accept_downloads=True) as seen:
        yield seen
        assert_quiet(seen)


def select(seen: Opened, name: str) -> str:
    """Select a drawn node by its name; return its id."""
    id: str = seen.page.evaluate(
        """async (name) => {
          const { app } = commonground;
          const node = [...app.model.nodes.values()].find((one) => one.name === name);
          await app.select({ node: node.id });
          return node.id;
        }""",
        name,
    )
    return id


def drawn(seen: Opened) -> set[str]:
    """Return the names of what is drawn."""
    names: list[str] = seen.page.evaluate(
        "[...commonground.app.model.nodes.values()].map((node) => node.name)"
    )
    return set(names)


def test_somebody_is_told_by_roles_studies_technologies_and_lines(page: Opened) -> None:
    select(page, ADA)
    panel = page.panel()
    for text in (ADA, "PERSON", "Senior Protocol Engineer", "Lanternfish Labs", "2023-03 – now"):
        assert text in panel
    for text in ("STUDIES", "University of Norrhaven", "TECHNOLOGIES IN THEIR TIME"):
        assert text in panel
    assert page.page.locator("#panel mark").count() > 3
    widths = page.page.locator("#panel .track span").evaluate_all(
        "(spans) => spans.map((span) => span.getBoundingClientRect().width)"
    )
    assert widths and all(width > 0 for width in widths)


def test_a_link_says_its_whole_line_with_the_words_marked(page: Opened) -> None:
    page.page.evaluate(
        """() => {
          const { app } = commonground;
          const named = (id) => app.model.nodes.get(id).name;
          const said = [...app.model.edges.values()].filter((one) => one.family !== "ontology");
          const edge = said.find((one) => named(one.to) === "Kimchi");
          return app.select({ edge: edge.id });
        }"""
    )
    panel = page.panel()
    assert "proofs are made with Kimchi and checked on Mina." in panel and "ada.md:20" in panel
    assert page.page.inner_text("#panel mark >> nth=0") == "Kimchi"


def test_the_pointer_on_a_link_says_it_beside(page: Opened) -> None:
    middle = page.page.evaluate(
        """() => {
          const { app } = commonground;
          const box = document.getElementById("drawing").getBoundingClientRect();
          for (const edge of app.model.edges.values()) {
            const [a, b] = [app.stage.place(edge.from), app.stage.place(edge.to)];
            for (const part of [.35, .5, .65]) {
              const [x, y] = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
              if (app.stage.hit(x, y)?.edge?.id === edge.id) return [box.left + x, box.top + y];
            }
          }
          return null;
        }"""
    )
    assert middle is not None
    page.page.mouse.move(*middle)
    page.page.wait_for_selector("#hover:visible")
    assert page.page.inner_text("#hover").strip()


def test_collapse_hide_undo_and_redo_go_back_and_forth(page: Opened) -> None:
    select(page, ADA)
    everything = drawn(page)
    page.page.click("#panel .actions >> text=Collapse")
    fewer = drawn(page)
    assert ADA in fewer and fewer < everything
    page.page.keyboard.press("u")
    assert drawn(page) == everything
    page.page.keyboard.press("r")
    assert drawn(page) == fewer
    page.page.keyboard.press("e")
    page.until(f"commonground.app.model.nodes.size === {len(everything)}")
    select(page, "Kimchi")
    page.page.click("#panel .actions >> text=Hide")
    assert drawn(page) == everything - {"Kimchi"}
    page.page.keyboard.press("Control+z")
    assert drawn(page) == everything


def test_what_is_collapsed_comes_back_where_it_stood(page: Opened) -> None:
    places = "Object.fromEntries(commonground.app.places())"
    before = page.page.evaluate(places)
    select(page, ADA)
    page.page.click("#panel .actions >> text=Collapse")
    page.page.keyboard.press("u")
    assert page.page.evaluate(places) == before


def test_the_years_filter_what_is_drawn_and_the_table(page: Opened) -> None:
    page.page.keyboard.press("t")
    before = page.page.inner_text("#tables caption >> nth=1")
    page.page.get_by_label("From year").fill("2023")
    after = page.page.inner_text("#tables caption >> nth=1")
    assert int(after.strip("Links ()")) < int(before.strip("Links ()"))
    assert "v.from=24276" in page.page.url


def test_the_address_holds_ids_and_the_way_back(page: Opened) -> None:
    id = select(page, ADA)
    assert page.page.url.endswith(f"#start?v.sel={id}") and ADA.split()[0] not in page.page.url
    kimchi = select(page, "Kimchi")
    page.page.go_back()
    page.until(f"location.hash.endsWith('{id}')")
    page.page.wait_for_selector(f"#panel h1:has-text('{ADA}')")
    page.page.go_forward()
    page.page.wait_for_selector("#panel h1:has-text('Kimchi')")
    assert page.page.url.endswith(kimchi)


def test_a_link_opens_what_it_was_copied_of(browser: Browser, around: Path, page: Opened) -> None:
    select(page, "Kimchi")
    page.page.uncheck("label:has-text('Technologies') input")
    link = page.page.url
    again = browser.new_page()
    again.goto(link)
    again.wait_for_selector("#panel h1:has-text('Kimchi')")
    assert not again.is_checked("label:has-text('Technologies') input")
    again.close()


def test_a_search_forgives_a_slip_and_knows_other_names(page: Opened) -> None:
    def first(text: str) -> str:
        page.page.fill("#search input", text)
        page.page.wait_for_selector("#search [role=option]")
        return page.page.inner_text("#search [role=option] >> nth=0")

    assert first("kubernets").startswith("Kubernetes")
    assert first("k8s").startswith("Kubernetes")
    assert first("thornq").startswith(ADA)
    page.page.fill("#search input", "zzzzzz")
    page.page.wait_for_selector("text=Nothing has that name.")


def test_a_file_says_plainly_that_it_cannot_ask(page: Opened) -> None:
    node = select(page, "Kimchi")
    page.page.evaluate("commonground.app.go({screen: 'find', params: {all: ['x']}, view: {}})")
    page.page.wait_for_selector("#panel [role=alert]")
    assert "This page is a file" in page.panel() and "commonground serve" in page.panel()
    page.page.evaluate("(id) => commonground.app.stage.handlers.onShift({ id })", node)
    assert "commonground serve" in page.page.inner_text("#status")


def test_a_file_tells_of_itself_and_of_the_lines_that_it_quotes(page: Opened) -> None:
    page.page.click("#about")
    page.page.wait_for_selector("#panel h1:has-text('About this file')")
    panel = page.panel()
    assert "technologies" in panel and "documents quoted" in panel and "version" in panel
    page.page.click("#panel button:has-text('Documents')")
    page.page.click("#panel .place:has-text('ada.md')")
    page.page.wait_for_selector("#panel h1:has-text('ada.md')")
    assert "which this file quotes" in page.panel()
    assert "proofs are made with Kimchi and checked on Mina." in page.panel()
    assert page.page.locator("#panel .quotes mark").count() > 3
    select(page, "Kimchi")
    page.page.click("#panel .place >> nth=0")
    page.page.wait_for_selector("#panel .quotes .meant")


def test_no_line_of_a_page_begins_with_the_mark_of_a_list(page: Opened) -> None:
    lines = page.page.evaluate("commonground.data.scene.evidence.map(({ quote }) => quote)")
    assert len(lines) > 10
    assert not [line for line in lines if line.lstrip()[:2] in {"- ", "* ", "• ", "+ "}]


def test_tables_are_sorted_by_their_heads(page: Opened) -> None:
    page.page.keyboard.press("t")
    heads = page.page.locator("#tables th").first
    names = page.page.locator("#tables table").first.locator("td:nth-child(1) button")
    up = names.all_inner_texts()
    assert heads.get_attribute("aria-sort") == "ascending" and len(up) > 10
    page.page.click("#tables th button >> nth=0")
    # Only what is in view is there: the end of the order comes into it, and goes again.
    assert names.first.inner_text() == "zero-knowledge proof"
    page.page.click("#tables th button >> nth=0")
    assert names.all_inner_texts() == up
    page.page.click("#tables th button:has-text('Links') >> nth=0")
    assert names.first.inner_text() == ADA


def saved(seen: Opened, words: str) -> bytes:
    """Return what a format of the menu writes."""
    seen.page.click("#save")
    with seen.page.expect_download() as waiting:
        seen.page.click(f"#save-menu >> text={words}")
    return Path(waiting.value.path()).read_bytes()


def test_what_is_drawn_is_saved_in_every_format(page: Opened) -> None:
    count = len(drawn(page))
    assert saved(page, "Picture (PNG)").startswith(b"\x89PNG")
    assert ElementTree.fromstring(saved(page, "Picture (SVG)")).tag.endswith("svg")
    assert len(json.loads(saved(page, "JSON"))["nodes"]) == count
    graphml = ElementTree.fromstring(saved(page, "GraphML"))
    assert len(list(graphml.iter("{http://graphml.graphdrawing.org/xmlns}node"))) == count
    gexf = ElementTree.fromstring(saved(page, "GEXF"))
    assert len(list(gexf.iter("{http://gexf.net/1.3}node"))) == count
    rows = list(csv.DictReader(io.StringIO(saved(page, "Nodes (CSV)").decode())))
    assert len(rows) == count and ADA in {row["name"] for row in rows}
    links = list(csv.DictReader(io.StringIO(saved(page, "Links (CSV)").decode())))
    assert any("ada.md:20" in row["lines"] for row in links)


def test_a_saved_graph_is_read_by_networkx(page: Opened, tmp_path: Path) -> None:
    import networkx as nx

    path = tmp_path / "scene.graphml"
    path.write_bytes(saved(page, "GraphML"))
    assert {data["name"] for _, data in nx.read_graphml(path).nodes(data=True)} == drawn(page)


def test_each_reason_of_an_answer_lights_its_link_and_shows_its_line(
    browser: Browser, found: Path
) -> None:
    with opened(browser, found, viewport=SIZES["desktop"]) as seen:
        opener = seen.page.locator("#panel .opener").first
        opener.click()
        assert opener.get_attribute("aria-expanded") == "true"
        assert seen.page.locator("#panel .inside mark").count() > 0
        assert seen.page.evaluate("commonground.app.lighting.lit.length") == 2
        opener.click()
        assert seen.page.evaluate("commonground.app.lighting.lit") is None
        assert_quiet(seen)


def test_the_sheet_of_a_phone_is_pulled_and_pressed(browser: Browser, around: Path) -> None:
    with opened(browser, around, viewport=SIZES["phone"], has_touch=True) as seen:

        def height() -> float:
            box = seen.page.locator("#sheet").bounding_box()
            assert box is not None
            return box["height"]

        seen.page.emulate_media(reduced_motion="reduce")
        half = height()
        seen.page.click("#handle")
        high = height()
        seen.page.click("#handle")
        assert height() < half < high
        seen.page.locator("#handle").focus()
        seen.page.keyboard.press("ArrowUp")
        assert height() == half
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        seen.page.click("#filter")
        assert seen.page.is_visible("label:has-text('Technologies')")
        assert_quiet(seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_keeps_anybody_out(
    browser: Browser, around: Path, found: Path, size: str, scheme: Any,
    need: Callable[[bool, str], None],
) -> None:  # fmt: skip
    need(axe() is not None, "axe-core, which `make schema` fetches")
    for path in (around, found):
        settings = {"viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True}
        with opened(browser, path, **settings) as seen:
            assert violations(seen.page) == []
            seen.page.evaluate(
                "commonground.app.select({ node: [...commonground.app.model.nodes.keys()][0] })"
            )
            assert violations(seen.page) == []
            seen.page.keyboard.press("t")
            assert violations(seen.page) == []
            seen.page.keyboard.press("Escape")
            seen.page.click("#keys")
            assert violations(seen.page) == []


def test_every_question_has_a_form_with_all_its_arguments() -> None:
    made = {form["name"]: form["arguments"] for form in forms()}
    assert set(made) == set(QUESTIONS)
    for name, arguments in made.items():
        assert len(arguments) == len(QUESTIONS[name].arguments)
    assert json.dumps(made)


def test_modules_are_small() -> None:
    sizes = {file.name: len(file.read_text().splitlines()) for file in MODULES.glob("*.js")}
    assert {name: size for name, size in sizes.items() if size > 250} == {}


def test_the_script_is_what_a_javascript_engine_takes(
    tmp_path: Path, need: Callable[[bool, str], None]
) -> None:
    import shutil

    from commonground.visualizations.explorer.page import script

    node = shutil.which("node")
    need(node is not None, "node, to check the script's syntax")
    assert node is not None
    path = tmp_path / "page.mjs"
    path.write_text(script())
    subprocess.run([node, "--check", str(path)], check=True)
