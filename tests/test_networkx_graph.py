"""The NetworkX graph: what other tools take of it, and that questions answer the same on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import commonground as cg
from commonground.graph.facts.flat import LISTS, MONTHS, flat, listed
from commonground.graph.model import FACT_KINDS, Value
from commonground.graph.networkx.reader import NetworkXReader
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.ontology.kinds import CONCEPT_KINDS, ONTOLOGY_TYPES
from commonground.visualizations.viewable import scene_of

from .support.population import ONTOLOGY
from .support.resumes import Said

Network = Any  # a MultiDiGraph; networkx's stubs know the attributes of none

QUESTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "find": (
        ("Temporal:12m", "Go"),
        ("Go AND (Kafka OR NATS) AND NOT PHP",),
        ("Temporal", "COBOL"),
    ),
    "similar": (("Ada Thornquist",), ("bo.txt",)),
    "shared": ((), ("ada.md", "bo.txt")),
    "path": (
        ("ada.md", "bo.txt"),
        ("Ada Thornquist", "Kubernetes"),
        ("ada@example.org", "rosa.md"),
    ),
    "colleagues": (("bo.txt",),),
    "tenure": (("ada.md",), ("lena.txt",)),
}
FORMS: dict[str, dict[str, bool]] = {"whole": {}, "people": {"ontology": False}}


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("networkx") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path, create=False) as graph:
        yield graph


def things(network: Network) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return the attributes of all nodes by id, and of all edges by their ends and key."""
    edges = {(a, b, key): data for a, b, key, data in network.edges(keys=True, data=True)}
    return dict(network.nodes(data=True)), edges


@pytest.mark.parametrize("form", FORMS)
def test_graphml_holds_all_of_it(graph: EmbeddedGraph, tmp_path: Path, form: str) -> None:
    network = graph.to_networkx(**FORMS[form])
    path = tmp_path / "g.graphml"
    nx.write_graphml(network, path)
    again = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    assert things(again) == things(network)
    assert {type(value) for one in things(again) for d in one.values() for value in d.values()} == {
        *(str, bool, int),
        *([float] if form == "whole" else []),
    }


@pytest.mark.parametrize("form", FORMS)
def test_gexf_is_written_and_read(graph: EmbeddedGraph, tmp_path: Path, form: str) -> None:
    network = graph.to_networkx(**FORMS[form])
    path = tmp_path / "g.gexf"
    nx.write_gexf(network, path)
    again = nx.read_gexf(path)
    assert set(again) == set(network)
    assert sorted(again.edges()) == sorted(network.edges())
    for id, data in network.nodes(data=True):
        assert again.nodes[id]["kind"] == data["kind"]
        assert again.nodes[id].get("aliases") == data.get("aliases")


def test_a_graph_with_lists_is_the_model_s(graph: EmbeddedGraph) -> None:
    whole, flattened = things(graph.to_networkx(lists=True)), things(graph.to_networkx())
    for plain, one in zip(whole, flattened, strict=True):
        assert {key: flat(data) for key, data in plain.items()} == one
        assert {key: dict(listed(data)) for key, data in one.items()} == plain
    ada = graph.person("ada.md")
    assert whole[0][ada.id]["emails"] == ["ada@example.org"]
    assert flattened[0][ada.id]["emails"] == "ada@example.org"


def test_people_and_what_they_are_tied_to(graph: EmbeddedGraph) -> None:
    whole, people = graph.to_networkx(), graph.to_networkx(ontology=False)
    assert len(people) < len(whole) / 4
    types = {data["type"] for _, _, data in people.edges(data=True)}
    assert not types & ONTOLOGY_TYPES
    kept = {key for key, data in things(whole)[1].items() if data["type"] not in ONTOLOGY_TYPES}
    assert things(people)[1].keys() == kept
    ends = {end for source, target, _ in kept for end in (source, target)}
    facts = {id for id, data in whole.nodes(data=True) if data["kind"] in FACT_KINDS}
    assert set(people) == ends | facts
    for id, data in people.nodes(data=True):
        assert data == whole.nodes[id]
        assert data["kind"] in FACT_KINDS or people.in_degree(id) > 0
    assert nx.number_weakly_connected_components(people) <= len(graph.documents())


def test_a_part_of_people_alone(graph: EmbeddedGraph) -> None:
    ids = [graph.person("ada.md").id, "skill:go-lang", "skill:programming-language"]
    part = graph.to_networkx(ids, ontology=False)
    assert set(part) == set(ids[:2])
    assert {data["type"] for _, _, data in part.edges(data=True)} == {"CLAIMS", "HAS_SKILL"}


def test_a_person_without_any_tie_stays(tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        graph.put(Said("x").entry("x.md", basics={"name": "Ida Falk"}))
        assert len(graph.to_networkx(ontology=False)) == 1


# ---- questions ---------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["flat", "lists", "graphml", "people"])
def reader(
    request: pytest.FixtureRequest, graph: EmbeddedGraph, tmp_path_factory: pytest.TempPathFactory
) -> NetworkXReader:
    network: Network = graph.to_networkx(
        lists=request.param == "lists", ontology=request.param != "people"
    )
    if request.param == "graphml":
        path = tmp_path_factory.mktemp("graphml") / "g.graphml"
        nx.write_graphml(network, path)
        network = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    return NetworkXReader(network, graph.ontology, graph.document)


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, asked in QUESTIONS.items() for words in asked]
)
def test_questions_answer_the_same(
    graph: EmbeddedGraph, reader: NetworkXReader, name: str, words: tuple[str, ...]
) -> None:
    expected, found = (getattr(cg, name)(one, *words) for one in (graph, reader))
    assert found.to_json() == expected.to_json()
    if any(data["type"] in ONTOLOGY_TYPES for _, _, data in reader._graph.edges(data=True)):
        assert (found.nodes, found.edges) == (expected.nodes, expected.edges)


def test_a_user_s_own_graph_is_asked_directly(graph: EmbeddedGraph) -> None:
    network = graph.to_networkx()
    person = graph.person("ada.md").id
    network.remove_node(person)
    # One person fewer makes what each has rarer, which may change who comes first.
    names = {row.name for row in cg.find(network, "Temporal:12m", "Go")}
    rest = {row.name for row in cg.find(graph, "Temporal:12m", "Go") if row.id != person}
    assert names == rest and len(rest) > 2


def test_a_picture_of_either_form_is_the_same(graph: EmbeddedGraph) -> None:
    person = graph.person("ada.md")
    networks = [graph.to_networkx(lists=lists) for lists in (False, True)]
    scenes = [scene_of(network, around=person, limit=60) for network in networks]
    assert scenes[0] == scenes[1]
    assert any(edge.evidence for edge in scenes[0].edges)


# ---- flat values -------------------------------------------------------------------------------

LEGAL = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=8)
ITEMS = st.lists(st.one_of(LEGAL, st.sampled_from(["|", " | ", "\\", "a \\| b", "| ", " |", ""])))


@given(ITEMS.filter(bool))
def test_a_list_comes_back_from_its_text(items: list[str]) -> None:
    text = flat({"names": items})["names"]
    assert isinstance(text, str)
    assert listed({"names": text}) == {"names": items}
    assert len(text.split(" | ")) == len(items)


@given(st.lists(st.integers(0, 40_000), min_size=1))
def test_months_come_back_as_numbers(months: list[int]) -> None:
    for key in MONTHS:
        assert listed(flat({key: months})) == {key: months}


def test_what_is_no_list_stays() -> None:
    own: dict[str, Value] = {"name": "a | b", "months": 3, "current": True, "score": "1.3"}
    assert flat(own) == own and listed(own) is own


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", ontology=ONTOLOGY, create=True) as graph:
        graph.put(Said("x").entry("e\x07.md", basics={"name": "Eve\x00\x0b <&> \ufffe"}))
        network = graph.to_networkx()
        for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
            write(network, tmp_path / "g.xml")
            again = read(tmp_path / "g.xml")
            person = graph.person("e\x07.md").id
            assert again.nodes[person]["name"] == "Eve <&> "
            assert again.nodes[person]["documents"] == "e.md"
        exact = graph.to_networkx(lists=True).nodes[person]
        assert exact["name"] == "Eve\x00\x0b <&> \ufffe" and exact["documents"] == ["e\x07.md"]


def _documents() -> Iterator[Any]:
    """Give two documents of one person who contradicts herself in everything."""
    for n, key in enumerate(("a.md", "b.md")):
        year = 2010 + n
        said = Said("Ida Falk used Go and Kafka as a baker of bread and cakes\n" * 3)
        said = said.at("/skills/0", "Go", "skill:go-lang")
        for pointer in ("/basics/name", "/work/0/name", "/education/0/institution"):
            said = said.at(pointer, "Ida Falk")
        yield said.entry(
            key,
            basics={
                "name": f"Ida{' M.' * n} Falk",
                "label": f"Baker {n}",
                "email": "ida@x.example",
                "phone": f"+00 555 010 010{n}",
                "url": f"https://ida{n}.example.org",
                "location": {"city": f"Town {n}"},
                "profiles": [{"network": "GitHub", "username": f"ida{n}"}],
            },
            work=[
                {
                    "name": "Ovens",
                    "position": f"Baker{' of bread' * n}",
                    "startDate": f"{year}",
                    "endDate": f"{year + 4}",
                    "location": f"Place {n}",
                }
            ],
            education=[
                {
                    "institution": "Bread School",
                    "studyType": f"BSc{' honours' * n}",
                    "area": f"Bread{' and cakes' * n}",
                    "startDate": f"2001{'-09' * n}",
                    "endDate": f"2004{'-06' * n}",
                    "score": f"1.{n}",
                }
            ],
            projects=[{"name": "Loaf", "startDate": f"{year}", "url": f"https://x{n}.example.org"}],
            skills=[{"name": "Go", "level": f"level {n}"}],
            languages=[{"language": f"Tongue {n}"}],
            awards=[{"title": f"Cup {n}"}],
            certificates=[{"name": f"Paper {n}"}],
            publications=[{"name": f"Book {n}"}],
        )


def test_every_list_of_the_model_is_known_by_its_name(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as contradicting:
        contradicting.put(*_documents())
        assert len(contradicting.to_networkx(ontology=False)) < 12  # one person, role, study …
        networks = [one.to_networkx(lists=True) for one in (graph, contradicting)]
    seen: set[str] = set()
    for network in networks:
        for data in (d for one in things(network) for d in one.values()):
            for key, value in data.items():
                assert isinstance(value, list) == (key in LISTS), key
            seen |= LISTS & data.keys()
    # A study that goes on in one document and not in another, and a list of more than 40 skills.
    assert LISTS - seen == {"statuses", "shares"}
    assert CONCEPT_KINDS <= {d["kind"] for _, d in networks[0].nodes(data=True)}


def test_edges_without_a_type_are_refused_in_a_sentence(tmp_path: Path, demo_graph: Path) -> None:
    """GEXF keeps the word ``type`` for itself: what NetworkX writes and reads lacks ours."""
    with open_graph(demo_graph) as graph:
        nx.write_gexf(graph.to_networkx(ontology=False), tmp_path / "net.gexf")
    back: Any = nx.MultiDiGraph(nx.read_gexf(tmp_path / "net.gexf"))
    with pytest.raises(cg.UsageError, match="has no type: ask a graph as to_networkx"):
        cg.find(back, "Go")


def test_a_part_is_one_node_where_one_is_named(demo_graph: Path) -> None:
    with open_graph(demo_graph) as graph:
        assert list(graph.to_networkx("skill:go-lang")) == ["skill:go-lang"]
