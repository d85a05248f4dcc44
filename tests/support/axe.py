"""axe-core, which finds what keeps people out of a page; `make schema` fetches it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PLACE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def axe() -> str | None:
    """Return axe-core's script, None where it was not fetched."""
    return _PLACE.read_text(encoding="utf-8") if _PLACE.is_file() else None


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    """Return what axe-core finds in a page that was opened without its policy."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=axe() or "")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
