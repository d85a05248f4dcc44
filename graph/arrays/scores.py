"""What many people have of a criterion as scores: look-ups in tables that a scale fills."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..matching import Scale
from .held import Held
from .segment import Places

Scores: TypeAlias = NDArray[np.int64]

_STRENGTHS: Final = np.arange(1001, dtype=np.int64)
_STEP: Final = 600
"""Tables begin and end at multiples of it, so that few are made: fifty years."""


def strengths(held: Held, places: Places | slice, scale: Scale) -> Scores:
    """Return how strongly people use what they hold, those at some places, in thousandths."""
    counted, last = held.counted[places], held.last[places]
    credit = counted + held.named[places].astype(np.int32)
    depth = _depths(scale.depth, _end(credit)).take(credit)
    end = _end(last)
    # Where there is no month stands -1; its recency is the last of the table.
    months = np.where(last < 0, end, last)
    begin = int(months.min(initial=end)) // _STEP * _STEP
    return depth * _recencies(scale.recency, begin, end).take(months - begin) // 1000


def worth(of_own: Scores, of_whole: Scores | None, scale: Scale) -> Scores:
    """Return what strengths are worth: of own use, and of the whole where that is more.

    Of who has no own use the strength is -1.
    """
    own: Scores = scale.own(_STRENGTHS).take(of_own, mode="wrap")
    if of_whole is None:
        return own
    near: Scores = scale.near(_STRENGTHS).take(of_whole)
    return np.maximum(np.where(of_own < 0, 0, own), near)


def _end(values: NDArray[np.integer[Any]]) -> int:
    return (int(values.max(initial=0)) // _STEP + 1) * _STEP


@lru_cache(maxsize=64)
def _depths(depth: Callable[[int], int], end: int) -> Scores:
    """Return the depth of every credit below ``end``."""
    return np.fromiter(map(depth, range(end)), np.int64, end)


@lru_cache(maxsize=64)
def _recencies(recency: Callable[[int | None], int], begin: int, end: int) -> Scores:
    """Return the recency of every month from ``begin`` to before ``end``, then that of none."""
    return np.array([*map(recency, range(begin, end)), recency(None)], np.int64)
