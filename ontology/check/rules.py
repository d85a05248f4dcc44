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
    "usedFor": {"Domain"},
    "implements": {"Pattern", "Protocol"},
    "hasRuntime": {"Technology", "Language"},
}
VALUES: Final = {
    "matchPolicy": {"CaseExact", "NeedsContext"},
    "commonness": {"Ubiquitous", "Common", "Uncommon", "Rare", "VeryRare"},
}
TEXTS: Final = {SKOS + name for name in ("definition", "scopeNote")} | set(LABELS)
PLAIN: Final = (
    TEXTS
    | MAPPINGS
    | {RDF_TYPE, SKOS + "inScheme", SKOS + "topConceptOf"}
    | {OWL + "deprecated", DCT + "isReplacedBy"}
    | {SCHEMA + name for name in ("cue", "antiCue", "plainLabel", "chainId", *VALUES)}
)

_IRI = re.compile(re.escape(BASE) + r"(skill|degree|field)/[a-z0-9]+(-[a-z0-9]+)*")
_CHAIN_ID = re.compile(r"[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}")


class Term(NamedTuple):
    """An object of a statement: its text, its language, and whether it is a node."""

    text: str
    language: str = ""
    node: bool = False


Facts: TypeAlias = dict[str, dict[str, list[Term]]]


class Fault(NamedTuple):
    """A broken rule: about which subject, and at which predicate where one is to blame."""

    severity: str
    message: str
    subject: str
    predicate: str = ""


def concepts_in(facts: Facts) -> Facts:
    """Return what is said of concepts: of whatever has a preferred label or one of our IRIs."""
    return {iri: said for iri, said in facts.items() if SKOS + "prefLabel" in said or _ours(iri)}


def concept_faults(concepts: Facts, relations: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with each concept.

    ``concepts`` holds subject → predicate → terms of all files; ``relations`` are the predicates
    that the schema gives a weight.
    """
    for iri, said in concepts.items():
        for rule in (_form, _texts, _labels, _policy, _chain, _replacement):
            yield from rule(iri, said)
        yield from _predicates(iri, said, relations)
        yield from _targets(iri, said, relations, concepts)


def _ours(iri: str) -> bool:
    return iri.startswith(tuple(BASE + part for part in ("skill/", "degree/", "field/")))


def short(iri: str) -> str:
    """Return an IRI as people write it: ``skill:go-lang``, ``cg:codedIn``."""
    for base, prefix in ((SCHEMA, "cg:"), (SKOS, "skos:"), (DCT, "dct:"), (OWL, "owl:")):
        if iri.startswith(base):
            return prefix + iri.removeprefix(base)
    return iri.removeprefix(BASE).replace("/", ":", 1)


def _kinds(said: dict[str, list[Term]]) -> set[str]:
    return {term.text.removeprefix(SCHEMA) for term in said.get(RDF_TYPE, [])}


def _form(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    if not _IRI.fullmatch(iri):
        yield Fault("error", f"IRI is not {BASE}(skill|degree|field)/lower-case-words", iri)
    kinds = _kinds(said)
    if len(kinds) != 1 or not kinds <= CONCEPT_KINDS:
        found = ", ".join(sorted(kinds)) or "none"
        yield Fault("error", f"a concept has exactly one class of the schema, not {found}", iri)
    if [term.text for term in said.get(SKOS + "inScheme", [])] != [SCHEME]:
        yield Fault("error", "skos:inScheme scheme:skills must stand once", iri)


def _texts(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    for predicate in (SKOS + "prefLabel", SKOS + "definition"):
        if not any(term.language == "en" for term in said.get(predicate, [])):
            yield Fault("error", f"no {short(predicate)} in English", iri)
    for predicate in (SKOS + "prefLabel", SKOS + "definition", SKOS + "scopeNote"):
        for language, count in Counter(term.language for term in said.get(predicate, [])).items():
            if count > 1:
                message = f"{count} {short(predicate)} in language {language!r}"
                yield Fault("error", message, iri, predicate)
    for term in said.get(SKOS + "definition", []):
        if not 15 <= len(term.text) <= 200:
            message = f"definition has {len(term.text)} characters; 15 to 200 are wanted"
            yield Fault("error", message, iri, SKOS + "definition")
    for predicate in sorted(TEXTS & said.keys()):
        for term in said[predicate]:
            if not term.language or not term.text or term.text != " ".join(term.text.split()):
                message = f"{short(predicate)} {term.text!r} wants a language and single blanks"
                yield Fault("error", message, iri, predicate)


def _labels(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    count = Counter(term for predicate in LABELS for term in set(said.get(predicate, [])))
    for term in sorted(term for term, times in count.items() if times > 1):
        message = f"label {term.text!r} stands as more than one of pref, alt, hidden (SKOS S13)"
        yield Fault("error", message, iri, LABELS[0])
    labels = {term.text for predicate in LABELS for term in said.get(predicate, [])}
    for term in said.get(SCHEMA + "plainLabel", []):
        if term.text not in labels:
            message = f"cg:plainLabel {term.text!r} is no label of the concept"
            yield Fault("error", message, iri, SCHEMA + "plainLabel")


def _policy(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    for name, allowed in VALUES.items():
        held = [term.text.removeprefix(SCHEMA) for term in said.get(SCHEMA + name, [])]
        if len(held) > 1 or not set(held) <= allowed:
            message = f"cg:{name} is one of {', '.join(sorted(allowed))}, not {', '.join(held)}"
            yield Fault("error", message, iri, SCHEMA + name)
    policies = {term.text.removeprefix(SCHEMA) for term in said.get(SCHEMA + "matchPolicy", [])}
    if "NeedsContext" in policies and not said.get(SCHEMA + "cue"):
        yield Fault("error", "cg:NeedsContext without a cg:cue", iri, SCHEMA + "matchPolicy")
    if not policies and SCHEMA + "plainLabel" in said:
        yield Fault("warning", "cg:plainLabel without a cg:matchPolicy says nothing", iri)


def _chain(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    ids = [term.text for term in said.get(SCHEMA + "chainId", [])]
    if ids and "Chain" not in _kinds(said):
        yield Fault("error", "only a cg:Chain has a cg:chainId", iri, SCHEMA + "chainId")
    if len(ids) > 1 or not all(_CHAIN_ID.fullmatch(one) for one in ids):
        message = f"cg:chainId is one CAIP-2 identifier (eip155:1), not {', '.join(ids)}"
        yield Fault("error", message, iri, SCHEMA + "chainId")


def _replacement(iri: str, said: dict[str, list[Term]]) -> Iterator[Fault]:
    if OWL + "deprecated" in said and DCT + "isReplacedBy" not in said:
        yield Fault("error", "deprecated without dct:isReplacedBy", iri, OWL + "deprecated")


def _predicates(
    iri: str, said: dict[str, list[Term]], relations: frozenset[str]
) -> Iterator[Fault]:
    for predicate in sorted(said.keys() - PLAIN - relations):
        yield Fault("error", f"{short(predicate)} is no term for concepts", iri, predicate)


def _targets(
    iri: str, said: dict[str, list[Term]], relations: frozenset[str], concepts: Facts
) -> Iterator[Fault]:
    links = (relations | {DCT + "isReplacedBy"}) & said.keys()
    for predicate, term in sorted((one, term) for one in links for term in said[one]):
        name = short(predicate)
        wanted = RANGES.get(predicate.removeprefix(SCHEMA))
        if term.text == iri:
            yield Fault("error", f"{name} points at itself", iri, predicate)
        elif not term.node or term.text not in concepts:
            yield Fault("error", f"{name} {short(term.text)}: no such concept", iri, predicate)
        elif wanted and not wanted & _kinds(concepts[term.text]):
            message = (
                f"{name} {short(term.text)}: the target must be a {' or '.join(sorted(wanted))}"
            )
            yield Fault("error", message, iri, predicate)
