"""Who has this stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..graph.model import Edge, Node
from ..graph.reader import Graph, Reader, Tie, reader_of
from .answer import Answer, Row, Term
from .chains import upwards
from .evidence import Proofs, documents_of, in_order, scene, sources
from .expression import Asked, Either, Every, Expression, Without, conjunction
from .hits import Hit, Target, hits, target
from .relaxing import Relaxed, in_words, relaxations, softened
from .weights import depth, informations

RELAXED_ROWS: Final = 10


@dataclass(frozen=True, kw_only=True)
class FindRow(Row):
    """A person who satisfies the question; ``missing`` are the alternatives that they lack."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Find:
    """Who satisfies an expression, the best first.

    A term is satisfied by the concept or anything below it (BROADER and PART_OF); its months are
    the union over all of these. Conditions hold only where they are certain: dates that say no more
    than a year count with the least they can mean.

    A row's score is the sum, over the skill terms that the person satisfies, of

        information(concept) · (months + 12) / (months + 24)

    in millionths of a bit, rounded down: rare skills and long use come first. Terms under NOT,
    employers and places choose people and score nothing. Ties are ordered by id.

    An empty answer to several conditions says which of them to give up, the fewest first, and who
    appears then.

    Complexity: one scan of the ties to the concepts below the terms, O(t), plus the sort.
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995, with counts mixed with a prior.

    >>> from commonground.queries.example import example
    >>> for row in find(example(), "Kafka OR Temporal:12m"):
    ...     print(row.name, row.missing)
    Bo ('Kafka',)
    Ana ('Temporal:12m',)
    """

    expression: Expression
    limit: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the question as it is printed."""
        asked = self.expression.parts if isinstance(self.expression, Every) else (self.expression,)
        plain: dict[str, Any] = {"question": "find", "terms": [str(part) for part in asked]}
        return plain if self.limit is None else plain | {"limit": self.limit}

    def answer(self, reader: Reader) -> Answer[FindRow]:
        """Answer the question over a reader; raises as ``find`` does."""
        search = _Search(reader, self.expression)
        ranked = search.ranked()
        rows = search.rows(ranked[: self.limit])
        nodes, edges = search.scene([row.id for row in rows])
        if not ranked:
            return self._relaxed(reader)
        notes = [f"{len(rows)} of {len(ranked)} people are shown"] * (len(rows) < len(ranked))
        return Answer(self.to_json(), tuple(rows), tuple(notes), nodes, edges)

    def _relaxed(self, reader: Reader) -> Answer[FindRow]:
        """Return the empty answer with the weaker questions that somebody satisfies."""
        trial = _Search(reader, self.expression, softened(self.expression))
        found = relaxations(self.expression, trial.people)
        relaxed = [one.to_json() | {"rows": self._who(reader, one)} for one in found]
        extras = {"relaxed": relaxed} if relaxed else {}
        return Answer(self.to_json(), (), in_words(self.expression, found), extras=extras)

    def _who(self, reader: Reader, relaxed: Relaxed) -> list[FindRow]:
        search = _Search(reader, relaxed.expression)
        rows = search.rows(search.ranked()[: self.limit or RELAXED_ROWS])
        given_up = tuple(map(str, relaxed.without))
        return [replace(row, missing=given_up + row.missing) for row in rows]


def find(
    graph: Graph,
    *terms: str,
    limit: int | None = None,
    employer: str | None = None,
    place: str | None = None,
) -> Answer[FindRow]:
    """Return who satisfies all terms, the best first; see ``Find`` for terms and scores.

    ``employer`` and ``place`` say the same as the terms ``at=…`` and ``in=…``.

    Raises:
        UsageError: a term or expression cannot be read.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    expression = conjunction(terms, employer=employer, place=place)
    return Find(expression, limit).answer(reader_of(graph))


@dataclass
class _Search:
    """One run over a reader: what the terms mean, and who satisfies each."""

    reader: Reader
    expression: Expression
    further: Sequence[Asked] = ()
    targets: dict[Asked, Target] = field(init=False)
    found: dict[Asked, dict[str, Hit]] = field(init=False)

    def __post_init__(self) -> None:
        terms = dict.fromkeys([*(term for term, _ in _leaves(self.expression)), *self.further])
        self.targets = {term: target(self.reader, term) for term in terms}
        self.found = hits(self.reader, self.targets)

    def people(self, expression: Expression) -> frozenset[str]:
        """Return who satisfies an expression over the terms of this run."""
        match expression:
            case Asked():
                return frozenset(self.found[expression])
            case Every(parts):
                return self._all(parts)
            case Either(parts):
                return frozenset().union(*map(self.people, parts))
            case Without(part):
                return frozenset(self.reader.everyone()) - self.people(part)

    def ranked(self) -> list[tuple[int, str]]:
        """Return (minus the score, person) of who satisfies the question, the best first."""
        people = self.people(self.expression)
        weights = self._weights()
        return sorted((-sum(m for _, m in self._scored(who, weights)), who) for who in people)

    def rows(self, ranked: list[tuple[int, str]]) -> list[FindRow]:
        """Return the rows of people with their evidence."""
        people = self.reader.nodes(who for _, who in ranked)
        proofs = Proofs(self.reader, self._ties(people))
        weights = self._weights()
        return [self._row(people[who], proofs, weights) for _, who in ranked]

    def scene(self, people: list[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """Return the people, what they matched, and how that leads to what was asked."""
        ties = self._ties(people)
        proofs = Proofs(self.reader, ties)
        asked = {one.id for one in self.targets.values() if one.id}
        upward = upwards(self.reader, {tie.node for tie in ties}, asked) if people else []
        return scene(self.reader, people, [*proofs.edges_of(*ties), *upward])

    def _all(self, parts: tuple[Expression, ...]) -> frozenset[str]:
        """Return who satisfies all parts; asks for the whole population only where it must."""
        wanted = [self.people(part) for part in parts if not isinstance(part, Without)]
        start = frozenset.intersection(*wanted) if wanted else frozenset(self.reader.everyone())
        refused = (self.people(part.part) for part in parts if isinstance(part, Without))
        return start.difference(*refused)

    def _wanted(self) -> list[Asked]:
        """Return the terms that are not under NOT, in the order of the question."""
        return list(dict.fromkeys(term for term, wanted in _leaves(self.expression) if wanted))

    def _weights(self) -> dict[str, int]:
        ids = (self.targets[term].id for term in self._wanted() if not term.field)
        return informations(self.reader, (id for id in ids if id))

    def _scored(self, who: str, weights: Mapping[str, int]) -> Iterator[tuple[Asked, int]]:
        for term in self._wanted():
            hit = self.found[term].get(who)
            if hit is not None:
                weight = 0 if term.field else weights[self.targets[term].id or ""]
                yield term, weight * depth(hit.months) // 1000

    def _ties(self, people: Mapping[str, Node] | list[str]) -> list[Tie]:
        kept = (self.found[term].get(who) for who in people for term in self._wanted())
        return list(dict.fromkeys(tie for hit in kept if hit for tie in hit.ties))

    def _row(self, person: Node, proofs: Proofs, weights: Mapping[str, int]) -> FindRow:
        terms = tuple(
            self._term(term, self.found[term][person.id], micro, proofs)
            for term, micro in self._scored(person.id, weights)
        )
        evidence = in_order(one for term in terms for one in term.details["evidence"])
        return FindRow(
            id=person.id,
            kind=person.kind,
            name=person.name,
            sources=sources(evidence) or documents_of(person),
            micro=sum(term.micro for term in terms),
            terms=terms,
            evidence=evidence,
            missing=tuple(str(t) for t in self._wanted() if person.id not in self.found[t]),
        )

    def _term(self, term: Asked, hit: Hit, micro: int, proofs: Proofs) -> Term:
        details: dict[str, Any] = {}
        if hit.months is not None:
            details["months"] = hit.months
        if hit.months_max not in (None, hit.months):
            details["months_max"] = hit.months_max
        if hit.last:
            details |= {"last": hit.last, "current": hit.current}
        matched = sorted({tie.node for tie in hit.ties} - {self.targets[term].id})
        if matched:
            details["by"] = [node.name for node in self.reader.nodes(matched).values()]
        details["evidence"] = list(proofs.of(*hit.ties))
        return Term(str(term), micro, self.targets[term].id, details)


def _leaves(expression: Expression, wanted: bool = True) -> Iterator[tuple[Asked, bool]]:
    """Give every term with whether it is asked for (True) or ruled out."""
    match expression:
        case Asked():
            yield expression, wanted
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _leaves(part, wanted)
        case Without(part):
            yield from _leaves(part, not wanted)
