"""The region of paths between two nodes, by ids: numbers stay inside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from ..region import Region
from .between import End, Steps, steps_between, steps_of_cheapest
from .ground import Ground
from .segment import Numbers

HUB_DEGREE: Final = 256
"""An end with more people than these has a crowd that paths are not followed into."""


class Source(Protocol):
    """What is asked of the reader in whose graph paths run; see ``ArrayReader``."""

    def codes(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return the codes of nodes."""

    def coded(self, codes: Collection[int]) -> Mapping[int, str]:
        """Return the ids of codes."""

    def people_tied(self, id: str) -> Numbers:
        """Return the numbers of who is tied to a node."""

    def connects(self, id: str) -> bool:
        """Return whether a node may lie on a path."""

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes."""


def region_of(
    reader: Source, ground: Ground, ids: tuple[str, str], count: int, limit: int | None
) -> Region:
    """Return a region with all paths between two nodes up to a cost; see ``Reader.region``."""
    ends = (_end(reader, ground, ids[0], 0), _end(reader, ground, ids[1], 1))
    named = dict(zip((one.number for one in ends), ids, strict=True))
    if limit is None:
        found = steps_of_cheapest(ground, ends, count)
        if ends[0].hub and ends[1].hub:
            found = _joined(reader, ground, ends, ids, count, found)
        return _region(reader, ground, found, named)
    # Nothing but the people of one of two hubs can still matter.
    if ends[0].hub and ends[1].hub:
        first = len(ends[0].people) <= len(ends[1].people)
        ends = (ends[0]._replace(hub=not first), ends[1]._replace(hub=first))
    return _region(reader, ground, steps_between(ground, ends, limit), named)


def _end(reader: Source, ground: Ground, id: str, side: int) -> End:
    person = ground.population.number(id)
    if person is not None:
        return End(ground.first_person + person)
    people = reader.people_tied(id)
    code = reader.codes([id]).get(id, ground.codes)
    number = ground.number_of_concept(id) if code >= ground.codes else code
    if number is None:
        return End(ground.ends + side, people, listed=False)
    return End(number, people, hub=len(people) > HUB_DEGREE)


def _joined(
    reader: Source,
    ground: Ground,
    ends: tuple[End, End],
    ids: tuple[str, str],
    count: int,
    steps: Steps,
) -> Steps:
    """Add to steps those between two hubs and the first people who are tied to both."""
    both = [ground.population.number(id) for id in reader.tied_to_all(ids, first=count)]
    people = np.array(both, np.int64) + ground.first_person
    return Steps(
        np.concatenate((steps.a, *(np.full(len(people), end.number) for end in ends))),
        np.concatenate((steps.b, people, people)),
        np.concatenate((steps.cost, np.zeros(2 * len(people), np.int64))),
        steps.limit,
    )


def _region(reader: Source, ground: Ground, steps: Steps, named: Mapping[int, str]) -> Region:
    pairs = list(zip(steps.a.tolist(), steps.b.tolist(), steps.cost.tolist(), strict=True))
    numbers = sorted({*steps.a.tolist(), *steps.b.tolist()})
    first = bisect_left(numbers, ground.first_person)
    nodes, people = numbers[:first], numbers[first:]
    whose = ground.population.ids(one - ground.first_person for one in people)
    ids = {**_named(reader, ground, nodes), **dict(zip(people, whose, strict=True)), **named}
    return Region(
        steps.limit,
        [(ids[a], ids[b], cost) for a, b, cost in pairs if a in ids and b in ids],
        frozenset(whose),
        {ids[one]: int(ground.tied[one]) for one in nodes if one in ids},
    )


def _named(reader: Source, ground: Ground, nodes: Sequence[int]) -> dict[int, str]:
    """Return the ids of nodes; of those that another ontology knew, if they connect anybody."""
    concepts = {one: id for one in nodes if (id := ground.concept(one)) is not None}
    others = [one for one in nodes if one not in concepts and one < ground.codes]
    found = reader.coded(others) if others else {}
    return concepts | {one: id for one, id in found.items() if reader.connects(id)}
