"""Exports reopen elsewhere, say everything, and are the same bytes for the same graph."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from commonground import load
from commonground.errors import UsageError
from commonground.graph.export.rdf import CG, OA, iri, predicate
from commonground.graph.facts.flat import listed
from commonground.graph.model import EDGE_TYPES, KINDS
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.ontology.model import BASE

from .support.population import ONTOLOGY
from .support.resumes import Said, cv, write_cvs

SUFFIXES = ("json", "graphml", "gexf", "csv", "ttl")
Exported = Callable[..., list[Path]]


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("export") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path) as graph:
        yield graph


@pytest.fixture(scope="module")
def exported(graph: EmbeddedGraph, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Return what exports the examples, each way once: tests read the files and leave them."""

    @cache
    def export(suffix: str, *, ontology: bool = True, contact: bool = False) -> list[Path]:
        path = tmp_path_factory.mktemp("exported") / f"g.{suffix}"
        return graph.export(path, ontology=ontology, contact=contact)

    return export


@pytest.fixture(scope="module")
def triples(exported: Exported) -> Callable[[bool], Graph]:
    """Return what reads the Turtle of the examples, with and without the ontology once each."""
    return cache(lambda ontology: Graph().parse(exported("ttl", ontology=ontology)[0]))


def test_json_has_every_fact_with_its_quote(graph: EmbeddedGraph, exported: Exported) -> None:
    (path,) = exported("json")
    data = json.loads(path.read_bytes())
    network = graph.to_networkx()
    assert {node["id"] for node in data["nodes"]} == set(network)
    assert {edge["id"] for edge in data["edges"]} == {key for _, _, key in network.edges(keys=True)}
    assert [stored.key for stored in graph.documents()] == [one["key"] for one in data["documents"]]
    checked = 0
    for item in (*data["nodes"], *data["edges"]):
        for evidence in item["evidence"]:
            document = graph.document(evidence["source"])
            assert document.text[evidence["start"] : evidence["end"]] == evidence["quote"] != ""
            assert document.line(evidence["start"]) == evidence["line"]
            checked += 1
    assert checked > 1000
    facts = [edge for edge in data["edges"] if "file" not in edge["properties"]]
    assert facts and all(edge["evidence"] for edge in facts)


@pytest.mark.parametrize(("suffix", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reopens(
    graph: EmbeddedGraph, exported: Exported, suffix: str, read: object
) -> None:
    (path,) = exported(suffix)
    assert callable(read)
    reopened, network = read(path), graph.to_networkx()
    assert reopened.is_directed() and reopened.is_multigraph()
    assert set(reopened) == set(network)
    assert reopened.number_of_edges() == network.number_of_edges()
    name = {"graphml": "type", "gexf": "relation"}[suffix]
    types = sorted(data[name] for _, _, data in reopened.edges(data=True))
    assert types == sorted(data["type"] for _, _, data in network.edges(data=True))


def test_gexf_shows_names(exported: Exported) -> None:
    (path,) = exported("gexf")
    labels = {data["label"] for _, data in nx.read_gexf(path).nodes(data=True)}
    assert "Ada Thornquist" in labels and "Apache Kafka" in labels
    assert "lastmodifieddate" not in path.read_text()


def test_csv_is_two_tables(exported: Exported) -> None:
    paths = exported("csv")
    assert [path.name for path in paths] == ["g.nodes.csv", "g.edges.csv"]
    tables = [_table(path) for path in paths]
    nodes = {row["id"] for row in tables[0]}
    assert all(row["source"] in nodes and row["target"] in nodes for row in tables[1])
    ada = next(row for row in tables[0] if row["name"] == "Ada Thornquist")
    assert ada["kind"] == "Person" and "emails" not in ada
    role = next(row for row in tables[0] if row["kind"] == "Role" and row["current"] == "true")
    assert role["from_outer"].isdigit()


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_turtle_parses(
    graph: EmbeddedGraph, exported: Exported, triples: Callable[[bool], Graph]
) -> None:
    whole = len(graph.to_rdf())
    assert len(triples(True)) < whole
    (path,) = exported("ttl", contact=True)
    assert len(Graph().parse(path)) == whole


@pytest.mark.parametrize("suffix", ["json", "graphml", "gexf", "csv", "ttl"])
def test_nobody_can_be_reached_by_an_export_that_was_not_told_to(
    graph: EmbeddedGraph, exported: Exported, suffix: str
) -> None:
    people = [node.properties for node in graph.projection.nodes.values() if node.kind == "Person"]
    emails = {str(one) for each in people for one in each.get("emails", ())}  # type: ignore[union-attr]
    phones = {str(one) for each in people for one in each.get("phones", ())}  # type: ignore[union-attr]
    assert len(emails) > 10 and len(phones) > 5
    texts = [_text(exported(suffix, contact=told)) for told in (False, True)]
    assert [one for one in emails | phones if one in texts[0]] == []
    assert all(one in texts[1] for one in emails | phones)
    assert "Ada Thornquist" in texts[0] and "github" in texts[0]


def test_an_address_in_a_sentence_is_masked_in_what_is_exported(tmp_path: Path) -> None:
    text = cv("Ada Rask", email="ada@x.example") + "\n- Ran ops@corp.example with Kafka\n"
    with open_graph(tmp_path / "p.db", create=True) as one:
        load(write_cvs(tmp_path / "cvs", ada=text), into=one, as_of="2025-12-01")
        assert "x.example" not in _text(one.export(tmp_path / "g.json"))


def _text(paths: list[Path]) -> str:
    return "".join(path.read_text("utf-8") for path in paths)


def _written(
    suffix: str, paths: list[Path], triples: Graph | None = None
) -> tuple[set[str], set[tuple[str, str, str]]]:
    """Return the ids of the nodes, and source, type and target of the edges, of any export."""
    if suffix == "json":
        data = json.loads(paths[0].read_bytes())
        edges = {(one["source"], one["type"], one["target"]) for one in data["edges"]}
        return {node["id"] for node in data["nodes"]}, edges
    if suffix == "csv":
        nodes, links = map(_table, paths)
        edges = {(one["source"], one["type"], one["target"]) for one in links}
        return {node["id"] for node in nodes}, edges
    if suffix == "ttl":
        return _written_turtle(triples or Graph().parse(paths[0]))
    read, name = (nx.read_gexf, "relation") if suffix == "gexf" else (nx.read_graphml, "type")
    network = read(paths[0])
    return set(network), {(a, d[name], b) for a, b, d in network.edges(data=True)}


def _written_turtle(triples: Graph) -> tuple[set[str], set[tuple[str, str, str]]]:
    nodes = {
        str(this).removeprefix(BASE).replace("/", ":", 1)
        for kind in KINDS
        for this in triples.subjects(RDF.type, CG[kind])
    }
    ids = {str(iri(id)): id for id in nodes}
    types = {str(predicate(type)): type for type in EDGE_TYPES}
    edges = {
        (ids[str(a)], types[str(p)], ids[str(b)])
        for a, p, b in triples
        if str(p) in types and str(a) in ids and str(b) in ids
    }
    return nodes, edges


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("ontology", [True, False])
def test_every_format_holds_the_same_graph(
    graph: EmbeddedGraph,
    exported: Exported,
    triples: Callable[[bool], Graph],
    suffix: str,
    ontology: bool,
) -> None:
    paths = exported(suffix, ontology=ontology)
    nodes, edges = _written(suffix, paths, triples(ontology) if suffix == "ttl" else None)
    network = graph.to_networkx(ontology=ontology)
    assert nodes == set(network)
    assert edges == {(a, data["type"], b) for a, b, data in network.edges(data=True)}


def test_people_alone_keep_their_names_and_lines(
    graph: EmbeddedGraph, exported: Exported, triples: Callable[[bool], Graph]
) -> None:
    people = triples(False)
    go = iri("skill:go-lang")
    assert str(people.value(go, SKOS.prefLabel)) == "Go"
    assert list(people.objects(go, SKOS.definition))
    assert not list(people.subject_objects(SKOS.broader))
    assert "Temporal** workflows" in {str(one) for one in people.objects(None, OA.exact)}
    (path,) = exported("gexf", ontology=False)
    labels = {data["label"] for _, data in nx.read_gexf(path).nodes(data=True)}
    had = set(graph.to_networkx(ontology=False))
    # A Category may have the name of another concept.
    concepts = [one for one in graph.ontology.concepts.values() if one.kind != "Category"]
    nobodys = {one.name for one in concepts if one.id not in had}
    assert "Ada Thornquist" in labels and len(nobodys) > 1_000 and not labels & nobodys


def test_a_concept_that_the_ontology_lacks_is_in_every_format(tmp_path: Path) -> None:
    said = Said("uses Oldtool").at("/skills/0", "Oldtool", "skill:oldtool")
    with open_graph(tmp_path / "people.db", ontology=ONTOLOGY, create=True) as graph:
        graph.put(said.entry("ana.md", skills=[{"name": "Oldtool"}]))
        person = graph.person("ana.md").id
        for suffix in SUFFIXES:
            for ontology in (True, False):
                paths = graph.export(tmp_path / f"g.{suffix}", ontology=ontology)
                nodes, edges = _written(suffix, paths)
                assert {"skill:oldtool", person} <= nodes
                assert (person, "CLAIMS", "skill:oldtool") in edges


def test_an_item_with_a_bar_is_one_item(tmp_path: Path) -> None:
    names = ["Ida | Falk", "Falk\\Ida"]
    with open_graph(tmp_path / "people.db", create=True) as graph:
        for n, name in enumerate(names):
            graph.put(Said(name).entry(f"{n}.md", basics={"name": name}))
        graph.same("0.md", "1.md", "she said so")
        person = graph.person("0.md").id
        graph.export(tmp_path / "g.graphml")
    attributes = nx.read_graphml(tmp_path / "g.graphml").nodes[person]
    assert sorted(listed(attributes)["names"]) == sorted(names)


def test_bytes_do_not_depend_on_hash_seeds(
    graph: EmbeddedGraph, exported: Exported, tmp_path: Path
) -> None:
    """What this process has exported, another writes the same, which hashes otherwise."""
    code = (
        "import sys; from commonground.graph import open_graph\n"
        "with open_graph(sys.argv[1]) as g:\n"
        "    for suffix in sys.argv[3:]: g.export(f'{sys.argv[2]}/g.{suffix}')"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    command = [sys.executable, "-c", code, str(graph.path), str(tmp_path), *SUFFIXES]
    told = "print(hash('Ada'))"
    theirs = {**os.environ, "PYTHONHASHSEED": seed}
    other = subprocess.run([sys.executable, "-c", told], env=theirs, stdout=subprocess.PIPE)
    assert int(other.stdout) != hash("Ada")
    subprocess.run(command, env=theirs, check=True, timeout=120)
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(found) == len(SUFFIXES) + 1
    assert found == {
        path.name: path.read_bytes() for suffix in SUFFIXES for path in exported(suffix)
    }


def test_strange_text_is_inert(tmp_path: Path) -> None:
    name = '=cmd|"a"!A1 \x00\x07\u202e]]></node>&' + "y" * 10_000
    with open_graph(tmp_path / "people.db", ontology=ONTOLOGY, create=True) as graph:
        graph.put(Said("x").entry("e.md", basics={"name": name}))
        person = graph.person("e.md").id
        for suffix in SUFFIXES:
            graph.export(tmp_path / f"g.{suffix}")
    shown = name.replace("\x00", "").replace("\x07", "")
    assert nx.read_graphml(tmp_path / "g.graphml").nodes[person]["name"] == shown
    assert nx.read_gexf(tmp_path / "g.gexf").nodes[person]["name"] == shown
    data = json.loads((tmp_path / "g.json").read_bytes())
    assert [node["name"] for node in data["nodes"] if node["id"] == person] == [name]
    assert f"'{name}" in {row["name"] for row in _table(tmp_path / "g.nodes.csv")}


def test_what_cannot_be_written_says_why(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.gexf, \.graphml, \.json"):
        graph.export(tmp_path / "g.xlsx")
    with pytest.raises(UsageError, match="cannot be written"):
        graph.export(tmp_path / "missing" / "g.json")
    (tmp_path / "g.json").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        graph.export(tmp_path / "g.json")
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]
