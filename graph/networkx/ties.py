"""Ties and stints read off a NetworkX graph: Roles and Education contracted to one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from ..facts.flat import listed
from ..ties import Stint, Tie, dated_tie, derived_tie, stint_of, united

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiDiGraph[str]

_DERIVED = frozenset({"HAS_SKILL", "WORKED_AT"})
_STUDY = frozenset({"OF", "IN", "FROM"})
_Place: TypeAlias = tuple[str | None, str | None]


def all_ties(graph: Graph, people: Iterable[str]) -> Iterator[Tie]:
    """Give the ties of people, one person after the other, sorted by node."""
    for person in people:
        ties = united(_own_ties(graph, person))
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
            yield derived_tie(person, target, graph.nodes[target]["kind"], type, listed(data), key)
        elif type == "BUILT":
            yield dated_tie(Tie(person, target, "Project", type, (key,)), graph.nodes[target])
        elif type == "STUDIED":
            yield from _studies(graph, person, target, key)


def _studies(graph: Graph, person: str, education: str, studied: str) -> Iterator[Tie]:
    for _, target, key, data in graph.out_edges(education, keys=True, data=True):
        if data["type"] in _STUDY:
            kind = graph.nodes[target]["kind"]
            bare = Tie(person, target, kind, "STUDIED", (studied, key))
            yield dated_tie(bare, graph.nodes[education])


def _own_stints(graph: Graph, person: str) -> Iterator[Stint]:
    nowhere: list[_Place] = [(None, None)]  # a role without an employer is a stint all the same
    for _, role, key, data in graph.out_edges(person, keys=True, data=True):
        if data["type"] == "HELD":
            places: list[_Place] = [
                (employer, at)
                for _, employer, at, edge in graph.out_edges(role, keys=True, data=True)
                if edge["type"] == "AT"
            ]
            stated = listed(graph.nodes[role])
            for employer, at in places or nowhere:
                yield stint_of(stated, role, person, key, employer, at)
