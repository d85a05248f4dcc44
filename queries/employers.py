"""All employers in the graph, with how many people were there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.opening import Graph
from ..graph.reader import Reader
from .answer import Answer
from .listing import LIKE, Sort, TotalRow, Totals, sort_by
from .question import LIMIT


@dataclass(frozen=True)
class Employers(Totals):
    """Every employer with how many people worked at it, the first date and the last.

    ``people_with`` counts each person once, however often they were there; ``first`` and ``last``
    are as precise as the documents are. What nobody shares, "Freelance" and its like, is listed
    once a person.

    Complexity: O(t + e log e) for t ties of people to e employers; a server counts them itself.

    >>> from commonground.queries.example import example
    >>> for row in employers(example()):
    ...     print(row.name, row.people_with, row.first, row.last)
    Initech 2 2019-03 2024-12
    Globex 1 2023 2024
    Hooli 1 2022-03 2025-06
    """

    name = "employers"
    many = "employers"
    what = "employers"
    summary = "List the employers, with how many people worked at them, from when to when."
    examples = ("commonground employers -n 5", "commonground employers --like labs --sort last")
    arguments = (LIKE, sort_by("people", "name", "last"), LIMIT)
    columns = ("name", "people=people_with", "first", "last", "current")
    under = "nothing"

    like: str | None = None
    sort: Sort = "people"
    limit: int | None = None

    def names(self, reader: Reader, ids: Sequence[str]) -> dict[str, str]:
        """Return what employers are called, those that somebody worked at."""
        known = dict(reader.names(("Employer",)))
        return {id: known.get(id, id) for id in ids}


def employers(
    graph: Graph, *, like: str | None = None, sort: Sort = "people", limit: int | None = None
) -> Answer[TotalRow]:
    """Return the employers in the graph, those of most people first.

    ``like`` keeps those whose names hold a text, whatever its case. ``sort`` is ``"people"``,
    ``"name"`` or ``"last"``. ``limit`` is the most rows, None for all; where there are more a note
    says so.

    Each row is an employer with ``people_with``, the number of people; ``months`` of all of them,
    ``first`` and ``last`` date, and ``current``, whether somebody works there now.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.employers(example(), limit=2):
    ...     print(row.name, row.people_with, row.months, row.last)
    Initech 2 84 2024-12
    Globex 1 2 2024

    Raises:
        UsageError: ``sort`` is none of these, or ``limit`` is below 1.
    """
    return Employers(like, sort, limit).ask(graph)
