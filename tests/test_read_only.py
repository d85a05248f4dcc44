"""A graph whose file or folder cannot be written is read, also while somebody else writes to it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from commonground.cli import main as cli
from commonground.errors import BackendUnreachable
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.access import ReadOnlyFile
from commonground.queries.find.find import find

from .support.no_rights import without_rights
from .support.resumes import Said, cv, write_cvs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and file permissions")

QUESTIONS = (
    ["info"],
    ["search", "k8s"],
    ["find", "Temporal", "Go", "--format", "json"],
    ["similar", "ada.md", "--format", "json"],
    ["path", "ada.md", "bo.txt"],
    ["show", "ada.md"],
    ["sparql", "SELECT (count(*) AS ?n) WHERE { ?p a cg:Person }"],
)
WRITES = (
    ["forget", "ada.md", "--yes"],
    ["identity", "same", "ada.md", "bo.txt", "--why", "a test"],
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that everybody may enter and read."""
    folder = Path(tempfile.mkdtemp(prefix="commonground-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def graph(folder: Path, demo_graph: Path) -> Path:
    """Return a graph of the examples in that folder."""
    return Path(shutil.copy(demo_graph, folder / "people.db"))


@contextmanager
def closed(path: Path, *, folder: int = 0o555, file: int = 0o444) -> Iterator[None]:
    """Take the right to write from everybody but root."""
    path.chmod(file)
    path.parent.chmod(folder)
    try:
        yield
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a call of the command in this process."""
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)

    def call(*argv: object) -> tuple[int, str, str]:
        code = cli.main([str(one) for one in argv])
        sys.stdout.flush()
        return code, *capfd.readouterr()

    return call


def beside(path: Path) -> list[str]:
    """Return the names in a graph's folder."""
    return sorted(file.name for file in path.parent.iterdir())


@pytest.mark.parametrize(
    ("of_folder", "of_file", "questions"),
    [(0o555, 0o444, QUESTIONS), (0o555, 0o644, QUESTIONS[:1]), (0o777, 0o444, QUESTIONS[:1])],
)
def test_every_question_is_answered(
    graph: Path, run: Run, of_folder: int, of_file: int, questions: Sequence[list[str]]
) -> None:
    expected = [run("-g", graph, *words) for words in questions]
    assert {code for code, _, _ in expected} == {0}
    with closed(graph, folder=of_folder, file=of_file):
        told = without_rights(lambda: [run("-g", graph, *words) for words in questions])
    assert told == expected
    assert beside(graph) == ["people.db"]  # no log of another's that keeps the owner from writing


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
def test_a_write_says_what_may_not_be_written(graph: Path, run: Run, words: list[str]) -> None:
    before = graph.read_bytes()
    with closed(graph):
        code, out, err = without_rights(lambda: run("-g", graph, *words))
    assert (code, out) == (4, "")
    assert err == f"commonground: {graph} can only be read here: you may not write to {graph}\n"
    assert graph.read_bytes() == before


def test_the_folder_is_named_where_it_alone_is_closed(graph: Path, run: Run) -> None:
    graph.chmod(0o666)
    graph.parent.chmod(0o555)
    code, _, err = without_rights(lambda: run("-g", graph, *WRITES[0]))
    assert code == 4 and f"its folder {graph.parent.resolve()}" in err


def test_loading_into_it_says_so(graph: Path, run: Run) -> None:
    cvs = write_cvs(graph.parent / "cvs", new=cv())
    with closed(graph):
        code, out, err = without_rights(lambda: run("-g", graph, "load", cvs))
    assert (code, out) == (4, "")
    assert "can only be read" in err and len(err.splitlines()) == 1


def test_what_may_not_even_be_read_says_so(graph: Path, run: Run) -> None:
    with closed(graph, file=0o000):
        code, _, err = without_rights(lambda: run("-g", graph, "info"))
        assert (code, err) == (
            4,
            f"commonground: you may not read {graph}: ask whom it belongs to\n",
        )
    with closed(graph, folder=0o600):
        code, _, err = without_rights(lambda: run("-g", graph, "info"))
        assert code == 4 and "may not enter the folder" in err


def test_many_read_it_at_once(graph: Path) -> None:
    def found() -> object:
        with open_graph(graph) as reader:
            return find(reader, "Temporal").to_json()

    def reading() -> int:
        child = os.fork()
        if child == 0:
            os._exit(0 if found() == expected else 1)
        return child

    expected = found()
    with closed(graph):
        ends = without_rights(
            lambda: [os.waitpid(child, 0)[1] for child in [reading() for _ in range(8)]]
        )
    assert ends == [0] * 8


# while somebody writes


def test_a_change_is_seen_by_the_next_question(graph: Path) -> None:
    with without_writing(graph) as file:
        with open_graph(graph) as writer:
            writer.put(Said("one").entry("one.md"))
        assert _keys(file) >= {"one.md"}
        with open_graph(graph) as writer:
            writer.put(Said("two").entry("two.md"))
            assert _keys(file) >= {"one.md", "two.md"}  # which is in the log alone
        with open_graph(graph) as writer:
            writer.put(Said("three").entry("three.md"))
        assert _keys(file) >= {"one.md", "two.md", "three.md"}


def test_an_open_graph_answers_anew_after_a_change(graph: Path) -> None:
    def asking(ours: int, theirs: int) -> list[int]:
        with open_graph(graph) as reader:
            counts = [len(reader.projection.nodes)]
            os.write(theirs, b"x")
            os.read(ours, 1)
            return [*counts, len(reader.projection.nodes)]

    to_writer, to_reader = os.pipe(), os.pipe()
    with closed(graph):
        child = os.fork()
        if child == 0:  # the owner, who may write
            os.read(to_writer[0], 1)
            graph.parent.chmod(0o755)
            graph.chmod(0o644)
            with open_graph(graph) as writer:
                writer.put(Said("one").entry("one.md"))
            os.write(to_reader[1], b"x")
            os._exit(0)
        before, after = without_rights(lambda: asking(to_reader[0], to_writer[1]))
        assert os.waitpid(child, 0)[1] == 0
    assert after == before + 1


def test_what_a_writer_changed_meanwhile_is_read_again(graph: Path) -> None:
    with without_writing(graph) as file:
        runs: list[int] = []

        def work(db: sqlite3.Connection) -> tuple[int, int]:
            first = _count(db)
            if not runs:
                with open_graph(graph) as writer:
                    writer.put(*(Said("x" * 9000).entry(f"{n}.md") for n in range(50)))
            runs.append(first)
            return first, _count(db)

        assert file.reading(work) == (73, 73)
        assert len(runs) == 2


def test_an_error_of_a_torn_reading_is_none_but_one_of_a_whole_is(graph: Path) -> None:
    with without_writing(graph) as file:
        runs = []

        def torn(db: sqlite3.Connection) -> int:
            runs.append(1)
            if len(runs) == 1:
                with open_graph(graph) as writer:
                    writer.put(Said("x").entry("x.md"))
                raise sqlite3.DatabaseError("database disk image is malformed")
            return _count(db)

        assert file.reading(torn) == 24
        with pytest.raises(ZeroDivisionError):
            file.reading(lambda db: 1 // 0)


def test_a_killed_writers_log_is_read_and_without_its_index_named(graph: Path) -> None:
    _killed_after_writing(graph)
    assert beside(graph) == ["people.db", "people.db-shm", "people.db-wal"]
    with closed(graph), without_writing(graph) as file:
        assert _keys(file) >= {"late.md"}
    (graph.parent / "people.db-shm").unlink()
    with pytest.raises(BackendUnreachable, match="not closed by who wrote it"):
        ReadOnlyFile(graph, str(graph))
    with open_graph(graph) as writer:
        assert len(writer.documents()) == 24
    with without_writing(graph) as file:
        assert _keys(file) >= {"late.md"}


def test_readers_see_whole_versions_while_one_writes(graph: Path) -> None:
    """A writer opens, replaces all documents and closes, again and again: no mixture is read."""
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        for version in range(12):
            with open_graph(graph) as writer:
                text = f"{version}\n" + "x" * 20_000
                writer.put(*(Said(text).entry(f"v{n}.md") for n in range(12)))
            time.sleep(0.05 * (version % 3))
        os._exit(0)
    seen: list[str] = []
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        with without_writing(graph) as file:
            for _ in range(2):
                versions = file.reading(_versions)
                assert len(set(versions)) <= 1 and len(versions) in {0, 12}
                seen += versions[:1]
    assert len(set(seen)) > 2 and seen == sorted(seen, key=int)


def test_a_read_only_mount_is_read(graph: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root can mount a folder read-only")
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77; shift; exec "$@"'
    inside = ["unshare", "-m", "sh", "-c", script, "sh", str(graph.parent)]
    command = [*inside, sys.executable, "-m", "commonground", "-g", str(graph)]
    done = subprocess.run([*command, "info"], capture_output=True, text=True, cwd=tmp_path)
    if done.returncode in {1, 77} and "commonground" not in done.stderr:
        pytest.skip(f"no folder can be mounted here: {done.stderr.strip()}")
    assert done.returncode == 0 and done.stdout.startswith("23 documents")
    done = subprocess.run([*command, *WRITES[0]], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 4 and "can only be read" in done.stderr


@contextmanager
def without_writing(path: Path) -> Iterator[ReadOnlyFile]:
    """Open a file as one who may not write it, whoever runs the tests."""
    file = ReadOnlyFile(path, str(path))
    try:
        yield file
    finally:
        file.close()


def _killed_after_writing(path: Path) -> None:
    child = os.fork()
    if child == 0:
        writer = open_graph(path)
        writer.put(Said("late").entry("late.md"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def _keys(file: ReadOnlyFile) -> set[str]:
    return file.reading(lambda db: {key for (key,) in db.execute("SELECT key FROM documents")})


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])


def _versions(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT text FROM documents WHERE key GLOB 'v[0-9]*.md' ORDER BY key")
    return [text.partition("\n")[0] for (text,) in rows]
