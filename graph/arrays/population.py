"""Everybody in a graph: a large segment, and smaller ones of who changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .records import number_of, person_id
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
        newer = np.array(sorted(set(gone)), np.uint64)
        parts: list[Part] = []
        end = sum(one.size for one in segments)
        self.slots = end
        # From the newest on: what it has, the older ones no longer count.
        for segment in reversed(segments):
            end -= segment.size
            alive = ~_among(segment.people, newer)
            parts.append(Part(segment, end, alive, bool(alive.all())))
            newer = np.union1d(newer, segment.people)
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

    @cached_property
    def tied(self) -> Places:
        """How many people are tied to each node, by code."""
        counts = np.zeros(max((len(part.segment.tied) for part in self.parts), default=0), np.int64)
        for part in self.parts:
            own = part.segment.tied
            counts[: len(own)] += own
            if not part.whole:
                counts[: len(own)] -= _tied_to(part.segment, np.flatnonzero(~part.alive))
        return counts

    def count(self, code: int) -> int:
        """Return how many people are tied to a node."""
        return int(self.tied[code]) if 0 <= code < len(self.tied) else 0

    def postings(self, code: int) -> Iterator[tuple[Part, slice]]:
        """Give where a node's postings stand in each part, those of the dead among them."""
        for part in self.parts:
            found = part.segment.postings(code)
            if found.start < found.stop:
                yield part, found

    def _tied(self, part: Part, code: int) -> Numbers:
        people = part.segment.person[part.segment.postings(code)]
        if len(people) > 1:
            # Two types of ties to one node stand side by side.
            twice = people[1:] == people[:-1]
            people = people[np.append(True, ~twice)] if twice.any() else people
        if not part.whole:
            people = people[part.alive[people]]
        return people + np.int32(part.offset) if part.offset else people


def _tied_to(segment: Segment, people: NDArray[Any]) -> Places:
    """Return how many of some people, who are few, are tied to each node."""
    rows = [np.unique(segment.node[segment.rows(int(one))]) for one in people]
    nodes = np.concatenate(rows) if rows else np.zeros(0, np.int32)
    return np.bincount(nodes, minlength=len(segment.tied))


def _among(numbers: NDArray[np.uint64], chosen: NDArray[np.uint64]) -> Flags:
    """Return which of the numbers are among the chosen, which are few and sorted."""
    found = np.zeros(len(numbers), np.bool_)
    if len(chosen) and len(numbers):
        at = np.searchsorted(numbers, chosen)
        at = at[at < len(numbers)]
        hit = at[np.isin(numbers[at], chosen)]
        found[hit] = True
    return found


def _whole(parts: Sequence[NDArray[Any]], dtype: type[Any]) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
