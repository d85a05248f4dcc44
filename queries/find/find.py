"""Who has this stack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from ...errors import NotFound, UsageError
from ...graph import resolve
from ...graph.months import LONGEST
from ...graph.opening import Graph
from ...graph.reader import Reader
from ..answer import Answer
from ..counterfactual import WITHOUT, columns_of, moved
from ..measures.weights import FADING
from ..question import LIMIT, Argument, Question, Statement, joined, shown_of
from .expression import And, Expression, Field, Predicate, conjunction
from .lookalikes import refuse_lookalike
from .relaxing import Relaxed, Satisfying, in_words, relaxations
from .rows import FindRow
from .scoring import Weights
from .search import Search
from .targets import undecided
from .without import ranks_without

__all__ = ["Find", "FindRow", "find"]

RELAXED_ROWS: Final = 10
LIMITED: Final = 20

T = TypeVar("T")


@dataclass(frozen=True)
class Find(Question[FindRow]):
    """Who satisfies an expression, the best first.

    A term is satisfied by the concept or anything that answers for it, at any depth: what lies
    below it (BROADER, PART_OF), implements it or is used for it (IMPLEMENTS, USED_FOR); its months
    are the union over all of these. An everyday word that several general concepts have
    ("database") means the widest of them. Conditions hold only where they are certain: dates that
    say no more than a year count with the least they can mean.

    Fields choose people by something else than skills:

    - ``at=EMPLOYER``, ``school=SCHOOL``, ``degree=master`` and ``field="computer science"`` (of
      study, with all that is narrower) take conditions as skills do.
    - ``title=engineer``: a role's title has these words, whole and in any order; ``:current``,
      ``:2y`` and ``:since=2020`` hold of the roles that are called so.
    - ``level=senior``: the title of the latest role says so (the roles that go on, else those that
      ended last): intern, junior, mid, senior, staff, principal or lead, as adverts say it.
    - ``language=German``, ``in=Munich``: by any of their names (Deutsch, München), ``in=Austria``
      and ``in=remote`` too. Codes count as a whole part of an address ("Wien, AT"); where a state
      of the United States has the same ("Wilmington, DE"), only behind two other parts.
    - ``years=5``: so many years in all dated roles, no month counted twice.

    ``Rust?`` is optional: it holds of everybody, scores where it is satisfied, and is never
    missing. ``Go^2`` counts twice; weights have two decimals and are at most 100.

    A row's score is the sum, over the skill terms that the person satisfies, of

        information(concept) · strength · share,   strength = depth · recency
        depth = credit / (credit + 12)
        recency = 1/2 + 1/2 · fading / (fading + age)

    in millionths of a bit; depth, recency, strength and share are whole thousandths, and everything
    is rounded down: rare skills, long use and recent use come first. The credit is 12 for naming
    the skill and 1 for each month of use. The age is the months from the last use to the graph's
    latest month, and ``fading`` is 120 where nothing else is asked: what is in use counts in full,
    3/4 after ten years. The share is 1 for the concept, what is narrower and what implements it;
    what answers only through USED_FOR counts 1/2, and adds to own use only where both together are
    worth more than that alone. A claim without a role has no date and no month: it counts 1/4 of
    the information (depth 1/2, recency 1/2), less than any dated use, and as much as a role without
    dates. A degree or field of study counts its information, whenever it was and however long it
    took. Terms under NOT and fields choose people and score nothing; an optional field counts one
    bit, as what half of all people have. A weight multiplies what a term counts. Ties are ordered
    by id.

    A list is no use: where a role names n > 40 skills, each has (40/n)⁴ of its months and of the 12
    for being named; where a person names n > 200 in all, (200/n)⁴ of what is left. Of a share below
    a fifth (60 skills in a role) all months together count for less than a year, and add nothing to
    a year that is told. ``Temporal:12m`` asks for months that count. A term that a list answers
    says so: ``months`` are stated, ``counted`` is what is left of them, ``credit`` what scores. It
    is no proof of when a skill was used last: only told use is recent.
    No month counts after the day that its document speaks from, nor more than fifty years of one
    role. See ``graph.shares``.

    A term tells what matched where that is more than the concept (``by``, used longest first), the
    ``roles`` that used it, the longest first, and the ``projects``; its lines stand in that order,
    of a role the head line last, and then the studies and lists. Only the people of the answer are
    read so.

    ``without`` a concept each row says its rank and the one it would have: in the answer to the
    question without the terms that ask for it, where nobody has it or what answers for it.

    An empty answer to several conditions says which of them to give up, the fewest first, and who
    appears then; ``missing`` is what had to be given up.

    Complexity: one scan of the ties to what answers for the terms, O(t), plus the sort. On a
    server the people are chosen there (``Reader.matching``), and nine round trips answer at most,
    whatever the number of rows: the counts (two), the last month, who satisfies it, the people of
    the answer, what they used where, names, the documents; each number of parts given up adds to
    that.
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995, with counts mixed with a prior.

    >>> from commonground.queries.example import example
    >>> for row in find(example(), "Kafka OR Temporal:12m"):
    ...     print(row.name, row.terms[0].details["roles"][0]["employer"])
    Bo Initech
    Ana Initech
    """

    name = "find"
    summary = "Find who has this stack, and what is missing."
    examples = (
        "commonground find Temporal:12m Go",
        "commonground find 'Go AND (Kafka OR NATS) AND NOT PHP'",
        "commonground find Go 'Rust^2?' level=senior years=5 in=Germany",
        "commonground find Temporal Go --as cypher",
        "commonground find Temporal Go --without Temporal",
    )
    arguments = (
        Argument(
            "terms",
            "Temporal, Temporal:12m, Kafka:since=2023, Go:current; at=EMPLOYER, in=PLACE, title=, "
            "level=, school=, degree=, field=, language=, years=; 'Rust?' is optional, Go^2 counts "
            "twice; or one quoted expression with AND, OR, NOT and parentheses",
            "term",
            metavar="TERM",
            many=True,
        ),
        LIMIT,
        Argument(
            "fading",
            "months after which half of what can fade of a use has faded",
            "count",
            flags=("--fading",),
            most=LONGEST * 10,
        ),
        WITHOUT,
    )
    columns = ("name", "score", "missing", "sources")
    under = "terms"
    explains = True

    terms: tuple[str, ...]
    limit: int | None = LIMITED
    fading: int = FADING
    without: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.expression  # what cannot be read is refused now, not when it is asked

    @cached_property
    def expression(self) -> Expression:
        """The terms as one expression."""
        return conjunction(self.terms)

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who has {joined(self.terms)}?"

    def to_json(self) -> dict[str, Any]:
        """Return the question as plain values, each term written one way."""
        asked = self.expression.parts if isinstance(self.expression, And) else (self.expression,)
        return {**super().to_json(), "terms": [str(part) for part in asked]}

    def shown(self) -> tuple[str, ...]:
        """Return the columns of its table."""
        return columns_of(self.columns, self.without)

    def answer(self, reader: Reader) -> Answer[FindRow]:
        """Answer over a reader; raises as ``find`` does."""
        search = self._search(reader)
        satisfying = search.people(self.expression)
        if not satisfying:
            return self._relaxed(reader)
        picture = search.picture(self.expression, search.ranked(self.expression, self.limit))
        rows = picture.rows()
        nodes, edges = picture.scene()
        notes = shown_of(len(rows), len(satisfying))
        answer = Answer(self.to_json(), tuple(rows), notes, nodes, edges)
        return answer if self.without is None else self._moved(reader, self.without, answer)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that says who satisfies the question, decided on the server."""
        from ...graph.neo4j.matching import matching_parameters
        from ...graph.neo4j.statements import statement

        search = self._search(reader)
        for term, one in search.targets.items():
            if not term.optional and (why := undecided(one.criterion)):
                raise UsageError(f"{term.field}= {why} and has no Cypher: ask without --as")
        criteria = [one.criterion for one in search.targets.values()]
        ids = sorted({id for criterion in criteria for id in criterion.nodes})
        people_with = reader.counts({id: (id,) for id in ids})
        return statement("matching"), matching_parameters(criteria, search.demand, people_with)

    def sparql(self, reader: Reader) -> str:
        """Return a SELECT whose ``?person`` are those who satisfy the question."""
        from .sparql import as_sparql

        return self._understood(reader, lambda: as_sparql(self.expression, reader))

    def _search(self, reader: Reader) -> Search:
        return self._understood(reader, lambda: Search.of(reader, self.expression, self._weights))

    def _understood(self, reader: Reader, work: Callable[[], T]) -> T:
        """Return what some work gives; where it cannot, say what was rather meant."""
        try:
            return work()
        except (NotFound, UsageError) as error:
            refuse_lookalike(reader, self.terms, error)
            raise

    @property
    def _weights(self) -> Weights:
        return Weights(fading=self.fading)

    def _moved(self, reader: Reader, without: str, answer: Answer[FindRow]) -> Answer[FindRow]:
        """Return the answer with where each row would stand without a concept."""
        concept = resolve.concept(reader, without)
        hidden = reader.ontology.answering(concept.id)
        shown = [row.id for row in answer.rows]
        then = ranks_without(reader, self.expression, hidden, shown, self._weights)
        notes = [f"the question asks for nothing but {concept.name}"] * (then is None)
        rows = moved(answer.rows, concept.name, then or {})
        return replace(answer, rows=rows, notes=(*answer.notes, *notes))

    def _relaxed(self, reader: Reader) -> Answer[FindRow]:
        """Return the empty answer with the weaker questions that somebody satisfies."""
        searches: dict[int, Search] = {}

        def people(count: int) -> Satisfying:
            searches[count] = Search.without(reader, self.expression, count, self._weights)
            return searches[count].people

        found = relaxations(self.expression, people)
        rows = [self._who(searches[max(searches)], one) for one in found]
        who = [[row.name or row.id for row in some] for some in rows]
        pairs = zip(found, rows, strict=True)
        relaxed = [one.to_json() | {"rows": some} for one, some in pairs]
        extras = {"relaxed": relaxed} if relaxed else {}
        return Answer(self.to_json(), (), in_words(self.expression, found, who), extras=extras)

    def _who(self, search: Search, relaxed: Relaxed) -> list[FindRow]:
        most = min(self.limit or RELAXED_ROWS, RELAXED_ROWS)
        ranked = search.ranked(relaxed.expression, most)
        given_up = tuple(map(str, relaxed.without))
        rows = search.picture(relaxed.expression, ranked).rows()
        return [replace(row, missing=given_up) for row in rows]


def find(
    graph: Graph,
    *terms: str,
    limit: int | None = LIMITED,
    employer: str | None = None,
    place: str | None = None,
    title: str | None = None,
    level: str | None = None,
    school: str | None = None,
    degree: str | None = None,
    field: str | None = None,
    language: str | None = None,
    years: int | None = None,
    fading: int = FADING,
    without: str | None = None,
) -> Answer[FindRow]:
    """Return who satisfies all terms, the best first, with what proves it.

    A term is what a skill, employer or place is called, with conditions after a colon: ``"Go"``,
    ``"Temporal:12m"`` (at least twelve months), ``"Kafka:since=2023"``, ``"Go:current"``,
    ``"at=Initech"``, ``"in=Lisbon"``; one term may be a whole expression, ``"Go AND (Kafka OR NATS)
    AND NOT PHP"``. A concept matches what is narrower. ``limit`` is the most rows, None for all.
    ``employer`` and ``place`` say the same as ``at=`` and ``in=``; ``title``, ``level``,
    ``school``, ``degree``, ``field``, ``language`` and ``years`` as the terms called like them.
    ``fading`` is the number of months after which half of what can fade of a use has faded.
    ``without`` names a concept: each row then says where it would stand if nobody had it.

    Each row is a person, with the score in bits, the terms that it sums, the lines that say so, and
    ``missing``, what had to be given up. Where nobody satisfies everything there are no rows, and
    the notes say which terms to give up and who appears then. ``help(commonground.Find)`` has the
    formula.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.find(example(), "Go:24m", "Redis"):
    ...     print(row.name, [term.name for term in row.terms], row.evidence[0].place)
    Ana ['Go:24m', 'Redis'] ana.md:6
    Bo ['Go:24m', 'Redis'] bo.txt:4

    Raises:
        UsageError: a term or expression cannot be read, or is words that look like another one.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    named: dict[Field, str | int | None] = {"at": employer, "in": place, "title": title}
    named |= {"level": level, "school": school, "degree": degree, "field": field}
    named |= {"language": language, "years": years}
    placed = [str(Predicate(str(told), one)) for one, told in named.items() if told is not None]
    chosen = {"limit": limit, "fading": fading, "without": without}
    return Find.of(*terms, *placed, **chosen).ask(graph)
