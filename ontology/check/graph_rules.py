"""What must hold for the graph of concepts: what SHACL core cannot say.

No orphans, no cycles, no label with two owners, nothing both related and broader (S27 of the SKOS
reference), nothing that points at a deprecated concept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from ..folding import fold
from ..model import BASE
from ..turtle import RDF_TYPE, SCHEMA, SKOS
from .concept_rules import DCT, LABELS, OWL, Fault, RdfObject, RdfResources, prefixed

RELATED: Final = {SKOS + "related"} | {
    SCHEMA + name for name in ("alternativeTo", "derivedFrom", "successorOf")
}


def graph_faults(concepts: RdfResources) -> Iterator[Fault]:
    """Yield what is wrong between concepts; ``concepts`` is subject → predicate → objects."""
    for rule in (_orphans, _cycles, _hierarchy, _clashes, _orientation, _deprecated):
        yield from rule(concepts)


def _orphans(concepts: RdfResources) -> Iterator[Fault]:
    for iri, properties in concepts.items():
        if not {SKOS + "broader", SKOS + "topConceptOf"} & properties.keys():
            yield Fault("error", "orphan: no skos:broader and no top concept", iri)


def _pairs(concepts: RdfResources, *predicates: str) -> list[tuple[str, str]]:
    return sorted(
        (iri, value.text)
        for iri, properties in concepts.items()
        for predicate in predicates
        for value in properties.get(predicate, [])
    )


def _cycles(concepts: RdfResources) -> Iterator[Fault]:
    import networkx as nx

    up = (SKOS + "broader", SCHEMA + "partOf")
    # Together: questions follow them downwards, and in a ring each would lie under the other.
    answering = (*up, SCHEMA + "implements", SCHEMA + "usedFor")
    known: list[set[str]] = []
    for predicates in (up, answering, (SCHEMA + "successorOf",), (SCHEMA + "derivedFrom",)):
        graph: nx.DiGraph[str] = nx.DiGraph(_pairs(concepts, *predicates))
        for cycle in nx.strongly_connected_components(graph):
            if len(cycle) > 1 and cycle not in known:
                known.append(cycle)
                names = " and ".join(prefixed(one) for one in predicates)
                members = ", ".join(prefixed(one) for one in sorted(cycle))
                yield Fault("error", f"cycle in {names}: {members}", min(cycle), predicates[0])


def _ancestors(concepts: RdfResources) -> Callable[[str], frozenset[str]]:
    parents: dict[str, list[str]] = defaultdict(list)
    for iri, parent in _pairs(concepts, SKOS + "broader"):
        parents[iri].append(parent)
    known: dict[str, frozenset[str]] = {}

    def above(iri: str) -> frozenset[str]:
        if iri not in known:
            seen, todo = set[str](), list(parents.get(iri, ()))
            while todo:
                if (one := todo.pop()) not in seen:
                    seen.add(one)
                    todo += parents.get(one, ())
            known[iri] = frozenset(seen)
        return known[iri]

    return above


def _hierarchy(concepts: RdfResources) -> Iterator[Fault]:
    above = _ancestors(concepts)
    for iri, properties in concepts.items():
        parents = {value.text for value in properties.get(SKOS + "broader", [])}
        for parent in sorted(parents):
            if any(parent in above(other) for other in parents - {parent, iri}):
                message = f"skos:broader {prefixed(parent)} follows from another broader concept"
                yield Fault("warning", message, iri, SKOS + "broader")
    for predicate in sorted(RELATED):
        for iri, other in _pairs(concepts, predicate):
            if other in above(iri) or iri in above(other):
                message = f"{prefixed(predicate)} {prefixed(other)} is also broader (SKOS S27)"
                yield Fault("error", message, iri, predicate)


def _clashes(concepts: RdfResources) -> Iterator[Fault]:
    """Two concepts of one namespace may share a label only when context tells them apart."""
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for iri, properties in concepts.items():
        for value in (value for predicate in LABELS for value in properties.get(predicate, [])):
            # A degree and a skill may share one ("Master"): they are found in different sections.
            space = iri.removeprefix(BASE).partition("/")[0]
            # No text is linked to a Category: its labels are for questions, which prefer it.
            space += " category" * (
                RdfObject(SCHEMA + "Category", "", True) in properties.get(RDF_TYPE, [])
            )
            owners[space, fold(value.text)].setdefault(iri, value.text)
    needs = RdfObject(SCHEMA + "NeedsContext", is_iri=True)
    for owner in (owner for owner in owners.values() if len(owner) > 1):
        for iri in owner:
            if needs not in concepts[iri].get(SCHEMA + "matchPolicy", []):
                others = ", ".join(prefixed(one) for one in sorted(owner) if one != iri)
                message = f"label {owner[iri]!r} is also one of {others}: all need cg:NeedsContext"
                yield Fault("error", message, iri, LABELS[0])


def _orientation(concepts: RdfResources) -> Iterator[Fault]:
    for iri, other in _pairs(concepts, SCHEMA + "alternativeTo"):
        # It holds in both directions: said at either end, one fact would make two relations.
        if iri > other:
            message = f"cg:alternativeTo is said once, at {prefixed(other)}, whose IRI sorts first"
            yield Fault("error", message, iri, SCHEMA + "alternativeTo")


def _deprecated(concepts: RdfResources) -> Iterator[Fault]:
    old = {iri for iri, properties in concepts.items() if OWL + "deprecated" in properties}
    for iri, properties in concepts.items():
        for predicate in sorted(properties.keys() - {DCT + "isReplacedBy"}):
            for target in sorted(
                old & {value.text for value in properties[predicate] if value.is_iri}
            ):
                message = f"{prefixed(predicate)} {prefixed(target)}: the target is deprecated"
                yield Fault("error", message, iri, predicate)
