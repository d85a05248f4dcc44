"""What was worked out of a line, kept for the next like it: headings, titles and dates recur.

Long lines do not, and a cache would hold their text: after them all is let go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import _lru_cache_wrapper, lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from .layout.lines import Line

T = TypeVar("T")

_KEPT: Final = 4096  # lines
_LONG: Final = 10_000  # characters of a line
_caches: list[_lru_cache_wrapper[object]] = []


def line_cache(function: Callable[[str], T]) -> _lru_cache_wrapper[T]:
    """Keep what a function says of the lines that it was asked about last."""
    cached = lru_cache(maxsize=_KEPT)(function)
    _caches.append(cached)
    return cached


def let_go_of_long(lines: Sequence[Line]) -> None:
    """Empty the caches where lines were long."""
    if any(len(line.plain) > _LONG for line in lines):
        for cached in _caches:
            cached.cache_clear()
