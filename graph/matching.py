"""Who satisfies clauses, and what they have of every criterion: who has it, and in which order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

from .criteria import Matched, Matches, Use

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Whole = TypeVar("Whole", int, "NDArray[np.int64]")
"""A whole number, or many of them at once."""

People: TypeAlias = AbstractSet[str]
"""Ids of people; two of one ``Matching`` are joined and parted without looking at each."""

Ranking: TypeAlias = "list[tuple[int, str]]"
"""(minus the score, person), the best first, equal scores by id."""


class Micros(Protocol):
    """Gives what a strength in thousandths is worth, in millionths; rises with it."""

    def __call__(self, strength: Whole, /) -> Whole:
        """Return the worth of one strength, or of each of many."""


class Scale(NamedTuple):
    """How what people have of one criterion is scored.

    The ``depth`` of a use's credit and the ``recency`` of its last month are thousandths, their
    product the use's strength. It is worth ``own`` where the use is of what is asked for, and
    ``near``, never more, together with what answers for it; the better counts. Two functions of one
    scale that are equal must say the same: what they said is kept.
    """

    depth: Callable[[int], int]
    recency: Callable[[int | None], int]
    own: Micros
    near: Micros

    def score(self, matched: Matched) -> int:
        """Return what is had of the criterion in whole millionths."""
        own = self.own(self._strength(matched.own)) if matched.own else 0
        if matched.own == matched.whole:
            return own
        return max(own, self.near(self._strength(matched.whole)))

    def _strength(self, use: Use) -> int:
        return self.depth(use.credit) * self.recency(use.last) // 1000


Scales: TypeAlias = Mapping[int, Scale]
"""How those of the criteria are scored that rank people, by the criterion's number."""


class Matching(ABC):
    """The people who satisfy the clauses that a reader was asked for; see ``Reader.matching``."""

    @property
    @abstractmethod
    def everybody(self) -> People:
        """All of them."""

    @abstractmethod
    def having(self, criterion: int) -> People:
        """Return those who meet a criterion."""

    @abstractmethod
    def ranked(self, people: People, scales: Scales, limit: int | None = None) -> Ranking:
        """Return some of them by their score, the best first: the first ``limit`` of them."""

    @abstractmethod
    def ranks(self, people: People, scales: Scales, shown: Collection[str]) -> dict[str, int]:
        """Return where those who are ``shown`` stand among some people, counted from 1.

        Who is not among the people is left out.
        """


class MatchingById(Matching):
    """What was found of each person, by id."""

    def __init__(self, found: Mapping[str, Matches]) -> None:
        self._found = found
        self._having: dict[int, frozenset[str]] = {}

    @property
    def everybody(self) -> People:
        """All of them."""
        return frozenset(self._found)

    def having(self, criterion: int) -> People:
        """Return those who meet a criterion."""
        if criterion not in self._having:
            found = (id for id, have in self._found.items() if have[criterion])
            self._having[criterion] = frozenset(found)
        return self._having[criterion]

    def ranked(self, people: People, scales: Scales, limit: int | None = None) -> Ranking:
        """Return some of them by their score, the best first: the first ``limit`` of them."""
        # Of a hundred thousand people most have used a skill as long and as lately as others have.
        worth = [(at, cache(scale.score)) for at, scale in scales.items()]

        def minus(who: str) -> int:
            have = self._found[who]
            return -sum(score(one) for at, score in worth if (one := have[at]))

        return sorted((minus(who), who) for who in people)[:limit]

    def ranks(self, people: People, scales: Scales, shown: Collection[str]) -> dict[str, int]:
        """Return where those who are ``shown`` stand among some people, counted from 1."""
        wanted = frozenset(shown)
        ranked = enumerate(self.ranked(people, scales), start=1)
        return {who: rank for rank, (_, who) in ranked if who in wanted}
