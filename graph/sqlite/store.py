"""The embedded graph: one SQLite file, the truth of it one row a document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ...errors import BackendUnreachable, UsageError
from ..ledger import Ledger
from ..snapshots import of_one_moment
from ..store import StoredGraph, found
from .access import WritableFile, open_file
from .connection import explained, setting, transaction
from .ledger import SqliteLedger
from .moments import Unsound, is_overdue, is_packed, new_token, note_saved
from .scrubbing import scrub, scrub_what_is_left

if TYPE_CHECKING:
    from ...loaders.document import Document
    from ...ontology.ontology import Ontology
    from ..arrays.population import Population
    from ..arrays.segment import Segment
    from ..checkup import Checkup
    from ..encoding import Following
    from ..info import Counts
    from ..reader import Reader
    from ..search import Lookup
    from .arrays import EmbeddedArrays
    from .packed_reader import PackedReader
    from .sheet import Alone

T = TypeVar("T")

FEW: Final = 100
"""So many people are walked through sooner than numpy is imported."""

_TRIES: Final = 8
_CHANGED: Final = "the graph was changed since this reader was made: take the graph's reader anew"


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
        self._wrote = False
        self._file = open_file(self.path, create=create)
        self.files = (*self.files, Path(f"{self.path}.arrays"))
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
        """Close the file; after many small changes, leave it as quick to open as ``load`` does."""
        if self._wrote and not self._closed:
            self._settle_if_overdue()
        self._closed = True
        self._drop_caches()
        self._file.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The file's connection."""
        return self._file.connection

    @property
    def following(self) -> Following:
        """What it keeps of each person beside their documents.

        What it needs is imported here: before a file is read, within whose memory it does not
        count, and by nobody who only asks.
        """
        from .sheets import alone

        return alone

    def reading(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function of a ledger returns, as of one moment."""
        with explained(self.path):
            return self._file.reading(lambda db: work(SqliteLedger(db)))

    def writing(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function returns that writes all or nothing."""
        db = self._file.writable()
        with explained(self.path), transaction(db):
            ledger = SqliteLedger(db)
            result = work(ledger)
            _pack(db, ledger.fresh)
        self._wrote = True
        return result

    def _scrub(self) -> None:
        self._arrays.drop()
        with explained(self.path):
            scrub(self._file.writable())
        self.settle()

    def damaged(self) -> tuple[str, ...]:
        """Return the keys of the documents that cannot be read back; ``load`` mends them."""
        sql = "SELECT key FROM unpackable ORDER BY key"
        if not self._within:
            self._prepare()
        with explained(self.path):
            rows = self._file.reading(lambda db: db.execute(sql).fetchall())
        return tuple(key for (key,) in rows)

    def settle(self) -> None:
        """Leave beside the file what lets the next process answer at once, where that is worth it.

        Nothing happens where the folder cannot be written.
        """
        with suppress(BackendUnreachable, OSError):
            self._prepare()
            if self._file.reading(_number_of_people) <= FEW:
                return
            segment = self._file.reading(self._to_save)
            if segment is None:
                return
            token, generation = new_token(), self._arrays.seen
            self._arrays.save(segment, token, generation)
            with explained(self.path), transaction(self._file.writable(), counts=False):
                note_saved(self.connection, token, generation)
            self._arrays.begin()

    def _settle_if_overdue(self) -> None:
        # What is to be saved is decided again, and exactly, by whoever saves; this needs no numpy.
        with suppress(BackendUnreachable, OSError):
            with explained(self.path):
                overdue = self._file.reading(is_overdue)
            if overdue:
                self.settle()

    def _to_save(self, db: sqlite3.Connection) -> Segment | None:
        self._arrays.at(db, int(setting(db, "generation")))
        return self._arrays.segment(db) if self._arrays.worth_saving else None

    def _as_of_one_moment(self, work: Callable[[], T]) -> T:
        """Ask within one transaction of the file, which sees what was there when it began."""
        again = False

        def attempt(ledger: Ledger) -> T:
            nonlocal again
            if again:  # what was made of a file that changed meanwhile is of no generation
                self._drop_caches()
            again = True
            return self._pinned(work)

        for _ in range(_TRIES):
            self._prepare()
            try:
                return self.reading(attempt)
            except Unsound as found:
                self._mark(found.people)
        raise BackendUnreachable(f"{self.path} is damaged: see `commonground check`")

    def _prepare(self) -> None:
        """Pack who is stale: a file of an older version, or one that another program wrote in."""
        if self._file.reading(is_packed):
            return
        with suppress(BackendUnreachable), explained(self.path):
            with transaction(self._file.writable()):
                _pack(self.connection)

    def _mark(self, people: Iterable[str]) -> None:
        """Have some people packed anew."""
        with explained(self.path), transaction(self._file.writable()):
            rows = [(who,) for who in people]
            self.connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", rows)
            _pack(self.connection)
        self._drop_caches()

    def _stamp(self) -> object:
        with explained(self.path):
            return self._file.reading(lambda db: setting(db, "generation"))

    def _made_reader(self) -> Reader:
        if not self._file.reading(is_packed):  # it can only be read, and something wrote in it
            from ..networkx.projected import ProjectionReader

            texts = partial(self._document_of, self._generation)
            return ProjectionReader(self.projection, self.ontology, texts)
        ask = partial(self._asked, self._generation)
        if ask(_number_of_people) <= FEW:
            from .few_reader import FewReader

            return FewReader(ask, self.ontology)
        from .reader import EmbeddedReader

        return EmbeddedReader(ask, ask(self._people), self.ontology)

    @cached_property
    def _arrays(self) -> EmbeddedArrays:
        from .arrays import EmbeddedArrays  # numpy comes with it

        return EmbeddedArrays(self.path)

    def _people(self, db: sqlite3.Connection) -> Population:
        return self._arrays.at(db, int(setting(db, "generation")))

    def _made_lookup(self) -> Lookup:
        from .lookup import EmbeddedLookup

        packed = self._packed_reader()
        return super()._made_lookup() if packed is None else EmbeddedLookup(packed)

    @of_one_moment
    def _counts(self) -> Counts:
        from .lookup import counted

        packed = self._packed_reader()
        if packed is None:
            return super()._counts()
        return packed.of_file(lambda db: counted(db, packed.targets()))

    def _packed_reader(self) -> PackedReader | None:
        """Return the reader, where it reads what is packed."""
        from .packed_reader import PackedReader

        found = self.reader
        return found if isinstance(found, PackedReader) else None

    def _asked(self, generation: object, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a function returns that reads one generation of the file.

        Raises:
            UsageError: there is another.
        """

        if self._within and generation == self._generation:  # of that moment it was made sure
            return work(self.connection)

        def asked(db: sqlite3.Connection) -> T:
            if setting(db, "generation") != generation:
                raise UsageError(_CHANGED)
            return work(db)

        with explained(self.path):
            return self._file.reading(asked)

    def _document_of(self, generation: object, key: str) -> Document:
        """Return a document for a reader, whose offsets count in the text of its own generation."""

        def work(ledger: Ledger) -> Document | None:
            if ledger.generation != generation:
                raise UsageError(_CHANGED)
            return ledger.document(key)

        return found(key, self.reading(work))


def _number_of_people(db: sqlite3.Connection) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM packed LIMIT ?)", (FEW + 1,)
    ).fetchone()
    return int(count)


def _pack(db: sqlite3.Connection, fresh: Mapping[str, Alone] | None = None) -> None:
    from .packing import pack  # who only reads needs nothing of it

    pack(db, fresh or {})
