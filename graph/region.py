"""What of a graph paths between two nodes may run over, up to a cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..ontology.model import Relation


@dataclass(frozen=True)
class PathCosts:
    """What it costs to pass nodes and to walk relations, in whole numbers above zero.

    ``person`` is what a person costs, ``node`` what any other node does, out of how many people
    are tied to it and the share of people that is expected to have it (0 for what is no concept).
    ``relation`` is the cost of a relation, None where paths do not walk it. ``middle`` are the
    kinds of concepts that may lie between the ends.
    """

    person: int
    node: Callable[[int, float], int]
    relation: Callable[[Relation], int | None]
    middle: frozenset[str]


@dataclass(frozen=True)
class Region:
    """A part of a graph that holds all paths between two nodes that cost no more than ``limit``.

    None: it holds all paths there are. ``edges`` are two ids and the cost of the step between
    them, each pair once. ``people`` are the people among the nodes; of all others ``people_with``
    says how many people are tied to them.
    """

    limit: int | None
    edges: Sequence[tuple[str, str, int]]
    people: frozenset[str]
    people_with: Mapping[str, int]
