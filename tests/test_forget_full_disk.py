"""A disk that is full while somebody is forgotten: it is said, and the next command finishes it."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commonground.errors import BackendUnreachable
from commonground.graph.opening import open_graph

from .support.resumes import Said, raw_bytes

SECRET = "Quorthon"


def _fill(path: Path, people: int = 40) -> None:
    """Write a graph of about a megabyte in which one is called so."""
    text = "".join(f"{number} of many lines that fill the file\n" for number in range(600))
    names = [f"Person {number}" for number in range(people)]
    with open_graph(path, create=True) as graph:
        graph.put(
            *(
                Said(f"{name}\n{text}{name}").entry(f"{at}.md", basics={"name": name})
                for at, name in enumerate([f"Zelda {SECRET}", *names])
            )
        )


def _holds(path: Path) -> bool:
    return SECRET.lower().encode() in raw_bytes(path).lower()


def _is_marked(path: Path) -> bool:
    """Return whether deleted text may still be in the file."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT 1 FROM meta WHERE name = 'unscrubbed'").fetchone() is not None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 3 MB."""
    libc = ctypes.CDLL(None, use_errno=True)
    place = tmp_path / "disk"
    place.mkdir()
    mount = getattr(libc, "mount", None)
    if mount is None or mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, b"size=3m") != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield place
    finally:
        libc.umount2(os.fsencode(place), 2)


def test_a_full_disk_is_told_of_and_the_next_opening_finishes(small_disk: Path) -> None:
    path, ballast = small_disk / "people.db", small_disk / "ballast"
    _fill(path)
    with open_graph(path) as graph:
        graph.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        free = os.statvfs(small_disk)
        # Room for the deletion, and not for a second copy of all.
        ballast.write_bytes(b"\0" * (free.f_bavail * free.f_bsize - 300_000))
        with pytest.raises(BackendUnreachable) as caught:
            graph.forget(f"Zelda {SECRET}")
        assert _is_marked(path)
    said = str(caught.value)
    assert "the person is forgotten" in said and "may still stand" in said
    assert "the disk is full" in said and SECRET not in said
    with open_graph(path) as graph:  # still full: the graph can be used, the note stays
        assert len(graph.documents()) == 40
        assert _is_marked(path)
    ballast.unlink()
    with open_graph(path) as graph:
        assert not _is_marked(path)
        assert not _holds(path)
        assert len(graph.documents()) == 40


def test_a_disk_without_any_room_forgets_nobody(small_disk: Path) -> None:
    path, ballast = small_disk / "people.db", small_disk / "ballast"
    _fill(path)
    with open_graph(path) as graph:
        graph.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        free = os.statvfs(small_disk)
        ballast.write_bytes(b"\0" * (free.f_bavail * free.f_bsize))
        with pytest.raises(BackendUnreachable, match="the disk is full") as caught:
            graph.forget("0.md")
        assert "is forgotten" not in str(caught.value)
        ballast.unlink()
        assert graph.person("0.md").name == f"Zelda {SECRET}"


_FORGETS = """
import resource, sys
from commonground.cli.main import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(main(["-g", sys.argv[2], "forget", "0.md", "--yes"]))
"""


def test_a_file_that_may_not_grow_is_told_of_and_the_next_command_finishes(tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    _fill(path)
    words = [sys.executable, "-c", _FORGETS, str(path.stat().st_size // 2), str(path)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == BackendUnreachable.exit_code
    (said,) = done.stderr.splitlines()
    assert "the person is forgotten" in said and "may still stand" in said
    assert _is_marked(path)
    again = [sys.executable, "-m", "commonground", "-g", str(path), "info"]
    told = subprocess.run(again, capture_output=True, text=True)
    assert told.returncode == 0 and "40 documents" in told.stdout
    assert not _is_marked(path) and not _holds(path)
