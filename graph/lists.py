"""``graph.people()`` and its like, and ``search`` as a function: what one asks first of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from .model import Node


class Lists:
    """The lists of a graph as methods: each asks the question of its name, with its options."""

    def people(self, **options: Any) -> Sequence[Any]:
        """Return everybody, by name; ``like``, ``sort`` and ``limit`` as of the question."""
        return _asked("people", self, options)

    def skills(self, **options: Any) -> Sequence[Any]:
        """Return the skills that people have, the most frequent first; options as of ``people``."""
        return _asked("skills", self, options)

    def employers(self, **options: Any) -> Sequence[Any]:
        """Return the employers, those of most people first; options as of ``people``."""
        return _asked("employers", self, options)

    def schools(self, **options: Any) -> Sequence[Any]:
        """Return the schools, those of most people first; options as of ``people``."""
        return _asked("schools", self, options)


def _asked(name: str, graph: Lists, options: dict[str, Any]) -> Sequence[Any]:
    # A graph knows nothing of questions, and they all of graphs: the package hands this one down.
    from .. import __getattr__ as package

    rows: Sequence[Any] = package(name)(graph, **options)
    return rows


class Searchable(Protocol):
    """A graph that can be searched: any that is stored."""

    def search(self, text: str, limit: int = 20) -> list[tuple[Node, str]]:
        """Return the nodes that are called so or nearly so."""


def search(graph: Searchable, text: str, limit: int = 20) -> list[tuple[Node, str]]:
    """Return the nodes that are called so or nearly so, the nearest first, and which name.

    The same as ``graph.search(text)``, beside the other functions that take the graph first.
    """
    return graph.search(text, limit)
