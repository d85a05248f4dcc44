"""What all people together have of a skill, an employer or a school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from .months import last_month
from .ties import Tie

Totalled: TypeAlias = Literal["skills", "employers", "schools"]


class Total(NamedTuple):
    """How many people are tied to a node, for how many months together, from when to when.

    ``months`` are those that are certain, each person's own counted by themselves; None where
    nobody's are dated, and of schools. ``first`` and ``last`` are ISO dates as they are known.
    """

    people: int
    months: int | None = None
    first: str | None = None
    last: str | None = None
    current: bool = False


_TYPES: Final = {"HAS_SKILL": "skills", "WORKED_AT": "employers"}


def totals_of(ties: Iterable[Tie], what: Totalled) -> dict[str, Total]:
    """Return the total of each node of one sort that is tied to, sorted by id."""
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if _sort_of(tie) == what:
            found[tie.node].append(tie)
    return {id: _total(found[id], what) for id in sorted(found)}


def latest(dates: Iterable[str | None]) -> str | None:
    """Return the date that may lie furthest; of equal ones the more precise."""
    return max((date for date in dates if date), key=lambda d: (last_month(d), d), default=None)


def _sort_of(tie: Tie) -> str | None:
    return "schools" if tie.kind == "School" else _TYPES.get(tie.type)


def _total(ties: list[Tie], what: Totalled) -> Total:
    months = [tie.months for tie in ties if tie.months is not None]
    return Total(
        len({tie.person for tie in ties}),
        sum(months) if months and what != "schools" else None,
        min((tie.first for tie in ties if tie.first), default=None),
        latest(tie.last for tie in ties),
        any(tie.current for tie in ties),
    )
