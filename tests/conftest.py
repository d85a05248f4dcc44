"""What tests of all rooms share: the places, a graph of the examples, the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from .support.browser import chromium, chromium_path
from .support.exploring import address, seen
from .support.neo4j_fixtures import neo4j_own, neo4j_server, neo4j_sign_in, neo4j_uri
from .support.stage import page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# fixtures of every test
__all__ = ["address", "neo4j_own", "neo4j_server", "neo4j_sign_in", "neo4j_uri", "page", "seen"]

# On a busy machine anything takes long: no test fails by its time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2025-12-01"


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the user's cache, default graph or extra ontology."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for name in (
            "COMMONGROUND_GRAPH",
            "COMMONGROUND_ONTOLOGY",
            "COMMONGROUND_DEBUG",
            "NEO4J_URI",
        ):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """Return the folder of the invented resumes."""
    return ROOT / "examples" / "resumes"


@pytest.fixture(scope="session")
def demo_graph(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """Return a graph file with the examples loaded; tests that write work on a copy."""
    from commonground import load, open_graph

    path = tmp_path_factory.mktemp("demo") / "people.db"
    with open_graph(str(path), create=True) as graph:
        load([examples], into=graph, as_of=AS_OF)
    return path


@pytest.fixture
def need() -> Callable[[bool, str], None]:
    """Return a check of something a machine may lack: skips there, fails in CI."""

    def check(there: bool, what: str) -> None:
        if not there:
            _lacking(what)

    return check


def _lacking(what: str) -> NoReturn:
    if os.environ.get("COMMONGROUND_CI") == "1":
        pytest.fail(f"CI must have it: {what}")
    pytest.skip(what)


@pytest.fixture(scope="module")
def started() -> Iterator[Browser | None]:
    """Start Chromium where there is one, once for the tests of a file."""
    if chromium_path() is None:
        yield None
        return
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(started: Browser | None, need: Callable[[bool, str], None]) -> Browser:
    """Return Chromium, to open pages as people do."""
    need(started is not None, "Chromium, to open pages as people do")
    assert started is not None
    return started
