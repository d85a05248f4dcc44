"""Exports are written some people at a time, and say what a whole graph would say."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from commonground.graph.export import batches, spool
from commonground.graph.opening import open_graph
from commonground.graph.snapshots import Snapshots
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import Said

SUFFIXES = ("json", "graphml", "gexf", "csv")
RENAMED = {"start": "start_date", "end": "end_date", "type": "relation", "label": "headline"}


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("streams") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path) as graph:
        graph.put(Said("x").entry("odd.md", basics={"name": 'O "x" <&> \t]]>\r\n\x07 \u2028é'}))
        yield graph


def _told(graph: Any) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Return what nodes and edges have, with the type of each value."""
    nodes = {id: _typed(data) for id, data in graph.nodes(data=True)}
    edges = {(a, b, key): _typed(data) for a, b, key, data in graph.edges(keys=True, data=True)}
    return nodes, edges


def _typed(data: dict[str, Any]) -> dict[str, tuple[type, Any]]:
    return {name: (type(value), value) for name, value in data.items()}


@pytest.mark.parametrize("ontology", [True, False])
def test_graphml_says_what_networkx_would_write(
    graph: EmbeddedGraph, tmp_path: Path, ontology: bool
) -> None:
    (path,) = graph.export(tmp_path / "g.graphml", ontology=ontology, contact=True)
    network = graph.to_networkx(ontology=ontology)
    for _, data in network.nodes(data=True):
        if not data.get("name"):
            data.pop("name", None)
    nodes, edges = _told(nx.read_graphml(path))
    assert len(nodes) > 100 and len(edges) > 1000
    assert (nodes, edges) == _told(network)
    # Their own writer leaves carriage returns as they are, which no reader then finds.
    nx.write_graphml(network, tmp_path / "theirs.graphml")
    theirs = nx.read_graphml(tmp_path / "theirs.graphml")
    for _, data in theirs.nodes(data=True):
        if str(data.get("name", "")).startswith('O "x"'):
            data["name"] = data["names"] = data["name"].replace("]]>\n", "]]>\r\n")
    assert (nodes, edges) == _told(theirs)


@pytest.mark.parametrize("ontology", [True, False])
def test_gexf_says_what_networkx_would_write(
    graph: EmbeddedGraph, tmp_path: Path, ontology: bool
) -> None:
    (path,) = graph.export(tmp_path / "g.gexf", ontology=ontology, contact=True)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain = graph.to_networkx(ontology=ontology)
    for id, data in plain.nodes(data=True):
        own = {RENAMED.get(name, name): value for name, value in data.items()}
        network.add_node(id, **own, label=own.get("name") or id)
    for a, b, key, data in plain.edges(keys=True, data=True):
        own = {RENAMED.get(name, name): value for name, value in data.items()}
        network.add_edge(a, b, key, **own, label=own["relation"])
    nx.write_gexf(network, tmp_path / "theirs.gexf")
    read: Any = nx.read_gexf(path)
    theirs: Any = nx.read_gexf(tmp_path / "theirs.gexf")
    # They number the edges, and keep our ids apart from that.
    assert all(data.pop("id") == key for _, _, key, data in read.edges(keys=True, data=True))
    assert all(data.pop("id").isdigit() for _, _, data in theirs.edges(data=True))
    nodes, edges = _told(read)
    assert len(nodes) > 100 and len(edges) > 1000
    assert (nodes, edges) == _told(theirs)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_how_many_people_are_written_at_once_is_of_no_matter(
    graph: EmbeddedGraph, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = [path.read_bytes() for path in graph.export(tmp_path / f"a.{suffix}")]
    assert len(graph.documents()) > 8
    monkeypatch.setattr(batches, "PEOPLE", 3)
    monkeypatch.setattr(spool, "_IN_MEMORY", 1000)
    assert [path.read_bytes() for path in graph.export(tmp_path / f"b.{suffix}")] == at_once
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == sorted("ab" * len(at_once))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_graph_is_never_whole_in_memory(
    graph: EmbeddedGraph, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(self: object) -> None:
        raise AssertionError("the whole graph was asked for")

    monkeypatch.setattr(Snapshots, "projection", property(whole))
    monkeypatch.setattr(Snapshots, "reader", property(whole))
    assert graph.export(tmp_path / f"g.{suffix}")


@pytest.mark.parametrize("spoil", [lambda db: "resume = '{}'", lambda db: "text = text || 'x'"])
def test_a_damaged_document_says_nothing(
    graph: EmbeddedGraph, tmp_path: Path, spoil: Callable[[Any], str]
) -> None:
    path = tmp_path / "people.db"
    shutil.copy(graph.path, path)
    with open_graph(path) as damaged:
        person = damaged.person("ada.md").id
        damaged.connection.execute(f"UPDATE documents SET {spoil(damaged)} WHERE key = 'ada.md'")
    with open_graph(path) as damaged:
        (written,) = damaged.export(tmp_path / "g.graphml", contact=True)
        assert _told(nx.read_graphml(written))[0].keys() == set(damaged.to_networkx())
        assert person not in damaged.to_networkx()
