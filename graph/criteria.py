"""What a question asks of each person, in a form that a server can decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from .months import first_month, last_month, total, union
from .shares import LISTED, NAMED, credit, months_counted
from .ties import Tie


class Use(NamedTuple):
    """For how many months a use counts (see ``graph.shares``), and its last month, if known."""

    credit: int
    last: int | None


class Matched(NamedTuple):
    """What a person has of a criterion: of all its nodes, and of those that are its ``own``."""

    whole: Use
    own: Use | None


Matches: TypeAlias = "tuple[Matched | None, ...]"
"""Of each criterion what a person has of it; None where it is not met."""

Clause: TypeAlias = "tuple[int, ...]"

PLACED = Matched(Use(0, None), None)
"""What is had of a place: to live there is no use of it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A tie to at least one of ``nodes``, for so many months, last used then, in use now.

    ``months`` and ``since`` (``YYYY`` or ``YYYY-MM``) hold only where that is certain, and months
    of a long list only as far as they count (see ``graph.shares``). ``places`` instead of nodes
    asks for one of these locations. ``own`` are those of the nodes that are what is asked for, the
    others answer for it; None says that all are.
    """

    nodes: frozenset[str] = frozenset()
    months: int = 0
    since: str | None = None
    current: bool = False
    places: frozenset[str] | None = None
    own: frozenset[str] | None = None

    @property
    def plain(self) -> bool:
        """Return whether any tie will do."""
        return not (self.months or self.since or self.current)

    def matched(self, ties: Iterable[Tie]) -> Matched | None:
        """Return what some ties (to its nodes) are of the criterion; None where it is not met."""
        hit = MatchedTies(tuple(ties))
        if not (hit.ties and hit.satisfies(self)):
            return None
        own = tuple(tie for tie in hit.ties if self.owns(tie.node))
        if len(own) == len(hit.ties):
            return Matched(hit.use, hit.use)
        return Matched(hit.use, MatchedTies(own).use if own else None)

    def owns(self, node: str) -> bool:
        """Return whether one of its nodes is what is asked for, and does not merely answer it."""
        return self.own is None or node in self.own


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
    def use(self) -> Use:
        """Return what of it ranks: credit and last month."""
        months = [month for tie in self.ties if (month := _last_told(tie)) is not None]
        return Use(self.credit, max(months, default=None))

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


def satisfies_all(found: Sequence[Matched | None], clauses: Iterable[Clause]) -> bool:
    """Return whether a person's matches satisfy all clauses.

    A clause is satisfied by one of its literals: ``i`` says that criterion ``i - 1`` is met, ``-i``
    that it is not.

    >>> satisfies_all([PLACED, None], [(1,), (-2,)]), satisfies_all([PLACED, None], [(-1, 2)])
    (True, False)
    """
    return all(
        any((found[abs(one) - 1] is not None) == (one > 0) for one in clause) for clause in clauses
    )


def _last_told(tie: Tie) -> int | None:
    """Return the last month of a use: what is merely listed is no proof of when it was used."""
    if tie.listed is None or not tie.listed.shares:
        return last_month(tie.last) if tie.last else None
    return max((end for (_, end), part in tie.pieces if part >= LISTED), default=None)


def _matched(criterion: Criterion, ties: Iterable[Tie], location: str | None) -> Matched | None:
    if criterion.places is not None:
        return PLACED if location in criterion.places else None
    return criterion.matched(tie for tie in ties if tie.node in criterion.nodes)
