"""The embedded graph: one SQLite file, the truth of it one row a document."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import records
from .database import connect, explained, setting, transaction
from .deciding import decide, undo
from .errors import NotFound, UsageError
from .forgetting import forget, scrub, scrub_what_is_left
from .groups import decisions, regroup, touched
from .identity import Decision, Verdict
from .lookup import Lookup
from .model import Node
from .projection import Projection, project, to_networkx, uncollected
from .records import Entry, StoredDocument
from .search import search

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Graph

    from ..loaders.document import Document
    from ..loaders.resume import Resume
    from ..ontology.ontology import Ontology
    from .info import Info
    from .nx_reader import NetworkXReader
    from .sparql import Rows


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read as a resume, and why."""

    key: str
    reason: str


class EmbeddedGraph:
    """A graph in one file; open it with ``open_graph``.

    Many processes may read while one writes. What is projected (people, merged roles, derived
    edges) is kept in memory for one generation of the file and made anew when it changed.

    Raises:
        BackendUnreachable: any method, where the file is busy, read-only, damaged or full.
    """

    def __init__(
        self, path: str | Path, *, create: bool = True, ontology: Ontology | None = None
    ) -> None:
        self.path = Path(path)
        self._db = connect(self.path, create=create)
        scrub_what_is_left(self._db)
        self._ontology = ontology
        self._generation: int | str | None = None
        self._projection = Projection()
        self._rdf: tuple[Projection, Graph] | None = None
        self._reader: NetworkXReader | None = None
        self._found: Lookup | None = None

    @property
    def ontology(self) -> Ontology:
        """The concepts that documents are linked to."""
        if self._ontology is None:
            from ..ontology.ontology import load_ontology

            self._ontology = load_ontology()
        return self._ontology

    @property
    def generation(self) -> int | str:
        """A number that counts up with every change of the file."""
        with explained(self.path):
            return setting(self._db, "generation")

    @property
    def projection(self) -> Projection:
        """People, merged facts and derived edges of the current generation."""
        with explained(self.path):
            if self._generation != setting(self._db, "generation"):
                self._project()
        return self._projection

    @property
    def reader(self) -> NetworkXReader:
        """What questions ask; it reads the current generation."""
        projection = self.projection
        if self._reader is None:
            from .nx_reader import NetworkXReader

            graph = to_networkx(projection, self.ontology)
            self._reader = NetworkXReader(graph, self.ontology, self.document)
        return self._reader

    def to_networkx(self, part: Any = None) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph of your own, of all or of a part.

        ``part`` is an answer, or nodes, or their ids; its nodes and all edges between them are
        returned. Attributes: see ``graph.projection.to_networkx``.
        """
        graph = to_networkx(self.projection, self.ontology)
        if part is None:
            return graph
        ids = {getattr(node, "id", node) for node in getattr(part, "nodes", None) or part}
        ids = {self.projection.renamed.get(id, id) for id in ids}
        return graph.subgraph(ids).copy()

    def person(self, text: str | Node) -> Node:
        """Return a person by id, mention, name, e-mail address or document key.

        Raises:
            AmbiguousName: several people are meant; ``choices`` lists them.
            NotFound: nobody is.
        """
        return self._lookup().person(text.id if isinstance(text, Node) else text)

    def node(self, text: str | Node) -> Node:
        """Return any node by id, name, label, alias or document key.

        Raises:
            AmbiguousName: several nodes are meant; ``choices`` lists them.
            NotFound: none is.
        """
        return self._lookup().node(text.id if isinstance(text, Node) else text)

    def search(self, text: str, limit: int = 20) -> list[tuple[Node, str]]:
        """Return the nodes that are called so or nearly so, the nearest first, and which name."""
        lookup = self._lookup()
        with explained(self.path):
            return search(self._db, self.ontology, lookup, text, limit)

    def documents(self) -> list[StoredDocument]:
        """Return all documents by key, without their text."""
        with explained(self.path):
            return records.stored(self._db)

    def document(self, key: str) -> Document:
        """Return a document with its text.

        Raises:
            NotFound: no document has this key.
        """
        with explained(self.path):
            found = records.document(self._db, key)
        if found is None:
            raise NotFound(f"there is no document {key!r} in the graph")
        return found

    def resume(self, key: str) -> Resume:
        """Return what a document says, in JSON Resume terms.

        Raises:
            NotFound: no document has this key.
        """
        with explained(self.path):
            found = records.resume(self._db, key)
        if found is None:
            raise NotFound(f"there is no document {key!r} in the graph")
        return found

    def put(
        self,
        *entries: Entry,
        unread: Iterable[tuple[str, str, str]] = (),
        seen: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Write documents in one transaction, each in place of the one that its key had.

        ``unread`` are (key, path, reason) of files that could not be read, ``seen`` (key, path) of
        files that were found unchanged.
        """
        unread, seen = list(unread), list(seen)
        if not (entries or unread or seen):
            return
        with explained(self.path), transaction(self._db):
            affected = touched(self._db, self._ids(entries))
            written = {records.write(self._db, entry) for entry in entries}
            affected |= {id for id in written if id is not None}
            regroup(self._db, touched(self._db, affected))
            records.note(self._db, unread, seen)

    def drop_vanished(self) -> None:
        """Take files that are gone off the list of unread ones."""
        with explained(self.path):
            rows = self._db.execute("SELECT key, path FROM unread").fetchall()
            gone = [(key,) for key, path in rows if not os.path.lexists(path)]
            if gone:
                with transaction(self._db):
                    self._db.executemany("DELETE FROM unread WHERE key = ?", gone)

    def forgotten(self) -> tuple[str | int, frozenset[str]]:
        """Return the salt and the hashes of files that were forgotten."""
        with explained(self.path):
            rows = self._db.execute("SELECT hash FROM forgotten")
            return setting(self._db, "salt"), frozenset(hash for (hash,) in rows)

    def forget(self, person: str | Node) -> list[str]:
        """Delete a person and every trace of them; return the keys of the documents that went.

        Their files are skipped by the next ``load`` unless it is told ``again``.

        Raises:
            AmbiguousName, NotFound: as ``person``.
            BackendUnreachable: another process still reads the old pages; the person is forgotten
                and the pages go when the graph is next opened.
        """
        id = self.person(person).id
        with explained(self.path):
            with transaction(self._db):
                keys = forget(self._db, id)
            self._drop_caches()
            scrub(self._db)
        return keys

    def decisions(self) -> list[Decision]:
        """Return what was decided about who is who, by number."""
        with explained(self.path):
            return decisions(self._db)

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

    def undo(self, number: int) -> Decision:
        """Take a decision back.

        Raises:
            NotFound: no decision has this number.
        """
        with explained(self.path), transaction(self._db):
            return undo(self._db, number)

    def unread(self) -> list[Unread]:
        """Return the files that could not be read, by key."""
        with explained(self.path):
            rows = self._db.execute("SELECT key, reason FROM unread ORDER BY key")
            return [Unread(*row) for row in rows]

    def info(self) -> Info:
        """Return counts by kind and type, unknown terms, unread files."""
        from .info import info

        with explained(self.path):
            return info(self._db, self.projection, self.ontology)

    def to_rdf(self) -> Graph:
        """Return the graph and the ontology as RDF (SKOS, schema.org, PROV-O)."""
        projection = self.projection
        if self._rdf is None or self._rdf[0] is not projection:
            from .rdf import to_rdf

            self._rdf = projection, to_rdf(self)
        return self._rdf[1]

    def sparql(self, query: str) -> Rows:
        """Answer a SPARQL query on the RDF projection; nothing is changed, nothing is fetched.

        Raises:
            UsageError: the query is wrong, or asks for an update or for other data.
        """
        from .sparql import sparql

        return sparql(self.to_rdf(), query)

    def export(self, path: str | Path) -> list[Path]:
        """Write the graph to a file whose suffix says the format; return what was written.

        Raises:
            UsageError: the suffix is none of .graphml .gexf .json .csv .ttl.
        """
        from .export import export

        return export(self, Path(path))

    def close(self) -> None:
        """Close the file."""
        self._drop_caches()
        self._db.close()

    def __enter__(self) -> EmbeddedGraph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The file's connection, for the other modules of this room."""
        return self._db

    def mention(self, text: str | Node) -> str:
        """Return the mention that a document key or a mention's id names, else the person's id."""
        name = text.id if isinstance(text, Node) else text
        with explained(self.path):
            row = self._db.execute(
                "SELECT mention FROM documents WHERE key = ? OR mention = ? ORDER BY key = ? DESC",
                (name, name, name),
            ).fetchone()
        return str(row[0]) if row else self.person(name).id

    def _decide(self, verdict: Verdict, a: str | Node, b: str | Node, why: str) -> Decision:
        first, second = self.mention(a), self.mention(b)
        if verdict == "different" and first == second and a != b:
            raise UsageError("both are the same mention now: name the documents to tell apart")
        with explained(self.path), transaction(self._db):
            return decide(self._db, verdict, first, second, why)

    def _ids(self, entries: Iterable[Entry]) -> set[int]:
        keys = {key for one in entries for key in (one.document.key, one.moved_from) if key}
        sql = "SELECT id FROM documents WHERE key = ?"
        return {id for key in sorted(keys) for (id,) in self._db.execute(sql, (key,))}

    def _project(self) -> None:
        """Read documents and generation in one transaction, so that they belong together."""
        self._drop_caches()
        with uncollected():
            self._db.execute("BEGIN")
            try:
                generation = setting(self._db, "generation")
                found = list(records.fragments(self._db))
            finally:
                self._db.execute("COMMIT")
            person_of = {fragment.person: person for fragment, person in found}
            self._projection = project((fragment for fragment, _ in found), person_of)
        self._generation = generation

    def _lookup(self) -> Lookup:
        projection = self.projection
        if self._found is None:
            self._found = Lookup(projection, self.ontology)
        return self._found

    def _drop_caches(self) -> None:
        self._generation, self._projection = None, Projection()
        self._reader = self._rdf = self._found = None
