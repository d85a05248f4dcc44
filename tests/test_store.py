"""The embedded graph: opening, replacing, projecting, finding, and what any SQLite tool sees."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commonground.errors import AmbiguousName, BackendUnreachable, NotFound, UsageError
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, Said, cv, exported, write_cvs

TEXT = "Ana Quill\nana@quill.example\nEngineer at Brightwater, 2020-01 - 2020-12: Kafka\n"


def _said(text: str = TEXT) -> Said:
    said = Said(text).at("/basics/name", "Ana Quill").at("/basics/email", "ana@quill.example")
    said.at("/work/0/position", "Engineer").at("/work/0/name", "Brightwater")
    said.at("/work/0/startDate", "2020-01").at("/work/0/endDate", "2020-12")
    return said.at("/work/0/keywords/0", "Kafka", "skill:apache-kafka")


PARTS: dict[str, Any] = {
    "basics": {"name": "Ana Quill", "email": "ana@quill.example"},
    "work": [
        {
            "name": "Brightwater",
            "position": "Engineer",
            "startDate": "2020-01",
            "endDate": "2020-12",
            "keywords": ["Apache Kafka"],
        }
    ],
}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        yield graph


def test_what_is_put_is_projected(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    person = graph.person("ana.md")
    network = graph.to_networkx(lists=True)
    assert network.nodes[person.id]["kind"] == "Person"
    (has,) = (
        data
        for _, _, data in network.out_edges(person.id, data=True)
        if data["type"] == "HAS_SKILL"
    )
    assert has == {
        "type": "HAS_SKILL",
        "months": 12,
        "months_max": 12,
        "first": "2020-01",
        "last": "2020-12",
        "current": False,
        "from_months": [24240],
        "to_months": [24251],
        "from_outer": [24240],
        "to_outer": [24251],
        "evidence_count": 1,
        "evidence": [f"ana.md:{TEXT.index('Kafka')}:{TEXT.index('Kafka') + 5}"],
    }
    assert graph.document("ana.md").text == TEXT
    assert graph.resume("ana.md").work[0].name == "Brightwater"


def test_the_graph_holds_the_whole_ontology(graph: EmbeddedGraph) -> None:
    network = graph.to_networkx()
    assert set(graph.ontology.concepts) <= set(network)
    relation = graph.ontology.relations[0]
    edges = network.get_edge_data(relation.source, relation.target)
    assert {"type": relation.type, "file": relation.file, "line": relation.line}.items() <= next(
        data for data in edges.values() if data["type"] == relation.type
    ).items()


def test_a_concept_that_the_ontology_lost_stays(graph: EmbeddedGraph, tmp_path: Path) -> None:
    said = Said("uses Oldtool").at("/skills/0", "Oldtool", "skill:oldtool")
    graph.put(said.entry("ana.md", skills=[{"name": "Oldtool"}]))
    assert graph.to_networkx().nodes["skill:oldtool"] == {"kind": "Technology", "name": "oldtool"}
    assert b'"id": "skill:oldtool"' in exported(graph, tmp_path)


def test_a_networkx_graph_is_the_users_own(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    person = graph.person("ana.md").id
    network = graph.to_networkx(lists=True)
    network.nodes[person]["names"].append("someone else")
    network.remove_node("skill:apache-kafka")
    assert graph.to_networkx(lists=True).nodes[person]["names"] == ["Ana Quill"]
    assert graph.reader.nodes(["skill:apache-kafka"])


def test_a_part_has_its_nodes_and_the_edges_between(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    person = graph.person("ana.md")
    part = graph.to_networkx([person, "skill:apache-kafka"])
    assert set(part) == {person.id, "skill:apache-kafka"}
    assert [data["type"] for _, _, data in part.edges(data=True)] == ["HAS_SKILL"]


def test_replacing_a_document_is_exact(graph: EmbeddedGraph, tmp_path: Path) -> None:
    graph.put(Said("nobody").entry("other.md"))
    before = exported(graph, tmp_path)
    graph.put(_said().entry("ana.md", **PARTS))
    graph.put(Said("empty").entry("ana.md"))
    graph.put(Said("empty").entry("ana.md"))
    assert not {"Role", "Employer"} & {node.kind for node in graph.projection.nodes.values()}
    assert graph.search("Brightwater") == []
    graph.put(_said().entry("ana.md", **PARTS))
    with open_graph(tmp_path / "fresh.db", create=True) as fresh:
        fresh.put(_said().entry("ana.md", **PARTS), Said("nobody").entry("other.md"))
        assert exported(graph, tmp_path) == exported(fresh, tmp_path) != before


def test_any_order_gives_the_same_bytes(tmp_path: Path) -> None:
    entries = [
        _said().entry(f"{name}.md", as_of, **PARTS)
        for name, as_of in (("a", "2021-01-01"), ("b", "2023-01-01"), ("c", "2022"))
    ]
    exports = set()
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0])):
        with open_graph(tmp_path / f"{number}.db", create=True) as graph:
            for index in order:
                graph.put(entries[index])
            exports.add(exported(graph, tmp_path))
    assert len(exports) == 1


def test_another_process_sees_what_was_written(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db") as other:
        assert other.documents() == [] and not other.projection.nodes
        graph.put(_said().entry("ana.md", **PARTS))
        assert other.person("ana.md").name == "Ana Quill"
        assert other.generation == graph.generation


def test_many_read_while_one_writes(graph: EmbeddedGraph, tmp_path: Path) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    code = (
        "import sys; from commonground.graph import open_graph\n"
        "with open_graph(sys.argv[1]) as g: print(len(g.documents()))"
    )
    writer = sqlite3.connect(tmp_path / "people.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM documents")
    try:
        command = [sys.executable, "-c", code, str(tmp_path / "people.db")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout == "1\n"
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def test_a_failed_write_changes_nothing(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    generation = graph.generation
    broken = Said("x").entry("broken.md")
    object.__setattr__(broken.document, "sha256", None)
    with pytest.raises(sqlite3.IntegrityError):
        graph.put(Said("y").entry("fine.md"), broken)
    assert [stored.key for stored in graph.documents()] == ["ana.md"]
    assert graph.generation == generation


def test_strange_text_comes_back_as_it_was(graph: EmbeddedGraph) -> None:
    text = "\ufeffA\x00B\ud800C\u202eD\r\n\x1b[31m" + "n" * 10_000
    name = "x\x07\u202e" + "y" * 10_000
    entry = Said(text).entry("odd:name\n.md", basics={"name": name})
    graph.put(entry)
    assert graph.document("odd:name\n.md").text == text
    assert graph.person("odd:name\n.md").name == name
    assert graph.search("yyyyyy")[0][1] == name


def _error(path: Path, *, create: bool = True) -> str:
    with pytest.raises(BackendUnreachable) as caught:
        open_graph(path, create=create)
    assert "\n" not in str(caught.value) and caught.value.exit_code == 4
    return str(caught.value)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    assert "is a folder" in _error(tmp_path)
    assert "load" in _error(tmp_path / "none.db", create=False)
    with pytest.raises(BackendUnreachable, match="create=True"):
        open_graph(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()
    assert "no folder" in _error(tmp_path / "missing" / "people.db")
    text = tmp_path / "cv.md"
    text.write_text("# Ana\n" * 200)
    assert "no commonground graph" in _error(text)
    assert text.read_text() == "# Ana\n" * 200


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE theirs (x)")
    db.commit()
    db.close()
    before = path.read_bytes()
    assert "another program" in _error(path)
    assert path.read_bytes() == before


def test_a_newer_format_asks_for_an_upgrade(graph: EmbeddedGraph, tmp_path: Path) -> None:
    graph.connection.execute("PRAGMA user_version = 99")
    assert "upgrade commonground" in _error(tmp_path / "people.db")


def test_an_empty_file_becomes_a_graph_only_if_told(tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    path.touch()
    assert "empty" in _error(path, create=False)
    with open_graph(path, create=True) as graph:
        assert graph.documents() == []


def test_a_damaged_file_says_so(graph: EmbeddedGraph, tmp_path: Path) -> None:
    graph.put(*(_said().entry(f"{n}.md", **PARTS) for n in range(20)))
    graph.close()
    path = tmp_path / "people.db"
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(BackendUnreachable, match="damaged"), open_graph(path) as graph:
        graph.documents()


def test_a_read_only_file_says_so(graph: EmbeddedGraph) -> None:
    graph.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(BackendUnreachable, match="read-only"):
        graph.put(_said().entry("ana.md", **PARTS))


def test_an_address_that_nothing_opens_says_what_does() -> None:
    with pytest.raises(UsageError, match="bolt://"):
        open_graph("ftp://localhost/people.db")


def test_people_by_every_name(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("team/ana.md", **PARTS))
    graph.put(Said("Ana Berg").entry("berg.md", basics={"name": "Ana Berg"}))
    person = graph.person("team/ana.md")
    for text in (
        person.id,
        "Ana Quill",
        "ana  quill",
        "QUILL",
        "ana@QUILL.example",
        "ana.md",
        "ANA.md",
        "team/ana.md",
        "resumes/team/ana.md",
        "./team/ana.md",
        r"resumes\team\ana.md",
        "ana qu",
    ):
        assert graph.person(text).id == person.id, text
    for text in ("ana", "Ana", "ANA"):  # the file's name says no more than the first name does
        with pytest.raises(AmbiguousName) as error:
            graph.person(text)
        assert {one.split()[0] for one in error.value.choices} == {
            person.id,
            graph.person("berg.md").id,
        }
    assert graph.person(person).id == person.id
    with pytest.raises(AmbiguousName) as caught:
        graph.person("Ana")
    assert [line.split()[1] for line in caught.value.choices] == ["Person", "Person"]
    with pytest.raises(NotFound, match="search"):
        graph.person("Olof")


def test_nodes_by_label_alias_and_name(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    assert graph.node("Apache Kafka").id == graph.node("kafka").id == "skill:apache-kafka"
    assert graph.node("brightwater").id == "employer:brightwater"
    assert graph.node("Quill").kind == "Person"
    role = next(node for node in graph.projection.nodes.values() if node.kind == "Role")
    assert graph.node(role.id) == role
    with pytest.raises(NotFound):
        graph.node("no such thing")


def test_search_finds_labels_aliases_parts_and_typos(graph: EmbeddedGraph) -> None:
    graph.put(_said().entry("ana.md", **PARTS))
    assert graph.search("kafka")[0][0].id == "skill:apache-kafka"
    assert graph.search("Kafak")[0][0].id == "skill:apache-kafka"
    assert graph.search("brightwatr")[0][0].id == "employer:brightwater"
    assert graph.search("ana quil")[0][0].kind == "Person"
    node, matched = graph.search("ana@quill")[0]
    assert (node.kind, matched) == ("Person", "ana@quill.example")
    assert graph.search("") == graph.search('"') == graph.search("zzqqxx") == []
    assert len(graph.search("a", limit=3)) <= 3


def test_a_slip_is_looked_for_in_what_can_be_typed_alone(graph: EmbeddedGraph) -> None:
    """Comparing two long texts takes minutes; equal, beginning and holding do not."""
    name = "Löng Näme " * 1000 + "Ltd"
    entries = (("long.md", name), ("short.md", "Löng Näme Ltd"))
    graph.put(*(Said("x").entry(key, basics={"name": called}) for key, called in entries))
    assert [matched for _, matched in graph.search("Löng Nöme Ltd")] == ["Löng Näme Ltd"]
    assert [matched for _, matched in graph.search(name)] == [name]
    assert [matched for _, matched in graph.search(name[:5000])] == [name]
    assert graph.search(name.replace("Ltd", "Inc")) == []


def test_views_show_facts_with_their_places(tmp_path: Path) -> None:
    text = cv("Ana Quill", dates="2019 - Present").replace("\n", "\r\n", 3)
    folder = write_cvs(tmp_path / "cvs", ana=text)
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        key = graph.documents()[0].key
        expected = {
            (pointer, document.line(start), document.text[start:end])
            for document in [graph.document(key)]
            for pointer, spans in graph.resume(key).meta.commonground.evidence.items()
            for start, end in spans
        }
    db = sqlite3.connect(tmp_path / "people.db")
    assert db.execute("SELECT name, documents, sources FROM people").fetchall() == [
        ("Ana Quill", 1, key)
    ]
    (role,) = db.execute('SELECT position, employer, start, "end" FROM roles').fetchall()
    assert role == ("Backend Engineer", "Kestrel Works", "2019", "present")
    used = db.execute("SELECT concept FROM skills WHERE said = 'used' ORDER BY 1").fetchall()
    assert used == [("skill:apache-kafka",), ("skill:go-lang",)]
    facts = dict(db.execute("SELECT pointer, value FROM facts"))
    assert facts["/basics/name"] == "Ana Quill" and facts["/work/0/startDate"] == "2019"
    assert set(db.execute("SELECT pointer, line, quote FROM evidence")) == expected
    db.close()


def test_info_counts(tmp_path: Path) -> None:
    folder = write_cvs(
        tmp_path / "cvs",
        ana=cv("Ana Quill", email="a@x.example", skills="Redis, Frobnicator 9"),
        bo=cv("Bo Quill", email="b@x.example", skills="Redis, frobnicator-9"),
        empty="",
    )
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        info = graph.info()
    assert (info.documents, info.people, info.nodes["Role"], info.nodes["Employer"]) == (2, 2, 2, 1)
    assert info.edges["HAS_SKILL"] == 6 and info.edges["CLAIMS"] == 2
    (unknown,) = info.unknown
    assert (unknown.documents, unknown.mentions) == (2, 2)
    assert [key for key, _ in info.unread] == ["empty.md"]
    assert info.to_json()["unread"][0]["key"] == "empty.md"
