"""What a term means in a graph, and who has it how long."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from ...errors import NotFound, UsageError, quoted
from ...graph import resolve
from ...graph.criteria import Criterion, MatchedTies
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.folding import plain
from .expression import Predicate

_STUDIED: Final = frozenset({"Degree", "Field"})


@dataclass(frozen=True)
class Target:
    """What a term means in this graph: ``id`` and ``name`` of the node, and what it asks for.

    ``aged`` says that length and recency of use rank it, as of all skills; a degree is had or not.
    """

    id: str | None
    name: str
    criterion: Criterion
    aged: bool = True

    def hit(self, ties: Collection[Tie]) -> MatchedTies:
        """Return those of one person's ties that count for it."""
        return MatchedTies(
            tuple(dict.fromkeys(tie for tie in ties if tie.node in self.criterion.nodes))
        )


def target(reader: Reader, term: Predicate) -> Target:
    """Return what a term asks for.

    Raises:
        NotFound, AmbiguousName: the label is unknown, or means several things.
        UsageError: a condition is misspelt, or put on a place.
    """
    if term.field == "in":
        if term.conditions:
            raise UsageError(f"{quoted(str(term))}: a place takes no conditions")
        # Places are matched as words here, once for all people, and asked of the reader as plain
        # values.
        places = frozenset(place for place in reader.places() if lives_in(place, term.label))
        return Target(None, str(term), Criterion(places=places))
    if term.field == "at":
        employer = resolve.fact(reader, term.label, ("Employer",))
        criterion = _criterion(term, frozenset({employer.id}))
        return Target(employer.id, resolve.called(employer), criterion)
    try:
        concept = resolve.concept(reader, term.label)
    except NotFound:
        # `Go:12months` is no label that lacks a concept, but a condition that was misspelt.
        _refuse_misspelt_condition(term.label)
        raise
    ontology = reader.ontology
    criterion = _criterion(term, ontology.answering(concept.id))
    own = replace(criterion, own=ontology.own(concept.id))
    return Target(concept.id, concept.name, own, concept.kind not in _STUDIED)


def lives_in(location: str, place: str) -> bool:
    """Return whether the words of a place stand in a location, in order and without a gap.

    >>> lives_in("Muscat, Oman", "oman"), lives_in("Romania", "Oman")
    (True, False)
    """
    words, wanted = (re.findall(r"\w+", plain(text)) for text in (location, place))
    # Whole words: "Oman" must not be found in "Romania".
    starts = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in starts)


def _criterion(term: Predicate, nodes: frozenset[str]) -> Criterion:
    return Criterion(nodes, term.months, term.since, term.current)


def _refuse_misspelt_condition(label: str) -> None:
    before, colon, after = label.rpartition(":")
    if colon and re.match(r"\d|current|since|cur|now", after.strip(), re.IGNORECASE):
        raise UsageError(
            f"{quoted(after.strip())} after {quoted(before)} is no condition; "
            "write :12m, :2y, :current or :since=2023-05"
        ) from None
