"""How quickly ``graph.networkx`` is there and what its algorithms gain over the real MultiDiGraph.

    python benchmarks/bench_networkx.py [PEOPLE …] [--seed N]

Loads generated people (see ``population.py``) into an embedded graph and takes processor time: of
making the view, of one node's row, of reading the ends of all edges, and of each algorithm on
arrays and on the graph that ``to_networkx()`` gives. NetworkX's ``pagerank`` is its own in Python
unless scipy is there.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx
from networkx.algorithms.link_analysis import pagerank_alg

from commonground.benchmarks.population import entries
from commonground.graph.networkx.view import GraphView
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

_BATCH = 500
_HAS_SCIPY = importlib.util.find_spec("scipy") is not None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", type=int, nargs="*", default=[1000])
    parser.add_argument("--seed", type=int, default=7, help="of the nodes that are asked about (7)")
    options = parser.parse_args()
    for people in options.people:
        with tempfile.TemporaryDirectory() as folder:
            graph = open_graph(Path(folder) / "people.db", create=True)
            rest = entries(people)
            while batch := list(islice(rest, _BATCH)):
                graph.put(*batch)
            print(f"{people} people")
            _measure(graph, random.Random(options.seed))
            graph.close()


def _measure(graph: EmbeddedGraph, seeded: random.Random) -> None:
    everyone = list(graph.reader.everyone())
    graph.reader.ties(people=everyone[:1])  # its indexes are none of ours
    view: Any = _timed("the view is made", lambda: graph.networkx)
    some = seeded.sample(everyone, 20)
    _timed("edges of 20 people", lambda: [list(view.edges(one, data=True)) for one in some])
    _timed("edges into a rare concept", lambda: list(view.in_edges(_rare(graph), data=True)))
    tracemalloc.start()
    _timed("ends of all edges, traced", lambda: view.ends)
    _timed("arrays, traced", lambda: view.arrays)
    print(f"  {'memory of both':<34}{tracemalloc.get_traced_memory()[0] / 1e6:>10.1f} MB")
    tracemalloc.stop()
    fresh = GraphView(view.source)
    _timed("ends of all edges", lambda: fresh.ends)
    real = _timed("to_networkx()", graph.to_networkx)
    print(f"  {len(view)} nodes, {view.number_of_edges()} edges")
    pairs = list(zip(some, seeded.sample(everyone, 20), strict=True))
    _compare(view, real, pairs)


def _compare(view: Any, real: Any, pairs: list[tuple[str, str]]) -> None:
    start = pairs[0][0]
    ranked = nx.pagerank if _HAS_SCIPY else vars(pagerank_alg)["_pagerank_python"]
    _timed("pagerank, the first time", lambda: nx.pagerank(view))
    _both("pagerank", lambda: nx.pagerank(view), lambda: ranked(real))
    simple: Any = _timed("one edge between two: simple()", view.simple)
    plain = nx.Graph(real)
    both: dict[str, Callable[[Any], Any]] = {
        "20 shortest paths": lambda g: [nx.shortest_path(g, *pair) for pair in pairs],
        "20 dijkstra paths": lambda g: [nx.bidirectional_dijkstra(g, *pair) for pair in pairs],
        "all from one person": lambda g: nx.single_source_shortest_path_length(g, start),
        "components": lambda g: list(nx.connected_components(g)),
        "adamic-adar of 20": lambda g: list(nx.adamic_adar_index(g, pairs)),
        "10 simple paths": lambda g: list(islice(nx.shortest_simple_paths(g, *pairs[0]), 10)),
        "betweenness from 4": lambda g: nx.betweenness_centrality(g, k=4, seed=1),
    }
    for name, ask in both.items():
        ask(simple)  # rows as lists are made once
        _both(name, lambda ask=ask: ask(simple), lambda ask=ask: ask(plain))


def _rare(graph: EmbeddedGraph) -> str:
    counts, _ = graph.reader.rarest(3, 1)
    return min(counts, key=lambda id: (counts[id], id))


def _timed(name: str, ask: Callable[[], Any]) -> Any:
    began = time.process_time()
    found = ask()
    print(f"  {name:<34}{1000 * (time.process_time() - began):>10.1f} ms")
    return found


def _both(name: str, ours: Callable[[], Any], theirs: Callable[[], Any]) -> None:
    times = []
    for ask in (ours, theirs):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    own, other = times
    print(f"  {name:<34}{1000 * own:>10.1f} ms{1000 * other:>12.1f} ms  {other / own:>8.1f} x")


if __name__ == "__main__":
    main()
