"""Of which file and moment arrays are: what is said beside the packed rows, and of these."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ...errors import BackendUnreachable
from ..model import DERIVED_TYPES, FACT_KINDS, FACT_TYPES
from .connection import crc
from .schema import PACKED_TABLES

NUMBERS: Final = ("ties", "ranges", "stints", "owned")
"""The columns of ``packed`` that arrays are made of."""

SUMMED: Final = ("person", "name", "location", "languages", "tally", *NUMBERS)
"""The columns that the checksum is of; the facts, which are compressed, have one of their own."""

COUNTED: Final = (*sorted(FACT_KINDS), *sorted(FACT_TYPES | DERIVED_TYPES))
"""The kinds and types of which a row's tally says how many a person has, in this order."""

MANY: Final = 1_000
"""Fewer people, or fewer changed ones, are not worth a file of arrays: to read them is quick."""

SHARE: Final = 50
"""One person in so many may have changed before the file of arrays is made anew."""

VERSION: Final = 2
"""Of what is packed and what it means: what another version packed is packed anew."""

_VERSION: Final = "packed"
_TOKEN: Final = "arrays"
_MOMENT: Final = "arrays_generation"


class Unsound(BackendUnreachable):
    """What is packed of some people, or one of their documents, is not as it was written."""

    def __init__(self, people: Iterable[str]) -> None:
        super().__init__("something in the graph's file is damaged: `commonground check` says what")
        self.people = tuple(people)


def is_whole(checksum: int, summed: Sequence[Any]) -> bool:
    """Return whether a row of ``packed`` is as it was written."""
    try:
        return checksum == crc(*summed)
    except (AttributeError, TypeError, UnicodeEncodeError):  # it is no longer what it was, nor text
        return False


def is_packed(db: sqlite3.Connection) -> bool:
    """Return whether all people are packed, and as this version does it."""
    if db.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
        return False
    return is_of_this_version(db) or not db.execute("SELECT 1 FROM documents LIMIT 1").fetchone()


def is_of_this_version(db: sqlite3.Connection) -> bool:
    """Return whether what is packed is what this version packs."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (_VERSION,)).fetchone()
    return row is not None and int(row[0]) == VERSION


def begin_anew(db: sqlite3.Connection) -> None:
    """Drop what is packed, and let everybody be stale."""
    for table in PACKED_TABLES:
        db.execute(f"DELETE FROM {table}")
    forget_gone(db)  # arrays that were made before would know nothing of who went since
    db.execute("INSERT INTO stale SELECT DISTINCT person FROM documents")
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_VERSION, VERSION))


def moment_of(db: sqlite3.Connection) -> tuple[str | None, int | None]:
    """Return the token of the arrays that are of this file, and their generation."""
    rows = db.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (_TOKEN, _MOMENT))
    found = dict(rows.fetchall())
    return found.get(_TOKEN), found.get(_MOMENT)


def is_overdue(db: sqlite3.Connection) -> bool:
    """Return whether so many people changed since arrays were saved that opening takes long."""
    _, moment = moment_of(db)
    if _changed(db, moment, least(0)) < least(0):
        return False
    (people,) = db.execute("SELECT count(*) FROM packed").fetchone()
    return _changed(db, moment, least(people)) == least(people)


def least(people: int) -> int:
    """Return how many of so many people must have changed before arrays are saved anew."""
    return max(MANY, people // SHARE)


def _changed(db: sqlite3.Connection, moment: int | None, most: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM packed WHERE generation > ? LIMIT ?)"
    (count,) = db.execute(sql, (-1 if moment is None else moment, most)).fetchone()
    return int(count)


def note_saved(db: sqlite3.Connection, token: str, generation: int) -> None:
    """Note which file of arrays is of this one, and of which moment; who went before is in none."""
    rows = ((_TOKEN, token), (_MOMENT, generation))
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
    db.execute("DELETE FROM gone WHERE generation <= ?", (generation,))


def forget_gone(db: sqlite3.Connection) -> None:
    """Forget who is no more; whoever has arrays of the file makes them anew."""
    db.execute("DELETE FROM gone")
    db.execute("DELETE FROM meta WHERE name = ?", (_MOMENT,))
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_TOKEN, new_token()))


def new_token() -> str:
    """Return a token that no other file of arrays has."""
    import secrets

    return secrets.token_hex(8)
