"""How special a concept is: what many things answer for says little of who has it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from math import log
from typing import Final

from ...ontology.kinds import GENERAL_KINDS
from ...ontology.ontology import Ontology

SPECIAL: Final = 1000
"""What a concept counts that is no general one, in thousandths."""

# A technology stands for itself, whatever else it has parts of: only names of fields and ways of
# working, and what somebody studied, grow emptier with what they cover.
_BROAD: Final = GENERAL_KINDS | {"Degree", "Field"}
_PLACES: Final = frozenset({"BROADER", "PART_OF", "USED_FOR"})


def special(ontology: Ontology, id: str) -> int:
    """Return how much of its information a concept keeps in a comparison, in thousandths.

    All of it where it is a thing of its own. Of a domain, practice, pattern, field or degree

        1 - log(covered) / log(concepts)

    with all that it covers, itself included: what answers a question for it
    (``Ontology.answering``), and of a pattern, which is not known by every tool that follows it,
    only what lies below. That is all where it stands alone, 0.3 where four hundred of four thousand
    concepts answer. Half of that where it is
    at home in every trade: a degree, and a practice that lies under categories alone, as mentoring
    does. What the ontology lacks, such as an employer, counts in full.

    >>> from commonground.queries.example import example
    >>> ontology = example().ontology
    >>> special(ontology, "skill:redis-db"), special(ontology, "employer:initech")
    (1000, 1000)
    """
    return _known(ontology).special(id)


def general(ontology: Ontology, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Map the general concepts of some to what else each covers, and to what implies it."""
    known = _known(ontology)
    found = ((id, known.covering(id)) for id in ids)
    return {id: covers for id, covers in found if covers is not None}


# By identity; one for each graph that is open at a time.
@lru_cache(maxsize=4)
def _known(ontology: Ontology) -> _Known:
    return _Known(ontology)


class _Known:
    """What is remembered of the concepts of one ontology: questions ask it of hundreds at once."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._special: dict[str, int] = {}
        self._covering: dict[str, frozenset[str] | None] = {}

    def special(self, id: str) -> int:
        found = self._special.get(id)
        if found is None:
            found = self._special[id] = _special(self._ontology, id)
        return found

    def covering(self, id: str) -> frozenset[str] | None:
        """Return what a general concept covers, and what implies it; None of any other."""
        if id not in self._covering:
            self._covering[id] = _covering(self._ontology, id)
        return self._covering[id]


def _special(ontology: Ontology, id: str) -> int:
    concept = ontology.concepts.get(id)
    if concept is None or concept.kind not in _BROAD:
        return SPECIAL
    most = log(max(2, len(ontology.concepts)))
    part = round(SPECIAL * (1 - log(len(covered(ontology, id))) / most))
    return part // 2 if concept.kind == "Degree" or _everywhere(ontology, id) else part


def _covering(ontology: Ontology, id: str) -> frozenset[str] | None:
    concept = ontology.concepts.get(id)
    if concept is None or concept.kind not in GENERAL_KINDS:
        return None
    return (covered(ontology, id) | _implying(ontology, id)) - {id}


def covered(ontology: Ontology, id: str) -> frozenset[str]:
    """Return the concept and what counts as having it; see ``special``."""
    pattern = ontology.concepts[id].kind == "Pattern"
    return ontology.below(id) if pattern else ontology.answering(id)


def left(worth: int, explained: Collection[int]) -> int:
    """Return what a general thing is worth beside that of its kind which is named.

    >>> left(900, [400, 300]), left(900, [1200])
    (200, 0)
    """
    return max(0, worth - sum(explained))


def _implying(ontology: Ontology, id: str) -> frozenset[str]:
    relations = ontology.relations_of(id)
    return frozenset(one.source for one in relations if one.target == id and one.type == "IMPLIES")


def _everywhere(ontology: Ontology, id: str) -> bool:
    """Return whether a concept is a practice that no domain, pattern or other practice holds."""
    concepts = ontology.concepts
    return concepts[id].kind == "Practice" and not any(
        concepts[one.target].kind != "Category"
        for one in ontology.relations_of(id)
        if one.source == id and one.type in _PLACES and one.target in concepts
    )
