"""How strongly people use concepts: what ``queries/similar.cypher`` is told, and what it brings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from .neo4j_rows import Row

Columns: TypeAlias = "dict[str, dict[str, int]]"

_AT_ONCE: Final = 250_000
"""How many uses one statement brings: a second or two of the server's time, some 20 MB."""


class Uses:
    """The strength of each use of the concepts that were read: some 50 bytes a use.

    ``all`` are the concepts that people can have. Whoever asks a second time gets what is left of
    them, too: every person is near a good part of them, and then no question waits any more.
    """

    def __init__(self, all: Iterable[str]) -> None:
        self._all = tuple(all)
        self._kept: Columns = {}
        self._people: dict[str, str] = {}

    def missing(self, concepts: Iterable[str]) -> list[str]:
        """Return the concepts to be read before ``of`` can be asked, sorted."""
        wanted = sorted(set(concepts) - self._kept.keys())
        if wanted and self._kept:
            return sorted({*wanted, *self._all} - self._kept.keys())
        return wanted

    def keep(
        self, ids: Iterable[str], rows: Iterable[Row], strength: Callable[[int, str], int]
    ) -> None:
        """Keep the rows of some concepts; ``strength`` is that of months and the last date."""
        self._kept |= {id: {} for id in ids}
        one = self._people.setdefault
        for row in rows:
            people = map(one, row["people"], row["people"])
            strengths = map(strength, row["months"], row["last"])
            self._kept[row["id"]] = dict(zip(people, strengths, strict=True))

    def of(self, concepts: Collection[str]) -> Columns:
        """Return the strength of each person's use of each of these concepts."""
        return {id: self._kept[id] for id in concepts}


def portions(ids: Sequence[str], people_with: Mapping[str, int]) -> Iterator[list[str]]:
    """Give the ids in portions that each lead to no more uses than one statement may bring."""
    portion: list[str] = []
    uses = 0
    for id in ids:
        uses += people_with[id]
        if portion and uses > _AT_ONCE:
            yield portion
            portion, uses = [], people_with[id]
        portion.append(id)
    yield portion


__all__ = ["Columns", "Uses", "portions"]
