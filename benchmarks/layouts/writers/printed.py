"""HTML printed to PDF by a real Chromium, one start for all; what was printed once is kept."""

from __future__ import annotations

import atexit
import hashlib
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commonground.tests.support.browser import chromium, chromium_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

CACHE: Final = Path(__file__).resolve().parents[3] / ".bench" / "pdf"


def pdf(html: str) -> bytes:
    """Return the PDF of a page.

    Raises:
        RuntimeError: there is no Chromium and the page was not printed before.
    """
    kept = CACHE / f"{hashlib.sha256(html.encode()).hexdigest()}.pdf"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        page = _blank_page()
        page.set_content(html)
        unfinished = kept.with_suffix(".new")
        unfinished.write_bytes(page.pdf(format="A4", print_background=True))
        unfinished.replace(kept)
    return kept.read_bytes()


@cache
def _blank_page() -> Page:
    if chromium_path() is None:
        raise RuntimeError("install chromium to print pages, or leave pdf out of --formats")
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(chromium()).new_page()
