"""The explorer before its service: every screen, asked of a real graph in a real Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import pytest

from .support.axe import axe, violations
from .support.browser import Opened, listener, opened_at
from .support.exploring import PATIENCE, go
from .support.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GO, TEMPORAL, RUST = "skill:go-lang", "skill:temporal-workflow", "skill:rust-lang"


@pytest.fixture(scope="module")
def ids(demo_graph: Path) -> dict[str, str]:
    """Return the ids of people by name."""
    from commonground import open_graph, people

    with open_graph(str(demo_graph)) as graph:
        return {row.name: row.id for row in people(graph).rows if row.name}


def test_it_starts_with_a_map_and_doors(seen: Opened) -> None:
    panel = seen.panel()
    for text in ("What the resumes say", "Find people by skills", "Match an advert"):
        assert text in panel
    assert "Communities" in seen.page.inner_text("#filters")
    seen.page.click("text=Find people by skills")
    seen.page.wait_for_selector("#panel .ask")
    assert seen.page.url.endswith("#find")


def test_search_suggests_by_kind_and_leads_to_the_node(seen: Opened) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("k8s")
    seen.page.wait_for_selector("#search [role=option]")
    assert seen.page.inner_text("#search [role=option] >> nth=0").startswith("Kubernetes")
    assert seen.page.get_attribute("#search input", "aria-expanded") == "true"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel .years")
    panel = seen.panel()
    assert "K8s" in panel and "PEOPLE WHO USED IT, BY YEAR" in panel
    assert "#node?id=skill:kubernetes" in seen.page.url


def test_skills_are_added_as_chips_with_months_and_recency(seen: Opened) -> None:
    seen.page.click("#find")
    seen.page.wait_for_selector("#panel .ask")
    for text in ("golang", "temporal"):
        seen.page.fill("#panel .ask [role=combobox]", text)
        seen.page.wait_for_selector("#panel [role=option]")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(
            f"#panel .chips li:has-text('{text.removesuffix('lang')}') >> nth=0"
        )
    seen.page.wait_for_selector("#panel .rows > li")
    before = seen.page.locator("#panel .rows > li").count()
    seen.page.get_by_label("Temporal: how long").select_option("36")
    seen.until(f"document.querySelectorAll('#panel .rows > li').length < {before}")
    assert f"all={TEMPORAL}@36" in seen.page.url and "skill:" not in seen.panel()
    seen.page.go_back()
    seen.until(f"document.querySelectorAll('#panel .rows > li').length === {before}")


def test_what_is_missing_is_said_and_none_keeps_out(seen: Opened) -> None:
    with_rust = go(seen, "find", {"any": [GO, RUST]})
    without = go(seen, "find", {"all": [GO], "none": [RUST]}, ".chip.none")
    assert "Ada Thornquist" in with_rust and "Ada Thornquist" not in without


def test_a_copied_link_keeps_conditions_and_skills_and_no_names(
    browser: Browser, address: str, ids: dict[str, str]
) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with opened_at(browser, f"{address}/", permissions=rights) as seen:
        seen.page.set_default_timeout(PATIENCE)
        seen.page.wait_for_selector("#panel h1")

        def link_of(typed: str) -> str:
            go(seen, "find", {"all": [GO]})
            seen.page.click("#panel .ask >> text=More conditions")
            seen.page.fill("#panel .ask input[placeholder^='in=']", typed)
            seen.page.keyboard.press("Enter")
            seen.until("(commonground.app.viewed.params.also ?? []).length === 1")
            seen.page.click("#copy")
            seen.page.wait_for_selector("#status:has-text('Link copied')")
            return unquote_plus(seen.page.evaluate("navigator.clipboard.readText()"))

        link = link_of("(golang OR temporal:12m) AND level=senior")
        assert link.startswith(f"{address}/#find?all={GO}")
        assert f"also=({GO} OR {TEMPORAL}:12m) AND level=senior" in link
        assert "skill:" not in seen.page.input_value("#panel .ask input[placeholder^='in=']")
        people = seen.page.locator("#panel .rows .headline").all_inner_texts()
        assert people
        seen.page.goto("about:blank")
        seen.page.goto(link)
        seen.page.wait_for_selector("#panel .rows > li")
        assert seen.page.locator("#panel .rows .headline").all_inner_texts() == people
        assert "level=senior in=Lisbon" in link_of("level=senior in=Lisbon")
        assert "Thornquist" not in link_of("Thornquist")


def test_who_is_compared_is_named_whatever_else_is_not(seen: Opened, ids: dict[str, str]) -> None:
    names = {"Ada Thornquist", "Chidi Okonmah"}
    a, b = (ids[name] for name in sorted(names))
    for given in ((a, b), tuple(sorted(names))):
        go(seen, "ask", {"q": ["compare"], "a": [given[0]], "b": [given[1]], "go": ["yes"]})
        first = "commonground.app.stage.scenery.order().slice(0, 2).map(({ data }) => data.name)"
        assert set(seen.page.evaluate(first)) == names
        shown = "commonground.app.stage.labels.map(({ text }) => text)"
        assert names <= set(seen.page.evaluate(shown))


def test_an_advert_is_matched_and_leaves_no_trace_in_the_address(seen: Opened) -> None:
    go(seen, "match", {}, "#panel textarea")
    seen.page.fill(
        "#panel textarea", "Backend engineer\n\nRequirements\n\n- Go\n- Temporal\n- Kafka\n"
    )
    seen.page.click("#panel .primary")
    seen.page.wait_for_selector("#panel .rows > li")
    assert "Temporal" in seen.panel()
    assert seen.page.url.endswith("#match")
    assert "Kafka" not in seen.page.evaluate("JSON.stringify(history.state)")


def test_paths_are_sentences_with_lines_and_drawn(seen: Opened, ids: dict[str, str]) -> None:
    ends = {"from": [ids["Ada Thornquist"]], "to": [ids["Bo Lindqvarn"]]}
    panel = go(seen, "path", ends)
    assert "Ada Thornquist worked with Kimchi, which Bo Lindqvarn knows" in panel
    assert "Proofs: o1js and Kimchi, at weekends" in panel
    assert seen.page.evaluate("commonground.app.model.nodes.size") >= 3
    assert "Ada" not in seen.page.url
    fields = seen.page.locator("#panel form input[role=combobox]")
    said = [fields.nth(at).input_value() for at in range(fields.count())]
    assert said == ["Ada Thornquist", "Bo Lindqvarn"]


def test_two_shift_clicks_ask_for_the_path(seen: Opened, ids: dict[str, str]) -> None:
    go(seen, "find", {"all": [GO]})
    for name in ("Ada Thornquist", "Chidi Okonmah"):
        x, y = seen.page.evaluate("(id) => commonground.app.stage.place(id)", ids[name])
        box = seen.page.locator("#drawing").bounding_box()
        assert box is not None
        seen.page.keyboard.down("Shift")
        seen.page.mouse.click(box["x"] + x, box["y"] + y)
        seen.page.keyboard.up("Shift")
    seen.page.wait_for_selector("#panel h1:has-text('connected')")
    assert "#path?from=" in seen.page.url


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("compare", {"a": "Ada Thornquist", "b": "Chidi Okonmah"}),
        ("similar", {"person": "Ada Thornquist"}),
        ("colleagues", {"person": "Ada Thornquist"}),
        ("bridges", {"a": GO, "b": "skill:solidity-lang"}),
        ("team", {"terms": GO}),
        ("communities", {}),
        ("shared", {}),
        ("skills", {}),
    ],
)
def test_every_question_has_its_screen(
    seen: Opened, ids: dict[str, str], question: str, given: dict[str, str]
) -> None:
    params = {key: [ids.get(value, value)] for key, value in given.items()}
    panel = go(seen, "ask", {"q": [question], "go": ["yes"], **params})
    assert "Not answered" not in panel


def test_the_menu_lists_the_questions_and_a_form_asks_one(seen: Opened) -> None:
    seen.page.click("#ask")
    assert "Bridges between two worlds" in seen.page.inner_text("#ask-menu")
    seen.page.click("#ask-menu >> text=Similar people")
    seen.page.wait_for_selector("#panel .ask [role=combobox]")
    seen.page.fill("#panel .ask [role=combobox]", "thornq")
    seen.page.wait_for_selector("#panel [role=option]")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel .rows > li")
    assert "Who is like Ada Thornquist?" in seen.panel()


def test_a_node_is_expanded_by_key_and_says_what_is_left(seen: Opened, ids: dict[str, str]) -> None:
    go(seen, "find", {"all": [TEMPORAL]})
    count = seen.page.evaluate("commonground.app.model.nodes.size")
    seen.page.evaluate("(id) => commonground.app.select({ node: id })", ids["Ada Thornquist"])
    seen.page.wait_for_selector("#panel .actions")
    places = "Object.fromEntries(commonground.app.places())"
    before = seen.page.evaluate(places)
    seen.page.keyboard.press("e")
    seen.until(f"commonground.app.model.nodes.size > {count}")
    after = seen.page.evaluate(places)
    assert before.items() <= after.items()
    assert all(isfinite(number) for place in after.values() for number in place.values())
    seen.page.keyboard.press("f")  # all of it is in the window, and has a size
    drawing = seen.page.evaluate("commonground.app.stage.toSVG()")
    assert "NaN" not in drawing and drawing.count("<path") > count
    assert "added" in seen.page.inner_text("#status")
    assert "v.open=" in seen.page.url
    link = seen.page.url
    seen.page.goto("about:blank")
    seen.page.goto(link)
    seen.until(f"window.commonground?.app.model.nodes.size > {count}")


def test_a_document_is_shown_coloured_at_the_line_that_was_cited(seen: Opened) -> None:
    go(seen, "document", {"key": ["ada.md"], "line": ["20"]}, "#panel .document")
    assert "Kimchi" in seen.page.inner_text("#panel .meant")
    seen.page.click("#panel .meant .fact:has-text('Kimchi')")
    assert "Kimchi" in seen.page.inner_text("#panel .became")
    assert "ada@example.org" not in seen.panel()


def test_about_counts_and_lists_what_was_not_understood(seen: Opened) -> None:
    seen.page.click("#about")
    seen.page.wait_for_selector("#panel h1:has-text('About')")
    panel = seen.panel()
    assert "documents" in panel and "23" in panel and "TERMS THAT ARE IN NO ONTOLOGY" in panel


def test_what_is_not_there_is_one_sentence(seen: Opened) -> None:
    panel = go(seen, "find", {"all": ["skill:none-such"]}, "#panel [role=alert]")
    assert "Not answered" in panel and "none-such" in panel
    seen.complaints.clear()  # the browser notes the answer 404 itself


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_no_screen_keeps_anybody_out(
    browser: Browser, address: str, ids: dict[str, str], scheme: Any, width: int,
    need: Callable[[bool, str], None],
) -> None:  # fmt: skip
    need(axe() is not None, "axe-core, which `make schema` fetches")
    settings = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with opened_at(browser, f"{address}/", bypass_csp=True, **settings) as seen:
        seen.page.set_default_timeout(PATIENCE)
        seen.page.wait_for_selector("#panel h1")
        assert violations(seen.page) == []
        person = ids["Ada Thornquist"]
        for screen, params, wait in (
            ("node", {"id": [person]}, "#panel .timeline"),
            ("node", {"id": [GO]}, "#panel .years"),
            ("find", {"all": [GO], "none": [RUST]}, "#panel .rows"),
            ("path", {"from": [person], "to": [ids["Bo Lindqvarn"]]}, "#panel .rows"),
            ("document", {"key": ["ada.md"]}, "#panel .document"),
            ("about", {}, "#panel h1:has-text('About')"),
        ):
            go(seen, screen, params, wait)
            assert violations(seen.page) == [], screen
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_resumes_do_nothing_before_a_service(browser: Browser, tmp_path: Path) -> None:
    from commonground import load, open_graph

    with listener() as (place, calls):
        run = f"window.attacked=1;fetch('{place}/ran')"
        attack = f'<img src=x onerror="{run}">'
        work: dict[str, Any] = {"name": attack, "position": f"</script><script>{run}</script>"}
        work |= {"startDate": "2020-01", "endDate": "2023-01"}
        work |= {"highlights": [f"Built {attack} with Kubernetes and Go <svg onload={run}>"]}
        skills = [{"name": attack, "keywords": ["Go", f"<svg onload={run}>"]}]
        resume = tmp_path / "resumes" / "eve.json"
        resume.parent.mkdir()
        told = {"basics": {"name": f"Eve {attack}"}, "work": [work], "skills": skills}
        resume.write_text(json.dumps(told))
        path = tmp_path / "people.db"
        with open_graph(str(path), create=True) as graph:
            load([resume.parent], into=graph)
        with serving(path) as client, opened_at(browser, str(client.base_url)) as seen:
            seen.page.set_default_timeout(PATIENCE)
            seen.page.wait_for_selector("#panel h1")
            go(seen, "find", {"all": [GO]})
            go(seen, "document", {"key": ["eve.json"]}, "#panel .document")
            go(seen, "ask", {"q": ["people"], "go": ["yes"]})
            seen.page.click("#panel .rows .node >> nth=0")
            seen.page.wait_for_selector("#panel .actions")
            seen.page.keyboard.press("t")
            seen.page.wait_for_timeout(200)
            assert seen.page.evaluate("window.attacked") is None
            assert seen.broken_rules() == [] and "dialog" not in seen.complaints
            assert seen.page.locator("#panel img, main script, svg[onload]").count() == 0
    assert calls == []
