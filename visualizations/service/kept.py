"""The latest answers as they were sent, for whoever asks the same again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .made import Made
    from .paging import Moment

_MOST: Final = 16 * 2**20
"""Bytes of all bodies together."""

_SHARE: Final = 16
"""One body may take this part of the room: a large one would push hundreds out."""


class KeptAnswers:
    """Answers by their tags, those that were not asked for the longest let go of first.

    A tag names the question, the graph and its generation: what is kept under it is the answer to
    it. When the graph has changed all are let go of, for they may name who was forgotten.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._moment: Moment | None = None
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, moment: Moment, tag: str) -> Made | None:
        """Return what was answered under a tag; None where it is not kept."""
        with self._lock:
            self._at(moment)
            made = self._made.get(tag)
            if made is not None:
                self._made.move_to_end(tag)
            return made

    def put(self, moment: Moment, tag: str, made: Made) -> None:
        """Keep an answer that holds: the graph was the same from its beginning to its end."""
        size = len(made.body)
        if size > self._most // _SHARE:
            return
        with self._lock:
            self._at(moment)
            before = self._made.pop(tag, None)
            self._made[tag] = made
            self._size += size - (0 if before is None else len(before.body))
            while self._size > self._most:
                self._size -= len(self._made.popitem(last=False)[1].body)

    def _at(self, moment: Moment) -> None:
        if moment != self._moment:
            self._made.clear()
            self._size, self._moment = 0, moment
