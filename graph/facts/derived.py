"""The derived edges HAS_SKILL and WORKED_AT: a pure function of one person's facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from ..model import Edge, Node, Value, edge_id, merged_evidence
from ..months import Range, label, past, union
from ..shares import (
    NAMED,
    PERSON,
    ROLE,
    WHOLE,
    both,
    claimed,
    disjoint,
    months_counted,
    naming,
    share,
)

Properties: TypeAlias = dict[str, Value]

NAMING: Final = frozenset({"USED", "CLAIMS"})
"""The facts that name a skill."""


@dataclass
class _Ground:
    """The facts that a derived edge stands on.

    ``roles`` come with the share with which each names the skill, ``shares`` are of all sources.
    """

    roles: list[tuple[Node, int]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    shares: list[int] = field(default_factory=list)


def derive(person: str, nodes: Mapping[str, Node], edges: Iterable[Edge]) -> list[Edge]:
    """Return a person's HAS_SKILL and WORKED_AT edges.

    A skill's months come from the roles that USED it, none counted twice; skill lists (CLAIMS) and
    projects add evidence alone. Where a role or the person names very many skills, or claims many
    that no role or project used, an edge also says what counts of them (see ``graph.shares``):
    ``shares`` of each of its ranges of months, ``counted`` together, and ``named``, for how many
    months it counts that the skill is named.
    """
    skills: defaultdict[str, _Ground] = defaultdict(_Ground)
    employers: defaultdict[str, _Ground] = defaultdict(_Ground)
    stated = list(edges)
    held = {edge.target: edge for edge in stated if edge.type == "HELD"}
    naming_edges = [edge for edge in stated if edge.type in NAMING]
    shares, claims = _shares(naming_edges), _claims(naming_edges)
    # Projects use skills too, but seldom say for how long: their edges are evidence, not months.
    for edge in stated:
        if edge.type in NAMING:
            ground = skills[edge.target]
            part = both(shares.get(edge.source, WHOLE), claims.get(edge.target, WHOLE))
            ground.edges.append(edge)
            ground.shares.append(part)
            if edge.source in held:
                ground.roles.append((nodes[edge.source], part))
        elif edge.type == "AT":
            ground = employers[edge.target]
            ground.edges += [edge, held[edge.source]]
            ground.roles.append((nodes[edge.source], WHOLE))
    months = _Months()
    return [
        *[_has_skill(person, id, ground, months.of(ground)) for id, ground in skills.items()],
        *[_worked_at(person, id, ground, months.of(ground)) for id, ground in employers.items()],
    ]


class _Months:
    """How long roles last together; the skills of a role last as long as each other."""

    def __init__(self) -> None:
        self._roles: dict[str, _Lasting] = {}
        self._known: dict[tuple[str, ...], Properties] = {}

    def of(self, ground: _Ground) -> Properties:
        # A person has some ten roles and a hundred skills: mostly the same roles, so the same
        # months.
        roles = tuple([role.id for role, _ in ground.roles])
        known = self._known.get(roles)
        if known is None:
            lasting = [self._lasting(role) for role, _ in ground.roles]
            known = self._known[roles] = _duration(lasting)
        return known

    def _lasting(self, role: Node) -> _Lasting:
        known = self._roles.get(role.id)
        if known is None:
            current = _current(role)
            certain, outer = _ranges(role, "months"), _ranges(role, "outer")
            known = _Lasting(certain, outer, _known(role, current), current)
            self._roles[role.id] = known
        return known


class _Lasting(NamedTuple):
    """How long a role lasts: see ``_duration``."""

    certain: list[Range]
    outer: list[Range]
    dates: list[str]
    current: bool


def _shares(stated: Collection[Edge]) -> dict[str, int]:
    """Return with which share each role, project and the person themselves name a skill.

    Sources that are left out name it whole: of nearly everybody all are.
    """
    sources = [edge.source for edge in stated]
    skills = Counter(sources)
    whole = WHOLE
    if len(sources) > PERSON:
        whole = share(len({edge.target for edge in stated}), PERSON)
    # An own list of skills is not shared out by its length, for what a person names in all is.
    lists = {edge.source for edge in stated if edge.type == "CLAIMS"}
    found = {
        source: whole if source in lists else both(share(count, ROLE), whole)
        for source, count in skills.items()
        if count > ROLE or whole < WHOLE
    }
    return {source: part for source, part in found.items() if part < WHOLE}


def _claims(stated: Collection[Edge]) -> dict[str, int]:
    """Return the share of each skill that is claimed and not used, where these are many."""
    used = {edge.target for edge in stated if edge.type == "USED"}
    only = {edge.target for edge in stated if edge.type == "CLAIMS"} - used
    part = claimed(len(only))
    return dict.fromkeys(only, part) if part < WHOLE else {}


def _has_skill(person: str, target: str, ground: _Ground, months: Properties) -> Edge:
    evidence = merged_evidence(ground.edges)
    counting = {} if min(ground.shares) == WHOLE else _counting(ground)
    properties = {**months, **counting, "evidence_count": len(evidence)}
    id = edge_id("HAS_SKILL", person, target)
    return Edge(id, "HAS_SKILL", person, target, properties, evidence)


def _worked_at(person: str, target: str, ground: _Ground, months: Properties) -> Edge:
    evidence = merged_evidence(ground.edges)
    id = edge_id("WORKED_AT", person, target)
    return Edge(id, "WORKED_AT", person, target, months, evidence)


def _counting(ground: _Ground) -> dict[str, Value]:
    """Return what counts of a use that some list names; nothing of it where all of it counts."""
    pieces = [(span, part) for role, part in ground.roles for span in _ranges(role, "months")]
    found: dict[str, Value] = {}
    if min((part for _, part in pieces), default=WHOLE) < WHOLE:
        parts = disjoint(pieces)
        found["from_months"] = [start for (start, _), _ in parts]
        found["to_months"] = [end for (_, end), _ in parts]
        found["shares"] = [part for _, part in parts]
        found["counted"] = months_counted(pieces)
    named = naming(ground.shares)
    return found if named == NAMED else found | {"named": named}


def _duration(roles: Sequence[_Lasting]) -> Properties:
    """Return how long, from when and until when the roles last together.

    ``months`` is what is certain (at least 1 where anything is dated), ``months_max`` what is
    possible; both are absent where no role has both its dates. ``first`` and ``last`` are ISO dates
    as precise as they are known; a role whose end is unknown speaks for its start alone.
    """
    certain = union([span for role in roles for span in role.certain])
    outer = union([span for role in roles for span in role.outer])
    dates = sorted([date for role in roles for date in role.dates])
    properties: Properties = {}
    if outer:
        properties |= {"months": max(1, _months(certain)), "months_max": _months(outer)}
    if dates:
        properties |= {"first": dates[0], "last": _latest(dates)}
    properties["current"] = any([role.current for role in roles])
    for name, ranges in (("months", certain), ("outer", outer)):
        if ranges:
            properties[f"from_{name}"] = [start for start, _ in ranges]
            properties[f"to_{name}"] = [end for _, end in ranges]
    return properties


def _months(apart: Iterable[Range]) -> int:
    return sum([end - start + 1 for start, end in apart])


def _ranges(role: Node, name: str) -> list[Range]:
    low, high = role.properties.get(f"from_{name}"), role.properties.get(f"to_{name}")
    if isinstance(low, list) and isinstance(high, list):
        return [(int(str(low[0])), int(str(high[0])))]
    return []


def _known(role: Node, current: bool) -> list[str]:
    """Return the dates between which a role is known to last, a current one until its ``as_of``."""
    stated = [_text(role, key) for key in ("start", "end", "until")]
    start, end = past(*stated)
    if current:
        ends = role.properties.get("to_outer")
        end = label(int(str(ends[0]))) if isinstance(ends, list) else None
    return [date for date in (start, end) if date]


def _current(role: Node) -> bool:
    """Return whether a role goes on, and has begun: one that says "from 2049 on" has not."""
    start = past(_text(role, "start"), None, _text(role, "until"))[0]
    begun = start is not None or "start" not in role.properties
    return begun and role.properties.get("current") is True


def _text(node: Node, key: str) -> str | None:
    value = node.properties.get(key)
    return None if value is None else str(value)


def _latest(dates: list[str]) -> str:
    """Return the last date; of ``2024`` and ``2024-05`` the year, which may mean December."""
    # "-99" sorts after every month and day: a year alone is compared by its end.
    return max(dates, key=lambda date: (date + "-99-99")[:10])
