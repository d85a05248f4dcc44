"""The relations of an ontology in the order of types and concepts, and those of each concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol, TypeAlias, TypeVar

from .model import Relation

T = TypeVar("T")

Ends: TypeAlias = tuple[str, str, str]
"""Type, source and target of a relation."""


class Relations(Protocol):
    """Relations that are in memory, or kept as text and read where they are asked for."""

    def __iter__(self) -> Iterator[Relation]:
        """Give all."""

    def of(self, id: str) -> Iterable[Relation]:
        """Give those that start or end at a concept."""

    def ends(self) -> Iterable[Ends]:
        """Give the ends of all, without what else is said of them."""

    def ends_of(self, id: str) -> Iterable[Ends]:
        """Give the ends of those that start or end at a concept."""


class GivenRelations:
    """Relations that are in memory."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._all = tuple(relations)

    @cached_property
    def _of(self) -> dict[str, list[Relation]]:
        touching = places_of((one.source, one.target) for one in self._all)
        return {id: [self._all[at] for at in places] for id, places in touching.items()}

    def __iter__(self) -> Iterator[Relation]:
        return iter(self._all)

    def of(self, id: str) -> Iterable[Relation]:
        """Give those that start or end at a concept."""
        return self._of.get(id, ())

    def ends(self) -> Iterable[Ends]:
        """Give the ends of all, without what else is said of them."""
        return [(one.type, one.source, one.target) for one in self._all]

    def ends_of(self, id: str) -> Iterable[Ends]:
        """Give the ends of those that start or end at a concept."""
        return [(one.type, one.source, one.target) for one in self.of(id)]


def places_of(pairs: Iterable[tuple[T, T]]) -> dict[T, list[int]]:
    """Return by concept the places of the pairs that it is in."""
    found: dict[T, list[int]] = {}
    for place, (source, target) in enumerate(pairs):
        for one in (source, target) if source != target else (source,):
            found.setdefault(one, []).append(place)
    return found
