"""Ties and stints: what a person has of a node, and roles; out of properties, for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .months import Range, last_month, past, stretch, total, union
from .shares import NAMED, WHOLE, Piece

Properties: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a use that a long list names, see ``graph.shares``.

    ``months`` of those that are certain, ``named`` months for naming it at all; ``shares`` say it
    of each certain range, and are empty where these count in full.
    """

    months: int | None
    named: int = NAMED
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One person's relation to one node: skill, employer, school, degree, field or project.

    ``type`` is the edge that a path shows (``HAS_SKILL``, ``WORKED_AT``, ``STUDIED``, ``BUILT``);
    ``edges`` are the ids of the graph's edges behind it. ``certain`` and ``outer`` are the months
    that it surely, and at most, covers; ``months`` and ``months_max`` their counts, None where
    nothing is dated. ``first`` and ``last`` are ISO dates as precise as they are known.
    ``listed`` is None where all of it counts, as of nearly every tie.
    """

    person: str
    node: str
    kind: str
    type: str
    edges: tuple[str, ...]
    certain: tuple[Range, ...] = ()
    outer: tuple[Range, ...] = ()
    months: int | None = None
    months_max: int | None = None
    first: str | None = None
    last: str | None = None
    current: bool = False
    listed: Counted | None = None

    @property
    def counted(self) -> int | None:
        """Return how many of the months count; None where nothing is dated."""
        return self.months if self.listed is None else self.listed.months

    @property
    def named(self) -> int:
        """Return for how many months it counts that the node is named."""
        return NAMED if self.listed is None else self.listed.named

    @property
    def pieces(self) -> list[Piece]:
        """Return the certain ranges, each with the share of its months that counts."""
        shares = self.listed.shares if self.listed else ()
        return list(zip(self.certain, shares or [WHOLE] * len(self.certain), strict=True))


@dataclass(frozen=True, slots=True)
class Stint:
    """One role of a person. Ranges are None where the dates do not say them.

    ``future`` is a role that begins after its document speaks: it has no dates here, and no months.
    """

    role: str
    person: str
    employer: str | None
    name: str | None
    start: str | None
    end: str | None
    current: bool
    certain: Range | None
    outer: Range | None
    edges: tuple[str, ...]
    future: bool = False


def derived_tie(person: str, node: str, kind: str, type: str, edge: Properties, id: str) -> Tie:
    """Return the tie of a HAS_SKILL or WORKED_AT edge."""
    return Tie(
        person,
        node,
        kind,
        type,
        (id,),
        _ranges(edge, "months"),
        _ranges(edge, "outer"),
        edge.get("months"),
        edge.get("months_max", edge.get("months")),
        edge.get("first"),
        edge.get("last"),
        bool(edge.get("current")),
        _counted(edge),
    )


def _counted(edge: Properties) -> Counted | None:
    named, shares = edge.get("named"), edge.get("shares")
    if named is None and not shares:
        return None
    months = edge.get("counted") if shares else edge.get("months")
    return Counted(months, NAMED if named is None else named, tuple(shares or ()))


def dated_tie(tie: Tie, node: Properties) -> Tie:
    """Return the tie with the months of a node (Project, Education) that has a start and an end."""
    until = node.get("until")
    certain, outer = stretch(node.get("start"), node.get("end"), until)
    start, end = past(node.get("start"), node.get("end"), until)
    # One date alone says when it was, and nothing of how long.
    known = [date for date in (start, end) if date]
    if not known:
        return tie
    surely = total([certain] if certain else ())
    return Tie(
        tie.person,
        tie.node,
        tie.kind,
        tie.type,
        tie.edges,
        (certain,) if certain else (),
        (outer,) if outer else (),
        # Within one year no month is certain, but there was one at least.
        max(1, surely) if outer else None,
        total([outer]) if outer else None,
        known[0],
        known[-1],
        bool(node.get("current")),
    )


def united(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Give one tie a person, node and type: two degrees of one school are one tie to the school."""
    found: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.person, tie.node, tie.type), []).append(tie)
    for same in found.values():
        yield same[0] if len(same) == 1 else _one(same)


def _one(same: list[Tie]) -> Tie:
    certain = union(span for tie in same for span in tie.certain)
    outer = union(span for tie in same for span in tie.outer)
    head = same[0]
    return Tie(
        head.person,
        head.node,
        head.kind,
        head.type,
        tuple(sorted({edge for tie in same for edge in tie.edges})),
        tuple(certain),
        tuple(outer),
        max(1, total(certain)) if outer else None,
        total(outer) if outer else None,
        min((tie.first for tie in same if tie.first), default=None),
        max((tie.last for tie in same if tie.last), key=_latest, default=None),
        any(tie.current for tie in same),
    )


def _latest(date: str) -> tuple[int, str]:
    return last_month(date), date


def stint_of(
    role: Properties, id: str, person: str, held: str, employer: str | None, at: str | None
) -> Stint:
    """Return the stint of a Role; ``held`` and ``at`` are the ids of the edges that lead there."""
    start, end = past(role.get("start"), role.get("end"), role.get("until"))
    future = start is None and role.get("start") is not None
    return Stint(
        id,
        person,
        employer,
        role.get("name"),
        start,
        end,
        bool(role.get("current")) and not future,
        next(iter(_ranges(role, "months")), None),
        next(iter(_ranges(role, "outer")), None),
        (held,) if at is None else (held, at),
        future,
    )


def _ranges(data: Properties, name: str) -> tuple[Range, ...]:
    starts, ends = data.get(f"from_{name}") or (), data.get(f"to_{name}") or ()
    return tuple(zip(starts, ends, strict=True))
