"""The scene as a network of pyvis: the same as on the page, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commonground import Edge, Node, find, open_graph, pyvis_network, search
from commonground.graph.store import StoredGraph
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.looks import LOOKS
from commonground.visualizations.viewable import scene_of

from .support.browser import attacks, listener

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    with open_graph(str(demo_graph)) as opened:
        yield opened


def test_it_has_the_places_looks_and_links_of_the_page(graph: StoredGraph) -> None:
    answer = find(graph, "Temporal", "Go")
    scene, network = scene_json(scene_of(answer)), pyvis_network(answer)
    own = {node["id"]: node for node in network.nodes}
    assert set(own) == {node["id"] for node in scene["nodes"]}
    for node in scene["nodes"]:
        look, drawn = LOOKS[node["kind"]], own[node["id"]]
        assert (drawn["x"], drawn["y"]) == (node["x"], node["y"])
        assert (drawn["label"], drawn["size"]) == (node["name"], node["size"])
        assert drawn["shape"] == look.shape and drawn["color"]["border"] == look.light
        assert (drawn["color"]["background"] == look.light) == look.filled
    ends = sorted((edge["from"], edge["to"]) for edge in network.edges)
    assert ends == sorted((edge["from"], edge["to"]) for edge in scene["edges"])
    assert network.options.physics.enabled is False
    assert pyvis_network(answer, physics=True).options.physics.enabled is True


def test_it_takes_a_neighbourhood_and_a_limit(graph: StoredGraph) -> None:
    ada = search(graph, "Ada Thornquist")[0][0]
    near = pyvis_network(graph, around=ada)
    assert "Kimchi" in {node["label"] for node in near.nodes}
    assert len(pyvis_network(graph, around=ada, limit=5).nodes) == 5
    titles = {node["id"]: node.get("title", "") for node in near.nodes}
    assert titles[ada.id].startswith("Person: Ada Thornquist")
    assert "ada@example.org" not in near.generate_html()


def test_parallel_links_stay_and_bend_apart() -> None:
    nodes = [Node("a", "Person", "A", {}), Node("b", "Employer", "B", {})]
    types = ("WORKED_AT", "FOUNDED")
    edges = [Edge(type, type, "a", "b", {}) for type in types]
    smooth = [edge["smooth"] for edge in pyvis_network([*nodes, *edges]).edges]
    assert len(smooth) == 2 and smooth[0] != smooth[1]


def test_no_text_of_a_resume_runs_in_its_page(browser: Browser, tmp_path: Path) -> None:
    with listener() as (address, calls):
        texts = attacks(address)
        # pyvis writes UTF-8, which has no half of a pair.
        texts = [text.encode(errors="replace").decode() for text in texts]
        nodes = [Node(text, "Person", text, {"label": text, text: text}) for text in texts]
        edges = [Edge(f"{t}!", "HAS_SKILL", t, texts[0], {t: t}) for t in texts]
        path = tmp_path / "net.html"
        path.write_text(pyvis_network([*nodes, *edges]).generate_html(), encoding="utf-8")
        page = browser.new_page()
        # What pyvis asks of another host is not let out: the test is of what stands in the page.
        page.route("https://**", lambda route: route.abort())
        page.goto(path.as_uri())
        page.wait_for_selector("canvas")
        box = page.locator("canvas").bounding_box()
        places = page.evaluate(
            "Object.values(network.getPositions()).map((at) => network.canvasToDOM(at))"
        )
        assert box is not None and len(places) == len(set(texts))
        for place in places:
            page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
            page.wait_for_timeout(60)
        page.wait_for_timeout(400)
        assert page.evaluate("window.attacked") is None
        assert page.locator("img, svg, meta[http-equiv=refresh]").count() == 0
        page.close()
    assert calls == []
