"""How large the ontology is and how much of it is described: ``ontology check --counts``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..ontology import Ontology
from .check import mapped


@dataclass(frozen=True)
class Count:
    """How many there are of something, and of all concepts the share, where that says anything."""

    what: str
    number: int
    share: float | None = None


def counts(ontology: Ontology) -> list[Count]:
    """Return the counts of concepts by kind, labels, relations by type, definitions, mappings."""
    return list(_counted(ontology))


def _counted(ontology: Ontology) -> Iterator[Count]:
    concepts = ontology.concepts.values()
    yield _of_all(ontology, "concepts", len(concepts))
    for kind, number in sorted(Counter(one.kind for one in concepts).items()):
        yield _of_all(ontology, kind, number)
    yield Count("labels", sum(len(one.labels) for one in concepts))
    yield Count("relations", len(ontology.relations))
    for type, number in sorted(Counter(one.type for one in ontology.relations).items()):
        yield Count(type, number)
    yield _of_all(ontology, "with a definition", sum(bool(one.definition) for one in concepts))
    yield _of_all(ontology, "with a policy", sum(bool(one.policy) for one in concepts))
    by_themselves = sum(
        all(found.type == "BROADER" for found in ontology.relations_of(id))
        for id in ontology.concepts
    )
    yield _of_all(ontology, "with a parent alone", by_themselves)
    yield _of_all(ontology, "with a mapping", len(mapped() & ontology.concepts.keys()))


def _of_all(ontology: Ontology, what: str, number: int) -> Count:
    return Count(what, number, number / max(1, len(ontology.concepts)))
