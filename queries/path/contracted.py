"""The graph that paths run over: people, skills, employers and schools, nothing between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ...graph.reader import Reader
from ...graph.region import PathCosts, Region
from ...ontology.kinds import SKILL_KINDS
from ...ontology.model import Relation
from ..answer import MICRO
from ..measures.nearness import leads_on, walked
from ..measures.weights import passing, share, step

MIDDLE_KINDS: Final = SKILL_KINDS | {"Person", "Employer", "School"}
# A guess at where listing everybody begins to cost more than asking about those who matter.
HUB_DEGREE: Final = 64
"""More people than these are not listed for an end, but asked for among those who matter."""

TIES: Final = 32
"""About as many skills, employers and schools has a person."""


class Contracted:
    """Knows the surroundings of the nodes that it was told to look at, and no more.

    Ties between people and nodes cost nothing; an ontology relation costs ``-log2`` of the better
    of its two weights. Passing a person costs one bit, any other node
    ``log2(1 + people_with + 100 · share)``. Categories, degrees, fields and projects are there only
    as ends. ``hubs`` are the ends to which many people are tied.
    """

    def __init__(self, reader: Reader, ends: Collection[str]) -> None:
        self._reader = reader
        self._ends = frozenset(ends)
        found = reader.nodes(self._ends).values()
        self._people = {node.id for node in found if node.kind == "Person"}
        self._around: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._node_costs: dict[str, int] = {}
        self._with: dict[str, int] = {}
        self._looked: set[str] = set()
        self._stepped: dict[tuple[str, str], Relation | None] = {}
        self._turns: dict[tuple[str, str, str], bool] = {}
        self._met: set[str] = set()
        # Degrees decide which ends are hubs before anything is listed.
        self._price(self._ends)
        self.hubs = frozenset(id for id in self._ends if self._with.get(id, 0) > HUB_DEGREE)

    def around(self, id: str) -> Mapping[str, int]:
        """Return the known neighbours of a node with the cost of the step to each."""
        return self._around[id]

    def node_cost(self, id: str) -> int:
        """Return the cost of passing through a known node."""
        return self._node_costs[id]

    def tied(self, a: str, b: str) -> bool:
        """Return whether a fact joins two nodes, as far as is known."""
        # Facts join a person and a thing; between things there are relations alone.
        return (a in self._people) != (b in self._people) and b in self._around[a]

    def leads_on(self, a: str, b: str, c: str) -> bool:
        """Return whether the relations from ``a`` to ``b`` to ``c`` say something of both ends."""
        # A search turns at the same few concepts again and again.
        if (a, b, c) not in self._turns:
            one, two = self.relation(a, b), self.relation(b, c)
            leads = one is not None and two is not None and leads_on(walked(one, a), walked(two, b))
            self._turns[a, b, c] = leads
        return self._turns[a, b, c]

    def people_with(self, id: str) -> int:
        """Return how many people are tied to a known node that is no person."""
        return self._with[id]

    def looked_at(self, id: str) -> bool:
        """Return whether all that matters around a node is known."""
        return id in self._looked

    def relation(self, a: str, b: str) -> Relation | None:
        """Return the relation by which a path steps from one concept to another, if it does."""
        # A search turns at the same few concepts again and again.
        if (a, b) not in self._stepped:
            both = (one for one in self._relations(a) if b in (one.source, one.target))
            self._stepped[a, b] = min(both, key=_nearest_first, default=None)
        return self._stepped[a, b]

    def is_person(self, id: str) -> bool:
        """Return whether a known node is a person."""
        return id in self._people

    def size(self, id: str) -> int:
        """Return about how many ties a look at a known node lists."""
        return 0 if id in self.hubs else self._with.get(id, TIES)

    def look(self, ids: Iterable[str]) -> Collection[str]:
        """Learn the neighbours of some known nodes and what they cost: two calls, or three.

        Of a hub the people are not learnt, but whether known people are tied to it. Returns
        the nodes around which something is new.
        """
        fresh = sorted(set(ids) - self._looked)
        self._looked.update(fresh)
        wanted = [id for id in fresh if id not in self.hubs and not self._is_told(id)]
        for id, others in self._reader.neighbours(wanted).items() if wanted else ():
            self._people.update(() if id in self._people else others)
            self._tie(id, others)
        for id in fresh:
            self._relate(id)
        self._price({other for id in fresh for other in self._around[id]})
        self._meet()
        return self.hubs.union(fresh)

    def learn(self, region: Region) -> None:
        """Learn all of a part of the graph."""
        self._people |= region.people
        self._with |= region.people_with
        for a, b, cost in region.edges:
            self._tie(a, [b], cost)
        costs = PATH_COSTS.node
        ontology = self._reader.ontology
        self._node_costs |= dict.fromkeys(region.people, PATH_COSTS.person)
        self._node_costs |= {
            id: costs(count, share(ontology, id)) for id, count in region.people_with.items()
        }

    def join(self, count: int) -> None:
        """Learn the first people, by id, who are tied to both of two hubs."""
        both = sorted(self.hubs)
        if len(both) == 2:
            people = self._reader.tied_to_all(both, first=count)
            self._people.update(people)
            for end in both:
                self._tie(end, people)
            self._price(people)

    def expand_hub(self) -> str:
        """Treat the smaller of the hubs as any other node from now on; return which it is."""
        end = min(self.hubs, key=lambda id: (self._with[id], id))
        self.hubs -= {end}
        self._looked.discard(end)
        return end

    def _is_told(self, id: str) -> bool:
        """Return whether all people of a node are known without asking."""
        around, people = self._around[id], self._with.get(id)
        # Fewer people known than there are: somebody is not listed yet.
        if people is None or people > len(around):
            return False
        return people == sum(other in self._people for other in around)

    def _tie(self, id: str, others: Iterable[str], cost: int = 0) -> None:
        for other in others:
            self._around[id][other] = cost
            self._around[other][id] = cost

    def _relate(self, id: str) -> None:
        concepts = self._reader.ontology.concepts
        for relation in self._relations(id):
            other = relation.target if relation.source == id else relation.source
            if other != id and (concepts[other].kind in MIDDLE_KINDS or other in self._ends):
                cost = step(nearer(relation))
                self._tie(id, [other], min(cost, self._around[id].get(other, cost)))

    def _relations(self, id: str) -> list[Relation]:
        concepts = self._reader.ontology.concepts
        return [
            one
            for one in self._reader.ontology.relations_of(id)
            if nearer(one) > 0 and one.source in concepts and one.target in concepts
        ]

    def _price(self, ids: Iterable[str]) -> None:
        fresh = sorted(set(ids) - self._node_costs.keys())
        others = [id for id in fresh if id not in self._people]
        self._with |= self._reader.counts({id: (id,) for id in others}) if others else {}
        ontology = self._reader.ontology
        self._node_costs |= dict.fromkeys(fresh, MICRO)
        self._node_costs |= {id: passing(self._with[id], share(ontology, id)) for id in others}

    def _meet(self) -> None:
        """Learn which of the people that are new are tied to a hub."""
        fresh = self._people - self._met if self.hubs else ()
        self._met.update(fresh)
        for end in sorted(self.hubs) if fresh else ():
            self._tie(end, self._reader.tied_to_all([end], among=sorted(fresh)))


def _nearest_first(relation: Relation) -> tuple[float, str, str]:
    return -nearer(relation), relation.type, relation.source


def nearer(relation: Relation) -> float:
    """Return the better of a relation's two weights: a path reads the same from both its ends."""
    return max(relation.weight, relation.reverse)


def relation_cost(relation: Relation) -> int | None:
    """Return the cost of a relation on a path; None where it is none."""
    weight = nearer(relation)
    return step(weight) if weight > 0 else None


PATH_COSTS: Final = PathCosts(MICRO, passing, relation_cost, MIDDLE_KINDS)
"""What lies on a path and what it costs."""
