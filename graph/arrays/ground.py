"""One numbering of all that paths run over, and what each of it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...ontology.ontology import Ontology
from ..region import PathCosts
from .population import Population
from .segment import Places

ENDS: Final = 2
"""Numbers that are kept for ends without a code, such as projects."""

_UNKNOWN: Final = -1


class Onward(NamedTuple):
    """The steps from some nodes: which of them (by place), where to, and the cost of the step."""

    place: Places
    to: Places
    step: Places


class Ground:
    """The nodes and people of one population by number, and the relations of its concepts.

    Codes of nodes come first (``codes`` of them), then the concepts that nobody has, then ``ENDS``
    ends, and from ``first_person`` on people. What a node costs is computed when it is first met.
    """

    def __init__(
        self,
        population: Population,
        ontology: Ontology,
        costs: PathCosts,
        codes: Mapping[str, int],
    ) -> None:
        self.population = population
        self._costs = costs
        self.person = costs.person
        # What lies between two people is a node of both, or a concept of each.
        self.crossing = costs.node(2, 0.0)
        # By the sort of ends and the number of paths: up to which cost they were last sought.
        self.levels: dict[tuple[int, ...], int] = {}
        self._relations = _relations(ontology, costs)
        self.codes = len(population.people_with)
        ids = self._relations.ids
        known = np.fromiter((codes.get(id, _UNKNOWN) for id in ids), np.int64, len(ids))
        missing = (known < 0) | (known >= self.codes)
        known[missing] = self.codes + np.arange(np.count_nonzero(missing))
        self._number_of_concept = known
        self.ends = self.codes + int(np.count_nonzero(missing))
        self.first_person = self.ends + ENDS
        self._concept = np.full(self.first_person, _UNKNOWN, np.int64)
        self._concept[known] = np.arange(len(ids))
        self.middle = np.ones(self.first_person, np.bool_)
        self.middle[known] = self._relations.middle
        self.tied = np.zeros(self.first_person, np.int64)
        self.tied[: self.codes] = population.people_with
        self._prices = np.full(self.first_person, _UNKNOWN, np.int64)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return self.first_person + self.population.slots

    def number_of_concept(self, id: str) -> int | None:
        """Return the number of a concept; None of anything else."""
        at = self._relations.places.get(id)
        return None if at is None else int(self._number_of_concept[at])

    def concept(self, number: int) -> str | None:
        """Return the id of the concept of a number; None where it is of none."""
        at = int(self._concept[number])
        return None if at < 0 else self._relations.ids[at]

    def prices(self, nodes: NDArray[Any]) -> Places:
        """Return what it costs to pass some nodes, none of them people."""
        found = self._prices[nodes]
        if found.size and found.min() < 0:
            for one in set(nodes[found < 0].tolist()):
                at = self._concept[one]
                share = 0.0 if at < 0 else self._relations.shares[at]
                self._prices[one] = self._costs.node(int(self.tied[one]), share)
            found = self._prices[nodes]
        prices: Places = found
        return prices

    def nodes_of(self, people: Places) -> Onward:
        """Return the nodes that some people (by their number in the population) are tied to."""
        found = []
        for part in self.population.parts:
            segment = part.segment
            at = np.flatnonzero((people >= part.offset) & (people < part.offset + segment.size))
            if len(at):
                own = people[at] - part.offset
                place, rows = _spread(segment.row_start[own], segment.row_start[own + 1])
                found.append(Onward(at[place], segment.node[rows].astype(np.int64), _free(rows)))
        return joined(found)

    def people_of(self, nodes: Places) -> Onward:
        """Return the people (by their number here) who are tied to some nodes that have codes."""
        found = []
        for part in self.population.parts:
            segment = part.segment
            at = np.flatnonzero(nodes < len(segment.post_start) - 1)
            if len(at):
                own = nodes[at]
                place, rows = _spread(segment.post_start[own], segment.post_start[own + 1])
                people = segment.person[rows].astype(np.int64)
                if not part.whole:
                    alive = part.alive[people]
                    place, people = place[alive], people[alive]
                to = people + (self.first_person + part.offset)
                found.append(Onward(at[place], to, _free(to)))
        return joined(found)

    def related_to(self, nodes: Places) -> Onward:
        """Return the concepts to which a relation leads from some nodes."""
        concepts = self._concept[nodes]
        places = np.flatnonzero(concepts >= 0)
        if not len(places):
            return joined(())
        found = [self._relations.of(one) for one in concepts[places].tolist()]
        to = np.concatenate([one[0] for one in found])
        step = np.concatenate([one[1] for one in found])
        place = np.repeat(places, [len(one[0]) for one in found])
        return Onward(place, self._number_of_concept[to], step)


class _Relations:
    """The relations that paths walk, from concept to concept by their place in ``ids``.

    ``middle`` says which concepts may lie between ends, ``shares`` who is expected to have them.
    """

    def __init__(self, ontology: Ontology, costs: PathCosts) -> None:
        self._ontology, self._costs = ontology, costs
        self.ids = list(ontology.concepts)
        self.places = {id: at for at, id in enumerate(self.ids)}
        concepts = ontology.concepts.values()
        self.middle = np.array([one.kind in costs.middle for one in concepts], np.bool_)
        self.shares = [one.share for one in concepts]
        # To read all of them would take a first question longer than to answer.
        self._read: dict[int, tuple[Places, Places]] = {}

    def of(self, place: int) -> tuple[Places, Places]:
        """Return to which concepts relations lead from one, and the least cost of the step."""
        found = self._read.get(place)
        if found is None:
            steps = self._steps(self.ids[place])
            to, step = (np.array(list(one), np.int64) for one in (steps.keys(), steps.values()))
            found = self._read[place] = (to, step)
        return found

    def _steps(self, id: str) -> dict[int, int]:
        best: dict[int, int] = {}
        for one in self._ontology.relations_of(id):
            cost = self._costs.relation(one)
            at = self.places.get(one.target if one.source == id else one.source)
            if cost is not None and at is not None and at != self.places[id]:
                best[at] = min(cost, best.get(at, cost))
        return best


# By identity; one for each graph that is open at a time.
@lru_cache(maxsize=4)
def _relations(ontology: Ontology, costs: PathCosts) -> _Relations:
    return _Relations(ontology, costs)


def _spread(starts: Places, stops: Places) -> tuple[Places, Places]:
    """Return all places of some slices one behind the other, and of which slice each is."""
    sizes = stops - starts
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    of = np.repeat(np.arange(len(sizes)), sizes)
    return of, np.arange(total) + (starts - ends + sizes)[of]


def _free(rows: NDArray[Any]) -> Places:
    return np.zeros(len(rows), np.int64)


def joined(parts: Sequence[Onward]) -> Onward:
    """Return the steps of all parts, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    nothing = np.zeros(0, np.int64)
    if not parts:
        return Onward(nothing, nothing, nothing)
    return Onward(*map(np.concatenate, zip(*parts, strict=True)))
