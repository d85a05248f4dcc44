"""One node with all that a screen of its own shows: who or what it is, and what it is linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...graph.around import Part
from ...graph.display import shown
from ...graph.model import Edge, Node
from ...graph.store import StoredGraph
from ..contraction import ENTRY_KINDS
from ..quotes import QuotedLines, read_lines
from ..surroundings import Surroundings
from ..telling_apart import named_within
from ..words import caption, facts, link_words, readable
from .persons import Person
from .scenes import edge_in_scene, node_in_scene, span_of
from .usage import used_by_year

ITEMS: Final = 20
"""Neighbours of one sort that are told at once; more are asked for as neighbours."""
_READ: Final = {"Person": 500}
_READ_OF_THINGS: Final = 40
"""Neighbours that are read; of things that many have the best are, and the rest is counted."""
_FIRST: Final = ("WORKED_AT", "HAS_SKILL", "CLAIMS", "STUDIED", "BUILT", "HELD")
_CONTACTS: Final = {"emails": "e-mail", "phones": "phone", "sites": "site", "handles": "account"}


def node_json(graph: StoredGraph, id: str, *, contact: bool = False) -> dict[str, Any]:
    """Return a node with its facts, its times and its links in groups, each with its lines.

    How to reach a person is told only where ``contact`` asks for it.

    Raises:
        NotFound: the graph has no such node.
    """
    return graph.snapshot(lambda: _Screen(graph, graph.node(id), contact).json())


class _Screen:
    """What is told of a node, read of the graph once."""

    def __init__(self, graph: StoredGraph, node: Node, contact: bool) -> None:
        self._surroundings = Surroundings(graph.reader)
        self._reader = graph.reader
        self._node, self._contact = self._surroundings.node(node.id), contact
        most = _READ.get(node.kind, _READ_OF_THINGS)
        near = self._surroundings.nearest(node, most)
        found = self._reader.nodes((node.id, *near))
        self._order = {id: at for at, id in enumerate(found)}
        self._part = self._linked(found)
        self._degree = self._surroundings.degrees([node])[node.id]
        self._person = Person(self._reader, node) if node.kind == "Person" else None
        self._lines = self._read()

    def json(self) -> dict[str, Any]:
        """Return the node's screen."""
        node, person = self._node, self._person
        told = node_in_scene(named_within(node, self._reader), self._part.edges)
        # What is cited first is numbered first, so this order is that of the screen.
        timeline = person.timeline(self._lines) if person else []
        studies = person.studies(self._lines) if person else []
        groups = list(self._groups())
        return {
            "node": {**told, "degree": self._degree, "more": self._degree},
            "labels": self._labels(),
            "definition": _text(node.properties.get("definition")),
            "facts": self._facts(),
            "timeline": timeline,
            "studies": studies,
            "documents": self._documents(),
            "months": [] if person else used_by_year(self._reader, node),
            "groups": groups,
            "evidence": self._lines.all,
        }

    def _linked(self, found: Mapping[str, Node]) -> Part:
        """Return the node's own links; those between its neighbours are no matter of its screen."""
        people = {id for id, node in found.items() if node.kind == "Person"}
        own = self._node
        if own.kind in ENTRY_KINDS:
            people |= set(self._reader.owners([own.id]).values())
        # Of others only the links to this node are told.
        things = found.keys() - people if own.kind == "Person" else {own.id}
        part = self._surroundings.between(people, things)
        concepts = {id for id in found if id in self._reader.ontology.concepts} | {own.id}
        edges = {edge.id: edge for edge in (*part.edges, *self._reader.relations(concepts))}
        kept = [one for one in edges.values() if own.id in (one.source, one.target)]
        return Part(tuple(found.values()), tuple(kept))

    def _read(self) -> QuotedLines:
        refs = {ref for edge in self._part.edges for ref in edge.evidence}
        refs |= set(self._person.references) if self._person else set()
        cited = self._reader.cite(sorted(refs))
        lines = read_lines(self._reader.documents, cited.values())
        return QuotedLines(cited, lines, contact=self._contact)

    def _labels(self) -> list[str]:
        concept = self._reader.ontology.concepts.get(self._node.id)
        if concept is not None:
            return [shown(one) for one in (concept.name, *concept.alt)]
        names = self._node.properties.get("names") or self._node.properties.get("spellings")
        known = names if isinstance(names, list) else []
        return list(dict.fromkeys((caption(self._node), *map(shown, known))))

    def _documents(self) -> list[str]:
        documents = self._node.properties.get("documents")
        return [str(key) for key in documents] if isinstance(documents, list) else []

    def _facts(self) -> list[list[str]]:
        told = {"documents", "aliases", "definition", "spellings"}
        own = {key: value for key, value in self._node.properties.items() if key not in told}
        found = [*(self._person.facts() if self._person else ()), *facts(own)]
        if self._contact:
            pairs = ((label, own.get(key)) for key, label in _CONTACTS.items())
            found += [(label, readable(label, value)) for label, value in pairs if value]
        return [list(pair) for pair in found]

    def _groups(self) -> Iterator[dict[str, Any]]:
        """Give the links by their type and direction, the best first."""
        by_words: defaultdict[tuple[str, bool], list[Edge]] = defaultdict(list)
        for edge in self._part.edges:
            by_words[edge.type, edge.source == self._node.id].append(edge)
        for type, forth in sorted(by_words, key=_group_order):
            edges = sorted(by_words[type, forth], key=self._place)
            yield self._group(type, forth, edges)

    def _group(self, type: str, forth: bool, edges: Sequence[Edge]) -> dict[str, Any]:
        read = len(edges)
        # Of a thing that very many have only the best are read; the rest is counted.
        count = max(read, self._people()) if type in _FIRST and not forth else read
        return {
            "words": link_words(type)[0 if forth else 1],
            "type": shown(type),
            "count": count,
            "items": [self._item(edge) for edge in edges[:ITEMS]],
            "more": count - min(read, ITEMS),
        }

    def _people(self) -> int:
        if self._person is not None or self._node.kind in ENTRY_KINDS:
            return 0
        return self._reader.counts({"": {self._node.id}})[""]

    def _item(self, edge: Edge) -> dict[str, Any]:
        other = self._other(edge)
        node = next((one for one in self._part.nodes if one.id == other), None)
        node = node or self._reader.nodes([other]).get(other) or Node(other, "Other")
        told = edge_in_scene(edge, self._lines)
        words = [text if label in _PLAIN else f"{label} {text}" for label, text in told["facts"]]
        first, last = span_of(edge.properties)
        return {
            "edge": edge.id,
            "id": node.id,
            "kind": shown(node.kind),
            "name": caption(node),
            "text": ", ".join(words),
            "value": edge.properties.get("months"),
            "first": first,
            "last": last,
            "evidence": told["evidence"],
        }

    def _place(self, edge: Edge) -> tuple[int, str]:
        return self._order.get(self._other(edge), len(self._order)), edge.id

    def _other(self, edge: Edge) -> str:
        return edge.target if edge.source == self._node.id else edge.source


_PLAIN: Final = frozenset({"time", "when", "as", "studied"})


def _group_order(group: tuple[str, bool]) -> tuple[int, str, bool]:
    type, forth = group
    return _FIRST.index(type) if type in _FIRST else len(_FIRST), type, not forth


def _text(value: object) -> str | None:
    return shown(value) if value else None
