"""What the linker knows about concepts beyond their labels: their cues and their relatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Concept
from ..ontology import Ontology
from .cues import Cue, Touching, read_cues
from .forms import is_sure

_CROWD = 60


@dataclass(frozen=True)
class Leads:
    """The phrases that speak for and against one concept, and the concepts near it.

    ``own`` cues may stand anywhere nearby, those ``inherited`` from broader concepts in the same
    sentence; those with ``…`` are ``touching`` ones, ``handed`` on where they are inherited, and
    ``following`` where they hold for single letters too. ``against`` holds a label and speaks of
    something else, as ``repelling`` phrases with ``…`` do; ``elsewhere`` holds none and shows
    another subject. ``related`` are direct neighbours and siblings.
    """

    own: tuple[Cue, ...]
    inherited: tuple[Cue, ...]
    touching: Touching
    handed: Touching
    following: Touching
    repelling: Touching
    against: tuple[Cue, ...]
    elsewhere: tuple[Cue, ...]
    related: frozenset[str]


def leads_of(ontology: Ontology, concept: Concept) -> Leads:
    """Return a concept's leads. Its unambiguous labels are cues for the others."""
    sure = [label for label in concept.labels if is_sure(concept, label)]
    ambiguous = {label.lower() for label in concept.labels} - {label.lower() for label in sure}
    above = [ontology.concepts[id] for id in sorted(ontology.above(concept.id) - {concept.id})]
    own = read_cues(phrase for phrase in concept.cues if phrase.lower() not in ambiguous)
    inherited = read_cues(phrase for up in above for phrase in up.cues)
    anti = read_cues([*concept.anti_cues, *(phrase for up in above for phrase in up.anti_cues)])
    # An anti-cue that is a label, or its plural, would make the mention forbid itself.
    stems = {cue.text for cue in read_cues(concept.labels)}
    anti = [cue for cue in anti if cue.text not in stems]
    against = [cue for cue in anti if not cue.adjacent and _holds_label(cue, concept)]
    # "with STRIDE" is no Stride and "from C" no C, but "C code" is: what follows is surer.
    following = [cue for cue in own if cue.adjacent] + [cue for cue in inherited if cue.after]
    return Leads(
        own=tuple(cue for cue in [*own, *read_cues(sure)] if not cue.adjacent),
        inherited=tuple(cue for cue in inherited if not cue.adjacent),
        touching=Touching(own),
        handed=Touching(inherited),
        following=Touching(following),
        repelling=Touching(anti),
        against=tuple(against),
        elsewhere=tuple(cue for cue in anti if not cue.adjacent and cue not in against),
        related=frozenset(_related(ontology, concept)) - {concept.id},
    )


def _holds_label(cue: Cue, concept: Concept) -> bool:
    phrase = _spaced(cue.phrase)
    return any(_spaced(label) in phrase for label in concept.labels)


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
