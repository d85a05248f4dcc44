"""A damaged row disables its document alone; ``load`` or ``check --repair`` mend it."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commonground.cli.main import main
from commonground.errors import BackendUnreachable
from commonground.graph.loading.load import load
from commonground.graph.opening import check, open_graph
from commonground.queries.find.find import find

from .support.damaging import DAMAGES
from .support.older import UNPACKED
from .support.resumes import AS_OF, cv, exported, write_cvs

NAMES = {"a": "Wilma Ostrander", "b": "Piet Halvorsen", "c": "Noor Achterberg"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        key: cv(name, email=f"{key}@example.org", employer=f"Works of {key}")
        for key, name in NAMES.items()
    }
    return write_cvs(tmp_path / "cvs", **texts)


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    """Return a graph of three people, of whom two were decided to be different."""
    path = tmp_path / "people.db"
    load(folder, into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        graph.different("a.md", "b.md", "told so")
    return path


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def _whole(path: Path, folder: Path) -> bytes:
    with open_graph(path) as graph:
        return exported(graph, folder)


DAMAGE = {
    "no JSON": "UPDATE documents SET resume = substr(resume, 2) WHERE key = 'a.md'",
    "another word": "UPDATE documents SET resume = replace(resume, '\"work\"', '\"wark\"')"
    " WHERE key = 'a.md'",
    "another letter": "UPDATE documents SET text = replace(text, 'Kafka', 'Kefka')"
    " WHERE key = 'a.md'",
    "no text": "UPDATE documents SET resume = CAST(x'fffefd' AS TEXT) WHERE key = 'a.md'",
    "another key": "UPDATE documents SET mention = 'person:0000000000000000' WHERE key = 'a.md'",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_row_disables_its_document_alone(
    how: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sql(path, "PRAGMA foreign_keys = OFF", DAMAGE[how])
    with open_graph(path) as graph:
        assert graph.damaged() == ("a.md",)
        answer = find(graph, "Kafka")
        assert sorted(row.name or "" for row in answer) == sorted([NAMES["b"], NAMES["c"]])
        assert "a.md" in answer.notes[-1]
        assert graph.info().damaged == ("a.md",)
        with pytest.raises(BackendUnreachable, match="load its file again") as caught:
            graph.resume("a.md")
        assert "Wilma" not in str(caught.value)
    for command in (["show", "b.md"], ["shared"], ["similar", "b.md"], ["info"], ["search", "Go"]):
        assert main(["-g", str(path), *command]) == 0
        said = capsys.readouterr()
        assert "a.md" in said.out + said.err
        assert "Wilma" not in said.out + said.err


@pytest.mark.parametrize("how", [one for one in DAMAGE if one != "another key"])
def test_loading_the_file_again_mends_its_row(
    how: str, path: Path, folder: Path, tmp_path: Path
) -> None:
    before = _whole(path, tmp_path)
    _sql(path, DAMAGE[how])
    report = load(folder, into=path, as_of=AS_OF)
    assert (report.replaced, report.unchanged, report.unread) == (1, 2, [])
    assert _whole(path, tmp_path) == before
    assert check(path).faults == ()


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("files", ["there", "gone"])
def test_check_finds_a_damaged_row_and_mends_it_of_its_file_or_its_text(
    how: str, files: str, path: Path, folder: Path, tmp_path: Path
) -> None:
    before = _whole(path, tmp_path)
    _sql(path, "PRAGMA foreign_keys = OFF", DAMAGE[how])
    if files == "gone":
        (folder / "a.md").unlink()
    found = check(path)
    assert "a.md" in {fault.key for fault in found.faults} or how == "another key"
    assert not found.sound
    mended = check(path, repair=True)
    if how == "another letter" and files == "gone":  # nothing is left that says what it was
        assert [fault.key for fault in mended.faults if not fault.mended] == ["a.md"]
        return
    assert check(path).faults == () or how == "another key"
    if how != "another key":
        assert mended.sound
        assert _whole(path, tmp_path) == before
    with open_graph(path) as graph:
        assert len(graph.decisions()) == (how != "another key")


BESIDE = {
    "keys": "DELETE FROM mention_keys",
    "names": "DELETE FROM names WHERE rowid = 1",
    "people": "UPDATE documents SET person = 'person:0'",
    "name": "UPDATE documents SET name = 'Somebody Else' WHERE key = 'b.md'",
    "packed numbers": "UPDATE packed SET ties = x'0000'",
    "packed facts": "UPDATE packed SET facts = x'0000' WHERE name LIKE 'Piet%'",
    "nobody packed": "DELETE FROM packed",
    "generation": "DELETE FROM meta WHERE name = 'generation'",
}


@pytest.mark.parametrize("what", BESIDE)
def test_what_is_kept_beside_the_documents_is_checked_and_made_anew(
    what: str, path: Path, tmp_path: Path
) -> None:
    before = _whole(path, tmp_path)
    _sql(path, BESIDE[what])
    assert not check(path).sound
    assert check(path, repair=True).sound
    assert check(path).faults == ()
    assert _whole(path, tmp_path) == before


@pytest.mark.parametrize(("name", "command"), [("generation", "find Go"), ("salt", "load {}")])
def test_a_missing_setting_is_told_in_one_sentence(
    name: str, command: str, path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sql(path, f"DELETE FROM meta WHERE name = '{name}'")
    assert main(["-g", str(path), *command.format(folder).split()]) == 4
    said = capsys.readouterr().err
    assert "check --repair" in said
    assert "error of its own" not in said


def test_a_graph_of_a_newer_version_or_of_another_program_is_told_so(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sql(path, "PRAGMA user_version = 99")
    other = tmp_path / "other.db"
    _sql(other, "CREATE TABLE t (x)")
    text = tmp_path / "text.db"
    text.write_text("no database\n" * 400)
    for place, expected in ((path, "newer"), (other, "another program"), (text, "no commonground")):
        for command in (["info"], ["check"], ["check", "--repair"], ["find", "Go"]):
            assert main(["-g", str(place), *command]) == 4
            said = capsys.readouterr().err
            assert expected in said
            assert said.count("\n") == 1


@pytest.mark.parametrize("page", [b"CREATE TABLE documents", b"CREATE INDEX documents_by_person"])
def test_a_schema_that_is_no_text_is_told_of(
    page: bytes, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(path.read_bytes().replace(page, b"\xa8\xce" * (len(page) // 2)))
    for command, expected in (
        ("info", "check --repair"),
        ("check", "anew"),
        ("find Go", "damaged"),
    ):
        assert main(["-g", str(damaged), *command.split()]) == 4
        said = capsys.readouterr().err
        assert expected in said and said.count("\n") == 1


def test_a_graph_of_the_version_before_is_brought_up_to_this_one(
    path: Path, tmp_path: Path
) -> None:
    before = _whole(path, tmp_path)
    _sql(
        path,
        *UNPACKED,
        *(f"DROP VIEW {one}" for one in ("facts", "evidence", "roles", "skills", "unknown_terms")),
        "DROP VIEW intact",
        "DROP TABLE corrections",
        "ALTER TABLE documents DROP COLUMN as_read",
        "ALTER TABLE documents DROP COLUMN checksum",
        "CREATE VIEW facts AS SELECT key FROM documents",
        "PRAGMA user_version = 1",
    )
    assert _whole(path, tmp_path) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (4,)
        assert db.execute("SELECT count(*) FROM unknown_terms").fetchone()
        assert db.execute("SELECT DISTINCT checksum FROM documents").fetchall() == [(None,)]
    assert check(path).faults == ()


def test_a_file_whose_pages_are_damaged_is_salvaged_into_a_new_one(tmp_path: Path) -> None:
    names = {f"p{number:03d}": f"{'ABCDEFGHIJ'[number % 10]}da Quist" for number in range(60)}
    folder = write_cvs(
        tmp_path / "cvs",
        **{key: cv(name, email=f"{key}@example.org") for key, name in names.items()},
    )
    path = tmp_path / "people.db"
    load(folder, into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        graph.different("p001.md", "p002.md", "told so")
        graph.forget("p003.md")
        hashes = graph.forgotten()
    page = 4096
    data = bytearray(path.read_bytes())
    chance = random.Random(5)
    for at in [chance.randrange(22, len(data) // page) for _ in range(3)]:  # of documents
        data[at * page : (at + 1) * page] = chance.randbytes(page)
    path.write_bytes(data)
    found = check(path, repair=True)
    assert found.salvaged == tmp_path / "people.salvaged.db"
    assert path.read_bytes() == data  # what is damaged is left as it is
    assert check(found.salvaged).faults == ()
    with open_graph(found.salvaged) as graph:
        left = {stored.key for stored in graph.documents()}
        lost = {fault.key for fault in found.faults if fault.key}
        assert left | lost >= {f"{key}.md" for key in names if key != "p003"}
        assert len(left) > 40
        assert graph.forgotten() == hashes
        assert {"p001.md", "p002.md"} <= left
        assert [one.why for one in graph.decisions()] == ["told so"]
    load(folder, into=found.salvaged, as_of=AS_OF)  # the files bring back what was lost
    with open_graph(found.salvaged) as graph:
        assert {one.key for one in graph.documents()} == {f"{k}.md" for k in names if k != "p003"}


@pytest.mark.parametrize("how", DAMAGES)
def test_no_damage_ends_in_a_fault_of_its_own(
    how: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, whole = random.Random(how), path.read_bytes()
    asked: dict[tuple[str, ...], str] = {}
    commands = (("info",), ("find", "Kafka", "--format", "json"), ("show", "b.md"), ("check",))
    for command in commands:
        main(["-g", str(path), *command])
        asked[command] = capsys.readouterr().out
    damaged = tmp_path / "damaged.db"
    for _ in range(8):  # `make fuzz` goes on for longer
        damaged.write_bytes(DAMAGES[how](whole, chance))
        for command in commands:
            code = main(["-g", str(damaged), *command])
            said = capsys.readouterr()
            assert code in {0, 1, 2, 4}, said.err
            assert "error of its own" not in said.err
            assert "Traceback" not in said.err
            if code == 0 and command[0] == "find" and "left out" not in said.out:
                assert said.out == asked[command]  # no other answer than the true one
