"""Uses of concepts over arrays: everybody's bound at once, then the exact sums of the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..uses import Candidates, Place, Strength, Uses, Worth
from .pairing import Pairing, Sums
from .population import Population
from .segment import Numbers, Places
from .strengths import Strengths, uses_of

# How many people are matched at once: first about as many as mostly suffice, then more.
_FIRST: Final = 96
_NEXT: Final = 1024
# The high bounds are found in a sample of about so many.
_SAMPLE: Final = 16_384


class ArrayUses(Uses):
    """The uses of some concepts, ``codes`` of their ids, by all people of a population."""

    def __init__(self, population: Population, codes: Mapping[str, int], measure: Strength) -> None:
        self.population, self._codes = population, codes
        self._ids = {code: id for id, code in codes.items()}
        latest = population.latest
        self._parts = [(one, uses_of(one.segment, measure, latest)) for one in population.parts]

    def person(self, number: int) -> str:
        """Return the id of a person."""
        return self.population.ids((number,))[0]

    def number(self, person: str) -> int | None:
        """Return the number of a person; None of nobody."""
        return self.population.number(person)

    def of(self, number: int) -> Mapping[str, int]:
        """Return the strength of each of a person's uses of these concepts."""
        part, at = self.population.place(number)
        uses = next(uses for one, uses in self._parts if one is part)
        found = uses.of(at)
        return {self._ids[code]: found[code] for code in found if code in self._ids}

    def users(self, concept: str) -> Iterator[tuple[str, int]]:
        """Give who uses a concept, and how strongly."""
        if concept in self._codes:
            people = self.population.people_of(self._codes[concept])
            whose, codes, strengths = self._rows(people.astype(np.int64))
            chosen = codes == self._codes[concept]
            ids = self.population.ids(people[whose[chosen]])
            yield from zip(ids, strengths[chosen].tolist(), strict=True)

    def candidates(self, worth: Worth, scale: int) -> Candidates:
        """Return who may be worth something: at most all of their uses at their best."""
        return _Matched(self, Pairing(worth, self._codes, scale))

    def bounds(self, matching: Pairing) -> NDArray[np.float32]:
        """Return the most that everybody can be worth, but for rounding (slots)."""
        bounds = np.zeros(self.population.slots, np.float32)
        worth = (matching.most / matching.scale).astype(np.float32)
        for part, uses in self._parts:
            own = bounds[part.offset : part.offset + part.segment.size]
            uses.add(own, matching.codes, worth)
        bounds[self.population.dead] = 0
        return bounds

    def sums(self, people: Places, matching: Pairing) -> Sums:
        """Return what each of some people is worth."""
        return matching.sums(len(people), *self._rows(people))

    def _rows(self, people: Places) -> tuple[Places, Numbers, Strengths]:
        """Return the uses of some people: whose each is (by place), of what, and how strong."""
        found = []
        for part, uses in self._parts:
            own = people - part.offset
            places = np.flatnonzero((own >= 0) & (own < part.segment.size))
            if len(places):
                whose, codes, strengths = uses.rows(own[places])
                found.append((places[whose], codes, strengths))
        if len(found) == 1:
            return found[0]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint16)
        return (
            np.concatenate([whose for whose, _, _ in found]),
            np.concatenate([codes for _, codes, _ in found]),
            np.concatenate([strengths for _, _, strengths in found]),
        )


class _Matched(Candidates):
    """People by their bounds, some at a time, and these by what they are worth."""

    def __init__(self, uses: ArrayUses, matching: Pairing) -> None:
        self._uses, self._matching = uses, matching
        self._bounds = uses.bounds(matching)
        # Each addition of floats may lose so much of the sum.
        self._slack = 1 + (len(matching.codes) + 8) * 2.0**-23

    @property
    def count(self) -> int:
        """How many people use anything of worth with any strength."""
        return int(np.count_nonzero(self._bounds))

    def falling(self, last: Callable[[], Place]) -> Iterator[int]:
        """Give the numbers of people by what they are worth, of the highest bounds first."""
        high = self._high()
        yield from self._of(np.flatnonzero(self._bounds >= high), last, _FIRST)
        least = self._least(last)
        yield from self._of(
            np.flatnonzero((self._bounds < high) & (self._bounds >= least)), last, _NEXT
        )

    def _of(self, people: Places, last: Callable[[], Place], size: int) -> Iterator[int]:
        people = people[np.argsort(-self._bounds[people])]
        for start in range(0, len(people), size):
            batch = people[start : start + size]
            batch = batch[self._bounds[batch] >= self._least(last)]
            if not len(batch):
                return
            yield from self._by_sums(batch, last)

    def _by_sums(self, people: Places, last: Callable[[], Place]) -> Iterator[int]:
        sums = self._uses.sums(people, self._matching)
        order = np.lexsort((self._uses.population.people[people], -sums))
        for number, most in zip(people[order].tolist(), sums[order].tolist(), strict=True):
            score, who = last()
            if most < max(1, score) or (most == score and self._uses.person(number) > who):
                return
            yield number

    def _least(self, last: Callable[[], Place]) -> float:
        """Return the bound that one must have at least."""
        return max(1, last()[0]) / self._slack

    def _high(self) -> float:
        """Return a bound that about so many people reach as are looked at first."""
        every = max(1, len(self._bounds) // _SAMPLE)
        sample = self._bounds[::every]
        at = min(len(sample), max(1, _FIRST // every))
        # Whose bound is lower than this scores nothing.
        least = 1 / self._slack
        return max(least, float(np.partition(sample, -at)[-at])) if at else least
