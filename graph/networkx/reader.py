"""The reference reader: the primitives straight from a NetworkX MultiDiGraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...errors import UsageError
from ..concepts import concept_node
from ..facts.flat import listed
from ..model import FACT_TYPES, Edge, Node
from ..reader import ENTRY_TYPES, Reader
from ..ties import Stint, Tie
from .ties import all_stints, all_ties

if TYPE_CHECKING:
    import networkx as nx

    from ...loaders.document import Document
    from ...ontology.ontology import Ontology

_ORDER: Final = attrgetter("person", "node", "type")

Texts: TypeAlias = "Callable[[str], Document] | Mapping[str, Document]"


class NetworkXReader(Reader):
    """Reads a graph in the form of ``to_networkx()``; indexes are made when first asked for.

    Lists may be lists or texts (see ``graph.facts.flat``), as after reading a GraphML file.

    The graph must not change while the reader is in use. Without ``texts`` evidence keeps its
    offsets and has line 0 and an empty quote. Without an ontology the bundled one is taken.
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        ontology: Ontology | None = None,
        texts: Texts | None = None,
    ) -> None:
        if not (graph.is_multigraph() and graph.is_directed()):
            raise UsageError("questions need a MultiDiGraph, as to_networkx() makes it")
        self._graph = graph
        self._ontology = ontology
        self._texts: Texts = {} if texts is None else texts

    @cached_property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""
        if self._ontology is not None:
            return self._ontology
        from ...ontology.ontology import load_ontology

        return load_ontology()

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked."""
        found = {id: self._node(id) for id in ids}
        return {id: node for id, node in found.items() if node is not None}

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds, sorted by id."""
        ids = sorted(id for kind in set(kinds) for id in self._by_kind.get(kind, ()))
        return list(self.nodes(ids).values())

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        ends = self._ends
        return {id: self._edge(id, *ends[id]) for id in ids if id in ends}

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, by person, node and type."""
        if people is None and nodes is None:
            people = self.everyone()
        if people is not None:
            wanted = None if nodes is None else frozenset(nodes)
            mine = (tie for id in sorted(set(people)) for tie in self._ties_of.get(id, ()))
            return [tie for tie in mine if wanted is None or tie.node in wanted]
        found = [tie for id in sorted(set(nodes or ())) for tie in self._ties_to.get(id, ())]
        return sorted(found, key=_ORDER)

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""
        whose = self.everyone() if people is None else sorted(set(people))
        found = (stint for id in whose for stint in self._stints_of.get(id, ()))
        return [stint for stint in found if employers is None or stint.employer in employers]

    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        """Return the edges of facts about some people, with their evidence, sorted by id."""
        known = (id for id in people if id in self._graph)
        found = {edge.id: edge for id in known for edge in self._facts_from(id)}
        return [found[id] for id in sorted(found)]

    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        """Return the documents that there are of some keys, with their text."""
        if isinstance(self._texts, Mapping):
            return {key: self._texts[key] for key in keys if key in self._texts}
        return {key: self._texts(key) for key in keys}

    def _node(self, id: str) -> Node | None:
        if id in self._graph:
            return _node(id, self._graph.nodes[id])
        # A graph of one's own may lack the concepts that nobody is tied to; paths run over them.
        concept = self.ontology.concepts.get(id)
        return None if concept is None else concept_node(concept)

    def _facts_from(self, id: str) -> Iterator[Edge]:
        for _, target, key, data in self._graph.out_edges(id, keys=True, data=True):
            if data["type"] in FACT_TYPES:
                yield self._edge(key, id, target)
                if data["type"] in ENTRY_TYPES:
                    yield from self._facts_from(target)

    def _edge(self, id: str, source: str, target: str) -> Edge:
        data: dict[str, Any] = dict(listed(self._graph.edges[source, target, id]))
        evidence = tuple(data.pop("evidence", ()))
        return Edge(id, data.pop("type"), source, target, data, evidence)

    @cached_property
    def _by_kind(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id, data in self._graph.nodes(data=True):
            if "kind" not in data:
                raise UsageError(f"node {id!r} has no kind: ask a graph as to_networkx() makes it")
            found[data["kind"]].append(id)
        return dict(found)

    # NetworkX finds an edge by its two ends, an answer's evidence by its id alone.
    @cached_property
    def _ends(self) -> dict[str, tuple[str, str]]:
        return {key: (source, target) for source, target, key in self._graph.edges(keys=True)}

    # Both sides of the same ties: questions come from either, and all share the one contraction.
    @cached_property
    def _ties_of(self) -> dict[str, list[Tie]]:
        found: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in all_ties(self._graph, self.everyone()):
            found[tie.person].append(tie)
        return dict(found)

    @cached_property
    def _ties_to(self) -> dict[str, list[Tie]]:
        found: defaultdict[str, list[Tie]] = defaultdict(list)
        for id in self.everyone():
            for tie in self._ties_of.get(id, ()):
                found[tie.node].append(tie)
        return dict(found)

    @cached_property
    def _stints_of(self) -> dict[str, list[Stint]]:
        found: defaultdict[str, list[Stint]] = defaultdict(list)
        for stint in all_stints(self._graph, self.everyone()):
            found[stint.person].append(stint)
        return dict(found)


def _node(id: str, data: Mapping[str, Any]) -> Node:
    properties = {k: v for k, v in listed(data).items() if k not in {"kind", "name"}}
    return Node(id, data["kind"], data.get("name"), properties)
