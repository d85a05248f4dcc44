"""Some of the people of one matching, as a set of ids that are made only where they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

import numpy as np

from .population import Flags, Population
from .segment import Numbers


class Chosen:
    """Those who may be in an answer: their ``numbers`` rise (C)."""

    def __init__(self, arrays: Population, numbers: Numbers) -> None:
        self.arrays = arrays
        self.numbers = numbers

    def flags(self, people: AbstractSet[Any]) -> Flags:
        """Return which of them are among some people (C)."""
        if isinstance(people, Group) and people.chosen is self:
            return people.flags
        return np.isin(self.numbers, self.arrays.numbers(people), assume_unique=True)


class Group(AbstractSet[str]):
    """Those of the chosen whom ``flags`` say (C); two groups are joined without looking at each."""

    def __init__(self, chosen: Chosen, flags: Flags) -> None:
        self.chosen = chosen
        self.flags = flags

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of these people."""
        return frozenset(self.chosen.arrays.ids(self.chosen.numbers[self.flags]))

    @cached_property
    def _size(self) -> int:
        return int(np.count_nonzero(self.flags))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __contains__(self, id: object) -> bool:
        return id in self.ids

    def __and__(self, other: AbstractSet[Any]) -> Group:
        return Group(self.chosen, self.flags & self.chosen.flags(other))

    def __sub__(self, other: AbstractSet[Any]) -> Group:
        return Group(self.chosen, self.flags & ~self.chosen.flags(other))

    def __or__(self, other: AbstractSet[Any]) -> AbstractSet[Any]:
        if isinstance(other, Group) and other.chosen is self.chosen:
            return Group(self.chosen, self.flags | other.flags)
        return super().__or__(other)

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> AbstractSet[Any]:
        # What a group and another set make together need not be among the chosen.
        return frozenset(it)
