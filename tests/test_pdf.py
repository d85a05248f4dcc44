"""PDF: words by their places become lines in reading order, with layout and their place."""

from __future__ import annotations

import re

import pytest

from .support.browser import chromium, chromium_path
from .support.pdf_writer import Page, pdf
from .support.reading import read, shown

LONG = "Built the ledger of a payment service that moved money for several hundred small shops"
SIDE = ("Skills", "Go, Rust, Redis", "Kafka, NATS", "Languages", "English", "Norwegian")
MAIN = (
    *("Experience", "Norvik Systems", "Staff Engineer, 2019 - 2021", "Wrote the ledger in Go."),
    *("Kept its books.", "Brindle", "Engineer, 2015 - 2019", "Ran the shop.", "Education"),
)


def lines(*pages: Page) -> list[str]:
    return shown(pdf(*pages), "pdf")


def test_size_weight_dots_and_white_are_layout() -> None:
    page = Page().text(50, 60, "Ada Quill", 22, bold=True).text(50, 80, "ada@example.org")
    page.text(50, 110, "Experience", 14, bold=True).text(50, 130, "Norvik Systems", bold=True)
    page.text(480, 130, "2019 - 2021").text(50, 142, "Staff Engineer")
    page.dot(54, 157).text(64, 160, "Wrote the ledger in Go").text(54, 172, "-").text(
        64, 172, "Ran it"
    )
    document = read(pdf(page), "pdf")
    assert shown(pdf(page), "pdf") == [
        *("# Ada Quill", "ada@example.org", "## Experience", "Norvik Systems   2019 - 2021"),
        *("Staff Engineer", "- Wrote the ledger in Go", "- Ran it"),
    ]
    assert document.lines is not None
    assert [line.number for line in document.lines if line.blank_before] == [1, 4, 8]
    assert document.lines[3].bolds == [(0, 14)]
    assert "\n\n• Wrote the ledger in Go\n- Ran it\n" in document.text
    assert (document.media_type, document.encoding) == ("application/pdf", "utf-8")


def test_rows_go_on_where_the_next_word_had_no_room() -> None:
    page = Page().lines(50, 60, LONG, "and kept its books, with con-", "current queues.", "Kafka")
    page.lines(50, 120, "Norvik Systems", "Staff Engineer", "Tools: Go")
    assert lines(page) == [
        f"{LONG} and kept its books, with concurrent queues.",
        *("Kafka", "Norvik Systems", "Staff Engineer", "Tools: Go"),
    ]


@pytest.mark.parametrize("off", [0, 3, 6])
def test_a_side_bar_is_read_as_a_whole_also_overleaf(off: int) -> None:
    def page(part: str) -> Page:
        side, main = ([f"{text} {part}" for text in texts] for texts in (SIDE, MAIN))
        return Page().lines(40, 100, *side).lines(220, 100 + off, *main)

    found = "\n".join(lines(page("one"), page("two")))
    places = [found.index(text) for text in ("NATS one", "NATS two", "Wrote the ledger in Go. one")]
    assert places == sorted(places)
    assert found.index("Ran the shop. one") < found.index("Norvik Systems two")


def test_columns_of_equal_width_flow_page_by_page() -> None:
    def page(part: str) -> Page:
        left, right = ([f"{side} {part} {LONG[:n]}" for n in (40, 39, 38)] for side in "LR")
        return Page().lines(50, 100, *left, step=13).lines(320, 100, *right, step=13)

    found = " ".join(lines(page("x"), page("y")))
    assert re.findall(r"[LR] [xy]\b", found) == [
        f"{s} {p}" for p in "xy" for s in "LR" for _ in "abc"
    ]


def test_a_margin_is_read_before_what_it_stands_beside() -> None:
    page = Page().text(50, 60, "Ada Quill", 22)
    for number, (dates, employer) in enumerate(
        [("2019 - 2021", "Norvik"), ("2015 - 2019", "Brindle")]
    ):
        top = 100 + 60 * number
        page.text(50, top, dates).lines(160, top, employer, "Staff Engineer", "Wrote the ledger.")
    assert lines(page) == [
        *("# Ada Quill", "2019 - 2021", "Norvik", "Staff Engineer", "Wrote the ledger."),
        *("2015 - 2019", "Brindle", "Staff Engineer", "Wrote the ledger."),
    ]


def test_dates_at_the_edge_and_rows_of_a_table_stay_in_their_line() -> None:
    page = Page()
    for number, name in enumerate(("Norvik Systems", "Brindle", "Ulmen Group", "Tallowby")):
        page.text(50, 60 + 14 * number, name).text(470, 60 + 14 * number, f"{2010 + number} - 2021")
        page.text(200, 60 + 14 * number, "Engineer")
    assert lines(page)[0] == "Norvik Systems   Engineer   2010 - 2021"
    assert len(lines(page)) == 4


def test_letters_are_as_people_would_type_them() -> None:
    page = Page().text(50, 60, "PROFESSIONAL EXPERIENCE", 12, apart=5)
    page.text(50, 80, "The ﬁrst oﬀice ⼯ (cid:12)cluster").text(50, 95, "\ue001ada@example.org")
    page.text(50, 125, "Jos´e Fran¸cois M¨uller, 5´")
    page.text(50, 110, "Seen by nobody", 1).upwards(20, 400, "Confidential")
    page.lines(50, 180, LONG, LONG)
    # A row of letters that a program has set one by one.
    for number, letter in enumerate("SKILLS"):
        page.text(50 + 14 * number, 140, letter)
    assert lines(page) == [
        *("# PROFESSIONAL EXPERIENCE", "The first office 工 cluster", "- ada@example.org"),
        *("José François Müller, 5´", "SKILLS", f"{LONG} {LONG}"),
    ]


def test_heads_and_feet_of_pages_are_in_the_text_only() -> None:
    pages = [
        Page()
        .text(50, 30, "Ada Quill - Resume")
        .lines(50, 100, *(f"Wrote part {number}{part} of it." for part in "abcde"))
        .text(280, 820, f"Page {number} of 3")
        for number in (1, 2, 3)
    ]
    found = lines(*pages)
    assert found[0] == "Ada Quill - Resume" and len(found) == 16
    assert not any("Page" in line for line in found)
    assert "Page 2 of 3" in read(pdf(*pages), "pdf").text


def test_links_are_anchors_and_their_addresses_evidence() -> None:
    page = Page().text(50, 60, "Ada Quill wrote").text(50, 75, "ada@example.org")
    page.link(50, 60, 20, "https://home.example/ada").link(50, 75, 80, "mailto:ada@example.org")
    document = read(pdf(page), "pdf")
    first, second = document.lines or ()
    assert [(a.start, a.end, a.url.text) for a in first.anchors] == [
        (0, 3, "https://home.example/ada")
    ]
    assert [(a.start, a.end, a.url.text) for a in second.anchors] == [(0, 15, "ada@example.org")]
    assert document.text == "Ada Quill wrote <https://home.example/ada>\nada@example.org\n"
    place = first.anchors[0].url.span
    assert place is not None and document.quote(place) == "https://home.example/ada"


@pytest.mark.parametrize(
    ("turn", "way", "step"),
    [(90, "0 1 -1 0", (14, 0)), (180, "-1 0 0 -1", (0, -14)), (270, "0 -1 1 0", (-14, 0))],
)
def test_pages_are_read_as_viewers_turn_them(turn: int, way: str, step: tuple[int, int]) -> None:
    page = Page()
    for number, text in enumerate(("Ada Quill", "Engineer", "Oslo")):
        page.upwards(300 + number * step[0], 400 + number * step[1], text, way)
    page.text(50, 60, "Along the edge")
    assert shown(pdf(page, turn=turn), "pdf") == ["Ada Quill", "Engineer", "Oslo"]


def test_what_is_cut_off_a_page_is_not_read() -> None:
    page = Page().text(50, 60, "Ada Quill").text(50, 780, "for the printer")
    assert shown(pdf(page, box="/CropBox [20 200 500 842]"), "pdf") == ["Ada Quill"]


@pytest.mark.skipif(chromium_path() is None, reason="needs Chromium")
def test_a_page_that_a_browser_prints_reads_like_the_page() -> None:
    html = f"""<style>main{{display:grid;grid-template-columns:28% 70%}}h2{{letter-spacing:.3em}}
        </style><h1>Ada Quill</h1><main><div><h2>SKILLS</h2><ul><li>Go<li>Rust<li>Redis</ul></div>
        <div><h2>EXPERIENCE</h2><p><b>Norvik Systems</b><br>Staff Engineer<br>2019 - 2021</p>
        <ul><li>{LONG} and much more<li>Kept its <a href="https://books.example">books</a></ul>"""
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(html)
        printed = page.pdf(format="A4")
    assert shown(printed, "pdf") == [
        *("# Ada Quill", "## SKILLS", "- Go", "- Rust", "- Redis", "## EXPERIENCE"),
        *("**Norvik Systems", "Staff Engineer", "2019 - 2021"),
        *(f"- {LONG} and much more", "- Kept its books"),
    ]
