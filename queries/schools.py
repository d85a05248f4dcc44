"""All schools in the graph, with how many people were there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.opening import Graph
from ..graph.reader import Reader
from .answer import Answer
from .listing import LIKE, Sort, TotalRow, Totals, sort_by
from .question import LIMIT


@dataclass(frozen=True)
class Schools(Totals):
    """Every school with how many people studied at it, the first date and the last.

    ``people_with`` counts each person once, however often they were there; ``first`` and ``last``
    are as precise as the documents are. Two courses of one person at a school count one.

    Complexity: O(t + e log e) for t ties of people to e schools; a server counts them itself.

    >>> from commonground.queries.example import example
    >>> for row in schools(example()):
    ...     print(row.name, row.people_with, row.first, row.last)
    Northern Polytechnic 2 2015 2019
    """

    name = "schools"
    many = "schools"
    what = "schools"
    summary = "List the schools, with how many people studied at them, from when to when."
    examples = ("commonground schools -n 5", "commonground schools --like university --sort last")
    arguments = (LIKE, sort_by("people", "name", "last"), LIMIT)
    columns = ("name", "people=people_with", "first", "last", "current")
    under = "nothing"

    like: str | None = None
    sort: Sort = "people"
    limit: int | None = None

    def names(self, reader: Reader, ids: Sequence[str]) -> dict[str, str]:
        """Return what schools are called, those that somebody studied at."""
        known = dict(reader.names(("School",)))
        return {id: known.get(id, id) for id in ids}


def schools(
    graph: Graph, *, like: str | None = None, sort: Sort = "people", limit: int | None = None
) -> Answer[TotalRow]:
    """Return the schools in the graph, those of most people first.

    ``like`` keeps those whose names hold a text, whatever its case. ``sort`` is ``"people"``,
    ``"name"`` or ``"last"``. ``limit`` is the most rows, None for all; where there are more a note
    says so.

    Each row is a school with ``people_with``, the number of people; ``months`` of all of them,
    ``first`` and ``last`` date, and ``current``, whether somebody studies there now.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.schools(example(), limit=2):
    ...     print(row.name, row.people_with, row.months, row.last)
    Northern Polytechnic 2 None 2019

    Raises:
        UsageError: ``sort`` is none of these, or ``limit`` is below 1.
    """
    return Schools(like, sort, limit).ask(graph)
