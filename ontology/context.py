"""What the linker knows about concepts beyond their labels: their cues and their relatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .concepts import Concept
from .cues import Cue, read_cues
from .forms import is_sure
from .ontology import Ontology

_CROWD = 60


@dataclass(frozen=True)
class Leads:
    """The phrases that speak for and against one concept, and the concepts near it.

    ``own`` cues may stand anywhere nearby, those ``inherited`` from broader concepts in the same
    sentence. ``against`` holds a label and speaks of something else; ``elsewhere`` holds none and
    shows another subject. ``related`` are direct neighbours and siblings.
    """

    own: tuple[tuple[str, Cue], ...]
    inherited: tuple[tuple[str, Cue], ...]
    against: tuple[tuple[str, Cue], ...]
    elsewhere: tuple[tuple[str, Cue], ...]
    related: frozenset[str]


def leads_of(ontology: Ontology, concept: Concept) -> Leads:
    """Return a concept's leads. Its unambiguous labels are cues for the others."""
    sure = [label for label in concept.labels if is_sure(concept, label)]
    ambiguous = {label.lower() for label in concept.labels} - {label.lower() for label in sure}
    own = [phrase for phrase in concept.cues if phrase.lower() not in ambiguous]
    above = [ontology.concepts[id] for id in sorted(ontology.above(concept.id) - {concept.id})]
    against, elsewhere = _anti_cues(concept, above)
    return Leads(
        own=tuple(read_cues([*own, *sure])),
        inherited=tuple(read_cues(cue for up in above for cue in up.cues)),
        against=against,
        elsewhere=elsewhere,
        related=frozenset(_related(ontology, concept)) - {concept.id},
    )


def _anti_cues(
    concept: Concept, above: list[Concept]
) -> tuple[tuple[tuple[str, Cue], ...], tuple[tuple[str, Cue], ...]]:
    """Return the anti-cues with a label in them, and those without.

    One that is a label, or its plural, says nothing: the mention itself would forbid itself.
    """
    against: list[tuple[str, Cue]] = []
    elsewhere: list[tuple[str, Cue]] = []
    labels = [_spaced(label) for label in concept.labels]
    stems = {cue.text for _, cue in read_cues(concept.labels)}
    phrases = [*concept.anti_cues, *(phrase for up in above for phrase in up.anti_cues)]
    for phrase, cue in read_cues(phrases):
        if cue.adjacent or any(label in _spaced(phrase) for label in labels):
            against += [] if cue.text in stems else [(phrase, cue)]
        elif cue.text not in stems:
            elsewhere.append((phrase, cue))
    return tuple(against), tuple(elsewhere)


def _spaced(phrase: str) -> str:
    """Return the phrase with blanks for marks, so that a label in it stands between blanks."""
    marked = "".join(char if char.isalnum() or char in "+#" else " " for char in phrase.lower())
    return f" {marked} "


def _related(ontology: Ontology, concept: Concept) -> Iterator[str]:
    """Yield what a typed relation touches and, for things with a proper name, the siblings.

    Siblings of an ordinary word ("migration" beside "accessibility") say nothing, nor do those
    under a parent that holds a crowd.
    """
    for relation in ontology.relations_of(concept.id):
        yield from (relation.source, relation.target)
        if relation.type == "BROADER" and relation.source == concept.id:
            siblings = ontology.below(relation.target)
            if len(siblings) <= _CROWD and not concept.name.islower():
                yield from siblings
