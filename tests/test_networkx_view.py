"""``graph.networkx``: a MultiDiGraph that is read when it is looked at, and that nobody changes.

NetworkX's own tests of its classes run on such views, as they come with it. Some do not apply, and
are left out below by name: they ask for attribute dicts that are written to, or for a graph that is
made of dicts.
"""

from __future__ import annotations

import copy
import json
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networkx.classes.tests import (  # type: ignore[import-not-found]
    test_multidigraph,
    test_reportviews,
)
from tests.support.arrays import OverArrays
from tests.support.primitives import PrimitiveReader
from tests.support.viewed import ChangingView, viewed

import commonground as cg
from commonground.graph.networkx.source import OF_RELATIONS, ReaderSource
from commonground.graph.networkx.view import GraphView
from commonground.graph.opening import open_graph
from commonground.graph.reader import Reader
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.ontology.kinds import CONCEPT_KINDS
from commonground.ontology.ontology import Ontology

from .support.resumes import Said

Network = Any  # a MultiDiGraph; networkx's stubs know the attributes of none


# ---- NetworkX's own tests ----------------------------------------------------------------------

NOT_OURS = {
    "test_nodes": "asks for dicts: the nodes of a view are no dict",
    "test_subgraph": "writes lists into attributes, and looks for them in the part",
    "test_to_directed": "writes lists into attributes, and looks for them in the copy",
    "test_to_undirected": "writes lists into attributes, and looks for them in the copy",
    "test_pickle": "asks that an edge is one dict from either side; see our own test below",
    "test_iterkeys": "writes attributes of edges",
}


class Lazy(test_multidigraph.TestMultiDiGraph):  # type: ignore[misc]
    """The tests of MultiDiGraph; their graph K3 is looked at through a view."""

    whole = False
    K3: Any

    def setup_method(self) -> None:
        super().setup_method()
        self.K3 = ChangingView(self.K3, whole=self.whole)


class Whole(Lazy):
    whole = True


for _name in NOT_OURS.keys() - {"test_iterkeys"}:
    setattr(Lazy, _name, None)


class TestNodeByNode(Lazy):
    """Before anything was asked of the whole graph."""


class TestByTheEnds(Whole):
    """After the ends of all edges were read."""


def _viewing(base: Any) -> Any:
    """Return NetworkX's tests of what tells a graph's nodes or edges, with a view as the graph."""

    class Viewing(base):  # type: ignore[misc]
        test_iterkeys = None

        @classmethod
        def setup_class(cls) -> None:
            super().setup_class()
            for name, graph in vars(cls).copy().items():
                if isinstance(graph, nx.MultiDiGraph):
                    setattr(cls, name, ChangingView(graph))

    return Viewing


TestOutEdgeData = _viewing(test_reportviews.TestOutMultiEdgeDataView)
TestInEdgeData = _viewing(test_reportviews.TestInMultiEdgeDataView)
TestOutEdges = _viewing(test_reportviews.TestOutMultiEdgeView)
TestInEdges = _viewing(test_reportviews.TestInMultiEdgeView)
TestDegrees = _viewing(test_reportviews.TestDiMultiDegreeView)
TestOutDegrees = _viewing(test_reportviews.TestOutMultiDegreeView)
TestInDegrees = _viewing(test_reportviews.TestInMultiDegreeView)


# ---- a graph of the store ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("view") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path, ontology=_small(graph_of=path)) as graph:
        graph.put(Said("x").entry("x.md", basics={"name": "Ida Falk"}))  # who is tied to nothing
        yield graph


def _small(graph_of: Path) -> Ontology:
    """Return the concepts that somebody has but for a few, and what they are related to."""
    with open_graph(graph_of) as graph:
        full, had = graph.ontology, {tie.node for tie in graph.reader.ties()}
    kept = {id for id in full.concepts if id in had} - {
        "skill:kubernetes",
        "field:computer-science",
    }
    kept |= {one.target for id in kept for one in full.relations_of(id)} - {"skill:kubernetes"}
    concepts = [one for id, one in full.concepts.items() if id in kept]
    related = [one for one in full.relations if {one.source, one.target} <= kept]
    return Ontology(concepts, related, "7" * 16)


READERS: dict[str, Callable[[Reader], Reader]] = {
    "own": lambda reader: reader,
    "primitives": PrimitiveReader,
    "arrays": OverArrays,
    "changed": lambda reader: OverArrays(reader, reader.everyone()[1:3]),
}


@pytest.fixture(scope="module", params=READERS)
def view(request: pytest.FixtureRequest, graph: EmbeddedGraph) -> GraphView:
    reader = READERS[request.param](graph.reader)
    return GraphView(ReaderSource(reader, lambda work: work()))


@pytest.fixture(scope="module")
def real(graph: EmbeddedGraph) -> Network:
    return graph.to_networkx()


def row(network: Network, id: str) -> tuple[Any, ...]:
    """Return all that a graph tells of a node, its edges and their other ends."""
    sides = (network.succ[id], network.pred[id])
    near = [
        {other: {key: dict(data) for key, data in keys.items()} for other, keys in side.items()}
        for side in sides
    ]
    return dict(network.nodes[id]), *near


def test_every_node_alone_is_that_of_the_real_graph(view: GraphView, real: Network) -> None:
    fresh = GraphView(view.source)
    for id in real:
        assert id in fresh
        assert row(fresh, id) == row(real, id)
    assert not fresh.is_whole, "to look at nodes reads nothing else"


def test_all_of_it_is_the_real_graph(view: GraphView, real: Network) -> None:
    assert (len(view), view.number_of_nodes(), view.order()) == (len(real),) * 3
    assert view.number_of_edges() == real.number_of_edges() == view.size()
    assert set(view) == set(real) == set(view.adj) == set(view.pred)
    assert dict(view.nodes(data=True)) == dict(real.nodes(data=True))
    for side in ("out_edges", "in_edges"):
        found, wanted = (
            {(a, b, key): data for a, b, key, data in getattr(one, side)(keys=True, data=True)}
            for one in (view, real)
        )
        assert found == wanted
    for count in ("degree", "in_degree", "out_degree"):
        assert dict(getattr(view, count)()) == dict(getattr(real, count)())
    assert view.size("weight") == pytest.approx(real.size("weight"))
    for id in real:
        assert row(view, id) == row(real, id)


def test_attributes_of_edges_are_told_in_one_order(view: GraphView, real: Network) -> None:
    ends = view.ends
    edges = [
        real.edges[a, b, key]
        for a, b, key in zip(
            (ends.ids[at] for at in ends.sources),
            (ends.ids[at] for at in ends.targets),
            ends.keys(range(ends.size)),
            strict=True,
        )
    ]
    names = {name for data in edges for name in data}
    assert {"weight", "type", "evidence", "from_months"} <= names
    for name in names | {"no such attribute"}:
        assert view.source.values(name, ends) == [data.get(name, 1) for data in edges]
    for data in edges:
        assert OF_RELATIONS.isdisjoint(data) or data["type"].isupper() and "quote" in data


def test_what_is_not_there(view: GraphView) -> None:
    for id in ("skill:none", "role:0000000000000000", "person:1", 7, None, (1, 2), [1]):
        assert id not in view
        assert not view.has_edge(id, "skill:go-lang") if id != [1] else True
        with pytest.raises((KeyError, TypeError)):
            view.nodes[id]
        with pytest.raises((KeyError, TypeError)):
            view.adj[id]
    with pytest.raises(nx.NetworkXError, match="not in the digraph"):
        view.neighbors("skill:none")


CHANGES: dict[str, Callable[[Network], Any]] = {
    "add_node": lambda g: g.add_node("x"),
    "add_nodes_from": lambda g: g.add_nodes_from(["x"]),
    "remove_node": lambda g: g.remove_node("skill:go-lang"),
    "remove_nodes_from": lambda g: g.remove_nodes_from(["skill:go-lang"]),
    "add_edge": lambda g: g.add_edge("skill:go-lang", "skill:kubernetes"),
    "add_edges_from": lambda g: g.add_edges_from([("skill:go-lang", "skill:kubernetes")]),
    "add_weighted_edges_from": lambda g: g.add_weighted_edges_from([("a", "b", 1)]),
    "remove_edge": lambda g: g.remove_edge("skill:go-lang", "skill:kubernetes"),
    "remove_edges_from": lambda g: g.remove_edges_from([("skill:go-lang", "skill:kubernetes")]),
    "update": lambda g: g.update(nodes=["x"]),
    "clear": lambda g: g.clear(),
    "clear_edges": lambda g: g.clear_edges(),
    "graph": lambda g: g.graph.update(name="x"),
    "name": lambda g: setattr(g, "name", "x"),
    "node": lambda g: g.nodes["skill:go-lang"].update(kind="x"),
    "node item": lambda g: g.nodes["skill:go-lang"].__setitem__("kind", "x"),
    "node gone": lambda g: g.nodes["skill:go-lang"].pop("kind"),
    "edge": lambda g: next(iter(g.edges(data=True)))[2].setdefault("x", 1),
    "add_path": lambda g: nx.add_path(g, ["a", "b"]),
    "set_node_attributes": lambda g: nx.set_node_attributes(g, dict.fromkeys(g, 1), "x"),
    "set_edge_attributes": lambda g: nx.set_edge_attributes(g, dict.fromkeys(g.edges, 1), "x"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_can_be_changed(graph: EmbeddedGraph, name: str) -> None:
    with pytest.raises(nx.NetworkXError, match="can only be read: .* take a copy by to_networkx"):
        CHANGES[name](graph.networkx)
    assert nx.is_frozen(graph.networkx)


def test_copies_are_one_s_own(graph: EmbeddedGraph, real: Network) -> None:
    view = graph.networkx
    copies: tuple[Any, ...] = (
        view.copy(),
        nx.MultiDiGraph(view),
        copy.deepcopy(view),
        pickle.loads(pickle.dumps(view)),
    )
    for own in copies:
        assert type(own) is nx.MultiDiGraph
        assert nx.utils.graphs_equal(own, real)
        own.add_edge("skill:go-lang", "x")
        own.nodes["skill:go-lang"]["kind"] = "x"
    assert view.nodes["skill:go-lang"]["kind"] == "Language"
    assert set(view.reverse().edges(keys=True)) == set(real.reverse().edges(keys=True))
    assert view.to_undirected().number_of_edges() == real.to_undirected().number_of_edges()
    near = ["skill:go-lang", *real.pred["skill:go-lang"]]
    assert nx.utils.graphs_equal(view.subgraph(near), real.subgraph(near))
    json.dumps(view.nodes["skill:go-lang"])


def test_it_is_made_of_nothing_and_once(graph: EmbeddedGraph) -> None:
    view = graph.networkx
    assert isinstance(view, nx.MultiDiGraph) and isinstance(view, GraphView)
    assert graph.networkx is view
    assert (view.is_directed(), view.is_multigraph()) == (True, True)


def test_what_was_seen_is_of_one_moment(tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        graph.put(Said("x").entry("x.md", basics={"name": "Ida Falk"}))
        view = graph.networkx
        graph.put(Said("y").entry("y.md", basics={"name": "Bo Falk"}))
        with pytest.raises(cg.UsageError, match="changed since this view was made"):
            len(view)
        assert len(graph.networkx) == len(graph.to_networkx())


def test_questions_may_be_asked_of_it(graph: EmbeddedGraph) -> None:
    found = cg.find(graph.networkx, "Temporal:12m", "Go")
    assert [row.id for row in found] == [row.id for row in cg.find(graph, "Temporal:12m", "Go")]
    assert found


def test_a_concept_that_the_ontology_lacks_is_there(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as own:
        said = Said("Ida Falk used Go").at("/skills/0", "Go", "skill:gone-away")
        own.put(said.entry("x.md", basics={"name": "Ida Falk"}, skills=[{"name": "Go"}]))
        view, real = own.networkx, own.to_networkx()
        assert real.nodes["skill:gone-away"]["kind"] in CONCEPT_KINDS
        assert row(view, "skill:gone-away") == row(real, "skill:gone-away")
        assert set(view) == set(real)


def test_a_view_of_any_graph_runs_by_node_or_as_a_whole() -> None:
    network: Network = nx.gnp_random_graph(40, 0.1, seed=3, directed=True)
    network = nx.MultiDiGraph(network)
    network.add_edges_from([(1, 2), (1, 2), (5, 5)])
    assert nx.utils.graphs_equal(viewed(network), network)
    assert nx.utils.graphs_equal(viewed(network, whole=True), network)
