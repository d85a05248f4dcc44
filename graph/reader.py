"""What questions ask of a graph: a few batch methods that every backend can deliver.

Questions see people, what people are tied to, and the ontology. A *tie* contracts the path between
a person and a concept, employer, school, degree, field or project to one row with the months behind
it; Roles and Education stay out of sight except as stints. Every method takes sets of ids and
returns rows sorted by id, so that a server answers in one round trip and an array in one scan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from .model import Edge, Evidence, Node
from .ties import Stint, Tie

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from .criteria import Clause, Criterion, Matches
    from .names import Naming
    from .uses import Uses

Strength: TypeAlias = Callable[["int | None", "str | None", "int | None"], int]


class Reader(Protocol):
    """Raw rows of one graph; scoring is none of its business."""

    @property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""

    def population(self) -> int:
        """Return how many people there are."""

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""

    def locations(self) -> Mapping[str, str]:
        """Return where people live, as their documents say it; who says nothing is left out."""

    def places(self) -> Sequence[str]:
        """Return the distinct places that people live in, sorted."""

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked; all concepts of the ontology do."""

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked, with their evidence."""

    def edges_behind(self, ties: Iterable[Tie | Stint]) -> dict[str, Edge]:
        """Return the edges behind some ties and stints, in their order."""

    def named(self, text: str, by: Naming = "whole") -> Sequence[Node]:
        """Return the nodes other than concepts that a text names so, sorted by id.

        In full it may be an id, a mention's id, a document's key or path, an e-mail address, a name
        or another spelling of it, or a document's file name: the first that fits.
        """

    def names(self, kinds: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return (id, name) of the nodes of some kinds that have a name, sorted by id."""

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, sorted by person and node."""

    def matching(
        self, criteria: Sequence[Criterion], clauses: Sequence[Clause]
    ) -> Mapping[str, Matches]:
        """Return who satisfies all clauses with what each has of every criterion, by id.

        See ``graph.criteria``: ``satisfies_all`` for clauses, ``Criterion.matched`` for what people
        have.
        """

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use at least these concepts.

        ``strength`` is told a tie's months (None and 0 are alike to it), its last date and the
        graph's latest month, and is the same function in all calls: what was computed is kept.
        """

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools.

        Nodes and neighbours are sorted by id; what has none may be left out.
        """

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them."""

    def attached(self, least: int) -> dict[str, int]:
        """Return how many people are tied to each node that has at least so many, by id."""

    def rarest(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are.

        Of the nodes that at least ``least`` people are tied to: all concepts, and of the others
        the ``most`` with the fewest people, ties by id.
        """

    def overlapping(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer.

        ``stints`` are one person's, and dated; sorted as in ``stints``.
        """

    def latest(self) -> int | None:
        """Return the last month that any role may reach; None where no role is dated."""

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""

    def relations(self, concepts: Collection[str]) -> Sequence[Edge]:
        """Return the ontology's edges between two of these concepts, sorted by id."""

    def cite(self, references: Iterable[str]) -> dict[str, Evidence]:
        """Return the line and quote of each evidence reference, in the order asked."""
