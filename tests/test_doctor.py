"""What `doctor` says of this machine and of graphs that are there, absent or no graphs at all."""

import json
from pathlib import Path

import pytest

from commonground.cli.main import main


def rows(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    found = json.loads(capsys.readouterr().out)["rows"]
    return {row["name"]: row for row in found}


def test_it_names_what_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert main(["doctor", "-g", str(tmp_path / "none.db"), "--format", "json"]) == 0
    found = rows(capsys)
    assert found["networkx"]["state"] == found["pydantic"]["state"] == "installed"
    assert found["ontology"]["state"] == "read"
    assert found[str(tmp_path / "none.db")]["state"] == "not there yet"
    assert not (tmp_path / "none.db").exists()


def test_it_counts_the_documents_of_a_graph(
    demo_graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert main(["doctor", "-g", str(demo_graph), "--format", "json"]) == 0
    assert rows(capsys)[str(demo_graph)]["detail"] == "23 documents"


def test_a_file_that_is_no_graph_is_unreachable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database " * 100)
    assert main(["doctor", "-g", str(path), "--format", "json"]) == 4
    assert rows(capsys)[str(path)]["state"] == "unreachable"
