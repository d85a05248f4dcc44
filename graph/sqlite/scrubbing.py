"""After forgetting: no byte of what was deleted stays in the embedded graph's file."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Final

from ...errors import BackendUnreachable
from .connection import UNSCRUBBED
from .moments import forget_gone

_FINISH: Final = (
    "the person is forgotten, but the text may still stand in the graph's file or its log, which"
    " could not be rewritten: {why}; then any command on the graph (such as `info`) finishes it"
)


def scrub(db: sqlite3.Connection) -> None:
    """Rewrite the file so that deleted text is in no page, index or log.

    Raises:
        BackendUnreachable: another process still reads the old pages, or the disk is full; the
            deletion itself is done, and the next opening tries again.
    """
    try:
        _rewrite(db)
    except sqlite3.OperationalError as fault:
        raise BackendUnreachable(_FINISH.format(why=_why(str(fault)))) from fault


def _why(fault: str) -> str:
    if "full" in fault:
        return "the disk is full. Free about twice the graph's size"
    if "locked" in fault or "busy" in fault:
        return "another process is using it. Let that end"
    return f"{fault}. Free about twice the graph's size on a sound disk"


def _rewrite(db: sqlite3.Connection) -> None:
    # FTS5 keeps a deleted name until it happens to merge its segments; VACUUM then writes the file
    # anew, through the log, which is emptied after it. The note goes last: who is killed on the way
    # leaves it all to do.
    db.execute("INSERT INTO names (names) VALUES ('rebuild')")
    forget_gone(db)
    db.execute("VACUUM")
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BackendUnreachable(
            "the person is forgotten, but another process still reads the old pages: they leave the"
            " file when the graph is next opened after it has ended"
        )
    db.execute("DELETE FROM meta WHERE name = ?", (UNSCRUBBED,))


def scrub_what_is_left(db: sqlite3.Connection) -> None:
    """Finish a scrubbing that another process or a full disk held up, if nothing does now."""
    if db.execute("SELECT 1 FROM meta WHERE name = ?", (UNSCRUBBED,)).fetchone():
        (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute("PRAGMA busy_timeout = 0")  # the next opening tries again
        with suppress(BackendUnreachable):
            scrub(db)
        db.execute(f"PRAGMA busy_timeout = {patience}")
