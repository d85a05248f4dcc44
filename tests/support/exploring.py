"""The explorer before its service, in a browser's window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest

from .browser import Opened, opened_at
from .serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE: Final = 60_000
"""Milliseconds, of a busy machine."""


@pytest.fixture(scope="module")
def address(demo_graph: Path) -> Iterator[str]:
    """Return where the examples are served."""
    with serving(demo_graph) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Opened]:
    """Return the explorer in a window; nothing may be complained of, asked elsewhere or stopped."""
    with opened_at(browser, f"{address}/", viewport={"width": 1366, "height": 820}) as found:
        found.page.set_default_timeout(PATIENCE)
        found.page.wait_for_selector("#panel h1")
        yield found
        assert found.complaints == [] and found.broken_rules() == []
        assert {urlsplit(one).netloc for one in found.requests} == {urlsplit(address).netloc}


def go(seen: Opened, screen: str, params: dict[str, Any], wait: str = "#panel .rows > li") -> str:
    """Go to a screen as its buttons do; return what the panel says."""
    route = json.dumps({"screen": screen, "params": params, "view": {}})
    seen.page.evaluate(f"commonground.app.go({route})")
    seen.page.wait_for_selector(wait)
    return seen.panel()
