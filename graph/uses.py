"""How strongly people use concepts, kept in memory as questions need it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final

# Strengths lie between 0 and 1000, most of them above 500: in steps of 25 a concept has some twenty
# arrays, and a bound is too high by a twentieth.
_STEP: Final = 25


class Uses:
    """The strength of each use of the concepts that were read, some hundred bytes a use.

    People are counted in the order in which they appear: ``people[number]`` is an id. By concept
    strengths are kept in steps, rounded up, so that a few arrays of numbers hold all its people:
    to go through those, in order, takes a third of the time that lists take.
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
                number = self._number(person)
                self._by_person[number][concept] = strength
                steps[-(-strength // _STEP) * _STEP].append(number)
        self._by_concept[concept] = {
            step: array("I", sorted(numbers)) for step, numbers in steps.items()
        }

    def of(self, number: int) -> Mapping[str, int]:
        """Return the strength of each of a person's uses, by concept."""
        return self._by_person[number]

    def bounds(self, worth: Mapping[str, int]) -> list[int]:
        """Return for each person a little more than their uses times the worth of the concepts."""
        bounds = [0] * len(self.people)
        for concept, most in worth.items():
            for step, numbers in self._by_concept[concept].items():
                value = most * step
                for number in numbers:
                    bounds[number] += value
        return bounds

    def _number(self, person: str) -> int:
        number = self._numbers.get(person)
        if number is None:
            number = self._numbers[person] = len(self.people)
            self.people.append(person)
            self._by_person.append({})
        return number
