"""Neo4j for tests: one server a session, emptied for each test that asks for its address.

With ``NEO4J_TEST_URI`` the tests use the server there, with ``NEO4J_USERNAME``,
``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``, and empty its database: it must be empty already when
they begin. Otherwise they start one, and skip (in CI: fail) where Java or Maven is missing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from .neo4j_release import Unavailable
from .neo4j_server import Access, Server

if TYPE_CHECKING:
    from neo4j import Driver

ROWS = 10_000  # deleted in one transaction
# Halves the work of a start and of every statement that runs a few times, as most in tests do.
QUICK = "-XX:TieredStopAtLevel=1"


@pytest.fixture(scope="session")
def neo4j_sign_in() -> Iterator[None]:
    """Name the user, password and database of every server of the session in the environment.

    ``NEO4J_URI`` is not among them: whoever asks a server says so.
    """
    random = {"NEO4J_PASSWORD": secrets.token_urlsafe(18)}
    sign_in = {"NEO4J_USERNAME": "neo4j", "NEO4J_DATABASE": "neo4j", **random}
    foreign = "NEO4J_TEST_URI" in os.environ
    with pytest.MonkeyPatch.context() as patch:
        for name, own in sign_in.items():
            patch.setenv(name, os.environ.get(name, own) if foreign else own)
        yield


@pytest.fixture(scope="session")
def neo4j_server(neo4j_sign_in: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """Return a server that answers; the same one for the whole session."""
    named = os.environ.get("NEO4J_TEST_URI")
    if named:
        yield from _foreign(access_to(named))
        return
    with own_server(tmp_path_factory, QUICK) as server:
        yield server.access


@pytest.fixture
def neo4j_uri(neo4j_server: Access) -> str:
    """Return the address of the session's server, its database emptied."""
    with driver_to(neo4j_server) as driver:
        empty(driver, neo4j_server.database)
    return neo4j_server.uri


@pytest.fixture(scope="module")
def neo4j_own(neo4j_sign_in: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of the module's own, for tests that kill it or start it again."""
    if "NEO4J_TEST_URI" in os.environ:
        pytest.skip("a server of one's own to kill; NEO4J_TEST_URI names another's")
    with own_server(tmp_path_factory, QUICK) as server:
        yield server


@contextmanager
def own_server(folders: pytest.TempPathFactory, *options: str) -> Iterator[Server]:
    """Run a new server, then stop it. Skip, or fail in CI, where none can run."""
    folder, password = folders.mktemp("neo4j"), os.environ["NEO4J_PASSWORD"]
    server = Server(folder, password=password, options=options)
    try:
        server.start()
    except Unavailable as error:
        lacking(str(error))
    try:
        yield server
    finally:
        server.stop()


def access_to(uri: str) -> Access:
    """Return an address with the user, password and database that the environment names."""
    names = ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")
    return Access(uri, *(os.environ[name] for name in names))


def driver_to(access: Access) -> Driver:
    """Return a driver that signs in; the caller closes it."""
    from neo4j import GraphDatabase

    return GraphDatabase.driver(access.uri, auth=(access.username, access.password))


def empty(driver: Driver, database: str) -> None:
    """Delete all nodes and relationships, a batch a transaction; indexes and constraints stay."""
    query = "MATCH (n) WITH n LIMIT $rows DETACH DELETE n RETURN count(*) AS deleted"
    while driver.execute_query(query, rows=ROWS, database_=database).records[0]["deleted"]:
        pass


def lacking(what: str) -> NoReturn:
    """Skip what this machine cannot run; in CI nothing is skipped for want of a tool."""
    if os.environ.get("COMMONGROUND_CI") == "1":
        pytest.fail(f"CI must have it: {what}")
    pytest.skip(what)


def _foreign(access: Access) -> Iterator[Access]:
    with driver_to(access) as driver:
        held = driver.execute_query(
            "MATCH (n) RETURN count(n) AS nodes", database_=access.database
        ).records[0]["nodes"]
        if held:
            pytest.fail(
                f"NEO4J_TEST_URI: the database {access.database} at {access.uri} holds {held} "
                "nodes, and the tests delete all they find: empty it, or name another"
            )
        yield access
        empty(driver, access.database)
