"""The fewest people who cover all parts between them, and the best of such teams.

A candidate has a score for each part, ``LACKS`` where it does not cover it. A team covers a part by
whoever scores most there; its value is the sum over the parts.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import neg
from typing import Final, TypeAlias

LACKS: Final = -1

MOST_STEPS: Final = 1_000_000
"""How often either search may look at a person, or at a set of parts: about a second."""
ALIKE: Final = 8
"""How many people with the same scores in all parts are told apart by whom they worked with."""

Scores: TypeAlias = "tuple[int, ...]"
Members: TypeAlias = "tuple[str, ...]"


@dataclass(frozen=True)
class Covering:
    """Teams by value, ids sorted in each; ``smallest`` and ``best`` say what was proved of them.

    ``alike`` are people of whom others have the same scores and were left out.
    """

    teams: Mapping[Members, int]
    smallest: bool
    best: bool
    alike: frozenset[str]


def cover(candidates: Mapping[str, Scores], k: int) -> Covering:
    """Return the smallest teams that cover all parts, at least the ``k`` best where there are.

    All of equal value are given. Each part must be covered by somebody. Where a search takes more
    than ``MOST_STEPS`` its result is what it has: a greedy team, or the best teams so far.
    """
    kept, alike = _promising(candidates, k)
    greedy = _greedy(kept)
    try:
        found = next(filter(None, (_exists(kept, n) for n in range(1, len(greedy)))), greedy)
    except _TooManySteps:
        return Covering(dict(_greedy_teams(kept, k)), False, False, alike)
    search = _BestTeams(kept, len(found), k)
    search.note(found)
    try:
        search.extend((), set())
    except _TooManySteps:
        return Covering(search.teams(), True, False, alike)
    return Covering(search.teams(), True, True, alike)


class _TooManySteps(Exception):
    """A search has taken all its steps."""


@dataclass
class _Steps:
    left: int

    def take(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise _TooManySteps


def _promising(
    candidates: Mapping[str, Scores], k: int
) -> tuple[dict[str, Scores], frozenset[str]]:
    """Leave out who cannot be in one of the ``k`` best smallest teams.

    Whoever is strictly better at all that somebody covers can take their place, and the team is
    better for it, since in a smallest team everybody is needed for something. Who has ``k`` such
    people above them is not among the ``k`` best.
    """
    people: defaultdict[Scores, list[str]] = defaultdict(list)
    for who in sorted(candidates):
        people[candidates[who]].append(who)
    most = max(ALIKE, k)
    kept: dict[Scores, list[str]] = {}
    # Who is better at everything has the greater sum, and has been here before.
    for scores in sorted(people, key=lambda scores: (-sum(scores), scores)):
        above = 0
        for other, own in kept.items():
            above += len(own) if _above(other, scores) else 0
            if above >= k:
                break
        else:
            kept[scores] = people[scores][:most]
    alike = (who for scores, own in kept.items() if len(people[scores]) > most for who in own)
    return {who: scores for scores, own in kept.items() for who in own}, frozenset(alike)


def _above(one: Scores, other: Scores) -> bool:
    return all(b == LACKS or a > b for a, b in zip(one, other, strict=True))


def _mask(scores: Scores) -> int:
    return sum(1 << part for part, score in enumerate(scores) if score != LACKS)


def value(team: Iterable[Scores]) -> int:
    """Return the sum over all parts of the best score that a team has there."""
    return sum(map(max, zip(*team, strict=True)))


def _greedy(people: Mapping[str, Scores]) -> Members:
    """Add who covers most of what is open, the better one of equals, until nothing is."""
    masks = {who: _mask(scores) for who, scores in people.items()}
    open_, team = _union(masks.values()), []
    while open_:
        who = min(
            masks, key=lambda who: (-(masks[who] & open_).bit_count(), -sum(people[who]), who)
        )
        team.append(who)
        open_ &= ~masks[who]
    return tuple(sorted(team))


def _greedy_teams(people: Mapping[str, Scores], k: int) -> Iterator[tuple[Members, int]]:
    """Give the greedy team, then each time that of the people without the last one's best."""
    everything, left = _union(map(_mask, people.values())), dict(people)
    for _ in range(k):
        if _union(map(_mask, left.values())) != everything:
            return
        team = _greedy(left)
        yield team, value(people[who] for who in team)
        del left[max(team, key=lambda who: (sum(people[who]), who))]


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _exists(people: Mapping[str, Scores], size: int) -> Members | None:
    """Return a team of at most a size, or None where there is none.

    Which parts somebody covers is all that matters: one person stands for all who cover the same,
    and who covers less than another is not needed.
    """
    first: dict[int, str] = {}
    for who, scores in people.items():
        first.setdefault(_mask(scores), who)
    widest = [one for one in first if not any(one | other == other != one for other in first)]
    everything, steps = _union(widest), _Steps(MOST_STEPS)
    most = max(mask.bit_count() for mask in widest)

    def extended(covered: int, left: int) -> list[int] | None:
        steps.take()
        open_ = everything & ~covered
        if not open_:
            return []
        if left * most < open_.bit_count():
            return None
        for mask in _rarest(widest, open_):
            rest = extended(covered | mask, left - 1)
            if rest is not None:
                return [mask, *rest]
        return None

    found = extended(0, size)
    return None if found is None else tuple(sorted(first[mask] for mask in found))


def _rarest(masks: Sequence[int], open_: int) -> list[int]:
    """Return those that cover the open part that the fewest cover, the widest first."""
    parts = (1 << at for at in range(open_.bit_length()) if open_ >> at & 1)
    groups = [[mask for mask in masks if mask & part] for part in parts]
    fewest: list[int] = min(groups, key=len)
    return sorted(fewest, key=lambda mask: (-(mask & open_).bit_count(), mask))


class _BestTeams:
    """Branch and bound for the best teams of the smallest size; ties are kept.

    It branches on who covers the open part that the fewest cover. Who was tried is banned from
    what follows, so that no team is met twice.
    """

    def __init__(self, people: Mapping[str, Scores], size: int, k: int) -> None:
        self._people, self._size, self._k = people, size, k
        self._steps = _Steps(MOST_STEPS)
        self._masks = {who: _mask(scores) for who, scores in people.items()}
        self._everything = _union(self._masks.values())
        self._able = [self._best_first(part) for part in range(self._everything.bit_length())]
        self._teams: dict[Members, int] = {}
        self._values: list[int] = []

    def note(self, team: Iterable[str]) -> None:
        """Keep a team if it is among the best so far."""
        ids = tuple(sorted(team))
        worth = value(self._people[who] for who in ids)
        if worth >= self._least and ids not in self._teams:
            self._teams[ids] = worth
            insort(self._values, worth, key=neg)
            del self._values[self._k :]

    def teams(self) -> dict[Members, int]:
        """Return the best teams so far."""
        return {team: worth for team, worth in self._teams.items() if worth >= self._least}

    def extend(self, team: Members, banned: set[str]) -> None:
        """Look at all teams that contain these people, and none of the banned ones."""
        open_ = self._everything & ~_union(self._masks[who] for who in team)
        choices = min((able for at, able in enumerate(self._able) if open_ >> at & 1), key=len)
        if len(team) + 1 == self._size:
            self._complete(team, open_, choices, banned)
        elif self._bound(team) >= self._least:
            tried = [who for who in choices if who not in banned]
            for who in tried:
                self.extend((*team, who), banned)
                banned.add(who)
            banned.difference_update(tried)

    def _complete(
        self, team: Members, open_: int, choices: Sequence[str], banned: Collection[str]
    ) -> None:
        self._steps.take(len(choices))
        for who in choices:
            if not open_ & ~self._masks[who] and who not in banned:
                self.note((*team, who))

    def _bound(self, team: Members) -> int:
        """Return the most that a team can be worth: by those who would add most by themselves."""
        self._steps.take(len(self._people))
        # What nobody of the team covers yet counts nothing.
        own = [self._people[who] for who in team]
        now = [max([0, *(one[part] for one in own)]) for part in range(len(self._able))]
        gains = (
            sum(score - own for score, own in zip(scores, now, strict=True) if score > own)
            for scores in self._people.values()
        )
        return sum(now) + sum(nlargest(self._size - len(team), gains))

    def _best_first(self, part: int) -> list[str]:
        """Return who covers a part, the best first: good teams that are found early bound more."""
        able = (who for who, mask in self._masks.items() if mask >> part & 1)
        return sorted(
            able, key=lambda who: (-self._people[who][part], -sum(self._people[who]), who)
        )

    @property
    def _least(self) -> int:
        return self._values[-1] if len(self._values) == self._k else 0
