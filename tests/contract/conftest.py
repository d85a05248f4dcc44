"""The fixtures of the contract: a backend, an empty graph of it, and the reference to hold it to.

The reference is an embedded graph that was given the same things; it is what every other store must
agree with. Cases against a Neo4j server have the mark ``neo4j``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from commonground.graph.opening import BACKENDS
from commonground.ontology.ontology import Ontology, load_ontology

from ..support.backends import Backend, Embedded, Graph, Neo4j
from ..support.neo4j_fixtures import lacking
from ..support.primitives import PrimitiveGraph

CONCEPTS = (
    *(
        "skill:go-lang",
        "skill:rust-lang",
        "skill:redis-db",
        "skill:postgresql",
        "skill:apache-kafka",
    ),
    *(
        "skill:nats-messaging",
        "skill:solidity-lang",
        "skill:vyper-lang",
        "degree:bachelor-of-science",
        "field:physics",
    ),
)


@pytest.fixture(
    scope="session", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Backend:
    """Return one kind of store after the other."""
    if request.param == "embedded":
        return Embedded(tmp_path_factory.mktemp("embedded"))
    server: Neo4j = request.getfixturevalue("on_server")
    return server


@pytest.fixture(scope="module", params=["own", "primitives"])
def through(request: pytest.FixtureRequest) -> Callable[[Graph], Graph]:
    """Return how a store is asked: by its own reader, then by that reader's primitives alone."""
    return PrimitiveGraph if request.param == "primitives" else lambda graph: graph


@pytest.fixture(scope="session")
def on_server(request: pytest.FixtureRequest) -> Neo4j:
    """Return the graphs of a running Neo4j server."""
    if "bolt" not in BACKENDS:
        lacking("no backend knows bolt://")
    return Neo4j(request.getfixturevalue("neo4j_server"))


@pytest.fixture(scope="session")
def small() -> Ontology:
    """Return a dozen concepts of the bundled ontology and what they lie under: quick to write."""
    whole = load_ontology()
    ids = {id for name in CONCEPTS for id in whole.above(name)}
    concepts = [concept for concept in whole.concepts.values() if concept.id in ids]
    relations = [one for one in whole.relations if {one.source, one.target} <= ids]
    return Ontology(concepts, relations, "5" * 16)


@pytest.fixture
def graph(backend: Backend, small: Ontology) -> Iterator[Graph]:
    """Return an empty graph of the backend, over the small ontology; it must end sound."""
    with backend.empty(small) as graph:
        yield graph
        backend.check(graph)


@pytest.fixture
def reference(tmp_path_factory: pytest.TempPathFactory, small: Ontology) -> Iterator[Graph]:
    """Return an empty embedded graph over the small ontology, to do the same things to."""
    with Embedded(tmp_path_factory.mktemp("reference")).empty(small) as graph:
        yield graph
