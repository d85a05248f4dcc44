"""The derived edges HAS_SKILL and WORKED_AT: a pure function of one person's facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model import Edge, Node, Value, clean, edge_id, merged_evidence
from ..months import Range, total, union


@dataclass
class _Ground:
    """The facts that a derived edge stands on."""

    roles: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def derive(person: str, nodes: Mapping[str, Node], edges: Iterable[Edge]) -> list[Edge]:
    """Return a person's HAS_SKILL and WORKED_AT edges.

    A skill's months come from the roles that USED it, none counted twice; skill lists (CLAIMS) and
    projects add evidence alone.
    """
    skills: defaultdict[str, _Ground] = defaultdict(_Ground)
    employers: defaultdict[str, _Ground] = defaultdict(_Ground)
    stated = list(edges)
    held = {edge.target: edge for edge in stated if edge.type == "HELD"}
    # Projects use skills too, but seldom say for how long: their edges are evidence, not months.
    for edge in stated:
        if edge.type in {"USED", "CLAIMS"}:
            ground = skills[edge.target]
            ground.edges.append(edge)
            if edge.source in held:
                ground.roles.append(nodes[edge.source])
        elif edge.type == "AT":
            ground = employers[edge.target]
            ground.edges += [edge, held[edge.source]]
            ground.roles.append(nodes[edge.source])
    known: dict[tuple[str, ...], dict[str, Value]] = {}
    return [
        _derived(type, person, target, ground, known)
        for type, grounds in (("HAS_SKILL", skills), ("WORKED_AT", employers))
        for target, ground in grounds.items()
    ]


def _derived(
    type: str,
    person: str,
    target: str,
    ground: _Ground,
    known: dict[tuple[str, ...], dict[str, Value]],
) -> Edge:
    """Return one edge; the skills of a role last as long as each other, which is ``known`` then."""
    evidence = merged_evidence(ground.edges)
    # A person has some ten roles and a hundred skills: mostly the same roles, so the same months.
    roles = tuple(role.id for role in ground.roles)
    if roles not in known:
        known[roles] = clean(duration(ground.roles))
    properties = known[roles]
    if type == "HAS_SKILL":
        properties = {**properties, "evidence_count": len(evidence)}
    return Edge(edge_id(type, person, target), type, person, target, properties, evidence)


def duration(roles: Iterable[Node]) -> dict[str, Value | None]:
    """Return how long, from when and until when the roles last together.

    ``months`` is what is certain (at least 1 where anything is dated), ``months_max`` what is
    possible; both are absent where no role has both its dates. ``first`` and ``last`` are ISO dates
    as precise as they are known; a role whose end is unknown speaks for its start alone.
    """
    found = list(roles)
    certain = union(_ranges(found, "from_months", "to_months"))
    outer = union(_ranges(found, "from_outer", "to_outer"))
    dates = sorted(date for role in found for date in _known(role))
    properties: dict[str, Value | None] = {
        "months": max(1, total(certain)) if outer else None,
        "months_max": total(outer) if outer else None,
        "first": dates[0] if dates else None,
        "last": _latest(dates),
        "current": any(role.properties.get("current") is True for role in found),
    }
    for name, ranges in (("months", certain), ("outer", outer)):
        properties[f"from_{name}"] = [start for start, _ in ranges]
        properties[f"to_{name}"] = [end for _, end in ranges]
    return properties


def _ranges(roles: Iterable[Node], start: str, end: str) -> list[Range]:
    pairs = [(role.properties.get(start), role.properties.get(end)) for role in roles]
    return [
        (int(str(low[0])), int(str(high[0])))
        for low, high in pairs
        if isinstance(low, list) and isinstance(high, list)
    ]


def _known(role: Node) -> list[str]:
    """Return the dates between which a role is known to last, a current one until its ``as_of``."""
    if role.properties.get("current"):
        until = _current_until(role)
        return [str(date) for date in (role.properties.get("start"), until) if date]
    return [str(role.properties[key]) for key in ("start", "end") if key in role.properties]


def _current_until(role: Node) -> str | None:
    ends = role.properties.get("to_outer")
    if not isinstance(ends, list):
        return None
    month = int(str(ends[0]))
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _latest(dates: list[str]) -> str | None:
    """Return the last date; of ``2024`` and ``2024-05`` the year, which may mean December."""
    # "-99" sorts after every month and day: a year alone is compared by its end.
    return max(dates, key=lambda date: (date + "-99-99")[:10]) if dates else None
