"""After forgetting: no byte of what was deleted stays in the embedded graph's file."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from ...errors import BackendUnreachable
from .connection import UNSCRUBBED


def scrub(db: sqlite3.Connection) -> None:
    """Rewrite the file so that deleted text is in no page, index or log.

    Raises:
        BackendUnreachable: another process still reads the old pages; the deletion itself is done,
            and the next opening tries again.
    """
    # FTS5 keeps a deleted name until it happens to merge its segments; VACUUM then writes the file
    # anew, through the log, which is emptied after it. The note goes last: who is killed on the way
    # leaves it all to do.
    db.execute("INSERT INTO names (names) VALUES ('rebuild')")
    db.execute("VACUUM")
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BackendUnreachable(
            "the person is forgotten, but another process still reads the old pages: they leave the"
            " file when the graph is next opened after it has ended"
        )
    db.execute("DELETE FROM meta WHERE name = ?", (UNSCRUBBED,))


def scrub_what_is_left(db: sqlite3.Connection) -> None:
    """Finish a scrubbing that another process held up, if nobody does now."""
    if db.execute("SELECT 1 FROM meta WHERE name = ?", (UNSCRUBBED,)).fetchone():
        (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute("PRAGMA busy_timeout = 0")  # the next opening tries again
        with suppress(BackendUnreachable, sqlite3.OperationalError):
            scrub(db)
        db.execute(f"PRAGMA busy_timeout = {patience}")
