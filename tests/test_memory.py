"""Memory: what reading one file may take, and what happens to a file that needs more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commonground.errors import UnreadableFile
from commonground.loaders.formats.reading import read_document
from commonground.loaders.memory import bounded_memory
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.resumes import cv, document_of_text

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="no other system bounds the memory of a process"
)

MANY_LINES = "a b\n" * 150_000
SMALL = 50 * 2**20


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "commonground", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cvs")
    (folder / "ada.md").write_text(cv("Ada Thornquist"), "utf-8")
    (folder / "huge.txt").write_text(MANY_LINES, "utf-8")
    (folder / "zoe.md").write_text(cv("Zoe Quill", email="zoe@example.org"), "utf-8")
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_needs_more_is_listed_and_the_others_are_loaded(
    folder: Path, tmp_path: Path, jobs: int
) -> None:
    graph = tmp_path / "people.db"
    done = _run("load", folder, "-g", graph, "--max-memory", "50MB", "--jobs", jobs)
    assert done.returncode == UnreadableFile.exit_code
    assert done.stdout == "3 files: 2 added, 1 not loaded\n"
    assert done.stderr == (
        "commonground: huge.txt: needs more than 50 MB of memory; raise --max-memory to read it\n"
    )


def test_parse_has_the_same_bound(folder: Path) -> None:
    done = _run("parse", folder / "huge.txt", folder / "ada.md", "--max-memory", "50MB")
    assert done.returncode == UnreadableFile.exit_code
    assert "huge.txt: needs more than 50 MB of memory" in done.stderr
    assert '"name": "Ada Thornquist"' in done.stdout


def test_the_bound_is_lifted_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with bounded_memory("cv.md", SMALL):
        assert resource.getrlimit(resource.RLIMIT_AS) != before
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with pytest.raises(UnreadableFile, match=r"cv\.md: needs more than 50 MB of memory"):
        with bounded_memory("cv.md", SMALL):
            bytearray(40 * SMALL)  # more than other threads can have let go of meanwhile
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytearray(2 * SMALL)) == 2 * SMALL


def test_a_tighter_bound_of_the_process_stays() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with bounded_memory("outer", SMALL):
        tight = resource.getrlimit(resource.RLIMIT_AS)
        with bounded_memory("inner", 100 * SMALL):
            assert resource.getrlimit(resource.RLIMIT_AS) == tight
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize("part", ["|", "a\t", "*a", "Go, "])
def test_one_long_line_takes_little(part: str) -> None:
    reader = ResumeReader(load_ontology())
    text = part * (2**20 // len(part) // (1 if part == "|" else 8))
    with bounded_memory("cv.md", 3 * SMALL):
        resume = reader.parse(document_of_text(text), first_loaded="2025-12-01")
    assert resume.basics.name is None


def test_a_file_within_the_bound_is_read(folder: Path) -> None:
    with bounded_memory("ada.md", SMALL):
        found = read_document(folder / "ada.md", "ada.md")
    assert "Ada Thornquist" in found.text
