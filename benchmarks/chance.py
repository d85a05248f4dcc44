"""What is drawn by chance for invented people: few things often, many seldom; words; dates."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, Generic, TypeVar

_OFFSET, _EXPONENT = 2.7, 1.05
_SYLLABLES: Final = tuple("ba ce di fo gu ha ji ko lu ma ne pi ro sa te vo wy za mir tol".split())
_PAIRS: Final = tuple(a + b for a in _SYLLABLES for b in _SYLLABLES)
_WORDS: Final = tuple(
    map(str.capitalize, _PAIRS + tuple(a + b for a in _PAIRS for b in _SYLLABLES))
)

T = TypeVar("T")


class Zipf(Generic[T]):
    """Draws items so that few are frequent and many are rare; the first are the frequent ones."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self._weights = _weights(len(items))

    def draw(self, chance: random.Random, count: int) -> list[T]:
        """Return so many items, the same one perhaps several times."""
        return chance.choices(self.items, cum_weights=self._weights, k=count)

    def one(self, chance: random.Random) -> T:
        """Return one item."""
        return self.draw(chance, 1)[0]


@lru_cache(maxsize=16)
def _weights(count: int) -> list[float]:
    return list(accumulate((rank + _OFFSET) ** -_EXPONENT for rank in range(1, count + 1)))


def seldom(chance: random.Random) -> bool:
    """Return True one time in a hundred."""
    return chance.random() < 0.01


def word(chance: random.Random) -> str:
    """Return an invented word, the same one perhaps several times."""
    return chance.choice(_WORDS)


def coined(number: int) -> str:
    """Return two words that are no other number's, for numbers below three million."""
    # A step that is prime to the count visits each place once, and neighbours look unlike.
    first, second = divmod(number * 1_234_577 % (len(_PAIRS) * len(_WORDS)), len(_WORDS))
    return f"{_WORDS[first]} {_WORDS[second]}"


def date(chance: random.Random, month: int, digits: int) -> str | None:
    """Return an ISO date of a year (4 digits), a month (7) or a day (10); None for 0."""
    whole = f"{month // 12:04d}-{month % 12 + 1:02d}-{chance.randrange(1, 29):02d}"
    return whole[:digits] or None
