"""What can still be read of a graph's file whose pages are damaged, row by row, into a new file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..checkup import Fault
from ..encoding import encoded, packed
from ..ledger import Content, Ledger, Record, StoredDocument
from ..put import readable
from .ledger import INTACT, STORED, SqliteLedger
from .mending import mend_people

if TYPE_CHECKING:
    from ..store import StoredGraph

T = TypeVar("T")

GROUP: Final = 128
_MOST: Final = 10_000_000
"""Numbers of rows that are tried one by one, where no list of them can be read."""


def salvage(
    db: sqlite3.Connection, path: Path, made: Callable[[Path], StoredGraph]
) -> tuple[Path, list[Fault]]:
    """Write what can be read of a damaged file into a new one beside it; return it and what is not.

    Documents that are as they were written, decisions about them, corrections, files that could not
    be read, and the hashes of forgotten files with their salt. The damaged file is not touched.

    ``made`` opens a new graph.

    Raises:
        BackendUnreachable: there is no room for the new file.
    """
    target = _free(path)
    with made(target) as graph:
        written = _documents(db, graph)
        graph.writing(lambda ledger: _notes(SqliteLedger(db), ledger))
    return target, [Fault(key, "cannot be read any more") for key in sorted(_keys(db) - written)]


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.salvaged{n or ''}{path.suffix}") for n in range(1000))
    return next(name for name in names if not name.exists())


def _documents(db: sqlite3.Connection, graph: StoredGraph) -> set[str]:
    """Write every document that can be read and is as it was written; return their keys."""
    records = filter(None, (_record(db, id) for id in sorted(_ids(db))))
    written: set[str] = set()
    while group := list(islice(records, GROUP)):
        graph.writing(lambda ledger, group=group: ledger.write(group))  # type: ignore[misc]
        written |= {record.stored.key for record in group}
    return written


def _ids(db: sqlite3.Connection) -> set[int]:
    """Return the numbers of all rows that any way through the file comes upon."""
    ways = ("", " ORDER BY id DESC", " INDEXED BY documents_by_sha256")
    found = {int(id) for way in ways for (id,) in _read(db, f"SELECT id FROM documents{way}")}
    return found | set(range(1, min(max(found, default=0), _MOST)))


def _keys(db: sqlite3.Connection) -> set[str]:
    ways = ("ORDER BY key", "ORDER BY key DESC", "ORDER BY id")
    return {
        str(key) for way in ways for (key,) in _read(db, f"SELECT key FROM documents {way}") if key
    }


def _record(db: sqlite3.Connection, id: int) -> Record | None:
    sql = f"SELECT {INTACT}, key, text, resume, as_read, {STORED} FROM documents WHERE id = ?"
    for intact, key, text, resume, as_read, *rest in _read(db, sql, (id,)):
        with suppress(ValueError):
            kept, stored = Content(key, readable(text), resume, as_read), map(readable, rest)
            said, reading = encoded(kept.said), packed(kept.reading) if as_read else None
            if intact:
                return Record(StoredDocument(*stored), kept.text, said, reading)
    return None


def _notes(source: SqliteLedger, ledger: Ledger) -> None:
    """Write decisions, corrections, notes and hashes, and say anew who is who."""
    mentions = {one.mention for one in ledger.stored()}
    for decision in _or_none(source.decisions):
        if {decision.a, decision.b} <= mentions:
            ledger.decide(decision)
    for correction in _or_none(source.corrections):
        if correction.mention in mentions:
            ledger.correct(correction)
    ledger.add_unread(_or_none(source.unread))
    with suppress(sqlite3.Error):
        ledger.adopt(source.salt)
        ledger.add_forgotten(source.forgotten())
    mend_people(ledger)


def _or_none(read: Callable[[], list[T]]) -> list[T]:
    try:
        return read()
    except sqlite3.Error:
        return []


def _read(
    db: sqlite3.Connection, sql: str, values: tuple[int, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a statement until it comes upon a page that cannot be read."""
    with suppress(sqlite3.Error, UnicodeDecodeError):  # of a message that quotes what is no text
        yield from db.execute(sql, values)
