"""Nodes by what they are called: labels, aliases, spellings, and typing errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from ..ontology.folding import fold
from ..ontology.ontology import Ontology
from .concepts import concept_node
from .facts.projection import Projection
from .model import FACT_KINDS, Node

if TYPE_CHECKING:
    from difflib import SequenceMatcher

# Three letters of four in place: "temporl" is near, "temple" is not.
CLOSE: Final = 0.75
# NUL is where FTS5 takes a query to end, and half a character cannot be sent to any store.
_LOST = re.compile("[\0\ud800-\udfff]")
# A long text names nothing; more trigrams than these would only slow the index down.
GRAMS: Final = 64
# What is longer was pasted, not typed; comparing two such texts takes minutes.
TYPED: Final = 200

Candidates: TypeAlias = Callable[[list[str]], "Iterable[str] | None"]
"""Gives folded names, at least those that hold one of some trigrams; None gives all."""

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

    def near(self, grams: list[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, name), of facts, of at least all names that hold one of some trigrams.

        Without trigrams it is all names: what is so short can be compared with all of them.
        """


class NodeLookup:
    """Finds nodes where all of them are looked through; see ``Lookup``."""

    def __init__(self, nodes: Nodes, ontology: Ontology, candidates: Candidates) -> None:
        self._nodes = nodes
        self._ontology = ontology
        self._candidates = candidates

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id."""
        found = self._nodes.by_id(id)
        if found is None and id in self._ontology.concepts:
            return concept_node(self._ontology.concepts[id])
        return found

    def near(self, grams: list[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of what the store gives, else of all names."""
        found = self._candidates(grams) if grams else None
        for name in self._called if found is None else sorted(set(found)):
            yield from self._called.get(name, ())

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
    """A node, the name that matched, and how near it is (0 = equal)."""

    node: Node
    matched: str
    distance: float


def search(ontology: Ontology, lookup: Lookup, text: str, limit: int) -> list[tuple[Node, str]]:
    """Return the nodes whose names are nearest to a text: equal, beginning, holding, or mistyped.

    What documents name comes from the store, which finds names that share three letters; concepts
    are few and compared one by one.
    """
    wanted = fold(text)
    if not wanted:
        return []
    best: dict[str, NameMatch] = {}
    sought = _Sought(wanted)
    for id, name, forms in (*_facts(wanted, lookup), *_concepts(wanted, ontology)):
        distance = sought.distance(forms)
        node = lookup.by_id(id) if distance is not None else None
        if node is None or distance is None:
            continue
        match = NameMatch(node, name, distance)
        if node.id not in best or _order(match) < _order(best[node.id]):
            best[node.id] = match
    found = sorted(best.values(), key=_order)[:limit]
    return [(match.node, match.matched) for match in found]


def _order(match: NameMatch) -> tuple[float, int, str, str]:
    return match.distance, len(match.matched), match.matched, match.node.id


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


def _facts(wanted: str, lookup: Lookup) -> Iterator[_Called]:
    """Yield what the documents name, where it may be what is wanted."""
    grams = _trigrams(wanted)[:GRAMS]
    if not grams:
        return ((id, name, _forms(name)) for id, name in lookup.near(grams))
    holds = re.compile("|".join(map(re.escape, grams))).search
    named = ((id, name) for id, name in lookup.near(grams) if holds(fold(name)))
    return ((id, name, _forms(name)) for id, name in named)


def _forms(name: str) -> tuple[str, ...]:
    """Return a name and its words, folded."""
    return fold(name), *(fold(word) for word in name.split())


def _trigrams(text: str) -> list[str]:
    """Return the runs of three characters of a text, sorted, each once; none of them holds NUL."""
    grams = {text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)}
    return sorted(gram for gram in grams if not _LOST.search(gram))


class _Sought:
    """A folded text that is sought, and how far from it something is called."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._letters = frozenset(text)

    def distance(self, forms: Sequence[str]) -> float | None:
        """Return how far a name is, by its forms; None where it is something else."""
        text = self._text
        # Equal before beginning before holding before near; the steps only have to keep that order.
        if text in forms:
            return 0.0 if text == forms[0] else 0.1
        if len(text) >= 2 and any(form.startswith(text) for form in forms):
            return 0.2
        if len(text) >= _TRIGRAM and text in forms[0]:
            return 0.3
        # Of three letters one is a third: everything would be near everything.
        if not _TRIGRAM < len(text) <= TYPED:
            return None
        nearness = max(map(self._ratio, forms))
        return 1 - nearness + 0.3 if nearness >= CLOSE else None

    def _ratio(self, form: str) -> float:
        least = CLOSE * (len(self._text) + len(form))
        if 2 * min(len(self._text), len(form)) < least:
            return 0.0
        # What both have is no more than the letters of one that are anywhere in the other.
        if 2 * sum(map(self._letters.__contains__, form)) < least:
            return 0.0
        matcher = self._matcher
        matcher.set_seq1(form)
        return matcher.ratio() if matcher.quick_ratio() >= CLOSE else 0.0

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        from difflib import SequenceMatcher  # most searches name what there is

        return SequenceMatcher(None, "", self._text, autojunk=False)
