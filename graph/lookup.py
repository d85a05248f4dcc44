"""Which node a text means: an id, a document, an e-mail address, a name or a concept's label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from ..errors import AmbiguousName, NotFound
from ..ontology.folding import fold, plain
from ..ontology.kinds import CONCEPT_KINDS
from ..ontology.ontology import Ontology
from .facts.projection import Projection, concept_node
from .model import FACT_KINDS, Node

_NAMED = frozenset({"Person", "Employer", "School", "Project"})


class Nodes(Protocol):
    """The facts of one generation of a graph, wherever they are."""

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, also of a mention or fact that was merged into another."""

    def of_document(self, key: str) -> Node | None:
        """Return the person of a document."""

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

    def of_document(self, key: str) -> Node | None:
        """Return the person of a document."""
        return next((node for node in self.of_kinds(("Person",)) if has_document(node, key)), None)

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

    @cached_property
    def _people(self) -> Sequence[Node]:
        return self._nodes.of_kinds(("Person",))

    def person(self, text: str) -> Node:
        """Return the person whom an id, document key, e-mail address or name means.

        Part of a name will do where only one person has it.

        Raises:
            AmbiguousName: several people are meant; ``choices`` lists them.
            NotFound: nobody is.
        """
        found = self.by_id(text)
        if found is not None and found.kind == "Person":
            return found
        owner = self._nodes.of_document(text)
        if owner is not None:
            return owner
        for means in (_has_email, _is_called, _has_file, _is_called_partly):
            people = [node for node in self._people if means(node, text)]
            if people:
                return self._whole(_only(text, people))
        raise NotFound(f"nobody here is called {text!r}: `commonground search` finds similar names")

    def node(self, text: str) -> Node:
        """Return the node that an id, label, name, document key or e-mail address means.

        Raises:
            AmbiguousName: several nodes are meant; ``choices`` lists them.
            NotFound: none is.
        """
        found = self.by_id(text) or self._nodes.of_document(text)
        if found is not None:
            return found
        named = self._nodes.of_kinds(_NAMED)
        nodes = [node for node in named if _is_called(node, text)] + self._concepts(text)
        if nodes:
            return self._whole(_only(text, nodes))
        try:
            return self.person(text)
        except NotFound:
            raise NotFound(
                f"nothing here is called {text!r}: `commonground search` finds similar names"
            ) from None

    def _whole(self, node: Node) -> Node:
        return self.by_id(node.id) or node

    def _concepts(self, text: str) -> list[Node]:
        """Return the concepts of a label; those that it is the preferred label of, if any."""
        found = self._ontology.lookup(text)
        preferred = [one for one in found if fold(one.name) == fold(text)]
        return [concept_node(one) for one in preferred or found]


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _names(node: Node) -> list[str]:
    """Return everything that a node is called, each once."""
    lists = ("names", "emails", "handles", "spellings", "aliases")
    own = [node.name, node.properties.get("study_type"), node.properties.get("area")]
    texts = {str(text) for text in own if text}
    return sorted(texts.union(*(_listed(node, key) for key in lists)))


def has_document(node: Node, text: str) -> bool:
    """Return whether a document speaks of a node."""
    return text in _listed(node, "documents")


def _has_file(node: Node, text: str) -> bool:
    """Accept the file's name alone, with or without its suffix."""
    names = [key.rsplit("/", 1)[-1] for key in _listed(node, "documents")]
    return any(text in {name, name.rsplit(".", 1)[0]} for name in names)


def _has_email(node: Node, text: str) -> bool:
    return text.casefold() in {email.casefold() for email in _listed(node, "emails")}


def _is_called(node: Node, text: str) -> bool:
    lists = ("names", "spellings", "aliases")
    names = {node.name or "", *(name for key in lists for name in _listed(node, key))}
    return fold(text) in {fold(name) for name in names if name}


def _is_called_partly(node: Node, text: str) -> bool:
    wanted = _words(text)
    return bool(wanted) and any(wanted <= _words(name) for name in _listed(node, "names"))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))


def _only(text: str, nodes: Iterable[Node]) -> Node:
    found = sorted(nodes, key=_order)
    if len(found) == 1:
        return found[0]
    choices = [choice(node) for node in found]
    raise AmbiguousName(f"{text!r} means {len(found)} nodes: say which by its id", choices)


def _order(node: Node) -> tuple[bool, str]:
    return node.kind in CONCEPT_KINDS, node.id


def choice(node: Node) -> str:
    """Return one line that tells a node from others: id, kind, name, documents."""
    documents = ", ".join(_listed(node, "documents"))
    named = f"{node.id}  {node.kind}  {node.name or '(no name)'}"
    return f"{named}  {documents}" if documents else named
