"""No output takes the place of the graph, of a database, or of a document that was loaded."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import commonground as cg
from commonground.cli.main import main
from commonground.errors import UsageError

from .support.resumes import AS_OF, cv, write_cvs

WRITERS = (["view", "-o"], ["export", "-o"])
LIMITED = """
import resource, sys
from commonground.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
sys.exit(main(["view", "-o", sys.argv[1], "-g", sys.argv[2]]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: a graph, the resumes in it, links to both, another database."""
    monkeypatch.chdir(tmp_path)
    texts = {"ada": cv("Ada Rask", email="a@x.example"), "bo": cv("Bo Rask", email="b@x.example")}
    cg.load(write_cvs(tmp_path / "cvs", **texts), into="people.db", as_of=AS_OF)
    for target, kind in (("people.db", "db"), ("cvs/ada.md", "md")):
        os.symlink(target, f"soft-{kind}.json")
        os.link(target, f"hard-{kind}.json")
    with sqlite3.connect("other.json") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    return tmp_path


def _state(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one[0])
@pytest.mark.parametrize(
    ("output", "said"),
    [
        *((f"soft-{kind}.json", said) for kind, said in (("db", "graph"), ("md", "document"))),
        *((f"hard-{kind}.json", said) for kind, said in (("db", "graph"), ("md", "document"))),
        ("other.json", "SQLite"),
        ("other.json-journal", "SQLite"),
        ("cvs", "folder"),
    ],
)
def test_what_an_output_may_not_be(
    place: Path, writer: list[str], output: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if "export" in writer and not output.endswith(".json"):
        pytest.skip("an export is refused by its suffix first")
    before = _state(place)
    assert main([*writer, output]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line and output in line
    assert _state(place) == before


@pytest.mark.parametrize(
    "output",
    ["people.db", "people.db-wal", "people.db-shm", "people.db-journal", "cvs/../people.db"],
)
def test_a_page_is_never_the_graph_by_any_name_of_it(place: Path, output: str) -> None:
    before = _state(place)
    assert main(["view", "-o", output]) == 2
    assert main(["view", "-o", output, "--force"]) == 2
    assert main(["view", "-o", str(place / output), "-g", "soft-db.json"]) == 2
    assert _state(place) == before


def test_an_export_is_never_the_graph_whatever_the_graph_is_called(place: Path) -> None:
    for name in ("net.json", "g.nodes.csv"):
        shutil.copy("people.db", name)
    before = _state(place)
    assert main(["export", "-o", "net.json", "-g", "net.json", "--force"]) == 2
    # of two tables one would do; neither is written
    assert main(["export", "-o", "g.csv", "-g", "g.nodes.csv"]) == 2
    assert main(["export", "-o", "g.csv"]) == 2
    assert _state(place) == before


@pytest.mark.parametrize("output", ["cvs/ada.md", "soft-md.json", "hard-md.json"])
def test_a_loaded_document_is_written_over_by_force_alone(place: Path, output: str) -> None:
    before = (place / "cvs" / "ada.md").read_bytes()
    assert main(["view", "-o", output]) == 2
    assert (place / "cvs" / "ada.md").read_bytes() == before
    assert main(["view", "-o", output, "--force"]) == 0
    assert (place / output).read_text().startswith("<!doctype html")


def test_python_refuses_the_same(place: Path) -> None:
    with cg.open_graph("people.db") as graph:
        answer = cg.find(graph, "Go")
        before = _state(place)
        for output in ("people.db", "other.json", "cvs/ada.md", "cvs"):
            with pytest.raises(UsageError):
                cg.view(graph.to_networkx(), output, graph=graph)
            with pytest.raises(UsageError):
                cg.view(answer, output, graph=graph)
            # an answer alone knows no graph: what is there and no page is left alone
            with pytest.raises(UsageError):
                cg.view(answer, output)
        with pytest.raises(UsageError, match="document ada.md"):
            graph.export("soft-md.json")
        assert _state(place) == before
        assert cg.view(answer, "net.html") == cg.view(answer, "net.html") == Path("net.html")
        cg.view(answer, "cvs/bo.md", graph=graph, force=True)
        graph.export("soft-md.json", force=True)
    assert (place / "cvs" / "ada.md").read_text().startswith("{")


def test_a_page_says_nobodys_contacts(place: Path) -> None:
    assert main(["view", "-o", "net.html"]) == 0
    assert main(["view", "--around", "ada.md", "-o", "ada.html"]) == 0
    assert "Ada Rask" in Path("ada.html").read_text()
    assert "a@x.example" not in Path("net.html").read_text() + Path("ada.html").read_text()


def test_a_write_that_finds_no_room_leaves_the_old_page(place: Path) -> None:
    pytest.importorskip("resource")
    Path("net.html").write_text("<!doctype html>old")
    command = [sys.executable, "-c", LIMITED, "net.html", "people.db"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "") and "cannot be written" in done.stderr
    assert Path("net.html").read_text() == "<!doctype html>old"
    assert not list(place.glob(".net*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_page(place: Path, small_disk: Path) -> None:
    page = small_disk / "net.html"
    page.write_text("<!doctype html>old")
    assert main(["view", "-o", str(page)]) == 2
    assert [one.name for one in small_disk.iterdir()] == ["net.html"]
    assert page.read_text() == "<!doctype html>old"
