"""Ties and stints read off a NetworkX graph: see ``graph.contracting``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...errors import UsageError
from ..contracting import stints_of, ties_of
from ..facts.flat import listed
from ..ties import Properties, Stint, Tie

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiDiGraph[str]


_Leading: TypeAlias = tuple[str, str, Mapping[str, Any]]

_NEAR: Final = 64
"""Nodes whose edges are kept: a node is asked for one type after the other."""


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
        self._leaving = lru_cache(_NEAR)(self._by_type)

    def leading(
        self, type: str, node: str, to: Collection[str] | None = None
    ) -> Iterable[_Leading]:
        """Give (target, id, attributes) of a type's edges that leave a node."""
        found = self._leaving(node).get(type, ())
        return found if to is None else [one for one in found if one[0] in to]

    def said(self, at: Mapping[str, Any]) -> Properties:
        """Return what an edge of such attributes says."""
        return listed(at)

    def _by_type(self, node: str) -> Mapping[str, Sequence[_Leading]]:
        found: defaultdict[str, list[_Leading]] = defaultdict(list)
        for _, target, key, data in self._graph.out_edges(node, keys=True, data=True):
            if "type" not in data:
                # A GEXF file that NetworkX wrote is such a one: the format keeps the word for
                # itself.
                raise UsageError(
                    f"edge {(node, target)} has no type: ask a graph as to_networkx() makes it"
                )
            found[data["type"]].append((target, key, data))
        return found

    def kind(self, node: str) -> str:
        """Return the kind of a node."""
        kind: str = self._graph.nodes[node]["kind"]
        return kind

    def stated(self, node: str) -> Properties:
        """Return what a node says, its name too."""
        return listed(self._graph.nodes[node])
