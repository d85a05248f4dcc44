"""What a careless reader would make up: values that a file seems to state and does not."""

import time

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

LOADED = "2025-12-01"


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def parse(reader: ResumeReader, text: str, name: str = "cv.md") -> Resume:
    return reader.parse(document_of_text(text, name), first_loaded=LOADED)


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("(2018-2020)", None),
        ("03/2018 - 04/2020", None),
        ("2018.05 - 2020.06", None),
        ("(+00) 555-0139-22", "(+00) 555-0139-22"),
        ("+00 (555) 0139 22", "+00 (555) 0139 22"),
        ("555 2012 3456", "555 2012 3456"),
    ],
)
def test_a_range_of_dates_is_no_phone(
    written: str, phone: str | None, reader: ResumeReader
) -> None:
    assert parse(reader, f"# Ada Quill\n\nTallinn | {written}\n").basics.phone == phone


def test_a_letter_speaks_of_its_readers_wishes(reader: ResumeReader) -> None:
    letter = (
        "Jo Marlowe\nOrrin Dynamics\n\nDear Hiring Manager,\n\nI would love to join you as a "
        "Senior Python Developer.\nYour post asks for Django and Celery.\n\nKind regards,\n"
        "Wil Harrow\n"
    )
    alone = parse(reader, letter)
    assert (alone.basics.name, alone.basics.label, alone.skills) == (None, None, [])
    assert len(alone.meta.commonground.unplaced) == 7
    both = parse(reader, letter + "\n# Wil Harrow\n\n## Skills\n\nGo, Kafka\n")
    assert both.basics.name == "Wil Harrow"
    assert [skill.name for skill in both.skills] == ["Go", "Apache Kafka"]


def test_an_unfilled_template_names_no_employer(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n{% include header.html %}\n\n## Experience\n\n### Engineer at Fen Labs\n"
        "2019 - 2021\n\n### {{ job.title }} at {{ job.company }}\n{{ job.start }} - now\n",
    )
    assert [work.name for work in resume.work] == ["Fen Labs"]
    assert resume.skills == []
    assert [line.line for line in resume.meta.commonground.unplaced] == [3, 10, 11]


@pytest.mark.parametrize(
    "form",
    [
        "# [Your Name]\n\n## Experience\n\n### [Position], [Company Name]\n[Start date] - 2020\n",
        "# <Full Name>\n\n## Education\n\n[Degree 1], [University] (2010 - 2014)\n",
        "Insert photo\n\n## Education\n\n### [School]\n2010 - 2014\n",
    ],
)
def test_a_form_that_nobody_filled_in_names_nobody(form: str, reader: ResumeReader) -> None:
    resume = parse(reader, form)
    assert resume.basics.name is None
    assert [one.name for one in resume.work] == []
    assert [one.institution for one in resume.education if one.institution] == []


@pytest.mark.parametrize(
    "header", ["Engineer at [Fen Labs](https://fen.example.org)", "Engineer, Fen Labs [remote]"]
)
def test_other_brackets_are_no_form(header: str, reader: ResumeReader) -> None:
    resume = parse(reader, f"# Ada Quill\n\n## Experience\n\n### {header}\n2019 - 2021\n- Go\n")
    assert [one.position for one in resume.work] == ["Engineer"]
    assert [str(one.name).startswith("Fen Labs") for one in resume.work] == [True]


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("---\ndate: 2024-05-17T10:00:00Z\n---\n# Ada Quill\n", "2024-05-17", "metadata"),
        ('yaml\n---\nlastmod: "May 2023"\n---\n# Ada Quill\n', "2023-05", "metadata"),
        ("# Ada Quill\n\nLast updated: March 2025\n", "2025-03", "text"),
        ("# Ada Quill (updated 05/2024)\n", "2024-05", "text"),
        ("# Ada Quill\n\nAs of 2019 I run Go services.\n", LOADED, "loaded"),
        ("# Ada Quill\n\n## Experience\n\ndate: 2019-01-01\n", LOADED, "loaded"),
    ],
)
def test_the_day_that_a_document_speaks_from(
    text: str, day: str, source: str, reader: ResumeReader
) -> None:
    provenance = parse(reader, text).meta.commonground
    assert (provenance.asOf, provenance.asOfSource) == (day, source)


def test_the_day_of_a_page_stands_in_its_head(reader: ResumeReader) -> None:
    page = '<html><head><meta content="2023-02-01" name="date"></head><body><h1>Ada Quill</h1>'
    provenance = parse(reader, page, "cv.html").meta.commonground
    assert (provenance.asOf, provenance.asOfSource) == ("2023-02-01", "metadata")


def test_a_remark_behind_a_name_is_no_part_of_it(reader: ResumeReader) -> None:
    assert parse(reader, "# Ada Quill (updated 05/2024)\n").basics.name == "Ada Quill"


def test_columns_side_by_side_make_no_headline(reader: ResumeReader) -> None:
    resume = parse(reader, "ADA QUILL               Skills\nEmbedded Engineer       C++, Rust\n")
    assert resume.basics.label == "Embedded Engineer"


def test_a_language_before_a_colon(reader: ResumeReader) -> None:
    resume = parse(reader, "# Ada Quill\n\n## Languages\n\n- Norwegian: native\n- English: C1\n")
    assert [(one.language, one.fluency) for one in resume.languages] == [
        ("Norwegian", "native"),
        ("English", "C1"),
    ]


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(work.name, work.position, work.startDate, work.endDate) for work in resume.work]


def test_a_side_heading_is_no_employer(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n## Jobs\n\n- Developer, Fen Labs (Aug 2018 - Apr 2022)\n  - Go services\n"
        "- QA (intern) · Thimble GmbH · 2017\n\n## Bits\n\n- ICPC 2016 finalist\n",
    )
    assert jobs(resume) == [
        ("Fen Labs", "Developer", "2018-08", "2022-04"),
        ("Thimble GmbH", "QA (intern)", "2017", None),
    ]
    assert resume.work[0].keywords == ["Go"]  # what the intern did is not the developer's
    assert [line.line for line in resume.meta.commonground.unplaced] == [11]


def test_two_jobs_apart_stay_apart(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "EMPLOYMENT -----\n\n2012-2014   STATE ARCHIVE, Clerk ------ Galway\n\n"
        "Summer 2011: Barista, Coffee Base\n",
        "text/plain",
    )
    assert jobs(resume) == [
        ("STATE ARCHIVE", "Clerk", "2012", "2014"),
        ("Coffee Base", "Barista", "2011", None),
    ]


def test_whom_the_work_was_for_is_no_employer(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n**Experience**\n\n**Copperline Consulting**\n*2016 – present*\n\n"
        "*Client: Bank of Umber (2020 – 2022)* — Tech lead\n- Event sourcing in Kotlin\n\n"
        "*Client: Umber Rail (2016 – 2019)* — Developer\n- C#\n",
    )
    assert jobs(resume) == [
        ("Copperline Consulting", "Tech lead", "2020", "2022"),
        ("Copperline Consulting", "Developer", "2016", "2019"),
    ]
    assert resume.work[0].description == "Client: Bank of Umber"


def test_a_post_at_a_school_is_no_study(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n## Education\n\n**Teaching Assistant, Dalhaven University**, 2014 – 2015\n"
        "- TA for Algorithms\n\n**Dalhaven University** — Bachelor of Computer Science, 2011 – 2015"
        "\n\n**Summer of sailing** 2009 – 2010\n",
    )
    assert jobs(resume) == [("Dalhaven University", "Teaching Assistant", "2014", "2015")]
    assert [(one.institution, one.area) for one in resume.education] == [
        ("Dalhaven University", "Computer Science")
    ]
    assert [line.line for line in resume.meta.commonground.unplaced] == [10]
    assert not any("/education/1" in pointer for pointer in resume.meta.commonground.evidence)


def test_the_school_of_a_line_without_commas(reader: ResumeReader) -> None:
    resume = parse(reader, "# 林美咲\n\n## 教育背景\n\n月影大学 計算機科学 学士 2012 - 2016\n")
    assert [one.institution for one in resume.education] == ["月影大学"]


def test_what_stands_beneath_a_project_is_none(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n## Projects\n\n**Umbrella** (2018 – now)\n- Python library with 2k stars\n"
        "\n**Night School** — maps, 2019\n- Scratch for children\n",
    )
    assert [(one.name, one.description) for one in resume.projects] == [
        ("Umbrella", None),
        ("Night School", "maps, 2019"),
    ]


def test_jobs_that_no_heading_announces(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "<h1>Ada Quill</h1>\n\n<h4>Freelance architect <small>self-employed</small></h4>\n"
        "_2015 - Present_\n\n* **Velvet Orbit Bank** — Apache Pulsar (2021)\n\n"
        "<h4>Engineer <small>Brightwater Press</small></h4>\n_Jun-Aug 2014_\n\n"
        "<h4>Projects</h4>\n\n* rustlet — a tiny Lisp in Rust\n",
    )
    assert jobs(resume) == [
        (None, "Freelance architect", "2015", None),
        ("Brightwater Press", "Engineer", "2014-06", "2014-08"),
    ]
    assert [project.name for project in resume.projects] == ["rustlet"]


def test_a_word_without_end_costs_no_more(reader: ResumeReader) -> None:
    resume = parse(reader, "# Ada Quill\n\n## Skills\n\n" + "Kafka and Rust, " * 2000)
    assert [skill.name for skill in resume.skills] == ["Apache Kafka", "Rust"]
    assert len(resume.meta.commonground.evidence["/skills/0"]) == 100


@pytest.mark.parametrize(
    "body",
    [
        "## Experience\n\nEngineer Foo 2019 - 2020\n" + "Engineer Foo\n" * 6000,
        "## Experience\n\n" + "**Engineer**\n" * 6000,
        "## Experience\n\nEngineer " + "(" * 80_000 + " 2019 - 2020\n",
        "## Education\n\n" + "**Aaa**\n" * 10_000,
        "## Publications\n\n- Aaa\n" + "Bbb ccc\n" * 10_000,
        "## Skills\n\n" + "| a " * 20_000,
        "Aaa Bbb\n" * 10_000,
        "<!--" * 20_000,
        "<script>" * 10_000,
        "\u00a0" * 40_000 + "x",
        "## Skills\n\n- a" + "\u00a0" * 20_000 + "b",
        "## Skills\n\nGo, a" + "\t" * 20_000 + "b)",
        "## Education\n\nBSc Physics, Aaa" + "\u00a0" * 20_000 + "b\n",
        "## Experience\n\nEngineer, Foo 2019 - 2020\n- a" + "\u2003" * 20_000 + "b\n",
    ],
    ids=[
        "headers",
        "bold",
        "brackets",
        "schools",
        "papers",
        "cells",
        "lines",
        "comments",
        "scripts",
        "blank line",
        "blanks in a skill",
        "tabs in a skill",
        "blanks in a study",
        "blanks in a job",
    ],
)
def test_hostile_texts_cost_no_more_than_their_length(body: str, reader: ResumeReader) -> None:
    began = time.process_time()
    parse(reader, f"# Ada Quill\n\n{body}")
    assert time.process_time() - began < 3  # what grows with the square takes far longer


def test_jobs_of_three_lines_and_no_marks(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "JONAS QUILL\n\nWORK HISTORY\nSoftware Engineer\nTessellate Ltd, Leeds\nSept 2019 to date\n"
        "* Spring Boot\n\nJunior Developer\nHarrow Software Group\n2016 to Aug 2019\n\n"
        "Sales Assistant\nRowan Bakery\n2014 - 2016\n",
        "text/plain",
    )
    assert jobs(resume) == [
        ("Tessellate Ltd", "Software Engineer", "2019-09", None),
        ("Harrow Software Group", "Junior Developer", "2016", "2019-08"),
        ("Rowan Bakery", "Sales Assistant", "2014", "2016"),
    ]


def test_labels_in_a_column_of_their_own(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "Name:      Tam Quill\nPhone:     +00 (0)21 555 0188\n\nEmployment\n\n"
        "Period:    03.2019 - present\nEmployer:  Larkspur Payments\nPosition:  Engineer\n\n"
        "Period:    10.2012 - 02.2019\nEmployer:  Thornfield Telecom\nPosition:  Tester\n\n"
        "Education\n\nDegree:    BEng Electronics\nSchool:    Institute of Marine Technology\n",
        "text/plain",
    )
    assert resume.basics.phone == "+00 (0)21 555 0188"
    assert jobs(resume) == [
        ("Larkspur Payments", "Engineer", "2019-03", None),
        ("Thornfield Telecom", "Tester", "2012-10", "2019-02"),
    ]
    assert [one.institution for one in resume.education] == ["Institute of Marine Technology"]


def test_body_lines_without_marks_head_nothing(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\nEXPERIENCE\n\nReliability Engineer          Apr 2020 - Present\n"
        "Moonrake Systems              Denver, CO\nAutomated failover of MySQL by 40 %\n"
        "On-call lead for the bank\n\nSystems Administrator         Jan 2016 - Mar 2020\n"
        "City of Larkhaven             Reno, NV\n\uf0b7 Windows Server\n",
        "text/plain",
    )
    assert jobs(resume) == [
        ("Moonrake Systems", "Reliability Engineer", "2020-04", None),
        ("City of Larkhaven", "Systems Administrator", "2016-01", "2020-03"),
    ]
    assert resume.work[1].highlights == ["Windows Server"]


def test_the_menu_of_a_page_names_nobody(reader: ResumeReader) -> None:
    page = (
        '<nav><a href="/">Home</a> <a href="https://php.example">PHP</a></nav><h1>Oskar Quill</h1>'
    )
    basics = parse(reader, page, "cv.html").basics
    assert (basics.name, basics.url) == ("Oskar Quill", None)


def test_grades_are_no_schools_and_sentences_no_headlines(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "# Ada Quill\n\n2012 joined Ferrous as an embedded developer\n\n## Education\n\n"
        "A-Levels: Maths (A), Physics (B)\n",
    )
    assert resume.basics.label is None
    assert [one.institution for one in resume.education] == [None]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2015/16 – 2019", "2015", "2019"),
        ("2011/12 - 2012/13", "2011", "2013"),
        ("2008/09 – 2013", "2008", "2013"),  # a winter or a September: the month is not sure
        ("2018/09 - 2020/03", "2018-09", "2020-03"),
    ],
)
def test_academic_years_give_no_months(
    written: str, start: str, end: str, reader: ResumeReader
) -> None:
    text = f"# Ada Quill\n\n## Education\n\nBSc Physics, University of Fen, {written}\n"
    [study] = parse(reader, text).education
    assert (study.startDate, study.endDate) == (start, end)


def test_a_month_with_an_odd_letter_stops_nothing(reader: ResumeReader) -> None:
    """A case-blind pattern takes the long s of old print for an s; no table of months has it."""
    resume = parse(
        reader, "# Ada Quill\n\n## Experience\n\nEngineer, Foo, \u017feptember 2019 - 2020\n"
    )
    assert resume.basics.name == "Ada Quill"
