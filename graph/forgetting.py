"""Forgetting a person: every document of theirs goes, and no byte of it stays in the file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from ..ontology.folding import fold
from .database import setting
from .errors import BackendUnreachable
from .groups import regroup, touched

_UNSCRUBBED = "unscrubbed"


def forget(db: sqlite3.Connection, person: str) -> list[str]:
    """Delete a person's documents and what was decided or noted about them; return their keys.

    A salted hash of each file's content stays, so that loading its folder does not bring the person
    back. The caller holds the transaction and calls ``scrub`` after it.
    """
    rows = db.execute(
        "SELECT id, key, path, sha256, name FROM documents WHERE person = ? ORDER BY key", (person,)
    ).fetchall()
    ids = {row[0] for row in rows}
    neighbours = touched(db, ids) - ids
    hashes = [(forgotten_hash(setting(db, "salt"), row[3]),) for row in rows]
    db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", hashes)
    _forget_notes(db, {row[1] for row in rows}, {row[2] for row in rows}, {row[4] for row in rows})
    db.executemany("DELETE FROM names WHERE rowid = ?", [(id,) for id in sorted(ids)])
    db.executemany("DELETE FROM documents WHERE id = ?", [(id,) for id in sorted(ids)])
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, 1)", (_UNSCRUBBED,))
    regroup(db, neighbours)
    return [row[1] for row in rows]


def scrub(db: sqlite3.Connection) -> None:
    """Rewrite the file so that deleted text is in no page, index or log.

    Raises:
        BackendUnreachable: another process still reads the old pages; the deletion itself is done,
            and the next opening tries again.
    """
    db.execute("INSERT INTO names (names) VALUES ('rebuild')")
    db.execute("VACUUM")
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BackendUnreachable(
            "the person is forgotten, but another process still reads the old pages: they leave the"
            " file when the graph is next opened after it has ended"
        )
    db.execute("DELETE FROM meta WHERE name = ?", (_UNSCRUBBED,))


def scrub_what_is_left(db: sqlite3.Connection) -> None:
    """Finish a scrubbing that another process held up, if nobody does now."""
    if db.execute("SELECT 1 FROM meta WHERE name = ?", (_UNSCRUBBED,)).fetchone():
        (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute("PRAGMA busy_timeout = 0")
        with suppress(BackendUnreachable, sqlite3.OperationalError):
            scrub(db)
        db.execute(f"PRAGMA busy_timeout = {patience}")


def forgotten_hash(salt: str | int, sha256: str) -> str:
    """Return what stays of a forgotten file."""
    return hashlib.sha256(f"{salt}:{sha256}".encode()).hexdigest()


def _forget_notes(
    db: sqlite3.Connection, keys: set[str], paths: set[str], names: Iterable[str | None]
) -> None:
    """Delete unread files of theirs; take their name out of the reasons of others' decisions."""
    folded = {fold(name) for name in names if name and len(fold(name)) > 3}
    for key, path in db.execute("SELECT key, path FROM unread").fetchall():
        if key in keys or path in paths or any(name in fold(key) for name in folded):
            db.execute("DELETE FROM unread WHERE key = ?", (key,))
    for number, why in db.execute("SELECT number, why FROM decisions").fetchall():
        if any(name in fold(why) for name in folded):
            db.execute("UPDATE decisions SET why = '(removed)' WHERE number = ?", (number,))
