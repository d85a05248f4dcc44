"""The nodes of one generation by id, and everything that they are called, for ``search``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from ..ontology.folding import fold
from ..ontology.ontology import Ontology
from .facts.projection import Projection, concept_node
from .model import FACT_KINDS, Node


class Nodes(Protocol):
    """The facts of one generation of a graph, wherever they are."""

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, also of a mention or fact that was merged into another."""

    def of_kinds(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds; their evidence may be left out."""


class ProjectedNodes:
    """The facts of a projection."""

    def __init__(self, projection: Projection) -> None:
        self._nodes = projection.nodes
        self._renamed = projection.renamed

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, also of a mention or fact that was merged into another."""
        return self._nodes.get(self._renamed.get(id, id))

    def of_kinds(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds."""
        return [node for node in self._nodes.values() if node.kind in kinds]


class Lookup:
    """Finds nodes of one generation of the graph."""

    def __init__(self, nodes: Nodes, ontology: Ontology) -> None:
        self._nodes = nodes
        self._ontology = ontology

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, a concept's too, also of what was merged into another."""
        found = self._nodes.by_id(id)
        if found is None and id in self._ontology.concepts:
            return concept_node(self._ontology.concepts[id])
        return found

    def names(self) -> Iterable[str]:
        """Give everything that nodes are called, folded."""
        return self._called.keys()

    def named(self, folded: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of the nodes that are called so, names being folded."""
        for name in folded:
            yield from self._called.get(name, ())

    @cached_property
    def _called(self) -> dict[str, list[tuple[str, str]]]:
        called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for node in self._nodes.of_kinds(FACT_KINDS):
            for name in _names(node):
                called[fold(name)].append((node.id, name))
        return called


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _names(node: Node) -> list[str]:
    """Return everything that a node is called, each once."""
    lists = ("names", "emails", "handles", "spellings", "aliases")
    own = [node.name, node.properties.get("study_type"), node.properties.get("area")]
    texts = {str(text) for text in own if text}
    return sorted(texts.union(*(_listed(node, key) for key in lists)))
