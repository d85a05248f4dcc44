"""Layouts of jobs in many shapes, what refuses to be one, and sections without headings."""

from __future__ import annotations

import pytest

from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.loaders.sections.headings import split_sections
from commonground.loaders.segmentation.weights import WEIGHTS
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

BOTH = [["Norvik", "Developer", "2019", "2021"], ["Fen Works", "Keeper of Records", "2015", "2018"]]


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def _read(reader: ResumeReader, body: str, name: str = "cv.md") -> Resume:
    above = "# Ada Quill\n\nada@example.org\n\n## Experience\n\n"
    text = f"{above}{body}\n\n## Skills\n\nGo, Rust, Kafka\n"
    return reader.parse(document_of_text(text, name), first_loaded=AS_OF)


def _jobs(resume: Resume) -> list[list[str | None]]:
    return [[one.name, one.position, one.startDate, one.endDate] for one in resume.work]


@pytest.mark.parametrize(
    "entry",
    [
        "- **Company:** {0}\n- **Role:** {1}\n- **Period:** {2} - {3}\n\nBuilt things.",
        "| Company | {0} |\n| --- | --- |\n| Role | {1} |\n| Period | {2} - {3} |\n\n- Built it.",
        "### {0}\n\n**Title** {1}  \n**Dates** {2} - {3}\n\n- Built things.",
        "When: {2} - {3}\nWhere: {0}\nWhat: {1}\n\n- Built things.",
        "{2} - {3}\nEmployer\n{0}\nPosition\n{1}\n\n- Built things.",
        "From {2} to {3} I worked as {1} at {0}. Built things.",
        "2 years as {1} at {0} from {2} to {3}.\n\n- Built things.",
        "### {0} ({1} {2} - {3})\n\n- Built things.",
        "### {0}: {1} ({2} - {3})\n\n- Built things.",
        "### {1}, {0} | {2} - {3} | Oslo\n\n- Built things.",
        "### {1}\n\n> {0}\n> {2} - {3}\n\n- Built things.",
        "{0} :: {1} :: {2} - {3}\n- Built things.",
        "* {1} @ {0} ({2} - {3})\n  * Built things.",
        "## {0}\n\n### {1}\n*{2} - {3}*\n\n- Built things.",
    ],
)
def test_one_shape_for_all_is_read_whatever_it_is(reader: ResumeReader, entry: str) -> None:
    body = "\n\n".join(entry.format(*map(str, job)) for job in BOTH)
    assert _jobs(_read(reader, body)) == BOTH


def test_a_title_of_no_list_is_where_the_others_have_theirs(reader: ResumeReader) -> None:
    body = "\n\n".join(
        f"### {title} · {firm} · {year} - {year + 1}\n\n- Built things."
        for title, firm, year in [
            ("Engineer", "Norvik", 2020),
            ("Lead Developer", "Fen Works", 2018),
            ("Moonshiner Extraordinary", "dallow", 2016),
            ("Consultant", "Tarn & Tarn", 2014),
        ]
    )
    said = [one[:2] for one in _jobs(_read(reader, body))]
    assert said[2] == ["dallow", "Moonshiner Extraordinary"]


@pytest.mark.parametrize(
    "line",
    ["### Tools & Protocols\nLinux, Git.", "### Full-time\n\nBuilt things.", "### Oslo\n\nA town."],
)
def test_what_has_not_the_shape_of_a_job_employs_nobody(reader: ResumeReader, line: str) -> None:
    body = f"### Developer, Norvik\n2019 - 2021\n\n- Built things.\n\n{line}"
    assert [one[0] for one in _jobs(_read(reader, body))] == ["Norvik"]


def test_a_kind_of_contract_a_duration_and_a_town_are_no_employers(reader: ResumeReader) -> None:
    body = "\n\n".join(
        f"Engineer | Permanent | {place} | {year} - {year + 1}\n4 years 3 months\n- Built things."
        for place, year in [("Oslo, Norway", 2019), ("Berlin, Germany", 2016)]
    )
    assert [one[0] for one in _jobs(_read(reader, body, "cv.txt"))] == [None, None]


BARE = """Ada Quill
ada@example.org

I have built ledgers for ten years in groups of five, and I am fond of tests that fail.

Developer, Norvik
2019 - 2021

- Built things.

Keeper of Records, Fen Works
2015 - 2018

- Built others.

BSc Physics, University of Norwick, 2012 - 2015

Go, Rust, Kafka, PostgreSQL

Norwegian (native), English (fluent)
"""


def test_sections_without_headings_are_known_by_what_they_hold(reader: ResumeReader) -> None:
    resume = reader.parse(document_of_text(BARE, "cv.txt"), first_loaded=AS_OF)
    assert _jobs(resume) == BOTH
    assert [one.institution for one in resume.education] == ["University of Norwick"]
    assert [one.language for one in resume.languages] == ["Norwegian", "English"]
    names = [section.name for section in split_sections(document_of_text(BARE).lines or ())]
    assert names == ["header", "summary", "work", "education", "skills", "languages"]


def test_every_weight_is_used_and_named_for_what_it_weighs() -> None:
    parts = {name.partition(": ")[0].split(" ")[0] for name in WEIGHTS}
    assert parts >= {"title", "employer", "place", "other", "line", "entry", "body", "block"}
    assert all(isinstance(value, float) and -10 < value < 10 for value in WEIGHTS.values())


@pytest.mark.parametrize("long", [380, 395, 400, 405, 2000])
def test_a_date_behind_what_is_weighed_of_a_long_header_harms_nothing(
    long: int, reader: ResumeReader
) -> None:
    row = f"| Engineer | {'Harbour ' * 300}"[:long] + " | 2014 - 2017 | Oslo |\n"
    text = f"# Ada Quill\n\n## Experience\n\n|a|b|c|d|\n|-|-|-|-|\n{row * 3}\n- Ran Kafka.\n"
    resume = reader.parse(document_of_text(text), first_loaded="2025-12-01")
    assert resume.basics.name == "Ada Quill"
    assert misplaced(resume, text) is None
