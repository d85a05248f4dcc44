"""What must hold for each concept and for the whole graph of them.

shapes.ttl says the rules about one concept in SHACL; here they run without a SHACL engine, beside
those that SHACL core cannot say (cycles, label clashes, what S27 of the SKOS reference forbids).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from ..graph.model import CONCEPT_KINDS
from .concepts import BASE
from .folding import fold
from .turtle import RDF_TYPE, SCHEMA, SKOS

DCT: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SCHEME: Final = BASE + "skills"
LABELS: Final = tuple(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
MAPPINGS: Final = {SKOS + f"{kind}Match" for kind in "exact close broad narrow related".split()}
RELATED: Final = {SKOS + "related"} | {
    SCHEMA + name for name in ("alternativeTo", "derivedFrom", "successorOf")
}
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


def faults(facts: Facts, relations: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the concepts.

    ``facts`` holds subject → predicate → terms of all files; ``relations`` are the predicates that
    the schema gives a weight.
    """
    concepts = {
        iri: said for iri, said in facts.items() if SKOS + "prefLabel" in said or _ours(iri)
    }
    for iri, said in concepts.items():
        for rule in (_form, _texts, _labels, _policy, _chain, _replacement):
            yield from rule(iri, said)
        yield from _predicates(iri, said, relations)
        yield from _targets(iri, said, relations, concepts)
    for wide in (_orphans, _cycles, _hierarchy, _clashes, _orientation, _deprecated):
        yield from wide(concepts)


def _ours(iri: str) -> bool:
    return iri.startswith(tuple(BASE + part for part in ("skill/", "degree/", "field/")))


def _short(iri: str) -> str:
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
            yield Fault("error", f"no {_short(predicate)} in English", iri)
    for predicate in (SKOS + "prefLabel", SKOS + "definition", SKOS + "scopeNote"):
        for language, count in Counter(term.language for term in said.get(predicate, [])).items():
            if count > 1:
                message = f"{count} {_short(predicate)} in language {language!r}"
                yield Fault("error", message, iri, predicate)
    for term in said.get(SKOS + "definition", []):
        if not 15 <= len(term.text) <= 200:
            message = f"definition has {len(term.text)} characters; 15 to 200 are wanted"
            yield Fault("error", message, iri, SKOS + "definition")
    for predicate in sorted(TEXTS & said.keys()):
        for term in said[predicate]:
            if not term.language or not term.text or term.text != " ".join(term.text.split()):
                message = f"{_short(predicate)} {term.text!r} wants a language and single blanks"
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
        yield Fault("error", f"{_short(predicate)} is no term for concepts", iri, predicate)


def _targets(
    iri: str, said: dict[str, list[Term]], relations: frozenset[str], concepts: Facts
) -> Iterator[Fault]:
    links = (relations | {DCT + "isReplacedBy"}) & said.keys()
    for predicate, term in sorted((one, term) for one in links for term in said[one]):
        name = _short(predicate)
        wanted = RANGES.get(predicate.removeprefix(SCHEMA))
        if term.text == iri:
            yield Fault("error", f"{name} points at itself", iri, predicate)
        elif not term.node or term.text not in concepts:
            yield Fault("error", f"{name} {_short(term.text)}: no such concept", iri, predicate)
        elif wanted and not wanted & _kinds(concepts[term.text]):
            message = (
                f"{name} {_short(term.text)}: the target must be a {' or '.join(sorted(wanted))}"
            )
            yield Fault("error", message, iri, predicate)


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
                names = " and ".join(_short(one) for one in predicates)
                members = ", ".join(_short(one) for one in sorted(ring))
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
                message = f"skos:broader {_short(parent)} follows from another broader concept"
                yield Fault("warning", message, iri, SKOS + "broader")
    for predicate in sorted(RELATED):
        for iri, other in _pairs(concepts, predicate):
            if other in above(iri) or iri in above(other):
                message = f"{_short(predicate)} {_short(other)} is also broader (SKOS S27)"
                yield Fault("error", message, iri, predicate)


def _clashes(concepts: Facts) -> Iterator[Fault]:
    """Two concepts of one namespace may share a label only when context tells them apart."""
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for iri, said in concepts.items():
        for term in (term for predicate in LABELS for term in said.get(predicate, [])):
            space = iri.removeprefix(BASE).partition("/")[0]
            owners[space, fold(term.text)].setdefault(iri, term.text)
    needs = Term(SCHEMA + "NeedsContext", node=True)
    for (_, _), owner in sorted(owners.items()):
        if len(owner) > 1 and not all(
            needs in concepts[iri].get(SCHEMA + "matchPolicy", []) for iri in owner
        ):
            yield from _clash(owner)


def _clash(owner: dict[str, str]) -> Iterable[Fault]:
    first, *others = sorted(owner)
    names = ", ".join(_short(one) for one in others)
    message = f"label {owner[first]!r} is also one of {names}: both need cg:NeedsContext"
    return [Fault("error", message, first, LABELS[0])]


def _orientation(concepts: Facts) -> Iterator[Fault]:
    for iri, other in _pairs(concepts, SCHEMA + "alternativeTo"):
        if iri > other:
            message = f"cg:alternativeTo is said once, at {_short(other)}, whose IRI sorts first"
            yield Fault("error", message, iri, SCHEMA + "alternativeTo")


def _deprecated(concepts: Facts) -> Iterator[Fault]:
    old = {iri for iri, said in concepts.items() if OWL + "deprecated" in said}
    for iri, said in concepts.items():
        for predicate in sorted(said.keys() - {DCT + "isReplacedBy"}):
            for target in sorted(old & {term.text for term in said[predicate] if term.node}):
                message = f"{_short(predicate)} {_short(target)}: the target is deprecated"
                yield Fault("error", message, iri, predicate)
