"""What ``neo4j-admin`` imports is the graph that loading over Bolt makes, and goes on as one."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground import UsageError
from commonground.benchmarks.population import entries
from commonground.graph.loading.copy import copy
from commonground.graph.neo4j.admin_import import CONSTRAINTS, SCRIPT
from commonground.graph.neo4j.schema import constraints
from commonground.graph.neo4j.store import Neo4jGraph
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.neo4j_fixtures import QUICK, driver_to, lacking
from .support.neo4j_release import Unavailable
from .support.neo4j_server import Access, Server
from .support.resumes import Said

pytestmark = pytest.mark.neo4j

ODD = 'O "x", \\ \x1f|;, \r\n\n é\\'
NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS row"
EDGES = "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS row"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    """Return people with all that a store can hold of them: also odd values and every note."""
    with open_graph(tmp_path_factory.mktemp("from") / "people.db", create=True) as graph:
        graph.put(
            *entries(30),
            Said("x").entry("odd.md", basics={"name": ODD}),
            Said("uses Oldtool")
            .at("/skills/0", "Oldtool", "skill:oldtool")
            .entry("old.md", skills=[{"name": "Oldtool"}]),
            unread=[("bad.pdf", "/cvs/bad\udcff.pdf", 'is "damaged", and more')],
        )
        graph.same("people/000001.md", "people/000002.md", 'she said, "both are mine"')
        graph.correct("people/000003.md", "email", "new@corrected.example", "moved", "me")
        graph.forget(graph.person("people/000004.md"))
        yield graph


@pytest.fixture(scope="module")
def folder(graph: EmbeddedGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "a folder"
    graph.export(path, form="neo4j-admin", contact=True)
    return path


@pytest.fixture(scope="module")
def imported(
    neo4j_sign_in: None, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Access]:
    """Return a server into which the folder's own script put the graph before it ever started."""
    place = tmp_path_factory.mktemp("neo4j")
    server = Server(place, password=os.environ["NEO4J_PASSWORD"], options=[QUICK])
    try:
        command, environment = server.admin()
    except Unavailable as error:
        lacking(str(error))
    tool = place / "bin" / "neo4j-admin"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    tool.chmod(0o755)
    environment["PATH"] = f"{tool.parent}:{environment['PATH']}"
    done = subprocess.run(
        ["sh", str(folder / SCRIPT)], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    with server:
        with driver_to(server.access) as driver:
            for statement in (folder / CONSTRAINTS).read_text().split(";\n")[:-1]:
                driver.execute_query(statement)
        yield server.access


def _held(access: Access) -> tuple[list[Any], list[Any]]:
    """Return all nodes and relationships; the generation counts transactions."""
    with driver_to(access) as driver:
        nodes = [record.data() for record in driver.execute_query(NODES).records]
        edges = [record.data() for record in driver.execute_query(EDGES).records]
    for node in nodes:
        node["labels"].sort()
        if node["labels"] == ["Graph"]:
            node["row"].pop("generation")
    return _in_order(nodes), _in_order(edges)


def _in_order(found: list[dict[str, Any]]) -> list[Any]:
    return sorted(({**one, "row": sorted(one["row"].items())} for one in found), key=repr)


def test_all_nodes_and_relationships_are_those_of_loading_over_bolt(
    graph: EmbeddedGraph, imported: Access, neo4j_uri: str, neo4j_server: Access
) -> None:
    with open_graph(neo4j_uri, create=True) as target:
        copy(graph, target)
    there, loaded = _held(imported), _held(neo4j_server)
    assert len(loaded[0]) > 4000 and len(loaded[1]) > 10_000
    for imports, loads in zip(there, loaded, strict=True):
        assert len(imports) == len(loads)
        assert [pair for pair in zip(imports, loads, strict=True) if pair[0] != pair[1]][:3] == []


def test_an_imported_graph_answers_and_goes_on(
    graph: EmbeddedGraph, imported: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in imported.environment.items():
        monkeypatch.setenv(name, value)
    with open_graph(imported.uri) as server:
        assert isinstance(server, Neo4jGraph)
        assert server.verify() == []
        for ask in (
            lambda g: cg.find(g, "Python:12m"),
            lambda g: cg.similar(g, "people/000007.md"),
            lambda g: cg.path(g, "people/000001.md", "people/000009.md", k=3),
            lambda g: cg.shared(g, "people/000001.md", "people/000009.md"),
        ):
            assert ask(server).to_json() == ask(graph).to_json()
        assert server.document("odd.md") == graph.document("odd.md")
        assert server.decisions() == graph.decisions()
        assert server.corrections() == graph.corrections()
        assert server.unread() == graph.unread() and server.forgotten() == graph.forgotten()
        made = server.server.run("SHOW CONSTRAINTS YIELD name RETURN count(*) AS n")[0]["n"]
        assert made == sum("CONSTRAINT" in one for one in constraints())
        server.put(Said("x").entry("new.md", basics={"name": "Nia Ek"}))
        server.forget(server.person("people/000007.md"))
        assert server.verify() == []


def test_a_folder_holds_everything_or_is_refused(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--contact"):
        graph.export(tmp_path / "a", form="neo4j-admin")
    with pytest.raises(UsageError, match="--no-ontology"):
        graph.export(tmp_path / "a", form="neo4j-admin", contact=True, ontology=False)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        graph.export(tmp_path / "file", form="neo4j-admin", contact=True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
