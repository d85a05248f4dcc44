"""Who has this stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from ...graph.opening import Graph, reader_of
from ...graph.reader import Reader
from ..answer import Answer
from .expression import And, Expression, conjunction
from .relaxing import Relaxed, in_words, relaxations
from .rows import FindRow
from .search import Search

__all__ = ["Find", "FindRow", "find"]

RELAXED_ROWS: Final = 10


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

    Complexity: one scan of the ties to the concepts below the terms, O(t), plus the sort. On a
    server the people are chosen there (``Reader.matching``), and four round trips answer: the
    counts, who satisfies it, their lines, the documents; each number of parts given up is one more.
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
        asked = self.expression.parts if isinstance(self.expression, And) else (self.expression,)
        plain: dict[str, Any] = {"question": "find", "terms": [str(part) for part in asked]}
        return plain if self.limit is None else plain | {"limit": self.limit}

    def answer(self, reader: Reader) -> Answer[FindRow]:
        """Answer the question over a reader; raises as ``find`` does."""
        search = Search.of(reader, self.expression)
        ranked = search.ranked(self.expression)
        if not ranked:
            return self._relaxed(reader)
        picture = search.picture(self.expression, ranked[: self.limit])
        rows = picture.rows()
        nodes, edges = picture.scene()
        notes = [f"{len(rows)} of {len(ranked)} people are shown"] * (len(rows) < len(ranked))
        return Answer(self.to_json(), tuple(rows), tuple(notes), nodes, edges)

    def _relaxed(self, reader: Reader) -> Answer[FindRow]:
        """Return the empty answer with the weaker questions that somebody satisfies."""
        searches: dict[int, Search] = {}

        def people(count: int) -> Callable[[Expression], frozenset[str]]:
            searches[count] = Search.without(reader, self.expression, count)
            return searches[count].people

        found = relaxations(self.expression, people)
        relaxed = [
            one.to_json() | {"rows": self._who(searches[max(searches)], one)} for one in found
        ]
        extras = {"relaxed": relaxed} if relaxed else {}
        return Answer(self.to_json(), (), in_words(self.expression, found), extras=extras)

    def _who(self, search: Search, relaxed: Relaxed) -> list[FindRow]:
        ranked = search.ranked(relaxed.expression)[: self.limit or RELAXED_ROWS]
        given_up = tuple(map(str, relaxed.without))
        rows = search.picture(relaxed.expression, ranked).rows()
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
