"""What must hold of ids that are no concept any more: none vanishes, and none leads to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model import BASE
from ..turtle import REPLACED, SKOS, successors
from .concept_rules import OWL, Fault, RdfResources, prefixed

DEPRECATED = OWL + "deprecated"


def retired_in(resources: RdfResources) -> set[str]:
    """Return the addresses that are replaced or deprecated and have no name of their own."""
    return {
        iri
        for iri, properties in resources.items()
        if {REPLACED, DEPRECATED} & properties.keys() and SKOS + "prefLabel" not in properties
    }


def retirement_faults(resources: RdfResources, released: Iterable[str]) -> Iterator[Fault]:
    """Yield what is wrong with retired ids; ``released`` are the ids that a release had."""
    retired, redirects = retired_in(resources), successors(resources)
    for iri in sorted(retired):
        yield from _successor(iri, resources, redirects)
    for id in released:
        iri = BASE + id.replace(":", "/", 1)
        if iri not in resources:
            message = "was released and is gone; name its successor in ontology/retired.ttl"
            yield Fault("error", message, iri)


def _successor(iri: str, resources: RdfResources, redirects: Mapping[str, str]) -> Iterator[Fault]:
    values = resources[iri].get(REPLACED, [])
    if len(values) > 1:
        yield Fault("error", "dct:isReplacedBy names several successors", iri, REPLACED)
    for value in values:
        # Followed once and not on and on: a chain is shortened by whoever retires its middle.
        if value.text in redirects:
            message = f"dct:isReplacedBy {prefixed(value.text)}, which is itself replaced"
            yield Fault("error", message, iri, REPLACED)
        elif SKOS + "prefLabel" not in resources.get(value.text, {}):
            message = f"dct:isReplacedBy {prefixed(value.text)}: no such concept"
            yield Fault("error", message, iri, REPLACED)


def redirected(resources: RdfResources) -> tuple[RdfResources, list[Fault]]:
    """Return what is said once retired ids stand for their successors, and where one is named."""
    redirects, retired = successors(resources), retired_in(resources)
    faults: list[Fault] = []
    followed: RdfResources = {}
    for iri, properties in resources.items():
        if iri in retired and iri not in redirects:
            continue
        held = followed.setdefault(redirects.get(iri, iri), {})
        for predicate, values in properties.items():
            if predicate == REPLACED and iri in redirects:
                continue
            for value in values:
                new = redirects.get(value.text, value.text) if value.is_iri else value.text
                if new != value.text:
                    message = f"{prefixed(value.text)} is retired; write {prefixed(new)}"
                    faults.append(Fault("warning", message, iri, predicate))
                held.setdefault(predicate, []).append(value._replace(text=new))
    return followed, faults
