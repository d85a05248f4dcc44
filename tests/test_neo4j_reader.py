"""The reader of a server against the reference, row for row; its plans and its round trips."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import commonground as cg
from commonground.errors import BackendUnreachable, CommongroundError, UsageError
from commonground.graph.neo4j.reader import Neo4jReader
from commonground.graph.neo4j.session import Server
from commonground.graph.networkx.reader import NetworkXReader
from commonground.graph.reader import Reader
from commonground.graph.ties import Stint, Tie
from commonground.queries.colleagues import Colleagues
from commonground.queries.cypher import browser_text, cypher, literal
from commonground.queries.example import Someone
from commonground.queries.find.find import Find
from commonground.queries.path.path import Path as Way
from commonground.queries.question import Question
from commonground.queries.shared import Shared
from commonground.queries.similar.similar import Similar
from commonground.queries.tenure import Tenure

from .support.neo4j_filling import fill
from .support.neo4j_fixtures import driver_to, empty
from .support.neo4j_server import Access
from .support.population import crowd, someone, town
from .test_queries import QUESTIONS, towns

pytestmark = pytest.mark.neo4j

BAD = {"AllNodesScan", "CartesianProduct", "Eager"}
HOSTILE = (
    "\\u0060",
    "`) MATCH (n) DETACH DELETE n //",
    "'); MATCH (n) DETACH DELETE n //",
    "\\'",
    "\\\\u0027",
    '"',
    "a\nb\r\tc\u2028d",
    "\u202eright to left",
    "😀",
    "\x00\x07",
)


@pytest.fixture(scope="module")
def server(neo4j_server: Access) -> Iterator[Server]:
    with driver_to(neo4j_server) as driver:
        empty(driver, neo4j_server.database)
        with Server(neo4j_server.uri) as server:
            yield server
        empty(driver, neo4j_server.database)


@pytest.fixture(scope="module")
def embedded(demo_graph: Path) -> Iterator[Any]:
    with cg.open_graph(demo_graph) as graph:
        yield graph


@pytest.fixture
def reader(server: Server, embedded: Any) -> Neo4jReader:
    """Return a reader that has read nothing yet, of the invented resumes."""
    held = server.read("MATCH (d:Document) RETURN count(d) AS documents")
    if held[0]["documents"] != len(embedded.documents()):
        documents = [embedded.document(one.key) for one in embedded.documents()]
        fill(server, embedded.to_networkx(lists=True), documents)
    return Neo4jReader(server, embedded.ontology)


def told(question: Callable[[Any], Any], reader: Reader) -> str:
    try:
        answer = question(reader)
    except CommongroundError as error:
        return repr(error)
    picture = [[asdict(one) for one in part] for part in (answer.nodes, answer.edges)]
    return json.dumps([answer.to_json(), picture], sort_keys=True)


def reader_of_town(server: Server, reference: NetworkXReader) -> Neo4jReader:
    texts = reference._texts
    assert isinstance(texts, dict)
    fill(server, reference._graph, texts.values())
    return Neo4jReader(server, reference.ontology)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(people=towns())
def test_invented_towns_answer_alike(server: Server, people: list[Someone]) -> None:
    reference = town(*people)
    mine = reader_of_town(server, reference)
    for ask in QUESTIONS.values():
        question = lambda graph, ask=ask: ask(graph, people[0], people[1])  # noqa: E731
        assert told(question, mine) == told(question, reference)


def test_crowds_at_both_ends_of_a_way(server: Server) -> None:
    """More people have the ends than are ever listed; those who have both are found by id."""
    both = [someone(f"Both{at}", lists=["clay-lang", "kiln-store"]) for at in range(2)]
    lone = someone("Lone", lists=["rope-bridge", "glaze-pattern"])
    link = someone("Link", lists=["glaze-pattern", "web-calls"])
    people = [*crowd(70, "clay-lang"), *both, lone, link]
    people += [someone(f"Oven{at:02}", lists=["kiln-store", "web-calls"]) for at in range(70)]
    reference = town(*people)
    mine = reader_of_town(server, reference)
    for a, b in (
        ("Clay", "Kiln"),
        ("Clay", "web calls"),
        ("rope bridge", "Clay"),
        ("Lone", "Kiln"),
    ):
        for k in (1, 2, 5):
            question = lambda graph, a=a, b=b, k=k: cg.path(graph, a, b, k=k)  # noqa: E731
            assert told(question, mine) == told(question, reference)
            assert '"steps"' in told(question, reference)


ASKED: dict[str, tuple[Callable[[Any], Any], int]] = {
    "find": (lambda graph: cg.find(graph, "Temporal:12m", "Go"), 8),
    "find any": (lambda graph: cg.find(graph, "message broker:1y OR NATS", "NOT PHP"), 9),
    "find at": (lambda graph: cg.find(graph, "Go", employer="Tallowmere Payments"), 11),
    "find in": (lambda graph: cg.find(graph, "Go:since=2023", place="Portugal"), 9),
    "find degree": (lambda graph: cg.find(graph, "Bachelor of Science", "Go:current"), 8),
    "find relaxed": (lambda graph: cg.find(graph, "Solidity:9y", "Haskell", "Go"), 9),
    "similar": (lambda graph: cg.similar(graph, "lena.txt"), 9),
    "shared": (lambda graph: cg.shared(graph, "ada.md", "bo.txt"), 8),
    "rarest": (lambda graph: cg.shared(graph), 9),
    "colleagues": (lambda graph: cg.colleagues(graph, "ada.md"), 9),
    "tenure": (lambda graph: cg.tenure(graph, "ada.md"), 4),
    "find without": (lambda graph: cg.find(graph, "Temporal:12m", "Go", without="Go"), 8),
    "similar without": (lambda graph: cg.similar(graph, "lena.txt", without="Go"), 9),
    "team": (lambda graph: cg.team(graph, "Solidity", "Kafka", "PHP", k=3), 7),
    "gap": (lambda graph: cg.gap(graph, "tove.md", "Solidity", "NATS", "Kafka:3y"), 10),
    "bridges": (lambda graph: cg.bridges(graph, "EVM", "Cosmos"), 16),
    "path": (lambda graph: cg.path(graph, "ada.md", "bo.txt"), 20),
    "path to a concept": (lambda graph: cg.path(graph, "ada.md", "Kafka"), 24),
}


@pytest.mark.parametrize("name", ASKED)
def test_answers_take_few_round_trips_and_no_scan(
    name: str,
    reader: Neo4jReader,
    embedded: Any,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question, trips = ASKED[name]
    asked: list[tuple[str, Any]] = []
    read = Server.read

    def noted(self: Server, text: str, parameters: Any = None) -> list[dict[str, Any]]:
        asked.append((text, parameters))
        return read(self, text, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(Server, "read", noted)
        mine = told(question, reader)
    assert mine == told(question, embedded.reader) and '"evidence"' in mine
    assert len(asked) <= trips
    for text, parameters in asked:
        operators = operators_of(server, text, parameters)
        assert operators and BAD.isdisjoint(operators), text


def operators_of(server: Server, text: str, parameters: Any) -> set[str]:
    """Run a statement under PROFILE and return the operators of its plan."""

    def work(transaction: Any) -> set[str]:
        plan = transaction.run(f"PROFILE {text}", parameters).consume().profile
        return set(walk(plan))

    def walk(plan: dict[str, Any]) -> Iterator[str]:
        yield plan["operatorType"].partition("@")[0]
        for child in plan.get("children", ()):
            yield from walk(child)

    return server.reading(work)


def test_rows_are_those_of_the_reference(reader: Neo4jReader, embedded: Any) -> None:
    mine, theirs = reader, embedded.reader
    people = theirs.everyone()
    ties = theirs.ties(people=people)
    nodes = {tie.node for tie in ties}
    assert list(mine.everyone()) == list(people) and mine.population() == len(people)
    assert mine.locations() == theirs.locations() and mine.places() == theirs.places()
    assert mine.latest() == theirs.latest()
    assert list(mine.ties(nodes=nodes)) == list(ties) == list(mine.ties())
    assert mine.rarest(2, 5) == theirs.rarest(2, 5)
    assert list(mine.stints()) == list(theirs.stints())
    groups = {id: theirs.ontology.below(id) for id in theirs.ontology.concepts}
    assert mine.counts(groups | {"all": nodes}) == theirs.counts(groups | {"all": nodes})
    assert mine.neighbours([*people, *nodes]) == theirs.neighbours([*people, *nodes])
    for kinds in (["Person"], ["Employer", "School"], ["Project"], []):
        assert list(mine.names(kinds)) == list(theirs.names(kinds))


def test_edges_are_found_by_their_ids_alone(reader: Neo4jReader, embedded: Any) -> None:
    theirs = embedded.reader
    ties: list[Tie | Stint] = [*theirs.ties(), *theirs.stints()]
    ids = [id for tie in ties for id in tie.edges]
    found = reader.edges([*ids, "e:0000000000000000"])
    assert found == theirs.edges(ids) and list(found) == list(theirs.edges(ids))
    fresh = Neo4jReader(reader._server, reader.ontology)
    assert fresh.edges_behind(ties) == theirs.edges_behind(ties)


@pytest.mark.parametrize(
    "terms", [("Temporal:12m", "Go"), ("message broker:12m",), ("NOT Go",), ("in=Norway OR PHP",)]
)
def test_the_printed_question_finds_the_same_people(
    terms: tuple[str, ...], reader: Neo4jReader, embedded: Any, server: Server
) -> None:
    question = Find(terms, limit=None)
    statement, parameters = question.cypher(embedded.reader)
    assert (statement, parameters) == question.cypher(reader)
    written = pasted(browser_text(statement, parameters))
    people = {row["person"] for row in server.read(written)}
    assert people >= {row.id for row in question.answer(embedded.reader)} > set()
    certain = terms != ("message broker:12m",)  # else months of several concepts are still open
    assert not certain or len(people) == len(question.answer(embedded.reader))


def pasted(text: str) -> str:
    """Return one statement that has the written parameters in it, as the browser would run it."""
    *lines, statement = text.split(";\n", text.count("\n:param") + 1)
    for line in lines:
        name, value = line.removeprefix(":param ").split(" => ", 1)
        statement = statement.replace(f"${name}", f"({value})")
    return statement.removesuffix(";")


def test_every_question_has_a_statement_that_runs(
    reader: Neo4jReader, embedded: Any, server: Server
) -> None:
    ada, bo = "ada.md", "bo.txt"
    questions: list[Question[Any]] = [
        Tenure(ada),
        Shared((ada, bo)),
        Shared(),
        Colleagues(ada),
        Similar(ada),
    ]
    for question in [*questions, Way(ada, "Kafka")]:
        statement, parameters = question.cypher(reader)
        assert server.read(pasted(browser_text(statement, parameters)))
        assert server.read(statement, question.cypher(embedded.reader)[1])


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_literals_mean_what_they_say(text: str, server: Server) -> None:
    value = {text: [text, 1, -2.5, True, None, {"in": text}]}
    assert server.read(f"RETURN {literal(value)} AS value") == [{"value": value}]
    assert server.read("RETURN $value AS value", {"value": text}) == [{"value": text}]


def test_a_user_s_own_cypher_is_answered_plainly(reader: Neo4jReader) -> None:
    found = cypher(
        reader,
        "MATCH p = (a:Person)-[r:HELD]->(b:Role) WHERE $doc IN a.documents "
        "RETURN a, r, p, a.name AS name, date('2024-02-03') AS day ORDER BY b.start LIMIT 1",
        {"doc": "ada.md"},
    )
    (row,) = found.rows
    assert found.variables == ("a", "r", "p", "name", "day")
    assert row["a"]["labels"] == ["Person"] and row["a"]["properties"]["name"] == row["name"]
    assert row["r"]["type"] == "HELD" and [type(step) for step in row["p"]] == [dict] * 3
    assert row["day"].isoformat() == "2024-02-03"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CREATE (n:Person {id: 'x'}) RETURN n", "only statements that read"),
        ("MATCH (n) DETACH DELETE n", "only statements that read"),
        ("CREATE INDEX nothing FOR (n:Person) ON (n.age)", "only statements that read"),
        ("CALL db.createLabel('Zed')", "only statements that read"),
        ("LOAD /**/ CSV FROM 'file:///etc/hostname' AS line RETURN line", "only statements that"),
        ("TERMINATE TRANSACTION 'neo4j-transaction-1'", "only statements that read"),
        ("RETURN 1; MATCH (n) DETACH DELETE n", "the server refuses the Cypher"),
        ("MATCH (n RETURN n", "the server refuses the Cypher: Invalid input"),
        ("RETURN $missing", "missing"),
        ("", "the server refuses the Cypher"),
    ],
)
def test_what_does_more_than_read_is_refused(text: str, said: str, reader: Neo4jReader) -> None:
    before = reader._server.read("MATCH (n) RETURN count(n) AS nodes")
    with pytest.raises(UsageError, match=said):
        cypher(reader, text)
    assert reader._server.read("MATCH (n) RETURN count(n) AS nodes") == before


def test_a_question_past_its_time_ends_with_a_sentence(reader: Neo4jReader) -> None:
    text = "UNWIND range(1, 1000000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"
    with pytest.raises(UsageError, match="its time was up"):
        cypher(reader, text, timeout=0.3)
    assert cypher(reader, "RETURN 1 AS one").rows == ({"one": 1},)


def test_reading_sessions_refuse_to_write(server: Server) -> None:
    with pytest.raises(UsageError, match="only statements that read are answered"):
        server.read("CREATE (n:Person {id: 'person:1'})")


def test_a_wrong_password_is_told_without_it(
    neo4j_server: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-and-secret")
    with Server(neo4j_server.uri) as server, pytest.raises(BackendUnreachable) as caught:
        server.check()
    assert "NEO4J_PASSWORD" in str(caught.value) and "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_named(
    neo4j_server: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "elsewhere")
    with Server(neo4j_server.uri) as server, pytest.raises(BackendUnreachable) as caught:
        server.check()
    assert "NEO4J_DATABASE" in str(caught.value)


def test_what_failed_is_asked_again(
    reader: Neo4jReader, server: Server, neo4j_server: Access, embedded: Any
) -> None:
    """A server that did not answer has not said that there is nothing."""
    lines = embedded.person("ada.md").properties["evidence"][:1]
    asked: list[Callable[[Reader], Any]] = [
        lambda one: one.counts({"one": ["skill:go-lang"]}),
        lambda one: one.counts({"both": ["skill:go-lang", "skill:rust-lang"]}),
        lambda one: {text: found.quote for text, found in one.cite(lines).items()},
    ]
    with Server(neo4j_server.uri) as closed:
        closed.close()
        broken = Neo4jReader(closed, embedded.ontology)
        for ask in asked:
            with pytest.raises(BackendUnreachable):
                ask(broken)
    broken._server = server
    for ask in asked:
        found = ask(broken)
        assert found == ask(reader) and all(found.values())
