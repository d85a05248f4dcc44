"""What must hold of mappings to other vocabularies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..mappings import scheme_of
from ..turtle import SKOS
from .concept_rules import MAPPINGS, Fault, RdfResources, prefixed

EXACT = SKOS + "exactMatch"


def unnamed(resources: RdfResources) -> set[str]:
    """Return what is mapped and nothing else is said of: there is no such concept."""
    return {iri for iri, said in resources.items() if said and said.keys() <= MAPPINGS}


def mapping_faults(resources: RdfResources) -> Iterator[Fault]:
    """Yield what is wrong with mappings: their ends, their form, and what is claimed twice."""
    for iri in sorted(unnamed(resources)):
        yield Fault("error", "is mapped and is no concept", iri)
    for iri, properties in resources.items():
        for predicate in sorted(MAPPINGS & properties.keys()):
            for value in properties[predicate]:
                yield from _form(iri, predicate, value.text, value.is_iri)
    yield from _exact(resources)


def _form(iri: str, predicate: str, target: str, is_iri: bool) -> Iterator[Fault]:
    scheme = scheme_of(target)
    if not is_iri:
        yield Fault("error", f"{prefixed(predicate)} {target!r} is no address", iri, predicate)
    elif scheme and not re.fullmatch(scheme.local, target.removeprefix(scheme.base)):
        message = f"{prefixed(predicate)} <{target}> is no address of {scheme.name}"
        yield Fault("error", message, iri, predicate)


def _exact(resources: RdfResources) -> Iterator[Fault]:
    """What two are exactly the same as is one: within a vocabulary nothing has two equals."""
    owners: dict[str, set[str]] = defaultdict(set)
    for iri, properties in resources.items():
        targets: dict[str, set[str]] = defaultdict(set)
        for value in properties.get(EXACT, []):
            owners[value.text].add(iri)
            if scheme := scheme_of(value.text):
                targets[scheme.name].add(value.text)
        for name, found in sorted(targets.items()):
            if len(found) > 1:
                message = f"skos:exactMatch of {len(found)} addresses of {name}; one is exact"
                yield Fault("error", message, iri, EXACT)
    for target, iris in sorted(owners.items()):
        if len(iris) > 1:
            first, *others = sorted(iris)
            names = ", ".join(prefixed(one) for one in others)
            message = f"skos:exactMatch <{target}> is also that of {names}"
            yield Fault("error", message, first, EXACT)
