"""The day that a document speaks from: what it claims of itself, and what the user says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
