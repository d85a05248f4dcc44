"""The relations of an ontology in the order of types and concepts, and those of each concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol, TypeAlias

from .model import Relation

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

    def ends_of(self, id: str, *, starting: bool) -> Iterable[Ends]:
        """Give the ends of those that start at a concept, or of those that end at it."""


class GivenRelations:
    """Relations that are in memory."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._all = tuple(relations)

    @cached_property
    def _of(self) -> dict[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for one in self._all:
            for id in {one.source, one.target}:
                found.setdefault(id, []).append(one)
        return found

    def __iter__(self) -> Iterator[Relation]:
        return iter(self._all)

    def of(self, id: str) -> Iterable[Relation]:
        """Give those that start or end at a concept."""
        return self._of.get(id, ())

    def ends(self) -> Iterable[Ends]:
        """Give the ends of all, without what else is said of them."""
        return [(one.type, one.source, one.target) for one in self._all]

    def ends_of(self, id: str, *, starting: bool) -> Iterable[Ends]:
        """Give the ends of those that start at a concept, or of those that end at it."""
        return [
            (one.type, one.source, one.target)
            for one in self.of(id)
            if id == (one.source if starting else one.target)
        ]
