"""The best of very many by their scores, without putting all in order."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .segment import Places

_SAMPLE: Final = 512


def threshold(scores: NDArray[np.int64], limit: int) -> int:
    """Return a score that at least ``limit`` of the scores reach, of which there are more.

    It lies low enough for that, and hardly lower: a sample says where. Where many have one score,
    a partition takes 20 to 36 times as long.
    """
    step = max(1, len(scores) // _SAMPLE)
    sample = np.sort(scores[::step])
    rank = 2 + 2 * limit // step
    while rank < len(sample):
        found = int(sample[-rank])
        if np.count_nonzero(scores >= found) >= limit:
            return found
        rank *= 2
    return int(scores.min())


def best(scores: NDArray[np.int64], people: NDArray[np.uint64], limit: int | None) -> Places:
    """Return the places of the best scores, the best first, equal ones by ``people``.

    ``people`` are the numbers in their ids; no more places than ``limit``.

    Complexity: O(n), and O(m log m) of the m scores above the threshold.
    """
    chosen = np.arange(len(scores))
    if limit is not None and limit < len(scores):
        if limit < 1:
            return chosen[:0]
        chosen = np.flatnonzero(scores >= threshold(scores, limit))
        chosen = _reaching(scores, chosen, people, limit)
    return chosen[np.lexsort((people[chosen], -scores[chosen]))]


def _reaching(
    scores: NDArray[np.int64], chosen: Places, people: NDArray[np.uint64], limit: int
) -> Places:
    """Return the ``limit`` best of the chosen, of which there are no fewer, in any order."""
    own = scores[chosen]
    least = int(own.min())
    # Where many share the least score, it is mostly the one that the last of the best have.
    if np.count_nonzero(own > least) >= limit:
        least = int(np.sort(own)[-limit])
    above, equal = chosen[own > least], chosen[own == least]
    return np.append(above, _first(equal, people, limit - len(above)))


def _first(chosen: Places, people: NDArray[np.uint64], count: int) -> Places:
    """Return those of the chosen who come first by ``people``, in any order."""
    if count >= len(chosen):
        return chosen
    own = people[chosen]
    # Within one segment they stand in order.
    if (own[1:] > own[:-1]).all():
        return chosen[:count]
    return chosen[np.argpartition(own, count)[:count]]
