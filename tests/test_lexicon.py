"""What single words say: titles, organisations, schools, places, languages, legal forms."""

from __future__ import annotations

import pytest

from commonground.graph.facts.organisations import slug
from commonground.loaders.dates import find_dates
from commonground.loaders.layout.lines import Line
from commonground.loaders.layout.mapped import Mapped
from commonground.loaders.lexicon import (
    has_organisation,
    has_school,
    has_strong_title,
    has_title,
    section_headings,
    spoken_languages,
)
from commonground.loaders.parser import _Reading
from commonground.loaders.patterns import entries, grouped
from commonground.loaders.places import is_place
from commonground.loaders.sections.headings import section_name
from commonground.loaders.segmentation.header_dates import dates_of
from commonground.loaders.segmentation.roles import title_score


@pytest.mark.parametrize(
    ("text", "has", "strong"),
    [
        ("Senior Backend Engineer", True, True),
        ("ENGINEERING", True, False),
        ("Team Lead", True, True),
        ("Leader", True, False),
        ("Softwareentwicklerin", True, True),
        ("Chef de projet", True, True),
        ("后端开发", True, True),
        ("Leading the way", False, False),
        ("Engineered", False, False),
    ],
)
def test_titles(text: str, has: bool, strong: bool) -> None:
    assert (has_title(text), has_strong_title(text)) == (has, strong)


def test_a_title_is_worth_more_than_a_role() -> None:
    assert (title_score("Engineer"), title_score("Member"), title_score("Norvik")) == (3, 1, 0)


@pytest.mark.parametrize(
    "text", ["Norvik GmbH", "Norvik S.A.", "Norvik BV", "Norvik b.v.", "Fen Labs", "norvik.io"]
)
def test_names_of_organisations(text: str) -> None:
    assert has_organisation(text)
    assert not has_organisation("Norvik")


@pytest.mark.parametrize("form", ["GbR", "ApS", "Lda", "Pte", "s.r.o.", "Zrt", "N.V."])
def test_a_legal_form_names_a_firm_and_is_no_part_of_its_key(form: str) -> None:
    assert has_organisation(f"Norvik {form}")
    assert slug(f"Norvik {form}") == "norvik"


def test_what_may_be_a_word_is_a_legal_form_only_behind_a_name() -> None:
    assert slug("Norvik Co") == "norvik"
    assert not has_organisation("Denver, CO")
    assert slug("Lagoon Spa") == "lagoon-spa"


def test_schools() -> None:
    assert has_school("Universität Nordmoor") and has_school("東京大学") and has_school("ETH")
    assert not has_school("mitten")


@pytest.mark.parametrize(
    "text", ["Bergen, Norway", "Dallas, TX 75201", "Köln", "Sao Paulo", "Norvik, Remote", "On-site"]
)
def test_places(text: str) -> None:
    assert is_place(text)
    assert not is_place("Norvik") and not is_place("Bergen, Engineer")


def test_languages_are_known_with_and_without_their_accents() -> None:
    assert {"francais", "deutsch", "norwegian"} <= spoken_languages()


def _line(text: str) -> Line:
    return Line(Mapped.plain(text), 1, heading=2)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Work Experience", "work"),
        ("SKILLS & TOOLS", "skills"),
        ("Formation", "education"),
        ("Volunteer Experience", "volunteer"),
        ("Cloud Projects", "projects"),
        ("About my work", "summary"),
        ("Where I've worked so far", "work"),
        ("Things I built", "projects"),
        ("I speak", "languages"),
        ("Know-how", "skills"),
        ("Profiles", None),
    ],
)
def test_headings(heading: str, section: str | None) -> None:
    assert section_name(_line(heading)) == section


@pytest.mark.parametrize("name", ["headings", "headings_by_ending", "headings_in_person"])
def test_every_section_that_a_heading_announces_is_read(name: str) -> None:
    assert [section for section in grouped(name) if not hasattr(_Reading, f"on_{section}")] == []


def test_no_heading_announces_two_sections() -> None:
    assert len(section_headings()) == len(entries("headings")) > 300


def test_a_month_that_begins_like_a_word_for_since_is_a_month() -> None:
    line = _line("Abr 2019 - Jun 2019, Abr 2020 - Jun 2020")
    assert list(dates_of(line)) == list(find_dates(line.plain))
    assert len(dates_of(line)) == 2
