"""Ties and stints read off a NetworkX graph: see ``graph.contracting``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from ...errors import UsageError
from ..contracting import Leading, stints_of, ties_of
from ..facts.flat import listed
from ..ties import Properties, Stint, Tie

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiDiGraph[str]


def all_ties(graph: Graph, people: Iterable[str]) -> Iterator[Tie]:
    """Give the ties of people, one person after the other, sorted by node."""
    around = _Around(graph)
    for person in people:
        yield from ties_of(around, person)


def all_stints(graph: Graph, people: Iterable[str]) -> list[Stint]:
    """Return the roles of people, one person after the other, sorted by role."""
    around = _Around(graph)
    return [stint for person in people for stint in stints_of(around, person)]


class _Around:
    """A graph of NetworkX, whose lists may be lists or texts (see ``graph.facts.flat``)."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def leading_from(self, node: str) -> Iterator[Leading]:
        """Give the edges that leave a node."""
        for _, target, key, data in self._graph.out_edges(node, keys=True, data=True):
            if "type" not in data:
                # A GEXF file that NetworkX wrote is such a one: the format keeps the word for
                # itself.
                raise UsageError(
                    f"edge {(node, target)} has no type: ask a graph as to_networkx() makes it"
                )
            yield target, key, data["type"], listed(data)

    def kind(self, node: str) -> str:
        """Return the kind of a node."""
        kind: str = self._graph.nodes[node]["kind"]
        return kind

    def stated(self, node: str) -> Properties:
        """Return what a node says, its name too."""
        return listed(self._graph.nodes[node])
