"""A load that is killed at any moment leaves whole documents, and the next one finishes."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.graph.facts.projection import Projection
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, write_cvs

KILLS = 50
FILES = 24

# For each "graph<TAB>folder" it forks a loading process and prints its id; told to go on, it waits
# for that process (which cannot give its id to another meanwhile) and prints how it ended.
LAUNCHER = f"""
import os, sys
from commonground.graph import open_graph
from commonground.graph.loading import load as loading
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology
ResumeReader(load_ontology())
loading.GROUP = 2
for line in sys.stdin:
    address, folder = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        with open_graph(address, create=True) as graph:
            loading.load(folder, into=graph, as_of="{AS_OF}")
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Launcher:
    """Starts loading processes quickly: the imports are paid once."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", LAUNCHER]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdin and self.process.stdout
        self._in, self._out = self.process.stdin, self.process.stdout

    def start(self, graph: Path, folder: Path) -> int:
        return self._told(f"{graph}\t{folder}")

    def end(self) -> int:
        return self._told("go on")

    def _told(self, line: str) -> int:
        self._in.write(f"{line}\n")
        self._in.flush()
        return int(self._out.readline())

    def close(self) -> None:
        self._in.close()
        self.process.wait(timeout=30)
        self._out.close()


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        f"p{n:02}": cv(f"Person Number{n}", email=f"p{n % 20}@x.example", employer=f"Mill {n % 5}")
        for n in range(FILES)
    }
    return write_cvs(tmp_path / "cvs", **texts)


def _state(graph: EmbeddedGraph) -> tuple[list[tuple[str, str, str]], Projection]:
    rows = [(one.key, one.sha256, one.person) for one in graph.documents()]
    return rows, graph.projection


def _check_whole(graph: EmbeddedGraph, folder: Path) -> int:
    """Check that the file is sound and every document in it is complete; return how many."""
    db = graph.connection
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO names (names) VALUES ('integrity-check')")
    ids = {id for (id,) in db.execute("SELECT id FROM documents")}
    assert {id for (id,) in db.execute("SELECT document FROM mention_keys")} == ids
    assert {id for (id,) in db.execute("SELECT rowid FROM names")} == ids
    for stored in graph.documents():
        text = graph.document(stored.key).text
        assert text == (folder / stored.key).read_text()
        assert hashlib.sha256(text.encode()).hexdigest() == stored.sha256
        assert graph.resume(stored.key).basics.email
    assert {stored.person for stored in graph.documents()} == {
        id for id, node in graph.projection.nodes.items() if node.kind == "Person"
    }
    return len(graph.documents())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_fifty_times(launcher: Launcher, folder: Path, tmp_path: Path) -> None:
    chance = random.Random(20251201)
    launcher.start(tmp_path / "whole.db", folder)
    began = time.perf_counter()
    assert launcher.end() == 0
    seconds = time.perf_counter() - began
    with open_graph(tmp_path / "whole.db") as whole:
        assert _check_whole(whole, folder) == FILES
        expected = _state(whole)
    moments = _Moments(seconds)
    for number in range(3 * KILLS):
        if number >= KILLS and moments.partly >= KILLS // 10:
            break
        path = tmp_path / f"{number}.db"
        child = launcher.start(path, folder)
        delay = moments.anywhere(chance) if number < KILLS else moments.narrow(chance)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        launcher.end()
        with open_graph(path, create=True) as graph:
            moments.saw(delay, _check_whole(graph, folder))
            report = load(folder, into=graph, as_of=AS_OF)
            assert report.added + report.unchanged == FILES and not report.unread
            assert _state(graph) == expected
        for file in tmp_path.glob(f"{number}.db*"):
            file.unlink()
    assert moments.partly >= KILLS // 10  # else nothing was killed in the middle


class _Moments:
    """When to kill: anywhere in a load, or, on a busy machine, where loads were seen half done."""

    def __init__(self, seconds: float) -> None:
        self.partly = 0
        self._early, self._late = 0.0, seconds

    def anywhere(self, chance: random.Random) -> float:
        return chance.uniform(0, self._late)

    def narrow(self, chance: random.Random) -> float:
        return chance.uniform(min(self._early, self._late) / 2, self._late * 1.2)

    def saw(self, delay: float, documents: int) -> None:
        if 0 < documents < FILES:
            self.partly += 1
        elif documents == 0:
            self._early = max(self._early, delay)
            self._late = max(self._late, delay * 1.1)
        elif delay > self._early:
            self._late = min(self._late, delay)
