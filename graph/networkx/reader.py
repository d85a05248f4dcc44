"""The reference reader: every row straight from a NetworkX MultiDiGraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...errors import UsageError
from ...ontology.kinds import CONCEPT_KINDS, ONTOLOGY_TYPES, SKILL_KINDS
from ..criteria import UNMATCHED, Clause, Criterion, Matches, matches, satisfies_all
from ..model import Edge, Evidence, Node, evidence_at, split_reference
from ..reader import Strength
from ..ties import Stint, Tie
from ..uses import Uses
from .names import Names
from .ties import all_stints, all_ties

if TYPE_CHECKING:
    import networkx as nx

    from ...loaders.document import Document
    from ...ontology.ontology import Ontology

_NEIGHBOURS: Final = SKILL_KINDS | {"Employer", "School"}

Texts: TypeAlias = "Callable[[str], Document] | Mapping[str, Document]"


class NetworkXReader:
    """Reads a graph in the form of ``to_networkx()``; indexes are made when first asked for.

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
        self._texts = texts
        self._uses = Uses()
        self._counted: dict[frozenset[str], int] = {}

    @cached_property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""
        if self._ontology is not None:
            return self._ontology
        from ...ontology.ontology import load_ontology

        return load_ontology()

    def population(self) -> int:
        """Return how many people there are."""
        return len(self.everyone())

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return self._by_kind.get("Person", ())

    def locations(self) -> Mapping[str, str]:
        """Return where people live; who says nothing is left out."""
        nodes = self._graph.nodes
        return {id: nodes[id]["location"] for id in self.everyone() if "location" in nodes[id]}

    def places(self) -> Sequence[str]:
        """Return the distinct places that people live in, sorted."""
        return sorted(set(self.locations().values()))

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked."""
        found = {id: self._node(id) for id in ids}
        return {id: node for id, node in found.items() if node is not None}

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        ends = self._ends
        return {id: self._edge(id, *ends[id]) for id in ids if id in ends}

    def edges_behind(self, ties: Iterable[Tie | Stint]) -> dict[str, Edge]:
        """Return the edges behind some ties and stints, in their order."""
        return self.edges(dict.fromkeys(id for tie in ties for id in tie.edges))

    def named(self, text: str) -> Sequence[Node]:
        """Return the nodes other than concepts that a text may mean, sorted by id."""
        exact = self._node(text)
        if exact is not None and exact.kind not in CONCEPT_KINDS:
            return (exact,)
        return tuple(self.nodes(self._names.find(text)).values())

    def names(self, kinds: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return (id, name) of the nodes of some kinds that have a name, sorted by id."""
        nodes = self._graph.nodes
        ids = sorted(id for kind in kinds for id in self._by_kind.get(kind, ()))
        return [(id, nodes[id]["name"]) for id in ids if nodes[id].get("name")]

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, sorted by person and node."""
        if people is not None:
            wanted = None if nodes is None else frozenset(nodes)
            mine = (tie for id in sorted(set(people)) for tie in self._ties_of.get(id, ()))
            return [tie for tie in mine if wanted is None or tie.node in wanted]
        if nodes is None:
            return [tie for id in self.everyone() for tie in self._ties_of.get(id, ())]
        found = [tie for id in sorted(set(nodes)) for tie in self._ties_to.get(id, ())]
        return sorted(found, key=lambda tie: (tie.person, tie.node, tie.type))

    def matching(
        self, criteria: Sequence[Criterion], clauses: Sequence[Clause]
    ) -> Mapping[str, Matches]:
        """Return who satisfies all clauses with what each has of every criterion, by id."""
        wanted = frozenset().union(*(criterion.nodes for criterion in criteria))
        places = frozenset().union(*(criterion.places or () for criterion in criteria))
        homes = {id: place for id, place in self.locations().items() if place in places}
        found = matches(criteria, self.ties(nodes=wanted), homes)
        nothing = (UNMATCHED,) * len(criteria)
        if satisfies_all(nothing, clauses):
            found = dict.fromkeys(self.everyone(), nothing) | found
        return {id: have for id, have in found.items() if satisfies_all(have, clauses)}

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use at least these concepts."""
        latest = self.latest()
        for id in self._uses.missing(concepts):
            ties = [tie for tie in self._ties_to.get(id, ()) if tie.type == "HAS_SKILL"]
            strengths = (strength(tie.months, tie.last, latest) for tie in ties)
            self._uses.keep(id, (tie.person for tie in ties), strengths)
        return self._uses

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools."""
        found: dict[str, list[str]] = {}
        for id in sorted(set(ids)):
            own = (tie.node for tie in self._ties_of.get(id, ()) if tie.kind in _NEIGHBOURS)
            people = (tie.person for tie in self._ties_to.get(id, ()))
            found[id] = sorted({*own, *people})
        return found

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""
        groups = [{tie.person for tie in self._ties_to.get(id, ())} for id in nodes]
        groups += [] if among is None else [set(among)]
        return sorted(set.intersection(*groups))[:first]

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them."""
        alone = self._degrees
        return {
            name: alone.get(next(iter(ids)), 0) if len(ids) == 1 else self._count(ids)
            for name, ids in groups.items()
        }

    def attached(self, least: int) -> dict[str, int]:
        """Return how many people are tied to each node that has at least so many, by id."""
        return {id: count for id, count in self._degrees.items() if count >= least}

    def rarest(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are."""
        found = self.attached(least)
        concepts = {id: people for id, people in found.items() if id in self.ontology.concepts}
        others = sorted(found.keys() - concepts.keys(), key=lambda id: (found[id], id))[:most]
        return concepts | {id: found[id] for id in others}, len(found)

    def overlapping(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer."""
        mine = {stint.person for stint in stints}
        employers = {stint.employer for stint in stints if stint.employer}
        return [
            one
            for one in self.stints(employers=employers)
            if one.person not in mine and any(_overlap(one, stint) for stint in stints)
        ]

    def latest(self) -> int | None:
        """Return the last month that any role may reach; None where no role is dated."""
        return max((stint.outer[1] for stint in self._stints if stint.outer), default=None)

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""
        return [
            stint
            for stint in self._stints
            if (people is None or stint.person in people)
            and (employers is None or stint.employer in employers)
        ]

    def relations(self, concepts: Collection[str]) -> Sequence[Edge]:
        """Return the ontology's edges between two of these concepts, sorted by id."""
        wanted = frozenset(concepts)
        found = [
            self._edge(key, source, target)
            for source, target, key, data in self._graph.edges(
                sorted(wanted & self._graph.nodes), keys=True, data=True
            )
            if target in wanted and data["type"] in ONTOLOGY_TYPES
        ]
        return sorted(found, key=lambda edge: edge.id)

    def cite(self, references: Iterable[str]) -> dict[str, Evidence]:
        """Return the line and quote of each evidence reference, in the order asked."""
        places = {text: split_reference(text) for text in references}
        documents = {key: self._document(key) for key in {key for key, _, _ in places.values()}}
        return {text: evidence_at(documents[at[0]], *at) for text, at in places.items()}

    def _document(self, key: str) -> Document | None:
        if self._texts is None:
            return None
        return self._texts.get(key) if isinstance(self._texts, Mapping) else self._texts(key)

    def _node(self, id: str) -> Node | None:
        if id in self._graph:
            return _node(id, self._graph.nodes[id])
        concept = self.ontology.concepts.get(id)
        return None if concept is None else Node(id, concept.kind, concept.name)

    def _edge(self, id: str, source: str, target: str) -> Edge:
        data: dict[str, Any] = dict(self._graph.edges[source, target, id])
        evidence = tuple(data.pop("evidence", ()))
        return Edge(id, data.pop("type"), source, target, data, evidence)

    def _count(self, ids: Collection[str]) -> int:
        group = frozenset(ids)
        if group not in self._counted:
            people = {tie.person for id in group for tie in self._ties_to.get(id, ())}
            self._counted[group] = len(people)
        return self._counted[group]

    @cached_property
    def _by_kind(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id, data in self._graph.nodes(data=True):
            if "kind" not in data:
                raise UsageError(f"node {id!r} has no kind: ask a graph as to_networkx() makes it")
            found[data["kind"]].append(id)
        return {kind: sorted(ids) for kind, ids in found.items()}

    @cached_property
    def _ends(self) -> dict[str, tuple[str, str]]:
        return {key: (source, target) for source, target, key in self._graph.edges(keys=True)}

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
    def _degrees(self) -> dict[str, int]:
        """Return how many people are tied to each node, by id."""
        return {id: self._count((id,)) for id in sorted(self._ties_to)}

    @cached_property
    def _stints(self) -> list[Stint]:
        return all_stints(self._graph, self.everyone())

    @cached_property
    def _names(self) -> Names:
        return Names((id, self._graph.nodes[id]) for id in self._graph)


def _overlap(one: Stint, other: Stint) -> bool:
    if one.employer != other.employer or one.outer is None or other.outer is None:
        return False
    return one.outer[0] <= other.outer[1] and other.outer[0] <= one.outer[1]


def _node(id: str, data: Mapping[str, Any]) -> Node:
    properties = {key: value for key, value in data.items() if key not in {"kind", "name"}}
    return Node(id, data["kind"], data.get("name"), properties)
