"""The table of what is drawn: as small at ten thousand rows as at fifty, by keys, and on paper."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commonground.graph.model import Edge, Node
from commonground.visualizations.explorer.page import page_html
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.scene import Scene

from .support.browser import Opened, assert_quiet, opened, opened_at
from .support.exploring import go

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
        # The first screen is there: it would make the table anew amid a click.
        found.page.wait_for_selector("#panel h1")
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


def to_the_end(seen: Opened) -> None:
    """Scroll to the last row: a table that has just been made may still grow."""
    for _ in range(50):
        scroll(seen, 1.0)
        if (found := rows(seen)) and found[-1] == MANY + 1:
            return
    raise AssertionError("the end of the table cannot be reached")


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
    from playwright.sync_api import expect

    seen.page.locator("#tables table").nth(1).locator("th button").first.click()
    last = seen.page.locator(f"{ROWS} >> nth=-1 >> td >> nth=0")
    to_the_end(seen)
    expect(last).to_have_text("Person 00000")
    # Whatever makes the table anew, such as a filter, leaves it sorted so.
    seen.page.evaluate("commonground.app.applyView()")
    to_the_end(seen)
    expect(last).to_have_text("Person 00000")


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


# ---- what is said of a row ---------------------------------------------------------------------


@pytest.fixture
def before(browser: Browser, address: str) -> Iterator[Opened]:
    """Return the explorer before its service, with the table of an answer."""
    with opened_at(browser, f"{address}/", viewport=VIEW, accept_downloads=True) as found:
        found.page.wait_for_selector("#panel h1")
        go(found, "find", {"all": ["skill:temporal-workflow", "skill:go-lang"]})
        found.page.click("#table")
        found.page.wait_for_selector("#tables tbody tr")
        found.page.evaluate("window.onbeforeprint()")  # all rows are then in the document
        yield found
        assert found.complaints == [] and found.broken_rules() == []


def cells(seen: Opened, table: int, head: str) -> list[str]:
    """Return a column of a table."""
    found = seen.page.locator("#tables table").nth(table)
    heads = [text.strip() for text in found.locator("thead th").all_inner_texts()]
    rows = found.locator("tbody:not(.spacer) > tr")
    return rows.locator(f"td:nth-child({heads.index(head) + 1})").all_inner_texts()


def saved(seen: Opened, name: str) -> list[dict[str, str]]:
    seen.page.click("#save")
    with seen.page.expect_download() as waiting:
        seen.page.click(f"#save-menu button:has-text('{name}')")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_details_are_a_list_with_labels(before: Opened) -> None:
    list_of = "#tables table >> nth=0 >> tr:has-text('Ada Thornquist') >> dl"
    labels = before.page.locator(f"{list_of} >> dt").all_inner_texts()
    assert {"documents", "headline", "location"} <= {label.strip(": ") for label in labels}
    tops = before.page.locator(f"{list_of} >> dt").evaluate_all(
        "(all) => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    assert tops == sorted(set(tops)), "each begins a line of its own"
    broken = before.page.evaluate(
        r"""() => [...document.querySelectorAll("#tables dt, #tables dd")].flatMap((cell) => {
          const text = cell.firstChild;
          return [...text.data.matchAll(/\S+/g)].filter(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            return lines.size > 1 && !/[-/]/.test(word);
          }).map(([word]) => word);
        })"""
    )
    assert broken == []


def test_what_links_have_in_common_has_columns_that_sort_as_they_mean(before: Opened) -> None:
    links = before.page.locator("#tables table").nth(1)
    links.locator("th button:has-text('Time')").click()
    times = [_months(text) for text in cells(before, 1, "Time")]
    assert len(set(times)) > 2 and times == sorted(times, reverse=True)
    links.locator("th button:has-text('When')").click()
    starts = [text.split(" ")[0] for text in cells(before, 1, "When")]
    assert len(set(starts)) > 2 and starts == sorted(starts, key=lambda one: one or "without date")
    nodes = before.page.locator("#tables table").nth(0)
    nodes.locator("th button:has-text('Details')").click()
    texts = [text for text in cells(before, 0, "Details") if text]
    assert texts == sorted(texts, key=str.lower)


def _months(text: str) -> int:
    found = re.search(r"(?:(\d+) years?)? ?(?:(\d+) months?)?$", text.strip())
    assert found is not None
    return 12 * int(found[1] or 0) + int(found[2] or 0)


def test_a_saved_table_has_the_same_data(before: Opened) -> None:
    nodes = {row["name"]: row for row in saved(before, "Nodes (CSV)")}
    shown = dict(zip(cells(before, 0, "Name"), cells(before, 0, "Links"), strict=True))
    assert {name.strip(): count for name, count in shown.items()} == {
        name: row["links"] for name, row in nodes.items()
    }
    ada = nodes["Ada Thornquist"]
    assert ada["documents"] == "ada.md" and ada["headline"] == "Senior Protocol Engineer"
    links = saved(before, "Links (CSV)")
    assert sorted(row["when"] for row in links) == sorted(cells(before, 1, "When"))
    assert sorted(row["time"] for row in links) == sorted(cells(before, 1, "Time"))
    assert all(int(row["months"] or 0) == _months(row["time"]) for row in links)
