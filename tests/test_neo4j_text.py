"""Addresses, values and texts that need no server: what is refused, and what is printed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.errors import BackendUnreachable, UsageError
from commonground.graph.criteria import Criterion
from commonground.graph.neo4j.matching import matching_parameters
from commonground.graph.neo4j.session import Server, checked_address
from commonground.graph.opening import open_graph
from commonground.queries.cypher import cypher, literal
from commonground.queries.example import example
from commonground.queries.find.find import Find
from commonground.queries.tenure import Tenure

ASKED = (
    ("Go:2y:current:since=2024-01",),
    ("(Go OR Rust) AND NOT (Kafka AND PostgreSQL)",),
    ("message broker:12m",),
    ("Bachelor of Science", "NOT in=Norway"),
    ("at=Tallowmere Payments:current",),
    ("COBOL",),
    ("title=engineer",),
    ("degree=master", "NOT school=Norrhaven"),
    ("language=German OR language=Portuguese",),
    ("years=5", "NOT title=lead"),
    ("title=engineer:3y OR Solidity",),
    ("Go", "Rust^2?", "level=senior?"),
)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_addresses_of_servers(scheme: str) -> None:
    assert checked_address(f"{scheme}://graph.example.org:7687/") == (
        f"{scheme}://graph.example.org:7687"
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("bolt://neo4j:s3cret@localhost:7687", "holds no password"),
        ("bolt://localhost:7687/people", "names no database"),
        ("http://localhost:7474", "looks like bolt"),
        ("bolt://", "looks like bolt"),
        ("people.db", "looks like bolt"),
    ],
)
def test_other_addresses_are_refused(address: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        Server(address)
    assert "s3cret" not in str(caught.value)


def test_a_server_that_is_not_there_is_not_waited_for() -> None:
    started = time.monotonic()
    with Server("bolt://127.0.0.1:9") as server, pytest.raises(BackendUnreachable) as caught:
        server.check()
    assert str(caught.value).startswith("bolt://127.0.0.1:9 does not answer")
    with pytest.raises(BackendUnreachable):
        open_graph("bolt://127.0.0.1:9")
    assert time.monotonic() - started < 5


def test_cypher_is_asked_of_a_server() -> None:
    with pytest.raises(UsageError, match="bolt://"):
        cypher(example(), "RETURN 1")


def test_what_cypher_cannot_write_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        literal({1})
    with pytest.raises(TypeError, match="float"):
        literal(float("nan"))


def test_questions_without_a_text_say_so() -> None:
    with pytest.raises(UsageError, match="tenure has no SPARQL of its own"):
        Tenure("Ana").sparql(example())
    assert Tenure.languages() == ("cypher",) and Find.languages() == ("cypher", "sparql")


def test_the_rarest_clause_is_where_a_server_begins() -> None:
    question = Find(("Go", "Redis OR Temporal:12m", "in=Lisbon", "NOT PHP"))
    _, parameters = question.cypher(example())
    skills = parameters["nodes"]["skills"]
    assert [one["id"] for one in skills if one["first"]] == ["skill:go-lang"]
    assert {one["id"]: one["criteria"] for one in skills} == {
        "skill:go-lang": [0],
        "skill:redis-db": [1],
        "skill:temporal-workflow": [2],
    }
    assert parameters["must"] == [0]
    assert parameters["places"] == parameters["everyone"] == parameters["rest"]["skills"] == []
    assert parameters["clauses"] == [[-5], [1], [2, 3], [4]]
    assert parameters["criteria"][2]["months"] == 12
    assert parameters["criteria"][3]["places"] == ["Lisbon, Portugal"]


def test_what_many_have_is_read_of_the_few_people_who_are_looked_at() -> None:
    criteria = [Criterion(frozenset({"skill:a"})), Criterion(frozenset({"skill:b"}))]
    people_with = {"skill:a": 2, "skill:b": 51}
    parameters = matching_parameters(criteria, [(1,), (2,)], people_with)
    assert [one["id"] for one in parameters["nodes"]["skills"]] == ["skill:a"]
    assert parameters["must"] == [0]
    (rest,) = parameters["rest"]["skills"]
    assert rest == {"skill:b": {"id": "skill:b", "first": False, "criteria": [1]}}
    nearer = matching_parameters(criteria, [(1,), (2,)], people_with | {"skill:b": 50})
    assert nearer["must"] == [0, 1]
    assert len(nearer["nodes"]["skills"]) == 2 and nearer["rest"]["skills"] == []


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[Any]:
    with cg.open_graph(demo_graph) as graph:
        yield graph


@pytest.mark.parametrize("terms", ASKED, ids=" ".join)
def test_sparql_finds_the_same_people(terms: tuple[str, ...], graph: Any) -> None:
    question = Find(terms, limit=None)
    people = {row.id for row in question.answer(graph.reader)}
    found = graph.sparql(question.sparql(graph.reader))
    assert {"person:" + row["person"].rpartition("/")[2] for row in found} == people


def test_sparql_has_no_months_of_study(graph: Any) -> None:
    with pytest.raises(UsageError, match="takes no conditions"):
        Find(("Bachelor of Science:12m",)).sparql(graph.reader)
