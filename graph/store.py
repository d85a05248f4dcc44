"""What every store of the graph has in common: all of it but where the rows are kept."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ..errors import CommongroundError, NotFound, UsageError, quoted
from . import resolve
from .ledger import Ledger, StoredDocument
from .lists import Lists
from .model import Correction, Decision, Maybe, Node, Verdict
from .snapshots import Snapshots, of_one_moment

if TYPE_CHECKING:
    import networkx as nx

    from ..loaders.document import Document
    from ..loaders.resume import Resume
    from ..ontology.ontology import Ontology
    from .around import Part
    from .encoding import EncodedEntry, Following
    from .glance import Glance
    from .info import Counts, Info
    from .networkx.source import Moment
    from .networkx.view import GraphView
    from .put import DocumentEntry
    from .rows import Rows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read as a resume, and why."""

    key: str
    reason: str


class StoredGraph(Snapshots, Lists):
    """A graph of documents; open one with ``open_graph``.

    Documents and decisions are the truth. What follows from them (people, merged roles, derived
    edges) belongs to one generation and is made anew when the store has another.

    A store says how its ledger is read and written, and may answer better what it knows better.

    Raises:
        BackendUnreachable: any method, where the file or the server cannot be used.
    """

    def __init__(self, ontology: Ontology | None = None) -> None:
        super().__init__(ontology)
        self._closed = False
        self._view: GraphView | None = None

    @abstractmethod
    def writing(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function returns that writes all or nothing; it may run again."""

    @property
    def following(self) -> Following | None:
        """What it wants made of each Resume, where that is read; None where nothing."""
        return None

    @abstractmethod
    def close(self) -> None:
        """Let go of the file or the server."""

    def allow(self, seconds: float) -> None:
        """Let a server take so long for a statement, 0 for as long as it likes; a file has none."""
        return None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in the graph: it holds no document."""
        return self.reading(lambda ledger: not ledger.size())

    @of_one_moment
    def to_networkx(
        self, part: Any = None, *, ontology: bool = True, lists: bool = False
    ) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph of your own, of all or of a part.

        ``part`` is an answer, or nodes, or their ids; its nodes and all edges between them are
        returned. Without ``ontology`` there are only people and what they are tied to.

        Nodes have the attributes ``kind``, ``name`` and their properties; an edge's key is its id,
        and it has ``type``, ``evidence`` and its properties. All are single values, which
        ``nx.write_graphml`` and ``nx.write_gexf`` take: of a list the items are joined by " | ".
        With ``lists`` they are Python lists. Questions may be asked of either.
        """
        from .around import within
        from .facts.projection import networkx_of, to_networkx

        if part is None:
            return to_networkx(self.projection, self.ontology, whole=ontology, lists=lists)
        named = [part] if isinstance(part, str) else getattr(part, "nodes", None) or part
        given = dict.fromkeys(getattr(node, "id", node) for node in named)
        ids = [id for id in given if isinstance(id, str)]
        found = self.reader.nodes(ids)
        # What was merged into another goes by that one's id, as everywhere.
        merged = (self._lookup().by_id(id) for id in ids if id not in found)
        known = [*found.values(), *(node for node in merged if node is not None)]
        nodes, edges = within(self.reader, known, ontology=ontology)
        return networkx_of(nodes, edges, lists=lists)

    @property
    @of_one_moment
    def networkx(self) -> GraphView:
        """The whole graph as a MultiDiGraph that is read when it is looked at; made at once.

        Nodes, keys and attributes are those of ``to_networkx()``, which gives a graph of your own.
        Nothing of it can be changed. It shows the graph as it is now: when that has changed, take
        it anew. NetworkX's algorithms run on it, those of the backend ``commonground`` on arrays
        (see docs/python.md).
        """
        if self._view is None:
            from .networkx.source import ReaderSource
            from .networkx.view import GraphView

            self._view = GraphView(ReaderSource(self.reader, self._same_moment()))
        return self._view

    @of_one_moment
    def around(self, id: str, people: Collection[str] | None = None) -> Part:
        """Return the edges of a node, and the nodes at their ends with itself.

        Of what many people have the facts of some of them, where ``people`` says of whom.
        """
        from .around import around

        return around(self.reader, id, people)

    @of_one_moment
    def person(self, text: str | Node, *, whole: bool = False) -> Node:
        """Return a person by id, mention, name, e-mail address or document key.

        ``whole`` takes no part of a name, and no path of another file: for what cannot be undone.

        Raises:
            AmbiguousName: several people are meant; ``choices`` lists them.
            NotFound: nobody is.
        """
        name = text.id if isinstance(text, Node) else text
        if whole:
            self._refuse_foreign_path(name)
        return resolve.person(self.reader, name, whole=whole)

    @of_one_moment
    def node(self, text: str | Node) -> Node:
        """Return any node by id, name, label, alias or document key.

        Raises:
            AmbiguousName: several nodes are meant; ``choices`` lists them.
            NotFound: none is.
        """
        name = text.id if isinstance(text, Node) else text
        # An id of what was merged is known to the projection alone, not to the reader.
        return self._lookup().by_id(name) or resolve.node(self.reader, name)

    @of_one_moment
    def search(self, text: str, limit: int = 20) -> list[tuple[Node, str]]:
        """Return the nodes that are called so or nearly so, the nearest first, and which name."""
        from .search import search

        return search(self.ontology, self._lookup(), text, limit)

    def document(self, key: str) -> Document:
        """Return a document with its text.

        Raises:
            NotFound: no document has this key.
        """
        return found(key, self.reading(lambda ledger: ledger.document(key)))

    def resume(self, key: str) -> Resume:
        """Return what a document says, in JSON Resume terms.

        Raises:
            NotFound: no document has this key.
        """
        from ..loaders.resume import Resume

        kept = self.reading(lambda ledger: ledger.contents((key,)))
        return Resume.model_validate_json(found(key, kept[0] if kept else None).resume)

    def put(
        self,
        *entries: DocumentEntry | EncodedEntry,
        unread: Iterable[tuple[str, str, str]] = (),
        seen: Iterable[tuple[str, str]] = (),
    ) -> int:
        """Write documents in one transaction, each in place of the one that its key had.

        ``unread`` are (key, path, reason) of files that could not be read, ``seen`` (key, path) of
        files that were found unchanged. Return how many pairs of ``maybes`` came up.
        """
        from .facts.projection import uncollected
        from .put import note, put

        unread, seen = list(unread), list(seen)

        def work(ledger: Ledger) -> int:
            fresh = put(ledger, rows)
            note(ledger, unread, seen)
            return fresh

        with uncollected():  # half of the time would go into looking through what all stays
            rows = [entry.encoded(following=self.following) for entry in entries]
            return self.writing(work) if rows or unread or seen else 0

    def drop_vanished(self) -> None:
        """Take files that are gone off the list of unread ones."""
        files = self.reading(lambda ledger: ledger.unread())
        gone = [file.key for file in files if not os.path.lexists(file.path)]
        if gone:
            self.writing(lambda ledger: ledger.drop_unread(gone))

    def settle(self) -> None:
        """Leave what lets the next process answer at once, where a store can and it is worth it."""
        return None

    def forgotten(self) -> tuple[str | int, frozenset[str]]:
        """Return the salt and the marks of documents that were forgotten."""
        return self.reading(lambda ledger: (ledger.salt, ledger.forgotten()))

    def forget(self, person: str | Node) -> list[str]:
        """Delete a person and every trace of them; return the keys of the documents that went.

        The next ``load`` skips their files, also with other newlines, blanks or punctuation, and
        lists what else looks like theirs without loading it, unless it is told ``again``.

        A part of a name will not do here: the person goes by a whole name, an id or a document.

        Raises:
            AmbiguousName, NotFound: as ``person``.
            BackendUnreachable: another process still reads the old pages, or the disk is full; the
                person is forgotten, and the pages go when the graph is next opened.
        """
        from .identity.forgetting import forget

        id = self.person(person, whole=True).id
        keys = self.writing(lambda ledger: forget(ledger, id))
        # Caches first: they hold what must leave no trace.
        self._drop_caches()
        self._scrub()
        return keys

    def _refuse_foreign_path(self, text: str) -> None:
        """Raise where a path ends like a document's key and is not the file that was loaded."""
        loaded = {one.path for one in self.documents() if text.endswith(f"/{one.key}")}
        if loaded and os.path.abspath(text) not in loaded:
            raise NotFound(f"{text} is not the file that was loaded: name the person or document")

    def decisions(self) -> list[Decision]:
        """Return what was decided about who is who, by number."""
        return self.reading(lambda ledger: ledger.decisions())

    def maybes(self) -> list[Maybe]:
        """Return the documents that may be one person's, by key: names do not settle it.

        They share a sure key, such as an e-mail address, and nobody decided. ``same`` or
        ``different`` of the two does.
        """
        from .identity.maybes import undecided

        return self.reading(undecided)

    def same(self, a: str | Node, b: str | Node, why: str) -> Decision:
        """Decide that two mentions are one person.

        Raises:
            UsageError: the decision is one already, contradicts another, or lacks a reason.
            AmbiguousName, NotFound: as ``person``.
        """
        return self._decide("same", a, b, why)

    def different(self, a: str | Node, b: str | Node, why: str) -> Decision:
        """Decide that two mentions are two people; name the documents where they are one now.

        Raises:
            UsageError, AmbiguousName, NotFound: as ``same``.
        """
        return self._decide("different", a, b, why)

    def correct(
        self, document: str, field: str, value: str | None, why: str, by: str | None = None
    ) -> Correction:
        """Correct what was read of a document; the correction is cited where a line would be.

        ``field`` is a JSON pointer as ``parse --format json`` prints it (``/work/0/endDate``;
        ``email`` is ``/basics/email``). A text is its ``value`` from now on; None says that there
        is none, of a whole entry (``/work/2``) too. To a list of concepts (``/skills``,
        ``/work/0/keywords``) the value is added; one of it goes by its number or its label
        (``/work/0/keywords/Go``). ``by`` is the account's name unless it is said.

        ``graph.correct("ada.md", "/work/0/endDate", "2026-03", why="left in March")``

        Raises:
            NotFound: no document has this key.
            UsageError: there is no such field, it cannot have the value or has it, it is corrected
                already, or the reason is missing.
        """

        from .correcting import correct

        def work(ledger: Ledger) -> Correction:
            kept = ledger.stored("key", (document,))
            stored = found(document, kept[0] if kept else None)
            return correct(ledger, self.ontology, stored, field, value, why, by)

        return self.writing(work)

    def corrections(self, document: str | None = None) -> list[Correction]:
        """Return all corrections or those of a document, by number, and whether each applies.

        ``state`` is ``applies``, or says why it no longer does: a newer reader or a newer file says
        so itself or says something else.

        Raises:
            NotFound: no document has this key.
        """

        from .correcting import corrections

        def work(ledger: Ledger) -> list[Correction]:
            if document is None:
                return corrections(ledger)
            found(document, ledger.stored("key", (document,)) or None)
            return corrections(ledger, (document,))

        return self.reading(work)

    def undo(self, number: int) -> Decision | Correction:
        """Take a decision or a correction back.

        Raises:
            NotFound: none has this number.
        """
        from .undoing import undo

        return self.writing(lambda ledger: undo(ledger, number))

    def unread(self) -> list[Unread]:
        """Return the files that could not be read, by key."""
        files = self.reading(lambda ledger: ledger.unread())
        return [Unread(file.key, file.reason) for file in files]

    @of_one_moment
    def info(self) -> Info:
        """Return counts by kind and type, unknown terms, unread files."""
        from .info import info

        counted, damaged = self._counts(), self.damaged()
        return self.reading(lambda ledger: info(ledger, counted, self.ontology, damaged))

    def sparql(self, query: str) -> Rows:
        """Answer a SPARQL query on the RDF projection; nothing is changed, nothing is fetched.

        Raises:
            UsageError: the query is wrong, or asks for an update or for other data.
        """
        from .export.sparql import sparql

        return sparql(self.to_rdf, query)

    def export(
        self,
        path: str | Path,
        *,
        form: str | None = None,
        ontology: bool = True,
        force: bool = False,
        raw: bool = False,
        contact: bool = False,
    ) -> list[Path]:
        """Write the graph to a file whose suffix says the format; return what was written.

        ``form`` says it where no suffix does: ``neo4j-admin`` fills a folder with what
        ``neo4j-admin database import`` reads, the command in its ``import.sh``. Without
        ``ontology`` it holds only people and what they are tied to. ``force`` writes over a loaded
        document too, ``raw`` leaves cells of a CSV as they are, formulas among them. Without
        ``contact`` nobody's e-mail address or telephone number is in it.

        Raises:
            UsageError: the suffix is none of .graphml .gexf .json .csv .parquet .ttl, or the path
                is the graph, another database, a loaded document or a folder.
            MissingExtra: the form needs a library that is not installed.
        """
        from .export.files import export

        options = {"ontology": ontology, "force": force, "raw": raw, "contact": contact}
        return export(self, Path(path), form=form, **options)

    @of_one_moment
    def mention(self, text: str | Node) -> str:
        """Return the mention that a document key or a mention's id names, else the person's id."""
        name = text.id if isinstance(text, Node) else text

        def work(ledger: Ledger) -> list[StoredDocument]:
            return ledger.stored("key", (name,)) or ledger.stored("mention", (name,))

        found = self.reading(work)
        return found[0].mention if found else self.person(name).id

    def __repr__(self) -> str:
        from . import glance  # a console's matter

        return glance.line(type(self).__name__, self.address, self._glance())

    def _repr_html_(self) -> str:
        """Return a small table for a notebook."""
        from . import glance

        found, counted = self._glance(), None
        if found is not None:
            with suppress(CommongroundError):
                counted = self._counted_already()
        return glance.table(type(self).__name__, self.address, found, counted)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _decide(self, verdict: Verdict, a: str | Node, b: str | Node, why: str) -> Decision:
        from .identity.decisions import decide

        first, second = self.mention(a), self.mention(b)
        if verdict == "different" and first == second and a != b:
            raise UsageError("both are the same mention now: name the documents to tell apart")
        return self.writing(lambda ledger: decide(ledger, verdict, first, second, why))

    def _same_moment(self) -> Moment:
        """Return what asks the graph as long as it is as now, and refuses when it has changed."""
        stamp = self._generation

        def asked(work: Callable[[], T]) -> T:
            return self.snapshot(lambda: self._unchanged(stamp, work))

        return asked

    def _unchanged(self, stamp: object, work: Callable[[], T]) -> T:
        if self._generation != stamp:
            raise UsageError("the graph was changed since this view was made: take .networkx anew")
        return work()

    def _drop_caches(self) -> None:
        super()._drop_caches()
        self._view = None

    def _scrub(self) -> None:
        """Take what was deleted out of the store's own remains, where it has such."""
        return None

    def _glance(self) -> Glance | None:
        """Return what a glance tells; None where it fails, for a ``repr()`` must not."""
        from .glance import Glance

        with suppress(CommongroundError):
            return None if self._closed else self.reading(Glance.of)
        return None

    @of_one_moment
    def _counted_already(self) -> Counts | None:
        """Count nodes and edges where that needs no loading of the whole graph."""
        return None if self._projection is None else self._counts()

    @of_one_moment
    def _counts(self) -> Counts:
        """Count the nodes and edges of the current generation."""
        from .info import counts

        return counts(self.projection)


def found(key: str, thing: T | None) -> T:
    """Return what a document's key led to, or raise NotFound where that is nothing."""
    if thing is None:
        raise NotFound(f"there is no document {quoted(key)} in the graph")
    return thing
