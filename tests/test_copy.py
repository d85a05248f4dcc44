"""A graph copied from one store to another is the same graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground import copy
from commonground.errors import UsageError
from commonground.graph.loading.load import load
from commonground.graph.neo4j.store import Neo4jGraph
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.graph.store import StoredGraph

from .support.resumes import AS_OF, cv, exported, write_cvs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        name: cv(f"{name.title()} Rask", email=f"{name[0]}@x.example", employer=f"Mill {name[0]}")
        for name in ("ada", "ada-too", "bo", "cy", "di", "eve")
    }
    folder = write_cvs(tmp_path / "cvs", **texts)
    (folder / "broken.md").write_bytes(b"\x00\x01\x02" * 50)
    return folder


@pytest.fixture
def graph(tmp_path: Path, folder: Path) -> Iterator[EmbeddedGraph]:
    """Return a graph in which everything has happened that can."""
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        graph.undo(graph.same("bo.md", "cy.md", "a mistake").number)
        graph.same("bo.md", "cy.md", "she said so")
        graph.different("ada.md", "ada-too.md", "mother and daughter")
        graph.forget("eve.md")
        (folder / "old").mkdir()
        (folder / "di.md").rename(folder / "old" / "di.md")
        load(folder, into=graph, as_of=AS_OF)
        yield graph


def _told(graph: StoredGraph, folder: Path) -> object:
    documents = graph.documents()
    texts = [(one.key, graph.document(one.key), graph.resume(one.key)) for one in documents]
    return (
        exported(graph, folder),
        documents,
        texts,
        graph.decisions(),
        graph.unread(),
        graph.forgotten(),
        graph.info().to_json(),
    )


def test_another_file_holds_the_same(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    with open_graph(tmp_path / "copy.db", create=True) as other:
        report = copy(graph, other)
        assert (report.documents, report.decisions, report.unread) == (5, 2, 1)
        assert (report.forgotten, report.present) == (1, 0)
        assert _told(other, tmp_path) == _told(graph, tmp_path)
        loaded = load(folder, into=other, as_of=AS_OF)
        assert (loaded.unchanged, loaded.forgotten, loaded.added) == (5, 1, 0)
        assert other.same("ada.md", "bo.md", "the next number").number == 4


@pytest.mark.neo4j
def test_to_a_server_and_back(graph: EmbeddedGraph, neo4j_uri: str, tmp_path: Path) -> None:
    before = _told(graph, tmp_path)
    with (
        Neo4jGraph(neo4j_uri, create=True) as server,
        open_graph(tmp_path / "back.db", create=True) as back,
    ):
        copy(graph, server)
        assert server.verify() == []
        assert _told(server, tmp_path) == before
        copy(server, back)
        assert _told(back, tmp_path) == before
        assert back.search("rask") == graph.search("rask") != []


@pytest.mark.neo4j
def test_what_was_broken_off_goes_on(
    graph: EmbeddedGraph, neo4j_uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.graph.loading.copy.GROUP", 2)

    def stop(done: int, of: int, key: str) -> None:
        raise KeyboardInterrupt

    with Neo4jGraph(neo4j_uri, create=True) as server:
        with pytest.raises(KeyboardInterrupt):
            copy(graph, server, progress=stop)
        assert len(server.documents()) == 2 and server.verify() == []
        seen: list[int] = []
        report = copy(graph, server, progress=lambda done, of, key: seen.append(done))
        assert (report.documents, report.present, seen) == (3, 2, [2, 3])
        assert _told(server, tmp_path) == _told(graph, tmp_path)
        assert server.verify() == []


def test_nothing_is_overwritten(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    with open_graph(tmp_path / "other.db", create=True) as other:
        load(folder / "bo.md", into=other, as_of=AS_OF)
        before = _told(other, tmp_path)
        with pytest.raises(UsageError, match="another graph"):
            copy(graph, other)
        assert _told(other, tmp_path) == before
    with open_graph(tmp_path / "copy.db", create=True) as other:
        copy(graph, other)
        copy(graph, other)
        load(write_cvs(tmp_path / "more", fay=cv("Fay Rask")), into=other, as_of=AS_OF)
        with pytest.raises(UsageError, match="another graph"):
            copy(graph, other)


def test_a_graph_that_changes_meanwhile_is_said(graph: EmbeddedGraph, tmp_path: Path) -> None:
    def forget(done: int, of: int, key: str) -> None:
        with open_graph(graph.path) as again:
            again.forget("cy.md")

    with open_graph(tmp_path / "copy.db", create=True) as other:
        with pytest.raises(UsageError, match="changed while"):
            copy(graph, other, progress=forget)


def test_a_graph_is_its_own_copy(graph: EmbeddedGraph, tmp_path: Path) -> None:
    before = _told(graph, tmp_path)
    assert copy(graph, graph).documents == 0
    assert _told(graph, tmp_path) == before
