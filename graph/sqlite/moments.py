"""Of which file and moment arrays are: what is said beside the packed rows, and of these."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ...errors import BackendUnreachable
from .connection import crc

NUMBERS: Final = ("ties", "ranges", "stints", "owned")
"""The columns of ``packed`` that arrays are made of."""

SUMMED: Final = ("person", "name", "location", "languages", "tally", *NUMBERS)
"""The columns that the checksum is of; the facts, which are compressed, have one of their own."""

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


def moment_of(db: sqlite3.Connection) -> tuple[str | None, int | None]:
    """Return the token of the arrays that are of this file, and their generation."""
    rows = db.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (_TOKEN, _MOMENT))
    found = dict(rows.fetchall())
    return found.get(_TOKEN), found.get(_MOMENT)


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
