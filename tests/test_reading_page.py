"""The page of a document: its text with what each span became, and nobody's address on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import commonground as cg
from commonground.cli.main import main
from commonground.visualizations.marks import MARKS

from .support.browser import Opened, assert_quiet, attacks, data_of, listener, opened
from .support.pdf_writer import Page, pdf
from .support.resumes import AS_OF

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXT = """# Runa Halvard

Data Engineer
runa@example.org · +00 555 010 0199 · Bergen, Norway · [Code](https://github.com/example-runa)

## Experience

### Quillmark Ltd — Data Engineer
January 2021 – Present

- Moved the **ledger** to Kafka and Temporal.
  - Kept it in Go.

### Fernwick GmbH — Engineer
March 2018 – December 2020

- Ran Kafka.

## Skills

Go, Rust, Quibblesort

## Volunteering

Map editor for a rescue team, 2014 until today. I walk the paths first and draw them after.

## References

Odd Person, odd (at) example (dot) org, +00 555 010 0200
"""
SECRETS = ("runa@", "0199", "Bergen", "odd (at)", "0200")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runa.md").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def page(place: Path) -> Path:
    return written("runa.md")


def written(*words: str) -> Path:
    assert main(["view", *words, "-o", "page.html"]) == 0
    return Path("page.html").resolve()


def said(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what each fact is, what it became, and the text that shows it."""
    pieces: dict[int, list[str]] = {}
    for row in (row for block in data["blocks"] for row in block["rows"]):
        for piece in row["pieces"]:
            for fact in piece[1:] if isinstance(piece, list) else ():
                pieces.setdefault(fact, []).append(piece[0])
    return [
        (one["what"], one["value"], "".join(pieces.get(at, [])))
        for at, one in enumerate(data["facts"])
    ]


# ---- what is on it -----------------------------------------------------------------------------


def test_each_span_says_what_it_became(page: Path) -> None:
    facts = said(data_of(page))
    for fact in (
        ("name of the person", "Runa Halvard", "Runa Halvard"),
        ("employer of role 1", "Quillmark Ltd", "Quillmark Ltd"),
        ("title of role 2", "Engineer", "Engineer"),
        ("start of role 1", "2021-01", "January 2021"),
        ("end of role 1", "present", "Present"),
        ("end of role 2", "2020-12", "December 2020"),
        ("used in role 1", "Apache Kafka", "Kafka"),
        ("term that no concept covers", "Quibblesort", "Quibblesort"),
    ):
        assert fact in facts
    # What stands in a link's address is shown by the words of the link.
    assert ("profile of the person", "https://github.com/example-runa", "Code") in facts


def test_text_is_as_it_is_shown_and_every_mark_has_a_reason(page: Path) -> None:
    data = data_of(page)
    blocks = {
        "".join(p if isinstance(p, str) else p[0] for p in block["rows"][0]["pieces"]): block
        for block in data["blocks"]
    }
    assert blocks["Experience"]["heading"] == 2
    assert blocks["Moved the ledger to Kafka and Temporal."]["bullet"] == 1
    assert blocks["Kept it in Go."]["bullet"] == 2
    reasons = {one["what"]: one["why"] for one in data["facts"]}
    assert "header" in reasons["employer of role 1"]
    assert "Kafka" in reasons["used in role 2"]
    assert reasons["end of role 1"].startswith("still there; counted up to")


def test_lines_that_nothing_uses_are_counted_and_told_of(page: Path) -> None:
    data = data_of(page)
    rows = [row for block in data["blocks"] for row in block["rows"]]
    (unused,) = [row for row in rows if "unused" in row]
    assert unused["number"] == 1 + TEXT[: TEXT.index("Map editor")].count("\n")
    assert "“volunteer”" in unused["unused"]
    assert data["unused"] == f"1 of {len(rows)} lines is used by nothing"


@pytest.mark.parametrize("secret", SECRETS)
def test_nobody_is_reached_by_the_page_unless_it_is_asked_for(page: Path, secret: str) -> None:
    data = data_of(page)
    assert secret in TEXT and secret not in page.read_text("utf-8")
    assert any("--contact" in note for note in data["notes"])
    shown = written("runa.md", "--contact")
    assert secret in shown.read_text("utf-8")
    assert not data_of(shown)["notes"]


def test_a_pdf_is_parted_into_its_pages(place: Path) -> None:
    first = Page().lines(50, 60, "Runa Halvard", "runa@example.org", step=14)
    second = Page().text(50, 60, "Experience", 14, bold=True)
    second.text(50, 85, "Data Engineer, Quillmark Ltd", bold=True).text(420, 85, "2021 - 2023")
    second.lines(50, 100, "Wrote the ledger in Go.")
    (place / "cv.pdf").write_bytes(pdf(first, second))
    of_file = data_of(written("cv.pdf"))
    assert [r["region"] for b in of_file["blocks"] for r in b["rows"] if "region" in r] == [
        "Page 1",
        "Page 2",
    ]
    where = {one["what"]: one["where"] for one in of_file["facts"]}
    assert where["employer of role 1"].startswith("cv.pdf page 2, line ")
    cg.load("cv.pdf", into="people.db", as_of=AS_OF)
    of_graph = data_of(written("cv.pdf", "-g", "people.db"))
    assert [one["where"] for one in of_graph["facts"]] == [one["where"] for one in of_file["facts"]]
    assert of_graph["notes"] != of_file["notes"]  # it says that how it was set is not kept


@pytest.mark.parametrize("name", ["ada.md", "bo.txt", "kofi.html"])
def test_a_loaded_text_is_shown_as_its_file_is(
    name: str, place: Path, examples: Path, demo_graph: Path
) -> None:
    (place / name).write_bytes((examples / name).read_bytes())
    of_file = data_of(written(name, "--as-of", AS_OF))
    of_graph = data_of(written(name, "-g", str(demo_graph)))
    assert of_file == of_graph


def test_values_by_name_are_shown_as_they_are_written(place: Path) -> None:
    basics = {"name": "Runa Halvard", "email": "runa@example.org"}
    work = [{"name": "Quillmark Ltd", "position": "Engineer", "startDate": "2019-02"}]
    text = json.dumps({"basics": basics, "work": work}, indent=2)
    (place / "runa.json").write_text(text)
    data = data_of(written("runa.json"))
    assert ("employer of role 1", "Quillmark Ltd", "Quillmark Ltd") in said(data)
    assert len(data["blocks"]) == len(text.splitlines()) - sum(
        not re.search(r"\S", line) for line in text.splitlines()
    )


# ---- what is asked for -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["absent.md"], 2, "is no file, no document of people.db and no question"),
        (["absent.md", "-g", "people.db"], 2, "'absent.md' is no document of people.db"),
        (["other.md", "-g", "people.db"], 2, "without -g the file of that name is read"),
        (["runa.md", "twice"], 2, "leave out 'twice'"),
        (["absent.md", "twice"], 2, "is no question; there are: find"),
        (["folder"], 2, "is a folder"),
        (["picture.png"], 3, "is an image"),
        (["shared", "--contact"], 2, "--contact is for a file or a document"),
        (["runa.md", "--around", "Go"], 2, "not two of them"),
        (["runa.md", "-g", "absent.db"], 4, "there is no graph at absent.db"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_sentence(
    place: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cg.load("runa.md", into="people.db", as_of=AS_OF)
    (place / "other.md").write_text(TEXT)
    (place / "picture.png").write_bytes(b"\x89PNG\r\n")
    (place / "folder").mkdir()
    assert main(["view", *words, "-o", "page.html"]) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (place / "page.html").exists()


def test_a_file_is_not_written_over_by_its_own_page(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([], ["--force"]):
        assert main(["view", "runa.md", "-o", "./runa.md", *words]) == 2
        assert "is what is read" in capsys.readouterr().err
    assert (place / "runa.md").read_text("utf-8") == TEXT


def test_a_file_called_like_a_question_is_named_with_its_folder(place: Path) -> None:
    (place / "shared").write_text(TEXT, "utf-8")
    assert data_of(written("./shared"))["title"] == "./shared"
    cg.load("runa.md", into="people.db", as_of=AS_OF)
    assert data_of(written("shared"))["scene"]["answered"]  # a picture's


# ---- in a browser ------------------------------------------------------------------------------


@pytest.fixture
def seen(browser: Browser, page: Path) -> Iterator[Opened]:
    with opened(browser, page) as window:
        yield window


def test_no_two_kinds_look_alike_without_colour() -> None:
    assert len({(look.shape, look.filled) for look in MARKS.values()}) == len(MARKS)


def test_the_policy_allows_hashes_only_and_nothing_is_asked_for(seen: Opened, page: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.read_text("utf-8"))
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/]{43}='; "
        r"style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert seen.page.title() == "runa.md"
    assert_quiet(seen)


def test_focus_tells_what_a_span_is_and_lights_its_entry(seen: Opened) -> None:
    span = seen.page.get_by_role("button", name="Quillmark Ltd, employer of role 1: Quillmark Ltd")
    span.focus()
    card = seen.page.inner_text("#card")
    for text in ("employer of role 1", "Quillmark Ltd", "by its signs", "runa.md:8"):
        assert text in card
    lit = seen.page.locator("#text .kin").all_inner_texts()
    assert {"January 2021", "Present", "Kafka", "Temporal", "Go"} <= set(lit)
    assert "Fernwick GmbH" not in lit
    seen.page.focus("#text .fact:has-text('Temporal')")
    assert seen.page.locator("#text .lit").all_inner_texts() == ["Temporal"]
    seen.page.keyboard.press("Escape")
    assert seen.page.is_hidden("#card") and seen.page.locator(".kin").count() == 0
    assert_quiet(seen)


def test_the_keyboard_goes_through_the_facts_in_order_and_to_unused_lines(seen: Opened) -> None:
    page = seen.page
    page.focus("#text .fact >> nth=0")
    order = []
    for _ in range(8):
        order.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert order[0] == "Runa Halvard" and order[1].startswith("Data Engineer")
    assert order[5:8] == ["Code", "Quillmark Ltd", "Data Engineer"]
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent").startswith("Map editor")
    assert page.inner_text("#status") == "Unused line 1 of 1: line 25"
    assert "“volunteer”" in page.inner_text("#card")


def test_the_mouse_shows_and_a_click_keeps(seen: Opened) -> None:
    page = seen.page
    page.hover("#text .fact:has-text('Rust')")
    assert "Rust" in page.inner_text("#card")
    page.hover("#text .heading:has-text('Skills')")
    assert page.is_hidden("#card")
    page.click("#text .fact:has-text('Rust')")
    page.hover("#text .heading:has-text('Skills')")
    assert "Rust" in page.inner_text("#card")


def test_the_list_leads_to_the_lines_of_a_fact(seen: Opened) -> None:
    seen.page.click("#facts .chip:has-text('Fernwick GmbH')")
    assert seen.page.evaluate("document.activeElement.textContent") == "Fernwick GmbH"
    assert seen.page.inner_text("#facts .chip.lit") == "Fernwick GmbH"
    assert "Engineer, Fernwick GmbH" in seen.page.inner_text("#facts")


def test_the_legend_counts_kinds_and_takes_their_marks_away(seen: Opened) -> None:
    page, colour = seen.page, "(one) => getComputedStyle(one).backgroundColor"
    employer = page.locator("#text .k-Employer").first
    assert page.inner_text("#kinds li:has-text('Employers') .count") == "2"
    marked = employer.evaluate(colour)
    page.uncheck("label:has-text('Employers') input")
    assert employer.evaluate(colour) != marked
    assert not employer.locator("svg").is_visible()
    page.check("label:has-text('Employers') input")
    assert employer.evaluate(colour) == marked


@pytest.mark.parametrize("width, scheme", [(360, "light"), (1366, "dark")])
def test_it_fits_a_phone_and_a_dark_screen(
    browser: Browser, page: Path, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, page, viewport=size, color_scheme=scheme) as window:
        window.page.click("#text .k-Employer >> nth=1")
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width
        box = window.page.locator("#card").bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        ink = window.page.evaluate("getComputedStyle(document.body).color")
        assert (sum(map(int, re.findall(r"\d+", ink))) > 3 * 128) == (scheme == "dark")
        assert_quiet(window)


def test_all_of_a_long_text_comes_and_the_first_of_it_at_once(
    browser: Browser, place: Path
) -> None:
    jobs = "".join(
        f"### Quill {n} Ltd — Engineer\nJan {1900 + n} – Dec {1900 + n}\n\n"
        + "- Kept the books of a shop, and of the one beside it, in Go.\n" * 60
        for n in range(70)
    )
    (place / "long.md").write_text(f"# Runa Halvard\n\n## Experience\n\n{jobs}## End\n", "utf-8")
    with opened(browser, written("long.md")) as window:
        window.page.wait_for_selector("#text .heading:has-text('End')")
        assert window.page.locator("#text .block").count() == 3 + 70 * 62
        assert_quiet(window)


# ---- hostile text ------------------------------------------------------------------------------


def test_no_text_of_a_file_runs_or_sends(browser: Browser, place: Path) -> None:
    with listener() as (address, calls):
        texts = attacks(address)
        work = [{"name": text, "position": text, "startDate": "2019"} for text in texts]
        skills = [{"name": text, "level": text} for text in texts]
        basics = {"name": "Runa Halvard", "label": texts[1], "summary": texts[0]}
        whole = {"basics": basics, "work": work, "skills": skills}
        (place / "cv.json").write_text(json.dumps(whole, indent=1))
        with opened(browser, written("cv.json")) as window:
            for one in window.page.locator("#text .fact, #text .unused, .chip").all()[:80]:
                one.focus()
            assert window.page.evaluate("window.attacked") is None
            assert window.page.locator("main img, main script, svg[onload]").count() == 0
            # To be read, as text: where it stands and as what it became.
            assert json.dumps(texts[0])[1:-1] in window.page.inner_text("#text")
            assert texts[1][:-1] in window.page.inner_text("#facts")
            assert_quiet(window)
    assert calls == []


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u0007", "\u2028", "\u200b"])
def test_what_turns_text_round_is_shown_instead_of_obeyed(place: Path, sign: str) -> None:
    text = f'{{"basics": {{"name": "Runa {sign}Halvard"}}, "skills": ["Go{sign}Rust"]}}'
    (place / "cv.yaml").write_text(text if sign != "\u0007" else text.replace(sign, ""), "utf-8")
    (place / "cv.txt").write_text(f"Runa {sign}Halvard\n\nSkills\n\nGo, {sign}Rust\n", "utf-8")
    for name in ("cv.yaml", "cv.txt"):
        data = data_of(written(name))
        assert "Halvard" in str(data["blocks"]) and sign not in json.dumps(data, ensure_ascii=False)
