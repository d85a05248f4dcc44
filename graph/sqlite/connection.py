"""Connections to the embedded graph's file, and SQLite's faults in one clear sentence."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from ...errors import BackendUnreachable
from .schema import APPLICATION_ID, MIGRATIONS, TABLES, VERSION, VIEWS

T = TypeVar("T")

BUSY_SECONDS: Final = 30
UNSCRUBBED: Final = "unscrubbed"
"""The setting that says that deleted text may still be in the file."""

_STEPS: Final = 200_000
"""Steps of SQLite's machine, some milliseconds."""

_SETTINGS: Final = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys = ON",  # SQLite leaves them unchecked unless each connection asks
    "PRAGMA synchronous = FULL",  # in WAL mode NORMAL may lose the last commits with the power
    "PRAGMA secure_delete = ON",  # else deleted text stays in free pages until they are used again
    "PRAGMA temp_store = MEMORY",  # no temporary file keeps what was forgotten
)


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a graph's file, or make it.

    Raises:
        BackendUnreachable: there is none and none shall be made, or the file is something else.
    """
    _check_place(path, create=create)
    with explained(path):
        # no isolation level: Python would begin transactions by itself, and at moments of its own
        db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        return _prepared(db, path, create=create)


def connect_to_read(path: Path, *, immutable: bool) -> sqlite3.Connection:
    """Open a graph's file that cannot be written.

    ``immutable`` reads without any lock and without the log: whoever asks for it must see to it
    that nobody writes meanwhile.

    Raises:
        BackendUnreachable: the file is something else.
    """
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    with explained(path):
        db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        return _prepared(db, path, create=False)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's faults into one sentence.

    Raises:
        BackendUnreachable: the file is busy, read-only, damaged or out of space.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except UnicodeDecodeError:  # of a fault's own message, which quotes a name that is none
        raise BackendUnreachable(_damaged(path)) from None
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as fault:
        raise BackendUnreachable(_sentence(path, fault)) from None  # it may quote a value


def snapshot(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Return what a function returns that reads, all of it as of one moment."""
    if db.in_transaction:  # a debugger shows a graph in the middle of something: the same moment
        return work(db)
    try:  # BEGIN stands inside, for a Ctrl-C right after it must end the transaction too
        db.execute("BEGIN")
        return work(db)
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def transaction(db: sqlite3.Connection, *, counts: bool = True) -> Iterator[None]:
    """Write all or nothing; the generation counts up, so that caches know themselves stale.

    Unless it ``counts``, as where nothing changes that anybody asks for.
    """
    try:
        db.execute("BEGIN IMMEDIATE")  # not at the first write, where waiting is no longer possible
        yield
        if counts:
            db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def setting(db: sqlite3.Connection, name: str) -> str | int:
    """Return a value of ``meta``.

    Raises:
        sqlite3.DatabaseError: there is none, so somebody or something has been at the file.
    """
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None or (name == "generation" and type(row[0]) is not int):
        raise sqlite3.DatabaseError(f"malformed: its {name} is missing")
    value: str | int = row[0]
    return value


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise BackendUnreachable(f"{path} is a folder: name the graph's file, such as people.db")
    if path.exists() and not path.is_file():
        raise BackendUnreachable(f"{path} is no ordinary file: name another for the graph")
    if path.exists():
        return
    if not create:
        raise BackendUnreachable(
            f"there is no graph at {path}: `commonground -g {path} load FOLDER` makes one"
            " (in Python: create=True)"
        )
    if not path.parent.is_dir():
        raise BackendUnreachable(f"there is no folder {path.parent} to make the graph in")
    if not os.access(path.parent, os.W_OK):
        raise BackendUnreachable(f"you may not write in {path.parent}: make the graph elsewhere")


def _prepared(db: sqlite3.Connection, path: Path, *, create: bool) -> sqlite3.Connection:
    try:
        _prepare(db, path, create=create)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path, *, create: bool) -> None:
    for statement in _SETTINGS:
        db.execute(statement)
    # Python hears a signal (a limit of time, say) only between steps of its own: this is one.
    db.set_progress_handler(lambda: 0, _STEPS)
    if _is_empty(db):
        if not create:
            raise BackendUnreachable(f"{path} is empty: load resumes into it first")
        _make(db)
    db.text_factory = _decoded
    db.create_function("crc", -1, crc, deterministic=True)
    application, version = _stamp(db)
    if application != APPLICATION_ID:
        raise BackendUnreachable(f"{path} belongs to another program: it is no commonground graph")
    if version > VERSION:
        raise BackendUnreachable(
            f"{path} was made by a newer commonground (format {version}, this one reads {VERSION}):"
            " upgrade commonground"
        )
    if version < VERSION:
        _migrate(db, path)


def _is_empty(db: sqlite3.Connection) -> bool:
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and _stamp(db) == (0, 0)


def _stamp(db: sqlite3.Connection) -> tuple[int, int]:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    return application, db.execute("PRAGMA user_version").fetchone()[0]


def _make(db: sqlite3.Connection) -> None:
    """Make the tables in one transaction: a process killed meanwhile leaves an empty file."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    if not _is_empty(db):  # another process was faster
        db.execute("ROLLBACK")
        return
    import secrets  # for a new graph alone

    for statement in _statements(TABLES + VIEWS):
        db.execute(statement)
    values = (("generation", 0), ("salt", secrets.token_hex(16)))
    db.executemany("INSERT INTO meta VALUES (?, ?)", values)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring a file of an older version up to this one, in one transaction."""
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        if "readonly" not in str(fault):
            raise
        raise BackendUnreachable(
            f"{path} was made by an older commonground: open it once where it can be written"
        ) from None
    _, version = _stamp(db)
    if version < VERSION:  # else another process was faster
        for older in range(version, VERSION):
            for statement in _statements(MIGRATIONS[older]):
                db.execute(statement)
        views = db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        for (name,) in views:
            db.execute(f'DROP VIEW "{name}"')
        for statement in _statements(VIEWS):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _decoded(data: bytes) -> str:
    """Return a text; bytes that are none show as lone surrogates, which no stored text holds.

    Without this one damaged letter ends every statement that comes upon its row.
    """
    return data.decode("utf-8", "surrogateescape")


def crc(*values: str | bytes | None) -> int:
    """Return the CRC-32 of some values, texts as UTF-8, each with its length before it."""
    found = 0
    for value in values:
        data = value.encode() if isinstance(value, str) else value or b""
        found = zlib.crc32(data, zlib.crc32(b"%d:" % len(data), found))
    return found


def _statements(script: str) -> Iterator[str]:
    """Split a script; ``executescript`` would commit the transaction that we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _damaged(path: Path) -> str:
    return f"{path} is damaged: `commonground -g {path} check --repair` mends or salvages it"


def _sentence(path: Path, error: sqlite3.Error) -> str:
    fault = str(error)
    if "locked" in fault or "busy" in fault:
        return f"{path} is busy: another process has been writing for {BUSY_SECONDS} s; try again"
    if "readonly" in fault or "read-only" in fault:
        return f"{path} is read-only: the graph's file and its folder must be writable"
    if "full" in fault:
        return f"{path} cannot grow: the disk is full"
    if "not a database" in fault:
        return f"{path} is no commonground graph: name another file"
    if "malformed" in fault or "corrupt" in fault or "decode" in fault:
        return _damaged(path)
    name = getattr(error, "sqlite_errorname", "a fault of SQLite")
    return f"{path} cannot be opened or written ({name})"
