"""How strongly people use concepts, kept as questions need it; and who may be worth looking at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from threading import Lock
from typing import Final, TypeAlias

from .months import last_month
from .shares import credit
from .ties import Tie

Strength: TypeAlias = Callable[[int, "int | None", "int | None"], int]
"""Of a use's credit, its last month and the latest month of all, in thousandths (0 to 1000)."""

Worth: TypeAlias = Mapping[str, Mapping[str, int]]
"""Of each concept that others may use what it is worth beside those of one's own, by theirs.

What one has oneself is worth something beside itself.
"""

Place: TypeAlias = "tuple[int, str]"
"""What a row scores, and whose it is: of equal scores the lower id comes first."""

NO_PLACE: Final[Place] = (0, "")
"""The last place where there is room for everybody."""

# Strengths lie between 0 and 1000, most of them above 500: in steps of 25 a concept has some twenty
# arrays, and a bound is too high by a twentieth.
_STEP: Final = 25
# Few enough to be sorted at once, and twenty times the ten rows of an answer.
_PROMISING: Final = 200


def credited(tie: Tie) -> tuple[int, int | None]:
    """Return a use's credit, and the last month that it may have lasted to: see ``Strength``."""
    return credit(tie.counted, tie.named), month_of(tie.last)


# There are few different dates, and many uses that have them.
@lru_cache(maxsize=2**14)
def month_of(last: str | None) -> int | None:
    """Return the latest month that an ISO date may mean; None where there is none."""
    return last_month(last) if last else None  # a server says '' of what has no date


class Candidates(ABC):
    """Who uses anything of worth, and who of them may score enough.

    A score is the sum of pairs, worth times strength over the scale and rounded down each. What
    both have is paired with itself, and of the rest the best pair comes first, so that each concept
    is in one pair at most. It may be less than that, and is never more.
    """

    @property
    @abstractmethod
    def count(self) -> int:
        """How many people use anything of worth with any strength."""

    @abstractmethod
    def falling(self, last: Callable[[], Place]) -> Iterator[int]:
        """Give the numbers of people, the most promising first, down to who cannot get in.

        ``last`` is asked again and again: the place of the last row that is kept so far. Who scores
        nothing may be left out, and so may be who scores less, or as much with a higher id.
        """


class Uses(ABC):
    """The strength of each use of some concepts, in thousandths. People go by numbers."""

    @abstractmethod
    def person(self, number: int) -> str:
        """Return the id of a person."""

    @abstractmethod
    def number(self, person: str) -> int | None:
        """Return the number of a person; None of who uses nothing that was read."""

    @abstractmethod
    def of(self, number: int) -> Mapping[str, int]:
        """Return the strength of each of a person's uses, by concept; of other concepts too."""

    @abstractmethod
    def users(self, concept: str) -> Iterable[tuple[str, int]]:
        """Return who uses a concept, and how strongly."""

    @abstractmethod
    def candidates(self, worth: Worth, scale: int) -> Candidates:
        """Return who may be worth something, and how much at most."""


class KeptUses(Uses):
    """The strength of each use of the concepts that were read, some hundred bytes a use.

    People are counted in the order in which they appear. By concept strengths are kept in steps,
    rounded up, so that a few arrays of numbers hold all its people: to go through those, in order,
    takes a third of the time that lists take.
    """

    def __init__(self) -> None:
        self.people: list[str] = []
        self._one_writes = Lock()
        self._numbers: dict[str, int] = {}
        self._by_person: list[dict[str, int]] = []
        self._by_concept: dict[str, dict[int, array[int]]] = {}

    def missing(self, concepts: Iterable[str]) -> list[str]:
        """Return the concepts that were not read yet, sorted."""
        return sorted(set(concepts) - self._by_concept.keys())

    def keep(self, concept: str, people: Iterable[str], strengths: Iterable[int]) -> None:
        """Keep the strengths, in thousandths, with which all people use a concept."""
        steps: defaultdict[int, list[int]] = defaultdict(list)
        # A number is given once: two threads that met a new person together would share one.
        with self._one_writes:
            for person, strength in zip(people, strengths, strict=True):
                number = self._number_of(person)
                self._by_person[number][concept] = strength
                steps[-(-strength // _STEP) * _STEP].append(number)
        self._by_concept[concept] = {
            step: array("I", sorted(numbers)) for step, numbers in steps.items()
        }

    def person(self, number: int) -> str:
        """Return the id of a person."""
        return self.people[number]

    def number(self, person: str) -> int | None:
        """Return the number of a person; None of who uses nothing that was read."""
        return self._numbers.get(person)

    def of(self, number: int) -> Mapping[str, int]:
        """Return the strength of each of a person's uses, by concept."""
        return self._by_person[number]

    def users(self, concept: str) -> Iterator[tuple[str, int]]:
        """Give who uses a concept, and how strongly."""
        for numbers in self._by_concept[concept].values():
            for number in numbers:
                yield self.people[number], self._by_person[number][concept]

    def bounds(self, worth: Mapping[str, int]) -> list[int]:
        """Return for each person a little more than their uses times the worth of the concepts."""
        bounds = [0] * len(self.people)
        for concept, most in worth.items():
            for step, numbers in self._by_concept[concept].items():
                value = most * step
                for number in numbers:
                    bounds[number] += value
        return bounds

    def candidates(self, worth: Worth, scale: int) -> Candidates:
        """Return who may be worth something: at most all of their uses at their best."""
        most = {concept: max(beside.values()) for concept, beside in worth.items()}
        return _ByBounds(self.bounds(most), scale)

    def _number_of(self, person: str) -> int:
        number = self._numbers.get(person)
        if number is None:
            number = self._numbers[person] = len(self.people)
            self.people.append(person)
            self._by_person.append({})
        return number


class _ByBounds(Candidates):
    """People by the most that each can be worth."""

    def __init__(self, bounds: Sequence[int], scale: int) -> None:
        self._bounds, self._scale = bounds, scale

    @property
    def count(self) -> int:
        """How many people use anything of worth with any strength."""
        return len(self._bounds) - self._bounds.count(0)

    def falling(self, last: Callable[[], Place]) -> Iterator[int]:
        """Give the numbers of people by their bounds, the highest first."""
        for number in self._in_order(last):
            # Whoever follows cannot reach the last row kept.
            if self._bounds[number] // self._scale < last()[0]:
                break
            yield number

    def _in_order(self, last: Callable[[], Place]) -> Iterator[int]:
        """Give them down to the least that is asked for when the most promising are done."""
        # One pass finds the few that matter; the whole is sorted only where those do not settle it.
        bounds = self._bounds
        floor = min(nlargest(_PROMISING, bounds), default=0)
        first = [number for number, bound in enumerate(bounds) if bound >= floor]
        yield from sorted(first, key=bounds.__getitem__, reverse=True)
        lowest = last()[0] * self._scale
        rest = [number for number, bound in enumerate(bounds) if lowest <= bound < floor]
        yield from sorted(rest, key=bounds.__getitem__, reverse=True)
