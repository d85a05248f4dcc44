"""How near two concepts are: the best path of at most two relations, by what else both share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

# Two of one kind, of one job or of one material are alike. What runs on, belongs to or serves the
# same is a crowd: GitOps and packet filtering both live in Kubernetes.
_SIBLINGS: Final = frozenset({"BROADER", "IMPLEMENTS", "BUILT_WITH"})

_WORLDS: Final = frozenset({"Domain", "Degree", "Field"})

# What a thing stands on says where it lives, and what it is made of what that is, not what that is
# for: an indexer that speaks GraphQL is no API design, a chain that runs contracts is not written
# in their language.
_WHAT_IT_IS: Final = frozenset("BROADER PART_OF BUILT_WITH IMPLIES CODED_IN IN_ECOSYSTEM".split())
_ONWARD: Final = {
    **dict.fromkeys(("BUILT_WITH", "IMPLIES"), _WHAT_IT_IS),
    **dict.fromkeys(("RUNS_ON", "HAS_RUNTIME", "SETTLES_ON", "CODED_IN"), {"IN_ECOSYSTEM"}),
}

# What stands in for a thing does its job, and is at home elsewhere: Kinesis is an alternative to
# Kafka and part of AWS, which is not near Kafka.
_STANDS_IN: Final = frozenset({"ALTERNATIVE_TO", "DERIVED_FROM", "SUCCESSOR_OF"})


def nearness(ontology: Ontology, concepts: Iterable[str]) -> dict[str, Mapping[str, int]]:
    """Return what is near each concept, in thousandths: 1000 is the concept itself.

    A relation counts its type's weight in the direction walked, two in a row the product; of both
    directions the better counts, so that nearness is symmetric. No path leads over a Category; up
    to a domain or field and down again; between two that only run on, belong to or serve the same;
    down to a thing and up to what else that is or needs; from what stands in for a thing to where
    that belongs; over what was derived and what that became; from what a thing is made of to what
    that is for; from what it runs on or is written in to anything but where that is at home. A
    product below a fifth is none. The path counts for 0.7, and for up to 1 by the share of what is
    said of either that is said of both, the special weighing more than the general.
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
        self._near: dict[str, Mapping[str, int]] = {}
        self._steps: dict[str, tuple[Step, ...]] = {}
        self._features: dict[str, dict[str, float]] = {}
        self._specials: dict[str, float] = {}
        self._sums: dict[str, float] = {}

    def around(self, start: str) -> Mapping[str, int]:
        """Return what is near a concept, itself included."""
        if start not in self._near:
            self._near[start] = self._around(start)
        return self._near[start]

    def _around(self, start: str) -> dict[str, int]:
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
                if two.to != start and leads_on(one, two) and not self._apart(one, two):
                    yield two.to, max(one.out * two.out, one.back * two.back)

    def _from(self, id: str) -> tuple[Step, ...]:
        """Return the relations of a concept that lead to something that can be known."""
        if id not in self._steps:
            steps = (walked(one, id) for one in self._ontology.relations_of(id))
            kept = (one for one in steps if one.to != id and not self._groups(one.to))
            self._steps[id] = () if self._groups(id) else tuple(kept)
        return self._steps[id]

    def _apart(self, one: Step, two: Step) -> bool:
        """Return whether two steps go up to what holds a whole world, and down again."""
        concept = self._ontology.concepts.get(one.to)
        return one.up and not two.up and concept is not None and concept.kind in _WORLDS

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
        either = self._sum(one) + self._sum(other) - both
        return both / either if either else 0.0

    def _sum(self, id: str) -> float:
        if id not in self._sums:
            self._sums[id] = sum(self._said_of(id).values())
        return self._sums[id]

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
        if id not in self._specials:
            beside = {one.source for one in self._ontology.relations_of(id)}
            held = len(self._ontology.below(id) | beside)
            self._specials[id] = 1 - log(held) / self._most
        return self._specials[id]

    @cached_property
    def _most(self) -> float:
        return log(max(2, len(self._ontology.concepts)))


def leads_on(one: Step, two: Step) -> bool:
    """Return whether two relations in a row, walked so, still say something of their ends."""
    if "RELATED" in (one.type, two.type):  # what is related to what is related may be anything
        return False
    both = {one.type, two.type}
    if both & _STANDS_IN:
        # What came out of what C became is two generations away.
        return both <= _STANDS_IN and both != {"DERIVED_FROM", "SUCCESSOR_OF"}
    if one.up != two.up:
        # BullMQ is written in JavaScript and keeps its jobs in Redis: neither is near the other.
        return one.up and both <= _SIBLINGS
    lower, upper = (one, two) if one.up else (two, one)
    return lower.type not in _ONWARD or upper.type in _ONWARD[lower.type]


def walked(relation: Relation, start: str) -> Step:
    if relation.source == start:
        return Step(relation.target, relation.weight, relation.reverse, relation.type, True)
    return Step(relation.source, relation.reverse, relation.weight, relation.type, False)
