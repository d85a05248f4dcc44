"""What a person lacks of a stack, the nearest they have, and who has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal

from ..errors import UsageError, quoted
from ..graph import resolve
from ..graph.criteria import MatchedTies
from ..graph.display import Brief
from ..graph.model import Edge, Evidence, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.shares import credit
from ..graph.ties import Tie
from .answer import Answer, Row
from .evidence import CitedEdges, scene, sources
from .find.expression import Or, Predicate, conjunction, leaves
from .find.search import Search
from .find.targets import Target
from .measures.nearness import SAME, nearness
from .measures.periods import certain, overlap
from .measures.weights import depth
from .question import PERSON, Argument, Named, Question, Statement, joined

SHOWN: Final = 3
"""How many people are named who have it most, and of the colleagues who have it."""


@dataclass(frozen=True)
class Knower(Brief):
    """Somebody who has it, for how long, until when; of a colleague, where the two met."""

    id: str
    name: str | None
    months: int | None
    last: str | None
    employer: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class GapRow(Row):
    """A term: what the person has of it, and who has it.

    ``has`` is ``yes``; ``less`` where they have it and not as long or late as is asked; ``near``
    where the nearest they have is something else; ``no``. ``months`` and ``last`` are their own.
    ``nearest`` is a concept of theirs with ``nearness``, ``months`` and ``last``. The evidence is
    of what they have, or of the nearest.
    """

    term: str
    has: Literal["yes", "less", "near", "no"]
    months: int | None = None
    last: str | None = None
    nearest: Mapping[str, Any] | None = None
    colleagues: tuple[Knower, ...] = ()
    most: tuple[Knower, ...] = ()


@dataclass(frozen=True)
class Gap(Question[GapRow]):
    """For each term whether a person has it, the nearest that they have, and whom they could ask.

    A term is had as in ``find``, by the concept or what answers for it, and with its conditions;
    every skill that an expression names is a row of its own, in the order of the question. Who has
    nothing that answers for it may have something near: of their skills that with the highest

        nearness · credit / (credit + 12)

    where nearness is the highest to anything that answers for the term (see ``nearness``; 0.2 is
    the least there is) and credit is that of ``find``. Ties are ordered by id.

    ``colleagues`` are people who satisfy the term and whose stint at an employer surely overlaps
    one of the person's there; ``most`` are the people of the whole graph, the person left out, who
    satisfy it with the most credit. Three of each are named, the most credit first, then by id.
    Whether they are still there, or would help, the graph does not know.

    Complexity: ``find`` for everybody who has any of the terms; O(t · a) for t ties of the person
    and a concepts that answer for what they lack. Whatever the number of terms and people, the
    graph is asked a fixed number of times.

    >>> from commonground.queries.example import example
    >>> for row in gap(example(), "Cy", "Redis", "PostgreSQL", "Temporal"):
    ...     near = row.nearest and row.nearest["name"]
    ...     print(row.name, row.has, near, [one.name for one in row.most])
    Redis yes None ['Ana', 'Bo']
    PostgreSQL no None []
    Temporal no None ['Bo']
    """

    name = "gap"
    summary = "Show what a person lacks of a stack, the nearest they have, and who has it."
    examples = ("commonground gap ada.md Solidity Kubernetes:2y NATS",)
    arguments = (
        Argument("person", PERSON),
        Argument("terms", "skills as in find: Temporal, Kafka:2y", "term", "TERM", many=True),
    )
    columns = ("term", "has", "months", "last", "nearest", "colleagues", "most", "sources")

    person: str
    terms: tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        for term, wanted in leaves(conjunction(self.terms)):
            if term.field or not wanted:
                said = str(term) if wanted else f"NOT {term}"
                raise UsageError(f"gap asks for skills that somebody may lack, not {quoted(said)}")

    @cached_property
    def wanted(self) -> tuple[Predicate, ...]:
        """The terms, each once."""
        # A weight and an option say how to rank, and here nobody is ranked by several terms.
        terms = (term for term, _ in leaves(conjunction(self.terms)))
        return tuple(dict.fromkeys(replace(one, weight=1, optional=False) for one in terms))

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"What does {names.get(self.person, self.person)} lack of {joined(self.terms)}?"

    def answer(self, reader: Reader) -> Answer[GapRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        search = Search.of(reader, Or(self.wanted) if len(self.wanted) > 1 else self.wanted[0])
        gaps = _Gaps(reader, person, search)
        rows = tuple(gaps.row(term) for term in self.wanted)
        nodes, edges = scene(reader, (person.id, *(row.id for row in rows)), gaps.edges())
        asked: dict[str, Any] = {"question": self.name}
        asked |= {"person": person.id, "name": person.name}
        asked["terms"] = list(self.terms)
        had = sum(row.has == "yes" for row in rows)
        return Answer(asked, rows, (f"has {had} of {len(rows)}",), nodes, edges)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the person's whole part of the graph."""
        from ..graph.neo4j.statements import statement

        return statement("people"), {"people": [resolve.person(reader, self.person).id]}


def gap(graph: Graph, person: Named, *terms: str) -> Answer[GapRow]:
    """Return what a person has and lacks of some skills, and who has what they lack.

    ``person`` is a node, or a name, e-mail address, document or id. A term is as in ``find``: what
    a skill or employer is called, with conditions after a colon (``"Temporal:12m"``,
    ``"at=Initech"``), or an expression, ``"Kafka OR NATS"``.

    Each row is a ``term``: ``has`` is ``yes``, ``less`` (not as long or late as is asked), ``near``
    or ``no``; ``months`` and ``last`` are the person's own; ``nearest`` is the nearest that they
    have, ``colleagues`` are those who have it.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.gap(example(), "Cy", "Redis:12m", "Temporal"):
    ...     print(row.term, row.has, row.months)
    Redis:12m less 2
    Temporal no None

    Raises:
        UsageError: a term cannot be read, or is no skill.
        NotFound, AmbiguousName: a name or label is unknown, or means several things.
    """
    return Gap.of(person, *terms).ask(graph)


@dataclass(frozen=True)
class _Nearest:
    """Somebody's tie to something near what they lack."""

    tie: Tie
    nearness: int


@dataclass(frozen=True)
class _Gaps:
    """What one person has of some terms, and who else has them."""

    reader: Reader
    person: Node
    search: Search

    def row(self, term: Predicate) -> GapRow:
        """Return the row of a term."""
        target = self.search.targets[term]
        hit, nearest = self._hits(self.person.id, term), self._nearest[term]
        near = self._told(nearest) if nearest else None
        evidence = near["evidence"] if near else self._cited.of(*hit.ties)
        return GapRow(
            id=target.id or "",
            kind=self._names[target.id or ""].kind,
            name=target.name,
            sources=sources(evidence),
            evidence=evidence,
            term=str(term),
            has=_has(target, hit, nearest),
            months=hit.months,
            last=hit.last,
            nearest=near,
            colleagues=tuple(self._knower(who, term, True) for who in self._colleagues(term)),
            most=tuple(self._knower(who, term, False) for who in self._most(term)),
        )

    def edges(self) -> list[Edge]:
        """Return the edges behind all rows, and how concepts lead to each other."""
        concepts = {tie.node for tie in self._ties} | {one.id or "" for one in self._targets}
        return [*self._cited.edges_of(*self._ties), *self.reader.relations(concepts)]

    @property
    def _targets(self) -> Iterable[Target]:
        return self.search.targets.values()

    @cached_property
    def _own(self) -> Sequence[Tie]:
        concepts = self.reader.ontology.concepts
        return [tie for tie in self.reader.ties(people={self.person.id}) if tie.node in concepts]

    def _most(self, term: Predicate) -> list[str]:
        return self._strongest[term]

    def _colleagues(self, term: Predicate) -> list[str]:
        return self._strongest_met[term]

    @cached_property
    def _strongest(self) -> dict[Predicate, list[str]]:
        # One more than are shown: the person may be among them.
        every = {term: self.search.ranked(term, SHOWN + 1) for term in self.search.targets}
        return {
            term: [who for _, who in ranked if who != self.person.id][:SHOWN]
            for term, ranked in every.items()
        }

    @cached_property
    def _strongest_met(self) -> dict[Predicate, list[str]]:
        met = frozenset(self._met)
        every = {term: self.search.ranked(term, SHOWN, met) for term in self.search.targets}
        return {term: [who for _, who in ranked] for term, ranked in every.items()}

    @cached_property
    def _met(self) -> dict[str, str]:
        """Where the person met each of their colleagues: the first employer by id."""
        mine = [stint for stint in self.reader.stints(people={self.person.id}) if stint.outer]
        at = defaultdict(list)
        for stint in mine:
            at[stint.employer].append(stint)
        met: dict[str, str] = {}
        for other in self.reader.overlapping(mine):
            if other.employer and any(
                overlap(certain(own), certain(other)) for own in at[other.employer]
            ):
                met[other.person] = min(met.get(other.person, other.employer), other.employer)
        return met

    @cached_property
    def _shown(self) -> dict[str, list[Tie]]:
        """The ties of everybody who is named, to what answers for the terms."""
        terms = self.search.targets
        people = {who for term in terms for who in (*self._most(term), *self._colleagues(term))}
        nodes = frozenset().union(*(one.criterion.nodes for one in self._targets))
        found: dict[str, list[Tie]] = {who: [] for who in sorted(people)}
        for tie in self.reader.ties(people=people, nodes=nodes) if people else ():
            found[tie.person].append(tie)
        return {self.person.id: list(self._own), **found}

    def _hits(self, who: str, term: Predicate) -> MatchedTies:
        return self.search.targets[term].hit(self._shown[who])

    @cached_property
    def _nearest(self) -> dict[Predicate, _Nearest | None]:
        """The nearest that the person has to each term of which they have nothing."""
        lacking = {
            term: target.criterion.nodes
            for term, target in self.search.targets.items()
            if not target.hit(self._own).ties
        }
        around = nearness(self.reader.ontology, frozenset().union(*lacking.values()))
        none = dict.fromkeys(self.search.targets)
        return none | {
            term: self._near([around[id] for id in ids]) for term, ids in lacking.items()
        }

    def _near(self, around: Sequence[Mapping[str, int]]) -> _Nearest | None:
        near = [
            _Nearest(tie, max((one.get(tie.node, 0) for one in around), default=0))
            for tie in self._own
        ]
        return min((one for one in near if one.nearness), key=_best_first, default=None)

    @cached_property
    def _ties(self) -> list[Tie]:
        """All ties that are shown."""
        hits = (
            self._hits(who, term).ties
            for term in self.search.targets
            for who in (self.person.id, *self._most(term), *self._colleagues(term))
        )
        near = [one.tie for one in self._nearest.values() if one]
        return list(dict.fromkeys([*(tie for ties in hits for tie in ties), *near]))

    @cached_property
    def _cited(self) -> CitedEdges:
        return CitedEdges(self.reader, self._ties)

    @cached_property
    def _names(self) -> dict[str, Node]:
        ids = (end for tie in self._ties for end in (tie.person, tie.node))
        targets = (one.id for one in self._targets if one.id)
        met = (self._met[id] for id in self._shown if id in self._met)
        return self.reader.nodes(dict.fromkeys((*targets, *ids, *met)))

    def _knower(self, who: str, term: Predicate, met: bool) -> Knower:
        hit = self._hits(who, term)
        employer = self._names[self._met[who]] if met else None
        return Knower(
            who,
            self._names[who].name,
            hit.months,
            hit.last,
            resolve.called(employer) if employer else None,
            self._cited.of(*hit.ties),
        )

    def _told(self, nearest: _Nearest) -> dict[str, Any]:
        concept, tie = self._names[nearest.tie.node], nearest.tie
        return {
            "id": concept.id,
            "name": concept.name,
            "nearness": nearest.nearness / SAME,
            "months": tie.months,
            "last": tie.last,
            "evidence": self._cited.of(tie),
        }


def _best_first(one: _Nearest) -> tuple[int, str]:
    return -one.nearness * depth(credit(one.tie.counted, one.tie.named)), one.tie.node


def _has(
    target: Target, hit: MatchedTies, nearest: _Nearest | None
) -> Literal["yes", "less", "near", "no"]:
    if hit.ties:
        return "yes" if hit.satisfies(target.criterion) else "less"
    return "near" if nearest else "no"
