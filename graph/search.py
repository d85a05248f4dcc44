"""Nodes by what they are called: labels, aliases, spellings, and typing errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Protocol, TypeAlias

from ..ontology.folding import fold
from ..ontology.ontology import Ontology
from .concepts import concept_node
from .facts.projection import Projection
from .model import FACT_KINDS, Node
from .typos import most_alike

# Three letters of four in place: "temporl" is near, "temple" is not.
CLOSE: Final = 0.75
_FEWEST: Final = CLOSE / (2 - CLOSE)
"""Characters of the shorter of two names by those of the longer, if they are to be near."""
# NUL is where FTS5 takes a query to end, and half a character cannot be sent to any store.
LOST = re.compile("[\0\ud800-\udfff]")
# A long text names nothing; more trigrams than these would only slow the index down.
GRAMS: Final = 64
# What is longer was pasted, not typed; comparing two such texts takes minutes.
TYPED: Final = 200

_TRIGRAM: Final = 3

_Called: TypeAlias = tuple[str, str, tuple[str, ...]]
"""An id, a name of it, and the forms of the name."""


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


class Lookup(Protocol):
    """Finds nodes of one generation of the graph."""

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, a concept's too, also of what was merged into another."""

    def near(self, wanted: str, most: int) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of facts, among them the names that are nearest to a folded text.

        Where more than ``most`` nodes are as near as can be, some of them will do.
        """


class NodeLookup:
    """Finds nodes where all of them are looked through; see ``Lookup``."""

    def __init__(self, nodes: Nodes, ontology: Ontology) -> None:
        self._nodes = nodes
        self._ontology = ontology

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id."""
        found = self._nodes.by_id(id)
        if found is None and id in self._ontology.concepts:
            return concept_node(self._ontology.concepts[id])
        return found

    def near(self, wanted: str, most: int) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of all names that share three letters with a text; see ``Lookup``."""
        shares = sharing(wanted)
        for name, called in self._called.items():
            if shares(name):
                yield from called

    @cached_property
    def _called(self) -> dict[str, list[tuple[str, str]]]:
        called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for node in self._nodes.of_kinds(FACT_KINDS):
            for name in called_by(node):
                called[fold(name)].append((node.id, name))
        return called


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def called_by(node: Node) -> list[str]:
    """Return everything that a node is called, each once."""
    lists = ("names", "emails", "handles", "spellings", "aliases")
    own = [node.name, node.properties.get("study_type"), node.properties.get("area")]
    texts = {str(text) for text in own if text}
    return sorted(texts.union(*(_listed(node, key) for key in lists)))


class NameMatch(NamedTuple):
    """The name of a node and how near it is (0 = equal), the nearest and shortest first."""

    distance: float
    length: int
    matched: str
    id: str


def search(ontology: Ontology, lookup: Lookup, text: str, limit: int) -> list[tuple[Node, str]]:
    """Return the nodes whose names are nearest to a text: equal, beginning, holding, or mistyped.

    What documents name comes from the store, which finds names that share three letters; concepts
    are few and compared one by one.
    """
    wanted = fold(text)
    if not wanted:
        return []
    facts = ((id, name, _forms(name)) for id, name in lookup.near(wanted, limit))
    named = (*facts, *_concepts(wanted, ontology))
    distances = ((_distance(wanted, forms), id, name) for id, name, forms in named)
    matches = [
        NameMatch(far, len(name), name, id) for far, id, name in distances if far is not None
    ]
    found: dict[str, tuple[Node, str]] = {}
    for match in sorted(matches):
        if len(found) == limit:
            break
        node = lookup.by_id(match.id)
        if node is not None:
            found.setdefault(node.id, (node, match.matched))
    return list(found.values())


def is_equal(wanted: str, name: str) -> bool:
    """Return whether a folded text is a name."""
    return wanted == fold(name)


def is_near(wanted: str, name: str) -> bool:
    """Return whether a folded text may mean a name."""
    return _distance(wanted, _forms(name)) is not None


def _concepts(wanted: str, ontology: Ontology) -> Iterator[_Called]:
    """Yield every name of every concept, its id among them where that is wanted."""
    yield from _labels(ontology)
    for id in ontology.concepts:
        if fold(id) == wanted:
            yield id, id, (wanted,)


# Folding the labels is half of what a search costs, and a service searches in one ontology.
@lru_cache(maxsize=2)
def _labels(ontology: Ontology) -> list[_Called]:
    return [
        (concept.id, label, _forms(label))
        for concept in ontology.concepts.values()
        for label in concept.labels
    ]


def _forms(name: str) -> tuple[str, ...]:
    """Return a name and its words, folded."""
    return fold(name), *(fold(word) for word in name.split())


def sharing(wanted: str) -> Callable[[str], object]:
    """Return what says whether a folded name shares three letters with a text.

    With a shorter text any name does: it is compared with all of them.
    """
    return re.compile("|".join(map(re.escape, trigrams(wanted)))).search


def trigrams(text: str) -> list[str]:
    """Return runs of three characters of a text, sorted, each once; none of them holds NUL."""
    grams = {text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)}
    return sorted(gram for gram in grams if not LOST.search(gram))[:GRAMS]


def _distance(wanted: str, forms: Sequence[str]) -> float | None:
    """Return how far a name is from what is wanted, by its forms; None if it is something else."""
    # Equal before beginning before holding before near; the steps only have to keep that order.
    if wanted in forms:
        return 0.0 if wanted == forms[0] else 0.1
    if len(wanted) >= 2 and any(form.startswith(wanted) for form in forms):
        return 0.2
    if len(wanted) >= _TRIGRAM and wanted in forms[0]:
        return 0.3
    # Of three letters one is a third: everything would be near everything.
    if not _TRIGRAM < len(wanted) <= TYPED:
        return None
    # What is shorter or longer is most, and cannot be near however it is spelled.
    least, most = _FEWEST * len(wanted), len(wanted) / _FEWEST
    able = (form for form in forms if least <= len(form) <= most)
    nearness = max((_ratio(wanted, form) for form in able), default=0.0)
    return 1 - nearness + 0.3 if nearness >= CLOSE else None


def _ratio(wanted: str, form: str) -> float:
    if most_alike(wanted, form) < CLOSE:
        return 0.0
    from difflib import SequenceMatcher  # most searches name what there is

    matcher = SequenceMatcher(None, form, wanted, autojunk=False)
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return 0.0
    return matcher.ratio()
