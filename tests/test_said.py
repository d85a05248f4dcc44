"""What is repeated of arguments, documents and cells: little, no content, no formula."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import commonground as cg
from commonground.cli.main import main
from commonground.cli.output import print_rows
from commonground.errors import CommongroundError, cut, cut_path, quoted
from commonground.graph.display import no_formula
from commonground.loaders.resume import Resume

from .support.resumes import AS_OF, Said, cv, write_cvs

LONG = "x" * 1_000_000
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\ta", "\ra", "\n=1", "\uff1d1", "-"]
PLAIN = ["", "Go", "-3.5", "+7", "12", "1e5", "-1e-5", "a=b", "'=1", "2019 - 2021", "C++"]


def test_what_is_repeated_is_short() -> None:
    assert cut("short") == "short" and len(cut(LONG)) == 80
    assert quoted("a'b") == '"a\'b"' and len(quoted(LONG)) == 82
    assert (quoted(3), quoted(["Go"]), quoted(None)) == ("3", "['Go']", "None")
    assert max(map(len, map(quoted, ([LONG] * 99, {LONG: LONG}, 10**200, 10**5000)))) <= 80
    assert cut_path(f"/{LONG}/net.html").endswith("/net.html") and len(cut_path(LONG)) == 80


@pytest.mark.parametrize(
    "line",
    [
        ["find", LONG],
        ["find", "Go", "-n", LONG],
        ["find", "Go", f"--limit={LONG}"],
        ["find", "Go", "--format", LONG],
        ["find", "Go", f"--{LONG}"],
        ["find", f"Go:{LONG}"],
        ["show", LONG],
        ["path", LONG, "Go"],
        ["view", LONG, "-o", "x.html"],
        ["view", "-o", LONG],
        ["cypher", "-p", LONG, "RETURN 1"],
        ["load", "--as-of", LONG, "."],
        [LONG],
        ["identity", LONG],
    ],
    ids=lambda line: " ".join(word[:12] for word in line),
)
def test_a_long_argument_gives_a_short_message(
    line: list[str], demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-g", str(demo_graph), *line]) in {2, 3}
    err = capsys.readouterr().err
    assert "x" * 81 not in err and err.count("\n") == 1 and len(err) < 600


def test_a_damaged_document_is_not_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.db"
    folder = write_cvs(tmp_path / "cvs", ada=cv("Zelda Quorthon", email="zelda@x.example"))
    cg.load(folder, into=path, as_of=AS_OF)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE documents SET resume = CAST(x'ff' || resume AS TEXT)")
    db.close()
    export = ["export", "-o", str(tmp_path / "x.json")]
    for words in (["find", "Go"], ["show", "ada.md"], ["info"], ["check"], export):
        main(["-g", str(path), *words])
    said = capsys.readouterr()
    assert "ada.md" in said.err  # it is told of
    assert not {"zelda", "quorthon"} & set(re.findall(r"\w+", (said.out + said.err).lower()))
    with cg.open_graph(path) as graph, pytest.raises(CommongroundError) as caught:
        graph.resume("ada.md")
    assert "Zelda" not in str(caught.value) and "zelda" not in str(caught.value)


def test_what_is_no_resume_is_not_quoted() -> None:
    with pytest.raises(ValidationError) as caught:
        Resume.model_validate_json('{"basics": {"name": ["Zelda"], "email": 3}}')
    assert "Zelda" not in str(caught.value)
    with pytest.raises(ValidationError) as caught:
        Resume.model_validate_json("Zelda Quorthon")
    assert "Zelda" not in str(caught.value)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert no_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_what_it_would_not_run_stays(text: str) -> None:
    assert no_formula(text) == text


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = no_formula(text)
    assert cell in (text, f"'{text}")
    if cell == text:
        begins = cell.lstrip()[:1]
        assert begins not in set("=+-@") or isinstance(float(cell), float)


def test_a_command_and_an_export_are_as_careful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with cg.open_graph("people.db", create=True) as graph:
        graph.put(Said("x").entry("e.md", basics={"name": '=HYPERLINK("x")', "label": " @SUM"}))
    for raw, name in ((["--raw"], '=HYPERLINK("x")'), ([], '\'=HYPERLINK("x")')):
        capsys.readouterr()
        assert main(["show", "e.md", "--format", "csv", *raw]) == 0
        assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["name"] == name
        assert main(["export", "--no-ontology", "-o", "g.csv", *raw]) == 0
        with open("g.nodes.csv", encoding="utf-8", newline="") as file:
            assert name in {row["name"] for row in csv.DictReader(file)}


def test_a_number_stays_one(capsys: pytest.CaptureFixture[str]) -> None:
    answer = {"rows": [{"at": -3.5}, {"at": "+43 664 1"}], "notes": ()}
    print_rows(answer, [("-at", lambda row: row["at"])], "csv")
    assert capsys.readouterr().out == "'-at\n-3.50\n'+43 664 1\n"
