"""What one concept does for a ranking: where each row would stand without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from ..graph.display import Brief
from .answer import Row
from .question import Argument

WITHOUT: Final = Argument(
    "without",
    "say where each row would stand if nobody had this skill",
    "term",
    metavar="SKILL",
    flags=("--without",),
    unbounded=True,
)


@dataclass(frozen=True)
class Moved(Brief):
    """The rank of a row, and the one it would have; None where it would not be in the answer."""

    concept: str
    rank: int
    then: int | None


@dataclass(frozen=True, kw_only=True)
class Ranked(Row):
    """A row that can say how it would rank without a concept; None where nobody asked."""

    without: Moved | None = None


R = TypeVar("R", bound=Ranked)


def moved(rows: Iterable[R], concept: str, then: Mapping[str, int]) -> tuple[R, ...]:
    """Return rows, the first ones of an answer, with where they would stand."""
    return tuple(
        replace(row, without=Moved(concept, rank, then.get(row.id)))
        for rank, row in enumerate(rows, start=1)
    )


def columns_of(columns: tuple[str, ...], without: str | None) -> tuple[str, ...]:
    """Return the columns of a table, with that of both ranks where they are asked for."""
    return columns if without is None else (columns[0], "rank=without", *columns[1:])
