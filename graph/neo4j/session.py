"""A Neo4j server by its address: sessions, time-outs, and its errors in one sentence each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Query,
    Result,
    Session,
    unit_of_work,
)
from neo4j import exceptions as fault

from ...errors import BackendUnreachable, CommongroundError, UsageError
from .values import plain

SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
TIMEOUT: Final = 60.0
"""Seconds that a question may take on the server, unless it says otherwise."""

# Seconds until a host that drops what is sent to it counts as not there, and for how long a server
# is asked again that says "not now" (a new leader, a deadlock).
_CONNECTING: Final = 10.0
_RETRYING: Final = 20.0
# To the server these two only read; but one opens files and addresses, one ends the work of others.
_REFUSED: Final = frozenset({"LoadCSV", "TerminateTransactions"})
# One end of a transaction has three names, by what it was doing then (waiting for a lock, say).
_TIMED_OUT: Final = ("TransactionTimedOut", "LockClientStopped", "TransactionTerminated")

Parameters: TypeAlias = Mapping[str, Any]
Work: TypeAlias = "Callable[[ManagedTransaction], T]"
T = TypeVar("T")


class Server:
    """One database of one server, with a pool of connections; may be used by many threads.

    Name, password and database come from ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and
    ``NEO4J_DATABASE`` (the server's own default where it is not set); without a password none is
    sent. Nothing is asked of the server before the first call.

    Raises:
        UsageError: the address is no server's, or holds a password.
        BackendUnreachable: every method, where the server does not answer or refuses the password.
    """

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        self.address = checked_address(address)
        self.timeout = timeout
        self._database = os.environ.get("NEO4J_DATABASE") or None
        with self.explained():
            self._driver = _driver(self.address)

    def check(self) -> None:
        """Ask the server, once, whether it is there and whether it lets us in."""
        with self.explained(), self._session(READ_ACCESS) as session:
            rows(session, "RETURN 1 AS here")

    def read(
        self, statement: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> list[dict[str, Any]]:
        """Return the rows of one statement that only reads, as plain Python values.

        It runs in a read-only transaction of its own, is tried again where the server asks for it,
        and is ended by the server after ``timeout`` seconds.

        Raises:
            UsageError: the statement writes, is no Cypher, or takes longer than the time-out.
        """

        seconds = self.timeout if timeout is None else timeout
        text: Any = statement  # the driver types it LiteralString; ours come from files
        with self.explained(), self._session(READ_ACCESS) as session:
            try:  # by itself, which asks the server once and not three times
                return _rows(session.run(Query(text, timeout=seconds), dict(parameters or {})))
            except (fault.DriverError, fault.Neo4jError) as error:
                if not error.is_retryable():
                    raise

        def work(transaction: ManagedTransaction) -> list[dict[str, Any]]:
            return rows(transaction, statement, parameters)

        return self.reading(work, timeout=timeout)

    def reading(self, work: Work[T], *, timeout: float | None = None) -> T:
        """Return what a function of a read-only transaction returns; it may run several times."""
        return self._managed(READ_ACCESS, work, self.timeout if timeout is None else timeout)

    def ask(
        self, text: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        """Return the columns and rows of a user's own statement.

        Raises:
            UsageError: it does more than read the graph (which is asked of its plan, before it
                runs), is no Cypher, lacks a parameter, or takes longer than the time-out.
        """

        def work(
            transaction: ManagedTransaction,
        ) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
            planned = _run(transaction, f"EXPLAIN {text}", parameters).consume()
            if planned.query_type != "r" or not _REFUSED.isdisjoint(_operators(planned.plan)):
                raise UsageError("only statements that read the graph are answered")
            result = _run(transaction, text, parameters)
            return tuple(result.keys()), _rows(result)

        return self.reading(work, timeout=timeout)

    def writing(self, work: Work[T], *, timeout: float | None = None) -> T:
        """Return what a function of a writing transaction returns; it may run several times.

        All that it writes is kept, or nothing is. Without a ``timeout`` the server's own holds.
        """
        return self._managed(WRITE_ACCESS, work, timeout)

    def run(self, statement: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Return the rows of a statement that runs by itself: constraints, indexes, waiting."""
        with self.explained(), self._session(WRITE_ACCESS) as session:
            return rows(session, statement, parameters)

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the driver's errors into sentences without values, names or passwords."""
        try:
            yield
        except (fault.DriverError, fault.Neo4jError, OSError, ValueError) as error:
            raise _explained(self.address, error) from None

    def _managed(self, access: str, work: Work[T], timeout: float | None) -> T:
        timed = unit_of_work(timeout=timeout)(work)
        with self.explained(), self._session(access) as session:
            if access == READ_ACCESS:
                return session.execute_read(timed)
            return session.execute_write(timed)

    def _session(self, access: str) -> Session:
        # Every caller wants all rows: the driver's own way is a round trip for each thousand.
        return self._driver.session(
            database=self._database, default_access_mode=access, fetch_size=-1
        )


def rows(
    runner: ManagedTransaction | Session, statement: str, parameters: Parameters | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a statement in a transaction, as plain Python values."""
    return _rows(_run(runner, statement, parameters))


def _run(
    runner: ManagedTransaction | Session, statement: str, parameters: Parameters | None
) -> Result:
    text: Any = statement  # the driver types it LiteralString; ours come from files
    return runner.run(text, dict(parameters or {}))


def _rows(result: Result) -> list[dict[str, Any]]:
    keys = result.keys()
    return [dict(zip(keys, map(plain, row), strict=True)) for row in result.values()]


def _operators(plan: Mapping[str, Any] | None) -> Iterator[str]:
    """Give the operators of a plan, without the database that each names."""
    if plan:
        yield str(plan["operatorType"]).partition("@")[0]
        for child in plan.get("children", ()):
            yield from _operators(child)


def checked_address(address: str) -> str:
    """Return ``scheme://host[:port]``.

    Raises:
        UsageError: it is something else, or holds a user's name or password.
    """
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise UsageError("a Neo4j address looks like bolt://localhost:7687 or neo4j+s://host")
    if "@" in parts.netloc:
        raise UsageError(
            "an address holds no password: set NEO4J_USERNAME and NEO4J_PASSWORD instead"
        )
    if parts.path.strip("/") or parts.fragment:
        raise UsageError("an address names no database: set NEO4J_DATABASE instead")
    return address.rstrip("/")


def _driver(address: str) -> Driver:
    password = os.environ.get("NEO4J_PASSWORD")
    name = os.environ.get("NEO4J_USERNAME") or "neo4j"
    return GraphDatabase.driver(
        address,
        auth=(name, password) if password else None,
        connection_timeout=_CONNECTING,
        connection_acquisition_timeout=_CONNECTING * 2,
        max_transaction_retry_time=_RETRYING,
        notifications_min_severity="OFF",  # it warns of each label that a graph has no node of yet
        telemetry_disabled=True,
        user_agent="commonground",
    )


def _explained(address: str, error: Exception) -> CommongroundError:
    # From the narrow to the wide: an AuthError is a ClientError, and that is a Neo4jError. Messages
    # are repeated where they speak of the statement: others quote values, which may be personal.
    code = getattr(error, "code", None) or ""
    if isinstance(error, fault.AuthError):
        return BackendUnreachable(
            f"{address} refuses the name or password: set NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    if isinstance(error, fault.ConfigurationError | ValueError):
        return UsageError(f"{address} cannot be opened so: {_first_line(error)}")
    if any(part in code for part in _TIMED_OUT):
        return UsageError(
            "the server stopped the question when its time was up: narrow it or allow more time"
        )
    if code.startswith("Neo.ClientError.Database."):
        return BackendUnreachable(f"{address} has no such database: set NEO4J_DATABASE")
    if isinstance(error, fault.ClientError):
        return _refused(code, error)
    if isinstance(error, fault.Neo4jError):
        return BackendUnreachable(f"{address} cannot do it now ({code}): try again")
    return BackendUnreachable(f"{address} does not answer: is the server running, and reachable?")


def _refused(code: str, error: fault.ClientError) -> CommongroundError:
    """Return what a server says of a statement; its own words only where they quote the Cypher."""
    if code.endswith((".AccessMode", "Security.Forbidden")):
        return UsageError("the question would write: only statements that read are answered")
    if ".Statement." in code or ".Procedure." in code:
        return UsageError(f"the server refuses the Cypher: {_first_line(error)}")
    return BackendUnreachable(f"the server refuses it ({code})")


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "message", None) or error).strip()
    return text.splitlines()[0][:300] if text else type(error).__name__
