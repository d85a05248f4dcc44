"""The stores under contract: how a test gets an empty one, opens it again, and looks inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from commonground.graph.model import EDGE_TYPES, KINDS
from commonground.graph.neo4j.schema import BOOKKEEPING
from commonground.graph.opening import open_graph
from commonground.ontology.kinds import SKILL_KINDS
from commonground.ontology.ontology import Ontology

from .neo4j_fixtures import driver_to, empty
from .neo4j_server import Access
from .reference import assert_as_reference
from .resumes import raw_bytes

Graph: TypeAlias = Any  # what open_graph returns: every store has the same members


class Backend(Protocol):
    """One kind of store. ``people`` is how large a population it is asked about."""

    name: str
    people: int

    def empty(self, ontology: Ontology | None = None) -> Graph:
        """Return an open graph that holds nothing; what the last one held is gone."""

    def again(self, ontology: Ontology | None = None) -> Graph:
        """Open the last graph once more."""

    def address(self) -> str:
        """Return what ``open_graph`` was given last."""

    def holding(self, texts: Iterable[str]) -> set[str]:
        """Return those of the texts that stand anywhere in the store, in any case."""

    def check(self, graph: Graph) -> None:
        """Check that the store is sound and holds nothing twice."""


class Embedded:
    """One file after the other in a folder."""

    name = "embedded"
    people = 250

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._path = folder

    def empty(self, ontology: Ontology | None = None) -> Graph:
        self._path = self._folder / f"people-{next(self._numbers)}.db"
        return self.again(ontology)

    def again(self, ontology: Ontology | None = None) -> Graph:
        return open_graph(self._path, ontology=ontology, create=True)

    def address(self) -> str:
        return str(self._path)

    def holding(self, texts: Iterable[str]) -> set[str]:
        data = raw_bytes(self._path).lower()
        return {text for text in texts if text.casefold().encode() in data}

    def check(self, graph: Graph) -> None:
        assert graph.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert graph.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert_as_reference(graph)


class Neo4j:
    """The one database of a running server, emptied each time."""

    name = "neo4j"
    people = 320  # some rows of each fill a statement's 5,000 and more

    def __init__(self, access: Access) -> None:
        self._access = access

    def empty(self, ontology: Ontology | None = None) -> Graph:
        with driver_to(self._access) as driver:
            empty(driver, self._access.database)
        return self.again(ontology)

    def again(self, ontology: Ontology | None = None) -> Graph:
        return open_graph(self.address(), ontology=ontology, create=True)

    def address(self) -> str:
        return self._access.uri

    def holding(self, texts: Iterable[str]) -> set[str]:
        wanted = list(texts)
        with self._session() as session:
            cells = [
                str(record[0]).casefold()
                for statement in _EVERYTHING
                for record in session.run(statement)
            ]
        return {text for text in wanted if any(text.casefold() in cell for cell in cells)}

    def check(self, graph: Graph) -> None:
        if not graph.generation:
            return  # nobody has written yet, not even the ontology
        network = graph.to_networkx(lists=True)
        nodes = {
            id: (labels, properties)
            for labels, properties, id in self._stored(_NODES, sorted(KINDS), "id")
        }
        expected = {
            id: (_labels(data["kind"]), {"id": id} | _without(data, "kind"))
            for id, data in network.nodes(data=True)
        }
        assert _difference(nodes, expected) == []
        edges = {
            id: (ends, properties) for ends, properties, id in self._stored(_EDGES, _TYPES, "id")
        }
        told = {
            id: ([data["type"], source, target], {"id": id} | _without(data, "type"))
            for source, target, id, data in network.edges(keys=True, data=True)
        }
        assert _difference(edges, told) == []
        self._check_counts(len(nodes) + len(graph.documents()), len(edges))

    def _check_counts(self, nodes: int, edges: int) -> None:
        """Check that nothing is there twice, or under a label that the store does not know."""
        counted = self.counted()
        assert sum(counted.get(name, 0) for name in (*KINDS, "Document")) == nodes
        assert sum(counted.get(type, 0) for type in _TYPES) == edges
        strange = counted.keys() - KINDS - EDGE_TYPES - BOOKKEEPING - {"Skill", "ALSO"}
        assert not strange, f"labels or types that nobody knows: {sorted(strange)}"

    def _stored(self, statement: str, names: list[str], key: str) -> Iterator[tuple[Any, Any, str]]:
        with self._session() as session:
            for first, properties in session.run(statement, names=names).values():
                yield first, properties, properties[key]

    def counted(self) -> dict[str, int]:
        """Return how many nodes of each label and relationships of each type the server has."""
        with self._session() as session:
            return {
                str(record[0]): int(record[1])
                for statement in _COUNTS
                for record in session.run(statement)
            }

    @contextmanager
    def _session(self) -> Iterator[Any]:
        with (
            driver_to(self._access) as driver,
            driver.session(database=self._access.database) as session,
        ):
            yield session


def _labels(kind: str) -> list[str]:
    return sorted({kind, "Skill"} if kind in SKILL_KINDS else {kind})


def _without(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


def _difference(there: Mapping[str, Any], told: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the first few that differ: id, what the server has, what the graph says."""
    ids = sorted(there.keys() | told.keys())
    different = ((id, there.get(id), told.get(id)) for id in ids)
    return list(islice((one for one in different if one[1] != one[2]), 3))


_TYPES = sorted(EDGE_TYPES)
_NODES = """
MATCH (n) WHERE any(label IN labels(n) WHERE label IN $names)
WITH n, COLLECT { UNWIND labels(n) AS label RETURN label ORDER BY label } AS labels
RETURN labels, properties(n)"""
_EDGES = """
MATCH (a)-[r]->(b) WHERE type(r) IN $names RETURN [type(r), a.id, b.id], properties(r)"""
_EVERYTHING = (
    "MATCH (n) RETURN [labels(n), properties(n)]",
    "MATCH ()-[r]->() RETURN [type(r), properties(r)]",
)
_COUNTS = (
    "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) ORDER BY label",
    "MATCH ()-[r]->() RETURN type(r) AS type, count(*) ORDER BY type",
)
