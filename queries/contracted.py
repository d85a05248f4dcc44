"""The graph that paths run over: people, skills, employers and schools, nothing between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ..graph.model import SKILL_KINDS
from ..graph.reader import Reader, Tie
from ..ontology.concepts import Relation
from .answer import MICRO
from .weights import passing, share, step

MIDDLE_KINDS: Final = SKILL_KINDS | {"Person", "Employer", "School"}


class Contracted:
    """Reads a node's surroundings when a search first comes by, and keeps them.

    Ties between people and nodes cost nothing; an ontology relation costs ``-log2`` of the better
    of its two weights. Passing a person costs one bit, any other node
    ``log2(1 + people_with + 100 · share)``. Categories, degrees, fields and projects are there only
    as ends.
    """

    def __init__(self, reader: Reader, ends: Collection[str]) -> None:
        self._reader = reader
        self._ends = frozenset(ends)
        self._kinds = {id: node.kind for id, node in reader.nodes(self._ends).items()}
        self._around: dict[str, dict[str, int]] = {}
        self._tolls: dict[str, int] = {}
        self._with: dict[str, int] = {}

    def around(self, id: str) -> Mapping[str, int]:
        """Return the neighbours of a node with the cost of the step to each, by id."""
        if id not in self._around:
            self._around[id] = self._look(id)
        return self._around[id]

    def toll(self, id: str) -> int:
        """Return the cost of passing through a node whose neighbour has been looked at."""
        return self._tolls[id]

    def people_with(self, id: str) -> int:
        """Return how many people are tied to a node that is no person."""
        return self._with[id]

    def relation(self, a: str, b: str) -> Relation | None:
        """Return the relation by which a way steps from one concept to another, if it does."""
        found = [one for one in self._relations(a) if b in (one.source, one.target)]
        return min(found, key=lambda one: (-nearer(one), one.type, one.source), default=None)

    def _look(self, id: str) -> dict[str, int]:
        """Read the neighbours of a node; what they cost comes in one call."""
        if self._kinds[id] == "Person":
            near = self._tied(tie.node for tie in self._kept(self._reader.ties(people={id})))
        else:
            ties = self._reader.ties(nodes={id})
            self._kinds |= dict.fromkeys((tie.person for tie in ties), "Person")
            near = self._tied(tie.person for tie in ties) | self._related(id)
        self._price([id for id in near if id not in self._tolls])
        return dict(sorted(near.items()))

    def _kept(self, ties: Iterable[Tie]) -> list[Tie]:
        kept = [tie for tie in ties if tie.kind in MIDDLE_KINDS or tie.node in self._ends]
        self._kinds |= {tie.node: tie.kind for tie in kept}
        return kept

    def _tied(self, ids: Iterable[str]) -> dict[str, int]:
        return dict.fromkeys(ids, 0)

    def _related(self, id: str) -> dict[str, int]:
        found: dict[str, int] = {}
        concepts = self._reader.ontology.concepts
        for relation in self._relations(id):
            other = relation.target if relation.source == id else relation.source
            kind = concepts[other].kind
            if other != id and (kind in MIDDLE_KINDS or other in self._ends):
                self._kinds[other] = kind
                found[other] = min(step(nearer(relation)), found.get(other, MICRO * MICRO))
        return found

    def _relations(self, id: str) -> list[Relation]:
        concepts = self._reader.ontology.concepts
        return [
            one
            for one in self._reader.ontology.relations_of(id)
            if nearer(one) > 0 and one.source in concepts and one.target in concepts
        ]

    def _price(self, ids: Collection[str]) -> None:
        people = {id for id in ids if self._kinds[id] == "Person"}
        others = sorted(set(ids) - people)
        self._with |= self._reader.counts({id: (id,) for id in others})
        ontology = self._reader.ontology
        self._tolls |= dict.fromkeys(people, MICRO)
        self._tolls |= {id: passing(self._with[id], share(ontology, id)) for id in others}


def nearer(relation: Relation) -> float:
    """Return the better of a relation's two weights: a way reads the same from both its ends."""
    return max(relation.weight, relation.reverse)
