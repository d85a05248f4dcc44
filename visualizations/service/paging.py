"""Rows page by page: a cursor says where the next page begins, of which question and moment.

A cursor is opaque and cannot be made by hand: it is signed with a key that only the graph knows.
One of another question is refused; one of a graph that has changed since says so, for its rows
would overlap or leave a gap.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...errors import UsageError
from .encoding import json_bytes
from .problems import CHANGED, Refused

if TYPE_CHECKING:
    from ...graph.store import StoredGraph

ROWS: Final = 1_000
"""The most rows of one response."""

DEPTH: Final = 10_000
"""The most rows that can be paged through: each page asks for all before it, too."""

_PLACE: Final = struct.Struct(">IH8s")
_SIGNED: Final = 16


class Moment(NamedTuple):
    """Which graph it is and which state of it; ``secret`` is what only this graph knows."""

    secret: bytes
    generation: int

    @property
    def stamp(self) -> bytes:
        """Eight bytes that differ wherever the graph does; nothing else can be told from them."""
        return hashlib.sha256(self.secret + b"stamp %d" % self.generation).digest()[:8]


def moment_of(graph: StoredGraph) -> Moment:
    """Return the moment that a graph is at."""
    salt, generation = graph.reading(lambda ledger: (ledger.salt, ledger.generation))
    return Moment(hashlib.sha256(f"service {salt}".encode()).digest(), int(generation))


@dataclass(frozen=True)
class Page:
    """Which rows are wanted: so many from a place on; ``paged`` where pages were asked for."""

    start: int = 0
    count: int = ROWS
    paged: bool = False

    @property
    def needed(self) -> int:
        """How many rows are to be asked for: one more tells whether there is another page."""
        return self.start + self.count + 1

    def after(self) -> Page | None:
        """Return the next page; None where it would lie too deep."""
        start = self.start + self.count
        return replace(self, start=start) if self.paged and start < DEPTH else None


class Cursor(NamedTuple):
    """What a request says of pages: how many rows, and the cursor that it was given."""

    page: int | None
    text: str | None

    def page_of(self, question: Mapping[str, Any], moment: Moment) -> Page:
        """Return the page that is asked for.

        Raises:
            UsageError: the cursor is none, or of another question.
            Refused: the graph has changed since.
        """
        if self.text is None:
            return Page() if self.page is None else Page(0, self.page, paged=True)
        start, count, stamp = _read(self.text, question, moment)
        if stamp != moment.stamp:
            raise Refused(
                CHANGED, "the graph has changed since that page was made: begin again without it"
            )
        return Page(start, self.page or count, paged=True)


def cursor_of(page: Page, question: Mapping[str, Any], moment: Moment) -> str:
    """Return the cursor of a page."""
    place = _PLACE.pack(page.start, page.count, moment.stamp)
    return base64.urlsafe_b64encode(place + _signature(place, question, moment)).decode()


def _read(text: str, question: Mapping[str, Any], moment: Moment) -> tuple[int, int, bytes]:
    wrong = UsageError("the cursor is not one of this question: give it as the page before had it")
    try:
        data = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise wrong from None
    place, signature = data[: _PLACE.size], data[_PLACE.size :]
    if len(place) < _PLACE.size or not hmac.compare_digest(
        signature, _signature(place, question, moment)
    ):
        raise wrong
    start, count, stamp = _PLACE.unpack(place)
    return start, count, stamp


def _signature(place: bytes, question: Mapping[str, Any], moment: Moment) -> bytes:
    signed = hmac.new(moment.secret, place + json_bytes(question), hashlib.sha256)
    return signed.digest()[:_SIGNED]
