"""The explorer before its service, in a browser's window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from .browser import Opened
from .serving import serving

PATIENCE: Final = 60_000
"""Milliseconds, of a busy machine."""


@pytest.fixture(scope="module")
def address(demo_graph: Path) -> Iterator[str]:
    """Return where the examples are served."""
    with serving(demo_graph) as client:
        yield str(client.base_url).rstrip("/")


def go(seen: Opened, screen: str, params: dict[str, Any], wait: str = "#panel .rows > li") -> str:
    """Go to a screen as its buttons do; return what the panel says."""
    route = json.dumps({"screen": screen, "params": params, "view": {}})
    seen.page.evaluate(f"commonground.app.go({route})")
    seen.page.wait_for_selector(wait)
    return seen.panel()
