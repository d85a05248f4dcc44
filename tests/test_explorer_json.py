"""What the explorer is told of nodes, neighbours, the map, names and the graph itself."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground
from commonground.errors import NotFound
from commonground.graph.store import StoredGraph
from commonground.visualizations.completing import completed
from commonground.visualizations.explorer.about import about_json
from commonground.visualizations.explorer.map import map_json
from commonground.visualizations.explorer.neighbours import neighbours_json
from commonground.visualizations.explorer.nodes import node_json
from commonground.visualizations.explorer.scenes import answer_json
from commonground.visualizations.explorer.suggestions import suggestions_json
from commonground.visualizations.viewable import scene_of


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    with commonground.open_graph(str(demo_graph)) as opened:
        yield opened


def numbers(told: Any) -> Iterator[int]:
    """Give every number of a line that is told somewhere."""
    if isinstance(told, dict):
        for key, value in told.items():
            if key == "evidence" and all(isinstance(one, int) for one in value):
                yield from value
            else:
                yield from numbers(value)
    elif isinstance(told, list):
        for item in told:
            yield from numbers(item)


# ---- one node ----------------------------------------------------------------------------------


def test_a_person_is_told_with_roles_studies_and_what_was_used(graph: StoredGraph) -> None:
    told = node_json(graph, graph.person("ada.md").id)
    assert told["node"]["name"] == "Ada Thornquist" and told["documents"] == ["ada.md"]
    now = "Senior Protocol Engineer at Lanternfish Labs (as of 2025-03)"
    assert ["now", now] in told["facts"]
    roles = [one for one in told["timeline"] if one["kind"] == "Role"]
    first, last = roles[0], roles[-1]
    assert first["title"] == "Senior Protocol Engineer"
    assert (first["from"], first["to"]) == ("2023-03", None)
    assert first["current"] and first["employer"]["name"] == "Lanternfish Labs"
    assert {"Rust", "o1js"} <= {one["name"] for one in first["technologies"]}
    assert last["from"] < first["from"]
    assert told["studies"][0]["title"] == "MSc in Computer Science"
    words = [group["words"] for group in told["groups"]]
    assert words == ["worked at", "has skill", "studied"]
    skills = told["groups"][1]
    assert len(skills["items"]) == 20 and skills["more"] == skills["count"] - 20
    months = [item["value"] or 0 for item in skills["items"]]
    assert months == sorted(months, reverse=True)
    assert set(numbers(told)) == set(range(len(told["evidence"])))


def test_a_concept_is_told_with_its_people_and_its_relations(graph: StoredGraph) -> None:
    told = node_json(graph, graph.node("golang").id)
    assert told["labels"][0] == "Go" and "Golang" in told["labels"]
    assert told["definition"].startswith("Statically typed") and told["timeline"] == []
    groups = {group["words"]: group for group in told["groups"]}
    assert groups["skill of"]["count"] == 12 and groups["skill of"]["more"] == 0
    assert "Kubernetes" in {item["name"] for item in groups["implements"]["items"]}
    years = [one["year"] for one in told["months"]]
    assert years == list(range(years[0], years[-1] + 1))
    assert max(one["people"] for one in told["months"]) <= 12
    place = told["evidence"][groups["implements"]["items"][0]["evidence"][0]]
    assert place["where"].startswith("languages") or ".ttl:" in place["where"]


def test_every_node_has_a_screen(graph: StoredGraph) -> None:
    kinds = ("Employer", "School", "Role", "Education", "Project")
    for node in (graph.reader.nodes_of((kind,))[0] for kind in kinds):
        told = node_json(graph, node.id)
        assert told["node"]["kind"] == node.kind and told["groups"], node
        assert not set(numbers(told)) - set(range(len(told["evidence"])))
    with pytest.raises(NotFound):
        node_json(graph, "skill:of-nobody")


CONTACTS = re.compile(r"[\w.]+@[\w.]+|\+00 555|linkedin|example-ada")


def test_how_to_reach_people_is_told_where_it_is_asked_for_alone(graph: StoredGraph) -> None:
    everything: list[Any] = [node_json(graph, id) for id in graph.reader.everyone()]
    everything += [neighbours_json(graph, id) for id in graph.reader.everyone()]
    answer = commonground.profile(graph, "ada.md", contact=True)
    everything.append(answer_json(answer, completed(scene_of(answer), graph)))
    for told in everything:
        assert not CONTACTS.search(json.dumps(told, ensure_ascii=False))
    asked = node_json(graph, graph.person("ada.md").id, contact=True)
    assert ["e-mail", "ada@example.org"] in asked["facts"]


# ---- neighbours --------------------------------------------------------------------------------


def test_neighbours_come_best_first_and_say_how_many_are_left(graph: StoredGraph) -> None:
    ada = graph.person("ada.md").id
    few = neighbours_json(graph, ada, limit=5)
    names = [node["name"] for node in few["nodes"]]
    assert names[:3] == ["Lanternfish Labs", "Tallowmere Payments", "Brackwater Bank"]
    whole = neighbours_json(graph, ada, limit=500)
    assert whole["more"] == 0 and whole["said"] == ""
    assert few["more"] == len(whole["nodes"]) - 5 and few["said"] == f"+{few['more']} more"
    assert all({"x", "y"}.isdisjoint(node) for node in few["nodes"])
    rest = neighbours_json(graph, ada, known=[node["id"] for node in few["nodes"]], limit=500)
    assert len(rest["nodes"]) == few["more"] and rest["more"] == 0
    assert not {n["id"] for n in few["nodes"]} & {n["id"] for n in rest["nodes"]}


def test_new_nodes_are_linked_with_what_is_known(graph: StoredGraph) -> None:
    go, kafka = graph.node("Go").id, graph.node("Kafka").id
    told = neighbours_json(graph, go, known=[go, kafka])
    new = {node["id"] for node in told["nodes"]}
    assert go not in new and kafka not in new
    ends = [{edge["from"], edge["to"]} for edge in told["edges"]]
    assert all(one & new and one <= new | {go, kafka} for one in ends)
    assert any(kafka in one for one in ends)
    assert any(node["kind"] == "Person" for node in told["nodes"][:3])
    assert set(numbers(told)) <= set(range(len(told["evidence"])))


def test_used_concepts_come_after_people_and_unused_ones_never(graph: StoredGraph) -> None:
    told = neighbours_json(graph, graph.node("Go").id, limit=12)
    kinds = [node["kind"] == "Person" for node in told["nodes"]]
    assert kinds == sorted(kinds, reverse=True) and not all(kinds)
    concepts = [node["id"] for node in told["nodes"] if node["kind"] != "Person"]
    assert all(graph.reader.counts({id: {id} for id in concepts}).values())


# ---- the map -----------------------------------------------------------------------------------


def test_the_map_has_a_bubble_a_community_named_by_what_sets_it_apart(graph: StoredGraph) -> None:
    told = map_json(graph)
    bubbles = [node for node in told["nodes"] if node["kind"] == "Community"]
    assert 2 <= len(bubbles) <= 12 and told["notes"] == []
    sizes = [int(dict(map(tuple, node["facts"]))["people"]) for node in bubbles]
    assert 12 <= sum(sizes) <= graph.reader.population()
    assert all(node["name"].count(",") == 2 for node in bubbles)
    ends = {edge["from"] for edge in told["edges"]}
    assert ends <= {node["id"] for node in bubbles}
    assert map_json(graph) == told


def test_the_map_of_many_people_is_of_a_sample_and_says_so(
    graph: StoredGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.visualizations.map.SAMPLE", 12)
    told = map_json(graph)
    assert told["notes"] == ["Out of 11 people drawn from 22; sizes are estimates."]


def test_more_people_than_can_be_looked_at_are_shown_as_the_map(graph: StoredGraph) -> None:
    scene = scene_of(graph, limit=20)
    assert "Community" in {node.kind for node in scene.nodes} and len(scene.nodes) <= 20


# ---- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, first, matched",
    [
        ("k8s", "Kubernetes", "K8s"),
        ("kuber", "Kubernetes", None),
        ("golang", "Go", "Golang"),
        ("temporl", "Temporal", None),
        ("kubernets", "Kubernetes", "Kubernets"),
        ("Ada T", "Ada Thornquist", None),
        ("thornqist", "Ada Thornquist", None),
        ("lanternfish", "Lanternfish Labs", None),
        ("norrhaven", "University of Norrhaven", None),
        ("SOLIDITY", "Solidity", None),
    ],
)
def test_the_nearest_name_comes_first(
    graph: StoredGraph, typed: str, first: str, matched: str | None
) -> None:
    row, *_ = suggestions_json(graph, typed)
    assert (row["name"], row["matched"]) == (first, matched)


def test_what_people_have_comes_before_what_nobody_has(graph: StoredGraph) -> None:
    rows = suggestions_json(graph, "k8s") + suggestions_json(graph, "a", limit=8)
    assert len(rows) <= 20 and {"Person", "Technology"} <= {row["kind"] for row in rows}
    assert suggestions_json(graph, "") == [] and suggestions_json(graph, "x" * 5_000) == []
    assert suggestions_json(graph, "\0'\"%_*") == []


def test_names_are_suggested_while_one_types(graph: StoredGraph) -> None:
    suggestions_json(graph, "a")
    began = time.process_time()
    for typed in ("k", "ku", "kub", "temporl", "ada", "uni", "xyzzyq"):
        suggestions_json(graph, typed)
    # Seven times what one keystroke may take, on a machine that does other things too.
    assert time.process_time() - began < 7 * 0.05 * 3


# ---- the graph ---------------------------------------------------------------------------------


def test_the_graph_says_what_it_holds(graph: StoredGraph) -> None:
    told = about_json(graph)
    assert ["people", 22] in told["counts"] and ["documents", 23] in told["counts"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["built"])
    assert {"term", "people"} == set(told["unknown"][0]) and told["unread"] == []
    assert told["version"] == commonground.__version__
