"""Files into the graph: again and again, changed, moved, strange, and by several processes."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.errors import UsageError
from commonground.graph.loading import load as loading
from commonground.graph.loading.load import LoadReport, load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.loaders.files import walk
from commonground.loaders.parser import ResumeReader

from .support.resumes import AS_OF, cv, exported, write_cvs


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        yield graph


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_cvs(tmp_path / "cvs" / "team", bo=cv("Bo Rask", email="bo@x.example"))
    return write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", email="ada@x.example"))


def _counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.moved, report.forgotten


def _keys(graph: EmbeddedGraph) -> list[str]:
    return [stored.key for stored in graph.documents()]


def test_twice_adds_nothing(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    assert _counts(load(folder, into=graph, as_of=AS_OF)) == (2, 0, 0, 0, 0)
    before, generation = exported(graph, tmp_path), graph.generation
    assert _counts(load([folder], into=graph, as_of=AS_OF)) == (0, 0, 2, 0, 0)
    assert exported(graph, tmp_path) == before
    assert graph.generation == generation
    assert _keys(graph) == ["ada.md", "team/bo.md"]


def test_the_report_has_the_time_of_each_stage(graph: EmbeddedGraph, folder: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = load(folder, into=graph, progress=lambda *step: seen.append(step))
    assert 0 < report.read + report.parse + report.store <= report.seconds
    assert seen == [(0, 2, ""), (1, 2, "ada.md"), (2, 2, "team/bo.md")]


def test_order_and_processes_do_not_matter(folder: Path, tmp_path: Path) -> None:
    write_cvs(
        folder, **{f"x{n}": cv(f"X Number{n}", email=f"x{n % 3}@x.example") for n in range(20)}
    )
    exports = set()
    with open_graph(tmp_path / "one.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        exports.add(exported(graph, tmp_path))
    with open_graph(tmp_path / "two.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF, jobs=2)
        exports.add(exported(graph, tmp_path))
    with open_graph(tmp_path / "three.db", create=True) as graph:
        for path in sorted(folder.rglob("*.md"), reverse=True):
            name = path.relative_to(folder).as_posix()
            load(path, into=graph, as_of=AS_OF, name=name)
        exports.add(exported(graph, tmp_path))
    assert len(exports) == 1


def test_a_changed_file_is_replaced(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph, as_of=AS_OF)
    first = graph.documents()[0]
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    assert _counts(load(folder, into=graph, as_of=AS_OF)) == (0, 1, 1, 0, 0)
    again = graph.documents()[0]
    assert again.mention == first.mention and again.sha256 != first.sha256
    skills = {
        edge.target for edge in graph.projection.edges.values() if edge.source == again.person
    }
    assert "skill:rust-lang" in skills and "skill:go-lang" not in skills


def test_a_given_date_stays_until_another_is_given(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph, as_of="2024-01-01")
    assert _counts(load(folder, into=graph)) == (0, 0, 2, 0, 0)
    assert {stored.as_of for stored in graph.documents()} == {"2024-01-01"}
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    load(folder, into=graph)
    assert {(one.as_of, one.as_of_source) for one in graph.documents()} == {
        ("2024-01-01", "option")
    }
    assert _counts(load(folder, into=graph, as_of=AS_OF)) == (0, 2, 0, 0, 0)
    assert {stored.as_of for stored in graph.documents()} == {AS_OF}


def test_the_day_of_first_loading_stays(
    graph: EmbeddedGraph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(folder, into=graph)
    graph.connection.execute(
        "UPDATE documents SET first_loaded = '2020-02-02', as_of = '2020-02-02'"
    )
    assert _counts(load(folder, into=graph)) == (0, 0, 2, 0, 0)
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    load(folder, into=graph)
    ada = graph.documents()[0]
    assert (ada.first_loaded, ada.as_of, ada.as_of_source) == ("2020-02-02", "2020-02-02", "loaded")


def test_another_reader_or_ontology_reads_again(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph)
    graph.connection.execute("UPDATE documents SET reader = '0' WHERE key = 'ada.md'")
    graph.connection.execute("UPDATE documents SET ontology = 'old' WHERE key <> 'ada.md'")
    assert _counts(load(folder, into=graph)) == (0, 2, 0, 0, 0)


def test_a_moved_file_is_known_again(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph, as_of=AS_OF)
    before = {stored.key: stored for stored in graph.documents()}
    (folder / "old").mkdir()
    (folder / "ada.md").rename(folder / "old" / "ada.md")
    assert _counts(load(folder, into=graph)) == (0, 0, 1, 1, 0)
    after = {stored.key: stored for stored in graph.documents()}
    assert set(after) == {"old/ada.md", "team/bo.md"}
    assert after["old/ada.md"].mention == before["ada.md"].mention
    assert after["old/ada.md"].as_of_source == "option"
    assert graph.resume("old/ada.md").meta.source == "old/ada.md"
    write_cvs(folder, ada=cv("Una Berg", email="una@x.example"))  # another's file at the old place
    assert _counts(load(folder, into=graph)) == (1, 0, 2, 0, 0)
    assert len({stored.mention for stored in graph.documents()}) == 3
    assert graph.person("Ada Rask").id != graph.person("Una Berg").id


def test_a_copied_file_is_another_document(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph)
    shutil.copy(folder / "ada.md", folder / "copy.md")
    assert _counts(load(folder, into=graph)) == (1, 0, 2, 0, 0)
    assert graph.person("copy.md").id == graph.person("ada.md").id  # one e-mail address


def test_two_files_moved_from_one_place(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph)
    shutil.copy(folder / "ada.md", folder / "a.md")
    (folder / "ada.md").rename(folder / "b.md")
    assert _counts(load(folder, into=graph)) == (1, 0, 1, 1, 0)
    assert _keys(graph) == ["a.md", "b.md", "team/bo.md"]


def test_a_folder_that_moved_as_a_whole(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph)
    moved = folder.rename(folder.with_name("archive"))
    assert _counts(load(moved, into=graph)) == (0, 0, 2, 0, 0)
    assert {Path(stored.path).parent.parent.name for stored in graph.documents()} >= {"archive"}


def test_no_file_stops_the_others(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.md").write_text("  \n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "huge.txt").write_text("x" * 60_000)
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.md").write_text(cv("Hidden One"))
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self.md").symlink_to(folder / "self.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s.txt"))
        report = load([folder, tmp_path / "nowhere.md"], into=graph, max_size=50_000)
    assert report.added == 2 and _keys(graph) == ["ada.md", "team/bo.md"]
    reasons = dict(report.unread)
    inside = "binary.txt empty.md huge.txt paper.pdf photo.png pipe.txt s.txt self.md".split()
    assert set(reasons) == {*inside, str(tmp_path / "nowhere.md")}
    assert "is damaged" in reasons["paper.pdf"] and "is an image" in reasons["photo.png"]
    assert "ordinary file" in reasons["pipe.txt"] and "ordinary file" in reasons["s.txt"]
    assert "empty" in reasons["empty.md"] and "max-size" in reasons["huge.txt"]
    assert all("\n" not in reason for reason in reasons.values())
    listed = {unread.key for unread in graph.unread()}
    assert listed == set(inside)  # what never was there is reported, not listed


def test_a_file_leaves_the_list_when_it_reads_or_vanishes(
    graph: EmbeddedGraph, folder: Path
) -> None:
    (folder / "one.md").write_text("")
    (folder / "two.md").write_text("")
    load(folder, into=graph)
    assert [unread.key for unread in graph.unread()] == ["one.md", "two.md"]
    (folder / "one.md").unlink()
    write_cvs(folder, two=cv("Two Fine", email="two@x.example"))
    load(folder, into=graph)
    assert graph.unread() == []


def test_a_document_stays_while_its_file_is_unreadable(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph)
    text = (folder / "ada.md").read_text()
    (folder / "ada.md").write_text("")
    assert load(folder, into=graph).unread[0][0] == "ada.md"
    assert "ada.md" in _keys(graph)
    (folder / "ada.md").write_text(text)
    load(folder, into=graph)
    assert graph.unread() == []


def test_a_fault_of_ours_shows_its_class_alone(
    graph: EmbeddedGraph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = ResumeReader.parse

    def broken(self: ResumeReader, document: object, **more: object) -> object:
        if document.key == "ada.md":  # type: ignore[attr-defined]  # a Document
            raise ValueError("Ada Rask, ada@x.example")
        return parse(self, document, **more)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(ResumeReader, "parse", broken)
    report = load(folder, into=graph)
    assert report.unread == [("ada.md", "cannot be read as a resume (internal fault: ValueError)")]
    assert _keys(graph) == ["team/bo.md"]


def test_names_and_keys(graph: EmbeddedGraph, folder: Path, tmp_path: Path) -> None:
    load(folder / "ada.md", into=graph, name="people/ada")
    load(folder / "team", into=graph, name="b")
    assert _keys(graph) == ["b/bo.md", "people/ada"]
    with pytest.raises(UsageError, match="--name"):
        load([folder, folder], into=graph, name="x")
    other = write_cvs(tmp_path / "others", ada=cv("Una Berg", email="una@x.example"))
    report = load([folder, other], into=graph)
    assert [key for key, _ in report.unread] == [str(other / "ada.md")]
    assert "--name" in report.unread[0][1]
    assert load([folder, folder / "ada.md"], into=graph).unread == []


def test_names_that_are_no_utf8(graph: EmbeddedGraph, folder: Path) -> None:
    path = os.fsencode(folder) + b"/caf\xe9.md"
    with open(path, "w", encoding="utf-8") as file:
        file.write(cv("Café Owner", email="cafe@x.example"))
    load(folder, into=graph)
    assert "caf\\xe9.md" in _keys(graph)
    assert _counts(load(folder, into=graph)) == (0, 0, 3, 0, 0)


def test_the_graph_itself_is_not_loaded(tmp_path: Path) -> None:
    folder = write_cvs(tmp_path / "cvs", ada=cv())
    with open_graph(folder / "people.db", create=True) as graph:
        assert load(folder, into=graph).unread == []


def test_an_address_is_opened_or_made(folder: Path, tmp_path: Path) -> None:
    assert load(folder, into=str(tmp_path / "new.db")).added == 2
    assert load(folder, into=tmp_path / "new.db").unchanged == 2
    with open_graph(tmp_path / "new.db") as graph:
        assert _keys(graph) == ["ada.md", "team/bo.md"]


def test_no_graph_is_made_for_what_is_not_there(folder: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    report = load([tmp_path / "cvz", tmp_path / "cvy"], into=new)
    assert [reason for _, reason in report.unread] == ["does not exist", "does not exist"]
    for wrong in ({"as_of": "yesterday"}, {"jobs": 0}, {"name": "x"}):
        with pytest.raises(UsageError):
            load([folder, folder], into=new, **wrong)
    assert load([], into=new).unread == []
    assert not new.exists()
    assert load([tmp_path / "cvz", folder], into=new).added == 2


@pytest.fixture
def closed() -> Iterator[Path]:
    """Return a folder that may not be listed, in one that may; root becomes nobody meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        locked = Path(name) / "cvs" / "locked"
        locked.mkdir(parents=True)
        for path, mode in ((Path(name), 0o755), (locked.parent, 0o755), (locked, 0o000)):
            path.chmod(mode)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield locked
        if root:
            os.seteuid(0)
        locked.chmod(0o755)


def test_a_folder_that_cannot_be_listed_is_named(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "cannot be listed (permission denied)"
    assert _unread(closed) == [(str(closed), reason)]
    assert _unread(closed, name="x") == [(str(closed), reason)]
    assert _unread(closed.parent) == [("locked", reason)]
    monkeypatch.chdir(closed.parent)
    assert _unread("locked") == [(str(closed), reason)]
    assert _unread(".", name=".") == [("./locked", reason)]  # as `parse .` names its files


def _unread(path: str | Path, name: str | None = None) -> list[tuple[str, str]]:
    return [(found.key, reason) for found, reason in walk([path], name=name).unread]


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_of": "yesterday"},
        {"as_of": "2025-13-01"},
        {"as_of": "20251201"},
        {"jobs": 0},
        {"max_size": 0},
    ],
)
def test_wrong_arguments(graph: EmbeddedGraph, folder: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        load(folder, into=graph, **wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert _keys(graph) == []


def test_a_hostile_resume_does_nothing(graph: EmbeddedGraph, folder: Path) -> None:
    nasty = "# " + "N" * 10_000 + "\n\n" + "> " * 400 + "deep\n" + "<div>" * 500
    nasty += "\x00\x1b[2J\u202e</script><script>alert(1)</script>\n'; DROP TABLE documents; --\n"
    (folder / "nasty.md").write_text(nasty)
    report = load(folder, into=graph)
    assert report.added + len(report.unread) == 3
    assert graph.connection.execute("SELECT count(*) FROM documents").fetchone()[0] >= 2
    assert graph.to_networkx().number_of_nodes() > 0


def test_the_group_is_committed_as_it_goes(
    graph: EmbeddedGraph, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "GROUP", 4)
    monkeypatch.setattr(loading, "GROUP_SECONDS", 60.0)  # here by number alone
    write_cvs(folder, **{f"x{n}": cv(f"X Number{n}", email=f"x{n}@x.example") for n in range(10)})
    seen: list[int] = []
    with open_graph(tmp_path / "people.db") as other:
        load(folder, into=graph, progress=lambda *_: seen.append(len(other.documents())))
        assert len(other.documents()) == 12
    assert {0, 4, 8} <= set(seen)
