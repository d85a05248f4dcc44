"""Ties and stints read off a NetworkX graph: Roles and Education contracted to one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ...errors import UsageError
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
    for target, key, type, data in _edges_from(graph, person):
        if type in _DERIVED:
            yield derived_tie(person, target, graph.nodes[target]["kind"], type, listed(data), key)
        elif type == "BUILT":
            yield dated_tie(Tie(person, target, "Project", type, (key,)), graph.nodes[target])
        elif type == "STUDIED":
            yield from _studies(graph, person, target, key)


def _studies(graph: Graph, person: str, education: str, studied: str) -> Iterator[Tie]:
    for target, key, type, _ in _edges_from(graph, education):
        if type in _STUDY:
            kind = graph.nodes[target]["kind"]
            bare = Tie(person, target, kind, "STUDIED", (studied, key))
            yield dated_tie(bare, graph.nodes[education])


def _own_stints(graph: Graph, person: str) -> Iterator[Stint]:
    nowhere: list[_Place] = [(None, None)]  # a role without an employer is a stint all the same
    for role, key, type, _ in _edges_from(graph, person):
        if type == "HELD":
            places: list[_Place] = [
                (employer, at) for employer, at, type, _ in _edges_from(graph, role) if type == "AT"
            ]
            stated = listed(graph.nodes[role])
            for employer, at in places or nowhere:
                yield stint_of(stated, role, person, key, employer, at)


def _edges_from(graph: Graph, node: str) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Give target, key, type and attributes of the edges that leave a node."""
    for _, target, key, data in graph.out_edges(node, keys=True, data=True):
        if "type" not in data:
            # A GEXF file that NetworkX wrote is such a one: the format keeps the word for itself.
            raise UsageError(
                f"edge {(node, target)} has no type: ask a graph as to_networkx() makes it"
            )
        yield target, key, data["type"], data
