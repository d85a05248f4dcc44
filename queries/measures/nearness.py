"""How near two concepts are: the best path of at most two ontology relations between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...ontology.model import Relation
from ...ontology.ontology import Ontology

# Thousandths, so that products and sums are whole numbers on every machine.
SAME: Final = 1000
# At a fifth everything under a broad category would be near everything else in it.
_LEAST: Final = 200


def nearness(ontology: Ontology, concepts: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return what is near each concept, in thousandths: 1000 is the concept itself.

    A relation counts its type's weight in the direction walked, two in a row the product; of both
    directions the better counts, so that nearness is symmetric. Below 200 nothing is near: two
    steps through a broad category say little.
    """
    return {id: _around(ontology, id) for id in sorted(set(concepts))}


def _around(ontology: Ontology, start: str) -> dict[str, int]:
    near: dict[str, int] = {}
    one = _steps(ontology, start)
    for middle, (out, back) in one.items():
        _keep(near, middle, max(out, back))
        for end, (out2, back2) in _steps(ontology, middle).items():
            _keep(near, end, max(out * out2, back * back2))
    # Last: two steps there and back must not overwrite it.
    near[start] = SAME
    return near


def _keep(near: dict[str, int], id: str, weight: float) -> None:
    thousandths = round(1000 * weight)
    if thousandths >= max(_LEAST, near.get(id, 0)):
        near[id] = thousandths


def _steps(ontology: Ontology, id: str) -> dict[str, tuple[float, float]]:
    """Return each neighbour with the best weights of walking there and of walking back."""
    steps: dict[str, tuple[float, float]] = {}
    for relation in ontology.relations_of(id):
        other, out, back = _walked(relation, id)
        known = steps.get(other, (0.0, 0.0))
        steps[other] = (max(known[0], out), max(known[1], back))
    steps.pop(id, None)
    return steps


def _walked(relation: Relation, start: str) -> tuple[str, float, float]:
    if relation.source == start:
        return relation.target, relation.weight, relation.reverse
    return relation.source, relation.reverse, relation.weight
