"""The CSV of every question and list: what stands under a row in a table has columns of its own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commonground.cli.main import main

BESIDE = ("months", "last", "reasons", "lines")
ASKED = (
    ["find", "Temporal", "Go"],
    ["find", "Temporal"],
    ["similar", "ada.md"],
    ["shared", "ada.md", "bo.txt"],
    ["path", "ada.md", "bo.txt"],
    ["colleagues", "dagny.md"],
    ["tenure", "ada.md"],
    ["people"],
    ["skills"],
)


@pytest.fixture
def rows(demo_graph: Path, capsys: pytest.CaptureFixture[str]) -> object:
    """Return what reads the CSV of a command."""

    def read(*words: str) -> list[dict[str, str]]:
        assert main([*words, "-g", str(demo_graph), "--format", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return read


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_a_csv_says_how_long_until_when_why_and_where(words: list[str], rows: object) -> None:
    assert callable(rows)
    found = rows(*words)
    assert found
    head = list(found[0])
    assert set(BESIDE) <= set(head) and len(set(head)) == len(head)


def test_the_columns_of_find_are_what_its_terms_say(
    rows: object, demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(rows)
    found = rows("find", "Temporal", "Go")
    assert main(["find", "Temporal", "Go", "-g", str(demo_graph), "--format", "json"]) == 0
    for line, row in zip(found, json.loads(capsys.readouterr().out)["rows"], strict=True):
        for term in row["terms"]:
            assert f"{term['name']} {term['value']:+.2f}" in line["reasons"]
            if "months" in term:
                assert f"{term['name']} {term['months']}" in line["months"]
        for item in row["evidence"]:
            assert f"{item['source']}:{item['line']}" in line["lines"].split("; ")


def test_no_contact_is_in_a_csv(demo_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ASKED:
        assert main([*words, "-g", str(demo_graph), "--format", "csv"]) == 0
        assert "@example" not in capsys.readouterr().out


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_info_is_a_list_too(
    form: str, demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = ["-g", str(demo_graph)]
    assert main(["info", "--format", "json", *graph]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["info", "--format", form, *graph]) == 0
    text = capsys.readouterr().out
    if form == "csv":
        counted = {(r["section"], r["name"]): r["count"] for r in csv.DictReader(io.StringIO(text))}
    else:
        told = map(json.loads, text.splitlines())
        counted = {(r["section"], r["name"]): str(r.get("count", "")) for r in told}
    assert counted["totals", "people"] == str(whole["people"])
    assert counted["nodes", "Role"] == str(whole["nodes"]["Role"])
    assert len(counted) >= len(whole["nodes"]) + len(whole["edges"]) + len(whole["unknown"])
