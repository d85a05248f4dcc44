"""Names in Cypher: what may stand there, and that nothing else is ever sent to a server."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from commonground.errors import UsageError
from commonground.graph.model import Edge, Node
from commonground.graph.neo4j import statements
from commonground.graph.neo4j.identifiers import identifier, with_names
from commonground.graph.neo4j.schema import labels
from commonground.graph.neo4j.writer import Writer
from commonground.ontology.ontology import Ontology

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cli", "graph", "loaders", "ontology", "queries", "visualizations")
BREAKING_OUT = "Role) DETACH DELETE n //"
OUT_OF_PLACE = (
    *("", " ", "1st", "two words", "a-b", "a.b", "a`b", "a{b}", "a:b", "naïve", "Role\n", "x;y"),
    BREAKING_OUT,
)


class Recorder:
    """Stands where a transaction does and keeps what would go to the server."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def run(self, text: str, **_: Any) -> list[dict[str, int]]:
        self.sent.append(text)
        return []


@pytest.fixture
def sent() -> Recorder:
    return Recorder()


@pytest.fixture
def writer(sent: Recorder) -> Writer:
    return Writer(cast(Any, sent), Ontology((), (), "none"))


@pytest.mark.parametrize("name", ["Role", "HAS_SKILL", "from_months", "_x", "a1"])
def test_letters_digits_and_underscores_pass(name: str) -> None:
    assert identifier(name) == name


@pytest.mark.parametrize("name", OUT_OF_PLACE)
def test_every_other_name_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UsageError, match="use letters, digits and underscores") as refused:
        identifier(name)
    assert repr(name) in str(refused.value)


def test_a_name_keeps_to_its_place_in_a_statement() -> None:
    assert with_names("MATCH (n:{kind} {{id: $id}})", kind="Role") == "MATCH (n:Role {id: $id})"
    with pytest.raises(UsageError):
        with_names("MATCH (n:{kind})", kind=BREAKING_OUT)


@pytest.mark.parametrize("kind", ["Chimera", BREAKING_OUT])
def test_nodes_of_a_foreign_kind_are_not_sent(kind: str, writer: Writer, sent: Recorder) -> None:
    for write in (writer.create_nodes, writer.merge_nodes):
        with pytest.raises(UsageError, match="is no kind of the graph"):
            write([Node("role:1", kind, None)])
    assert sent.sent == []


@pytest.mark.parametrize("type", ["ADMIRES", "HELD]->() DETACH DELETE a //"])
def test_edges_of_a_foreign_type_are_not_sent(type: str, writer: Writer, sent: Recorder) -> None:
    with pytest.raises(UsageError, match="is no type of the graph"):
        writer.create_edges([Edge("e:1", type, "person:1", "role:1")])
    assert sent.sent == []


def test_a_property_whose_name_is_no_name_is_not_sent(writer: Writer, sent: Recorder) -> None:
    properties = {"months: 1}]->(b) DETACH DELETE b //": 1}
    with pytest.raises(UsageError):
        writer.create_edges([Edge("e:1", "HELD", "person:1", "role:1", properties)])
    assert sent.sent == []


def test_what_is_in_order_is_sent_as_before(writer: Writer, sent: Recorder) -> None:
    writer.create_edges([Edge("e:1", "HELD", "person:1", "role:1", {"start": "2020"})])
    (statement,) = sent.sent
    assert "CREATE (a)-[:HELD {id: edge[1], evidence: edge[2], start: edge[3]}]->(b)" in statement


def test_statements_that_take_names_from_their_caller_check_them() -> None:
    with pytest.raises(UsageError):
        labels(BREAKING_OUT)
    with pytest.raises(UsageError):
        statements.edges([BREAKING_OUT])
    with pytest.raises(UsageError):
        statements.gathered("RETURN 1 AS a", ["a] AS rows //"])


def test_the_guards_hold_without_assertions() -> None:
    """Under ``-O`` Python drops every ``assert``; these checks must not go with them."""
    code = f"""
from commonground.errors import UsageError
from commonground.graph.model import Edge, Node
from commonground.graph.neo4j.identifiers import identifier
from commonground.graph.neo4j.writer import Writer
from commonground.ontology.ontology import Ontology
assert False, "the assertions are on"
class Recorder:
    def run(self, text, **_): print("SENT", text)
writer = Writer(Recorder(), Ontology((), (), "none"))
bad = {BREAKING_OUT!r}
for attempt in (
    lambda: identifier(bad),
    lambda: writer.create_nodes([Node("role:1", bad, None)]),
    lambda: writer.create_edges([Edge("e:1", bad, "person:1", "role:1")]),
    lambda: writer.create_edges([Edge("e:1", "HELD", "person:1", "role:1", {{bad: 1}})]),
):
    try:
        attempt()
        print("PASSED")
    except UsageError:
        print("refused")
"""
    command = [sys.executable, "-O", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * 4), done.stderr


def test_no_module_guards_anything_by_an_assertion() -> None:
    modules = [path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in [*ROOT.glob("*.py"), *modules]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert not found, "assert is dropped by python -O: raise an error instead"
