"""Terms of another vocabulary made concepts of ours: what is new, what we have, what clashes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from ..folding import fold, plain
from ..kinds import CONCEPT_KINDS
from ..model import BASE, Concept
from ..turtle import SCHEMA, SKOS
from .terms import Term

_PREFIXES: Final = f"""\
@prefix cg: <{SCHEMA}> .
@prefix skill: <{BASE}skill/> .
@prefix skos: <{SKOS}> .
"""
# ESCO's types, and what people write.
_KINDS: Final = {
    "knowledge": "Domain",
    "skill/competence": "Practice",
    "skill": "Practice",
    "tool": "Technology",
    "product": "Technology",
    "framework": "Technology",
    "programming language": "Language",
}
_TOP: Final = "skill:technology"
_TOPS: Final = {
    "Domain": "skill:domain",
    "Pattern": "skill:pattern",
    "Practice": "skill:practice",
    "Protocol": "skill:protocol",
    "Degree": "skill:degree",
    "Field": "skill:field-of-study",
}
_SHORT, _LONG = 15, 200  # characters of a definition
_SURE: Final = 2  # words: fewer may be an ordinary word


class Known(Protocol):
    """What is asked of the ontology that the terms are to stand beside."""

    @property
    def concepts(self) -> Mapping[str, Concept]: ...

    def lookup(self, text: str) -> Sequence[Concept]: ...


class Row(NamedTuple):
    """What became of a term: ``new``, ``known`` (then of ``id``), or left out, and why."""

    label: str
    became: str
    id: str
    note: str
    line: int


class Adopted(NamedTuple):
    """Turtle for ``--ontology`` or ``$COMMONGROUND_ONTOLOGY``, and what became of each term."""

    turtle: str
    rows: tuple[Row, ...]


def adopt(terms: Sequence[Term], ontology: Known, source: str) -> Adopted:
    """Return the terms as concepts beside ours.

    A term whose label we have becomes that concept: its other labels are added to it. An alias that
    another concept has is left out, since it would mean two things. A label of one word needs its
    own capitals; in small letters it needs context, which an import cannot know, and it counts in
    capitals alone. ``source`` names the vocabulary in definitions that it lacks.
    """
    return _Adoption(ontology, source).of(terms)


class _Adoption:
    def __init__(self, ontology: Known, source: str) -> None:
        self.ontology = ontology
        self.source = source
        self.taken: dict[str, str] = {}  # folded labels of what is new, and their ids
        self.ids: dict[str, str] = {}  # by IRI and by folded label

    def of(self, terms: Sequence[Term]) -> Adopted:
        """Name all first, for a term may lie under one that follows."""
        named = [(term, *self._named(term)) for term in terms]
        rows, blocks = [], {}
        for term, id, became in named:
            labels, clashes = self._free(term, id)
            note = "; ".join(clashes)
            rows.append(Row(term.label, became, id, note, term.line))
            if became == "new":
                blocks[id] = self._block(term, id, labels)
            elif became == "known" and labels:
                blocks[id] = f"{id} {_listed('skos:altLabel', labels)} .\n"
        ordered = [blocks[id] for id in sorted(blocks)]
        return Adopted("\n".join([_PREFIXES, *ordered]), tuple(rows))

    def _named(self, term: Term) -> tuple[str, str]:
        """Return a term's id and whether it is ``new``, ``known``, ``twice`` or ``no label``."""
        key, slug = fold(term.label), _slug(term.label)
        known = self.ontology.lookup(term.label)
        if not slug:
            return "", "no label"
        id = known[0].id if known else self.taken.get(key, f"skill:{slug}")
        became = "known" if known else "twice" if key in self.taken else "new"
        if became == "new":
            while id in self.ontology.concepts or id in self.taken.values():
                id += "-term"
            self.taken[key] = id
        self.ids[term.iri or term.label] = self.ids[key] = id
        return id, became

    def _free(self, term: Term, id: str) -> tuple[list[str], list[str]]:
        """Return the other labels that nothing else has, and a note of each that something has."""
        free, clashes = [], []
        for label in term.others:
            holders = {one.id for one in self.ontology.lookup(label)}
            holder = next(iter(holders - {id}), self.taken.get(fold(label), id))
            if holder != id:
                clashes.append(f"{label!r} is a label of {holder}")
            elif id not in holders and fold(label) != fold(term.label):
                free.append(label)
                self.taken.setdefault(fold(label), id)
        return free, clashes

    def _block(self, term: Term, id: str, labels: Sequence[str]) -> str:
        kind = _kind(term.kind)
        lines = [
            f"{id} a cg:{kind}",
            _listed("skos:prefLabel", [term.label]),
            *([_listed("skos:altLabel", labels)] if labels else []),
            _listed("skos:definition", [self._definition(term)]),
            f"skos:inScheme <{BASE}skills>",
            f"skos:broader {' , '.join(self._broader(term) or [_TOPS.get(kind, _TOP)])}",
        ]
        if any(len(plain(label).split()) < _SURE for label in (term.label, *labels)):
            lines.append("cg:matchPolicy cg:CaseExact")
        if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", term.iri):
            lines.append(f"skos:exactMatch <{term.iri}>")
        return " ;\n    ".join(lines) + " .\n"

    def _definition(self, term: Term) -> str:
        text = term.definition[:_LONG]
        return text if len(text) >= _SHORT else f"{term.label}, as {self.source} has it."[:_LONG]

    def _broader(self, term: Term) -> list[str]:
        ups: list[str] = []
        for one in term.broader:
            known = self.ontology.lookup(one)
            up = self.ids.get(one) or self.ids.get(fold(one)) or (known[0].id if known else "")
            ups += [up] if up else []
        return list(dict.fromkeys(ups))


def _kind(told: str) -> str:
    kind = _KINDS.get(told.lower(), told.title())
    return kind if kind in CONCEPT_KINDS else "Technology"


def _slug(label: str) -> str:
    spelt = plain(label).replace("+", "-plus").replace("#", "-sharp")
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")


def _listed(predicate: str, labels: Sequence[str]) -> str:
    return f"{predicate} {' , '.join(f'{_quoted(one)}@en' for one in labels)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
