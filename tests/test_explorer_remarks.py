"""What the page says beside an answer: remarks and warnings, what a time means, what is hidden."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .support.browser import Opened, opened_at
from .support.exploring import PATIENCE, go
from .support.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GO, TEMPORAL = "skill:go-lang", "skill:temporal-workflow"
TIMES = "A time beside a skill is that of the whole roles and projects that name it"


def paper_of(seen: Opened, selector: str) -> str:
    """Return the colour that something stands on."""
    colour: str = seen.page.locator(selector).first.evaluate(
        "(one) => getComputedStyle(one).backgroundColor"
    )
    return colour


def colour_of(seen: Opened, name: str) -> str:
    """Return a colour of the style, as it is computed."""
    colour: str = seen.page.evaluate(
        """(name) => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = `var(${name})`;
          const { color } = getComputedStyle(probe);
          probe.remove();
          return color;
        }""",
        name,
    )
    return colour


# ---- remarks and warnings ----------------------------------------------------------------------


def test_a_remark_is_no_warning(seen: Opened) -> None:
    go(seen, "find", {"all": [GO], "limit": ["2"]})
    notes = seen.page.locator("#panel .notes p")
    assert "2 of" in notes.first.inner_text() and "are shown" in notes.first.inner_text()
    assert notes.count() == 1 and seen.page.locator("#panel .warning").count() == 0
    assert paper_of(seen, "#panel .notes p") == colour_of(seen, "--quote")


@pytest.fixture
def damaged(browser: Browser, demo_graph: Path, tmp_path: Path) -> Iterator[Opened]:
    """Return the explorer of a graph of which a document cannot be read back."""
    graph = tmp_path / "people.db"
    shutil.copy(demo_graph, graph)
    with sqlite3.connect(graph) as db:
        db.execute("UPDATE documents SET resume = '{' WHERE key = 'bo.txt'")
    db.close()
    with (
        serving(graph) as client,
        opened_at(browser, str(client.base_url), viewport={"width": 1366, "height": 820}) as found,
    ):
        found.page.set_default_timeout(PATIENCE)
        found.page.wait_for_selector("#panel h1")
        yield found


def test_an_error_and_a_warning_look_so(damaged: Opened) -> None:
    go(damaged, "find", {"all": [GO], "limit": ["2"]})
    warning, remark = damaged.page.locator("#panel .notes p").all_inner_texts()
    assert (
        warning.startswith("Warning: 1 of the documents cannot be read back") and "2 of" in remark
    )
    assert paper_of(damaged, "#panel .notes .warning") == colour_of(damaged, "--note")
    assert paper_of(damaged, "#panel .notes p:not(.warning)") == colour_of(damaged, "--quote")
    go(damaged, "find", {"all": [GO], "also": ['at="Nobody At All"']}, "#panel [role=alert]")
    assert paper_of(damaged, "#panel [role=alert]") == colour_of(damaged, "--note")
    assert colour_of(damaged, "--note") != colour_of(damaged, "--quote")


# ---- what a time means -------------------------------------------------------------------------


def test_an_answer_says_once_what_a_time_beside_a_skill_means(seen: Opened) -> None:
    assert TIMES not in seen.panel()  # the start has no times
    panel = go(seen, "find", {"all": [f"{TEMPORAL}@12", GO]})
    assert panel.count(TIMES) == 1
    assert panel.index(TIMES) < panel.index("4 years")
    panel = go(seen, "find", {"all": [f"{TEMPORAL}@600"]}, "#panel .none:text('Nothing fits.')")
    assert panel.count(TIMES) == ("year" in panel.split("Nothing fits.")[-1])


def test_what_has_no_times_says_nothing_of_them(seen: Opened) -> None:
    assert TIMES not in go(seen, "ask", {"q": ["communities"], "go": ["yes"]})


def test_a_person_s_technologies_say_it_too(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    seen.page.click("#panel .rows .node >> nth=0")
    seen.page.wait_for_selector("#panel .spans")
    assert seen.panel().count(TIMES) == 1


# ---- what is hidden ----------------------------------------------------------------------------


def test_a_served_document_speaks_of_its_service_and_of_no_command(seen: Opened) -> None:
    panel = go(seen, "document", {"key": ["ada.md"]}, "#panel .document")
    assert "are hidden; the service was started without --contact." in panel
    assert "shows them" not in panel
    assert paper_of(seen, "#panel .notes p") == colour_of(seen, "--quote")


def test_a_service_that_tells_contacts_hides_nothing(browser: Browser, demo_graph: Path) -> None:
    with (
        serving(demo_graph, contact=True) as client,
        opened_at(browser, str(client.base_url)) as found,
    ):
        found.page.wait_for_selector("#panel h1")
        panel = go(found, "document", {"key": ["ada.md"]}, "#panel .document")
        assert "hidden" not in panel and "--contact" not in panel


# ---- the link ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 760, 761, 900, 1000, 1100, 1180, 1181, 1366])
def test_a_link_is_copied_at_every_width(browser: Browser, address: str, width: int) -> None:
    view = {"width": width, "height": 800}
    with opened_at(browser, f"{address}/", viewport=view) as found:
        found.page.set_default_timeout(PATIENCE)
        found.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        found.page.wait_for_selector("#panel h1")
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
        box = found.page.locator("#copy").bounding_box()
        if width > 760:  # a phone's buttons are moved by a finger
            assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        found.page.click("#copy")
        found.until("document.getElementById('status').textContent.includes('Link copied')")
        assert found.page.evaluate("navigator.clipboard.readText()") == f"{address}/#start"
