"""Who satisfies one term, and with what: months united over a concept's narrower ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..graph.errors import NotFound, UsageError
from ..graph.months import first_month, last_month, total, union
from ..graph.reader import Reader, Tie
from ..ontology.folding import plain
from . import resolve
from .expression import Asked


@dataclass(frozen=True)
class Hit:
    """One person's ties to what a term asks for."""

    ties: tuple[Tie, ...]

    @cached_property
    def months(self) -> int | None:
        """Return the months that are certain, none counted twice; None where nothing is dated."""
        dated = [tie.months for tie in self.ties if tie.months is not None]
        covered = total(span for tie in self.ties for span in tie.certain)
        return max(covered, *dated) if dated else None

    @cached_property
    def months_max(self) -> int | None:
        """Return the months that are possible at most."""
        dated = [tie.months_max for tie in self.ties if tie.months_max is not None]
        covered = total(union(span for tie in self.ties for span in tie.outer))
        return max(covered, *dated) if dated else None

    @cached_property
    def first(self) -> str | None:
        """Return the first date known, ISO."""
        return min((tie.first for tie in self.ties if tie.first), default=None)

    @cached_property
    def last(self) -> str | None:
        """Return the last date known, ISO."""
        return max((tie.last for tie in self.ties if tie.last), key=last_month, default=None)

    @property
    def current(self) -> bool:
        """Return whether a role that goes on uses it."""
        return any(tie.current for tie in self.ties)

    def satisfies(self, term: Asked) -> bool:
        """Return whether the term's conditions surely hold, whatever the dates leave open."""
        if term.months and (self.months or 0) < term.months:
            return False
        if term.current and not self.current:
            return False
        if term.since is None:
            return True
        known = [first_month(tie.last) for tie in self.ties if tie.last]
        return bool(known) and max(known) >= first_month(term.since)


@dataclass(frozen=True)
class Target:
    """What a term means in this graph: ``id`` and ``name`` of the node, and all ids that count."""

    id: str | None
    name: str
    ids: frozenset[str]


def target(reader: Reader, term: Asked) -> Target:
    """Return what a term asks for.

    Raises:
        NotFound, AmbiguousName: the label is unknown, or means several things.
        UsageError: a condition is misspelt, or put on a place.
    """
    if term.field == "in":
        if term.conditions:
            raise UsageError(f"{str(term)!r}: a place takes no conditions")
        return Target(None, str(term), frozenset())
    if term.field == "at":
        employer = resolve.fact(reader, term.label, ("Employer",))
        return Target(employer.id, resolve.called(employer), frozenset({employer.id}))
    try:
        concept = resolve.concept(reader, term.label)
    except NotFound:
        _refuse_misspelt_condition(term.label)
        raise
    return Target(concept.id, concept.name, reader.ontology.below(concept.id))


def hits(reader: Reader, targets: Mapping[Asked, Target]) -> dict[Asked, dict[str, Hit]]:
    """Return, for each term, who satisfies it; the ties of all terms come in one call."""
    wanted = frozenset().union(*(one.ids for one in targets.values()))
    by_node: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in reader.ties(nodes=wanted) if wanted else ():
        by_node[tie.node].append(tie)
    return {
        term: _residents(reader, term) if term.field == "in" else _satisfying(term, one, by_node)
        for term, one in targets.items()
    }


def lives_in(location: str, place: str) -> bool:
    """Return whether the words of a place stand in a location, in order and without a gap.

    >>> lives_in("Muscat, Oman", "oman"), lives_in("Romania", "Oman")
    (True, False)
    """
    words, wanted = (re.findall(r"\w+", plain(text)) for text in (location, place))
    starts = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in starts)


def _satisfying(
    term: Asked, target: Target, by_node: Mapping[str, Sequence[Tie]]
) -> dict[str, Hit]:
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    for id in sorted(target.ids & by_node.keys()):
        for tie in by_node[id]:
            found[tie.person].append(tie)
    made = {person: Hit(tuple(_distinct(ties))) for person, ties in sorted(found.items())}
    return {person: hit for person, hit in made.items() if hit.satisfies(term)}


def _residents(reader: Reader, term: Asked) -> dict[str, Hit]:
    places = reader.locations()
    return {person: Hit(()) for person in sorted(places) if lives_in(places[person], term.label)}


def _distinct(ties: Iterable[Tie]) -> Iterable[Tie]:
    return dict.fromkeys(ties)


def _refuse_misspelt_condition(label: str) -> None:
    before, colon, after = label.rpartition(":")
    if colon and re.match(r"\d|current|since|cur|now", after.strip(), re.IGNORECASE):
        raise UsageError(
            f"{after.strip()!r} after {before!r} is no condition; "
            "write :12m, :2y, :current or :since=2023-05"
        ) from None
