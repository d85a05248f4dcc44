"""Everybody in a graph: a large segment, and smaller ones of who changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .held import Held, held_of, side_by_side
from .records import LAST, NONE, number_of, person_id
from .segment import Numbers, Places, Segment

Flags: TypeAlias = NDArray[np.bool_]


class Part(NamedTuple):
    """A segment, where the numbers of its people begin, and which of them still count (P)."""

    segment: Segment
    offset: int
    alive: Flags
    whole: bool
    """Whether all of them count."""


class Population:
    """People by number: those of the first segment come first, then those of the next.

    Who stands in several segments counts in the last of them alone; ``gone`` (numbers of ids) are
    in none. So a number is one person's, ``slots`` numbers are given in all, and of these
    ``alive`` counts. Numbers rise with ids within a segment only: who orders people of equal rank
    compares ``people`` (the numbers in their ids).
    """

    def __init__(self, segments: Sequence[Segment], gone: Iterable[int] = ()) -> None:
        newer = np.array(list(gone), np.uint64)
        parts: list[Part] = []
        end = sum(one.size for one in segments)
        self.slots = end
        # From the newest on: what it has, the older ones no longer count.
        for segment in reversed(segments):
            end -= segment.size
            alive = ~_among(segment.people, newer)
            parts.append(Part(segment, end, alive, bool(alive.all())))
            if end:
                newer = np.concatenate([newer, segment.people])
        self.parts: tuple[Part, ...] = tuple(reversed(parts))

    @cached_property
    def alive(self) -> Flags:
        """Whether a number is somebody's (slots)."""
        return _whole([part.alive for part in self.parts], np.bool_)

    @cached_property
    def people(self) -> NDArray[np.uint64]:
        """The numbers in the ids of people (slots)."""
        return _whole([part.segment.people for part in self.parts], np.uint64)

    @cached_property
    def size(self) -> int:
        """How many people there are."""
        return int(sum(np.count_nonzero(part.alive) for part in self.parts))

    @cached_property
    def whole(self) -> bool:
        """Whether every number is somebody's: nobody has changed since the first segment."""
        return self.size == self.slots

    @cached_property
    def dead(self) -> Numbers:
        """The numbers that are nobody's any more."""
        return np.flatnonzero(~self.alive).astype(np.int32)

    @cached_property
    def people_with(self) -> NDArray[np.int64]:
        """How many people are tied to each node, by code."""
        found = np.zeros(max((one.segment.codes for one in self.parts), default=0), np.int64)
        for part in self.parts:
            own = found[: part.segment.codes]
            own += part.segment.people_with
            if not part.whole:
                own -= part.segment.counts(np.flatnonzero(~part.alive).astype(np.int32))
        return found

    @cached_property
    def latest(self) -> int | None:
        """The last month that any role may reach; None where no role is dated."""
        parts = ((part.segment.until, part.alive) for part in self.parts)
        months = [int(until.max(initial=NONE, where=alive)) for until, alive in parts]
        found = max(months, default=NONE)
        return None if found == NONE else found

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """Return the ids of some people."""
        chosen = np.fromiter(numbers, np.int64)
        return [person_id(int(one)) for one in self.people[chosen]]

    def number(self, id: str) -> int | None:
        """Return the number of a person; None where nobody has this id."""
        wanted = number_of(id) if id.startswith("person:") else None
        if wanted is None:
            return None
        for part in reversed(self.parts):
            at = part.segment.number(wanted)
            if at is not None and part.alive[at]:
                return part.offset + at
        return None

    def numbers(self, ids: Iterable[str]) -> Numbers:
        """Return the numbers of those people who exist, rising, each once."""
        numbers = (number_of(id) for id in ids if id.startswith("person:"))
        known = {one for one in numbers if one is not None}
        wanted = np.sort(np.fromiter(known, np.uint64, len(known)))
        return np.concatenate([self._numbered(part, wanted) for part in self.parts])

    def held(self, codes: frozenset[int]) -> Held:
        """Return what people have of some nodes, those who no longer count among them."""
        return side_by_side(
            [held_of(part.segment, codes) for part in self.parts],
            [part.offset for part in self.parts],
        )

    def living(self, people: Numbers) -> int:
        """Return how many of some people, each named once and rising, still count."""
        if self.whole or not len(people):
            return len(people)
        at = np.searchsorted(people, self._dead)
        found = people[np.minimum(at, len(people) - 1)] == self._dead
        return len(people) - int(np.count_nonzero(found))

    @cached_property
    def _dead(self) -> Numbers:
        return np.flatnonzero(~self.alive).astype(np.int32)

    def owner(self, id: str) -> int | None:
        """Return the number of the person whose role, study or project has this id."""
        wanted = number_of(id)
        if wanted is None:
            return None
        for part in reversed(self.parts):
            at = part.segment.owner_of(wanted)
            if at is not None and part.alive[at]:
                return part.offset + at
        return None

    def place(self, number: int) -> tuple[Part, int]:
        """Return the part in which a person stands, and their number there."""
        part = next(one for one in reversed(self.parts) if number >= one.offset)
        return part, number - part.offset

    def nodes_of(self, number: int) -> Numbers:
        """Return the codes of the nodes that a person is tied to, sorted, some twice."""
        part, at = self.place(number)
        return part.segment.node[part.segment.rows(at)]

    def people_of(self, code: int) -> Numbers:
        """Return the numbers of who is tied to a node, rising, each once."""
        found = [self._tied(part, code) for part in self.parts]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def there(self, employer: int, start: int, end: int) -> Numbers:
        """Return the numbers of who may have been at an employer in some months, some twice."""
        found = []
        for part in self.parts:
            segment = part.segment
            at = segment.stints(employer)
            met = (segment.stint_from[at] <= end) & (segment.stint_to[at] >= min(start, LAST))
            people = segment.stint_person[at][met]
            found.append(people[part.alive[people]] + np.int32(part.offset))
        return np.concatenate(found)

    def stints_at(self, employer: int) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """Give whose the dated stints at an employer are, and from when to when at most."""
        for part in self.parts:
            at = part.segment.stints(employer)
            people = part.segment.stint_person[at]
            alive = part.alive[people]
            months = (part.segment.stint_from[at], part.segment.stint_to[at])
            since, until = (one[alive].astype(np.int32) for one in months)
            yield people[alive] + np.int32(part.offset), since, until

    def count(self, code: int) -> int:
        """Return how many people are tied to a node."""
        return int(self.people_with[code]) if 0 <= code < len(self.people_with) else 0

    def postings(self, code: int) -> Iterator[tuple[Part, slice]]:
        """Give where a node's postings stand in each part, those of the dead among them."""
        for part in self.parts:
            found = part.segment.postings(code)
            if found.start < found.stop:
                yield part, found

    def _numbered(self, part: Part, wanted: NDArray[np.uint64]) -> Numbers:
        people = part.segment.people
        at = np.searchsorted(people, wanted)
        at, wanted = at[at < len(people)], wanted[at < len(people)]
        found: Places = at[people[at] == wanted]
        return (found[part.alive[found]] + part.offset).astype(np.int32)

    def _tied(self, part: Part, code: int) -> Numbers:
        people = part.segment.person[part.segment.postings(code)]
        if len(people) > 1:
            # Two types of ties to one node stand side by side.
            twice = people[1:] == people[:-1]
            people = people[np.append(True, ~twice)] if twice.any() else people
        if not part.whole:
            people = people[part.alive[people]]
        return people + np.int32(part.offset) if part.offset else people


def _among(numbers: NDArray[np.uint64], chosen: NDArray[np.uint64]) -> Flags:
    """Return which of the numbers, which are sorted, are among the chosen, which are few."""
    found = np.zeros(len(numbers), np.bool_)
    at = np.searchsorted(numbers, chosen)
    at, chosen = at[inside := at < len(numbers)], chosen[inside]
    found[at[numbers[at] == chosen]] = True
    return found


def _whole(parts: Sequence[NDArray[Any]], dtype: type[Any]) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
