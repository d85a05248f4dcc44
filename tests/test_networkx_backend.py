"""The backend of arrays gives NetworkX's answers: by its own tests, and on random graphs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg
from tests.support.viewed import viewed

from commonground.graph.networkx.backend.csr import BACKEND as NAME
from commonground.graph.networkx.backend.csr import ArrayGraph
from commonground.graph.networkx.backend.interface import ALGORITHMS, BACKEND, COMPOSED
from commonground.graph.networkx.view import GraphView
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

Network = Any  # networkx's stubs know the attributes of no graph, and no graphs of backends

# Its ``pagerank`` needs scipy; this is the definition beside it.
_pagerank_python: Callable[..., dict[Any, float]] = vars(pagerank_alg)["_pagerank_python"]


@pytest.fixture(scope="module", autouse=True)
def uncached() -> Iterator[None]:
    """Let NetworkX keep no arrays: it warns where it takes those of an earlier call."""
    with nx.config(cache_converted_graphs=False):
        yield


SUITES = (
    "algorithms.shortest_paths.tests.test_unweighted",
    "algorithms.shortest_paths.tests.test_weighted",
    "algorithms.shortest_paths.tests.test_generic",
    "algorithms.tests.test_simple_paths",
    "algorithms.link_analysis.tests.test_pagerank",
    "algorithms.components.tests.test_connected",
    "algorithms.components.tests.test_weakly_connected",
    "algorithms.tests.test_link_prediction",
    "generators.tests.test_ego",
    "algorithms.centrality.tests.test_degree_centrality",
    "algorithms.centrality.tests.test_betweenness_centrality",
)


def test_networkx_s_own_tests_pass(tmp_path: Path) -> None:
    """By its switch for backends; what the backend has not is NetworkX's, as the tests need it."""
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.networkx_suite"]
    command += ["-p", "no:cacheprovider", "-c", os.devnull, "-k", "not TestPageRankScipy"]
    command += ["-W", "error::RuntimeWarning", "--pyargs", *(f"networkx.{one}" for one in SUITES)]
    switched = {"NETWORKX_TEST_BACKEND": NAME, "NETWORKX_FALLBACK_TO_NX": "1"}
    environment = os.environ | switched | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    said, called = [line for line in done.stdout.split("\n") if line][-2:]
    assert int(said.split(" passed")[0]) > 400 and "xfailed" not in said and "skipped" not in said
    assert {name for name, times in json.loads(called).items() if times} == set(ALGORITHMS)


# ---- random graphs -----------------------------------------------------------------------------

KINDS: dict[str, type[Any]] = {
    "Graph": nx.Graph,
    "DiGraph": nx.DiGraph,
    "MultiGraph": nx.MultiGraph,
    "MultiDiGraph": nx.MultiDiGraph,
}
WEIGHTS = st.one_of(st.none(), st.integers(0, 5), st.floats(0.125, 4, width=16))


@st.composite
def networks(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(KINDS)) -> Network:
    """Return a small graph with loops, parallel edges, and weights that some edges lack."""
    graph = KINDS[draw(st.sampled_from(kinds))]()
    size = draw(st.integers(1, 12))
    names = draw(st.permutations([*range(size - size // 2), *"abcdef"[: size // 2]]))
    graph.add_nodes_from(names)
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names), WEIGHTS)
    for a, b, weight in draw(st.lists(ends, max_size=30)):
        graph.add_edge(a, b, **({} if weight is None else {"weight": weight}))
    return graph


def outcome(call: Callable[[], Any]) -> Any:
    """Return what a call gives, or which error it raises."""
    try:
        found = call()
        return list(islice(found, 40)) if isinstance(found, Iterator) else found
    except (nx.NetworkXException, ValueError, ZeroDivisionError) as error:
        return type(error)


def both(graph: Network, name: str, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """Return what NetworkX and the backend give."""
    function = getattr(nx, name)
    assert BACKEND.can_run(name, (graph, *args), kwargs) is True
    return (
        outcome(lambda: function(graph, *args, **kwargs)),
        outcome(lambda: function(graph, *args, **kwargs, backend=NAME)),
    )


def near(one: Any, other: Any) -> bool:
    """Return whether two results are the same but for the last bits of floats."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(near(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return bool(np.isclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True))
    return bool(one == other)


EXACT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("bidirectional_shortest_path", {"source": 0, "target": 1}),
    ("shortest_path", {"source": 0, "target": 1}),
    ("shortest_path", {"source": 0, "target": 1, "weight": "weight"}),
    ("shortest_path", {"source": 0}),
    ("shortest_path_length", {"source": 0, "weight": "weight"}),
    ("has_path", {"source": 0, "target": 1}),
    ("single_source_shortest_path", {"source": 0}),
    ("single_source_shortest_path", {"source": 0, "cutoff": 2}),
    ("single_source_shortest_path_length", {"source": 0, "cutoff": 1}),
    ("single_source_dijkstra", {"source": 0}),
    ("single_source_dijkstra", {"source": 0, "cutoff": 3}),
    ("single_source_dijkstra_path_length", {"source": 0, "weight": None}),
    ("multi_source_dijkstra_path", {"sources": [0, 1]}),
    ("dijkstra_path", {"source": 0, "target": 1}),
    ("dijkstra_path_length", {"source": 0, "target": 1}),
    ("bidirectional_dijkstra", {"source": 0, "target": 1}),
    ("shortest_simple_paths", {"source": 0, "target": 1}),
    ("shortest_simple_paths", {"source": 0, "target": 1, "weight": "weight"}),
    ("degree_centrality", {}),
    ("connected_components", {}),
    ("weakly_connected_components", {}),
    ("number_connected_components", {}),
    ("is_weakly_connected", {}),
    ("jaccard_coefficient", {"ebunch": ((0, 1), (1, 0), (0, 0))}),
    ("adamic_adar_index", {"ebunch": ((0, 1), (1, 0))}),
    ("betweenness_centrality", {}),
    ("betweenness_centrality", {"k": 1, "seed": 5}),
    ("betweenness_centrality", {"k": 2, "seed": 7, "endpoints": True}),
    ("betweenness_centrality", {"k": 2, "seed": 7, "normalized": False}),
)


@pytest.mark.parametrize(("name", "asked"), EXACT, ids=[f"{n} {a}" for n, a in EXACT])
@settings(max_examples=60, deadline=None)
@given(graph=networks())
def test_answers_are_networkx_s(name: str, asked: dict[str, Any], graph: Network) -> None:
    wanted, found = both(graph, name, **asked)
    assert near(wanted, found), (wanted, found)


@settings(max_examples=60, deadline=None)
@given(networks(), st.sampled_from([None, "weight"]), st.booleans())
def test_pagerank_is_that_of_its_definition(
    graph: Network, weight: str | None, personal: bool
) -> None:
    wish = {node: at + 1 for at, node in enumerate(graph)} if personal else None
    asked = {"weight": weight, "personalization": wish, "tol": 1e-12, "max_iter": 1000}
    wanted = _pagerank_python(graph, **asked)
    found = nx.pagerank(graph, **asked, backend=NAME)
    assert list(found) == list(graph)
    assert found == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(0, 3), st.booleans(), st.booleans())
def test_what_is_around_a_node(graph: Network, radius: int, undirected: bool, center: bool) -> None:
    for distance in (None,) if undirected else (None, "weight"):
        asked = {"radius": radius, "undirected": undirected, "center": center}
        wanted, found = both(graph, "ego_graph", 0, **asked, distance=distance)
        assert nx.utils.graphs_equal(wanted, found)
        assert type(found) is type(graph)


@settings(max_examples=60, deadline=None)
@given(networks(kinds=("Graph",)))
def test_all_pairs_that_no_edge_joins(graph: Network) -> None:
    for name in ("jaccard_coefficient", "adamic_adar_index"):
        wanted, found = (
            {frozenset(pair): value for *pair, value in getattr(nx, name)(graph, backend=backend)}
            for backend in (None, NAME)
        )
        assert wanted == pytest.approx(found)


@pytest.mark.parametrize("kind", KINDS)
def test_larger_graphs(kind: str) -> None:
    """Where levels are wide and paths have many equals."""
    directed = KINDS[kind]().is_directed()
    graph = KINDS[kind](nx.gnp_random_graph(300, 0.02, seed=11, directed=directed))
    for at, (_, _, data) in enumerate(graph.edges(data=True)):
        data["weight"] = 1 + at * 7919 % 13
    for target in range(1, 300, 13):
        for name in ("bidirectional_shortest_path", "bidirectional_dijkstra", "dijkstra_path"):
            wanted, found = both(graph, name, 0, target)
            assert wanted == found
    if not graph.is_multigraph():
        for weight in (None, "weight"):
            wanted, found = both(graph, "shortest_simple_paths", 0, 17, weight)
            assert len(wanted) == 40 and wanted == found
    wanted, found = both(graph, "betweenness_centrality", 40, seed=3)
    assert near(wanted, found)
    assert nx.pagerank(graph, backend=NAME) == pytest.approx(_pagerank_python(graph), abs=1e-8)


def test_a_long_chain_of_components() -> None:
    graph = nx.path_graph(5000)
    graph.remove_edge(700, 701)
    wanted, found = both(graph, "connected_components")
    assert wanted == found and list(map(len, found)) == [701, 4299]


# ---- what arrays do not do ---------------------------------------------------------------------


def test_what_the_backend_cannot_run_it_says() -> None:
    graph = nx.path_graph(4)
    with pytest.raises(NotImplementedError, match="not implemented by 'commonground' backend"):
        nx.dijkstra_path(graph, 0, 3, weight=lambda a, b, data: 1, backend=NAME)
    with pytest.raises(NotImplementedError, match="not implemented by 'commonground' backend"):
        nx.transitivity(graph, backend=NAME)
    assert "function" in str(BACKEND.can_run("dijkstra_path", (graph, 0, 3, max), {}))


def test_a_weight_that_hides_an_edge_and_one_below_zero() -> None:
    graph: Network = nx.cycle_graph(5)
    graph.edges[0, 1]["weight"] = None
    wanted, found = both(graph, "dijkstra_path", 0, 1)
    assert wanted == found == [0, 4, 3, 2, 1]
    graph.edges[2, 3]["weight"] = -9
    wanted, found = both(graph, "dijkstra_path", 0, 1)
    assert wanted is found is ValueError
    wanted, found = both(graph, "bidirectional_dijkstra", 0, 1)
    assert wanted == found  # which does not notice: it has met before it comes back


# ---- on a graph of the store -------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("backend") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path) as graph:
        yield graph


def length(network: Network, asked: dict[str, Any]) -> Any:
    """Return how long the shortest path is, or which error there is."""
    return outcome(lambda: nx.shortest_path_length(network, **asked))


def test_algorithms_run_on_the_store_s_graph(graph: EmbeddedGraph) -> None:
    view: Network = graph.networkx
    real: Network = graph.to_networkx()
    ada, bo = graph.person("ada.md").id, graph.person("bo.txt").id
    assert nx.pagerank(view) == pytest.approx(_pagerank_python(real), abs=1e-8)
    assert nx.degree_centrality(view) == pytest.approx(nx.degree_centrality(real))
    for weight in (None, "weight"):
        for target in ("skill:database", bo):
            asked = {"source": ada, "target": target, "weight": weight}
            assert length(view, asked) == length(real, asked)
    wanted, found = (
        {frozenset(one) for one in nx.weakly_connected_components(each)} for each in (real, view)
    )
    assert wanted == found
    assert nx.utils.graphs_equal(nx.ego_graph(view, ada, 1), nx.ego_graph(real, ada, 1))
    for undirected in (False, True):
        around = (nx.ego_graph(one, "skill:go-lang", undirected=undirected) for one in (view, real))
        assert nx.utils.graphs_equal(*around)


def test_one_edge_between_two_for_what_takes_no_other(graph: EmbeddedGraph) -> None:
    view: Network = graph.networkx
    real: Network = nx.Graph(graph.to_networkx())
    ada, bo = graph.person("ada.md").id, graph.person("bo.txt").id
    with pytest.raises(nx.NetworkXNotImplemented):
        nx.adamic_adar_index(view, [(ada, bo)])
    simple: Network = view.simple()
    assert (simple.is_directed(), simple.is_multigraph()) == (False, False)
    for name in ("jaccard_coefficient", "adamic_adar_index"):
        (wanted,), (found,) = (getattr(nx, name)(one, [(ada, bo)]) for one in (real, simple))
        assert found == pytest.approx(wanted) and found[2] > 0
    assert len(nx.shortest_path(simple, ada, bo)) == len(nx.shortest_path(real, ada, bo))
    paths = [
        list(map(len, islice(nx.shortest_simple_paths(one, ada, bo), 12))) for one in (real, simple)
    ]
    assert paths[0] == paths[1]
    directed = view.simple(directed=True)
    assert set(directed.to_networkx().edges) == set(nx.DiGraph(graph.to_networkx()).edges)
    assert nx.density(simple) == nx.density(real)
    clustered = [nx.clustering(one, [ada, "skill:go-lang"]) for one in (real, simple)]
    assert clustered[0] == clustered[1], "what the backend has not is NetworkX's"
    assert repr(simple).startswith("<ArrayGraph, undirected, ")


def test_the_rest_of_networkx_runs_on_it_too(graph: EmbeddedGraph) -> None:
    view, real = graph.networkx, graph.to_networkx()
    assert nx.density(view) == nx.density(real)
    assert nx.is_directed_acyclic_graph(view) == nx.is_directed_acyclic_graph(real)
    assert nx.descendants(view, "skill:kubernetes") == nx.descendants(real, "skill:kubernetes")
    by_cost = {"weight": lambda a, b, edges: len(edges)}
    assert nx.dijkstra_path_length(
        view, graph.person("ada.md").id, "skill:go-lang", **by_cost
    ) == nx.dijkstra_path_length(real, graph.person("ada.md").id, "skill:go-lang", **by_cost)


def test_a_view_runs_without_any_setting_and_arrays_are_made_once() -> None:
    network: Network = nx.MultiDiGraph(nx.gnp_random_graph(30, 0.1, seed=2, directed=True))
    view = viewed(network)
    assert isinstance(view, GraphView) and isinstance(view.arrays, ArrayGraph)
    assert view.arrays is view.arrays and view.arrays.to_networkx() is view
    settings: Any = nx.config
    assert not settings.backend_priority.algos and not settings.fallback_to_nx
    assert COMPOSED.isdisjoint(ALGORITHMS)
    assert all(hasattr(nx, name) for name in (*COMPOSED, *ALGORITHMS))
