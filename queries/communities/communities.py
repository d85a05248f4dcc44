"""Who belongs together by what they know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import combinations
from math import log2
from typing import Any, Final

from ...graph import resolve
from ...graph.matching import People
from ...graph.model import Node, stable_id
from ...graph.opening import Graph
from ...graph.reader import Reader
from ...graph.shares import NAMED
from ...graph.ties import Tie
from ..answer import Answer, Row
from ..evidence import CitedEdges, in_order, scene, sources
from ..find.expression import Expression, conjunction
from ..find.search import Search
from ..question import LIMIT, Argument, Question, Statement
from ..shared import Holder
from .projection import COMMON, Projection, projected

CENTRAL: Final = 3
NAMING: Final = 3
DISTINGUISHING: Final = 6
DRAWN: Final = 240
"""People of all communities together that a picture shows."""
BETWEEN: Final = 3
"""Who has a third of their links' weight with one other community stands between the two."""


@dataclass(frozen=True, kw_only=True)
class CommunityRow(Row):
    """A community, named by its first concepts.

    ``concepts`` set it apart, each with how many ``people`` of it have it and the ``lift``, by how
    much more often than elsewhere in the graph. ``people`` are the most central, each with the
    lines that say those concepts of them; ``members`` all. ``bridging`` is how many of them stand
    between it and another community.
    """

    size: int
    concepts: tuple[Mapping[str, Any], ...]
    people: tuple[Holder, ...]
    bridging: int
    members: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Communities(Question[CommunityRow]):
    """The groups of people who share more with each other than with others, by what they know.

    People are linked by the skills that they share. A skill that n people have links each of them
    to the others with

        information(skill) · min(strength of both) / (n - 1)

    where strength is that of ``similar``: credit / (credit + 12), fading with time. So a skill
    gives everybody who has it the same weight, however many share it, and rare ones weigh more.
    Skills that more than 20 % of the people have link nobody, unless they are ten people at most.
    Of very many people each is linked by a skill to a few only, the next ones in an order that is
    drawn for the skill, so that there is about a link for each use; a note says to how many.

    Communities are those of the Louvain method, which looks for the greatest modularity; its random
    numbers are fixed, so that one graph has one answer. It finds a good division, not the best one,
    and may not see groups that are very small beside the whole. Who is alone is left out.

    A concept sets a community apart by share · log2(share / share of all), of the people who have
    it directly: a term of the Kullback–Leibler divergence between the two. The most central people
    are those with the greatest weight of links within. Who has a third of the weight of all their
    links with one other community stands between the two, and counts for both. Largest communities
    come first, then by ids.

    Complexity: one read of all uses of the skills, O(u) links of u uses, and O(links) a pass of the
    Louvain method; fifty thousand people at most.
    Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of
    communities in large networks", Journal of Statistical Mechanics (2008) P10008; the weights
    as in M. E. J. Newman, "Scientific collaboration networks. II", Physical Review E 64 (2001)
    016132.

    >>> from commonground.queries.example import example
    >>> for row in communities(example()):
    ...     print(row.size, [one["name"] for one in row.members])
    3 ['Bo', 'Cy', 'Ana']
    """

    name = "communities"
    summary = "Show who belongs together by what they know, and what sets each group apart."
    examples = ("commonground communities", "commonground communities blockchain -n 5")
    arguments = (
        Argument(
            "terms",
            "only among people who have this, as in find (default: everybody)",
            "term",
            metavar="TERM",
            many=True,
        ),
        LIMIT,
    )
    columns = ("name", "size", "central=people", "bridging")
    under = "people"

    terms: tuple[str, ...] = ()
    limit: int | None = 10

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.expression  # what cannot be read is refused now, not when it is asked

    @cached_property
    def expression(self) -> Expression | None:
        """The terms as one expression."""
        return conjunction(self.terms) if self.terms else None

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        among = f" of those who have {self.expression}" if self.expression else ""
        return f"Which people{among} belong together by what they know?"

    def answer(self, reader: Reader) -> Answer[CommunityRow]:
        """Answer over a reader.

        Raises:
            UsageError: more people are asked about than can be compared.
            NotFound, AmbiguousName: a label is unknown, or means several things.
        """
        projection = projected(reader, self._among(reader))
        found = projection.communities()
        telling = _Telling(reader, projection, found, found[: self.limit])
        nodes, edges = telling.scene()
        notes = tuple(_notes(projection, found, self.limit))
        extras = {"bridges": telling.bridges()}
        return Answer(self.to_json(), telling.rows(), notes, nodes, edges, extras)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the uses by which people are linked."""
        from ...graph.neo4j.statements import statement

        linking = sorted(projected(reader, self._among(reader)).uses)
        return statement("uses"), {"ids": linking, "named": NAMED}

    def _among(self, reader: Reader) -> People | None:
        if self.expression is None:
            return None
        return Search.of(reader, self.expression).people(self.expression)


def communities(graph: Graph, *terms: str, limit: int | None = 10) -> Answer[CommunityRow]:
    """Return who belongs together by what they know: of all, or of those who satisfy terms.

    A term is as in ``find``: what a skill or employer is called, with conditions after a colon
    (``"Temporal:12m"``, ``"at=Initech"``), or an expression, ``"Kafka OR NATS"``. ``limit`` is the
    most rows, None for all.

    Each row is a community, the largest first, named by its first ``concepts``, which set it apart.
    ``size`` is how many belong to it, ``people`` are the most central, ``members`` all of them;
    ``bridging`` is how many of them stand between it and another one.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.communities(example()):
    ...     print(row.size, [one["name"] for one in row.members])
    3 ['Bo', 'Cy', 'Ana']

    Raises:
        UsageError: a term cannot be read, or the people are too many.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    return Communities.of(*terms, limit=limit).ask(graph)


@dataclass(frozen=True)
class _Telling:
    """The communities that are shown, as rows."""

    reader: Reader
    projection: Projection
    every: Sequence[Sequence[int]]
    shown: Sequence[Sequence[int]]

    def rows(self) -> tuple[CommunityRow, ...]:
        return tuple(self._row(at) for at in range(len(self.shown)))

    def bridges(self) -> list[dict[str, Any]]:
        """Return how many people stand between each two communities that are shown."""
        pairs = ((pair, self._between[pair]) for pair in combinations(range(len(self.shown)), 2))
        return [
            {
                "communities": [{"id": self._id(at), "name": self._name(at)} for at in pair],
                "count": len(people),
                "people": [self._person(number) for number in people[:CENTRAL]],
            }
            for pair, people in pairs
            if people
        ]

    def scene(self) -> Any:
        """Return the members, of large communities the most central, and what sets these apart."""
        people = {self.projection.people[number] for own in self._drawn for number in own}
        concepts = {id for own in self._apart for id, _ in own}
        ties = self.reader.ties(people=people, nodes=concepts) if people and concepts else ()
        edges = self.reader.edges_behind(ties)
        return scene(self.reader, (*sorted(people), *sorted(concepts)), edges.values())

    def _row(self, at: int) -> CommunityRow:
        members, apart = self.shown[at], self._apart[at]
        ids = [id for id, _ in apart]
        people = tuple(self._holder(number, ids) for number in self._central[at])
        evidence = in_order(one for holder in people for one in holder.evidence)
        between = {number for pair, own in self._between.items() if at in pair for number in own}
        return CommunityRow(
            id=self._id(at),
            kind="Community",
            name=self._name(at),
            sources=sources(evidence),
            evidence=evidence,
            size=len(members),
            concepts=tuple(self._concept(at, id, people) for id, people in apart),
            people=people,
            bridging=len(between.intersection(members)),
            members=tuple(map(self._person, members)),
        )

    def _id(self, at: int) -> str:
        return stable_id("community", *(self.projection.people[one] for one in self.shown[at]))

    def _name(self, at: int) -> str:
        return ", ".join(resolve.called(self._names[id]) for id, _ in self._apart[at][:NAMING])

    def _person(self, number: int) -> dict[str, Any]:
        id = self.projection.people[number]
        return {"id": id, "name": self._names[id].name if id in self._names else None}

    def _concept(self, at: int, id: str, people: int) -> dict[str, Any]:
        share, usual = self._shares(at, id, people)
        name = resolve.called(self._names[id])
        return {"id": id, "name": name, "people": people, "lift": round(share / usual, 3)}

    def _shares(self, at: int, id: str, people: int) -> tuple[float, float]:
        users, everybody = len(self.projection.uses[id]), len(self.projection.people)
        return people / len(self.shown[at]), users / everybody

    def _holder(self, number: int, concepts: Sequence[str]) -> Holder:
        id = self.projection.people[number]
        ties = [tie for tie in self._ties if tie.person == id and tie.node in concepts]
        return Holder(id, self._names[id].name, self._cited.of(*ties))

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number: at for at, members in enumerate(self.every) for number in members}

    @cached_property
    def _weights(self) -> dict[int, dict[int, int]]:
        """The weight of everybody's links with each community."""
        weights: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (a, b), weight in self.projection.links.items():
            for one, other in ((a, b), (b, a)):
                if other in self._places:
                    weights[one][self._places[other]] += weight
        return {number: dict(weights[number]) for number in sorted(self._places)}

    @cached_property
    def _between(self) -> dict[tuple[int, int], list[int]]:
        """Who stands between each two communities, by number."""
        found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for number, weights in self._weights.items():
            own, whole = self._places[number], sum(weights.values())
            for at, weight in weights.items():
                if at != own and BETWEEN * weight >= whole:
                    found[min(own, at), max(own, at)].append(number)
        return defaultdict(list, found)

    @cached_property
    def _central(self) -> list[list[int]]:
        return [own[:CENTRAL] for own in self._drawn]

    @cached_property
    def _drawn(self) -> list[list[int]]:
        """The most central people of each community, as many as can be drawn."""
        weights, most = self._weights, max(CENTRAL, DRAWN // max(1, len(self.shown)))
        return [
            nsmallest(most, members, key=lambda one: (-weights[one].get(at, 0), one))
            for at, members in enumerate(self.shown)
        ]

    @cached_property
    def _apart(self) -> list[list[tuple[str, int]]]:
        """What sets each community apart, and how many of it have that."""
        counts: list[defaultdict[str, int]] = [defaultdict(int) for _ in self.shown]
        for id, users in self.projection.uses.items():
            for number in users:
                if self._places.get(number, len(counts)) < len(counts):
                    counts[self._places[number]][id] += 1
        return [self._first(at, own) for at, own in enumerate(counts)]

    def _first(self, at: int, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        def apart(id: str) -> tuple[float, str]:
            share, usual = self._shares(at, id, counts[id])
            return -round(share * log2(share / usual), 9), id

        # What one of them has says nothing of the others.
        several = (id for id, people in counts.items() if people > 1)
        return [(id, counts[id]) for id in nsmallest(DISTINGUISHING, several, key=apart)]

    @cached_property
    def _ties(self) -> Sequence[Tie]:
        people = {self.projection.people[number] for own in self._central for number in own}
        nodes = {id for own in self._apart for id, _ in own}
        return self.reader.ties(people=people, nodes=nodes) if people and nodes else ()

    @cached_property
    def _cited(self) -> CitedEdges:
        return CitedEdges(self.reader, self._ties)

    @cached_property
    def _names(self) -> dict[str, Node]:
        people = (self.projection.people[number] for own in self.shown for number in own)
        concepts = (id for own in self._apart for id, _ in own)
        return self.reader.nodes(dict.fromkeys((*people, *concepts)))


def _notes(projection: Projection, found: Sequence[Sequence[int]], limit: int | None) -> list[str]:
    count, people = len(found), len(projection.people)
    notes = []
    if limit is not None and limit < count:
        notes.append(f"{limit} of {count} communities {'is' if limit == 1 else 'are'} shown")
    if alone := people - sum(map(len, found)):
        notes.append(f"{alone} of {people} people are in none: they share nothing that links them")
    if projection.common:
        left_out = len(projection.common)
        notes.append(f"left out: {left_out} skills that more than {COMMON} % of the people have")
    if projection.sampled:
        notes.append(f"a skill that many have links each of them to {2 * projection.reach} others")
    if found:
        notes.append(f"modularity {projection.modularity(found):.2f}")
    return notes
