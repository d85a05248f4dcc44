"""What goes wrong leaves the graph whole and says so in one sentence, in every store."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.errors import BackendUnreachable, UsageError
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph

from ..support.asking import facts, state
from ..support.backends import Backend, Embedded, Graph
from ..support.resumes import AS_OF, cv, write_cvs

FILES = 48
UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR GRAPH <urn:a>",
    "LOAD <http://127.0.0.1:9/x>",
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
)
# Loads a folder and prints a line a file, until it is killed.
LOADING = f"""
import sys
from commonground.graph import open_graph
from commonground.graph.loading import load as loading
loading.GROUP = 2
with open_graph(sys.argv[1]) as graph:
    loading.load(sys.argv[2], into=graph, as_of="{AS_OF}",
                 progress=lambda *step: step[0] and print(*step, flush=True))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        f"p{n:02}": cv(f"Person Number{n}", email=f"p{n % 20}@x.example", employer=f"Mill {n % 5}")
        for n in range(FILES)
    }
    return write_cvs(tmp_path / "cvs", **texts)


@pytest.fixture
def expected(folder: Path, tmp_path: Path) -> Iterator[Graph]:
    """Return an embedded graph over the bundled ontology with the folder loaded."""
    with open_graph(tmp_path / "expected.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        yield graph


@pytest.mark.parametrize("query", UPDATES)
def test_sparql_only_reads(graph: Graph, query: str) -> None:
    before = facts(graph)
    with pytest.raises(UsageError):
        graph.sparql(query)
    assert facts(graph) == before


def test_a_loading_process_is_killed(
    backend: Backend, expected: Graph, folder: Path, tmp_path: Path
) -> None:
    """Whole documents only stay behind, and the next load finishes."""
    chance = random.Random(20251201)
    partly = 0
    for files in (5, 12, 20):
        backend.empty().close()
        _killed(backend.address(), folder, files, chance.uniform(0, 0.02))
        with backend.again() as graph:
            kept = _check_whole(graph, folder, tmp_path)
            backend.check(graph)
            partly += 0 < kept < FILES
            report = load(folder, into=graph, as_of=AS_OF)
            assert (report.added, report.unchanged) == (FILES - kept, kept)
            assert state(graph, tmp_path) == state(expected, tmp_path)
            backend.check(graph)
    assert partly  # else nothing was killed in the middle


def _killed(address: str, folder: Path, files: int, seconds: float) -> None:
    """Load in a process and kill it so long after it read so many files."""
    command = [sys.executable, "-c", LOADING, address, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(files):
            assert process.stdout.readline()
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.read()


def _check_whole(graph: Graph, folder: Path, tmp_path: Path) -> int:
    """Check that the graph is that of the documents it lists; return how many there are."""
    keys = [stored.key for stored in graph.documents()]
    with Embedded(tmp_path).empty() as anew:
        load([folder / key for key in keys], into=anew, as_of=AS_OF)
        assert state(graph, tmp_path) == state(anew, tmp_path)
    for file in tmp_path.glob("people-*.db*"):
        file.unlink()
    return len(keys)


def test_nobody_answers(backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonground.graph.neo4j.session._RETRYING", 1.0)
    nowhere = tmp_path / "no" / "people.db"
    address = "bolt://127.0.0.1:1" if backend.name == "neo4j" else str(nowhere)
    with pytest.raises(BackendUnreachable) as error:
        with open_graph(address, create=True) as graph:
            graph.documents()
    assert len(str(error.value).splitlines()) == 1
