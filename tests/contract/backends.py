"""The stores under contract: how a test gets an empty one, opens it again, and looks inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from commonground.graph.opening import open_graph
from commonground.ontology.ontology import Ontology

from ..graph_support import raw_bytes
from ..neo4j_server import Access
from ..neo4j_support import driver_to, empty

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
        return open_graph(self._path, ontology=ontology)

    def address(self) -> str:
        return str(self._path)

    def holding(self, texts: Iterable[str]) -> set[str]:
        data = raw_bytes(self._path).lower()
        return {text for text in texts if text.casefold().encode() in data}


class Neo4j:
    """The one database of a running server, emptied each time."""

    name = "neo4j"
    people = 2000

    def __init__(self, access: Access) -> None:
        self._access = access

    def empty(self, ontology: Ontology | None = None) -> Graph:
        with driver_to(self._access) as driver:
            empty(driver, self._access.database)
        return self.again(ontology)

    def again(self, ontology: Ontology | None = None) -> Graph:
        return open_graph(self.address(), ontology=ontology)

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


_EVERYTHING = (
    "MATCH (n) RETURN [labels(n), properties(n)]",
    "MATCH ()-[r]->() RETURN [type(r), properties(r)]",
)
_COUNTS = (
    "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) ORDER BY label",
    "MATCH ()-[r]->() RETURN type(r) AS type, count(*) ORDER BY type",
)
