"""What a user sees of corrections: commands, every output, files that change, graphs that break."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commonground.cli.main import main
from commonground.graph.loading.load import load
from commonground.graph.model import reference, split_reference
from commonground.graph.opening import check, open_graph

from .support.older import UNPACKED
from .support.resumes import AS_OF, cv, exported, write_cvs

ADA = {"email": "ada@x.example", "dates": "Mar 2019 - Present"}
NOTE = re.compile(r'corrected \d{4}-\d\d-\d\d: "left in March" \(ada\.md:8\)')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bo = cv("Bo Lind", email="bo@x.example", employer="Owl Ltd")
    return write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", **ADA), bo=bo)


@pytest.fixture
def path(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a graph of two people, one of whom has left in March."""
    path = tmp_path / "people.db"
    monkeypatch.setenv("COMMONGROUND_GRAPH", str(path))
    load(folder, into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        graph.correct("ada.md", "/work/0/endDate", "March 2024", "left in March", by="Eve")
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_commands(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    why = ("--why", "her card says so")
    code, out, _ = run(capsys, "correct", "ada.md", "label", "Weaver", *why, "--by", "Bo")
    assert (code, out) == (
        0,
        "correction 2: /basics/label of ada.md: nothing → Weaver; `commonground undo 2` takes it"
        " back\n",
    )
    _, out, _ = run(capsys, "corrections", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["number"], row["before"], row["after"], row["by"]) for row in rows] == [
        ("1", "present", "2024-03", "Eve"),
        ("2", "nothing", "Weaver", "Bo"),
    ]
    assert {row["state"] for row in rows} == {"applies"}
    _, out, _ = run(capsys, "corrections", "ada.md", "--format", "json")
    assert json.loads(out)["rows"][1]["before"] is None
    assert run(capsys, "corrections", "bo.md", "-e")[0] == 1
    assert run(capsys, "info")[1].splitlines()[-1] == "corrections: 2"
    assert run(capsys, "undo", "2")[1] == "correction 2 is undone\n"
    assert run(capsys, "undo", "2")[0] == 2
    assert "corrections: 1" in run(capsys, "info")[1]


@pytest.mark.parametrize("argv", [["x", "--remove"], []])
def test_a_value_or_none(path: Path, capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    code, _, err = run(capsys, "correct", "ada.md", "label", *argv, "--why", "so")
    assert code == 2
    assert err == "commonground: give a VALUE, or --remove where there is none\n"


def test_every_output_shows_it(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert NOTE.search(run(capsys, "show", "ada.md")[1])
    noted = {"number": 1, "by": "Eve", "why": "left in March"}
    shown = json.loads(run(capsys, "show", "ada.md", "--format", "json")[1])
    (cited,) = {
        json.dumps(one) for row in shown["rows"] for one in row["evidence"] if "corrected" in one
    }
    own = json.loads(cited)
    assert own["corrected"].items() >= noted.items()
    assert (own["line"], own["quote"]) == (8, "Present")
    assert NOTE.search(run(capsys, "find", "at=Kestrel Works")[1])
    run(capsys, "correct", "ada.md", "/work/0/keywords", "Rust", "--why", "she told me")
    table = csv.DictReader(io.StringIO(run(capsys, "tenure", "ada.md", "--format", "csv")[1]))
    (lines,) = [row["lines"] for row in table if row["name"] == "Rust"]
    assert re.fullmatch(r'corrected [\d-]{10}: "she told me" \(ada\.md:7\)', lines)
    page = tmp_path / "page.html"
    run(capsys, "view", "--around", "Kestrel Works", "-o", str(page))
    assert re.search(r"corrected \d{4}-\d\d-\d\d: .{0,10}left in March", page.read_text("utf-8"))
    for suffix, wanted in {
        "json": r'"corrected": \{"by": "Eve"',
        "ttl": r"corrected \d{4}-\d\d-\d\d: .{0,3}left in March",
        "csv": r"ada\.md:\d+:\d+:correction-1",
        "graphml": r"ada\.md:\d+:\d+:correction-1",
        "gexf": r"ada\.md:\d+:\d+:correction-1",
    }.items():
        run(capsys, "export", "-o", str(tmp_path / f"net.{suffix}"))
        name = "net.edges.csv" if suffix == "csv" else f"net.{suffix}"
        assert re.search(wanted, (tmp_path / name).read_text("utf-8")), suffix


def test_any_sqlite_tool_reads_them(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT end FROM roles WHERE document = 'ada.md'"
        assert db.execute(sql).fetchall() == [("2024-03",)]
        cited = "SELECT pointer, quote FROM evidence WHERE correction = 1"
        assert db.execute(cited).fetchall() == [("/work/0/endDate", "Present")]


CHANGES = {
    "a line more above": ("# Ada Rask\n", "# Ada Rask\n\nA weaver of services\n"),
    "another skill": ("PostgreSQL, Redis", "PostgreSQL, Redis, Rust"),
    "a job more before it": (
        "### Backend",
        "### Head of Looms, Wren Mills\nApr 2024 - Present\n\n- Led weavers.\n\n### Backend",
    ),
    "blanks": ("### Backend Engineer, ", "###  Backend Engineer,  "),
}
TOLD = {
    "the same by itself": ("Present", "Mar 2024", "the document says so itself"),
    "another end": ("Present", "May 2024", "the document says otherwise"),
    "another employer": ("Kestrel Works", "Kestrel Mills", "no entry stands on these lines"),
    "no job": ("### Backend Engineer, Kestrel Works\nMar 2019 - Present\n", "", "no entry stands"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_new_version_of_the_file_keeps_it(path: Path, folder: Path, change: str) -> None:
    write_cvs(folder, ada=cv("Ada Rask", **ADA).replace(*CHANGES[change]))
    assert load(folder, into=path, as_of=AS_OF).replaced == 1
    with open_graph(path) as graph:
        (made,) = graph.corrections()
        assert made.state == "applies"
        ends = {job.name: job.endDate for job in graph.resume("ada.md").work}
        assert ends.pop("Kestrel Works") == "2024-03"
        assert set(ends.values()) <= {None}
    assert check(path).faults == ()


@pytest.mark.parametrize("change", TOLD)
def test_a_version_that_says_another_thing_is_left_as_it_is(
    path: Path, folder: Path, tmp_path: Path, change: str
) -> None:
    before, after, state = TOLD[change]
    write_cvs(folder, ada=cv("Ada Rask", **ADA).replace(before, after))
    assert load(folder, into=path, as_of=AS_OF).replaced == 1
    with open_graph(path) as graph:
        (made,) = graph.corrections()
        assert made.state.startswith(f"no longer applies: {state}")
        mine = exported(graph, tmp_path)
    load(folder, into=tmp_path / "anew.db", as_of=AS_OF)
    with open_graph(tmp_path / "anew.db") as graph:
        assert exported(graph, tmp_path) == mine
    write_cvs(folder, ada=cv("Ada Rask", **ADA))  # the first version again
    load(folder, into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        assert [one.state for one in graph.corrections()] == ["applies"]


def test_a_damaged_document_is_corrected_again(path: Path, folder: Path, tmp_path: Path) -> None:
    with open_graph(path) as graph:
        whole = exported(graph, tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE documents SET as_read = replace(as_read, 'Kafka', 'Kefka')")
    assert [fault.what for fault in check(path).faults] == ["is not as it was written"]
    with open_graph(path) as graph:
        assert [one.state for one in graph.corrections()] == [
            "cannot be told: what is kept of the document is damaged"
        ]
    assert check(path, repair=True).sound
    with open_graph(path) as graph:
        assert exported(graph, tmp_path) == whole


def test_a_document_that_is_not_as_it_was_corrected_is_found_and_mended(
    path: Path, tmp_path: Path
) -> None:
    with open_graph(path) as graph:
        whole = exported(graph, tmp_path)
        graph.writing(lambda ledger: ledger.withdraw(1))  # and not the document with it
    (fault,) = check(path).faults
    assert (fault.key, fault.what) == ("ada.md", "is not as it was corrected")
    assert check(path, repair=True).sound
    with open_graph(path) as graph:
        assert graph.resume("ada.md").work[0].endDate is None
        assert exported(graph, tmp_path) != whole


def test_a_graph_of_the_version_before_takes_corrections(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    with open_graph(path) as graph:
        graph.undo(1)
        whole = exported(graph, tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        views = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        for statement in (
            *(f"DROP VIEW {name}" for name in views),
            *UNPACKED,
            "DROP TABLE corrections",
            "ALTER TABLE documents DROP COLUMN as_read",
            "PRAGMA user_version = 2",
        ):
            db.execute(statement)
    assert check(path).faults == ()  # the sums of its documents still hold
    with open_graph(path) as graph:
        assert exported(graph, tmp_path) == whole
        assert graph.correct("ada.md", "label", "Weaver", "her card").number == 2
    assert load(folder, into=path, as_of=AS_OF).unchanged == 2


def test_two_processes_read_what_a_third_corrects(path: Path) -> None:
    with open_graph(path) as mine, open_graph(path) as theirs:
        assert theirs.person("ada.md").name == "Ada Rask"
        mine.correct("ada.md", "name", "Ada B. Rask", "her passport")
        assert theirs.person("ada.md").name == "Ada B. Rask"
        with pytest.raises(Exception, match="already corrected by 2"):
            theirs.correct("ada.md", "name", "Ada C. Rask", "her passport")


@pytest.mark.parametrize("document", ["ada.md", "a:1:2", "a:1:2:correction-3", ":correction-4"])
@pytest.mark.parametrize("correction", [0, 7])
def test_references_are_read_back(document: str, correction: int) -> None:
    made = reference(document, 3, 9, correction)
    assert split_reference(made) == (document, 3, 9, correction)
