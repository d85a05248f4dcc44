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
from ..turtle import SCHEMA, SKOS
from .rules import DCT, LABELS, OWL, Facts, Fault, Term, short

RELATED: Final = {SKOS + "related"} | {
    SCHEMA + name for name in ("alternativeTo", "derivedFrom", "successorOf")
}


def graph_faults(concepts: Facts) -> Iterator[Fault]:
    """Yield what is wrong between concepts; ``concepts`` is subject → predicate → terms."""
    for rule in (_orphans, _cycles, _hierarchy, _clashes, _orientation, _deprecated):
        yield from rule(concepts)


def _orphans(concepts: Facts) -> Iterator[Fault]:
    for iri, said in concepts.items():
        if not {SKOS + "broader", SKOS + "topConceptOf"} & said.keys():
            yield Fault("error", "orphan: no skos:broader and no top concept", iri)


def _pairs(concepts: Facts, *predicates: str) -> list[tuple[str, str]]:
    return sorted(
        (iri, term.text)
        for iri, said in concepts.items()
        for predicate in predicates
        for term in said.get(predicate, [])
    )


def _cycles(concepts: Facts) -> Iterator[Fault]:
    import networkx as nx

    up = (SKOS + "broader", SCHEMA + "partOf")
    for predicates in (up, (SCHEMA + "successorOf",), (SCHEMA + "derivedFrom",)):
        graph: nx.DiGraph[str] = nx.DiGraph(_pairs(concepts, *predicates))
        for ring in nx.strongly_connected_components(graph):
            if len(ring) > 1:
                names = " and ".join(short(one) for one in predicates)
                members = ", ".join(short(one) for one in sorted(ring))
                yield Fault("error", f"cycle in {names}: {members}", min(ring), predicates[0])


def _ancestors(concepts: Facts) -> Callable[[str], frozenset[str]]:
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


def _hierarchy(concepts: Facts) -> Iterator[Fault]:
    above = _ancestors(concepts)
    for iri, said in concepts.items():
        parents = {term.text for term in said.get(SKOS + "broader", [])}
        for parent in sorted(parents):
            if any(parent in above(other) for other in parents - {parent, iri}):
                message = f"skos:broader {short(parent)} follows from another broader concept"
                yield Fault("warning", message, iri, SKOS + "broader")
    for predicate in sorted(RELATED):
        for iri, other in _pairs(concepts, predicate):
            if other in above(iri) or iri in above(other):
                message = f"{short(predicate)} {short(other)} is also broader (SKOS S27)"
                yield Fault("error", message, iri, predicate)


def _clashes(concepts: Facts) -> Iterator[Fault]:
    """Two concepts of one namespace may share a label only when context tells them apart."""
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for iri, said in concepts.items():
        for term in (term for predicate in LABELS for term in said.get(predicate, [])):
            space = iri.removeprefix(BASE).partition("/")[0]
            owners[space, fold(term.text)].setdefault(iri, term.text)
    needs = Term(SCHEMA + "NeedsContext", node=True)
    for owner in (owner for owner in owners.values() if len(owner) > 1):
        for iri in owner:
            if needs not in concepts[iri].get(SCHEMA + "matchPolicy", []):
                others = ", ".join(short(one) for one in sorted(owner) if one != iri)
                message = f"label {owner[iri]!r} is also one of {others}: all need cg:NeedsContext"
                yield Fault("error", message, iri, LABELS[0])


def _orientation(concepts: Facts) -> Iterator[Fault]:
    for iri, other in _pairs(concepts, SCHEMA + "alternativeTo"):
        if iri > other:
            message = f"cg:alternativeTo is said once, at {short(other)}, whose IRI sorts first"
            yield Fault("error", message, iri, SCHEMA + "alternativeTo")


def _deprecated(concepts: Facts) -> Iterator[Fault]:
    old = {iri for iri, said in concepts.items() if OWL + "deprecated" in said}
    for iri, said in concepts.items():
        for predicate in sorted(said.keys() - {DCT + "isReplacedBy"}):
            for target in sorted(old & {term.text for term in said[predicate] if term.node}):
                message = f"{short(predicate)} {short(target)}: the target is deprecated"
                yield Fault("error", message, iri, predicate)
