"""A server that dies at any moment of a load has whole documents when it comes back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

import pytest

from commonground.benchmarks.population import entries
from commonground.errors import BackendUnreachable
from commonground.graph.loading.load import load
from commonground.graph.opening import BACKENDS, open_graph
from commonground.graph.put import DocumentEntry

from ..support.asking import facts, state
from ..support.backends import Embedded, Graph, Neo4j
from ..support.neo4j_fixtures import lacking
from ..support.neo4j_server import Server
from ..support.resumes import AS_OF, cv, write_cvs

pytestmark = pytest.mark.neo4j


@pytest.fixture
def server(neo4j_own: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return a server that may be killed, and a driver that soon gives up on it."""
    if "bolt" not in BACKENDS:
        lacking("no backend knows bolt://")
    monkeypatch.setattr("commonground.graph.neo4j.session._RETRYING", 1.0)
    if neo4j_own.pid is None:
        neo4j_own.start()
    Neo4j(neo4j_own.access).empty().close()
    return neo4j_own


def test_killed_between_two_transactions(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.graph.loading.load.GROUP", 4)
    monkeypatch.setattr("commonground.graph.loading.load.GROUP_SECONDS", 3600)
    texts = {f"p{n:02}": cv(f"Person {n}", email=f"p{n % 9}@x.example") for n in range(12)}
    folder = write_cvs(tmp_path / "cvs", **texts)

    def kill(number: int, *_: object) -> None:
        if number == 7:
            server.kill()

    with open_graph(server.uri, create=True) as graph, pytest.raises(BackendUnreachable):
        load(folder, into=graph, as_of=AS_OF, progress=kill)
    server.start()
    with open_graph(server.uri) as graph, Embedded(tmp_path).empty() as expected:
        assert [one.key for one in graph.documents()] == ["p00.md", "p01.md", "p02.md", "p03.md"]
        report = load(folder, into=graph, as_of=AS_OF)
        assert (report.added, report.unchanged) == (8, 4)
        load(folder, into=expected, as_of=AS_OF)
        assert state(graph, tmp_path) == state(expected, tmp_path)
        Neo4j(server.access).check(graph)


@pytest.mark.parametrize("seed", range(2))
def test_killed_while_it_writes(server: Server, tmp_path: Path, seed: int) -> None:
    people = list(entries(60, seed=seed))
    killer = Timer(random.Random(seed).uniform(0.1, 1.0), server.kill)
    with open_graph(server.uri, create=True) as graph:
        killer.start()
        with pytest.raises(BackendUnreachable):
            for _ in range(100):  # longer than it lives
                graph.put(*people)
    killer.join()
    server.start()
    with open_graph(server.uri) as graph:
        held = {one.key for one in graph.documents()}
        _check(graph, [one for one in people if one.document.key in held], tmp_path)
        Neo4j(server.access).check(graph)
        graph.put(*people)
        _check(graph, people, tmp_path)
        Neo4j(server.access).check(graph)


def _check(graph: Graph, people: Sequence[DocumentEntry], folder: Path) -> None:
    """Check that the graph holds these documents, whole, and nothing else."""
    with Embedded(folder).empty() as expected:
        expected.put(*people)
        assert facts(graph) == facts(expected)
        assert [one.key for one in graph.documents()] == [one.key for one in expected.documents()]
    for file in folder.glob("people-*.db*"):
        file.unlink()
