"""What a question asks of each person, in a form that a server can decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from .months import first_month, label, last_month, total, union
from .shares import LISTED, NAMED, credit, months_counted
from .ties import Stint, Tie


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
"""What is had of a place, a language or a role: to live there is no use of it."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What criteria ask of a person beside ties: where they live, what they speak, their roles."""

    location: str | None = None
    languages: Collection[str] = ()
    stints: Sequence[Stint] = ()


NO_TRAITS: Final = Traits()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A tie to at least one of ``nodes``, for so many months, last used then, in use now.

    ``months`` and ``since`` (``YYYY`` or ``YYYY-MM``) hold only where that is certain, and months
    of a long list only as far as they count (see ``graph.shares``). ``places`` instead of nodes
    asks for one of these locations, ``languages`` for one of these, as documents write them.
    ``titles`` asks for roles that are called so, ``experience`` for any roles: the conditions hold
    of them together, and ``latest`` leaves none but the latest (see ``latest_of``). ``own`` are
    those of the nodes that are what is asked for, the others answer for it; None says that all are.
    """

    nodes: frozenset[str] = frozenset()
    months: int = 0
    since: str | None = None
    current: bool = False
    places: frozenset[str] | None = None
    own: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    titles: frozenset[str] | None = None
    latest: bool = False
    experience: bool = False

    @property
    def tied(self) -> bool:
        """Return whether ties to ``nodes`` decide it."""
        return self.places is None and self.languages is None and not self.of_roles

    @property
    def of_roles(self) -> bool:
        """Return whether a person's roles decide it."""
        return self.experience or self.titles is not None

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

    def roles(self, stints: Sequence[Stint]) -> tuple[Tie, ...]:
        """Return those of one person's roles that it asks for, as ties to them."""
        asked = latest_of(stints) if self.latest else stints
        named = (one for one in asked if self.titles is None or one.name in self.titles)
        return tuple(map(_held, named))

    def met_by(self, traits: Traits) -> bool:
        """Return whether a person of these traits meets what it asks beside ties."""
        if self.places is not None:
            return traits.location in self.places
        if self.languages is not None:
            return not self.languages.isdisjoint(traits.languages)
        if self.plain and not self.latest:  # a name alone: of a whole graph that is asked often
            return any(self.titles is None or one.name in self.titles for one in traits.stints)
        hit = MatchedTies(self.roles(traits.stints))
        return bool(hit.ties) and hit.satisfies(self)

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
        months = [month for tie in self.ties if (month := last_told(tie)) is not None]
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
    criteria: Sequence[Criterion], ties: Iterable[Tie], traits: Mapping[str, Traits]
) -> dict[str, Matches]:
    """Return what each person has of every criterion, of ties to the criteria' nodes, by id.

    ``traits`` are people's as far as a criterion asks for them.
    """
    of_person: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        of_person[tie.person].append(tie)
    people = sorted(of_person.keys() | traits.keys())
    return {
        person: tuple(
            _matched(criterion, of_person[person], traits.get(person, NO_TRAITS))
            for criterion in criteria
        )
        for person in people
    }


def latest_of(stints: Sequence[Stint]) -> list[Stint]:
    """Return a person's latest roles: those that go on, else those that ended last.

    Where none is dated nobody can say which is the latest, and it may be any of them.
    """
    known = [one for one in stints if not one.future]
    if going_on := [one for one in known if one.current]:
        return going_on
    last = max((month for one in known if (month := _end(one)) is not None), default=None)
    return [one for one in known if _end(one) == last]


def _end(stint: Stint) -> int | None:
    """Return the last month that a role may reach; of one date alone that is all it says."""
    date = stint.end or stint.start
    return stint.outer[1] if stint.outer else last_month(date) if date else None


def _held(stint: Stint) -> Tie:
    """Return a role as a tie to it, so that conditions hold of roles as they do of uses."""
    certain, outer = ([span] if span else [] for span in (stint.certain, stint.outer))
    ends = label(stint.outer[1]) if stint.current and stint.outer else stint.end
    return Tie(
        stint.person,
        stint.role,
        "Role",
        "HELD",
        stint.edges,
        tuple(certain),
        tuple(outer),
        # A role within one year has no month that is certain, but was held for one at least.
        max(1, total(certain)) if outer else None,
        total(outer) if outer else None,
        stint.start or stint.end,
        ends or stint.start,
        stint.current,
    )


def last_told(tie: Tie) -> int | None:
    """Return the last month of a use: what is merely listed is no proof of when it was used."""
    if tie.listed is None or not tie.listed.shares:
        return last_month(tie.last) if tie.last else None
    return max((end for (_, end), part in tie.pieces if part >= LISTED), default=None)


def satisfies_all(
    found: Sequence[Matched | None],
    clauses: Iterable[Clause],
    unknown: Collection[int] = frozenset(),
) -> bool:
    """Return whether a person's matches satisfy all clauses, or may if some are ``unknown``.

    A clause is satisfied by one of its literals: ``i`` says that criterion ``i - 1`` is met, ``-i``
    that it is not.

    >>> satisfies_all([PLACED, None], [(1,), (-2,)]), satisfies_all([PLACED, None], [(-1, 2)])
    (True, False)
    """
    return all(
        any(
            (found[abs(one) - 1] is not None) == (one > 0) or abs(one) - 1 in unknown
            for one in clause
        )
        for clause in clauses
    )


def _matched(criterion: Criterion, ties: Iterable[Tie], traits: Traits) -> Matched | None:
    if not criterion.tied:
        return PLACED if criterion.met_by(traits) else None
    return criterion.matched(tie for tie in ties if tie.node in criterion.nodes)
