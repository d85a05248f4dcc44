"""The table of what is drawn: as small at ten thousand rows as at fifty, by keys, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonground.graph.model import Edge, Node
from commonground.visualizations.explorer.page import page_html
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.scene import Scene

from .support.browser import Opened, assert_quiet, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANY = 10_000
LONG = "Softwarequalitätssicherung"
VIEW = {"width": 1366, "height": 820}
ROWS = "#tables table >> nth=1 >> tbody:not(.spacer) > tr"


def page_of(count: int, path: Path) -> Path:
    """Write a page with so many links; it is drawn as a grid, for which nothing is computed."""
    people = [Node(f"p:{at}", "Person", f"Person {at:05}", {}) for at in range(count // 100)]
    skills = [Node(f"s:{at}", "Technology", f"Skill {at:03} {LONG}", {}) for at in range(100)]
    edges = [
        Edge(f"{one.id}-{skill.id}", "HAS_SKILL", one.id, skill.id, {"months": 12})
        for one in people
        for skill in skills
    ]
    small = scene_json(Scene("Grid", tuple(people[:1] + skills[:1]), tuple(edges[:1])))
    node, edge = small["nodes"][0], small["edges"][0]
    small["nodes"] = [
        node
        | {"id": one.id, "kind": one.kind, "name": one.name, "x": at % 100 * 40, "y": at // 100}
        for at, one in enumerate([*people, *skills])
    ]
    small["edges"] = [edge | {"id": one.id, "from": one.source, "to": one.target} for one in edges]
    path.write_text(page_html("Grid", scene=small))
    return path


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(MANY, tmp_path_factory.mktemp("grid") / "grid.html")


@pytest.fixture
def seen(browser: Browser, grid: Path) -> Iterator[Opened]:
    with opened(browser, grid, viewport=VIEW, reduced_motion="reduce") as found:
        found.page.keyboard.press("t")
        yield found
        assert_quiet(found)


def rows(seen: Opened) -> list[int]:
    """Return the numbers of the rows of links that are in the document."""
    found: list[int] = seen.page.locator(ROWS).evaluate_all(
        "(all) => all.map((row) => Number(row.getAttribute('aria-rowindex')))"
    )
    return found


def scroll(seen: Opened, share: float) -> None:
    seen.page.evaluate(
        """async (share) => {
          const place = document.getElementById("tables");
          place.scrollTop = share * place.scrollHeight;
          for (let i = 0; i < 3; i++) await new Promise((on) => requestAnimationFrame(on));
        }""",
        share,
    )


def test_ten_thousand_rows_are_few_in_the_document(seen: Opened) -> None:
    table = seen.page.locator("#tables table").nth(1)
    assert table.get_attribute("aria-rowcount") == str(MANY + 1)
    for share in (0.0, 0.3, 0.7, 1.0):
        scroll(seen, share)
        found = rows(seen)
        assert found == list(range(found[0], found[0] + len(found))) if found else share == 0.0
        assert len(found) < 150
        assert seen.page.evaluate("document.querySelectorAll('#tables *').length") < 6_000
    assert rows(seen)[-1] == MANY + 1


def test_what_is_in_view_is_always_there(seen: Opened) -> None:
    for share in (0.2, 0.55, 0.9, 0.4):
        scroll(seen, share)
        missing = seen.page.evaluate(
            """() => {
              const box = document.getElementById("tables").getBoundingClientRect();
              const at = (y) => document.elementFromPoint(box.left + 80, y)?.closest("tr");
              const heights = [.1, .3, .5, .7, .9].map((part) => box.top + part * box.height);
              return heights.filter((y) => !at(y)?.hasAttribute("aria-rowindex")).length;
            }"""
        )
        assert missing == 0


def test_no_word_is_broken(seen: Opened) -> None:
    scroll(seen, 0.5)
    lines = seen.page.locator(f"{ROWS} >> nth=3 >> td >> nth=2 >> bdi").evaluate(
        """(cell, word) => {
          const text = cell.firstChild;
          const at = text.data.indexOf(word);
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + word.length);
          return range.getClientRects().length;
        }""",
        LONG,
    )
    assert lines == 1
    wide = "(box) => [box.scrollWidth, box.clientWidth]"
    inner, outer = seen.page.locator("#tables").evaluate(wide)
    assert inner <= outer


def test_the_arrows_walk_through_all_rows(seen: Opened) -> None:
    scroll(seen, 0.5)
    seen.page.locator(f"{ROWS} >> nth=5 >> td >> nth=2 >> button").focus()
    number = "Number(document.activeElement.closest('tr').getAttribute('aria-rowindex'))"
    column = "document.activeElement.closest('td').cellIndex"
    before = seen.page.evaluate(number)
    for _ in range(60):
        seen.page.keyboard.press("ArrowDown")
    assert seen.page.evaluate(number) == before + 60
    seen.page.keyboard.press("ArrowUp")
    assert seen.page.evaluate(number) == before + 59 and seen.page.evaluate(column) == 2
    seen.page.keyboard.press("End")
    assert seen.page.evaluate(number) == MANY + 1
    seen.page.keyboard.press("Home")
    assert seen.page.evaluate(number) == 2 and len(rows(seen)) < 150


def test_a_sort_begins_with_the_other_end(seen: Opened) -> None:
    seen.page.locator("#tables table").nth(1).locator("th button").first.click()
    scroll(seen, 1.0)
    assert seen.page.locator(f"{ROWS} >> td >> nth=-5").inner_text().strip() == "Person 00000"


def test_paper_gets_every_row(browser: Browser, tmp_path: Path) -> None:
    import pypdfium2

    settings: dict[str, Any] = {"viewport": VIEW, "reduced_motion": "reduce"}
    with opened(browser, page_of(300, tmp_path / "small.html"), **settings) as seen:
        seen.page.keyboard.press("t")
        scroll(seen, 0.0)
        assert len(rows(seen)) < 150
        printed = pypdfium2.PdfDocument(seen.page.pdf(format="A4"))
        words = " ".join(page.get_textpage().get_text_range() for page in printed).split()
        text = " ".join(words)
        for at in range(3):
            assert text.count(f"Person {at:05}") >= 101  # once a node, and once a link
        printed.close()
        assert "Legend" not in text and "LEGEND" not in text
        seen.page.wait_for_timeout(100)
        assert len(rows(seen)) < 150
