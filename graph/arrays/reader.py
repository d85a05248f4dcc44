"""A reader over arrays: what a question asks of everybody is one scan, not a walk over people."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from ..reader import Reader
from .population import Population
from .segment import Numbers


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

    def owners(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return whose each role, study or project is; what is nobody's alone is left out."""
        found = {id: self.arrays.owner(id) for id in ids}
        return {id: self.arrays.ids([at])[0] for id, at in found.items() if at is not None}

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
        return sorted(self.arrays.ids(found))[:first]

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them."""
        tied = self._tied_to(frozenset().union(*groups.values()))
        return {name: self._size([tied[id] for id in set(ids)]) for name, ids in groups.items()}

    def _tied_to(self, nodes: Iterable[str]) -> dict[str, Numbers]:
        """Return the numbers of who is tied to each of some nodes."""
        wanted = dict.fromkeys(nodes)
        codes = self.codes(wanted.keys())
        nobody = np.zeros(0, np.int32)
        return {id: self._people_with_code(codes[id]) if id in codes else nobody for id in wanted}

    def _people_with_code(self, code: int) -> Numbers:
        return self.arrays.people_of(code)

    def _size(self, groups: Sequence[Numbers]) -> int:
        """Return how many people are in at least one of some groups."""
        if len(groups) < 2:
            return sum(map(len, groups))
        marked = np.zeros(self.arrays.slots, np.bool_)
        for group in groups:
            marked[group] = True
        return int(np.count_nonzero(marked))

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self.arrays.ids(np.flatnonzero(self.arrays.alive)))
