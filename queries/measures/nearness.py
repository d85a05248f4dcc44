"""How near two concepts are: the best path of at most two relations, by what else both share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from math import log
from typing import Final, NamedTuple

from ...ontology.model import Relation
from ...ontology.ontology import Ontology

# Thousandths, so that products and sums are whole numbers on every machine.
SAME: Final = 1000
# At a fifth everything that is coded in a language would be near everything else in it.
_LEAST: Final = 0.2
# A path counts so much where the two share nothing else, and in full where they share all.
_ALONE: Final = 0.7

# What belongs to one whole, or serves one domain, has a crowd beside it there.
_BELONGS: Final = frozenset({"PART_OF", "USED_FOR"})

# What stands in for a thing does its job, and is at home elsewhere: Kinesis is an alternative to
# Kafka and part of AWS, which is not near Kafka.
_STANDS_IN: Final = frozenset({"ALTERNATIVE_TO", "DERIVED_FROM", "SUCCESSOR_OF"})


def nearness(ontology: Ontology, concepts: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return what is near each concept, in thousandths: 1000 is the concept itself.

    A relation counts its type's weight in the direction walked, two in a row the product; of both
    directions the better counts, so that nearness is symmetric. No path leads over a Category, from
    one part of a whole or of what serves a domain to another, down to a thing and up to what else
    that is or needs, or from what stands in for a thing to where that belongs; a product below a
    fifth is none. The path counts for 0.7, and for up to 1 by the share of what is said of either
    that is said of both, the special weighing more than the general.
    """
    space = _space(ontology)
    return {id: space.around(id) for id in sorted(set(concepts))}


# By identity; one for each graph that is open at a time.
@lru_cache(maxsize=4)
def _space(ontology: Ontology) -> _Space:
    return _Space(ontology)


class Step(NamedTuple):
    """One relation as walked from a concept: where to, both weights, its type, and whether up."""

    to: str
    out: float
    back: float
    type: str
    up: bool


class _Space:
    """The concepts of one ontology with what is remembered of each."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._steps: dict[str, tuple[Step, ...]] = {}
        self._features: dict[str, dict[str, float]] = {}

    def around(self, start: str) -> dict[str, int]:
        """Return what is near a concept, itself included."""
        best: dict[str, float] = {}
        for end, weight in self._reached(start):
            if weight >= _LEAST and weight > best.get(end, 0.0):
                best[end] = weight
        near = {end: self._weighed(start, end, weight) for end, weight in best.items()}
        # Last: two steps there and back must not overwrite it.
        near[start] = SAME
        return near

    def _reached(self, start: str) -> Iterator[tuple[str, float]]:
        for one in self._from(start):
            yield one.to, max(one.out, one.back)
            for two in self._from(one.to):
                if two.to != start and leads_on(one, two):
                    yield two.to, max(one.out * two.out, one.back * two.back)

    def _from(self, id: str) -> tuple[Step, ...]:
        """Return the relations of a concept that lead to something that can be known."""
        if id not in self._steps:
            steps = (walked(one, id) for one in self._ontology.relations_of(id))
            kept = (one for one in steps if one.to != id and not self._groups(one.to))
            self._steps[id] = () if self._groups(id) else tuple(kept)
        return self._steps[id]

    def _groups(self, id: str) -> bool:
        concept = self._ontology.concepts.get(id)  # a graph may have what this ontology lacks
        return concept is not None and concept.kind == "Category"

    def _weighed(self, one: str, other: str, weight: float) -> int:
        # Both orders must round alike.
        low, high = sorted((one, other))
        return round(SAME * weight * (_ALONE + (1 - _ALONE) * self._shared(low, high)))

    def _shared(self, one: str, other: str) -> float:
        """Return the share of what is said of either that is said of both, 0 to 1."""
        mine, theirs = self._said_of(one), self._said_of(other)
        both = sum(mine[id] for id in sorted(mine.keys() & theirs.keys()))
        either = sum(mine.values()) + sum(theirs.values()) - both
        return both / either if either else 0.0

    def _said_of(self, id: str) -> dict[str, float]:
        """Return what a concept is, lies under and touches, by how special each is."""
        if id not in self._features:
            relations = self._ontology.relations_of(id)
            touched = {end for one in relations for end in (one.source, one.target)}
            said = sorted({id, *touched, *self._ontology.above(id)})
            self._features[id] = {one: self._special(one) for one in said}
        return self._features[id]

    def _special(self, id: str) -> float:
        """Return how much it says to share a concept, 0 to 1: deep and rarely named says most."""
        held = self._ontology.below(id) | {one.source for one in self._ontology.relations_of(id)}
        return 1 - log(len(held)) / self._most

    @cached_property
    def _most(self) -> float:
        return log(max(2, len(self._ontology.concepts)))


def leads_on(one: Step, two: Step) -> bool:
    """Return whether two relations in a row, walked so, still say something of their ends."""
    if "RELATED" in (one.type, two.type):  # what is related to what is related may be anything
        return False
    if {one.type, two.type} & _STANDS_IN:
        return {one.type, two.type} <= _STANDS_IN
    if {one.type, two.type} <= _BELONGS and one.up and not two.up:
        return False
    # BullMQ is written in JavaScript and keeps its jobs in Redis: neither is near the other.
    return one.up or not two.up


def walked(relation: Relation, start: str) -> Step:
    if relation.source == start:
        return Step(relation.target, relation.weight, relation.reverse, relation.type, True)
    return Step(relation.source, relation.reverse, relation.weight, relation.type, False)
