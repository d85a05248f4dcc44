"""What is given on stdin and in files: resumes, queries, terms."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commonground.cli.main import main

from .support.resumes import cv


class Stdin(io.TextIOWrapper):
    """A stream with bytes behind it, as the real one has."""


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Return what puts bytes on stdin."""
    return lambda data: monkeypatch.setattr(sys, "stdin", Stdin(io.BytesIO(data)))


def test_a_resume_on_stdin_is_parsed(
    stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(cv("Ada Rask", email="a@x.example").encode())
    assert main(["parse", "-"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["basics"]["name"] == "Ada Rask" and read["meta"]["source"] == "stdin"


def test_its_bytes_say_what_it_is(
    stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(b"<!doctype html><html><body><h1>Ada Rask</h1><p>a@x.example</p></body></html>")
    assert main(["parse", "-"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["meta"]["commonground"]["mediaType"].startswith("text/html")


def test_what_is_loaded_of_stdin_needs_a_name_and_is_cited_by_it(
    stdin: Callable[[bytes], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = ["-g", str(tmp_path / "p.db")]
    text = cv("Ada Rask", email="a@x.example").encode()
    stdin(text)
    assert main(["load", "-", *graph]) == 2
    assert "--name" in capsys.readouterr().err
    stdin(text)
    assert main(["load", "-", "--name", "ada.md", "--as-of", "2025-12-01", *graph]) == 0
    assert capsys.readouterr().out == "1 file: 1 added\n"
    assert main(["tenure", "ada.md", *graph]) == 0
    stdin(text)
    assert main(["load", "-", "--name", "ada.md", "--as-of", "2025-12-01", *graph]) == 0
    assert capsys.readouterr().out.endswith("1 file: 1 unchanged\n")


def test_stdin_is_read_once(stdin: Callable[[bytes], None], tmp_path: Path) -> None:
    stdin(b"x")
    assert main(["load", "-", "-", "--name", "a", "-g", str(tmp_path / "p.db")]) == 2


def test_nothing_on_stdin_is_an_empty_file(
    stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(b"")
    assert main(["parse", "-"]) == 3
    assert capsys.readouterr().err.startswith("commonground: stdin: ")


QUERY = "SELECT ?name WHERE { ?p a cg:Person ; schema:name ?name } ORDER BY ?name LIMIT 2"


def test_a_query_stands_in_the_arguments_on_stdin_or_in_a_file(
    stdin: Callable[[bytes], None],
    demo_graph: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"\xef\xbb\xbf" + QUERY.encode())
    stdin(QUERY.encode())
    told = []
    for words in ([QUERY], ["-"], ["--file", str(file)]):
        assert main(["sparql", *words, "-g", str(demo_graph)]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] == told[2] and "Ada" in told[0]
    for words in ([], [QUERY, "--file", str(file)], ["--file", str(tmp_path / "none")]):
        assert main(["sparql", *words, "-g", str(demo_graph)]) == 2
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["sparql", "--file", str(file), "-g", str(demo_graph)]) == 2
    assert "no text in UTF-8" in capsys.readouterr().err


def test_terms_stand_in_a_file_one_a_line(
    stdin: Callable[[bytes], None],
    demo_graph: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "q.txt"
    file.write_text("# what we look for\nTemporal:12m\n\n  Go OR Rust \n", "utf-8")
    told = []
    stdin(file.read_bytes())
    for words in (
        ["Temporal:12m", "Go OR Rust"],
        ["--file", str(file)],
        ["--file", "-"],
    ):
        assert main(["find", *words, "-g", str(demo_graph), "--format", "json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1] == told[2] and told[0]["rows"]
    file.write_text("# nothing\n", "utf-8")
    assert main(["find", "--file", str(file), "-g", str(demo_graph)]) == 2
    assert "TERM" in capsys.readouterr().err
