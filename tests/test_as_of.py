"""The day that a document speaks from: what it claims of itself, and what the user says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import commonground as cg
from commonground.errors import UsageError
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.loaders.as_of import checked_date
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.resumes import cv, document_of_text, write_cvs

READER = ResumeReader(load_ontology())
TODAY = "2025-12-01"


def as_of(text: str, option: str | None = None) -> tuple[str, str]:
    document = document_of_text(text)
    resume = READER.parse(document, as_of=option, first_loaded="2025-11-07", today=TODAY)
    found = resume.meta.commonground
    return found.asOf, found.asOfSource


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [("2025-12-01", True), ("2025-12", True), ("2025", True), ("2025-12-02", False)]
    + [("2026", False), ("December 2049", False), ("March 2025", True)],
)
def test_a_document_knows_nothing_of_what_is_to_come(claimed: str, believed: bool) -> None:
    text = cv(more=f"\nLast updated: {claimed}\n")
    assert (as_of(text)[1] == "text") is believed
    front = f"---\ndate: {claimed}\n---\n\n{cv()}"
    assert (as_of(front)[1] == "metadata") is believed


def test_where_a_claim_is_not_believed_the_next_source_counts() -> None:
    front = f"---\ndate: 2049-01-01\nupdated: 2024-05\n---\n\n{cv()}"
    assert as_of(front) == ("2024-05", "metadata")
    both = f"---\ndate: 2049-01-01\n---\n\n{cv(more='Last updated: March 2025')}"
    assert as_of(both) == ("2025-03", "text")
    assert as_of(cv(more="Last updated: December 2049")) == ("2025-11-07", "loaded")


def test_what_the_user_says_is_kept() -> None:
    assert as_of(cv(), option="2049-12") == ("2049-12", "option")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Last updated: March 2019", "2019-03"),
        ("Stand: März 2019", "2019-03"),
        ("Updated 06/2022", "2022-06"),
        ("*CV, October 2019*", "2019-10"),
        ("Curriculum vitae – 14 May 2020", "2020-05-14"),
        ("Lebenslauf (Januar 2018)", "2018-01"),
        ("Résumé | 2017", "2017"),
        ("Mise à jour : avril 2021", "2021-04"),
        ("Aggiornato al 03/2020", "2020-03"),
        ("Ostatnia aktualizacja: 2021-02-03", "2021-02-03"),
    ],
)
def test_a_date_that_a_document_states_comes_before_the_day_of_reading(
    line: str, date: str
) -> None:
    assert as_of(cv(more=line), option="2025-12") == (date, "text")
    front = f"---\ndate: {date}\n---\n\n{cv()}"
    assert as_of(front, option="2025-12") == (date, "metadata")


@pytest.mark.parametrize("line", ["Last updated: March 2019", "CV, 2018"])
def test_what_a_document_states_is_never_later_than_the_day_of_reading(line: str) -> None:
    assert as_of(cv(more=line), option="2017-05") == ("2017-05", "option")


@pytest.mark.parametrize(
    "line",
    ["CV reviews for 40 students, 2019", "Updated the ledger in 2019", "As of 2019 I run Go"]
    + ["Resume Builder 2019, a plugin", "Open to work as of May 2019 in Bergen"],
)
def test_a_date_of_something_else_is_not_the_documents(line: str) -> None:
    assert as_of(cv(more=line), option="2025-12") == ("2025-12", "option")


def test_a_day_beneath_all_is_when_it_was_signed() -> None:
    signed = cv() + "\nBremen, den 4. März 2019\n"
    assert as_of(signed, option="2025-12") == ("2019-03-04", "text")
    assert as_of(cv() + "\nBergen, 2019\n", option="2025-12") == ("2025-12", "option")


OLDER = cv(dates="Aug 2016 - Present", tools="Kotlin", more="CV, October 2019\n")


@pytest.mark.parametrize(
    ("ended", "months"), [("May 2020", 46), ("March 2019", 32)], ids=["later", "earlier"]
)
def test_a_newer_resume_ends_what_an_older_one_calls_present(
    ended: str, months: int, tmp_path: Path
) -> None:
    newer = cv(dates=f"Aug 2016 - {ended}", tools="Kotlin", more="Updated September 2025\n")
    write_cvs(tmp_path, older=OLDER, newer=newer)
    load(tmp_path, into=tmp_path / "people.db", as_of=TODAY)
    with open_graph(tmp_path / "people.db") as graph:
        (row,) = [row for row in cg.tenure(graph, "older.md") if row.name == "Kotlin"]
        assert (row.months, row.current) == (months, False)


def test_a_stated_date_is_no_reason_to_read_again(tmp_path: Path) -> None:
    write_cvs(tmp_path, older=OLDER)
    for date, status in ((TODAY, "added"), ("2026-03", "unchanged"), ("2018-03", "replaced")):
        report = load(tmp_path, into=tmp_path / "people.db", as_of=date)
        assert getattr(report, status), status


@pytest.mark.parametrize("text", ["2025-12-01", "2025-12", "2024-02-29"])
def test_a_day_or_a_month_is_a_date(text: str) -> None:
    assert checked_date(text) == text


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13", "2025-02-30", "20251201", "2025-W01", "2025-1", "２０２５-12"]
)
def test_what_is_no_date_is_refused_alike(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a date such as 2025-12-01 or 2025-12"):
        checked_date(text)
    with pytest.raises(UsageError, match="is not a date such as"):
        load(tmp_path, into=tmp_path / "people.db", as_of=text)


def test_both_commands_take_a_month(tmp_path: Path) -> None:
    date = "2025-12"
    write_cvs(tmp_path, ada=cv())
    for command in (["parse"], ["load", "-g", "people.db"]):
        done = subprocess.run(
            [sys.executable, "-m", "commonground", *command, "ada.md", "--as-of", date],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    with open_graph(tmp_path / "people.db") as graph:
        (stored,) = graph.documents()
        assert (stored.as_of, stored.as_of_source) == (date, "option")
