"""Relations that definitions tell of and nothing states: ``ontology check --suggest``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..folding import fold
from ..linker.linker import Linker, linker_of
from ..model import Concept
from ..ontology import Ontology
from ..wordlists import words

_HERE = __name__.rpartition(".")[0]

# What a relation to such a concept most often is; whoever pastes the line decides.
_USUAL = {
    "Language": "cg:codedIn",
    "Domain": "cg:usedFor",
    "Practice": "cg:usedFor",
    "Pattern": "cg:implements",
    "Protocol": "cg:implements",
    "Chain": "cg:inEcosystem",
}


@dataclass(frozen=True)
class Suggestion:
    """A concept whose definition names another that is more than two relations away."""

    concept: Concept
    named: Concept

    @property
    def turtle(self) -> str:
        """Return the relation that may be missing, as a line of Turtle."""
        usual = _USUAL.get(self.named.kind, "skos:related")
        if self.named.kind == self.concept.kind:
            usual = "skos:related"
        return f"{self.concept.id} {usual} {self.named.id} ."


def suggestions(ontology: Ontology) -> list[Suggestion]:
    """Return the relations that definitions tell of and that are not there, by file and line.

    A concept is close enough by two relations of any type, in any direction, none of which leads
    over a top concept: under one of those everything would be close to everything. What is named
    without a relation is listed in ``words/incidental.txt``, with the reason.
    """
    linker = linker_of(ontology)
    concepts = sorted(ontology.concepts.values(), key=lambda one: (one.file, one.line, one.id))
    return [found for one in concepts for found in _missing(ontology, linker, one)]


def _missing(ontology: Ontology, linker: Linker, concept: Concept) -> Iterator[Suggestion]:
    told = _told(ontology, concept)
    named = {link.concept.id: link.concept for link in linker.link(told)}
    close = _within_two(ontology, concept.id) if named else set()
    passing = set(words(_HERE, "incidental"))
    for id in sorted(named.keys() - close):
        if not passing & {id, f"{concept.id} {id}"}:
            yield Suggestion(concept, named[id])


def _told(ontology: Ontology, concept: Concept) -> str:
    """Return a definition without its kind ("Message broker: …"), which is the parent's name."""
    kind, colon, rest = concept.definition.partition(": ")
    parents = (ontology.concepts[up] for up in concept.broader)
    known = {fold(label) for parent in parents for label in parent.labels}
    return rest if colon and fold(kind) in known else concept.definition


def _within_two(ontology: Ontology, id: str) -> set[str]:
    one = _beside(ontology, id)
    return {id, *one, *(end for middle in one for end in _beside(ontology, middle))}


def _beside(ontology: Ontology, id: str) -> set[str]:
    touching = ontology.relations_of(id)
    ends = {end for one in touching for end in (one.source, one.target)}
    return {end for end in ends if ontology.concepts[end].broader}
