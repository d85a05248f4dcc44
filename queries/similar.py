"""Who is like this person."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import isqrt
from typing import Any, Final, NamedTuple, TypeAlias

from ..graph import resolve
from ..graph.model import Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.shares import NAMED, credit
from ..graph.ties import Tie
from ..graph.uses import NO_PLACE, Place, credited
from ..ontology.kinds import SKILL_KINDS
from ..ontology.ontology import Ontology
from .answer import Answer, Term, bits, total
from .counterfactual import WITHOUT, Ranked, columns_of, moved
from .evidence import CitedEdges, in_order, scene, sources
from .measures.comparison import comparing
from .measures.generality import general, left
from .measures.hierarchy import group_of
from .measures.nearness import SAME, nearness
from .measures.weights import depth, strength
from .question import LIMIT, PERSON, Argument, Named, Question, Statement, shown_of

# What has no date may be of today or of long ago: it fades like what was used ten years ago.
_UNDATED: Final = 750
# Nearness and the roots of both strengths are in thousandths: their product is in billionths.
_SCALE: Final = 1000**3


@dataclass(frozen=True, kw_only=True)
class SimilarRow(Ranked):
    """A person with the pairs of concepts that make them alike, the weightiest first."""


@dataclass(frozen=True)
class Similar(Question[SimilarRow]):
    """The people whose concepts are nearest to a person's, in rarity, meaning and use.

    Every concept of one is matched with at most one of the other: what both have with itself, then
    the best pairs of the rest. A pair's term, in millionths of a bit and rounded down, is

        min(salience · speciality of both) · nearness · √strength of mine · √strength of theirs

    Salience is information² / the information of what one person alone has, since either side of a
    comparison carries its own: one rare thing in common is more than three that half the trade has.
    Speciality is 1 for a thing, and falls with what a domain, practice or pattern covers (see
    ``special``; "blockchain" keeps a quarter). Nearness is 1 for the same concept, else the product
    of the weights of at most two ontology relations between the two (see ``nearness``; Solidity is
    nearer to Vyper than to Redis). Strength is credit / (credit + 12), with the credit of ``find``:
    12 and the months of use, or what a long list has of both. It counts in full for what is in use
    in the graph's latest month, falling towards 1/2 as the last use lies further back (3/4 after
    ten years, and for what is not dated). Its roots are rounded down to thousandths.

    A pair with a domain, practice or pattern in it counts only for what it is worth, weighing no
    more than the lightest of them, beside the pairs that have what this covers, the narrow ones
    settled first: who have Ethereum in common are not alike once more for "blockchain". What
    nothing is left of is no reason. The terms sum to the score. Likeness is symmetric. Employers,
    schools and everything that is not a skill play no part. Ties are ordered by id.

    ``without`` a concept each row says its rank and the one it would have if nobody had that or
    what answers for it.

    Complexity: one scan of the uses of the concepts near the person's, O(u), then O(p log p + g p)
    for the p pairs, g of them general, of each candidate whose upper bound (every use at its best)
    reaches the rows kept so far. What a server says of uses is kept (``Reader.uses``); eight
    further round trips at most: the person (two), the counts (two), the last month, the lines, the
    documents.
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995, carried by both sides as in G. Salton and C. Buckley,
    "Term-weighting approaches in automatic text retrieval", Information Processing & Management
    24 (5), 1988; the pairing is a greedy matching in a weighted bipartite graph.

    >>> from commonground.queries.example import example
    >>> [row.name for row in similar(example(), "Ana")]
    ['Bo', 'Cy']
    """

    name = "similar"
    summary = "Rank the people who are most like one person, with reasons."
    examples = ("commonground similar ada.md", "commonground similar ada.md --without Go")
    arguments = (Argument("person", PERSON), LIMIT, WITHOUT)
    columns = ("name", "score", "sources")
    under = "pairs"

    person: str
    limit: int | None = 10
    without: str | None = None

    def shown(self) -> tuple[str, ...]:
        """Return the columns of its table."""
        return columns_of(self.columns, self.without)

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who is like {names.get(self.person, self.person)}?"

    def answer(self, reader: Reader) -> Answer[SimilarRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        scorer = _Scorer(reader, person.id)
        likest = scorer.likest(self.limit)
        answer = self._answer(reader, person, scorer.mine, likest)
        answer = replace(answer, notes=shown_of(len(answer), scorer.alike))
        return answer if self.without is None else self._moved(reader, self.without, answer)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the uses of the concepts that decide the answer."""
        from ..graph.neo4j.statements import statement

        person = resolve.person(reader, self.person)
        return statement("uses"), {"ids": _Scorer(reader, person.id).near, "named": NAMED}

    def _moved(
        self, reader: Reader, without: str, answer: Answer[SimilarRow]
    ) -> Answer[SimilarRow]:
        """Return the answer with where each row would stand without a concept."""
        concept = resolve.concept(reader, without)
        hidden = reader.ontology.answering(concept.id)
        scorer = _Scorer(reader, str(answer.question["person"]), hidden)
        ranks = scorer.ranks([row.id for row in answer.rows])
        return replace(answer, rows=moved(answer.rows, concept.name, ranks))

    def _answer(
        self,
        reader: Reader,
        person: Node,
        mine: Mapping[str, Tie],
        chosen: Mapping[str, Sequence[_Pair]],
    ) -> Answer[SimilarRow]:
        theirs = {pair.theirs for pairs in chosen.values() for pair in pairs}
        found = reader.ties(people=chosen.keys(), nodes=theirs) if chosen else ()
        tie_of = {(tie.person, tie.node): tie for tie in found}
        matches = {
            who: [_PairedTies(pair, mine[pair.mine], tie_of[who, pair.theirs]) for pair in pairs]
            for who, pairs in chosen.items()
            if all((who, pair.theirs) in tie_of for pair in pairs)  # not forgotten meanwhile
        }
        # One read of lines for both sides, whatever the number of rows.
        both = ((one.mine, one.theirs) for found in matches.values() for one in found)
        ties = list(dict.fromkeys(tie for pair in both for tie in pair))
        cited = CitedEdges(reader, ties)
        names = reader.nodes([*chosen, *dict.fromkeys(tie.node for tie in ties)])
        rows = tuple(
            _row(names[who], found, names, cited, reader.ontology) for who, found in matches.items()
        )
        between = reader.relations({tie.node for tie in ties}) if ties else ()
        links = [*cited.edges_of(*ties), *between]
        nodes, edges = scene(reader, [person.id, *chosen], links)
        asked: dict[str, Any] = {"question": self.name, "person": person.id, "name": person.name}
        asked["limit"] = self.limit
        asked |= {"without": self.without} if self.without else {}
        return Answer(asked, rows, (), nodes, edges)


def similar(
    graph: Graph, person: Named, *, limit: int | None = 10, without: str | None = None
) -> Answer[SimilarRow]:
    """Return who is like a person in what they know, the likest first, with the reasons.

    ``person`` is a node, or a name, e-mail address, document or id. ``limit`` is the most rows,
    None for all.

    Each row is another person. The score, in bits, is the sum of the terms: a skill of both, or two
    that are near each other (``Oracle Database ~ MySQL``), which count the more the rarer, the
    longer and the later they were used. Employers, schools and what is no skill play no part.
    ``help(commonground.Similar)`` has the formula.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.similar(example(), "Ana"):
    ...     print(row.name, round(row.score, 2), row.terms[0].name)
    Bo 2.1 Go
    Cy 1.02 Redis

    ``without`` names a concept: each row then says where it would stand if nobody had it.

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Similar.of(person, limit=limit, without=without).ask(graph)


_Ranked: TypeAlias = tuple[int, tuple[str, str], str, str]
"""Minus a pair's term, both ids sorted, mine, theirs: sorts the best first, whoever asks."""


class _Pair(NamedTuple):
    """One of my concepts that answers to one of theirs, and what it adds in millionths of a bit."""

    micro: int
    mine: str
    theirs: str
    nearness: int


@dataclass(frozen=True)
class _PairedTies:
    """A pair with the ties that it stands for."""

    pair: _Pair
    mine: Tie
    theirs: Tie


class _Scorer:
    """What one person's concepts are worth against those of others; nobody has the hidden ones."""

    def __init__(self, reader: Reader, person: str, hidden: frozenset[str] = frozenset()) -> None:
        ties = [tie for tie in reader.ties(people={person}) if tie.kind in SKILL_KINDS]
        ties = [tie for tie in ties if tie.node not in hidden]
        self._reader, self._person, self._hidden = reader, person, hidden
        self.mine = {tie.node: tie for tie in ties}
        self.alike = 0  # how many people are like this one at all, once they have been looked at
        self._nearness = _turned(nearness(reader.ontology, self.mine))
        concepts = reader.ontology.concepts
        near = self._nearness.keys() - hidden
        self.near = sorted(id for id in near if id in self.mine or concepts[id].claimable)

    def likest(self, limit: int | None) -> dict[str, list[_Pair]]:
        """Return so many people with their pairs, the likest first.

        They are looked at by the most that they can score. Once so many score more than the next
        one can, nobody further is in the answer.
        """
        if not self.near:
            return {}
        uses = self._reader.uses(self.near, _root)
        candidates = uses.candidates(self._worth, _SCALE)
        # I am among those who have something near mine, if I have anything.
        self.alike = candidates.count - any(any(self._worth[id].values()) for id in self.mine)
        ranked: list[tuple[int, str, list[_Ranked]]] = []

        def last() -> Place:
            """Return the last place in the answer, as far as it is known."""
            if not limit or len(ranked) < limit:
                return NO_PLACE
            return -ranked[limit - 1][0], ranked[limit - 1][1]

        for number in candidates.falling(last):
            who, pairs = uses.person(number), self._best_pairs(uses.of(number))
            if pairs and who != self._person:
                insort(ranked, (sum(pair[0] for pair in pairs), who, pairs), key=_score_and_id)
        return {who: [self._pair(*one) for one in pairs] for _, who, pairs in ranked[:limit]}

    def ranks(self, people: Collection[str]) -> dict[str, int]:
        """Return the places of some people among all; who is not like the person has none."""
        if not self.near or not people:
            return {}
        uses = self._reader.uses(self.near, _root)
        numbers = {who: number for who in people if (number := uses.number(who)) is not None}
        found = {who: score for who, at in numbers.items() if (score := self._score(uses.of(at)))}
        if not found:
            return {}
        # Whoever is behind all of them changes nobody's rank.
        last = min(found.values()), max(found)
        for number in uses.candidates(self._worth, _SCALE).falling(lambda: last):
            who = uses.person(number)
            if who != self._person and (score := self._score(uses.of(number))):
                found[who] = score
        order = sorted(found, key=lambda who: (-found[who], who))
        return {who: rank for rank, who in enumerate(order, start=1) if who in numbers}

    def _score(self, theirs: Mapping[str, int]) -> int:
        return -sum(pair[0] for pair in self._best_pairs(theirs))

    def _best_pairs(self, theirs: Mapping[str, int]) -> list[_Ranked]:
        """Match each concept at most once: the same ones, then the best pairs of the others."""
        best: list[_Ranked] = [
            (-(self._worth[id][id] * theirs[id] // _SCALE), (id, id), id, id)
            for id in self.mine
            if id in theirs
        ]
        # Greedy by weight, equal ones by both ids sorted, so that the pairing is the same from both
        # sides; the best assignment would cost O(n³) for each candidate.
        mine: set[str] = set()
        used: set[str] = set()
        for pair in sorted(self._others(theirs)):
            if pair[2] not in mine and pair[3] not in used:
                mine.add(pair[2])
                used.add(pair[3])
                best.append(pair)
        return sorted(self._told_once(best))

    def _told_once(self, pairs: Sequence[_Ranked]) -> Iterator[_Ranked]:
        """Give the pairs that add something, general ones what those of their kind leave of it."""
        settled = [pair for pair in pairs if pair[0] and not self._broad(pair)]
        yield from settled
        for pair in sorted(filter(self._broad, pairs), key=self._breadth):
            mine, theirs = (self._general.get(id, frozenset()) for id in pair[2:])
            named = [one for one in settled if one[2] in mine or one[3] in theirs]
            # Whoever has the thing has the word: that is no rarer than the commonest of them.
            rarity = min(map(self._rarity, (pair, *named)))
            worth = -pair[0] * rarity // (self._rarity(pair) or 1)
            if rest := left(worth, [-one[0] for one in named]):
                settled.append((-rest, *pair[1:]))
                yield settled[-1]

    def _rarity(self, pair: _Ranked) -> int:
        return min(self._weights[id] for id in pair[2:])

    def _broad(self, pair: _Ranked) -> bool:
        return pair[2] in self._general or pair[3] in self._general

    def _breadth(self, pair: _Ranked) -> tuple[int, tuple[str, str]]:
        """Return how much answers for a pair, the same from both sides."""
        return sum(len(self._general.get(id, ())) for id in pair[2:]), pair[1]

    def _others(self, theirs: Mapping[str, int]) -> Iterator[_Ranked]:
        """Give the pairs of different concepts, each of which only one of the two has."""
        for other in theirs.keys() & self._worth.keys() - self.mine.keys():
            use = theirs[other]
            for id, worth in self._worth[other].items():
                # What both have is paired with itself already.
                if id not in theirs:
                    ids = (id, other) if id < other else (other, id)
                    yield -(worth * use // _SCALE), ids, id, other

    def _pair(self, least: int, ids: tuple[str, str], mine: str, theirs: str) -> _Pair:
        return _Pair(-least, mine, theirs, self._nearness[theirs][mine])

    @cached_property
    def _general(self) -> dict[str, frozenset[str]]:
        return general(self._reader.ontology, self.near)

    @cached_property
    def _weights(self) -> dict[str, int]:
        """What each concept near mine weighs, whoever has it, in millionths of a bit."""
        return comparing(self._reader, self.near, self._hidden)

    @cached_property
    def _worth(self) -> dict[str, dict[str, int]]:
        """What each concept near mine is worth beside each of mine, before its strength."""
        latest = self._reader.latest()
        # The rarer of two concepts must not lend its weight to the commoner: the least of both
        # counts.
        weights = self._weights
        own = {id: _root(*credited(tie), latest) for id, tie in self.mine.items()}
        return {
            other: {
                id: min(weights[id], weights[other]) * near * own[id]
                for id, near in self._nearness[other].items()
            }
            for other in self.near
        }


@cache
def _root(credit: int, last: int | None, latest: int | None) -> int:
    """Return the square root of a use's strength, in thousandths and rounded down."""
    undated = last is None or latest is None
    known = depth(credit) * _UNDATED // 1000 if undated else strength(credit, last, latest)
    return isqrt(SAME * known)


def _score_and_id(ranked: tuple[int, str, list[_Ranked]]) -> tuple[int, str]:
    return ranked[0], ranked[1]


def _turned(near: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Map each concept that is near one of mine to those of mine."""
    turned: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for mine, around in near.items():
        for other, weight in around.items():
            turned[other][mine] = weight
    return dict(turned)


def _row(
    person: Node,
    matches: Sequence[_PairedTies],
    names: Mapping[str, Node],
    cited: CitedEdges,
    ontology: Ontology,
) -> SimilarRow:
    terms = tuple(_term(one, names, cited, ontology) for one in matches)
    evidence = in_order(one for match in matches for one in cited.of(match.theirs))
    return SimilarRow(
        id=person.id,
        kind=person.kind,
        name=person.name,
        sources=sources(evidence),
        score=total(terms),
        terms=terms,
        evidence=evidence,
    )


def _term(
    match: _PairedTies, names: Mapping[str, Node], cited: CitedEdges, ontology: Ontology
) -> Term:
    pair = match.pair
    mine, theirs = names[pair.mine], names[pair.theirs]
    details: dict[str, Any] = {
        "group": group_of(ontology, pair.theirs),
        "mine": _use(mine, match.mine, cited),
        "theirs": _use(theirs, match.theirs, cited),
    }
    if pair.mine != pair.theirs:
        details = {"nearness": pair.nearness / SAME, **details}
        return Term(f"{mine.name} ~ {theirs.name}", bits(pair.micro), theirs.id, details)
    return Term(resolve.called(theirs), bits(pair.micro), theirs.id, details)


def _use(concept: Node, tie: Tie, cited: CitedEdges) -> dict[str, Any]:
    """Return what one person's side of a pair is, with its lines."""
    plain: dict[str, Any] = {"id": concept.id, "name": concept.name}
    if tie.months is not None:
        plain["months"] = tie.months
    if tie.listed is not None:
        plain |= {"counted": tie.counted or 0, "credit": credit(tie.counted, tie.named)}
    if tie.last:
        plain["last"] = tie.last
    return plain | {"evidence": list(cited.of(tie))}
