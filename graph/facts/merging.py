"""Which facts of one person's documents are the same fact, and what the merged fact says.

The document with the later ``as_of`` speaks first (ties by document key); a person is called as it
calls them unless another one writes out more of a given name and a surname. Nothing is discarded:
where two documents give different single values, the first stays under its name and all of them
stand under the plural (``end`` and ``ends``, ``label`` and ``labels``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from ...ontology.folding import plain
from ..identity.person_names import fullest
from ..model import Edge, Fragment, Node, Value, merged_evidence
from ..months import Range
from .draft import sorted_references

INTERVAL_KEYS: Final = ("from_months", "to_months", "from_outer", "to_outer")

# These belong together: half of one document's dates beside half of another's would be a stint that
# nobody states.
_DATE_KEYS: Final = ("start", "end", "current", "until", "precision", "status", *INTERVAL_KEYS)
# These follow from the dates, "volunteer" is a mark: two values of one are not two statements.
_COMPUTED: Final = frozenset({"current", "until", "precision", "volunteer", *INTERVAL_KEYS})
_PLURALS: Final = {"study_type": "study_types", "status": "statuses"}
# What titles write in two ways most often; more would be guesses about what somebody did.
_SAME_WORD: Final = {
    "sr": "senior",
    "jr": "junior",
    "eng": "engineer",
    "dev": "developer",
    "mgr": "manager",
    "swe": "engineer",
}


def speaking_order(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return the documents of a person, the one that speaks first at the head."""
    by_key = sorted(fragments, key=lambda fragment: fragment.document)
    return sorted(by_key, key=lambda fragment: fragment.as_of, reverse=True)


def same_facts(fragments: Sequence[Fragment], renamed: Mapping[str, str]) -> dict[str, str]:
    """Map the id of every role, study and project to the id of the fact it is part of.

    Two of one document never meet. A fact's id is the smallest of its parts'. ``renamed`` says
    which employers and schools are one.
    """
    if len(fragments) == 1:
        return {}
    # In speaking order, so that the facts of the document that speaks first head the clusters.
    clusters: list[list[tuple[str, Node, str | None]]] = []
    for fragment in fragments:
        at = [edge for edge in fragment.edges if edge.type in {"AT", "FROM"}]
        place = {edge.source: renamed.get(edge.target, edge.target) for edge in at}
        for node in fragment.nodes:
            if node.kind in _ALIKE:
                _place((fragment.document, node, place.get(node.id)), clusters)
    return {
        node.id: min(other.id for _, other, _ in cluster)
        for cluster in clusters
        for _, node, _ in cluster
    }


def merged_node(id: str, nodes: Sequence[Node]) -> Node:
    """Return one node that says what all of them say, the first speaking first."""
    if len(nodes) == 1 and nodes[0].id == id:
        return nodes[0]
    names = [node.name for node in nodes if node.name]
    # Of a person not simply the first: a later document may have no more than initials.
    name = fullest(names) if nodes[0].kind == "Person" else next(iter(names), None)
    properties = merged_properties([_with_name(node) for node in nodes])
    properties.pop("name", None)
    if nodes[0].kind in {"Role", "Education", "Project"}:
        dated = _dates(nodes)
        properties = {k: v for k, v in properties.items() if k not in _DATE_KEYS} | dated
    return Node(id, nodes[0].kind, name, properties)


def merged_edge(id: str, source: str, target: str, edges: Sequence[Edge]) -> Edge:
    """Return one edge with the evidence of all."""
    properties = merged_properties([edge.properties for edge in edges])
    evidence = merged_evidence(edges) if len(edges) > 1 else edges[0].evidence
    return Edge(id, edges[0].type, source, target, properties, evidence)


def merged_properties(stated: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Unite properties: lists without repetition in speaking order, evidence by place."""
    if len(stated) == 1:
        return dict(stated[0])
    merged: dict[str, Value] = {}
    for key in sorted({key for properties in stated for key in properties}):
        values = [properties[key] for properties in stated if key in properties]
        merged |= _merged_values(key, values)
    return merged


def _merged_values(key: str, values: list[Value]) -> dict[str, Value]:
    if isinstance(values[0], list):
        items = list(dict.fromkeys(item for value in values for item in _items(value)))
        if key == "evidence":
            items = list(sorted_references(items))
        return {key: sorted(items) if key in {"documents", "mentions"} else items}
    distinct = list(dict.fromkeys(_items(values)))
    if len(distinct) == 1 or key in _COMPUTED:
        return {key: values[0]}
    return {key: values[0], _PLURALS.get(key, f"{key}s"): distinct}


def _items(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(
            f"a {type(value).__name__} is no list, and other mentions have a list in its place"
        )
    return value


def _with_name(node: Node) -> Mapping[str, Value]:
    """Let differing names (a role's positions) end up under ``names``, as a person's node has."""
    if node.name is None or node.kind == "Person":
        return node.properties
    return {**node.properties, "name": node.name}


def _dates(nodes: Sequence[Node]) -> dict[str, Value]:
    """Return the dates of the first node that knows most of them, and all that differ."""
    known = max(nodes, key=_known_dates)  # of equals the first, which speaks first
    dates = {key: known.properties[key] for key in _DATE_KEYS if key in known.properties}
    for key, plural in (("start", "starts"), ("end", "ends")):
        values = [str(node.properties[key]) for node in nodes if key in node.properties]
        if len(set(values)) > 1:
            dates[plural] = list(dict.fromkeys(values))
    return dates


def _known_dates(node: Node) -> int:
    ended = "end" in node.properties or bool(node.properties.get("current"))
    return ("start" in node.properties) + ended


_Fact = tuple[str, Node, str | None]


def _place(fact: _Fact, clusters: list[list[_Fact]]) -> None:
    """Put a fact to the first cluster whose head is the same and that lacks its document."""
    document, node, _ = fact
    for cluster in clusters:
        # With the head alone: like to like to like would join what has little in common.
        head = cluster[0]
        free = all(document != other for other, _, _ in cluster)
        if free and head[1].kind == node.kind and _ALIKE[node.kind](head, fact):
            cluster.append(fact)
            return
    clusters.append([fact])


def _same_role(a: _Fact, b: _Fact) -> bool:
    return (
        a[2] is not None
        and a[2] == b[2]
        and a[1].properties.get("volunteer") == b[1].properties.get("volunteer")
        and _like_title(a[1].name, b[1].name)
        and (_same_dates(a[1], b[1]) or _overlap(a[1], b[1]))
    )


def _same_study(a: _Fact, b: _Fact) -> bool:
    titles = [
        _words(f"{n.properties.get('study_type', '')} {n.properties.get('area', '')}")
        for n in (a[1], b[1])
    ]
    alike = titles[0] <= titles[1] or titles[1] <= titles[0]
    return a[2] is not None and a[2] == b[2] and alike and _dates_agree(a[1], b[1])


def _same_project(a: _Fact, b: _Fact) -> bool:
    return bool(a[1].name) and plain(a[1].name or "") == plain(b[1].name or "")


_ALIKE: Final[dict[str, Callable[[_Fact, _Fact], bool]]] = {
    "Role": _same_role,
    "Education": _same_study,
    "Project": _same_project,
}


def _words(text: str | None) -> set[str]:
    words = re.findall(r"\w+", plain(text or ""))
    return {_SAME_WORD.get(word, word) for word in words}


def _like_title(a: str | None, b: str | None) -> bool:
    """Return whether two titles are one: one holds the other, or half of their words are shared."""
    left, right = _words(a), _words(b)
    return left <= right or right <= left or 2 * len(left & right) >= len(left | right)


def _same_dates(a: Node, b: Node) -> bool:
    return all(
        a.properties.get(key) == b.properties.get(key) for key in ("start", "end", "current")
    )


def _dates_agree(a: Node, b: Node) -> bool:
    # "2019" agrees with "2019-09", and with nothing said at all.
    for key in ("start", "end"):
        left, right = str(a.properties.get(key, "")), str(b.properties.get(key, ""))
        if not (left.startswith(right) or right.startswith(left)):
            return False
    return True


def _overlap(a: Node, b: Node) -> bool:
    left, right = _outer(a), _outer(b)
    return bool(left and right and left[0] <= right[1] and right[0] <= left[1])


def _outer(node: Node) -> Range | None:
    start, end = node.properties.get("from_outer"), node.properties.get("to_outer")
    if isinstance(start, list) and isinstance(end, list):
        return int(str(start[0])), int(str(end[0]))
    return None
