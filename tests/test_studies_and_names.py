"""Studies in many shapes, names in many dresses, headings of no list, and twice-decoded text."""

from __future__ import annotations

import pytest

from commonground.loaders.layout.repair import repair
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.loaders.sections.headings import split_sections
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def _read(reader: ResumeReader, text: str, name: str = "cv.md") -> Resume:
    return reader.parse(document_of_text(text, name), first_loaded=AS_OF)


def _sections(text: str, name: str = "cv.md") -> list[tuple[str, str | None]]:
    found = split_sections(document_of_text(text, name).lines or ())
    return [(one.name, one.heading.plain if one.heading else None) for one in found]


STUDIES = [
    ("MSc", "Physics", "Hollow Row", "2009", "2011"),
    ("BSc", "Economics", "ENSAB", "2005", "2008"),
]


@pytest.mark.parametrize(
    "study",
    [
        "{0} in {1}\n{2}\n{3} - {4}",
        "{3} - {4}\n{0} in {1}\n{2}",
        "**{2}**: {0} in {1} ({3} - {4})",
        "{2} | {0} | {1} | {3} - {4}",
        "### {0} in {1} at {2}\n\n{3} - {4}",
        "{0} in {1} at the {2}, {3} - {4}.",
        "Degree: {0}\nField: {1}\nInstitution: {2}\nDates: {3} - {4}",
        "**{0} – {1}**\n\n{2} | {3} - {4}",
    ],
)
def test_a_school_of_no_list_is_where_its_neighbours_have_theirs(
    reader: ResumeReader, study: str
) -> None:
    body = "\n\n".join(study.format(*one) for one in STUDIES)
    resume = _read(reader, f"# Ada Quill\n\nada@example.org\n\n## Education\n\n{body}\n", "cv.md")
    said = [
        (one.studyType, one.area, one.institution, one.startDate, one.endDate)
        for one in resume.education
    ]
    assert said == STUDIES


@pytest.mark.parametrize(
    ("line", "degree", "area", "school"),
    [
        ("硕士, 软件工程 - 北港大学, 2009 - 2012", "硕士", "软件工程", "北港大学"),
        ("Licenciatura en Física, Universidad de Norvik, 2009 - 2012", "Licenciatura", "Física",
         "Universidad de Norvik"),
        ("Laurea magistrale, Statistics, Politecnico di Fen, 2009 - 2012", "Laurea magistrale",
         "Statistics", "Politecnico di Fen"),
        ("Mestrado, Statistics, Instituto do Fen, 2009 - 2012", "Mestrado", "Statistics",
         "Instituto do Fen"),
    ],
)  # fmt: skip
def test_degrees_of_other_languages(
    reader: ResumeReader, line: str, degree: str, area: str, school: str
) -> None:
    resume = _read(reader, f"# Ada Quill\n\nada@example.org\n\n## Education\n\n{line}\n")
    said = [(one.studyType, one.area, one.institution) for one in resume.education]
    assert said == [(degree, area, school)]


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("# Ada Quill [she/her]", "Ada Quill"),
        ("# Hi, I'm Ada Quill!", "Ada Quill"),
        ("# A D A  Q U I L L", "ADA QUILL"),
        ("# ada quill", "ada quill"),
        ("# Ada Quill (@tidewatch)", "Ada Quill"),
        ("ADA QUILL'S CV", "ADA QUILL"),
        ("| Name | Ada Quill |\n| --- | --- |\n| Phone | 555 0199 |", "Ada Quill"),
        ("Ada | they/them", "Ada"),
        ("# Ada al-Quill", "Ada al-Quill"),
        ("# Dr. Ada", "Ada"),
    ],
)
def test_a_name_in_many_dresses(reader: ResumeReader, top: str, name: str) -> None:
    resume = _read(reader, f"{top}\n\nada@example.org\n\n## Skills\n\nGo, Rust\n")
    assert resume.basics.name == name


def test_a_name_below_its_contacts(reader: ResumeReader) -> None:
    text = "ada@example.org\n\n# Ada Quill\n\n## Skills\n\nGo, Rust\n"
    assert _read(reader, text).basics.name == "Ada Quill"


ODD = """# Ada Quill

ada@example.org

## Skills

Go, Rust

## Ports of Call

### Developer, Norvik
2019 - 2021

- Built things.

## Lecture Halls

BSc Physics, Hollow Row, 2009 - 2012

## What I believe

Plain words win.

## Languages

Norwegian
"""


def test_a_line_set_as_the_known_headings_is_one() -> None:
    expected = ["header", "skills", "work", "education", "other", "languages"]
    assert [name for name, _ in _sections(ODD)] == expected
    capitals = "\n".join(
        line.removeprefix("## ").upper() if line.startswith("## ") else line.removeprefix("### ")
        for line in ODD.splitlines()
    )
    assert [name for name, _ in _sections(capitals, "cv.txt")] == expected


def test_entries_set_as_headings_are_none() -> None:
    entries = "\n".join(
        f"## {firm}\n\nDeveloper\n{year} - {year + 1}\n\n- Built things.\n"
        for firm, year in [("Norvik", 2019), ("Fen & Tarn", 2016), ("Dallow", 2012)]
    )
    text = f"# Ada Quill\n\nada@example.org\n\n## Experience\n\n{entries}\n## Skills\n\nGo, Rust\n"
    assert [name for name, _ in _sections(text)] == ["header", "work", "skills"]


@pytest.mark.parametrize("text", ["Åse Ødegård – 2019", "年5月 • naïve Łódź", "“Ünal”"])
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_decoded_wrongly_is_read_as_often_as_it_was(text: str, times: int) -> None:
    broken = text
    for _ in range(times):
        broken = broken.encode().decode("latin-1")
    found = repair(broken)
    assert found.text == text
    assert (found.starts[0], found.ends[-1]) == (0, len(broken))


@pytest.mark.parametrize("text", ["Ä“ A", "naïve Ødegård – 2019", "Ã alone", "São Paulo"])
def test_what_was_decoded_rightly_stays(text: str) -> None:
    assert repair(text).text == text
