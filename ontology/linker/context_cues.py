"""Context cues: the phrases that speak for or against a concept, and its related concepts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..model import Concept
from ..ontology import Ontology
from .cues import AdjacentCues, Cue, read_cues
from .surface_forms import policy_of

# A parent with more under it ("programming language", "domain") is too wide: that one of its
# children is named says nothing about another.
_MOST_SIBLINGS = 60


@dataclass(frozen=True)
class ContextCues:
    """The cues and anti-cues of one concept, and the concepts related to it.

    ``own`` cues may stand anywhere nearby, those ``inherited`` from broader concepts in the text
    itself. Cues with ``…`` are ``adjacent`` to the mention, ``inherited_adjacent`` where a broader
    concept has them; the ``surest_adjacent`` hold for single letters too. Anti-cues ``against``
    hold a label of the concept, ``adjacent_against`` touch the mention, and those of
    ``other_subjects`` hold no label. ``related`` are direct neighbours and
    siblings, ``families`` the products that it is part of.
    """

    own: tuple[Cue, ...]
    inherited: tuple[Cue, ...]
    adjacent: AdjacentCues
    inherited_adjacent: AdjacentCues
    surest_adjacent: AdjacentCues
    adjacent_against: AdjacentCues
    against: tuple[Cue, ...]
    other_subjects: tuple[Cue, ...]
    related: frozenset[str]
    families: frozenset[str]


class ContextCuesById(dict[str, ContextCues]):
    """The context cues of an ontology's concepts by id, worked out when first asked for."""

    def __init__(
        self, ontology: Ontology, families: Callable[[], Mapping[str, Sequence[str]]]
    ) -> None:
        self._ontology = ontology
        self._read_families = families

    @cached_property
    def _families(self) -> Mapping[str, Sequence[str]]:
        return self._read_families()

    def __missing__(self, id: str) -> ContextCues:
        """Return the cues of a concept that nobody has asked about."""
        families = frozenset(self._families.get(id, ()))
        found = self[id] = context_cues_of(self._ontology, self._ontology.concepts[id], families)
        return found


def context_cues_of(ontology: Ontology, concept: Concept, families: frozenset[str]) -> ContextCues:
    """Return a concept's context cues. Its unambiguous labels are cues for the others."""
    sure = [label for label in concept.labels if policy_of(concept, label) is None]
    ambiguous = {label.lower() for label in concept.labels} - {label.lower() for label in sure}
    above = [ontology.concepts[id] for id in sorted(ontology.above(concept.id) - {concept.id})]
    # The ambiguous label as its own cue would support every mention of it.
    own = read_cues(phrase for phrase in concept.cues if phrase.lower() not in ambiguous)
    inherited = read_cues(phrase for up in above for phrase in up.cues)
    anti = read_cues([*concept.anti_cues, *(phrase for up in above for phrase in up.anti_cues)])
    # An anti-cue that is a label, or its plural, would make the mention forbid itself.
    stems = {cue.text for cue in read_cues(concept.labels)}
    anti = [cue for cue in anti if cue.text not in stems]
    against = [cue for cue in anti if not cue.adjacent and _holds_label(cue, concept)]
    # "with STRIDE" is no Stride and "from C" no C, but "C code" is: what follows is surer.
    surest = [cue for cue in own if cue.adjacent] + [cue for cue in inherited if cue.after]
    return ContextCues(
        own=tuple(cue for cue in [*own, *read_cues(sure)] if not cue.adjacent),
        inherited=tuple(cue for cue in inherited if not cue.adjacent),
        adjacent=AdjacentCues(own),
        inherited_adjacent=AdjacentCues(inherited),
        surest_adjacent=AdjacentCues(surest),
        adjacent_against=AdjacentCues(anti),
        against=tuple(against),
        other_subjects=tuple(cue for cue in anti if not cue.adjacent and cue not in against),
        related=frozenset(_related(ontology, concept)) - {concept.id},
        families=families,
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
            if len(siblings) <= _MOST_SIBLINGS and not concept.name.islower():
                yield from siblings
