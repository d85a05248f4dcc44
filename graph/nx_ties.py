"""Ties and stints read off a NetworkX graph: Roles and Education contracted to one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from .months import Range, first_month, last_month, total, union
from .reader import Stint, Tie

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiDiGraph[str]

_DERIVED = frozenset({"HAS_SKILL", "WORKED_AT"})
_STUDY = frozenset({"OF", "IN", "FROM"})
_Place: TypeAlias = tuple[str | None, str | None]


def all_ties(graph: Graph, people: Iterable[str]) -> Iterator[Tie]:
    """Give the ties of people, one person after the other, sorted by node."""
    for person in people:
        ties = _united(_own_ties(graph, person))
        yield from sorted(ties, key=lambda tie: (tie.node, tie.type))


def all_stints(graph: Graph, people: Iterable[str]) -> list[Stint]:
    """Return the roles of people, one person after the other, sorted by role."""
    return [
        stint
        for person in people
        for stint in sorted(
            _own_stints(graph, person), key=lambda one: (one.role, one.employer or "")
        )
    ]


def _own_ties(graph: Graph, person: str) -> Iterator[Tie]:
    for _, target, key, data in graph.out_edges(person, keys=True, data=True):
        type = data["type"]
        if type in _DERIVED:
            yield _derived(person, target, graph.nodes[target]["kind"], key, data)
        elif type == "BUILT":
            yield _dated(Tie(person, target, "Project", type, (key,)), graph.nodes[target])
        elif type == "STUDIED":
            yield from _studies(graph, person, target, key)


def _derived(person: str, node: str, kind: str, key: str, data: Mapping[str, Any]) -> Tie:
    return Tie(
        person,
        node,
        kind,
        data["type"],
        (key,),
        _ranges(data, "months"),
        _ranges(data, "outer"),
        data.get("months"),
        data.get("months_max", data.get("months")),
        data.get("first"),
        data.get("last"),
        bool(data.get("current")),
    )


def _studies(graph: Graph, person: str, education: str, studied: str) -> Iterator[Tie]:
    for _, target, key, data in graph.out_edges(education, keys=True, data=True):
        if data["type"] in _STUDY:
            kind = graph.nodes[target]["kind"]
            bare = Tie(person, target, kind, "STUDIED", (studied, key))
            yield _dated(bare, graph.nodes[education])


def _dated(tie: Tie, data: Mapping[str, Any]) -> Tie:
    """Return the tie with the months of a node that has a start and an end."""
    start, end = data.get("start"), data.get("end")
    known = [date for date in (start, end) if date]
    if not known:
        return tie
    certain: list[Range] = []
    outer: list[Range] = []
    if start and end:
        certain = union([(last_month(start), first_month(end))])
        outer = union([(first_month(start), last_month(end))])
    return Tie(
        tie.person,
        tie.node,
        tie.kind,
        tie.type,
        tie.edges,
        tuple(certain),
        tuple(outer),
        max(1, total(certain)) if outer else None,
        total(outer) if outer else None,
        known[0],
        known[-1],
        bool(data.get("current")),
    )


def _united(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Give one tie a node: two degrees of one school are one tie to the school."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.node, tie.type), []).append(tie)
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
        max((tie.last for tie in same if tie.last), key=last_month, default=None),
        any(tie.current for tie in same),
    )


def _own_stints(graph: Graph, person: str) -> Iterator[Stint]:
    nowhere: list[_Place] = [(None, None)]
    for _, role, key, data in graph.out_edges(person, keys=True, data=True):
        if data["type"] == "HELD":
            places: list[_Place] = [
                (employer, at)
                for _, employer, at, edge in graph.out_edges(role, keys=True, data=True)
                if edge["type"] == "AT"
            ]
            for employer, at in places or nowhere:
                yield _stint(graph.nodes[role], role, person, employer, key, at)


def _stint(
    data: Mapping[str, Any], role: str, person: str, employer: str | None, held: str, at: str | None
) -> Stint:
    return Stint(
        role,
        person,
        employer,
        data.get("name"),
        data.get("start"),
        data.get("end"),
        bool(data.get("current")),
        next(iter(_ranges(data, "months")), None),
        next(iter(_ranges(data, "outer")), None),
        (held,) if at is None else (held, at),
    )


def _ranges(data: Mapping[str, Any], name: str) -> tuple[Range, ...]:
    starts, ends = data.get(f"from_{name}", ()), data.get(f"to_{name}", ())
    return tuple(zip(starts, ends, strict=True))
