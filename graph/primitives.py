"""What a backend delivers: the seven methods from which every question is answered.

Questions see people, what people are tied to, and the ontology. A *tie* contracts the path between
a person and a concept, employer, school, degree, field or project to one row with the months behind
it; Roles and Education stay out of sight except as stints. Every method takes many ids and returns
its rows in one order, so that a server answers in one round trip and an array in one scan.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from .model import Edge, Node
from .ties import Stint, Tie

if TYPE_CHECKING:
    from ..loaders.document import Document
    from ..ontology.ontology import Ontology


class Primitives(ABC):
    """The rows of one graph that follow from nothing else. ``graph.reader`` derives the rest.

    The graph does not change while they are read: what was computed of them may be kept.
    """

    @property
    @abstractmethod
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""

    @abstractmethod
    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked; all concepts of the ontology do."""

    @abstractmethod
    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds other than concepts, sorted by id.

        Their evidence may be left out: who lists a whole kind wants names and places.
        """

    @abstractmethod
    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked, with their evidence.

        Those of facts, and derived ones: the ontology knows its own.
        """

    @abstractmethod
    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, by person, node and type.

        None leaves a side open; two courses at one school are one tie (see ``graph.ties.united``).
        """

    @abstractmethod
    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""

    @abstractmethod
    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        """Return the edges of facts about some people, with their evidence, sorted by id.

        Those from the people themselves, and from their roles, studies and projects.
        """

    @abstractmethod
    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        """Return the documents that there are of some keys, with their text."""
