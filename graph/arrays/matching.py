"""Who satisfies clauses, by numbers: those who may are chosen once, then flags say who has what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ..criteria import Clause, Criterion, Traits
from ..matching import Matching, People, Ranking, Scale, Scales
from ..months import first_month
from ..ties import Stint
from .group import Chosen, Group
from .held import Held
from .population import Flags, Population
from .ranking import best
from .records import CURRENT
from .scores import Scores, strengths, worth
from .segment import Numbers, Places

_FEW: Final = 32
"""Of so many times more people than are looked for each is found by halving, not by a mark."""


class Source(Protocol):
    """What is asked of the reader whose people are chosen."""

    @property
    def arrays(self) -> Population:
        """Everybody."""

    def held(self, nodes: frozenset[str]) -> Held:
        """Return what people have of some nodes, those who no longer count among them."""

    def living_in(self, place: str) -> Numbers:
        """Return the numbers of who lives in a place, rising."""

    def speaking(self, language: str) -> Numbers:
        """Return the numbers of who speaks a language, rising."""

    def stints(self, *, people: Collection[str] | None = None) -> Sequence[Stint]:
        """Return the roles of some people."""


class ArrayMatching(Matching):
    """People chosen from arrays; roles are read of those alone whom nothing else decides."""

    def __init__(
        self, reader: Source, criteria: Sequence[Criterion], clauses: Sequence[Clause]
    ) -> None:
        self._reader = reader
        self._arrays = reader.arrays
        self._criteria = criteria
        self._meeting: dict[int, Numbers] = {}
        self._roles = [at for at, one in enumerate(criteria) if one.of_roles]
        # Who satisfies a clause with a role in it is not known before roles are read.
        known = [one for one in clauses if not any(abs(at) - 1 in self._roles for at in one)]
        numbers = self._satisfying(known)
        self._flags = dict(zip(self._roles, self._of_roles(numbers), strict=True))
        rest = [one for one in clauses if one not in known]
        if rest:
            kept = np.logical_and.reduce([self._holds(one, numbers) for one in rest])
            numbers = numbers[kept]
            self._flags = {at: flags[kept] for at, flags in self._flags.items()}
        self._chosen = Chosen(self._arrays, numbers)

    @property
    def everybody(self) -> People:
        """All of them."""
        return Group(self._chosen, np.ones(len(self._chosen.numbers), np.bool_))

    def having(self, criterion: int) -> People:
        """Return those who meet a criterion."""
        return Group(self._chosen, self._has(criterion))

    def ranked(self, people: People, scales: Scales, limit: int | None = None) -> Ranking:
        """Return some of them by their score, the best first: the first ``limit`` of them."""
        numbers, scores = self._scored(people, scales)
        places = best(scores, self._arrays.people[numbers], limit)
        minus = (-scores[places]).tolist()
        return list(zip(minus, self._arrays.ids(numbers[places]), strict=True))

    def ranks(self, people: People, scales: Scales, shown: Collection[str]) -> dict[str, int]:
        """Return where those who are ``shown`` stand among some people, counted from 1."""
        numbers, scores = self._scored(people, scales)
        own = self._arrays.people[numbers]
        found: dict[str, int] = {}
        for number in self._arrays.numbers(shown).tolist():
            at = int(np.searchsorted(numbers, number))
            if at < len(numbers) and numbers[at] == number:
                equal = own[scores == scores[at]]
                before = np.count_nonzero(scores > scores[at]) + np.count_nonzero(equal < own[at])
                found[self._arrays.ids([number])[0]] = 1 + int(before)
        return found

    def _satisfying(self, clauses: Sequence[Clause]) -> Numbers:
        """Return who satisfies some clauses, none of which asks for roles."""
        # A clause of what people have names whom it lets in: the fewest are looked at further.
        sized = [(self._most(one), one) for one in clauses]
        naming = sorted((size, one) for size, one in sized if size is not None)
        if not naming:
            found = np.flatnonzero(self._arrays.alive).astype(np.int32)
        else:
            found = self._any_of([self._met(at - 1) for at in naming[0][1]])
            found = found if self._arrays.whole else found[self._arrays.alive[found]]
        rest = [one for _, one in naming[1:]] + [one for size, one in sized if size is None]
        for clause in rest:
            found = found[self._holds(clause, found)]
        return found

    def _most(self, clause: Clause) -> int | None:
        """Return how many people a clause lets in at most; None where it says NOT."""
        if min(clause, default=0) < 0:
            return None
        return sum(len(self._met(at - 1)) for at in clause)

    def _any_of(self, groups: Sequence[Numbers]) -> Numbers:
        if len(groups) == 1:
            return groups[0]
        marked = np.zeros(self._arrays.slots, np.bool_)
        for group in groups:
            marked[group] = True
        return np.flatnonzero(marked).astype(np.int32)

    def _holds(self, clause: Clause, numbers: Numbers) -> Flags:
        """Return of whom a clause holds."""
        found = np.zeros(len(numbers), np.bool_)
        for literal in clause:
            has = self._flags_of(abs(literal) - 1, numbers)
            found |= has if literal > 0 else ~has
        return found

    def _flags_of(self, at: int, numbers: Numbers) -> Flags:
        return self._flags[at] if at in self._roles else self._among(numbers, self._met(at))

    def _has(self, at: int) -> Flags:
        """Return who of the chosen meets a criterion."""
        if at not in self._flags:
            self._flags[at] = self._among(self._chosen.numbers, self._met(at))
        return self._flags[at]

    def _among(self, numbers: Numbers, group: Numbers) -> Flags:
        """Return which of the numbers are in a group; both rise."""
        if _FEW * len(numbers) < len(group):
            places = np.searchsorted(group, numbers)
            there: Flags = group.take(places, mode="clip") == numbers
            return there
        return self._marked(group)[numbers]

    def _met(self, at: int) -> Numbers:
        """Return the numbers of who meets a criterion, if not by roles, rising.

        Some may no longer count.
        """
        if at not in self._meeting:
            self._meeting[at] = self._who_meets(self._criteria[at])
        return self._meeting[at]

    def _who_meets(self, criterion: Criterion) -> Numbers:
        if criterion.places is not None:
            return self._any_of([self._reader.living_in(one) for one in criterion.places])
        if criterion.languages is not None:
            return self._any_of([self._reader.speaking(one) for one in criterion.languages])
        held = self._reader.held(criterion.nodes)
        return held.person if criterion.plain else held.person[_satisfied(held, criterion)]

    def _of_roles(self, numbers: Numbers) -> Iterable[Flags]:
        """Return for each criterion of roles who meets it."""
        if not self._roles:
            return []
        ids = self._arrays.ids(numbers)
        stints: defaultdict[str, list[Stint]] = defaultdict(list)
        for stint in self._reader.stints(people=ids):
            stints[stint.person].append(stint)
        traits = [Traits(stints=stints[id]) for id in ids]
        asked = (self._criteria[at] for at in self._roles)
        return [np.array([one.met_by(each) for each in traits], np.bool_) for one in asked]

    def _scored(self, people: People, scales: Scales) -> tuple[Numbers, Scores]:
        """Return the numbers of some people, rising, and their scores."""
        flags = self._chosen.flags(people)
        numbers = self._chosen.numbers[flags]
        scores = np.zeros(len(numbers), np.int64)
        for at, scale in scales.items():
            has = self._has(at)[flags]
            scores[has] += self._worth(self._criteria[at], scale, numbers[has])
        return numbers, scores

    def _worth(self, criterion: Criterion, scale: Scale, numbers: Numbers) -> Scores | int:
        """Return what people have of a criterion that they all meet."""
        if not criterion.tied:
            return scale.own(scale.depth(0) * scale.recency(None) // 1000)
        whole = self._reader.held(criterion.nodes)
        used = strengths(whole, self._places(whole.person, numbers), scale)
        own = whole if criterion.own is None else self._reader.held(criterion.own & criterion.nodes)
        if own is whole:
            return worth(used, None, scale)
        of_own = np.full(len(numbers), -1, np.int64)
        has = self._among(numbers, own.person)
        of_own[has] = strengths(own, self._places(own.person, numbers[has]), scale)
        return worth(of_own, used, scale)

    def _places(self, group: Numbers, numbers: Numbers) -> Places | slice:
        """Return where some people of a group stand in it; both rise."""
        if len(group) == len(numbers):
            return slice(None)
        if _FEW * len(numbers) < len(group):
            return np.searchsorted(group, numbers)
        return np.flatnonzero(self._marked(numbers)[group])

    def _marked(self, group: Numbers) -> Flags:
        marked = np.zeros(self._arrays.slots, np.bool_)
        marked[group] = True
        return marked


def _satisfied(held: Held, criterion: Criterion) -> Flags:
    """Return whose uses meet a criterion's conditions; see ``MatchedTies.satisfies``."""
    found: NDArray[np.bool_] = held.counted >= criterion.months
    if criterion.current:
        found &= (held.flags & CURRENT) != 0
    if criterion.since is not None:
        found &= held.since >= first_month(criterion.since)
    return found
