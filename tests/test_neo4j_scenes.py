"""A server's graph is drawn and explored as a file's: the same nodes, links, lines and names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground
from commonground.graph.store import StoredGraph
from commonground.visualizations.completing import completed
from commonground.visualizations.explorer.about import about_json
from commonground.visualizations.explorer.map import map_json
from commonground.visualizations.explorer.neighbours import neighbours_json
from commonground.visualizations.explorer.nodes import node_json
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.explorer.suggestions import suggestions_json
from commonground.visualizations.viewable import scene_of

pytestmark = pytest.mark.neo4j
AS_OF = "2025-12-01"


@pytest.fixture
def server(neo4j_uri: str, examples: Path) -> Iterator[StoredGraph]:
    with commonground.open_graph(neo4j_uri, create=True) as graph:
        graph.allow(0)  # what is tested is what it says, not how soon
        commonground.load([examples], into=graph, as_of=AS_OF)
        yield graph


def told(graph: StoredGraph) -> Iterator[Any]:
    ada, go = graph.person("ada.md").id, graph.node("Go").id
    maps = graph.node("Lanternfish Labs").id
    for id in (ada, go, maps):
        yield node_json(graph, id)
        yield neighbours_json(graph, id, known=[go])
        yield scene_json(completed(scene_of(graph, around=id), graph))
    yield scene_json(completed(scene_of(graph, around=ada, hops=2, limit=50), graph))
    yield map_json(graph)
    yield [suggestions_json(graph, text) for text in ("k8s", "ada", "lantern", "thornqist")]
    yield about_json(graph)["counts"]


def test_a_server_is_told_as_a_file_is(server: StoredGraph, demo_graph: Path) -> None:
    with commonground.open_graph(str(demo_graph)) as file:
        for mine, theirs in zip(told(file), told(server), strict=True):
            assert mine == theirs
