"""Who and what connects two worlds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from ..errors import UsageError
from ..graph import resolve
from ..graph.model import Edge, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Tie
from ..ontology.kinds import SKILL_KINDS
from ..ontology.ontology import ANSWERING_TYPES, Ontology
from .answer import Answer, Row, Term, bits
from .evidence import CitedEdges, in_order, scene, sources
from .find.expression import And, Expression, Or, Predicate, leaves, parsed
from .find.rows import FindRow, RowBuilder
from .find.search import Search
from .find.targets import Target
from .measures.weights import informations
from .question import Argument, Question, Statement

MOST_READ: Final = 1000
"""Of how many people of a side, the strongest, the skills are compared."""
NAMED: Final = 3
BELONGING_TYPES: Final = ANSWERING_TYPES | {
    *("IN_ECOSYSTEM", "RUNS_ON", "HAS_RUNTIME", "SETTLES_ON"),
    *("BUILT_WITH", "CODED_IN", "IMPLIES"),
}
"""By which relations something belongs to the world of what they lead to."""


@dataclass(frozen=True, kw_only=True)
class BridgeRow(Row):
    """A person who has both sides, or a concept that people of both sides have.

    ``a`` and ``b`` are what a person has of each side, or the first people of each side who have a
    concept; ``people_a`` and ``people_b`` are how many people have it, None for a person.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    people_a: int | None = None
    people_b: int | None = None


@dataclass(frozen=True)
class Bridges(Question[BridgeRow]):
    """The people who belong to two worlds, and what people of either have in common.

    A side is a term or an expression as in ``find``, with its conditions: a stack, a domain
    (``EVM``), or ``at=EMPLOYER``. It is wider than in ``find``: to the world of a concept belongs,
    at any depth, also what is in its ecosystem, runs on it, settles on it, is built with it, coded
    in it or implies it, so that Solidity is of the EVM, and IBC of Cosmos. What is ruled out (NOT)
    is not widened. People come first. Who satisfies both sides scores what they have of the weaker
    one,

        min(strength in A, strength in B)

    where the strength in a side is the sum over the terms that the person satisfies there of
    information(world or employer) · credit / (credit + 12), as in ``find``, with the months of all
    that belongs to the world together. So a year on each side connects more than ten years and a
    mention.

    Then come concepts that at least two people have, one of each side, other than those that belong
    to one side alone. With a of A's people and b of B's,

        information(concept) · 2ab / (a · |B| + b · |A|)

    which is the harmonic mean of the shares of both sides who have it: what is rare elsewhere and
    usual on both sides connects them best. Who is on both sides counts on both. Ties are ordered
    by id.

    Not taken into account: whether the two sides were of one time or one project, whether people
    of the two know each other (see ``path``), and employers and schools that both sides share.
    Of a side of more than a thousand people the skills of the thousand strongest are compared.

    Complexity: ``find`` for everybody of either side, and one read of the skills of at most 2,000
    people.
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995, with counts mixed with a prior.

    >>> from commonground.queries.example import example
    >>> for row in bridges(example(), "Kafka", "Redis"):
    ...     print(row.name, row.a, row.b)
    Ana ('Apache Kafka',) ('Redis',)
    Go ('Ana',) ('Ana', 'Bo')
    REST ('Ana',) ('Ana', 'Cy', 'Bo')
    """

    name = "bridges"
    summary = "Show the people and concepts that connect two stacks, domains or employers."
    examples = (
        "commonground bridges EVM Cosmos",
        "commonground bridges 'at=Tallowmere Payments' blockchain",
    )
    arguments = (
        Argument("a", "one side, as in find: EVM, 'Go OR Rust', at=EMPLOYER", "term"),
        Argument("b", "the other side", "term"),
        Argument(
            "limit", "the most people, and concepts", "count", flags=("-n", "--limit"),
            unbounded=True,
        ),
    )  # fmt: skip
    columns = ("name", "kind", "score", "a", "b", "people a=people_a", "people b=people_b")

    a: str
    b: str
    limit: int | None = 10

    def __post_init__(self) -> None:
        super().__post_init__()
        for side in self.sides:
            if not _scoring(side):
                raise UsageError(f"a side of bridges names a skill or an employer, not {side}")
        if self.sides[0] == self.sides[1]:
            raise UsageError("bridges connect two different sides, as in bridges EVM Cosmos")

    @cached_property
    def sides(self) -> tuple[Expression, Expression]:
        """Both sides as expressions."""
        return parsed(self.a), parsed(self.b)

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who and what connects {self.a} and {self.b}?"

    def answer(self, reader: Reader) -> Answer[BridgeRow]:
        """Answer over a reader.

        Raises:
            NotFound, AmbiguousName: a label is unknown, or means several things.
        """
        search = _search(reader, Or(self.sides))
        strengths = _Strengths(search)
        a, b = (_Side(side, strengths.of(side)) for side in self.sides)
        people, concepts = _People(search, a, b, self.limit), _Concepts(search, a, b, self.limit)
        rows = (*people.rows(), *concepts.rows())
        links = [*people.edges(), *concepts.edges()]
        nodes, edges = scene(reader, [row.id for row in rows], links)
        notes = (_note(a, b, reader.population()), *_unread(a, b))
        return Answer(self.to_json(), rows, notes, nodes, edges)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that says who has both sides, decided on the server."""
        from ..graph.neo4j.matching import matching_parameters
        from ..graph.neo4j.statements import statement

        search = _search(reader, And(self.sides))
        criteria = [one.criterion for one in search.targets.values()]
        ids = sorted({id for criterion in criteria for id in criterion.nodes})
        people_with = reader.counts({id: (id,) for id in ids})
        return statement("matching"), matching_parameters(criteria, search.demand, people_with)


def bridges(graph: Graph, a: str, b: str, *, limit: int | None = 10) -> Answer[BridgeRow]:
    """Return who and what connects two sides.

    ``a`` and ``b`` are the sides. A term is as in ``find``: what a skill or employer is called,
    with conditions after a colon (``"Temporal:12m"``, ``"at=Initech"``), or an expression, ``"Kafka
    OR NATS"``. A concept stands for its world: also for what runs on it, is built with it, or
    belongs to it. ``limit`` is the most people and the most concepts, None for all.

    Each row is a person who has both sides, or after them a concept that people of both have. In
    ``a`` and ``b`` stand what the person has of each side, or the first people of each side who
    have the concept; ``people_a`` and ``people_b`` are how many have it.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.bridges(example(), "Kafka", "Redis"):
    ...     print(row.kind, row.name, row.a, row.b)
    Person Ana ('Apache Kafka',) ('Redis',)
    Language Go ('Ana',) ('Ana', 'Bo')
    Protocol REST ('Ana',) ('Ana', 'Cy', 'Bo')

    Raises:
        UsageError: a side cannot be read, or names neither a skill nor an employer.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    return Bridges.of(a, b, limit=limit).ask(graph)


def _scoring(side: Expression) -> list[Predicate]:
    """Return the terms that say how strongly somebody is on a side."""
    return list(
        dict.fromkeys(term for term, wanted in leaves(side) if wanted and term.field in {"", "at"})
    )


def _search(reader: Reader, expression: Expression) -> Search:
    """Return the search in which each term that is not ruled out stands for its world."""
    plain = Search.of(reader, expression)
    wide = {term for term, wanted in leaves(expression) if wanted and not term.field}
    targets = {
        term: _widened(reader.ontology, target) if term in wide else target
        for term, target in plain.targets.items()
    }
    return replace(plain, targets=targets)


def _widened(ontology: Ontology, target: Target) -> Target:
    nodes = _world(ontology, target.criterion.nodes)
    return replace(target, criterion=replace(target.criterion, nodes=nodes))


def _world(ontology: Ontology, concepts: Iterable[str]) -> frozenset[str]:
    """Return some concepts with all that belongs to them, at any depth."""
    found = dict.fromkeys(concepts)
    todo = list(found)
    for at in todo:
        for one in ontology.relations_of(at):
            if one.target == at and one.type in BELONGING_TYPES and one.source not in found:
                found[one.source] = None
                todo.append(one.source)
    return frozenset(found)


@dataclass(frozen=True)
class _Strengths:
    """What each term of a search is worth, and each person's part of it."""

    search: Search

    def of(self, side: Expression) -> dict[str, int]:
        """Return how strongly each person is on a side, in millionths of a bit."""
        return {who: -minus for minus, who in sorted(self.search.ranked(side), key=_person)}


def _person(ranked: tuple[int, str]) -> str:
    return ranked[1]


@dataclass(frozen=True)
class _Side:
    """An expression and how strongly the people who satisfy it are on this side."""

    expression: Expression
    people: Mapping[str, int]

    def world(self, targets: Mapping[Predicate, Target]) -> frozenset[str]:
        """Return all nodes by which somebody is on this side."""
        return frozenset().union(
            *(targets[term].criterion.nodes for term in _scoring(self.expression))
        )

    @cached_property
    def strongest(self) -> list[str]:
        """Return those whose skills are compared."""
        return sorted(self.people, key=lambda who: (-self.people[who], who))[:MOST_READ]


@dataclass(frozen=True)
class _People:
    """The people of both sides."""

    search: Search
    a: _Side
    b: _Side
    limit: int | None

    def rows(self) -> list[BridgeRow]:
        return [self._row(row) for row in self._picture.rows()]

    def edges(self) -> Sequence[Edge]:
        return self._scene[1]

    @cached_property
    def _picture(self) -> RowBuilder:
        ranked = sorted((-self._score(who), who) for who in self.a.people.keys() & self.b.people)
        return self.search.picture(Or((self.a.expression, self.b.expression)), ranked[: self.limit])

    def _score(self, who: str) -> int:
        return min(self.a.people[who], self.b.people[who])

    def _row(self, row: FindRow) -> BridgeRow:
        strengths = {"a": self.a.people[row.id], "b": self.b.people[row.id]}
        details = {side: bits(micro) for side, micro in strengths.items()}
        score = bits(self._score(row.id))
        return BridgeRow(
            id=row.id,
            kind=row.kind,
            name=row.name,
            sources=row.sources,
            score=score,
            terms=(Term("weaker side", score, None, details),),
            evidence=row.evidence,
            a=self._had(row.id, self.a),
            b=self._had(row.id, self.b),
        )

    def _had(self, who: str, side: _Side) -> tuple[str, ...]:
        """Return what a person has of a side, by the names of the nodes."""
        world = side.world(self.search.targets)
        found = (self._names[id] for id in self._ends[who] if id in world)
        return tuple(sorted(found, key=str.casefold))

    @cached_property
    def _scene(self) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        return self._picture.scene()

    @cached_property
    def _names(self) -> dict[str, str]:
        return {node.id: resolve.called(node) for node in self._scene[0]}

    @cached_property
    def _ends(self) -> dict[str, set[str]]:
        """What the edges of each person lead to; of a course of study, by way of that."""
        onward: defaultdict[str, set[str]] = defaultdict(set)
        for edge in self._scene[1]:
            onward[edge.source].add(edge.target)
        studies = {node.id for node in self._scene[0] if node.kind == "Education"}
        return {
            who: onward[who].union(*(onward[id] for id in onward[who] & studies))
            for who in self.a.people
        }


@dataclass(frozen=True)
class _Shared:
    """A concept with its people of each side, the strongest first."""

    id: str
    micro: int
    a: Sequence[str]
    b: Sequence[str]

    @property
    def shown(self) -> tuple[str, ...]:
        return (*self.a[:NAMED], *self.b[:NAMED])


@dataclass(frozen=True)
class _Concepts:
    """What people of both sides have."""

    search: Search
    a: _Side
    b: _Side
    limit: int | None

    def rows(self) -> list[BridgeRow]:
        return [self._row(one) for one in self._found]

    def edges(self) -> Sequence[Edge]:
        return self._cited.edges_of(*(tie for ties in self._ties.values() for tie in ties))

    @cached_property
    def _found(self) -> list[_Shared]:
        a, b = (self._of(side) for side in (self.a, self.b))
        both = [id for id in a.keys() & b.keys() if len({*a[id], *b[id]}) > 1]
        information = informations(self.search.reader, both)
        shared = [
            _Shared(id, self._micro(information[id], a[id], b[id]), a[id], b[id]) for id in both
        ]
        return sorted(shared, key=lambda one: (-one.micro, one.id))[: self.limit]

    def _micro(self, information: int, a: Sequence[str], b: Sequence[str]) -> int:
        sizes = len(self.a.strongest), len(self.b.strongest)
        return information * 2 * len(a) * len(b) // (len(a) * sizes[1] + len(b) * sizes[0])

    def _of(self, side: _Side) -> dict[str, list[str]]:
        """Return who of a side has each concept that may connect it to the other."""
        people: defaultdict[str, list[str]] = defaultdict(list)
        for who in side.strongest:
            for id in self._skills.get(who, ()):
                people[id].append(who)
        return people

    @cached_property
    def _skills(self) -> dict[str, list[str]]:
        reader, targets = self.search.reader, self.search.targets
        a, b = (side.world(targets) for side in (self.a, self.b))
        apart, concepts = a ^ b, reader.ontology.concepts
        found = reader.neighbours({*self.a.strongest, *self.b.strongest})
        return {
            who: [
                id
                for id in ids
                if id not in apart and id in concepts and concepts[id].kind in SKILL_KINDS
            ]
            for who, ids in found.items()
        }

    @cached_property
    def _ties(self) -> dict[str, list[Tie]]:
        """The ties of the people who are named to each concept."""
        wanted = {(who, one.id) for one in self._found for who in one.shown}
        people, nodes = {who for who, _ in wanted}, {id for _, id in wanted}
        found: dict[str, list[Tie]] = {one.id: [] for one in self._found}
        for tie in self.search.reader.ties(people=people, nodes=nodes) if wanted else ():
            if (tie.person, tie.node) in wanted:
                found[tie.node].append(tie)
        return found

    @cached_property
    def _cited(self) -> CitedEdges:
        return CitedEdges(self.search.reader, [tie for own in self._ties.values() for tie in own])

    @cached_property
    def _names(self) -> dict[str, Node]:
        ids = (id for one in self._found for id in (one.id, *one.shown))
        return self.search.reader.nodes(dict.fromkeys(ids))

    def _row(self, shared: _Shared) -> BridgeRow:
        concept = self._names[shared.id]
        evidence = in_order(self._cited.of(*self._ties[shared.id]))
        return BridgeRow(
            id=concept.id,
            kind=concept.kind,
            name=concept.name,
            sources=sources(evidence),
            score=bits(shared.micro),
            terms=(Term("shared by both sides", bits(shared.micro)),),
            evidence=evidence,
            a=self._called(shared.a),
            b=self._called(shared.b),
            people_a=len(shared.a),
            people_b=len(shared.b),
        )

    def _called(self, people: Sequence[str]) -> tuple[str, ...]:
        return tuple(resolve.called(self._names[who]) for who in people[:NAMED])


def _note(a: _Side, b: _Side, people: int) -> str:
    both = len(a.people.keys() & b.people.keys())
    chance = len(a.people) * len(b.people) / people if people else 0.0
    one = f"{len(a.people)} and {len(b.people)} have one"
    return f"{both} of {people} people have both; by chance it would be {chance:.1f} ({one})"


def _unread(*sides: _Side) -> list[str]:
    return [
        f"of {side.expression} the skills of the {MOST_READ:,} strongest people are compared"
        for side in sides
        if len(side.people) > MOST_READ
    ]
