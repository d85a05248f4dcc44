"""How much people are worth beside one person: the greedy matchings of many of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..uses import Worth
from .segment import Numbers, Places, ranges
from .strengths import Strengths

Sums: TypeAlias = NDArray[np.int64]

_DONE: Final = -1


class Pairing:
    """What concepts are worth beside one's own, by number: for whoever is compared.

    Concepts (C) are numbered in the order of their ids, ``codes`` (C) are those of the store.
    ``alone`` (C) is what those are worth that one has oneself, which are paired with themselves;
    -1 marks the others. Pairs (P) of one of the others with one of one's own stand by the former:
    ``start`` (C + 1), ``mine`` (the number of one's own) and ``value`` (P).
    """

    def __init__(self, worth: Worth, codes: Mapping[str, int], scale: int) -> None:
        ids = [id for id in sorted(worth) if id in codes]
        number = {id: at for at, id in enumerate(ids)}
        beside = [{} if id in worth[id] else worth[id] for id in ids]
        mine = [number[id] for one in beside for id in one]
        self.scale = scale
        self.codes = np.array([codes[id] for id in ids], np.int32)
        self.alone = np.array([worth[id].get(id, -1) for id in ids], np.int64)
        self.start = np.cumsum([0, *map(len, beside)])
        self.mine = np.array(mine, np.int64)
        self.value = np.array([*chain.from_iterable(one.values() for one in beside)], np.int64)
        self.most = np.array([_most(id, worth[id]) for id in ids], np.int64)
        self._rank = self._ranks()
        # By code; whatever lies beyond the last of them is none of them.
        self._number = np.full(int(self.codes.max(initial=-1)) + 2, -1, np.int32)
        self._number[self.codes] = np.arange(len(ids))

    def sums(self, count: int, whose: Places, codes: Numbers, strengths: Strengths) -> Sums:
        """Return what so many people are worth, of all their uses: whose, of what, and how strong.

        As ``graph.uses.Candidates`` says it, and exactly that.
        """
        concepts = self._number[np.minimum(codes, len(self._number) - 1)]
        near = concepts >= 0
        whose, numbers = whose[near], concepts[near].astype(np.int64)
        strong = strengths[near].astype(np.int64)
        alone = self.alone[numbers]
        same = alone >= 0
        has = np.zeros(count * len(self.codes), np.bool_)
        has[self._key(whose[same], numbers[same])] = True
        sums = _summed(whose[same], alone[same] * strong[same] // self.scale, count)
        sums += self._others(count, whose[~same], numbers[~same], strong[~same], has)
        return sums

    def _others(
        self, count: int, whose: Places, concepts: Places, strong: Sums, has: NDArray[np.bool_]
    ) -> Sums:
        """Return what is added by the best pairs of what only one of two has."""
        starts = self.start[concepts]
        use, pair = ranges(starts, self.start[concepts + 1] - starts)
        value = self.value[pair] * strong[use] // self.scale
        own = self._key(whose[use], self.mine[pair])
        left = ~has[own] & (value > 0)
        use, pair, value, own = use[left], pair[left], value[left], own[left]
        # The best pair of each person first, equal ones in the order of ids.
        high = int(value.max(initial=0))
        keys = (whose[use] * (high + 1) + high - value) * len(self.mine) + self._rank[pair]
        order = np.argsort(keys)
        use, value, own = use[order], value[order], own[order]
        chosen = _greedy(own, len(has), use, len(whose))
        return _summed(whose[use[chosen]], value[chosen], count)

    def _ranks(self) -> Places:
        """Return the place of each pair by the ids of both, the lower of them first (P)."""
        theirs = np.repeat(np.arange(len(self.codes)), np.diff(self.start))
        low, high = np.minimum(theirs, self.mine), np.maximum(theirs, self.mine)
        ranks = np.empty(len(self.mine), np.int64)
        ranks[np.argsort(low * len(self.codes) + high)] = np.arange(len(ranks))
        return ranks

    def _key(self, whose: Places, concepts: Places) -> Places:
        return whose * len(self.codes) + concepts


def _greedy(left: Places, lefts: int, right: Places, rights: int) -> Places:
    """Return which pairs are chosen, the first ones first, so that each end is in one at most.

    A pair that is the first one left of both its ends is chosen in any case: all of these are taken
    at once, with whatever shares an end with them, until none is left.
    """
    first_left, first_right = np.empty(lefts, np.int64), np.empty(rights, np.int64)
    pairs = np.arange(len(left))
    chosen = []
    while len(pairs):
        a, b = left[pairs], right[pairs]
        # Of several values for one place the last one stays.
        first_left[a[::-1]] = first_right[b[::-1]] = pairs[::-1]
        best = (first_left[a] == pairs) & (first_right[b] == pairs)
        chosen.append(pairs[best])
        first_left[a[best]] = first_right[b[best]] = _DONE
        pairs = pairs[(first_left[a] != _DONE) & (first_right[b] != _DONE)]
    return np.concatenate(chosen) if chosen else pairs


def _summed(whose: Places, values: Sums, count: int) -> Sums:
    # Sums of whole numbers below 2 ** 53 are exact as floats.
    return np.bincount(whose, weights=values, minlength=count).astype(np.int64)


def _most(id: str, worth: Mapping[str, int]) -> int:
    """Return what a use of a concept is worth at most.

    Of one's own that is what it is worth beside itself; where that is nothing, but something near
    it is worth something, the least there is: who uses it counts as alike.
    """
    return worth[id] or min(1, max(worth.values())) if id in worth else max(worth.values())
