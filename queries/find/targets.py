"""What a term means in a graph, and who has it how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from ...errors import NotFound, UsageError, quoted
from ...graph import resolve
from ...graph.criteria import Criterion, MatchedTies
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...loaders.adverts.levels import levels, levels_of
from ...loaders.normalization import folded
from ...ontology.model import Concept
from .expression import FIELDS, Field, Predicate
from .spellings import lives_in, speaks

_STUDIED: Final = frozenset({"Degree", "Field"})
# Nobody has worked for a hundred years.
_YEARS: Final = re.compile(r"0*[1-9]\d?")


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
        UsageError: a condition is misspelt, or makes no sense of what is asked.
    """
    if not term.field:
        return _skill(reader, term)
    if term.conditions and term.field in _UNCONDITIONAL:
        raise UsageError(f"{quoted(str(term))}: {_UNCONDITIONAL[term.field].format(term)}")
    return _OF_FIELD[term.field](reader, term)


def _skill(reader: Reader, term: Predicate) -> Target:
    try:
        concept = resolve.concept(reader, term.label)
    except NotFound:
        # `Go:12months` is no label that lacks a concept, but a condition that was misspelt.
        _refuse_misspelt_condition(term.label)
        raise
    return _concept(reader, term, concept)


def _concept(reader: Reader, term: Predicate, concept: Concept) -> Target:
    ontology = reader.ontology
    answering, own = ontology.answering(concept.id), ontology.own(concept.id)
    criterion = Criterion(answering, term.months, term.since, term.current, own=own)
    return Target(concept.id, concept.name, criterion, concept.kind not in _STUDIED)


def _employer(reader: Reader, term: Predicate) -> Target:
    employer = resolve.fact(reader, term.label, ("Employer",))
    return Target(employer.id, resolve.called(employer), _criterion(term, frozenset({employer.id})))


def _school(reader: Reader, term: Predicate) -> Target:
    school = resolve.fact(reader, term.label, ("School",))
    criterion = _criterion(term, frozenset({school.id}))
    return Target(school.id, resolve.called(school), criterion, aged=False)


def _studied(reader: Reader, term: Predicate) -> Target:
    kind = "Degree" if term.field == "degree" else "Field"
    return _concept(reader, term, resolve.study(reader, term.label, kind))


# Places, languages and titles are compared here, once for all people, and asked of the reader as
# plain values.


def _place(reader: Reader, term: Predicate) -> Target:
    places = frozenset(place for place in reader.places() if lives_in(place, term.label))
    return Target(None, str(term), Criterion(places=places))


def _language(reader: Reader, term: Predicate) -> Target:
    spoken = frozenset(one for one in reader.languages() if speaks(one, term.label))
    return Target(None, str(term), Criterion(languages=spoken))


def _title(reader: Reader, term: Predicate) -> Target:
    words = frozenset(folded(term.label).split())
    if not words:
        raise UsageError(f"{quoted(str(term))}: title= has no word to look for")
    titles = frozenset(one for one in reader.titles() if words <= set(folded(one).split()))
    return Target(None, str(term), replace(_criterion(term, frozenset()), titles=titles))


def _level(reader: Reader, term: Predicate) -> Target:
    wanted = frozenset(levels_of(term.label)) | levels().keys() & {folded(term.label)}
    if len(wanted) != 1:
        known = ", ".join(levels())
        raise UsageError(f"{quoted(term.label)} is no level; write {known}")
    titles = frozenset(one for one in reader.titles() if not wanted.isdisjoint(levels_of(one)))
    return Target(None, str(term), Criterion(titles=titles, latest=True))


def _years(reader: Reader, term: Predicate) -> Target:
    if not _YEARS.fullmatch(term.label):
        raise UsageError(f"{quoted(str(term))}: write a whole number of years, as in years=5")
    months = int(term.label) * 12
    return Target(None, str(term), Criterion(months=months, experience=True))


_OF_FIELD: Final[Mapping[str, Callable[[Reader, Predicate], Target]]] = {
    "at": _employer,
    "in": _place,
    "title": _title,
    "level": _level,
    "school": _school,
    "degree": _studied,
    "field": _studied,
    "language": _language,
    "years": _years,
}
_UNCONDITIONAL: Final = {
    "in": "a place takes no conditions",
    "language": "a language takes no conditions",
    "level": "a level is that of the latest role and takes no conditions; for any role write "
    "title={0.label}:{0.conditions[0]}",
    "years": "years= takes no conditions",
}


def undecided(criterion: Criterion) -> str | None:
    """Say what of a criterion is decided here alone, on no server; None where all is."""
    if criterion.latest:
        return "looks at the latest role"
    if criterion.experience:
        return "adds up months and counts none twice"
    return "takes conditions" if criterion.of_roles and not criterion.plain else None


def _criterion(term: Predicate, nodes: frozenset[str]) -> Criterion:
    return Criterion(nodes, term.months, term.since, term.current)


def _refuse_misspelt_condition(label: str) -> None:
    if field := re.match(r"([a-z]+)\s*=", label):
        known = ", ".join(f"{one}=" for one in FIELDS)
        raise UsageError(f"{quoted(field[1] + '=')} asks for nothing; write {known}") from None
    if field := re.match(rf"({'|'.join(FIELDS)})\s*:\s*(.+)", label):
        meant = Predicate(field[2], cast(Field, field[1]))
        raise UsageError(f"no concept is called {quoted(label)}; write {meant}") from None
    before, caret, after = label.rpartition("^")
    if caret and before:
        raise UsageError(
            f"{quoted(caret + after)} after {quoted(before)} is no weight; write ^2 or ^0.5"
        ) from None
    before, colon, after = label.rpartition(":")
    if colon and re.match(r"\d|current|since|cur|now", after.strip(), re.IGNORECASE):
        raise UsageError(
            f"{quoted(after.strip())} after {quoted(before)} is no condition; "
            "write :12m, :2y, :current or :since=2023-05"
        ) from None
