"""A reader over arrays: what a question asks of everybody is one scan, not a walk over people."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...ontology.kinds import SKILL_KINDS
from ..criteria import Clause, Criterion
from ..matching import Matching
from ..meetings import Met
from ..reader import Reader, overlaps
from ..region import PathCosts, Region
from ..ties import Stint
from ..totals import Total, Totalled
from ..uses import Strength, Uses
from .ground import Ground
from .held import Held
from .matching import ArrayMatching
from .meetings import met_of
from .population import Population
from .region import region_of
from .segment import Numbers
from .totals import totals_of
from .uses import ArrayUses

_NOBODY: Final[Numbers] = np.zeros(0, np.int32)

_ENDS: Final = frozenset({"degree", "field"})
"""What begins the ids of nodes that people are tied to and that paths only end at."""


class ArrayReader(Reader):
    """Overrides what ``Population`` answers better; the primitives are its subclass's business.

    What few people have of few things is read of them one by one, as by every reader.
    """

    @property
    @abstractmethod
    def arrays(self) -> Population:
        """Everybody, as of the moment that the reader reads."""

    @abstractmethod
    def codes(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return the codes of those nodes that somebody is or was tied to."""

    @abstractmethod
    def coded(self, codes: Collection[int]) -> Mapping[int, str]:
        """Return the ids of the nodes of some codes; ``codes`` turned round."""

    @abstractmethod
    def ordered(self) -> Iterator[tuple[str, int]]:
        """Give all nodes that somebody is or was tied to, with their codes, in the order of ids.

        Whoever asks mostly stops soon.
        """

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return self._in_order

    def owners(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return whose each role, study or project is; what is nobody's alone is left out."""
        found = {id: self.arrays.owner(id) for id in ids}
        return {id: self.arrays.ids([at])[0] for id, at in found.items() if at is not None}

    def population(self) -> int:
        """Return how many people there are."""
        return self.arrays.size

    def latest(self) -> int | None:
        """Return the last month that any role may reach; None where no role is dated."""
        return self.arrays.latest

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""
        groups = list(self._tied_to(nodes).values())
        if among is not None:
            known = (self.arrays.number(id) for id in among)
            groups.append(np.array(sorted(one for one in known if one is not None), np.int32))
        groups.sort(key=len)
        found = groups[0]
        for group in groups[1:]:
            found = found[np.isin(found, group, assume_unique=True)]
        # Numbers rise with ids within a segment only; ids are made of those alone that are asked.
        found = found[np.argsort(self.arrays.people[found], kind="stable")[:first]]
        return self.arrays.ids(found)

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools."""
        wanted = sorted(set(ids))
        numbers = {id: self.arrays.number(id) for id in wanted}
        codes = {
            id: set(self.arrays.nodes_of(number).tolist())
            for id, number in numbers.items()
            if number is not None
        }
        names = self.coded(frozenset().union(*codes.values()))
        tied = self._tied_to(id for id in wanted if id not in codes)
        own = {
            id: sorted(names[code] for code in found if self.connects(names[code]))
            for id, found in codes.items()
        }
        return {id: own[id] if id in own else sorted(self.arrays.ids(tied[id])) for id in wanted}

    def region(
        self, start: str, goal: str, count: int, costs: PathCosts, limit: int | None = None
    ) -> Region:
        """Return a part of the graph with all paths between two nodes up to a cost."""
        ground = self._grounds.get(costs)
        if ground is None or ground.population is not self.arrays:
            codes = self.codes(self.ontology.concepts.keys())
            ground = Ground(self.arrays, self.ontology, costs, codes)
            self._grounds[costs] = ground
        return region_of(self, ground, (start, goal), count, limit)

    def people_tied(self, id: str) -> Numbers:
        """Return the numbers of who is tied to a node, rising."""
        return self._tied_to([id])[id]

    def connects(self, id: str) -> bool:
        """Return whether paths run over a node that people are tied to."""
        concept = self.ontology.concepts.get(id)
        if concept is not None:
            return concept.kind in SKILL_KINDS
        return id.partition(":")[0] not in _ENDS

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them."""
        sets = {name: frozenset(ids) for name, ids in groups.items()}
        for ids in set(sets.values()).difference(self._counts):
            self._counts[ids] = self._count(ids)
        return {name: self._counts[ids] for name, ids in sets.items()}

    def matching(self, criteria: Sequence[Criterion], clauses: Sequence[Clause]) -> Matching:
        """Return who satisfies all clauses, with what each has of every criterion."""
        return ArrayMatching(self, criteria, clauses)

    def held(self, nodes: frozenset[str]) -> Held:
        """Return what people have of some nodes, those who no longer count among them.

        It is kept, once for all sets that differ in what nobody is tied to alone.
        """
        if nodes not in self._held:
            codes = frozenset(self.codes(nodes).values())
            if codes not in self._held_by_code:
                self._held_by_code[codes] = self.arrays.held(codes)
            self._held[nodes] = self._held_by_code[codes]
        return self._held[nodes]

    def living_in(self, place: str) -> Numbers:
        """Return the numbers of who lives in a place, as documents write it, rising."""
        return self._living.get(place, _NOBODY)

    def speaking(self, language: str) -> Numbers:
        """Return the numbers of who speaks a language, as documents write it, rising."""
        return self._speaking.get(language, _NOBODY)

    @cached_property
    def _living(self) -> dict[str, Numbers]:
        return self._numbered((place, id) for id, place in self.locations().items())

    @cached_property
    def _speaking(self) -> dict[str, Numbers]:
        return self._numbered((one, id) for id, spoken in self._spoken.items() for one in spoken)

    def _numbered(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Numbers]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for value, id in pairs:
            found[value].append(id)
        return {value: self.arrays.numbers(ids) for value, ids in found.items()}

    @cached_property
    def _held(self) -> dict[frozenset[str], Held]:
        return {}

    @cached_property
    def _held_by_code(self) -> dict[frozenset[int], Held]:
        return {}

    def _count(self, ids: frozenset[str]) -> int:
        if ids in self._held:
            return self.arrays.living(self._held[ids].person)
        return self._size(list(self._tied_to(ids).values()))

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use these concepts."""
        return ArrayUses(self.arrays, self.codes(concepts), strength)

    def rarest(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are."""
        if least < 2:  # projects have no code, and are one person's own
            return super().rarest(least, most)
        counts = self.arrays.people_with
        found = counts >= least
        known = {id: at for id, at in self._concepts.items() if at < len(counts) and found[at]}
        others = found.copy()
        others[list(known.values())] = False
        fewer, equal = fewest(counts, np.flatnonzero(others), most)
        known |= self._first(fewer, most) | self._first(equal, most - len(fewer))
        return {id: int(counts[at]) for id, at in known.items()}, int(np.count_nonzero(found))

    def totals(self, what: Totalled) -> Mapping[str, Total]:
        """Return what all people together have of each skill, employer or school, by id, sorted."""
        found = dict(totals_of(self.arrays, what))
        names = self.coded(found.keys())
        of_sort = {
            names[code]: total
            for code, total in found.items()
            if what != "schools" or names[code].startswith("school:")
        }
        return dict(sorted(of_sort.items()))

    def overlapping(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer."""
        employers = {one.employer for one in stints if one.employer}
        codes = self.codes(employers)
        met = [
            self.arrays.there(codes[one.employer], *one.outer)
            for one in stints
            if one.employer and one.employer in codes and one.outer
        ]
        people = set(self.arrays.ids(np.unique(np.concatenate(met)))) if met else set()
        people -= {one.person for one in stints}
        found = self.stints(people=people, employers=employers) if people else ()
        return overlaps(found, stints)

    def met(self, stints: Sequence[Stint]) -> Met:
        """Return who may have met a person at an employer, the longest together first."""
        codes = self.codes({one.employer for one in stints if one.employer})
        return met_of(self, self.arrays, codes, stints)

    def _first(self, codes: NDArray[np.int64], count: int) -> dict[str, int]:
        """Return the first nodes of some codes by id, with their codes."""
        # Hundreds of thousands of employers have the same two people: where the nodes are dense
        # among all, the first of them are found sooner by looking through all.
        if len(codes) ** 2 <= count * len(self.arrays.people_with):
            names = self.coded(codes.tolist())
            return dict(sorted((id, code) for code, id in names.items())[:count])
        wanted = set(codes.tolist())
        return dict(islice((pair for pair in self.ordered() if pair[1] in wanted), count))

    @cached_property
    def _concepts(self) -> Mapping[str, int]:
        """The codes of concepts, as far as they have any."""
        return self.codes(self.ontology.concepts.keys())

    def _tied_to(self, nodes: Iterable[str]) -> dict[str, Numbers]:
        """Return the numbers of who is tied to each of some nodes."""
        wanted = dict.fromkeys(nodes)
        codes = self.codes(wanted.keys())
        return {
            id: self.arrays.people_of(codes[id]) if id in codes else self._builder_of(id)
            for id in wanted
        }

    def _builder_of(self, id: str) -> Numbers:
        """Return the number of who built a project, which has no code; of others nobody's."""
        owner = self.arrays.owner(id) if id.startswith("project:") else None
        return _NOBODY if owner is None else np.array([owner], np.int32)

    def _size(self, groups: Sequence[Numbers]) -> int:
        """Return how many people are in at least one of some groups."""
        if len(groups) < 2:
            return sum(map(len, groups))
        marked = np.zeros(self.arrays.slots, np.bool_)
        for group in groups:
            marked[group] = True
        return int(np.count_nonzero(marked))

    @cached_property
    def _grounds(self) -> dict[PathCosts, Ground]:
        return {}

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self.arrays.ids(np.flatnonzero(self.arrays.alive)))


def fewest(
    counts: NDArray[np.int64], codes: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of some codes are among so many with the lowest counts, and which may be.

    The latter have the same count, and are as many as there is room for, or more.
    """
    if most >= len(codes):
        return codes, codes[:0]
    found = counts[codes]
    last = np.partition(found, most - 1)[most - 1] if most else -1
    return codes[found < last], codes[found == last]
