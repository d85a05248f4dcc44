"""Forgetting: no string of the person stays in any file, and nobody else loses a fact."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.errors import BackendUnreachable, NotFound
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite import store
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, exported, raw_bytes, write_cvs

SECRETS = (
    "Zelda",
    "Quorthon",
    "zelda.q@secret.example",
    "Umbrawick",
    "Lampwright",
    "zelda-q",
    "Xylostream",
)


def _zelda(more: str = "") -> str:
    return cv(
        "Zelda Quorthon",
        email="zelda.q@secret.example",
        employer="Umbrawick Mills",
        position="Lampwright",
        skills="Redis, Xylostream",
        more=more,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_cvs(
        tmp_path / "cvs",
        ada=cv("Ada Rask", email="ada@x.example", dates="2015 - 2020"),
        bo=cv("Bo Rask", email="bo@x.example"),
    )
    return write_cvs(folder, **{"zelda-q": _zelda(), "zelda-q-2": _zelda("Rotterdam\n")})


@pytest.fixture
def graph(tmp_path: Path, folder: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        yield graph


def _traces(path: Path) -> set[str]:
    """Return the secrets that stand in any byte of the file and its log, or in any cell."""
    found = {secret for secret in SECRETS if _holds(raw_bytes(path), secret)}
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in db.execute(f'SELECT * FROM "{table}"'):
            data = b"\n".join(_cell(cell) for cell in row)
            found |= {secret for secret in SECRETS if _holds(data, secret)}
    db.close()
    return found


def _cell(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()


def _holds(data: bytes, secret: str) -> bool:
    forms = {secret, re.sub(r"[\s.-]", "", secret), secret.upper()}
    return any(
        form.casefold().encode(encoding) in data.lower()
        for form in forms
        for encoding in ("utf-8", "utf-16-le")
    )


def test_the_test_sees_what_is_there(graph: EmbeddedGraph) -> None:
    assert _traces(graph.path) == set(SECRETS)


def test_nothing_stays(graph: EmbeddedGraph, folder: Path) -> None:
    (folder / "zelda-quorthon.md").write_text("")
    load(folder, into=graph)
    assert [unread.key for unread in graph.unread()] == ["zelda-quorthon.md"]
    graph.same("zelda-q.md", "zelda-q-2.md", "Zelda says so")
    graph.different("zelda-q.md", "ada.md", "Zelda is not Ada")
    graph.different("ada.md", "bo.md", "only Zelda Quorthon knew both")
    assert graph.forget("Zelda Quorthon") == ["zelda-q-2.md", "zelda-q.md"]
    assert _traces(graph.path) == set()
    assert graph.unread() == []
    (left,) = graph.decisions()
    assert left.verdict == "different" and left.why == "(removed)"
    graph.close()
    assert _traces(graph.path) == set()


def test_nobody_else_loses_a_fact(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    graph.forget("zelda.q@secret.example")
    with open_graph(tmp_path / "others.db", create=True) as others:
        load([folder / "ada.md", folder / "bo.md"], into=others, as_of=AS_OF)
        assert exported(graph, tmp_path) == exported(others, tmp_path)
        assert graph.search("Rask") == others.search("Rask") != []
    with pytest.raises(NotFound):
        graph.person("zelda-q.md")
    assert graph.info().forgotten == 2


def test_the_next_load_does_not_bring_them_back(graph: EmbeddedGraph, folder: Path) -> None:
    graph.forget("zelda-q.md")
    (folder / "zelda-q.md").rename(folder / "renamed.md")
    report = load(folder, into=graph, as_of=AS_OF)
    assert (report.forgotten, report.unchanged, report.added) == (2, 2, 0)
    assert load(folder / "renamed.md", into=graph, as_of=AS_OF, jobs=2).forgotten == 1
    assert _traces(graph.path) == set()


def test_again_brings_a_file_back(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path)
    graph.forget("zelda-q.md")
    assert load(folder / "zelda-q.md", into=graph, as_of=AS_OF, again=True).added == 1
    assert graph.info().forgotten == 1
    assert load(folder, into=graph, as_of=AS_OF).forgotten == 1
    load(folder, into=graph, as_of=AS_OF, again=True)
    assert exported(graph, tmp_path) == before


def test_forgetting_can_join_those_who_were_kept_apart(tmp_path: Path) -> None:
    shared = "team@x.example"
    folder = write_cvs(
        tmp_path / "cvs", **{name: cv(name.title() * 2, email="t1@x.example") for name in "abc"}
    )
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        graph.different("a.md", "b.md", f"they share {shared}")
        assert len({stored.person for stored in graph.documents()}) == 3
        graph.forget("a.md")
        assert len({stored.person for stored in graph.documents()}) == 1


def test_a_load_that_runs_meanwhile_does_not_bring_them_back(
    graph: EmbeddedGraph, folder: Path
) -> None:
    graph.connection.execute("UPDATE documents SET reader = '0'")  # so that all are read again

    def forget(done: int, files: int, key: str) -> None:
        if key == "bo.md":  # the plan of this load is made, her files are still to come
            graph.forget("zelda-q-2.md")

    with open_graph(graph.path) as other:
        load(folder, into=other, as_of=AS_OF, progress=forget)
    assert {stored.key for stored in graph.documents()} == {"ada.md", "bo.md"}
    assert _traces(graph.path) == set()


def test_an_end_before_the_scrubbing_is_made_good(
    graph: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "scrub", killed)
        with pytest.raises(KeyboardInterrupt):
            graph.forget("zelda-q.md")
    assert _traces(graph.path) != set()
    with open_graph(graph.path):
        assert _traces(graph.path) == set()


def test_one_who_reads_meanwhile_is_named(
    graph: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.connection.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(graph.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()
    with pytest.raises(BackendUnreachable, match="another process"):
        graph.forget("zelda-q.md")
    with pytest.raises(NotFound):
        graph.person("zelda-q.md")
    reader.execute("COMMIT")
    reader.close()
    with open_graph(graph.path):
        assert _traces(graph.path) == set()
