"""A graph on a Neo4j server: what it writes is what the documents say, node by node."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commonground.errors import BackendUnreachable, UsageError
from commonground.graph.ledger import Ledger
from commonground.graph.model import Edge
from commonground.graph.neo4j.store import Neo4jGraph
from commonground.graph.neo4j.writer import Writer
from commonground.graph.opening import open_graph
from commonground.graph.put import DocumentEntry
from commonground.ontology.ontology import Ontology, load_ontology

from .support.resumes import Said, exported

pytestmark = pytest.mark.neo4j

EMPLOYERS = (
    "Kestrel",
    "Kestrel (formerly Owl)",
    "Owl Ltd",
    "OWL",
    "Wren, formerly Kestrel",
    "Wren",
    "Freelance",
    None,
)
SKILLS = ("skill:go-lang", "skill:redis-db", "skill:lost-and-gone")


def part_of_the_ontology(*names: str) -> Ontology:
    """Return some concepts and all that they lie under, so that writing them is quick."""
    whole = load_ontology()
    ids = {id for name in names for id in whole.above(name)}
    concepts = [concept for concept in whole.concepts.values() if concept.id in ids]
    relations = [one for one in whole.relations if {one.source, one.target} <= ids]
    return Ontology(concepts, relations, f"{len(ids):016d}")


@pytest.fixture(scope="module")
def small() -> Ontology:
    return part_of_the_ontology("skill:go-lang", "skill:redis-db", "degree:bachelor-of-science")


@pytest.fixture
def graph(neo4j_uri: str, small: Ontology) -> Iterator[Neo4jGraph]:
    with Neo4jGraph(neo4j_uri, ontology=small, create=True) as graph:
        yield graph


def _entry(
    key: str,
    email: str = "ada@x.example",
    employer: str | None = "Kestrel",
    skill: str = "skill:go-lang",
    year: int = 2019,
) -> DocumentEntry:
    said = Said(f"{email}\n{employer} {year} 2022 tool\nBSc of Wren School\nproject\n")
    said.at("/basics/email", email).at("/work/0/startDate", str(year))
    said.at("/work/0/endDate", "2022").at("/work/0/keywords/0", "tool", skill)
    if employer:
        said.at("/work/0/name", employer)
    said.at("/education/0/studyType", "BSc", "degree:bachelor-of-science")
    said.at("/education/0/institution", "Wren School").at("/projects/0/name", "project")
    work = {"name": employer, "startDate": str(year), "endDate": "2022", "keywords": ["tool"]}
    return said.entry(
        key,
        basics={"name": "Ada Rask", "email": email},
        work=[work],
        education=[{"studyType": "BSc", "institution": "Wren School"}],
        projects=[{"name": "project"}],
    )


def _any_entry(chance: random.Random) -> DocumentEntry:
    return _entry(
        f"{chance.choice('abcdef')}.md",
        f"{chance.choice('xyz')}@x.example",
        chance.choice(EMPLOYERS),
        chance.choice(SKILLS),
        chance.choice((2015, 2019)),
    )


def _count(graph: Neo4jGraph, statement: str) -> int:
    (row,) = graph.server.read(statement)
    return int(row["count"])


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_is_what_is_said(
    graph: Neo4jGraph, small: Ontology, tmp_path: Path, seed: int
) -> None:
    """Documents come, change and go; organisations join and part by what they are also called."""
    chance = random.Random(seed)
    held: dict[str, DocumentEntry] = {}
    for _ in range(12):
        batch = [_any_entry(chance) for _ in range(chance.randint(1, 3))]
        if held and chance.random() < 0.3:
            for key in graph.forget(chance.choice(sorted(held))):
                del held[key]
        else:
            graph.put(*batch)
            held |= {one.document.key: one for one in batch}
        assert graph.verify() == []
    with open_graph(tmp_path / "people.db", ontology=small, create=True) as expected:
        expected.put(*held.values())
        assert exported(graph, tmp_path) == exported(expected, tmp_path)
        assert graph.info().to_json() | {"forgotten": 0} == expected.info().to_json()


def test_another_writers_ontology_takes_the_place(
    graph: Neo4jGraph, neo4j_uri: str, small: Ontology
) -> None:
    graph.put(_entry("a.md"), _entry("b.md", "b@x.example", skill="skill:redis-db"))
    less = part_of_the_ontology("skill:redis-db", "degree:bachelor-of-science")
    with Neo4jGraph(neo4j_uri, ontology=less) as other:
        other.put(_entry("c.md", "c@x.example", skill="skill:redis-db"))
        assert other.verify() == []
        known = "MATCH (n:Technology {id: 'skill:go-lang'}) RETURN count(n) AS count"
        assert _count(other, known) == 1  # somebody has it: it stays, under the name in its id
        other.put(_entry("a.md", skill="skill:redis-db"))
        assert other.verify() == []
        assert _count(other, known) == 0
    graph.put(_entry("a.md"))
    assert graph.verify() == []


def test_a_moved_document_takes_its_evidence_along(graph: Neo4jGraph) -> None:
    graph.put(_entry("a.md"), _entry("b.md", "b@x.example"))
    entry = _entry("new/a.md")
    graph.put(DocumentEntry(entry.document, entry.resume, moved_from="a.md"))
    assert [one.key for one in graph.documents()] == ["b.md", "new/a.md"]
    assert graph.verify() == []


def test_a_changed_graph_is_found_out(graph: Neo4jGraph) -> None:
    graph.put(_entry("a.md"))
    for statement, found in (
        ("MATCH (n:Role) SET n.start = '1999'", "differs in start"),
        ("MATCH (:Person)-[r:CLAIMS|HELD]->() DELETE r", "is missing"),
        ("CREATE (:Person {id: 'person:x'})", "is said by no document"),
        ("CREATE (:Stranger)", "label Stranger"),
        ("MATCH (n:Naming) SET n.names_counts = [7]", "counts other names"),
    ):
        graph.server.run(statement)
        assert any(found in sentence for sentence in graph.verify()), statement


def test_an_end_that_is_missing_is_refused(graph: Neo4jGraph, small: Ontology) -> None:
    graph.put(_entry("a.md"))

    def work(tx: Any) -> None:
        writer = Writer(tx, small)
        writer.create_edges([Edge("e:1", "CLAIMS", "person:nobody", "skill:go-lang")])
        writer.check()

    with pytest.raises(BackendUnreachable, match="lacks nodes"):
        graph.server.writing(work)
    assert graph.verify() == []


def test_a_failure_midway_changes_nothing(
    graph: Neo4jGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.put(_entry("a.md"))
    generation = graph.generation

    def broken(ledger: Ledger) -> None:
        raise RuntimeError("midway")

    with monkeypatch.context() as patch:
        patch.setattr("commonground.graph.neo4j.ledger.Neo4jLedger.seal", broken)
        with pytest.raises(RuntimeError, match="midway"):
            graph.put(_entry("a.md", employer="Owl"), _entry("b.md", "b@x.example"))
    assert graph.generation == generation
    assert graph.verify() == []
    assert [one.key for one in graph.documents()] == ["a.md"]


def test_ids_are_unique_and_found_by_index(graph: Neo4jGraph) -> None:
    graph.put(_entry("a.md"))
    rows = graph.server.read(
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties"
        " WHERE 'id' IN properties RETURN labelsOrTypes[0] AS label"
    )
    assert {"Person", "Role", "Employer", "Skill", "Document"} <= {row["label"] for row in rows}
    waiting = graph.server.read("SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN state")
    assert waiting == []


def test_another_programs_database_is_left_alone(neo4j_uri: str, graph: Neo4jGraph) -> None:
    graph.server.run("MATCH (n) DETACH DELETE n")
    graph.server.run("CREATE (:Movie {title: 'x'})")
    with pytest.raises(BackendUnreachable, match="something else"):
        open_graph(neo4j_uri, create=True)
    assert _count(graph, "MATCH (n) RETURN count(n) AS count") == 1


def test_a_graph_is_only_made_where_that_is_asked(neo4j_uri: str) -> None:
    with pytest.raises(BackendUnreachable, match="load FOLDER"):
        open_graph(neo4j_uri)


def test_a_newer_format_asks_for_an_upgrade(graph: Neo4jGraph, neo4j_uri: str) -> None:
    graph.server.run("MATCH (g:Graph) SET g.schema = 99")
    with pytest.raises(BackendUnreachable, match="upgrade commonground"):
        open_graph(neo4j_uri)


def test_an_address_holds_no_password() -> None:
    with pytest.raises(UsageError, match="NEO4J_PASSWORD") as caught:
        open_graph("bolt://neo4j:hunter2@localhost:7687")
    assert "hunter2" not in str(caught.value)


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    with pytest.raises(BackendUnreachable, match="does not answer") as caught:
        open_graph("bolt://127.0.0.1:9")
    assert "\n" not in str(caught.value) and caught.value.exit_code == 4


def test_the_environment_names_the_graph(
    graph: Neo4jGraph, neo4j_uri: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_uri)
    with open_graph() as named:
        assert isinstance(named, Neo4jGraph)
    monkeypatch.setenv("COMMONGROUND_GRAPH", str(tmp_path / "people.db"))
    with open_graph(create=True) as named:
        assert not isinstance(named, Neo4jGraph)
