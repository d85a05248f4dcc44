"""All skills that somebody has, with how many people have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.opening import Graph
from ..graph.reader import Reader
from .answer import Answer
from .listing import LIKE, Sort, TotalRow, Totals, sort_by
from .question import LIMIT


@dataclass(frozen=True)
class Skills(Totals):
    """Every skill that somebody has, with the people, their months together and the last use.

    ``people_with`` counts who names it, each once; ``months`` sums what is certain of each person's
    own (see ``tenure``), so that two people in the same year are two years; ``last`` is the date
    that may lie furthest, ``current`` whether it goes on. Nobody has a Category, and none is
    listed. The lines behind a skill are in ``find`` and ``show``.

    Complexity: O(t + s log s) for t ties of people to s skills; a server counts them itself.

    >>> from commonground.queries.example import example
    >>> for row in skills(example(), limit=3):
    ...     print(row.name, row.people_with, row.months, row.last)
    Redis 3 42 2025-06
    REST 3 None None
    Go 2 124 2025-06
    """

    name = "skills"
    many = "skills"
    what = "skills"
    summary = "List the skills that people have, with how many have them and for how long."
    examples = ("commonground skills -n 5", "commonground skills --like sql --sort months")
    arguments = (LIKE, sort_by("people", "name", "months", "last"), LIMIT)
    columns = ("name", "kind", "people=people_with", "months", "last", "current")
    under = "nothing"

    like: str | None = None
    sort: Sort = "people"
    limit: int | None = None

    def names(self, reader: Reader, ids: Sequence[str]) -> dict[str, str]:
        """Return what skills are called: most are the ontology's own, which no server is asked."""
        return {id: node.name or id for id, node in reader.nodes(ids).items()}


def skills(
    graph: Graph, *, like: str | None = None, sort: Sort = "people", limit: int | None = None
) -> Answer[TotalRow]:
    """Return the skills that people have, those of most people first.

    ``like`` keeps those whose names hold a text, whatever its case. ``sort`` is ``"people"``,
    ``"name"``, ``"months"`` or ``"last"``. ``limit`` is the most rows, None for all; where there
    are more a note says so.

    Each row is a skill with ``people_with``, the number of people; ``months`` of all of them,
    ``first`` and ``last`` date, and ``current``, whether somebody has it now.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.skills(example(), limit=2):
    ...     print(row.name, row.people_with, row.months, row.last)
    Redis 3 42 2025-06
    REST 3 None None

    Raises:
        UsageError: ``sort`` is none of these, or ``limit`` is below 1.
    """
    return Skills(like, sort, limit).ask(graph)
