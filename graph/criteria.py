"""What a question asks of each person, in a form that a server can decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from .months import first_month, last_month, total, union
from .shares import NAMED, credit, months_counted
from .ties import Tie

UNMATCHED: Final = -1
"""Stands in a person's matches where a criterion is not met."""

Matches: TypeAlias = "tuple[int, ...]"
Clause: TypeAlias = "tuple[int, ...]"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A tie to at least one of ``nodes``, for so many months, last used then, in use now.

    ``months`` and ``since`` (``YYYY`` or ``YYYY-MM``) hold only where that is certain, and months
    of a long list only as far as they count (see ``graph.shares``). ``places`` instead of nodes
    asks for one of these locations.
    """

    nodes: frozenset[str] = frozenset()
    months: int = 0
    since: str | None = None
    current: bool = False
    places: frozenset[str] | None = None

    @property
    def plain(self) -> bool:
        """Return whether any tie will do."""
        return not (self.months or self.since or self.current)

    def matched(self, ties: Iterable[Tie]) -> int:
        """Return the credit of some ties (to its nodes) that meet the criterion, or UNMATCHED."""
        hit = MatchedTies(tuple(ties))
        return hit.credit if hit.ties and hit.satisfies(self) else UNMATCHED


@dataclass(frozen=True)
class MatchedTies:
    """One person's ties to what a term asks for."""

    ties: tuple[Tie, ...]

    @cached_property
    def months(self) -> int | None:
        """Return the months that are certain, none counted twice; None where nothing is dated."""
        dated = [tie.months for tie in self.ties if tie.months is not None]
        # One tie knows its months exactly; ranges of several are united, so that none counts twice.
        if len(self.ties) == 1:
            return self.ties[0].months
        covered = total(span for tie in self.ties for span in tie.certain)
        # A tie may have months whose place is open (a year alone): they count, if not twice.
        return max(covered, *dated) if dated else None

    @cached_property
    def counted(self) -> int | None:
        """Return how many of the months count; None where nothing is dated."""
        if all(tie.listed is None for tie in self.ties):
            return self.months
        dated = [tie.counted for tie in self.ties if tie.counted is not None]
        if len(self.ties) == 1 or not dated:
            return dated[0] if dated else None
        return max(months_counted(one for tie in self.ties for one in tie.pieces), *dated)

    @property
    def credit(self) -> int:
        """Return for how many months all of it counts: those of use, and those for naming it."""
        return credit(self.counted, max((tie.named for tie in self.ties), default=NAMED))

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

    def satisfies(self, criterion: Criterion) -> bool:
        """Return whether a criterion's conditions surely hold, whatever the dates leave open."""
        if criterion.months and (self.counted or 0) < criterion.months:
            return False
        if criterion.current and not self.current:
            return False
        if criterion.since is None:
            return True
        # The earliest month that the last date may mean: a condition holds only where it is
        # certain.
        known = [first_month(tie.last) for tie in self.ties if tie.last]
        return bool(known) and max(known) >= first_month(criterion.since)


def matches(
    criteria: Sequence[Criterion], ties: Iterable[Tie], locations: Mapping[str, str]
) -> dict[str, Matches]:
    """Return what each person has of every criterion, of ties to the criteria' nodes, by id.

    ``locations`` says where people live, as far as a criterion asks for it.
    """
    of_person: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        of_person[tie.person].append(tie)
    people = sorted(of_person.keys() | locations.keys())
    return {
        person: tuple(
            _matched(criterion, of_person[person], locations.get(person)) for criterion in criteria
        )
        for person in people
    }


def satisfies_all(found: Sequence[int], clauses: Iterable[Clause]) -> bool:
    """Return whether a person's matches satisfy all clauses.

    A clause is satisfied by one of its literals: ``i`` says that criterion ``i - 1`` is met, ``-i``
    that it is not.

    >>> satisfies_all([12, UNMATCHED], [(1,), (-2,)]), satisfies_all([12, UNMATCHED], [(-1, 2)])
    (True, False)
    """
    return all(
        any((found[abs(one) - 1] != UNMATCHED) == (one > 0) for one in clause) for clause in clauses
    )


def _matched(criterion: Criterion, ties: Iterable[Tie], location: str | None) -> int:
    if criterion.places is not None:
        return 0 if location in criterion.places else UNMATCHED
    return criterion.matched(tie for tie in ties if tie.node in criterion.nodes)
