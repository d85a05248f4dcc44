"""The embedded graph: one SQLite file, the truth of it one row a document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ...errors import BackendUnreachable, UsageError
from ..ledger import Ledger
from ..store import StoredGraph, found
from .access import WritableFile, open_file
from .connection import explained, setting, transaction
from .ledger import SqliteLedger
from .scrubbing import scrub, scrub_what_is_left

if TYPE_CHECKING:
    from ...loaders.document import Document
    from ...ontology.ontology import Ontology
    from ..checkup import Checkup
    from ..reader import Reader

T = TypeVar("T")


class EmbeddedGraph(StoredGraph):
    """A graph in one file; open it with ``open_graph``.

    Many processes may read while one writes. What is projected (people, merged roles, derived
    edges) is kept in memory for one generation of the file and made anew when it changed. A file
    that cannot be written, or whose folder cannot, is read.

    Raises:
        BackendUnreachable: any method, where the file is busy, damaged or full, and those that
            write, where it can only be read.
    """

    def __init__(
        self, path: str | Path, *, create: bool = False, ontology: Ontology | None = None
    ) -> None:
        super().__init__(ontology)
        self.path = Path(path)
        self.address = str(path)
        self.files = tuple(
            Path(f"{self.path}{suffix}")  # not with_name, for "." has none
            for suffix in ("", "-wal", "-shm", "-journal")
        )
        self._file = open_file(self.path, create=create)
        if isinstance(self._file, WritableFile):
            with explained(self.path):
                scrub_what_is_left(self._file.connection)

    @classmethod
    def checked(cls, address: str, *, repair: bool = False) -> Checkup:
        """Return what is wrong in a graph's file; see ``graph.opening.check``."""
        from ..checkup import Checkup
        from .checking import faults
        from .mending import mend
        from .salvage import salvage

        path = Path(address)
        try:
            file = open_file(path, create=False)
        except BackendUnreachable as fault:
            if "is damaged" not in str(fault):
                raise
            raise BackendUnreachable(
                f"{path} is damaged so that nothing of it can be read: load the resumes anew"
            ) from None
        try:
            with explained(path):
                found = file.reading(faults)
                if not (found and repair):
                    return Checkup(tuple(found))
                if not found[0].of_pages:
                    return Checkup(tuple(mend(file.writable(), found)))
            new, lost = salvage(file.connection, path, lambda place: cls(place, create=True))
            return Checkup((*found, *lost), new)
        finally:
            file.close()

    def close(self) -> None:
        """Close the file."""
        self._closed = True
        self._drop_caches()
        self._file.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The file's connection."""
        return self._file.connection

    def reading(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function of a ledger returns, as of one moment."""
        with explained(self.path):
            return self._file.reading(lambda db: work(SqliteLedger(db)))

    def writing(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function returns that writes all or nothing."""
        db = self._file.writable()
        with explained(self.path), transaction(db):
            return work(SqliteLedger(db))

    def _scrub(self) -> None:
        with explained(self.path):
            scrub(self._file.writable())

    def damaged(self) -> tuple[str, ...]:
        """Return the keys of the documents that cannot be read back; ``load`` mends them."""
        return self.projection.damaged

    def _as_of_one_moment(self, work: Callable[[], T]) -> T:
        """Ask within one transaction of the file, which sees what was there when it began."""
        again = False

        def attempt(ledger: Ledger) -> T:
            nonlocal again
            if again:  # what was made of a file that changed meanwhile is of no generation
                self._drop_caches()
            again = True
            return self._pinned(work)

        return self.reading(attempt)

    def _stamp(self) -> object:
        with explained(self.path):
            return self._file.reading(lambda db: setting(db, "generation"))

    def _made_reader(self) -> Reader:
        from ..networkx.projected import ProjectionReader

        texts = partial(self._document_of, self._generation)
        return ProjectionReader(self.projection, self.ontology, texts)

    def _document_of(self, generation: object, key: str) -> Document:
        """Return a document for a reader, whose offsets count in the text of its own generation."""

        def work(ledger: Ledger) -> Document | None:
            if ledger.generation != generation:
                raise UsageError(
                    "the graph was changed since this reader was made: take the graph's reader anew"
                )
            return ledger.document(key)

        return found(key, self.reading(work))

    def _candidates(self, grams: list[str]) -> Iterable[str]:
        """Give the folded names of the documents that hold one of some trigrams (FTS5).

        Those with NUL, where FTS5 takes a text to end, are few and given whole.
        """
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        sql = "SELECT folded FROM names WHERE names MATCH ?"
        with explained(self.path):
            rows = self._file.reading(lambda db: db.execute(sql, (query,)).fetchall())
        found = {name for (folded,) in rows for name in folded.split("\n")}
        return found | {name for name in self._lookup().names() if "\0" in name}
