"""``graph.people()`` and its like, and ``search`` as a function: what one asks first of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from .model import Node


class Lists:
    """The lists of a graph as methods: each asks the question of its name, with its options."""

    def people(
        self, *, like: str | None = None, sort: str = "name", limit: int | None = None
    ) -> Sequence[Any]:
        """Return everybody, by name, with what they do and how long they have worked.

        ``like`` keeps those whose names hold a text; ``sort`` is name, months or last.
        ``limit`` is the most, None for all. The same as ``commonground.people(graph)``, which
        says what a row has.

        Raises:
            UsageError: ``sort`` is none of these, or ``limit`` is below 1.
        """
        return _asked("people", self, like=like, sort=sort, limit=limit)

    def skills(
        self, *, like: str | None = None, sort: str = "people", limit: int | None = None
    ) -> Sequence[Any]:
        """Return the skills that people have, those of most people first.

        ``like`` keeps those whose names hold a text; ``sort`` is people, name, months or last.
        ``limit`` is the most, None for all. The same as ``commonground.skills(graph)``, which
        says what a row has.

        Raises:
            UsageError: ``sort`` is none of these, or ``limit`` is below 1.
        """
        return _asked("skills", self, like=like, sort=sort, limit=limit)

    def employers(
        self, *, like: str | None = None, sort: str = "people", limit: int | None = None
    ) -> Sequence[Any]:
        """Return the employers, those of most people first.

        ``like`` keeps those whose names hold a text; ``sort`` is people, name or last.
        ``limit`` is the most, None for all. The same as ``commonground.employers(graph)``, which
        says what a row has.

        Raises:
            UsageError: ``sort`` is none of these, or ``limit`` is below 1.
        """
        return _asked("employers", self, like=like, sort=sort, limit=limit)

    def schools(
        self, *, like: str | None = None, sort: str = "people", limit: int | None = None
    ) -> Sequence[Any]:
        """Return the schools, those of most people first.

        ``like`` keeps those whose names hold a text; ``sort`` is people, name or last.
        ``limit`` is the most, None for all. The same as ``commonground.schools(graph)``, which
        says what a row has.

        Raises:
            UsageError: ``sort`` is none of these, or ``limit`` is below 1.
        """
        return _asked("schools", self, like=like, sort=sort, limit=limit)


def _asked(name: str, graph: Lists, **options: Any) -> Sequence[Any]:
    # A graph knows nothing of questions, and they all of graphs: the package hands this one down.
    from .. import __getattr__ as package

    rows: Sequence[Any] = package(name)(graph, **options)
    return rows


class Searchable(Protocol):
    """A graph that can be searched: any that is stored."""

    def search(self, text: str, limit: int = 20) -> list[tuple[Node, str]]:
        """Return the nodes that are called so or nearly so."""


def search(graph: Searchable, text: str, limit: int = 20) -> list[tuple[Node, str]]:
    """Return the nodes that are called so or nearly so, the nearest first.

    ``text`` is a label, an alias, a name, an address or an id, in whatever case and also mistyped;
    ``limit`` is the most nodes. Each comes with the name of it that matched. ``graph`` is one that
    ``open_graph`` gives; this is its ``graph.search(text)``.

        for node, matched in cg.search(graph, "k8s"):
            print(node.kind, node.name, matched)  # Technology Kubernetes K8s
    """
    return graph.search(text, limit)
