"""Undo and redo: steps in the drawing and changes to the question, in the order they were made."""

from __future__ import annotations

from .support.browser import Opened
from .support.exploring import go

GO, TEMPORAL = "skill:go-lang", "skill:temporal-workflow"
QUIET = "!document.querySelector('[aria-busy=true]')"


def add(seen: Opened, typed: str, name: str) -> None:
    """Add a skill in the form of Find as people do."""
    seen.page.fill("#panel .ask [role=combobox]", typed)
    seen.page.click(f"#panel [role=option]:has-text('{name}') >> nth=0")
    seen.page.wait_for_selector(f"#panel .chip:has-text('{name}')")
    seen.page.wait_for_selector("#panel .rows > li")


def chips(seen: Opened) -> list[str]:
    return [
        text.split("\n")[0] for text in seen.page.locator("#panel .chip .name").all_inner_texts()
    ]


def until_chips(seen: Opened, *names: str) -> None:
    count = f"document.querySelectorAll('#panel .chip').length === {len(names)}"
    seen.until(f"{count} && {QUIET}")
    assert chips(seen) == list(names)


def said(seen: Opened) -> str:
    return seen.page.inner_text("#status")


def test_skills_that_were_added_are_taken_back_and_come_again(seen: Opened) -> None:
    seen.page.click("#find")
    seen.page.wait_for_selector("#panel .ask")
    add(seen, "golang", "Go")
    add(seen, "tempor", "Temporal")
    seen.page.get_by_label("Temporal: how long").select_option("36")
    seen.until(f"location.hash.includes('@36') && {QUIET}")
    seen.page.click("#undo")
    seen.until(f"!location.hash.includes('@36') && {QUIET}")
    assert seen.page.get_by_label("Temporal: how long").input_value() == ""
    assert said(seen) == "Undone: change to the question"
    seen.page.click("#undo")
    until_chips(seen, "Go")
    seen.page.click("#undo")
    until_chips(seen)
    seen.page.click("#undo")
    assert said(seen).startswith("Nothing to undo here") and seen.page.url.endswith("#find")
    for names in (["Go"], ["Go", "Temporal"]):
        seen.page.click("#redo")
        until_chips(seen, *names)
        assert said(seen) == "Again: change to the question"
    seen.page.click("#redo")
    seen.until(f"location.hash.includes('@36') && {QUIET}")
    seen.page.click("#redo")
    assert said(seen) == "Nothing to redo."


def test_conditions_are_taken_back_like_skills(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    seen.page.click("#panel .opener:has-text('More conditions')")
    seen.page.get_by_label("Years of work, at least").fill("5")
    seen.page.keyboard.press("Enter")
    seen.until(f"location.hash.includes('years') && {QUIET}")
    seen.page.focus("#panel")
    seen.page.keyboard.press("Control+z")
    seen.until(f"!location.hash.includes('years') && {QUIET}")
    assert said(seen) == "Undone: change to the question"
    seen.page.keyboard.press("Control+Shift+z")
    seen.until(f"location.hash.includes('years') && {QUIET}")


def test_steps_in_the_drawing_and_in_the_question_keep_their_order(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    row = seen.page.locator("#panel .rows .node").first
    row.click()
    seen.page.click("#panel .actions >> text=Hide")
    seen.page.wait_for_selector("#panel .ask")
    drawn = "commonground.app.model.nodes.size"
    hidden = seen.page.evaluate(drawn)
    seen.page.click("#panel .chip .away")  # nothing is asked now; the drawing stays
    until_chips(seen)
    assert seen.page.evaluate(drawn) == hidden
    seen.page.click("#undo")  # first the question, which was changed last
    until_chips(seen, "Go")
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.click("#panel .rows .node >> nth=0")
    seen.page.wait_for_selector("#panel .actions")
    before = seen.page.evaluate(drawn)
    seen.page.click("#panel .actions >> text=Hide")
    seen.page.click("#undo")
    assert seen.page.evaluate(drawn) == before and said(seen) == "Undone: hidden"
    seen.page.click("#undo")
    until_chips(seen, "Go")


def test_an_expansion_that_was_undone_is_not_in_the_address(seen: Opened) -> None:
    go(seen, "find", {"all": [TEMPORAL]})
    seen.page.click("#panel .rows .node >> nth=0")
    seen.page.wait_for_selector("#panel .actions >> text=Expand")
    seen.page.click("#panel .actions >> text=Expand")
    seen.until("location.hash.includes('v.open')")
    seen.page.click("#undo")
    seen.until("!location.hash.includes('v.open')")
    assert said(seen) == "Undone: expanded"
    seen.page.click("#redo")
    seen.until("location.hash.includes('v.open')")


def test_a_new_step_leaves_nothing_to_redo(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    go(seen, "find", {"all": [GO, TEMPORAL]})
    seen.page.click("#undo")
    until_chips(seen, "Go")
    seen.page.get_by_role("checkbox").first.uncheck()
    seen.page.click("#undo")
    assert said(seen) == "Undone: filter"
    seen.page.click("#redo")
    assert said(seen) == "Again: filter"
    seen.page.click("#redo")
    assert said(seen) == "Nothing to redo."


def test_another_screen_is_left_by_the_browsers_back_alone(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]})
    go(seen, "path", {}, "#panel .ask")
    seen.page.click("#undo")
    assert said(seen).startswith("Nothing to undo here") and "#path" in seen.page.url
    seen.page.go_back()
    until_chips(seen, "Go")
