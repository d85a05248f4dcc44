"""The map of a graph: which skills go together, and how many people are at home in each group.

Skills are grouped, not people: there are some thousand of them in a graph of any size, and what
goes together is told by some thousand people as well as by all. So the map of a large graph is of a
sample, and says so. Ids are drawn by a hash: every n-th of them is a fair sample.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import combinations
from math import log2, sqrt
from typing import Final

from ..graph.model import Edge, Node, Value, edge_id, stable_id
from ..graph.reader import Reader
from ..ontology.kinds import SKILL_KINDS
from ..queries.measures.weights import informations
from .clusters import divided
from .listing import Listing, RelatedNode
from .nearest import within
from .scene import LIMIT, Scene
from .words import caption, counted

SAMPLE: Final = 2_000
"""People who are read: of more the map changes little, and takes longer."""
_RAREST: Final = 14
"""Skills of one person by which others are linked: what is left says less, and costs the square."""
_NEAREST: Final = 6
"""Skills that each is linked to, those it goes with most: more blur what goes together."""
_NAMING: Final = 3
_TOLD: Final = 6
_SMALLEST: Final = 3
_BETWEEN: Final = 3
"""Who has a third of what they know in another group stands between the two."""
_MOST: Final = 40
_LISTED: Final = 30
"""People of a group who are named."""


def scene_of_map(reader: Reader, *, title: str | None = None, limit: int = LIMIT) -> Scene:
    """Return the communities of a graph as a scene, with the skills by which each stands out.

    They are those of the question ``communities``; of more people than are read, of a sample.
    """
    if reader.population() <= SAMPLE:
        from .community_map import scene_of_communities

        return scene_of_communities(reader, title=title, limit=limit)
    found = _Map.of(reader)
    nodes, edges = found.nodes(), found.edges()
    focus = tuple(node.id for node in nodes if node.kind == "Community")
    kept, inner, left_out = within(nodes, edges, focus, limit)
    there = {node.id for node in kept}
    return Scene(
        title=title or "Who knows what",
        nodes=kept,
        edges=inner,
        rows=found.rows(),
        notes=found.notes(),
        focus=tuple(id for id in focus if id in there),
        left_out=left_out,
    )


@dataclass(frozen=True)
class _Group:
    """Some people by number, and the skills that set them apart, the most telling first."""

    members: Sequence[int]
    apart: Sequence[str]
    name: str

    @property
    def id(self) -> str:
        return stable_id("community", *self.apart)


@dataclass(frozen=True)
class _Map:
    """People of a sample with their skills, and what each skill tells."""

    reader: Reader
    population: int
    people: Sequence[str]
    skills: Sequence[Sequence[str]]
    information: Mapping[str, int]

    @classmethod
    def of(cls, reader: Reader) -> _Map:
        everyone = reader.everyone()
        step = max(1, -(-len(everyone) // SAMPLE))
        sample = everyone[::step]
        concepts = reader.ontology.concepts
        tied = reader.neighbours(sample) if sample else {}
        own = [
            [id for id in tied.get(who, ()) if id in concepts and concepts[id].kind in SKILL_KINDS]
            for who in sample
        ]
        known = sorted({id for some in own for id in some})
        return cls(reader, len(everyone), sample, own, informations(reader, known) if known else {})

    def notes(self) -> tuple[str, ...]:
        read = counted(len(self.skills), "person", "people")
        return (f"Out of {read} drawn from {self.population:,}; sizes are estimates.",)

    def rows(self) -> tuple[Listing, ...]:
        """Return each group with the first of its people who were drawn."""
        drawn = {who for one in self._groups for who in one.members[:_LISTED]}
        named = self.reader.nodes([self.people[who] for who in sorted(drawn)])
        return tuple(self._row(one, named) for one in self._groups)

    def _row(self, group: _Group, named: Mapping[str, Node]) -> Listing:
        ids = [self.people[who] for who in group.members[:_LISTED]]
        people = (RelatedNode(id, caption(named[id])) for id in ids if id in named)
        facts = (
            ("concepts", ", ".join(self._names(group.apart))),
            ("people", f"about {self._scaled(len(group.members)):,}"),
        )
        return Listing(
            id=group.id,
            kind="Community",
            name=group.name,
            facts=facts,
            people=tuple(people),
            members=(group.id, *group.apart),
        )

    def nodes(self) -> list[Node]:
        named = self.reader.nodes(dict.fromkeys(id for one in self._groups for id in one.apart))
        bubbles = [
            Node(
                one.id,
                "Community",
                one.name,
                {"people": self._scaled(len(one.members)), "concepts": self._names(one.apart)},
            )
            for one in self._groups
        ]
        return [*bubbles, *named.values()]

    def edges(self) -> list[Edge]:
        return [*self._telling(), *self._between()]

    def _telling(self) -> list[Edge]:
        """Link each group with what sets it apart."""
        edges = []
        for group in self._groups:
            count = Counter(id for who in group.members for id in self.skills[who])
            for id in group.apart:
                people = self._scaled(count[id])
                own = edge_id("STANDS_OUT", group.id, id)
                edges.append(Edge(own, "STANDS_OUT", group.id, id, {"people": people}))
        return edges

    def _between(self) -> list[Edge]:
        """Link groups by the people who stand between them, and what they have in common."""
        at = {who: place for place, one in enumerate(self._groups) for who in one.members}
        pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for who, place in at.items():
            weights = self._weights(who)
            for other, weight in weights.items():
                if other != place and _BETWEEN * weight >= weights.total():
                    pairs[min(place, other), max(place, other)].append(who)
        return [self._link(a, b, people) for (a, b), people in sorted(pairs.items())]

    def _link(self, a: int, b: int, people: Sequence[int]) -> Edge:
        one, other = self._groups[a], self._groups[b]
        common = Counter(id for who in people for id in self.skills[who])
        telling = sorted(common, key=lambda id: (-common[id] * self.information[id], id))
        properties: dict[str, Value] = {
            "people": self._scaled(len(people)),
            "in_common": self._names(telling[:_TOLD]),
        }
        own = edge_id("BETWEEN", one.id, other.id)
        return Edge(own, "BETWEEN", one.id, other.id, properties)

    def _weights(self, who: int) -> Counter[int]:
        """Return how much of what somebody knows lies in each group."""
        found: Counter[int] = Counter()
        for id in self.skills[who]:
            if id in self._place_of:
                found[self._place_of[id]] += self.information[id]
        return found

    @cached_property
    def _clusters(self) -> Mapping[str, int]:
        """The number of each skill's cluster: those go together that the same people have."""
        usual = Counter(id for own in self.skills for id in own)
        near: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for own in self.skills:
            told = [id for id in own if usual[id] >= min(_SMALLEST, len(self.skills) // 8)]
            rarest = sorted(told, key=lambda id: (-self.information[id], id))[:_RAREST]
            for a, b in combinations(sorted(rarest), 2):
                near[a][b] += 1
                near[b][a] += 1
        return divided(_nearest(near, usual))

    @cached_property
    def _groups(self) -> list[_Group]:
        """The groups of people by the cluster in which most of what they know lies."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for who, own in enumerate(self.skills):
            weights: Counter[int] = Counter()
            for id in own:
                if id in self._clusters:
                    weights[self._clusters[id]] += self.information[id]
            if weights:
                members[min(weights, key=lambda one: (-weights[one], one))].append(who)
        large = sorted(
            (one for one in members if len(members[one]) >= _SMALLEST),
            key=lambda one: (-len(members[one]), one),
        )
        usual = Counter(id for own in self.skills for id in own)
        found = [self._group(members[one], usual) for one in large[:_MOST]]
        return [one for one in found if one.apart]

    def _group(self, members: Sequence[int], usual: Mapping[str, int]) -> _Group:
        count = Counter(id for who in members for id in self.skills[who])

        def apart(id: str) -> tuple[float, str]:
            share = count[id] / len(members)
            return -round(share * log2(share * len(self.skills) / usual[id]), 9), id

        # What one of them has says nothing of the others.
        telling = sorted((id for id in count if count[id] > 1), key=apart)[:_TOLD]
        return _Group(members, telling, ", ".join(self._names(telling[:_NAMING])))

    @cached_property
    def _place_of(self) -> Mapping[str, int]:
        """In which group each skill is at home."""
        homes: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for place, group in enumerate(self._groups):
            for who in group.members:
                for id in self.skills[who]:
                    homes[id][place] += 1
        sizes = [len(group.members) for group in self._groups]
        return {
            id: min(own, key=lambda place: (-own[place] / sizes[place], place))
            for id, own in homes.items()
        }

    def _scaled(self, count: int) -> int:
        return round(count * self.population / max(1, len(self.skills)))

    def _names(self, ids: Sequence[str]) -> list[str]:
        concepts = self.reader.ontology.concepts
        return [concepts[id].name for id in ids]


def _nearest(
    near: Mapping[str, Mapping[str, int]], usual: Mapping[str, int]
) -> dict[tuple[str, str], float]:
    """Return the strongest links of each skill, by the cosine of the sets of their people."""
    links: dict[tuple[str, str], float] = {}
    for id, others in near.items():
        cosines = (
            (-round(count / sqrt(usual[id] * usual[other]), 9), other)
            for other, count in others.items()
        )
        for cosine, other in nsmallest(_NEAREST, cosines):
            links[min(id, other), max(id, other)] = -cosine
    return links
