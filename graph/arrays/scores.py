"""What many people have of a criterion as scores: look-ups in tables that a scale fills."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..matching import Scale
from .held import Held
from .records import NONE
from .segment import Places

Scores: TypeAlias = NDArray[np.int64]

_STRENGTHS: Final = 1001
_STEP: Final = 600
"""Tables begin and end at multiples of it, so that few are made: fifty years."""


def strengths(held: Held, places: Places, scale: Scale) -> Scores:
    """Return how strongly people use what they hold, those at some places, in thousandths."""
    credit = held.counted[places].astype(np.int64) + held.named[places]
    return _by_credit(credit, scale) * _by_month(held.last[places], scale) // 1000


def worth(of_own: Scores, of_whole: Scores | None, scale: Scale) -> Scores:
    """Return what strengths are worth: of own use, and of the whole where that is more.

    Of who has no own use the strength is -1.
    """
    every = np.arange(_STRENGTHS, dtype=np.int64)
    own: Scores = scale.own(every)[of_own]
    if of_whole is None:
        return own
    return np.maximum(np.where(of_own < 0, 0, own), scale.near(every)[of_whole])


def _by_credit(credit: Scores, scale: Scale) -> Scores:
    most = int(credit.max()) if len(credit) else 0
    return _depths(scale.depth, _STEP * (most // _STEP + 1))[credit]


def _by_month(last: NDArray[np.int16], scale: Scale) -> Scores:
    told = last[last != NONE]
    if not len(told):
        return np.full(len(last), scale.recency(None), np.int64)
    first = int(told.min()) // _STEP * _STEP
    end = (int(told.max()) // _STEP + 1) * _STEP
    at = last.astype(np.int64) - first
    # What has no month stands behind all that have one.
    at[last == NONE] = end - first
    return _recencies(scale.recency, first, end)[at]


@lru_cache(maxsize=64)
def _depths(depth: Callable[[int], int], end: int) -> Scores:
    """Return the depth of every credit below ``end``."""
    return np.fromiter(map(depth, range(end)), np.int64, end)


@lru_cache(maxsize=64)
def _recencies(recency: Callable[[int | None], int], first: int, end: int) -> Scores:
    """Return the recency of every month from ``first`` to before ``end``, then that of none."""
    return np.array([*map(recency, range(first, end)), recency(None)], np.int64)
