"""How large the ontology is and how much of it is described: ``ontology check --counts``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..mappings import SCHEMES, Scheme, mappings_of, scheme_of
from ..ontology import Ontology


@dataclass(frozen=True)
class Count:
    """How many there are of something, and the share, where that says anything.

    The share is of all concepts, or of those of the kinds that a vocabulary is about.
    """

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
    mapped = sum(bool(mappings_of(ontology, id)) for id in ontology.concepts)
    yield _of_all(ontology, "with a mapping", mapped)
    yield from (_of_scheme(ontology, scheme) for scheme in SCHEMES)
    chains = [one.chain_id for one in concepts if one.kind == "Chain"]
    numbered = len(chains) - chains.count(None)
    yield Count("to CAIP-2, of chains", numbered, numbered / max(1, len(chains)))


def _of_scheme(ontology: Ontology, scheme: Scheme) -> Count:
    about = [
        id for id, one in ontology.concepts.items() if not scheme.kinds or one.kind in scheme.kinds
    ]
    number = sum(
        any(scheme_of(found.target) is scheme for found in mappings_of(ontology, id))
        for id in about
    )
    kinds = "".join(f", of {kind.lower()}s" for kind in sorted(scheme.kinds))
    return Count(f"to {scheme.name}{kinds}", number, number / max(1, len(about)))


def _of_all(ontology: Ontology, what: str, number: int) -> Count:
    return Count(what, number, number / max(1, len(ontology.concepts)))
