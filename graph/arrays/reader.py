"""A reader over arrays: what a question asks of everybody is one scan, not a walk over people."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from ...ontology.kinds import SKILL_KINDS
from ..reader import Reader
from ..region import PathCosts, Region
from .ground import Ground
from .population import Population
from .region import region_of
from .segment import Numbers

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

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return self._in_order

    def population(self) -> int:
        """Return how many people there are."""
        return self.arrays.size

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
        tied = self._tied_to(frozenset().union(*groups.values()))
        return {name: self._size([tied[id] for id in set(ids)]) for name, ids in groups.items()}

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
        return np.array([] if owner is None else [owner], np.int32)

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
