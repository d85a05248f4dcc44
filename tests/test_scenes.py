"""What a scene shows: people and places without what stands between, whole lines, never a crowd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import commonground
from commonground.graph.model import Edge, Node
from commonground.graph.store import StoredGraph
from commonground.queries.example import example
from commonground.visualizations.clusters import divided
from commonground.visualizations.completing import completed
from commonground.visualizations.contraction import ENTRY_KINDS, contracted
from commonground.visualizations.explorer.scenes import answer_json, scene_json
from commonground.visualizations.hiding import hidden
from commonground.visualizations.placing import bends_of
from commonground.visualizations.quotes import unmarked
from commonground.visualizations.scene import scene_of_parts
from commonground.visualizations.viewable import scene_of

ADA = Node("p", "Person", "Ada")
ROLES = (
    Node("r1", "Role", "Clerk", {"start": "2016-01", "end": "2017-12"}),
    Node("r2", "Role", "Surveyor", {"start": "2018-01", "current": True}),
)
STUDY = Node("s", "Education", None, {"study_type": "MSc", "area": "Geodesy", "end": "2015"})
MAPS, NORTH = Node("e", "Employer", "Tidal Maps"), Node("u", "School", "North College")
GO, MASTER = Node("go", "Language", "Go"), Node("d", "Degree", "Master")
NODES = (ADA, *ROLES, STUDY, MAPS, NORTH, GO, MASTER)
EDGES = (
    Edge("1", "HELD", "p", "r1", {}, ("ada.md:0:5",)),
    Edge("2", "AT", "r1", "e", {}, ("ada.md:9:14",)),
    Edge("3", "HELD", "p", "r2", {}, ("ada.md:20:25",)),
    Edge("4", "AT", "r2", "e", {}, ("ada.md:30:35",)),
    Edge("5", "USED", "r2", "go", {}, ("ada.md:40:42",)),
    Edge("6", "CLAIMS", "p", "go", {}, ("ada.md:90:92",)),
    Edge("7", "HAS_SKILL", "p", "go", {"months": 12, "first": "2018-01"}, ("ada.md:40:42",)),
    Edge("8", "STUDIED", "p", "s", {}, ("ada.md:50:80",)),
    Edge("9", "FROM", "s", "u", {}, ("ada.md:60:70",)),
    Edge("10", "OF", "s", "d", {}, ("ada.md:50:53",)),
)


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    with commonground.open_graph(str(demo_graph)) as opened:
        yield opened


def test_jobs_and_studies_stand_on_the_links_with_all_their_evidence() -> None:
    drawn = contracted(NODES, EDGES)
    assert [node.id for node in drawn.nodes] == ["p", "e", "u", "go"]
    links = {(edge.type, edge.target): edge for edge in drawn.edges}
    assert set(links) == {("WORKED_AT", "e"), ("STUDIED", "u"), ("HAS_SKILL", "go")}
    work, study = links["WORKED_AT", "e"], links["STUDIED", "u"]
    roles = ["Surveyor (2018-01 – now)", "Clerk (2016-01 – 2017-12)"]
    assert work.properties["roles"] == roles
    assert work.evidence == ("ada.md:0:5", "ada.md:9:14", "ada.md:20:25", "ada.md:30:35")
    assert study.properties["studies"] == ["MSc in Geodesy"]
    assert study.evidence == ("ada.md:50:53", "ada.md:60:70")
    skill = links["HAS_SKILL", "go"]
    assert (skill.id, skill.properties["months"]) == ("7", 12)
    assert skill.properties["used_in"] == ["Surveyor at Tidal Maps"]
    assert skill.evidence == ("ada.md:40:42", "ada.md:90:92")
    assert drawn.became["r1"] == ("p", "e")


def test_what_is_asked_about_stays() -> None:
    kept = contracted(NODES, EDGES, keep=("r1", "d"))
    assert {"r1", "d"} <= {node.id for node in kept.nodes}
    degree = next(edge for edge in kept.edges if edge.target == "d")
    assert degree.type == "STUDIED" and degree.properties["studies"] == [
        "MSc in Geodesy, North College"
    ]
    assert len(scene_of_parts(NODES, EDGES, whole=True).nodes) == len(NODES)


def test_what_two_people_built_stays_between_them() -> None:
    people = (ADA, Node("b", "Person", "Bo"), Node("x", "Project", "Tide tables"))
    edges = (Edge("1", "BUILT", "p", "x"), Edge("2", "BUILT", "b", "x"))
    assert len(contracted(people, edges).nodes) == 3


@pytest.mark.parametrize("name", ["profile", "timeline", "similar", "shared", "colleagues"])
def test_no_answer_draws_what_stands_between(graph: StoredGraph, name: str) -> None:
    asked = () if name == "shared" else ("ada.md",)
    answer = getattr(commonground, name)(graph, *asked)
    told = answer_json(answer, completed(scene_of(answer), graph))
    assert not {node["kind"] for node in told["nodes"]} & ENTRY_KINDS
    drawn = {node["id"] for node in told["nodes"]}
    assert all(drawn.issuperset(row["members"]) for row in told["rows"])
    assert len(told["rows"]) == len(answer.rows)
    assert all(edge["evidence"] for edge in told["edges"])


def test_a_line_is_whole_and_without_marks_and_the_words_are_marked(graph: StoredGraph) -> None:
    answer = commonground.find(graph, "Temporal")
    lines = answer_json(answer, completed(scene_of(answer), graph))["evidence"]
    line = next(one for one in lines if one["source"] == "chidi.md" and "relayers" in one["quote"])
    assert line["quote"].startswith("Run the relayers as Temporal workflows since 2023: a stuck")
    ((start, end),) = line["marks"]
    assert line["quote"][start:end] == "Temporal workflows"
    assert line["where"] == "chidi.md:27" and line["line"] == 27
    for one in lines:
        assert "**" not in one["quote"] and "\n" not in one["quote"]
        assert all(0 <= start < end <= len(one["quote"]) for start, end in one["marks"])


def test_a_quote_without_its_document_has_no_marks_of_one_end() -> None:
    assert unmarked("Temporal** workflows") == "Temporal workflows"
    assert unmarked("`k8s` and __go__") == "k8s and go"
    assert unmarked("5 * 3 snake_case") == "5 * 3 snake_case"


@pytest.mark.parametrize(
    "text, seen",
    [
        ("Ada, ada@vale.example, Bern", "Ada, ••••••••••••••••, Bern"),
        ("see github.com/ada-vale, please", "see •••••••••••••••••••, please"),
        ("linkedin.com/in/ada-vale", "••••••••••••••••••••••••"),
        (
            "- Ran 3,000 requests a second, 2019 – 2022",
            "- Ran 3,000 requests a second, 2019 – 2022",
        ),
        ("wrote github.com/acorn/router in Go", "wrote github.com/acorn/router in Go"),
    ],
)
def test_how_to_reach_somebody_is_dots_in_a_line(text: str, seen: str) -> None:
    assert hidden(text) == seen


def test_facts_are_in_the_words_of_people(graph: StoredGraph) -> None:
    jargon = ("people_with", "share 0", "depth", "information", "reasons", "cue ", "recency", ":0:")
    for name, asked in (
        ("find", ("Temporal", "Go")),
        ("shared", ()),
        ("gap", ("ada.md", "Kafka")),
        ("bridges", ("evm", "cosmos")),
        ("team", ("Go", "Kafka")),
    ):
        answer = getattr(commonground, name)(graph, *asked)
        told = answer_json(answer, completed(scene_of(answer), graph))
        said = [term["text"] + term["name"] for row in told["rows"] for term in row["terms"]]
        facts = [" ".join(pair) for row in told["rows"] for pair in row["facts"]]
        links = [" ".join(pair) for edge in told["edges"] for pair in edge["facts"]]
        for text in (*said, *facts, *links):
            assert not any(word in text for word in jargon), text


def test_a_neighbourhood_is_of_people_and_used_concepts(graph: StoredGraph) -> None:
    scene = scene_of(graph, around=graph.node("Go").id)
    ontology = graph.ontology.concepts
    used = graph.reader.counts({node.id: {node.id} for node in scene.nodes})
    assert all(used[node.id] for node in scene.nodes if node.id in ontology)
    assert {"Ada Thornquist", "Kubernetes"} <= {node.name for node in scene.nodes}
    assert scene.focus == (graph.node("Go").id,) and not scene.left_out
    few = scene_of(graph, around=graph.node("Go").id, limit=6)
    assert len(few.nodes) == 6 and "Shown are 5 of the" in few.left_out
    two = scene_of(graph, around=graph.person("ada.md").id, hops=2, limit=60)
    assert len(two.nodes) == 60 and sum(node.kind == "Person" for node in two.nodes) > 3


def test_no_networkx_graph_of_a_stored_one_is_made(
    graph: StoredGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(graph), "to_networkx", lambda *a, **k: pytest.fail("it was made"))
    ada = graph.person("ada.md").id
    near = completed(scene_of(graph, around=ada), graph)
    assert {"University of Norrhaven", "Lanternfish Labs"} <= {one.name for one in near.nodes}
    school = next(edge for edge in near.edges if edge.type == "STUDIED")
    assert school.properties["studies"] == [
        "MSc in Computer Science (2014 – 2016)",
        "BSc in Mathematics (2011 – 2014)",
    ]
    assert any(node.kind == "Role" for node in scene_of(graph, around=ada, whole=True).nodes)
    assert {"Person", "Employer"} <= {node.kind for node in scene_of(graph).nodes}


def test_degrees_are_those_of_the_whole_graph(graph: StoredGraph) -> None:
    scene = completed(scene_of(graph, around=graph.person("ada.md").id), graph)
    told = {node["name"]: node for node in scene_json(scene)["nodes"]}
    assert told["Ada Thornquist"]["more"] == 0
    assert told["Go"]["degree"] > 12 and told["Go"]["more"] > 5
    assert told["Go"]["months"] == 45 and told["Go"]["first"] == 2019 * 12 + 5


def test_the_same_graph_by_another_reader_gives_the_same_scene(graph: StoredGraph) -> None:
    from commonground.graph.networkx.reader import NetworkXReader

    other = NetworkXReader(graph.to_networkx(lists=True))
    ada = graph.person("ada.md").id
    for reader in (graph.reader, other):
        scenes = [scene_of(one, around=ada) for one in (reader, graph.reader)]
        ids = [[node.id for node in scene.nodes] for scene in scenes]
        links = [[edge.id for edge in scene.edges] for scene in scenes]
        assert ids[0] == ids[1] and links[0] == links[1]


def test_parallel_links_bend_to_both_sides_whichever_way_they_run() -> None:
    nodes = [Node("a", "Person", "Ada"), Node("b", "Employer", "Acorn")]
    edges = [Edge(f"{n}", "WORKED_AT", *(("a", "b") if n % 2 else ("b", "a"))) for n in range(3)]
    bends = bends_of(scene_of_parts(nodes, edges))
    sides = {
        bend * (1 if edge.source == "a" else -1)
        for edge, bend in zip(edges, bends.values(), strict=True)
    }
    assert len(sides) == 3 and 0.0 in sides


def test_groups_are_those_that_hold_together() -> None:
    triangles = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z"), ("c", "x")]
    found = divided(dict.fromkeys(triangles, 1.0))
    assert found == {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    assert divided({}) == {}


def test_the_example_graph_needs_no_documents() -> None:
    scene = scene_of(commonground.shared(example(), "Ana", "Bo"))
    told = scene_json(scene)
    assert told["nodes"] and all(line["where"] for line in told["evidence"])
