"""What is said beside the data: hints for words that are no commands, quiet and verbose."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.cli.main import COMMANDS, main
from commonground.cli.synonyms import _commands, meant

from .support.resumes import cv, write_cvs


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("add", "load"),
        ("import", "load"),
        ("remove", "forget"),
        ("delete", "forget"),
        ("query", "find"),
        ("list", "people"),
        ("visualize", "view"),
        ("draw", "view"),
        ("Draw", "view"),
        ("visualise", "view"),
        ("remov", "forget"),
        ("fnd", "find"),
        ("simlar", "similar"),
        ("stats", "info"),
    ],
)
def test_a_word_for_a_command_is_answered_with_the_command(
    typed: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed, "Go"]) == 2
    said = capsys.readouterr().err
    assert f"did you mean `{command}`?" in said and said.count("\n") == 1


def test_a_word_that_is_like_no_command_gets_no_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xyzzyplugh"]) == 2
    assert "did you mean" not in capsys.readouterr().err


def test_synonyms_lead_to_commands_and_are_none() -> None:
    assert set(_commands().values()) <= set(COMMANDS)
    assert not set(_commands()) & set(COMMANDS)
    assert meant("add", ["find"]) is None  # of a version without the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a resume and a file that cannot be read."""
    place = write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", email="a@x.example"))
    (place / "empty.md").touch()
    return place


@pytest.mark.parametrize("words", [["-q", "find", "Go"], ["find", "Go", "--quiet"]])
def test_quiet_drops_notes(
    words: list[str], demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "-n", "2", "-g", str(demo_graph)]) == 0
    done = capsys.readouterr()
    assert done.err == "" and "Go" in done.out
    assert main(["find", "Go", "-n", "2", "-g", str(demo_graph)]) == 0
    assert "-n 0 for all" in capsys.readouterr().err


def test_quiet_keeps_errors(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = ["-g", str(tmp_path / "p.db")]
    assert main(["load", str(folder), "-q", *graph]) == 3
    assert "empty.md" in capsys.readouterr().err
    assert main(["show", "nobody at all", "-q", *graph]) == 2
    assert capsys.readouterr().err.startswith("commonground: ")


@pytest.mark.parametrize("words", [["-v", "find", "Go"], ["find", "Go", "-v"]])
def test_verbose_says_which_graph_and_how_long(
    words: list[str], demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "-g", str(demo_graph)]) == 0
    (*_, last) = capsys.readouterr().err.splitlines()
    assert last.startswith(f"find of {demo_graph}: ") and last.endswith(" s")
