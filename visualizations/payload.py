"""The data of a page: plain lists and mappings that become one JSON text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..graph.display import shown
from ..graph.model import Edge, Evidence, Node, split_reference
from .listing import Listing, RelatedNode
from .looks import LOOKS, OTHER
from .network import network_of
from .scene import Scene
from .words import caption, counted, facts, family, link_words

_FAMILIES: Final = {
    "fact": "said in a document",
    "derived": "summed up from facts",
    "ontology": "from the ontology",
}


def payload_of(scene: Scene) -> dict[str, Any]:
    """Return everything that the page shows; texts are safe to show, not yet safe to embed."""
    lines = _QuotedLines(scene.evidence)
    network = network_of(scene)
    return {
        "title": shown(scene.title),
        "summary": _summary(scene),
        "notes": list(scene.notes),
        "leftOut": scene.left_out,
        "answered": scene.answered,
        "focus": list(scene.focus),
        "kinds": _kinds(scene.nodes),
        "families": _families(scene.edges),
        "nodes": network.nodes,
        "edges": network.edges,
        "details": {node.id: _details(node) for node in scene.nodes},
        "links": {edge.id: _link(edge, lines) for edge in scene.edges},
        "rows": [_row(row, lines) for row in scene.rows],
        "instead": [
            {"title": one.title, "rows": [_row(row, lines) for row in one.rows]}
            for one in scene.instead
        ],
        "evidence": lines.all,
    }


class _QuotedLines:
    """Every line quoted once; the page's items hold numbers into ``all``."""

    def __init__(self, known: Mapping[str, Evidence]) -> None:
        self.all: list[dict[str, Any]] = []
        self._known = known
        self._place: dict[tuple[object, ...], int] = {}

    def of(self, items: Iterable[Evidence]) -> list[int]:
        return [self._number(_line(item)) for item in items]

    def of_references(self, refs: Iterable[str]) -> list[int]:
        found = ((ref, self._known.get(ref)) for ref in refs)
        return [
            # Line 0 is a reader's word for a document whose text it does not have.
            self._number(_line(item) if item and (item.line or item.corrected) else _unread(ref))
            for ref, item in found
        ]

    def _number(self, line: dict[str, Any]) -> int:
        key = tuple(line.values())
        if key not in self._place:
            self._place[key] = len(self.all)
            self.all.append(line)
        return self._place[key]


def _line(item: Evidence) -> dict[str, Any]:
    return {"where": shown(item.place), "quote": shown(item.said)}


def _unread(ref: str) -> dict[str, Any]:
    """Say where it stands when the document's text is not at hand."""
    try:
        document, start, end, _ = split_reference(ref)
    except ValueError:
        return {"where": shown(ref), "quote": ""}
    return {"where": f"{shown(document)}, characters {start} to {end}", "quote": ""}


def _summary(scene: Scene) -> str:
    drawn = f"{counted(len(scene.nodes), 'node')}, {counted(len(scene.edges), 'link')}"
    return f"{counted(len(scene.rows), 'row')} · {drawn}" if scene.answered else drawn


def _kinds(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    counts = Counter(node.kind for node in nodes)
    # A user's own graph may have kinds that are none of ours: they come last.
    order = [*LOOKS, *sorted(set(counts) - set(LOOKS))]
    looks = [(kind, LOOKS.get(kind, OTHER)) for kind in order if counts[kind]]
    return [
        {
            "kind": kind,
            "many": look.many if kind in LOOKS else shown(kind),
            "count": counts[kind],
            "shape": look.shape,
            "filled": look.filled,
            "light": look.light,
            "dark": look.dark,
        }
        for kind, look in looks
    ]


def _families(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    counts = Counter(family(edge.type) for edge in edges)
    return [
        {"family": name, "words": words, "count": counts[name]}
        for name, words in _FAMILIES.items()
        if counts[name]
    ]


def _details(node: Node) -> dict[str, Any]:
    return {
        "name": caption(node),
        "kind": shown(node.kind),
        "facts": facts(node.properties),
        "find": shown(" ".join([node.id, *_texts(node.properties.get("aliases"))])),
    }


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _link(edge: Edge, lines: _QuotedLines) -> dict[str, Any]:
    forth, back = link_words(edge.type)
    said = lines.of_references(edge.evidence) or _cited(edge, lines)
    return {
        "type": shown(edge.type),
        "forth": forth,
        "back": back,
        "facts": facts(edge.properties),
        "evidence": said,
    }


def _cited(edge: Edge, lines: _QuotedLines) -> list[int]:
    """Return the place in the ontology's files that an edge of the ontology carries."""
    file, line = edge.properties.get("file"), edge.properties.get("line")
    if not isinstance(file, str) or not isinstance(line, int):
        return []
    quote = edge.properties.get("quote")
    return lines.of([Evidence(file, line, 0, 0, quote if isinstance(quote, str) else "")])


def _row(row: Listing, lines: _QuotedLines) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "score": None if row.score is None else f"{row.score:.2f}",
        "facts": row.facts,
        "terms": [_mention(term, lines) for term in row.terms],
        "people": [_mention(one, lines) for one in row.people],
        "evidence": lines.of(row.evidence),
        "members": list(row.members),
    }


def _mention(item: RelatedNode, lines: _QuotedLines) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "text": item.text,
        "value": item.value,
        "evidence": lines.of(item.evidence),
    }
