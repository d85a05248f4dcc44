"""Who is like this person."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ..graph.model import SKILL_KINDS, Node
from ..graph.months import last_month
from ..graph.reader import Graph, Reader, Tie, reader_of
from . import resolve
from .answer import Answer, Row, Term
from .evidence import Proofs, in_order, scene, sources
from .nearness import SAME, nearness
from .weights import depth, informations

_PROMISING: Final = 40
_FADED: Final = 500
_FADING: Final = 120
_SCALE: Final = 1000**3


@dataclass(frozen=True, kw_only=True)
class SimilarRow(Row):
    """A person with the pairs of concepts that make them alike, the weightiest first."""


@dataclass(frozen=True)
class Similar:
    """The people whose concepts are nearest to a person's, in rarity, meaning and use.

    Every concept of one is matched with at most one of the other: what both have with itself, then
    the best pairs of the rest. A pair's term, in millionths of a bit and rounded down, is

        min(information of both) · nearness · strength of mine · strength of theirs

    where nearness is 1 for the same concept, else the product of the weights of at most two
    ontology relations between the two (see ``nearness``; Solidity is nearer to Vyper than to
    Redis). Strength is (months + 12) / (months + 24), times 1 for what is in use in the graph's
    latest month and falling towards 1/2 as the last use lies further back (3/4 after ten years;
    undated counts 1/2). The terms sum to the score. Likeness is symmetric. Employers, schools and
    everything that is not a skill play no part. Ties are ordered by id.

    Complexity: one scan of the ties to the concepts near the person's, then O(p log p) for the p
    pairs of each candidate whose upper bound (every tie at its best) reaches the rows kept so far.
    A server first gives some people who look good; their last best score is a bound that everyone
    in the answer reaches, and only who can reach it comes back (``queries/similar.cypher``). Eight
    round trips at most: the person, the counts (two), the last month, both of these, the lines,
    the documents.
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995; the pairing is a greedy matching in a weighted bipartite
    graph.

    >>> from commonground.queries.example import example
    >>> [row.name for row in similar(example(), "Ana")]
    ['Bo', 'Cy']
    """

    person: Node
    limit: int | None = 10

    def to_json(self) -> dict[str, Any]:
        """Return the question as it is printed."""
        plain: dict[str, Any] = {"question": "similar", "person": self.person.id}
        plain["name"] = self.person.name
        return plain if self.limit is None else plain | {"limit": self.limit}

    def answer(self, reader: Reader) -> Answer[SimilarRow]:
        """Answer the question over a reader."""
        scale = _Scale(reader, self.person.id)
        ranked: list[tuple[int, str, list[_Pair]]] = []
        for bound, who, ties in scale.candidates(self.limit):
            if self.limit and len(ranked) >= self.limit:
                if -bound > ranked[self.limit - 1][0]:
                    break
            pairs = scale.best_pairs(ties)
            insort(ranked, (-sum(pair.micro for pair in pairs), who, pairs), key=_score_and_id)
        return self._answer(reader, {who: pairs for _, who, pairs in ranked[: self.limit]})

    def demand(self, reader: Reader) -> tuple[dict[str, int], int, int | None]:
        """Return what to ask ``Reader.alike`` for: each concept's worth, the least, the month."""
        scale = _Scale(reader, self.person.id)
        return scale.most, scale.least(self.limit), scale.latest

    def _answer(self, reader: Reader, chosen: Mapping[str, list[_Pair]]) -> Answer[SimilarRow]:
        both = ((pair.mine, pair.theirs) for pairs in chosen.values() for pair in pairs)
        ties = list(dict.fromkeys(tie for pair in both for tie in pair))
        proofs = Proofs(reader, ties)
        names = reader.nodes([*chosen, *dict.fromkeys(tie.node for tie in ties)])
        rows = tuple(_row(names[who], pairs, names, proofs) for who, pairs in chosen.items())
        between = reader.relations({tie.node for tie in ties}) if ties else ()
        links = [*proofs.edges_of(*ties), *between]
        nodes, edges = scene(reader, [self.person.id, *chosen], links)
        return Answer(self.to_json(), rows, (), nodes, edges)


def similar(graph: Graph, person: resolve.Named, *, limit: int | None = 10) -> Answer[SimilarRow]:
    """Return who is like a person, the likest first, with the reasons; see ``Similar``.

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    reader = reader_of(graph)
    return Similar(resolve.person(reader, person), limit).answer(reader)


@dataclass(frozen=True)
class _Pair:
    """One of mine that answers to one of theirs."""

    micro: int
    mine: Tie
    theirs: Tie
    nearness: int

    @property
    def order(self) -> tuple[bool, int, list[str], str]:
        """Sort what is the same first, then the best; by both ids, whoever of the two asks."""
        ids = sorted((self.mine.node, self.theirs.node))
        return self.nearness != SAME, -self.micro, ids, self.mine.node


class _Scale:
    """What one person's concepts are worth against those of others."""

    def __init__(self, reader: Reader, person: str) -> None:
        ties = [tie for tie in reader.ties(people={person}) if tie.kind in SKILL_KINDS]
        self._reader, self._person = reader, person
        self._mine = {tie.node: tie for tie in ties}
        self._near = _turned(nearness(reader.ontology, self._mine))
        concepts = reader.ontology.concepts
        others = {id for id in self._near if id in self._mine or concepts[id].claimable}
        self.latest = reader.latest()
        self._strengths = {id: self._strength(tie) for id, tie in self._mine.items()}
        self._worth = self._worths(informations(reader, others), others)
        self.most = {other: max(worths.values()) for other, worths in self._worth.items()}

    def candidates(self, limit: int | None) -> list[tuple[int, str, list[Tie]]]:
        """Return (the most that they can score, person, ties) of everyone, the most first.

        Who cannot reach the score that ``limit`` people surely have may be left out.
        """
        ties = self._ties(self.least(limit))
        bounds = ((self._bound(own), who) for who, own in ties.items())
        ranked = sorted((-bound, who) for bound, who in bounds)
        return [(-bound // _SCALE, who, ties[who]) for bound, who in ranked]

    def least(self, limit: int | None) -> int:
        """Return a bound that so many people reach: the last best of some who look good."""
        if not limit:
            return 0
        ties = self._ties(0, _PROMISING + limit)
        scores = sorted(sum(pair.micro for pair in self.best_pairs(own)) for own in ties.values())
        return scores[-limit] * _SCALE if len(scores) >= limit else 0

    def _ties(self, least: int, people: int | None = None) -> dict[str, list[Tie]]:
        found: defaultdict[str, list[Tie]] = defaultdict(list)
        if self.most:
            for tie in self._reader.alike(self.most, least, self.latest, people):
                found[tie.person].append(tie)
        found.pop(self._person, None)
        return dict(found)

    def _bound(self, ties: Iterable[Tie]) -> int:
        return sum(self.most[tie.node] * self._strength(tie) for tie in ties)

    def best_pairs(self, theirs: Iterable[Tie]) -> list[_Pair]:
        """Match each concept at most once: the same ones, then the best pairs of the others."""
        pairs = sorted((pair for tie in theirs for pair in self._pairs(tie)), key=_in_order)
        mine: set[str] = set()
        used: set[str] = set()
        best = []
        for pair in pairs:
            if pair.mine.node not in mine and pair.theirs.node not in used:
                mine.add(pair.mine.node)
                used.add(pair.theirs.node)
                best.append(pair)
        return sorted(best, key=lambda pair: pair.order[1:])

    def _pairs(self, theirs: Tie) -> Iterator[_Pair]:
        strength = self._strength(theirs)
        for id, worth in self._worth[theirs.node].items():
            near = self._near[theirs.node][id]
            yield _Pair(worth * strength // _SCALE, self._mine[id], theirs, near)

    def _worths(
        self, information: Mapping[str, int], others: Iterable[str]
    ) -> dict[str, dict[str, int]]:
        """Return what each concept near mine is worth beside each of mine, before its strength."""
        return {
            other: {
                id: min(information[id], information[other]) * near * self._strengths[id]
                for id, near in self._near[other].items()
            }
            for other in others
        }

    def _strength(self, tie: Tie) -> int:
        return depth(tie.months) * self._recency(tie) // 1000

    def _recency(self, tie: Tie) -> int:
        """Return 1000 for what is in use at the graph's latest month, falling towards 500."""
        if tie.last is None or self.latest is None:
            return _FADED
        age = max(0, self.latest - _last_month(tie.last))
        return _FADED + _FADED * _FADING // (_FADING + age)


_last_month = cache(last_month)


def _score_and_id(ranked: tuple[int, str, list[_Pair]]) -> tuple[int, str]:
    return ranked[0], ranked[1]


def _in_order(pair: _Pair) -> tuple[bool, int, list[str], str]:
    return pair.order


def _turned(near: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Map each concept that is near one of mine to those of mine."""
    turned: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for mine, around in near.items():
        for other, weight in around.items():
            turned[other][mine] = weight
    return dict(turned)


def _row(
    person: Node, pairs: Sequence[_Pair], names: Mapping[str, Node], proofs: Proofs
) -> SimilarRow:
    terms = tuple(_term(pair, names, proofs) for pair in pairs)
    evidence = in_order(one for pair in pairs for one in proofs.of(pair.theirs))
    return SimilarRow(
        id=person.id,
        kind=person.kind,
        name=person.name,
        sources=sources(evidence),
        micro=sum(term.micro for term in terms),
        terms=terms,
        evidence=evidence,
    )


def _term(pair: _Pair, names: Mapping[str, Node], proofs: Proofs) -> Term:
    mine, theirs = names[pair.mine.node], names[pair.theirs.node]
    same = pair.nearness == SAME
    details: dict[str, Any] = {
        "mine": _use(mine, pair.mine, proofs),
        "theirs": _use(theirs, pair.theirs, proofs),
    }
    if not same:
        details = {"nearness": pair.nearness / SAME, **details}
    name = resolve.called(theirs) if same else f"{mine.name} ~ {theirs.name}"
    return Term(name, pair.micro, theirs.id, details)


def _use(concept: Node, tie: Tie, proofs: Proofs) -> dict[str, Any]:
    """Return what one person's side of a pair is, with its lines."""
    plain: dict[str, Any] = {"id": concept.id, "name": concept.name}
    if tie.months is not None:
        plain["months"] = tie.months
    if tie.last:
        plain["last"] = tie.last
    return plain | {"evidence": list(proofs.of(tie))}
