"""What is taken for a resume: invented files that are none, and resumes that are short or odd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.benchmarks.layouts.reading import said_of_negatives
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.loaders.parser import ResumeReader
from commonground.loaders.signs import why_no_resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import cv, document_of_text

DATA = Path(__file__).parent / "data"
PASSWD = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        yield graph


def _files(name: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^=== ", (DATA / name).read_text("utf-8"), flags=re.M)[1:]:
        file, _, text = part.partition("\n")
        yield file, text


def _reason(reader: ResumeReader, text: str, name: str = "cv.txt") -> str | None:
    document = document_of_text(text, name)
    return why_no_resume(reader.parse(document, first_loaded="2025-12-01"), document)


def test_few_files_that_are_no_resume_are_taken_for_one(reader: ResumeReader) -> None:
    """Settings, logs, code, tables, letters, poems: what lies beside resumes in a folder.

    What is still taken has a title in the shape of a name beside an address ("Spring News"), or is
    so short that an address is a third of it.
    """
    taken = [name for name, text in _files("not_resumes.txt") if not _reason(reader, text, name)]
    assert len(list(_files("not_resumes.txt"))) == 68
    assert len(taken) <= 8, taken


def test_few_short_and_odd_resumes_are_left_out(reader: ResumeReader) -> None:
    """What is left out is told in sentences, or in headings of which no job is read yet."""
    left = [name for name, text in _files("odd_resumes.txt") if _reason(reader, text, name)]
    assert len(list(_files("odd_resumes.txt"))) == 38
    assert len(left) <= 4, left


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (PASSWD, "no name, contact, role or study ("),
        ("milk\neggs\nbread\n", "no name, contact, role or study ("),
        ("The Winter Sea\n\n" + "slow water carries what was lost\n" * 9, "beside a name"),
        ("log\n" * 9 + "mail to ops@example.org failed\n" * 9, "role or study beside a contact"),
    ],
)
def test_what_a_file_lacks_is_said(text: str, lacks: str, reader: ResumeReader) -> None:
    reason = _reason(reader, text)
    assert reason is not None and reason.startswith("not a resume: no ") and lacks in reason


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill\n",
        "ada@example.org\n",
        "Ada Quill\nada@example.org\n" + "Something else entirely stands here.\n" * 20,
        "## Experience\n\n### Engineer, Fen Labs\n2019 - 2021\n\n" + "- Did much good.\n" * 20,
        "## Education\n\nBSc Physics, University of Norrhaven\n",
    ],
)
def test_what_is_enough(text: str, reader: ResumeReader) -> None:
    assert _reason(reader, text, "cv.md") is None


def test_it_is_listed_and_any_file_loads_it(graph: EmbeddedGraph, tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text(PASSWD)
    (tmp_path / "ada.md").write_text(cv())
    report = load(tmp_path, into=graph)
    assert report.added == 1
    assert dict(report.unread)["passwd"].startswith("not a resume: no name")
    assert [unread.key for unread in graph.unread()] == ["passwd"]
    assert load(tmp_path, into=graph, any_file=True).added == 1
    assert graph.unread() == []
    assert len(graph.documents()) == 2


def test_what_was_let_in_stays_and_is_read_anew(graph: EmbeddedGraph, tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text(PASSWD)
    load(tmp_path / "passwd", into=graph, any_file=True)
    assert load(tmp_path / "passwd", into=graph).unchanged == 1
    graph.connection.execute("UPDATE documents SET reader = '0'")
    assert load(tmp_path / "passwd", into=graph).replaced == 1
    (tmp_path / "passwd").write_text(PASSWD + "games:x:5:60:games:/usr/games:/bin/false\n")
    assert load(tmp_path / "passwd", into=graph).replaced == 1
    assert "games" in graph.document("passwd").text and graph.unread() == []


@pytest.mark.parametrize(
    "text",
    [
        "# Engineer\n\n## Education\n\nBachelor's degree in Physics\n\n## Skills\n\nGo\n",
        "Wir suchen Verstärkung\n\n## Ausbildung\n\nMaster in Physik\n\n## Kenntnisse\n\nGo\n",
        "# Tools\n\n## Experience\n\nSystems Administrator\n\n## Education\n\nMSc Physics\n",
    ],
)
def test_what_is_wanted_of_somebody_is_nobody(text: str, reader: ResumeReader) -> None:
    assert _reason(reader, text, "advert.md") is not None


def test_few_files_that_look_like_resumes_are_taken() -> None:
    """Pages of teams, biographies and programmes are still taken: their people have jobs."""
    found = said_of_negatives(75, seed=1)
    assert not found["plain"].read and not found["plain"].taken
    assert found["build"].taken <= 0.55 * found["build"].files
    assert found["check"].taken <= 0.2 * found["check"].files
