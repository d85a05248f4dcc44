"""The RDF projection and questions in SPARQL: read-only, with evidence, without a network."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, RDF, SDO, SKOS

from commonground.errors import UsageError
from commonground.graph.export.rdf import CG, document_iri, iri, predicate
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.population import ONTOLOGY
from .support.resumes import Said


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("rdf") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path) as graph:
        yield graph


def test_every_edge_is_a_triple(graph: EmbeddedGraph) -> None:
    triples = graph.to_rdf()
    for edge in graph.projection.edges.values():
        assert (iri(edge.source), predicate(edge.type), iri(edge.target)) in triples
    for relation in graph.ontology.relations:
        assert (iri(relation.source), predicate(relation.type), iri(relation.target)) in triples


def test_words_of_other_vocabularies(graph: EmbeddedGraph) -> None:
    triples = graph.to_rdf()
    person = next(node for node in graph.projection.nodes.values() if node.name == "Ada Thornquist")
    assert str(triples.value(iri(person.id), SDO.name)) == "Ada Thornquist"
    assert (iri(person.id), RDF.type, SDO.Person) in triples
    assert (iri("skill:go-lang"), RDF.type, SKOS.Concept) in triples
    assert predicate("BROADER") == SKOS.broader and predicate("CODED_IN") == CG.codedIn
    assert iri("skill:go-lang") == URIRef(graph.ontology.iri("skill:go-lang"))


def test_statements_lead_to_the_line(graph: EmbeddedGraph) -> None:
    triples = graph.to_rdf()
    edge = next(edge for edge in graph.projection.edges.values() if edge.type == "USED")
    cited = graph.reader.cite(edge.evidence)
    (statement,) = (
        one
        for one in triples.subjects(RDF.object, iri(edge.target))
        if triples.value(one, RDF.subject) == iri(edge.source)
    )
    quotes = {
        (triples.value(one, PROV.wasQuotedFrom), int(str(triples.value(one, CG.line))))
        for one in triples.objects(statement, PROV.wasDerivedFrom)
    }
    assert quotes == {(document_iri(one.source), one.line) for one in cited.values()}


def test_no_name_stands_in_an_address(graph: EmbeddedGraph) -> None:
    names = {stored.key.casefold() for stored in graph.documents()}
    names |= {
        word.casefold()
        for node in graph.projection.nodes.values()
        if node.kind == "Person" and node.name
        for word in node.name.split()
        if len(word) > 3
    }
    addresses = {
        str(term).casefold()
        for triple in graph.to_rdf()
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(str(iri("person:")))
    }
    assert addresses and not [one for one in addresses for name in names if name in one]


def test_select_counts(graph: EmbeddedGraph) -> None:
    rows = graph.sparql(
        f"SELECT (COUNT(DISTINCT ?p) AS ?people) {{ ?p cg:hasSkill <{iri('skill:go-lang')}> }}"
    )
    have = {
        edge.source
        for edge in graph.projection.edges.values()
        if edge.type == "HAS_SKILL" and edge.target == "skill:go-lang"
    }
    assert rows.variables == ("people",) and rows.rows == ({"people": len(have)},)


def test_ask_construct_and_order(graph: EmbeddedGraph) -> None:
    assert graph.sparql("ASK { ?p a schema:Person }").rows == ({"ask": True},)
    made = graph.sparql("CONSTRUCT { ?p a cg:Known } WHERE { ?p a schema:Person }")
    assert made.variables == ("subject", "predicate", "object") and len(made) > 10
    subjects = [row["subject"] for row in made]
    assert subjects == sorted(subjects)
    names = [
        row["n"]
        for row in graph.sparql(
            "SELECT ?n { ?p a schema:Person; schema:name ?n } ORDER BY DESC(?n)"
        )
    ]
    assert names == sorted(names, reverse=True)
    assert graph.sparql("SELECT ?x { ?x a cg:Nothing }").rows == ()


def test_a_missing_value_is_left_out(graph: EmbeddedGraph) -> None:
    rows = graph.sparql("SELECT ?p ?n { ?p a schema:Person OPTIONAL { ?p schema:name ?n } }")
    assert [row for row in rows if "n" not in row]  # the one who wrote no name


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://ADDRESS/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://ADDRESS/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://ADDRESS/> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://ADDRESS/> { ?s ?p ?o } } } } }",
        "SELECT * FROM <http://ADDRESS/data.ttl> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://ADDRESS/data.ttl> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://ADDRESS/data.ttl>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_nothing_is_fetched_and_nothing_changed(graph: EmbeddedGraph, query: str) -> None:
    size = len(graph.to_rdf())
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        host, port = server.getsockname()
        address = f"{host}:{port}"
        with pytest.raises(UsageError, match="refused|read-only"):
            graph.sparql(query.replace("ADDRESS", address))
        with pytest.raises(BlockingIOError):
            server.accept()
    assert len(graph.to_rdf()) == size


@pytest.mark.parametrize(
    "query", ["", "what?", "SELECT", "SELECT * { " + "{ " * 2000, "ASK { ?a ex:b ?c }"]
)
def test_what_is_no_query_says_so(graph: EmbeddedGraph, query: str) -> None:
    with pytest.raises(UsageError) as caught:
        graph.sparql(query)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


def test_what_is_no_query_costs_no_projection(
    graph: EmbeddedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedGraph, "to_rdf", lambda self: pytest.fail("it was projected"))
    with pytest.raises(UsageError, match="no SPARQL query"):
        graph.sparql("what?")


def test_strange_text_survives_turtle(tmp_path: Path) -> None:
    name = 'Eve \x07"<b>\\ \u202e' + "x" * 10_000
    with open_graph(tmp_path / "people.db", ontology=ONTOLOGY, create=True) as graph:
        graph.put(Said("x").entry("e\x00ve.md", basics={"name": name}))
        (path,) = graph.export(tmp_path / "out.ttl")
    parsed = Graph().parse(path)
    names = {str(one) for one in parsed.objects(None, SDO.name)}
    assert name.replace("\x07", "\ufffd") in names
