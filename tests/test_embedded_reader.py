"""The reader of packed people and arrays, held to the reference as a graph grows and is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commonground.graph.arrays.files import stamp_of
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite import arrays, kept_facts, moments, store
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.queries.find.find import find
from commonground.queries.similar.similar import similar

from .support.older import UNPACKED
from .support.reference import assert_as_reference, over_arrays
from .support.resumes import AS_OF, cv, write_cvs

EXAMPLES = Path(__file__).parents[1] / "examples/resumes"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a graph goes that keeps arrays on disk however few people it has."""
    monkeypatch.setattr(store, "FEW", -1)
    monkeypatch.setattr(moments, "MANY", 1)
    monkeypatch.setattr(arrays, "LATELY", 2)
    return tmp_path / "people.db"


@pytest.fixture
def filled(path: Path) -> Iterator[EmbeddedGraph]:
    load(EXAMPLES, into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        yield graph


def test_it_says_what_the_reference_says(filled: EmbeddedGraph) -> None:
    assert_as_reference(filled)


def test_it_follows_what_is_done_to_the_graph(filled: EmbeddedGraph, tmp_path: Path) -> None:
    texts = {f"p{n}": cv(f"Olga Brandt{n}", email=f"o{n % 3}@example.org") for n in range(8)}
    for key, text in texts.items():  # more than a segment holds, and than segments are kept
        load(write_cvs(tmp_path / key, **{key: text}), into=filled, as_of=AS_OF)
        assert filled.reader.population() > 20
    assert_as_reference(filled)
    filled.different("p0.md", "p3.md", "told so")
    assert_as_reference(filled)
    filled.forget("p1.md")
    assert_as_reference(filled)
    filled.settle()
    with open_graph(filled.path) as again:
        assert again.reader.population() == filled.reader.population()
        assert_as_reference(again)


def test_what_lies_on_disk_is_of_this_file_and_moment_or_not_taken(
    filled: EmbeddedGraph, path: Path
) -> None:
    stored = arrays.EmbeddedArrays(path).path
    assert stamp_of(stored) is not None
    before = [row.name for row in find(filled, "Go")]
    kept = stored.read_bytes()
    for broken in (
        b"",
        kept[:-1],
        b"x" * len(kept),
        kept.replace(b'"version": 1', b'"version": 0'),
    ):
        stored.write_bytes(broken)
        with open_graph(path) as again:
            assert [row.name for row in find(again, "Go")] == before
    stored.write_bytes(kept)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE meta SET value = 'another' WHERE name = 'arrays'")
        db.commit()
    with open_graph(path) as again:
        assert_as_reference(again)
        stored.unlink()
        assert_as_reference(again)


def test_who_was_met_is_found_again_however_few_are_held(
    filled: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [(row.name, row.evidence) for row in similar(filled, "ada.md", limit=None)]
    assert len(expected) > 3
    monkeypatch.setattr(kept_facts, "_KEPT", 1)
    reader = over_arrays(filled)
    monkeypatch.setattr(reader, "_every", lambda: pytest.fail("everybody was read"))
    found = similar(reader, "ada.md", limit=None)
    assert [(row.name, row.evidence) for row in found] == expected


def test_many_small_changes_leave_a_file_when_the_graph_is_closed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "MANY", 3)
    stored = arrays.EmbeddedArrays(path).path
    with open_graph(path, create=True):
        pass
    seen = []
    for n in range(7):
        texts = {f"p{n}.md": cv(f"Olga Brandt{n}", email=f"o{n}@example.org")}
        with open_graph(path) as graph, monkeypatch.context() as quiet:
            quiet.setattr(EmbeddedGraph, "settle", lambda self: None)  # which ``load`` asks for
            load(write_cvs(tmp_path / str(n), **texts), into=graph, as_of=AS_OF)
            quiet.undo()
        seen.append(stored.stat().st_mtime_ns if stored.exists() else 0)
    # It is made of the first three, and made anew when three more have come.
    assert seen[:2] == [0, 0] and seen[2] > 0
    assert seen[2] == seen[4] < seen[5] == seen[6]
    with open_graph(path) as graph:
        assert_as_reference(graph)


def test_forgetting_leaves_no_byte_in_any_file(filled: EmbeddedGraph, path: Path) -> None:
    (who,) = [row for row in find(filled, "Go") if "bo.txt" in row.sources]
    number = int(who.id.rpartition(":")[2], 16).to_bytes(8, "little")
    role = next(one.role for one in filled.reader.stints(people=[who.id]))
    owned = int(role.rpartition(":")[2], 16).to_bytes(8, "little")
    stored = arrays.EmbeddedArrays(path).path
    assert number in stored.read_bytes() and owned in stored.read_bytes()
    filled.forget(who.id)
    assert_as_reference(filled)
    for file in path.parent.iterdir():
        data = file.read_bytes()
        for trace in (number, owned, who.id.encode(), role.encode(), b"Lindqvarn", b"lindqvarn"):
            assert trace not in data, (file, trace)


def test_rows_that_another_program_changed_are_packed_anew(
    filled: EmbeddedGraph, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE packed SET ties = x'00' || substr(ties, 2) WHERE name LIKE 'Bo%'")
        db.execute("UPDATE packed SET facts = x'00' || substr(facts, 2) WHERE name LIKE 'Ada%'")
        db.execute("UPDATE meta SET value = 'none' WHERE name = 'arrays'")
        db.commit()
    with open_graph(path) as again:
        assert_as_reference(again)


def test_a_file_of_the_version_before_is_packed_when_it_is_opened(
    filled: EmbeddedGraph, path: Path
) -> None:
    filled.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in UNPACKED:
            db.execute(statement)
        db.execute("PRAGMA user_version = 3")
    with open_graph(path) as again:
        assert_as_reference(again)


def test_what_another_version_packed_is_packed_anew(filled: EmbeddedGraph, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE packed SET ties = x'', checksum = 0")
        db.execute("UPDATE meta SET value = 0 WHERE name = 'packed'")
    with open_graph(path) as again:
        assert_as_reference(again)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM packed WHERE ties = x''").fetchone() == (0,)
