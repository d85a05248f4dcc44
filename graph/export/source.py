"""What an export asks of the graph that it writes; every store has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..ledger import Ledger, StoredDocument

if TYPE_CHECKING:
    from rdflib import Graph

    from ...ontology.ontology import Ontology
    from ..facts.projection import Projection
    from ..reader import Reader

T = TypeVar("T")


class ExportSource(Protocol):
    """A graph of documents, open."""

    files: tuple[Path, ...]
    """The files that the graph itself lies in."""

    @property
    def ontology(self) -> Ontology:
        """The concepts that documents are linked to."""

    @property
    def projection(self) -> Projection:
        """People, merged facts and derived edges."""

    @property
    def reader(self) -> Reader:
        """Gives the lines behind evidence."""

    def reading(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function of a ledger returns; it only reads, and may run again."""

    def snapshot(self, work: Callable[[], T]) -> T:
        """Return what a function returns, all that it reads as of one moment."""

    def documents(self) -> Sequence[StoredDocument]:
        """Return all documents by key, without their text."""

    def to_rdf(self, *, ontology: bool = True) -> Graph:
        """Return the graph as RDF, with the whole ontology or what people are tied to of it."""
