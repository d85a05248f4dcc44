"""What lies around a node of a graph, the best first and never all of it: read of a reader.

A concept may be had by a fifth of all people: they are asked for in the order of how strongly they
use it, and only those that are shown are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from typing import Final

from ..errors import NotFound, quoted
from ..graph.around import Part
from ..graph.model import Edge, Node
from ..graph.months import last_month
from ..graph.reader import Reader
from ..graph.ties import Tie
from ..ontology.kinds import SKILL_KINDS
from ..queries.measures.weights import strength
from .contraction import ENTRY_KINDS, contracted

_READ: Final = 60
"""People of one employer or school whose dates are compared; of more the first are."""
_RELATED: Final = 8
"""Places that are kept for related concepts among the neighbours of a concept."""
_FIRST: Final = {"Employer": 0, "School": 1, "Project": 3, "Degree": 4, "Field": 4}
_TOLD: Final = frozenset({"HELD", "STUDIED", "BUILT", "AT", "FROM", "OF", "IN"})


class Surroundings:
    """The neighbours of nodes of one graph."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def node(self, id: str) -> Node:
        """Return a node.

        Raises:
            NotFound: there is none.
        """
        found = self.reader.nodes([id]).get(id)
        if found is None:
            raise NotFound(
                f"No node has the id {quoted(id)}; `commonground search` finds ids by name."
            )
        return found

    def degrees(self, nodes: Collection[Node]) -> dict[str, int]:
        """Return how many neighbours nodes have, as ``nearest`` would give them."""
        people = [node.id for node in nodes if node.kind == "Person"]
        own = self.reader.neighbours(people) if people else {}
        rest = {node.id: {node.id} for node in nodes if node.kind not in _UNTIED}
        counted = self.reader.counts(rest) if rest else {}
        return {
            node.id: len(own[node.id])
            if node.id in own
            else counted.get(node.id, 0) + len(self.related(node.id))
            for node in nodes
        }

    def nearest(self, node: Node, limit: int, known: Collection[str] = ()) -> list[str]:
        """Return the ids of neighbours, the best first, without those that are known."""
        if node.kind == "Person":
            return [id for id in self._of_person(node.id) if id not in known][:limit]
        related = [id for id in self.related(node.id) if id not in known]
        room = limit - min(len(related), max(1, limit // 4), _RELATED)
        people = self.people(node, limit + len(known))
        people = [id for id in people if id not in known]
        shown = people[: max(room, limit - len(related))]
        return [*shown, *related[: limit - len(shown)]]

    def people(self, node: Node, limit: int) -> list[str]:
        """Return the people of a thing: of a skill who uses it most, else who was there longest."""
        if node.kind in ENTRY_KINDS:
            return [*self.reader.owners([node.id]).values()]
        if node.kind in SKILL_KINDS:
            users = self.reader.uses([node.id], strength).users(node.id)
            best = nsmallest(limit, users, key=lambda one: (-one[1], one[0]))
            return [id for id, _ in best]
        some = self.reader.tied_to_all([node.id], first=max(_READ, limit))
        ties = self.reader.ties(people=some, nodes={node.id}) if some else ()
        return list(dict.fromkeys(tie.person for tie in sorted(ties, key=_longest_first)))[:limit]

    def related(self, id: str) -> Sequence[str]:
        """Return the concepts that the ontology relates, those that most people have first.

        What nobody has is left out: it would stand in a picture of people without any of them.
        """
        if id not in self.reader.ontology.concepts:
            return ()
        if id not in self._related:
            relations = self.reader.ontology.relations_of(id)
            others = {end for one in relations for end in (one.source, one.target)} - {id}
            used = self.used
            self._related[id] = sorted(
                others & used.keys(), key=lambda other: (-used[other], other)
            )
        return self._related[id]

    @cached_property
    def used(self) -> Mapping[str, int]:
        """How many people have each concept that anybody has."""
        concepts = self.reader.ontology.concepts
        counts = self.reader.counts({id: {id} for id in concepts})
        return {id: people for id, people in counts.items() if people}

    def between(
        self, people: Collection[str], things: Collection[str], *, whole: bool = False
    ) -> Part:
        """Return people and things with all that links them, and relations between concepts."""
        facts = [
            edge
            for edge in self.reader.facts(people)
            if edge.type in _TOLD or edge.target in things
        ]
        ties = self.reader.ties(people=people, nodes=things) if people and things else ()
        behind = self.reader.edges_behind(tie for tie in ties if tie.kind != "Project")
        edges = [*({edge.id: edge for edge in facts} | behind).values()]
        wanted = {*people, *things}
        ends = dict.fromkeys((*sorted(wanted), *(end for edge in edges for end in _ends(edge))))
        nodes = self.reader.nodes(ends)
        relations = self.reader.relations(things)
        if whole:
            wanted |= {id for id, node in nodes.items() if node.kind in ENTRY_KINDS}
            return _within(nodes.values(), [*edges, *relations], wanted)
        drawn = contracted(nodes.values(), edges, wanted)
        return _within(drawn.nodes, [*drawn.edges, *relations], wanted)

    def _of_person(self, id: str) -> list[str]:
        """Return what a person is tied to: employers and schools, then the longest used skills."""
        ties = self.reader.ties(people={id})
        schooled = any(tie.kind == "School" for tie in ties)
        # Its degree stands on the link to a school.
        told = {"Degree", "Field"} if schooled else set()
        ranked = sorted((tie for tie in ties if tie.kind not in told), key=_longest_first)
        return list(dict.fromkeys(tie.node for tie in ranked if tie.kind != "Project"))

    @cached_property
    def _related(self) -> dict[str, list[str]]:
        return {}


def around(
    surroundings: Surroundings, id: str, *, hops: int, limit: int, whole: bool
) -> tuple[Part, Sequence[str]]:
    """Return a node with what lies within some steps, and its neighbours in their order.

    The second step is taken from what few people have: what joins two people is rare.
    """
    reader, middle = surroundings.reader, surroundings.node(id)
    near = surroundings.nearest(middle, limit - 1)
    found = dict.fromkeys((id, *near))
    for _ in range(hops - 1):
        for beside in _further(surroundings, reader.nodes(found).values(), limit):
            if len(found) < limit:
                found.setdefault(beside)
    nodes = reader.nodes(found).values()
    people = {node.id for node in nodes if node.kind == "Person"}
    if middle.kind in ENTRY_KINDS:
        people |= set(reader.owners([id]).values())
    things = {node.id for node in nodes if node.kind != "Person"}
    return surroundings.between(people, things, whole=whole), near


def _further(surroundings: Surroundings, nodes: Iterable[Node], limit: int) -> Iterable[str]:
    """Give the neighbours of nodes: what several of the people have, and who has what is rare."""
    nodes = list(nodes)
    people = [node.id for node in nodes if node.kind == "Person"]
    tied = surroundings.reader.neighbours(people) if people else {}
    common = Counter(id for own in tied.values() for id in own)
    yield from sorted(common, key=lambda id: (-common[id], id))
    things = [node for node in nodes if node.kind not in _UNTIED]
    counts = surroundings.reader.counts({node.id: {node.id} for node in things}) if things else {}
    for node in sorted(things, key=lambda one: (counts[one.id], one.id)):
        yield from surroundings.nearest(node, min(limit, _READ))


_UNTIED: Final = ENTRY_KINDS | {"Person"}


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.source, edge.target


def _within(nodes: Iterable[Node], edges: Iterable[Edge], wanted: Collection[str]) -> Part:
    return Part(
        tuple(node for node in nodes if node.id in wanted),
        tuple(edge for edge in edges if edge.source in wanted and edge.target in wanted),
    )


def _longest_first(tie: Tie) -> tuple[int, int, int, str, str]:
    last = last_month(tie.last) if tie.last else 0
    months = tie.months or 0
    # Of employers and schools the latest are told first, of skills the longest used.
    order = (-last, -months) if tie.kind in {"Employer", "School"} else (-months, -last)
    return _FIRST.get(tie.kind, 2), *order, tie.node, tie.person
