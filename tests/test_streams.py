"""Standard streams that are closed or full: an exit code of ours, and no file gets their text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commonground import load, open_graph

from .support.resumes import cv, write_cvs

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")

CLOSED, FULL = "bad file descriptor", "no space left on device"


def ran(folder: Path, command: str, streams: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell that closes or redirects its streams."""
    line = f"{sys.executable} -m commonground {command} {streams}"
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a graph, and files of which none is a resume."""
    place = tmp_path_factory.mktemp("streams")
    load(write_cvs(place / "given", ada=cv("Ada Rask")), into=place / "people.db")
    (place / "cvs").mkdir()
    (place / "a.pdf").write_bytes(b"%PDF-1.4")
    (place / "empty.md").write_bytes(b"")
    return place


@pytest.mark.parametrize(
    ("streams", "code", "said"),
    [
        ("<&-", 0, ""),
        (">&-", 2, CLOSED),
        ("<&- >&- 2>&-", 2, ""),
        (">/dev/full", 2, FULL),
        ("2>/dev/full", 0, ""),
    ],
)
def test_what_cannot_be_printed_is_an_error(
    folder: Path, streams: str, code: int, said: str
) -> None:
    before = (folder / "people.db").read_bytes()
    done = ran(folder, "find Go --format json", streams)
    assert done.returncode == code
    assert done.stderr.count("\n") == bool(said) and said in done.stderr
    assert (folder / "people.db").read_bytes() == before


def test_what_is_written_gets_no_word_of_what_is_said(folder: Path) -> None:
    """A file that is opened first would else be the closed stream."""
    assert ran(folder, "export -o net.json", "<&- >&- 2>&-").returncode == 0
    with open_graph(folder / "people.db") as graph:
        graph.export(folder / "other.json")
    assert (folder / "net.json").read_bytes() == (folder / "other.json").read_bytes()


@pytest.mark.parametrize("streams", ["<&-", "</dev/null"])
def test_nobody_is_forgotten_where_nobody_can_be_asked(folder: Path, streams: str) -> None:
    before = (folder / "people.db").read_bytes()
    assert ran(folder, "forget ada.md", streams).returncode == 2
    assert (folder / "people.db").read_bytes() == before


def test_an_error_is_one_where_it_cannot_be_said(folder: Path) -> None:
    assert ran(folder, "find Nope", "2>/dev/full").returncode == 2
    assert ran(folder, "nonsense", "2>&-").returncode == 2
    assert ran(folder, "info -g none.db", ">&- 2>&-").returncode == 4


@pytest.mark.parametrize("name", ["cvs", "a.pdf", "empty.md"])
def test_a_load_that_takes_nothing_makes_no_graph(folder: Path, name: str) -> None:
    done = ran(folder, f"load {name} -g new.db", "")
    assert done.returncode == (0 if name == "cvs" else 3), done.stderr
    assert not list(folder.glob("new.db*"))
