"""What a browser shows of HTML beyond its words: kept lines, and heads of tables."""

from __future__ import annotations

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.archives import document_of_bytes
from .support.reading import shown

TEXT = (
    "Ada Quill\nada@example.org\n\nEXPERIENCE\n\nEngineer, Brim &amp; Sons\n2019-03 - 2021-02\n"
    "- Ran Kafka\n\nEDUCATION\n\nBSc Physics, University of Norrhaven, 2015 - 2018\n"
)


def test_line_ends_are_kept_within_pre_alone() -> None:
    page = b"<html><body><p>One\ntwo</p><pre>Three\nfour</pre>\n<p>five\nsix</p></body></html>"
    assert shown(page, "html") == ["One two", "Three", "four", "five six"]


def test_lists_and_headings_within_pre_are_those_of_the_text() -> None:
    page = b"<pre>Tools\n-----\n- Go\n  - Kafka\n</pre><div>after\nit</div>"
    assert shown(page, "html") == ["## Tools", "- Go", "-- Kafka", "after it"]


@pytest.mark.parametrize("wrapped", ["<pre>{}</pre>", "<div><PRE class='cv'>\n{}</PRE></div>"])
def test_a_resume_as_it_was_typed_is_read_in_a_page(wrapped: str) -> None:
    page = f"<html><body>{wrapped.format(TEXT)}</body></html>"
    document = document_of_bytes(page.encode(), "ada.html")
    resume = ResumeReader(load_ontology()).parse(document, first_loaded="2025-12-01")
    (job,), (study,) = resume.work, resume.education
    assert resume.basics.name == "Ada Quill"
    assert (job.name, job.position, job.startDate) == ("Brim & Sons", "Engineer", "2019-03")
    assert (study.institution, study.endDate) == ("University of Norrhaven", "2018")


ROW = "<tr><td>2019 - 2021</td><td>Brim Labs</td><td>Engineer</td></tr>"
HEADS = "<tr><th>Period</th><th>Employer</th><th>Position</th></tr>"


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        (f"<table><thead>{HEADS}</thead><tbody>{ROW}</tbody></table>", 1),
        (f"<table>{HEADS}{ROW}</table>", 1),
        (f"<table>{HEADS.replace('</tr>', '')}{ROW}</table>", 1),
        (f"<table>{ROW}{ROW}</table>", 0),
        ("<table><tr><th>Period</th><td>2019</td></tr></table>", 0),
        ("<table><tr><th>All there is</th></tr></table>", 0),
    ],
)
def test_a_row_of_heads_alone_is_the_head_of_its_table(table: str, heads: int) -> None:
    lines = document_of_bytes(table.encode(), "ada.html").lines or ()
    assert [line.header_row for line in lines] == [True] * heads + [False] * (len(lines) - heads)
