"""Who is like this person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...graph import resolve
from ...graph.model import Node
from ...graph.opening import Graph
from ...graph.reader import Reader
from ...graph.shares import NAMED, credit
from ...graph.ties import Tie
from ...ontology.ontology import Ontology
from ..answer import Answer, Term, bits, total
from ..counterfactual import WITHOUT, Ranked, columns_of, moved
from ..evidence import CitedEdges, in_order, scene, sources
from ..measures.hierarchy import group_of
from ..measures.nearness import SAME
from ..question import LIMIT, PERSON, Argument, Named, Question, Statement, shown_of
from .likeness import Likeness, Pair


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
        scorer = Likeness(reader, person.id)
        likest = scorer.likest(self.limit)
        answer = self._answer(reader, person, scorer.mine, likest)
        answer = replace(answer, notes=shown_of(len(answer), scorer.alike))
        return answer if self.without is None else self._moved(reader, self.without, answer)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the uses of the concepts that decide the answer."""
        from ...graph.neo4j.statements import statement

        person = resolve.person(reader, self.person)
        return statement("uses"), {"ids": Likeness(reader, person.id).near, "named": NAMED}

    def _moved(
        self, reader: Reader, without: str, answer: Answer[SimilarRow]
    ) -> Answer[SimilarRow]:
        """Return the answer with where each row would stand without a concept."""
        concept = resolve.concept(reader, without)
        hidden = reader.ontology.answering(concept.id)
        scorer = Likeness(reader, str(answer.question["person"]), hidden)
        ranks = scorer.ranks([row.id for row in answer.rows])
        return replace(answer, rows=moved(answer.rows, concept.name, ranks))

    def _answer(
        self,
        reader: Reader,
        person: Node,
        mine: Mapping[str, Tie],
        chosen: Mapping[str, Sequence[Pair]],
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


@dataclass(frozen=True)
class _PairedTies:
    """A pair with the ties that it stands for."""

    pair: Pair
    mine: Tie
    theirs: Tie


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
