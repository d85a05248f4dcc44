"""One's own Cypher: it reads, in the time it is given, and what comes back is plain Python."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from commonground.errors import UsageError
from commonground.ontology.ontology import Ontology
from commonground.queries.cypher import cypher

from ..support.asking import facts
from ..support.backends import Graph, Neo4j
from ..support.writing import ADA, BO

pytestmark = pytest.mark.neo4j

WRITES = (
    "CREATE (n:Person {id: 'x'}) RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Person) SET n.name = 'x' RETURN n",
    "MATCH (n:Person) REMOVE n.name",
    "MERGE (n:Person {id: 'x'}) RETURN n",
    "MATCH (n:Person) CALL (n) { DETACH DELETE n } RETURN count(*)",
    "CREATE INDEX FOR (n:Person) ON (n.name)",
    "DROP CONSTRAINT person IF EXISTS",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "CALL db.createLabel('Intruder')",
    "CALL dbms.setConfigValue('db.transaction.timeout', '0s')",
)
ENDLESS = (
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a % (b + 1)) AS it"
)

COMMAND = """
import sys
from commonground.cli.main import main
sys.exit(main(["cypher", sys.argv[2], "--timeout", "1", "-g", sys.argv[1]]))
"""
CUT_OFF = """
import sys
import commonground as cg
from commonground.cli.limits import limited
from commonground.errors import LimitReached
from commonground.queries.cypher import cypher
try:
    with limited(1, 0), cg.open_graph(sys.argv[1]) as graph:
        cypher(graph, sys.argv[2], timeout=0)
except LimitReached as reached:
    sys.exit(f"commonground: {reached}")
"""


@pytest.fixture
def graph(on_server: Neo4j, small: Ontology) -> Iterator[Graph]:
    """Return a graph of two people on the server."""
    with on_server.empty(small) as graph:
        graph.put(ADA, BO)
        yield graph


@pytest.mark.parametrize("query", WRITES)
def test_it_only_reads(on_server: Neo4j, graph: Graph, query: str) -> None:
    before, counted = facts(graph), on_server.counted()
    with pytest.raises(UsageError) as error:
        cypher(graph, query)
    assert len(str(error.value).splitlines()) == 1
    assert on_server.counted() == counted
    with on_server.again(graph.ontology) as again:
        assert facts(again) == before


def test_it_ends_when_its_time_is_up(graph: Graph) -> None:
    began = time.monotonic()
    with pytest.raises(UsageError, match="time"):
        cypher(graph, ENDLESS, timeout=0.5)
    assert time.monotonic() - began < 10
    assert list(cypher(graph, "RETURN 1 AS one")) == [{"one": 1}]  # the connection is still good


@pytest.mark.parametrize(("code", "ends"), [(COMMAND, 2), (CUT_OFF, 1)])
def test_the_server_stops_too_when_a_command_does(graph: Graph, code: str, ends: int) -> None:
    """By the time-out that it was given; where it has none, by the connection that closes."""
    command = [sys.executable, "-c", code, graph.address, ENDLESS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (ends, "") and done.stderr.count("\n") == 1
    assert "--timeout" in done.stderr or "its time was up" in done.stderr
    assert _works_on_nothing(graph)


def _works_on_nothing(graph: Graph) -> bool:
    """Return whether within seconds no transaction runs that sums without end."""
    asked = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND range' RETURN q"
    end = time.monotonic() + 20
    while rows := list(cypher(graph, asked)):
        if time.monotonic() > end:
            break
        time.sleep(0.2)
    return not rows


def test_values_are_parameters(graph: Graph) -> None:
    hostile = "'); MATCH (n) DETACH DELETE n //"
    found = cypher(graph, "RETURN $text AS text", {"text": hostile})
    assert list(found) == [{"text": hostile}]


def test_what_comes_back_is_plain(graph: Graph) -> None:
    rows = cypher(graph, "MATCH (p:Person {name: 'Ada Rask'})-[r:HELD]->(o:Role) RETURN p, r, o")
    (row,) = list(rows)
    assert json.loads(json.dumps(row)) == row
    assert row["p"]["properties"]["id"] == graph.person("ada.md").id
    assert "element" not in json.dumps(row).lower()


@pytest.mark.parametrize("query", ["", "MATCH (n", "RETURN $missing", "RETURN 1 AS a; RETURN 2"])
def test_what_is_no_cypher_is_said_in_one_line(graph: Graph, query: str) -> None:
    with pytest.raises(UsageError) as error:
        cypher(graph, query)
    assert len(str(error.value).splitlines()) == 1
