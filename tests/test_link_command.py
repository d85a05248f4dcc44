"""The command that links a text: what it names, where, why, and what it says of it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from commonground.cli import main as cli

Run: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a call of the command in this process."""
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)  # the captured streams are pytest's

    def call(*argv: object, stdin: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        return cli.main(["link", *map(str, argv)]), capsys.readouterr().out

    return call


def test_each_line_of_input_is_one_object(run: Run) -> None:
    code, out = run("-", "--format", "jsonl", stdin="uses Kafka\n\nlearning Terraform\n")
    first, blank, last = (json.loads(line) for line in out.splitlines())
    assert code == 0 and blank == {"line": 2, "links": []}
    kafka: dict[str, Any] = {
        "start": 5,
        "end": 10,
        "surface": "Kafka",
        "id": "skill:apache-kafka",
        "label": "Apache Kafka",
        "polarity": "use",
        "reason": 'label "Kafka"',
    }
    assert first == {"line": 1, "links": [kafka]}
    assert [link["polarity"] for link in last["links"]] == ["wish"]


def test_a_file_of_any_format_is_linked_by_the_lines_it_shows(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "advert.html"
    page.write_text("<p>We run <b>Kafka</b></p>\n<script>var Docker = 1</script>\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run(page, "--format", "csv")[1])))
    assert [(row["line"], row["text"]) for row in rows] == [("1", "Kafka")]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_the_exit_code_tells_whether_anything_is_named(form: str, run: Run) -> None:
    assert run("Kafka", "-e", "--format", form)[0] == 0
    assert run("nothing of the kind", "-e", "--format", form)[0] == 1


def test_an_advert_says_what_is_required_and_what_is_nice_to_have(run: Run, tmp_path: Path) -> None:
    advert = tmp_path / "advert.md"
    text = "# Engineer\n\n## Must have\n\n* Go\n* Kafka\n\n## Nice to have\n\n* Redis\n"
    advert.write_text(text, encoding="utf-8")
    code, out = run("--advert", advert, "--format", "csv")
    rows = [(row["line"], row["concept"], row["says"]) for row in csv.DictReader(io.StringIO(out))]
    assert code == 0
    assert rows == [
        ("5", "Go", "required"),
        ("6", "Apache Kafka", "required"),
        ("10", "Redis", "nice"),
    ]
    code, out = run("--advert", "-", "--format", "csv", stdin=text)
    assert [row["says"] for row in csv.DictReader(io.StringIO(out))] == ["required"] * 2 + ["nice"]
