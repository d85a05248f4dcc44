"""Scenes and answers as the JSON that the page draws and lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ...graph.display import shown
from ...graph.model import Edge, Evidence, Node
from ...graph.months import first_month, last_month
from ...queries.answer import Answer
from ..clusters import communities_of
from ..listing import Listing, RelatedNode
from ..looks import LOOKS, look_of
from ..placing import bends_of, places_of, sizes_of
from ..quotes import QuotedLines
from ..scene import Scene
from ..words import caption, conditions_in_words, counted, facts, family, link_words
from .steps import steps_json

FAMILIES: Final = {
    "fact": "said in a document",
    "derived": "worked with, worked at, studied",
    "ontology": "from the ontology",
}

_CONDITIONS: Final = frozenset(("nice missing", "excluded"))
"""The facts of a row that are terms of an expression."""


def scene_json(scene: Scene, *, contact: bool = False) -> dict[str, Any]:
    """Return a scene with places, words and lines, and the rows of what was asked.

    ``completed(scene, graph)`` first gives it whole lines and the degrees of the whole graph.
    """
    lines = QuotedLines(scene.evidence, scene.lines, contact=contact)
    rows = [row_json(row, lines) for row in scene.rows]
    return {
        **_drawn(scene, lines),
        "rows": rows,
        "sections": [section.to_json() for section in scene.sections],
        "instead": _instead(scene, lines),
        "evidence": lines.all,
    }


def answer_json(answer: Answer[Any], scene: Scene, *, contact: bool = False) -> dict[str, Any]:
    """Return an answer with its scene: rows in words, and their lines."""
    lines = QuotedLines(scene.evidence, scene.lines, contact=contact)
    pairs = zip(answer.rows, scene.rows, strict=True)
    rows = [
        {**row_json(listing, lines), **steps_json(row.to_json(), lines)}
        for row, listing in pairs
        if contact or not row.is_contact
    ]
    told = {**_drawn(scene, lines), "question": dict(answer.question), "rows": rows}
    # Rows that are contacts are in no answer that has sections.
    told["sections"] = [section.to_json() for section in scene.sections]
    told["timed"] = _is_timed(answer)
    if expression := answer.extras.get("expression"):
        told["expression"] = expression  # what Find takes, to be edited there
    return {**told, "instead": _instead(scene, lines), "evidence": lines.all}


def _is_timed(answer: Answer[Any]) -> bool:
    """Return whether an answer says of anything how long somebody has used it."""
    told = answer.to_json()
    rows = [*told["rows"], *(row for one in told.get("relaxed", ()) for row in one["rows"])]
    said = (one for row in rows for key in ("terms", "people") for one in row.get(key) or ())
    return any(isinstance(one, Mapping) and "months" in one for one in said)


def _instead(scene: Scene, lines: QuotedLines) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "rows": [row_json(row, lines) for row in one.rows]}
        for one in scene.instead
    ]


def row_json(row: Listing, lines: QuotedLines) -> dict[str, Any]:
    """Return a row in words."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "score": None if row.score is None else f"{row.score:.2f}",
        "facts": [[label, _fact(label, text)] for label, text in row.facts if label != "missing"],
        "terms": [_related(term, lines) for term in row.terms],
        "missing": [conditions_in_words(text) for label, text in row.facts if label == "missing"],
        "people": [_related(one, lines) for one in row.people],
        "evidence": lines.of(row.evidence),
        "members": list(row.members),
    }


def _fact(label: str, text: str) -> str:
    return conditions_in_words(text) if label in _CONDITIONS else text


def node_in_scene(node: Node, edges: Iterable[Edge] = ()) -> dict[str, Any]:
    """Return what is said of a node, without a place; ``edges`` are its own in the scene."""
    return {
        "id": node.id,
        "kind": shown(node.kind),
        "name": caption(node),
        "facts": [list(pair) for pair in facts(_without_aliases(node))],
        "aliases": _texts(node.properties.get("aliases")),
        **_times(node, list(edges)),
    }


def edge_in_scene(edge: Edge, lines: QuotedLines, bend: float = 0.0) -> dict[str, Any]:
    """Return what is said of a link, with its lines."""
    forth, back = link_words(edge.type)
    first, last = span_of(edge.properties)
    return {
        "id": edge.id,
        "type": shown(edge.type),
        "from": edge.source,
        "to": edge.target,
        "family": family(edge.type),
        "forth": forth,
        "back": back,
        "bend": bend,
        "facts": [list(pair) for pair in facts(edge.properties)],
        "evidence": lines.of_references(edge.evidence) or _cited(edge, lines),
        "first": first,
        "last": last,
        "months": _whole(edge.properties.get("months")),
    }


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def span_of(properties: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the first and last month of something, as far as its dates say them."""
    start = properties.get("first") or properties.get("start") or properties.get("from")
    end = properties.get("last") or properties.get("end") or properties.get("to")
    until = properties.get("to_outer") or properties.get("to_months")
    last = until[-1] if isinstance(until, list) and until else None
    if end and end != "present":
        last = last_month(str(end))
    return first_month(str(start)) if start else None, last


def kinds_of(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """Return the kinds of some nodes with their looks and how many there are."""
    counts = Counter(node.kind for node in nodes)
    # A user's own graph may have kinds that are none of ours: they come last.
    order = [*LOOKS, *sorted(set(counts) - set(LOOKS))]
    return [_kind(kind, counts[kind]) for kind in order if counts[kind]]


def _kind(kind: str, count: int) -> dict[str, Any]:
    look = look_of(kind)
    return {
        "kind": shown(kind),
        "many": look.many if look.many != "Other" else shown(kind),
        "count": count,
        "shape": look.shape,
        "filled": look.filled,
        "light": look.light,
        "dark": look.dark,
    }


def _drawn(scene: Scene, lines: QuotedLines) -> dict[str, Any]:
    return {
        "title": shown(scene.title),
        "summary": _summary(scene),
        "notes": list(scene.notes),
        "warnings": list(scene.warnings),
        "leftOut": scene.left_out,
        "answered": scene.answered,
        "focus": list(scene.focus),
        "asked": list(scene.asked),
        "kinds": kinds_of(scene.nodes),
        "families": _families(scene.edges),
        "nodes": _nodes(scene),
        "edges": _edges(scene, lines),
    }


def _nodes(scene: Scene) -> list[dict[str, Any]]:
    places, sizes, groups = places_of(scene), sizes_of(scene), communities_of(scene)
    near: defaultdict[str, set[str]] = defaultdict(set)
    own: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in scene.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            near[one].add(other)
            own[one].append(edge)
    out = []
    for node in scene.nodes:
        degree = max(len(near[node.id]), scene.degrees.get(node.id, 0))
        x, y = places[node.id]
        place = {"x": x, "y": y, "size": sizes[node.id]}
        shares = {"degree": degree, "more": degree - len(near[node.id])}
        community = {"community": groups.get(node.id)}
        out.append({**node_in_scene(node, own[node.id]), **place, **shares, **community})
    return out


def _edges(scene: Scene, lines: QuotedLines) -> list[dict[str, Any]]:
    bends = bends_of(scene)
    return [edge_in_scene(edge, lines, bends[edge.id]) for edge in scene.edges]


def _times(node: Node, edges: Sequence[Edge]) -> dict[str, int | None]:
    """Return how long a node was used or worked, out of its links, and from when to when."""
    spans = [span_of(edge.properties) for edge in edges]
    starts = [first for first, _ in spans if first is not None]
    ends = [last for _, last in spans if last is not None]
    worked = [edge for edge in edges if edge.type == "WORKED_AT" or node.kind != "Person"]
    months = [edge.properties.get("months") for edge in worked]
    known = [int(one) for one in months if isinstance(one, int)]
    return {
        "months": sum(known) if known else None,
        "first": min(starts, default=None),
        "last": max(ends, default=None),
    }


def _families(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    counts = Counter(family(edge.type) for edge in edges)
    return [
        {"family": name, "words": words, "count": counts[name]}
        for name, words in FAMILIES.items()
        if counts[name]
    ]


def _summary(scene: Scene) -> str:
    drawn = f"{counted(len(scene.nodes), 'node')}, {counted(len(scene.edges), 'link')}"
    return f"{counted(len(scene.rows), 'row')} · {drawn}" if scene.answered else drawn


def _without_aliases(node: Node) -> dict[str, Any]:
    return {key: value for key, value in node.properties.items() if key != "aliases"}


def _texts(value: object) -> list[str]:
    return [shown(item) for item in value] if isinstance(value, list) else []


def _cited(edge: Edge, lines: QuotedLines) -> list[int]:
    """Return the place in the ontology's files that an edge of the ontology carries."""
    file, line = edge.properties.get("file"), edge.properties.get("line")
    if not isinstance(file, str) or not isinstance(line, int):
        return []
    quote = edge.properties.get("quote")
    return lines.of([Evidence(file, line, 0, 0, quote if isinstance(quote, str) else "")])


def _related(item: RelatedNode, lines: QuotedLines) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": conditions_in_words(item.name),
        "text": item.text,
        "value": item.value,
        "evidence": lines.of(item.evidence),
        **({"mark": item.mark} if item.mark else {}),
    }
