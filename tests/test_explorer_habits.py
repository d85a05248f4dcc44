"""What a recruiter does by habit: copies, saves, types on, mistypes, goes back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .support.browser import Opened, opened_at
from .support.exploring import PATIENCE, go

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GO, TEMPORAL = "skill:go-lang", "skill:temporal-workflow"
ADVERT = (
    "Senior backend engineer\n\nBerlin\n\nRequirements\n\n- Go, 3 years\n- Temporal\n"
    "- Kafka or NATS\n\nNice to have\n\n- Rust\n"
)
LARGE = {"width": 1366, "height": 820}
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Opened]:
    with opened_at(browser, f"{address}/", viewport=LARGE, accept_downloads=True) as found:
        found.page.set_default_timeout(PATIENCE)
        found.page.wait_for_selector("#panel h1")
        yield found
        assert found.broken_rules() == []
        assert [one for one in found.complaints if "Failed to load" not in one] == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Opened]:
    settings: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with opened_at(browser, f"{address}/", **settings) as found:
        found.page.set_default_timeout(PATIENCE)
        found.page.wait_for_selector("#panel h1")
        yield found
        assert found.complaints == [] and found.broken_rules() == []


def match(seen: Opened) -> None:
    go(seen, "match", {}, "#panel textarea")
    seen.page.fill("#panel textarea", ADVERT)
    seen.page.click("#panel .primary")
    seen.page.wait_for_selector("#panel .rows > li")


def saved_list(seen: Opened) -> list[list[str]]:
    """Save the list that is shown; return its cells."""
    seen.page.click("#save")
    with seen.page.expect_download() as waiting:
        seen.page.click("#save-menu button >> nth=0")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))


def test_a_copied_link_says_what_it_does_not_hold(seen: Opened, address: str) -> None:
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    match(seen)
    seen.page.click("#copy")
    seen.until("document.getElementById('status').textContent.includes('Link copied')")
    said = seen.page.inner_text("#status")
    assert "The link opens the form: the advert itself is not part of a link." in said
    assert "It opens only on this machine." in said
    assert "Temporal" not in seen.page.evaluate("navigator.clipboard.readText()")
    go(seen, "find", {"all": [GO]})
    seen.page.click("#copy")
    seen.until("document.getElementById('status').textContent.includes('Link copied')")
    assert "not part of a link" not in seen.page.inner_text("#status")


def test_the_list_that_is_shown_is_saved_with_its_reasons(seen: Opened) -> None:
    seen.page.click("#save")
    names = seen.page.locator("#save-menu button")
    assert "This list" in names.first.inner_text()  # the communities of the map
    seen.page.keyboard.press("Escape")
    go(seen, "find", {"all": [GO, TEMPORAL]})
    head, *rows = saved_list(seen)
    assert head == ["rank", "name", "id", "score", "Go", "Temporal", "missing", "sources"]
    assert len(rows) == seen.page.locator("#panel .rows > li").count()
    first = dict(zip(head, rows[0], strict=True))
    assert first["rank"] == "1" and first["id"].startswith("person:")
    assert first["name"] in seen.page.inner_text("#panel .rows > li >> nth=0")
    assert "year" in first["Temporal"] and ".md:" in first["sources"]


def test_every_list_can_be_saved(seen: Opened) -> None:
    match(seen)
    head, *rows = saved_list(seen)
    missing = [row[head.index("missing")] for row in rows]
    assert "Apache Kafka" in head and any(missing)
    go(seen, "ask", {"q": ["shared"], "go": ["yes"]})
    head, *rows = saved_list(seen)
    assert "Ada Thornquist" in "".join(row[head.index("people")] for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "  =1+1", "+cmd", "-cmd", "@sum", "＝1+1", "\tx"])
def test_no_cell_of_a_list_runs_in_a_spreadsheet(seen: Opened, text: str) -> None:
    go(seen, "find", {"all": [GO]})
    seen.page.evaluate("(text) => { commonground.app.view.scene.rows[0].name = text; }", text)
    rows = saved_list(seen)
    assert rows[1][1] == f"'{text}" and not rows[1][3].startswith("'")


def test_a_skill_is_added_and_the_next_is_typed_at_once(seen: Opened) -> None:
    seen.page.click("#find")
    seen.page.wait_for_selector("#panel .ask")
    seen.page.focus("#panel .ask [role=combobox]")
    seen.page.keyboard.type("golang")
    seen.page.wait_for_selector("#panel [role=option]")
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.type("tempor")  # while the answer is on its way, and after
    seen.page.wait_for_selector("#panel [role=option]:has-text('Temporal')")
    assert seen.page.evaluate("document.activeElement.value") == "tempor"
    assert seen.page.is_hidden("#tables")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel .chip:has-text('Temporal')")
    seen.page.wait_for_selector("#panel .rows > li")
    assert seen.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Add a skill"


def test_choosing_keeps_the_focus_where_it_was(seen: Opened) -> None:
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.get_by_label("Temporal: how long").focus()
    seen.page.get_by_label("Temporal: how long").select_option("36")
    seen.until("location.hash.includes('@36') && !document.querySelector('[aria-busy=true]')")
    label = "document.activeElement.getAttribute('aria-label')"
    assert seen.page.evaluate(label) == "Temporal: how long"
    seen.page.get_by_label("Remove Temporal").focus()
    seen.page.keyboard.press("t")  # a letter at the form is no command
    assert seen.page.is_hidden("#tables")
    seen.page.keyboard.press("Enter")
    seen.until("!location.hash.includes('temporal') && !document.querySelector('[aria-busy=true]')")
    assert seen.page.evaluate(label) == "Add a skill"


def test_conditions_are_fields(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    before = seen.page.locator("#panel .rows > li").count()
    seen.page.click("#panel .opener:has-text('More conditions')")
    labels = seen.page.locator("#panel .conditions .label").all_inner_texts()
    assert labels[:7] == ["Place", "Employer", "School", "Level", "Title", "Language", "Degree"]
    seen.page.get_by_label("Employer", exact=True).fill("Tallowmere Payments")
    seen.page.keyboard.press("Tab")
    seen.until(f"document.querySelectorAll('#panel .rows > li').length < {before}")
    seen.page.get_by_label("Years of work, at least").fill("5")
    seen.page.keyboard.press("Enter")
    seen.until("location.hash.includes('years')")
    seen.page.wait_for_selector("#panel .rows > li")
    assert seen.page.input_value("#panel .conditions input >> nth=1") == "Tallowmere Payments"


def test_a_wrong_word_keeps_the_form_and_says_what_may_be_meant(seen: Opened) -> None:
    wrong = {"all": [GO], "also": ['at="Tallowmere Paymens"']}
    panel = go(seen, "find", wrong, "#panel [role=alert]:not(:empty)")
    assert "Not answered" in panel and "no employer 'Tallowmere Paymens'" in panel
    assert seen.page.locator("#panel .chip:has-text('Go')").count() == 1
    assert seen.page.get_by_label("Employer", exact=True).input_value() == "Tallowmere Paymens"
    seen.page.click("#panel [role=group] button:has-text('Tallowmere Payments')")
    seen.page.wait_for_selector("#panel .rows > li")
    assert seen.page.locator("#panel [role=alert]:not(:empty)").count() == 0


def test_a_question_that_fails_keeps_its_form(seen: Opened) -> None:
    panel = go(
        seen,
        "ask",
        {"q": ["similar"], "person": ["Nobody Whatsoever"]},
        "#panel [role=alert]:not(:empty)",
    )
    assert "Not answered" in panel
    assert seen.page.locator("#panel .ask [role=combobox]").count() == 1


def test_back_from_a_document_finds_the_answer_as_it_was_left(seen: Opened) -> None:
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.click("#panel .mentions .opener >> nth=1")
    seen.page.wait_for_selector("#panel .mentions .quotes")
    seen.page.evaluate("document.getElementById('panel').scrollTop = 60")
    for leave in ("button.back", "Escape"):
        seen.page.click("#panel .mentions .place >> nth=0")
        seen.page.wait_for_selector("#panel .document")
        if leave == "Escape":
            seen.page.keyboard.press("Escape")
        else:
            seen.page.click(f"#panel {leave}")
        seen.page.wait_for_selector("#panel .rows > li")
        assert (
            seen.page.get_attribute("#panel .mentions .opener >> nth=1", "aria-expanded") == "true"
        )
        assert seen.page.evaluate("document.getElementById('panel').scrollTop") > 0
        assert "#find?all=" in seen.page.url


def test_a_document_that_came_first_leads_to_the_start(seen: Opened, address: str) -> None:
    seen.page.goto("about:blank")
    seen.page.goto(f"{address}/#document?key=ada.md")
    seen.page.click("#panel .back")
    seen.page.wait_for_selector("#panel .doors")


def test_escape_goes_one_step_and_keeps_the_question(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    seen.page.click("#panel .rows .node >> nth=0")
    seen.page.wait_for_selector("#panel .actions")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector("#panel .rows > li")
    for _ in range(3):
        seen.page.keyboard.press("Escape")
    seen.page.wait_for_timeout(200)
    assert "#find?all=" in seen.page.url and "Who has Go" in seen.panel()


def test_an_advert_is_edited_in_find(seen: Opened) -> None:
    match(seen)
    assert "commonground find" not in seen.panel()
    seen.page.click("text=Edit in Find")
    seen.page.wait_for_selector("#panel .chip")
    assert seen.page.locator("#panel .chip:has-text('Go') select >> nth=1").input_value() == "36"
    how = "#panel .chip:has-text('{}') select >> nth=0"
    said = {name: seen.page.input_value(how.format(name)) for name in ("Temporal", "NATS", "Rust")}
    assert said == {"Temporal": "all", "NATS": "any", "Rust": "nice"}
    assert seen.page.get_by_label("Place").input_value() == "Berlin"


def test_an_answer_that_was_cut_shows_more(seen: Opened) -> None:
    match(seen)
    rows = "#panel .rows > li"
    assert seen.page.locator(rows).count() == 10
    seen.page.click("#panel .longer")
    seen.until(f"document.querySelectorAll('{rows}').length > 10")
    seen.page.get_by_label("How many people").fill("3")
    seen.page.click("#panel .primary")
    seen.until(f"document.querySelectorAll('{rows}').length === 3")
    go(seen, "find", {"all": [GO], "limit": ["2"]})
    assert "Show more (2 of" in seen.page.inner_text("#panel .longer")


def test_a_score_says_what_it_is_made_of(seen: Opened) -> None:
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.focus("#panel .score >> nth=0")
    assert seen.page.inner_text("#panel .score >> nth=0").startswith("score")
    seen.page.keyboard.press("Enter")
    said = seen.page.inner_text("#panel .explained >> nth=0")
    assert "= Go " in said and "+ Temporal " in said and "fewer people" in said
    seen.page.click("#keys")
    assert "How to read this" in seen.page.inner_text("#help")


def test_what_only_lost_its_links_stays(seen: Opened) -> None:
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.click("#panel .rows .node >> nth=0")
    seen.page.wait_for_selector("#panel .actions")
    seen.page.evaluate("commonground.app.setFilter({ from: 2019 * 12 })")
    seen.page.click("#filters label:has-text('People')")
    shown = (
        "[...commonground.app.stage.scenery.model.nodes.values()]"
        ".filter((one) => !one.hidden).map((one) => one.data.name).sort()"
    )
    assert seen.page.evaluate(shown) == ["Go", "Temporal"]
    assert seen.page.evaluate("commonground.app.stage.scenery.marked.lit") is None
    seen.page.click("#filters label:has-text('People')")
    seen.page.click("#filters label:has-text('worked with')")
    assert len(seen.page.evaluate(shown)) > 3
    for kind in ("People", "Technologies", "Languages"):
        seen.page.click(f"#filters label:has-text('{kind}')")
    assert "filtered out" in seen.page.inner_text("#empty")


@pytest.mark.parametrize("text", ["temporal and go", "Temporal, golang"])
def test_several_skills_in_the_search_are_a_question(seen: Opened, text: str) -> None:
    seen.page.fill("#search input", text)
    seen.page.wait_for_selector("#search [role=option]")
    first = seen.page.inner_text("#search [role=option] >> nth=0")
    assert first == "Find people with Temporal and Go"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel .rows > li")
    assert "Who has Temporal and Go" in seen.panel()


def test_a_search_that_finds_nothing_leads_to_find(seen: Opened) -> None:
    seen.page.fill("#search input", "qqzzqqzzqq")
    seen.page.wait_for_selector("#search [role=option]")
    assert "Nothing has that name." in seen.page.inner_text("#search")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel .ask")
    assert seen.page.url.endswith("#find")


def test_the_words_are_plain(seen: Opened) -> None:
    panel = go(seen, "find", {"all": [GO, TEMPORAL]})
    assert "people and things, " in seen.page.inner_text("#status")
    assert "worked with, worked at, studied" in seen.page.inner_text("#filters")
    seen.page.click("#panel .mentions .opener >> nth=0")
    assert "in use in 2025-12" in seen.panel() and "until 2025-12" not in panel
    assert seen.page.get_attribute("#undo", "aria-label") == "Undo in drawing and question"


def test_a_phone_has_large_buttons_and_hints_at_more(phone: Opened) -> None:
    go(phone, "find", {"all": [GO, TEMPORAL]})
    phone.page.click("#panel .opener:has-text('More conditions')")
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll("button:not(.fact), select, input[type=text]")]
          .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 40)
          .map((one) => one.outerHTML)"""
    )
    assert small == []
    nav = phone.page.evaluate(
        """() => {
          const nav = document.querySelector("nav");
          return [nav.scrollWidth > nav.clientWidth, getComputedStyle(nav).maskImage];
        }"""
    )
    assert nav[0] is False or "gradient" in nav[1]


def test_a_phones_table_stands_above_the_sheet_and_under_no_button(phone: Opened) -> None:
    go(phone, "find", {"all": [GO, TEMPORAL]})
    phone.page.click("#table")
    phone.page.wait_for_selector("#tables caption")
    phone.until("document.getElementById('sheet').getBoundingClientRect().height < 100")
    caption, filters, sheet = (
        phone.page.locator(one).first.bounding_box()
        for one in ("#tables caption", "#filter", "#sheet")
    )
    assert caption is not None and filters is not None and sheet is not None
    assert filters["y"] + filters["height"] <= caption["y"]
    assert caption["y"] + caption["height"] < sheet["y"]


@pytest.mark.parametrize("height", ["low", "half"])
def test_a_phones_drawing_has_names_while_the_sheet_rests(phone: Opened, height: str) -> None:
    go(phone, "find", {"all": [GO, TEMPORAL]})
    phone.page.evaluate(
        "(height) => { document.getElementById('sheet').dataset.height = height; }", height
    )
    phone.until("commonground.app.stage.labels.length >= 7")
