"""What a careless reader would make up: values that a file seems to state and does not."""

import pytest

from commonground.loaders.document import Document
from commonground.loaders.reader import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

LOADED = "2025-12-01"


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def parse(reader: ResumeReader, text: str, media_type: str = "text/markdown") -> Resume:
    document = Document("cv.md", text, "utf-8", media_type, "0" * 64)
    return reader.parse(document, first_loaded=LOADED)


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
    provenance = parse(reader, page, "text/html").meta.commonground
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
