"""What is read of a store belongs to one generation of it: a question, its lines, its picture.

Between two transactions another process may replace a document: a quote taken from the new text by
the offsets of the old would be a false one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

from ..errors import BackendUnreachable, CommongroundError
from .facts.projection import Projection, project, uncollected
from .facts.stating import stated_by
from .ledger import Ledger, StoredDocument
from .model import Fragment
from .search import Lookup, NodeLookup, ProjectedNodes

if TYPE_CHECKING:
    from rdflib import Graph

    from ..ontology.ontology import Ontology
    from .reader import Reader

T = TypeVar("T")
P = ParamSpec("P")
G = TypeVar("G", bound="Snapshots")

_TRIES: Final = 8
"""How often a question is asked again of a store that is written meanwhile and gives no snapshot;
one that many writers change all the time is told of rather than waited for."""


class Stated(NamedTuple):
    """What all documents state, whose each mention is, and which documents are damaged, by key."""

    fragments: list[Fragment]
    person_of: dict[str, str]
    damaged: list[str]


def of_one_moment(method: Callable[Concatenate[G, P], T]) -> Callable[Concatenate[G, P], T]:
    """Let all that a method reads of a store be as of one moment."""

    @wraps(method)
    def asked(graph: G, /, *args: P.args, **options: P.kwargs) -> T:
        return graph.snapshot(lambda: method(graph, *args, **options))

    return asked


class Snapshots(ABC):
    """A store that is read; what is made of one generation is kept until there is another."""

    address: str
    """What ``open_graph`` opens it by."""

    files: tuple[Path, ...] = ()
    """The files that the graph itself lies in; ``load`` passes them by, and no output takes one."""

    def __init__(self, ontology: Ontology | None = None) -> None:
        self._ontology = ontology
        self._generation: object = None
        self._projection: Projection | None = None
        self._rdf: Graph | None = None
        self._reader: Reader | None = None
        self._found: Lookup | None = None
        self._within = False

    @abstractmethod
    def reading(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function of a ledger returns; it only reads, and may run again."""

    @abstractmethod
    def _made_reader(self) -> Reader:
        """Return a reader of the current generation."""

    @abstractmethod
    def _stamp(self) -> object:
        """Return what differs wherever the store's content does."""

    @property
    def ontology(self) -> Ontology:
        """The concepts that documents are linked to."""
        if self._ontology is None:
            from ..ontology.ontology import load_ontology

            self._ontology = load_ontology()
        return self._ontology

    @property
    def generation(self) -> int | str:
        """A number that counts up with every change of the store."""
        return self.reading(lambda ledger: ledger.generation)

    def snapshot(self, work: Callable[[], T]) -> T:
        """Return what a function returns, all of it as of one moment; it may run again.

        Several questions, or a question and its picture, then speak of the same people and lines,
        whatever other processes write meanwhile. The function must not write to the graph, and
        prints best after it.

        Raises:
            BackendUnreachable: a server is written so fast that no moment lasts as long.
        """
        return work() if self._within else self._as_of_one_moment(work)

    def _as_of_one_moment(self, work: Callable[[], T]) -> T:
        """As ``snapshot``, where the store gives none: the generation is compared at the end."""
        for _ in range(_TRIES):
            try:
                result = self._pinned(work)
            except CommongroundError:  # may be owed to a document that has just gone
                if self._stamp() == self._generation:
                    raise
            else:
                if self._stamp() == self._generation:
                    return result
        raise BackendUnreachable(f"{self.address} is being written without a pause: try again")

    def _pinned(self, work: Callable[[], T]) -> T:
        """Return what a function returns, for which the generation stays what it is now."""
        self._renew()
        self._within = True
        try:
            return work()
        finally:
            self._within = False

    @property
    @of_one_moment
    def projection(self) -> Projection:
        """People, merged facts and derived edges of the current generation."""
        if self._projection is None:
            with uncollected():
                stated = self._stated()
                self._projection = project(stated.fragments, stated.person_of)
                self._projection.damaged = tuple(stated.damaged)
        return self._projection

    @property
    @of_one_moment
    def reader(self) -> Reader:
        """What questions ask; it reads the current generation."""
        if self._reader is None:
            self._reader = self._made_reader()
        return self._reader

    @of_one_moment
    def to_rdf(self, *, ontology: bool = True) -> Graph:
        """Return the graph as RDF (SKOS, schema.org, PROV-O).

        Without ``ontology`` there are only people and what they are tied to.
        """
        from .export.rdf import to_rdf

        if not ontology:
            return to_rdf(self, ontology=False)
        if self._rdf is None:
            self._rdf = to_rdf(self)
        return self._rdf

    def documents(self) -> list[StoredDocument]:
        """Return all documents by key, without their text."""
        return self.reading(lambda ledger: ledger.stored())

    def _made_lookup(self) -> Lookup:
        """Return where nodes of the current generation are looked up."""
        return NodeLookup(ProjectedNodes(self.projection), self.ontology)

    def _lookup(self) -> Lookup:
        self._renew()
        if self._found is None:
            self._found = self._made_lookup()
        return self._found

    def damaged(self) -> tuple[str, ...]:
        """Return the keys of the documents that cannot be read back; ``load`` mends them.

        The rest of the graph answers without them. A server looks after its files itself.
        """
        return ()

    def _stated(self) -> Stated:
        """Return what all documents state, and whose each mention is, as of one moment."""

        def work(ledger: Ledger) -> Stated:
            found = Stated([], {}, [])
            # One after the other: the Resumes of all take several times the room of the fragments.
            for statement in ledger.statements():
                fragment = stated_by(statement)
                if fragment is None:
                    found.damaged.append(statement.key)
                else:
                    found.person_of[statement.mention] = statement.person
                    found.fragments.append(fragment)
            return found

        return self.reading(work)

    def _renew(self) -> None:
        """Drop what was made of another generation."""
        if self._within:
            return
        stamp = self._stamp()
        if stamp != self._generation:
            self._drop_caches()
            self._generation = stamp

    def _drop_caches(self) -> None:
        self._generation = None
        self._projection = self._rdf = self._reader = self._found = None
