"""How a graph's file can be used here: read and written, or only read."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from ...errors import BackendUnreachable
from .connection import connect, connect_to_read, explained, snapshot

T = TypeVar("T")

_TRIES: Final = 20
_PAUSE: Final = 0.05
_TICK: Final = 0.02
"""Seconds in which two writes may leave the same time of change: a kernel's clock tick, doubled."""


class GraphFile(Protocol):
    """A graph's file that is open."""

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that reads it now."""

    def reading(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a function returns that reads, as of one moment; it may run again."""

    def writable(self) -> sqlite3.Connection:
        """Return the connection to write with.

        Raises:
            BackendUnreachable: the file can only be read.
        """

    def close(self) -> None:
        """Close the file."""


def open_file(path: Path, *, create: bool) -> GraphFile:
    """Open a graph's file, or make it; where it cannot be written it is opened to be read.

    Raises:
        BackendUnreachable: as ``connect``.
    """
    obstacle = _obstacle(path) if _is_readable(path) else None
    return ReadOnlyFile(path, obstacle) if obstacle else WritableFile(connect(path, create=create))


def _is_readable(path: Path) -> bool:
    """Return whether there is a file.

    Raises:
        BackendUnreachable: it, or its folder, is closed to this process.
    """
    try:
        there = path.is_file()
    except PermissionError:
        raise BackendUnreachable(f"you may not enter the folder of {path}") from None
    if there and not os.access(path, os.R_OK):
        raise BackendUnreachable(f"you may not read {path}: ask whom it belongs to")
    return there


def _obstacle(path: Path) -> str | None:
    """Return what this process may not write: the file, or its folder, where the log must go."""
    file = path.resolve()  # SQLite's log lies beside what a link leads to
    if not os.access(file, os.W_OK):
        return str(path)
    return None if os.access(file.parent, os.W_OK) else f"its folder {file.parent}"


class WritableFile:
    """A file that is read and written; SQLite's log keeps readers and the writer apart."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection."""
        return self._connection

    def reading(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a function returns, as of one moment."""
        return snapshot(self._connection, work)

    def writable(self) -> sqlite3.Connection:
        """Return the connection."""
        return self._connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class ReadOnlyFile:
    """A file that is only read: it, its folder or its whole file system cannot be written.

    SQLite's log needs an index beside the file, in which readers note themselves. While a writer
    has the file open both are there and can be shared. Where they are not, nobody is writing, and
    the file is read without any lock (``immutable``). A writer may still come at any moment; so
    what was read in that way counts only if the file was the same before and after, else it is read
    again.
    """

    def __init__(self, path: Path, obstacle: str) -> None:
        self._named, self._path = path, path.resolve()
        self._obstacle = obstacle
        self._state: _State | None = None
        self._connection: sqlite3.Connection | None = None
        with explained(path):
            self.reading(lambda db: None)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, which is another one after the file has changed."""
        if self._connection is None:  # it was opened with the first reading
            raise BackendUnreachable(f"{self._named} is closed")
        return self._connection

    def reading(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a function returns that reads, as of one moment; it may run again."""
        if self._connection is not None and self._connection.in_transaction:
            return work(self._connection)  # whoever began it looks whether the file has changed
        for _ in range(_TRIES):
            state = self._looked_at()
            if state.unfinished:  # a writer that closes takes the index away first, then the log
                time.sleep(_PAUSE)
                continue
            try:
                result = snapshot(self._opened(state), work)
            except Exception:  # a file that changes while it is read can look damaged
                if state.holds(self._looked_at()):
                    raise
            else:
                if state.holds(self._looked_at()):
                    return result
        raise BackendUnreachable(self._why_not())

    def writable(self) -> sqlite3.Connection:
        """Raise: nothing can be written."""
        raise BackendUnreachable(
            f"{self._named} can only be read here: you may not write to {self._obstacle}"
        )

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()

    def _looked_at(self) -> _State:
        with explained(self._named):
            return _State.of(self._path)

    def _opened(self, state: _State) -> sqlite3.Connection:
        """Return a connection that fits a state: the one there is, if it still does."""
        if self._connection is None or self._state is None or not self._state.holds(state):
            self.close()
            self._connection = self._state = None
            if not state.shared:
                _let_the_clock_tick(state)
            self._connection = connect_to_read(self._named, immutable=not state.shared)
            self._state = state
        return self._connection

    def _why_not(self) -> str:
        if self._looked_at().unfinished:
            return (
                f"{self._named} was not closed by who wrote it, and you may not write to"
                f" {self._obstacle}: open it once where that is possible"
            )
        return f"{self._named} is being written without a pause: try again"


@dataclass(frozen=True, slots=True)
class _State:
    """What tells whether a file was written meanwhile, and whether a writer has it open.

    ``places`` are the inodes of the file, its log and the log's index (None where there is none).
    """

    places: tuple[tuple[int, int] | None, ...]
    written: tuple[int, ...]
    log: int

    @classmethod
    def of(cls, path: Path) -> _State:
        """Look at a file and at what lies beside it."""
        file, log, index = os.stat(path), _stat(f"{path}-wal"), _stat(f"{path}-shm")
        places = tuple(found and (found.st_dev, found.st_ino) for found in (file, log, index))
        written = (file.st_mtime_ns, file.st_ctime_ns, file.st_size)
        return cls(places, written, log.st_size if log else 0)

    @property
    def shared(self) -> bool:
        """Whether the log and its index are there, which keep readers and a writer apart."""
        return None not in self.places

    @property
    def unfinished(self) -> bool:
        """Whether there is a log that only a writer can read, for want of its index."""
        return self.log > 0 and not self.shared

    def holds(self, now: _State) -> bool:
        """Return whether what was opened in this state can still be read, and what was is valid."""
        if self.shared:
            return self.places == now.places
        return self == now


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _let_the_clock_tick(state: _State) -> None:
    """Wait until a write from now on would show in the file's time, where it has just been one."""
    if 0 <= time.time() - state.written[0] / 1e9 < _TICK:
        time.sleep(_TICK)
