"""What must hold for each concept: its form, its texts, its labels, and where it may point.

shapes.ttl says the same in SHACL; here it runs without a SHACL engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from ..kinds import CONCEPT_KINDS
from ..model import BASE
from ..turtle import RDF_TYPE, SCHEMA, SKOS

DCT: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SCHEME: Final = BASE + "skills"
LABELS: Final = tuple(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
MAPPINGS: Final = {SKOS + f"{kind}Match" for kind in "exact close broad narrow related".split()}
RANGES: Final = {
    "settlesOn": {"Chain"},
    "codedIn": {"Language"},
    "implementedIn": {"Language"},
    "usedFor": {"Category", "Domain", "Practice"},
    "implements": {"Pattern", "Protocol", "Language"},
    "hasRuntime": {"Technology", "Language"},
}
VALUES: Final = {
    "matchPolicy": {"CaseExact", "NeedsContext"},
    "commonness": {"Ubiquitous", "Common", "Uncommon", "Rare", "VeryRare"},
}
TEXTS: Final = {SKOS + name for name in ("definition", "scopeNote")} | set(LABELS)
ATTRIBUTES: Final = (
    TEXTS
    | MAPPINGS
    | {RDF_TYPE, SKOS + "inScheme", SKOS + "topConceptOf"}
    | {OWL + "deprecated", DCT + "isReplacedBy"}
    | {SCHEMA + name for name in ("cue", "antiCue", "plainLabel", "chainId", *VALUES)}
)

# Ids are made of these and typed by people: small letters and hyphens leave one spelling of each.
_IRI = re.compile(re.escape(BASE) + r"(skill|degree|field)/[a-z0-9]+(-[a-z0-9]+)*")
# The lengths and letters of CAIP-2: namespace and reference.
_CHAIN_ID = re.compile(r"[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}")


class RdfObject(NamedTuple):
    """An object of a statement: its text, its language, and whether it is an IRI."""

    text: str
    language: str = ""
    is_iri: bool = False


RdfProperties: TypeAlias = dict[str, list[RdfObject]]
RdfResources: TypeAlias = dict[str, RdfProperties]


class Fault(NamedTuple):
    """A broken rule: about which subject, and at which predicate where one is to blame."""

    severity: str
    message: str
    subject: str
    predicate: str = ""


def concepts_in(resources: RdfResources) -> RdfResources:
    """Return what is said of concepts: of whatever has a preferred label or one of our IRIs."""
    return {
        iri: properties
        for iri, properties in resources.items()
        if SKOS + "prefLabel" in properties or _ours(iri)
    }


def concept_faults(concepts: RdfResources, relations: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with each concept.

    ``concepts`` holds subject → predicate → objects of all files; ``relations`` are the predicates
    that the schema gives a weight.
    """
    for iri, properties in concepts.items():
        for rule in (_form, _texts, _labels, _policy, _chain, _replacement):
            yield from rule(iri, properties)
        yield from _predicates(iri, properties, relations)
        yield from _targets(iri, properties, relations, concepts)


def _ours(iri: str) -> bool:
    return iri.startswith(tuple(BASE + part for part in ("skill/", "degree/", "field/")))


def prefixed(iri: str) -> str:
    """Return an IRI as people write it: ``skill:go-lang``, ``cg:codedIn``."""
    for base, prefix in ((SCHEMA, "cg:"), (SKOS, "skos:"), (DCT, "dct:"), (OWL, "owl:")):
        if iri.startswith(base):
            return prefix + iri.removeprefix(base)
    return iri.removeprefix(BASE).replace("/", ":", 1)


def _kinds(properties: RdfProperties) -> set[str]:
    return {value.text.removeprefix(SCHEMA) for value in properties.get(RDF_TYPE, [])}


def _form(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    if not _IRI.fullmatch(iri):
        yield Fault("error", f"IRI is not {BASE}(skill|degree|field)/lower-case-words", iri)
    kinds = _kinds(properties)
    if len(kinds) != 1 or not kinds <= CONCEPT_KINDS:
        found = ", ".join(sorted(kinds)) or "none"
        yield Fault("error", f"a concept has exactly one class of the schema, not {found}", iri)
    if [value.text for value in properties.get(SKOS + "inScheme", [])] != [SCHEME]:
        yield Fault("error", "skos:inScheme scheme:skills must stand once", iri)


def _texts(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    for predicate in (SKOS + "prefLabel", SKOS + "definition"):
        if not any(value.language == "en" for value in properties.get(predicate, [])):
            yield Fault("error", f"no {prefixed(predicate)} in English", iri)
    for predicate in (SKOS + "prefLabel", SKOS + "definition", SKOS + "scopeNote"):
        for language, count in Counter(
            value.language for value in properties.get(predicate, [])
        ).items():
            if count > 1:
                message = f"{count} {prefixed(predicate)} in language {language!r}"
                yield Fault("error", message, iri, predicate)
    for value in properties.get(SKOS + "definition", []):
        # The bounds of shapes.ttl: more than the label says, and one line on a page.
        if not 15 <= len(value.text) <= 200:
            message = f"definition has {len(value.text)} characters; 15 to 200 are wanted"
            yield Fault("error", message, iri, SKOS + "definition")
    for predicate in sorted(TEXTS & properties.keys()):
        for value in properties[predicate]:
            if not value.language or not value.text or value.text != " ".join(value.text.split()):
                message = f"{prefixed(predicate)} {value.text!r} wants a language and single blanks"
                yield Fault("error", message, iri, predicate)


def _labels(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    count = Counter(value for predicate in LABELS for value in set(properties.get(predicate, [])))
    for value in sorted(value for value, times in count.items() if times > 1):
        message = f"label {value.text!r} stands as more than one of pref, alt, hidden (SKOS S13)"
        yield Fault("error", message, iri, LABELS[0])
    labels = {value.text for predicate in LABELS for value in properties.get(predicate, [])}
    for value in properties.get(SCHEMA + "plainLabel", []):
        if value.text not in labels:
            message = f"cg:plainLabel {value.text!r} is no label of the concept"
            yield Fault("error", message, iri, SCHEMA + "plainLabel")


def _policy(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    for name, allowed in VALUES.items():
        held = [value.text.removeprefix(SCHEMA) for value in properties.get(SCHEMA + name, [])]
        if len(held) > 1 or not set(held) <= allowed:
            message = f"cg:{name} is one of {', '.join(sorted(allowed))}, not {', '.join(held)}"
            yield Fault("error", message, iri, SCHEMA + name)
    policies = {
        value.text.removeprefix(SCHEMA) for value in properties.get(SCHEMA + "matchPolicy", [])
    }
    # Without a cue it could be found in lists alone, beside names that are sure.
    if "NeedsContext" in policies and not properties.get(SCHEMA + "cue"):
        yield Fault("error", "cg:NeedsContext without a cg:cue", iri, SCHEMA + "matchPolicy")
    if not policies and SCHEMA + "plainLabel" in properties:
        yield Fault("warning", "cg:plainLabel without a cg:matchPolicy says nothing", iri)


def _chain(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    ids = [value.text for value in properties.get(SCHEMA + "chainId", [])]
    if ids and "Chain" not in _kinds(properties):
        yield Fault("error", "only a cg:Chain has a cg:chainId", iri, SCHEMA + "chainId")
    if len(ids) > 1 or not all(_CHAIN_ID.fullmatch(one) for one in ids):
        message = f"cg:chainId is one CAIP-2 identifier (eip155:1), not {', '.join(ids)}"
        yield Fault("error", message, iri, SCHEMA + "chainId")


def _replacement(iri: str, properties: RdfProperties) -> Iterator[Fault]:
    if OWL + "deprecated" in properties and DCT + "isReplacedBy" not in properties:
        yield Fault("error", "deprecated without dct:isReplacedBy", iri, OWL + "deprecated")


def _predicates(iri: str, properties: RdfProperties, relations: frozenset[str]) -> Iterator[Fault]:
    for predicate in sorted(properties.keys() - ATTRIBUTES - relations):
        yield Fault("error", f"{prefixed(predicate)} is no term for concepts", iri, predicate)


def _targets(
    iri: str, properties: RdfProperties, relations: frozenset[str], concepts: RdfResources
) -> Iterator[Fault]:
    links = (relations | {DCT + "isReplacedBy"}) & properties.keys()
    for predicate, value in sorted((one, value) for one in links for value in properties[one]):
        name = prefixed(predicate)
        wanted = RANGES.get(predicate.removeprefix(SCHEMA))
        if value.text == iri:
            yield Fault("error", f"{name} points at itself", iri, predicate)
        elif not value.is_iri or value.text not in concepts:
            yield Fault("error", f"{name} {prefixed(value.text)}: no such concept", iri, predicate)
        elif wanted and not wanted & _kinds(concepts[value.text]):
            message = (
                f"{name} {prefixed(value.text)}: the target must be a {' or '.join(sorted(wanted))}"
            )
            yield Fault("error", message, iri, predicate)
