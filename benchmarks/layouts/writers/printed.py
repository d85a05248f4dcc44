"""HTML printed to PDF by a real Chromium, one start for all; what was printed once is kept."""

from __future__ import annotations

import atexit
import hashlib
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Final

from commonground.tests.support.browser import chromium, chromium_path

CACHE: Final = Path(__file__).resolve().parents[3] / ".bench" / "pdf"


def pdf(html: str) -> bytes:
    """Return the PDF of a page.

    Raises:
        RuntimeError: there is no Chromium and the page was not printed before.
    """
    kept = CACHE / f"{hashlib.sha256(html.encode()).hexdigest()}.pdf"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".new")
        unfinished.write_bytes(_printer().print(html))
        unfinished.replace(kept)
    return kept.read_bytes()


class _Printer:
    """A browser in a thread of its own: another in the caller's thread may be at work meanwhile."""

    def __init__(self) -> None:
        self._pages: SimpleQueue[str | None] = SimpleQueue()
        self._printed: SimpleQueue[bytes | Exception] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        atexit.register(self._stop)

    def print(self, html: str) -> bytes:
        """Return the PDF of a page."""
        self._pages.put(html)
        printed = self._printed.get()
        if isinstance(printed, Exception):
            raise printed
        return printed

    def _run(self) -> None:
        with chromium() as browser:
            page = browser.new_page()
            while (html := self._pages.get()) is not None:
                try:
                    page.set_content(html)
                    self._printed.put(page.pdf(format="A4", print_background=True))
                except Exception as error:  # it is the caller's
                    self._printed.put(error)

    def _stop(self) -> None:
        self._pages.put(None)
        self._thread.join(5)


@cache
def _printer() -> _Printer:
    if chromium_path() is None:
        raise RuntimeError("install chromium to print pages, or leave pdf out of --formats")
    return _Printer()
