"""What else is said of nodes that are called the same, so that a reader can tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from ..graph.display import shown
from ..graph.model import Node
from ..graph.months import last_month
from ..graph.reader import Reader
from .words import caption

_Said: TypeAlias = Mapping[str, str]

_MOST: Final = 60
"""Nodes of a scene that are told apart: of more of one name nobody reads on."""


def told_apart(nodes: Iterable[Node], reader: Reader | None = None) -> dict[str, str]:
    """Return what to call each node that has its caption in common with another, by id.

    What kind of thing it is comes first, then of people where they work now, where they live, and
    which document speaks of them: no more than it takes.
    """
    by_caption: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_caption[caption(node).casefold()].append(node)
    groups = [same[:_MOST] for same in by_caption.values() if len(same) > 1]
    people = [node for same in groups for node in same if node.kind == "Person"]
    work = _work(reader, people) if reader is not None and people else {}
    return {id: name for same in groups for id, name in _names(same, work).items()}


def named_within(node: Node, reader: Reader) -> Node:
    """Return a node by a name that tells it apart from everybody of its name in the graph."""
    if node.kind != "Person" or not node.name:
        return node
    same = [one for one in reader.named(node.name) if one.kind == "Person"]
    others = [one for one in same if one.id != node.id]
    names = told_apart([node, *others], reader) if others else {}
    return replace(node, name=names.get(node.id, node.name))


def _names(same: Sequence[Node], work: _Said) -> dict[str, str]:
    said: dict[str, list[str]] = {node.id: [] for node in same}
    for tell in (_kind, lambda node: work.get(node.id, ""), _place, _document, _id):
        for alike in _alike(same, said):
            _add(alike, tell, said)
    return {
        node.id: f"{caption(node)} ({', '.join(said[node.id]) or _anything(node)})" for node in same
    }


def _alike(same: Sequence[Node], said: Mapping[str, list[str]]) -> list[list[Node]]:
    """Return the nodes of which so far the same is said, in groups."""
    groups: defaultdict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in same:
        groups[tuple(said[node.id])].append(node)
    return [group for group in groups.values() if len(group) > 1]


def _add(alike: Sequence[Node], tell: Callable[[Node], str], said: dict[str, list[str]]) -> None:
    texts = {node.id: tell(node) for node in alike}
    # What is true of all alike tells nobody apart.
    if len(set(texts.values())) > 1:
        for id, text in texts.items():
            said[id] += [text] * bool(text)


def _kind(node: Node) -> str:
    return "" if node.kind == "Person" else shown(node.kind).lower()


def _place(node: Node) -> str:
    return shown(node.properties.get("location") or "")


def _document(node: Node) -> str:
    documents = node.properties.get("documents")
    return shown(documents[0]) if isinstance(documents, list) and documents else ""


def _anything(node: Node) -> str:
    """Return what is said of whom the others alone have something to say."""
    return _kind(node) or _place(node) or _document(node) or _id(node)


def _id(node: Node) -> str:
    return shown(node.id.rpartition(":")[2][:8])


def _work(reader: Reader, people: Sequence[Node]) -> dict[str, str]:
    """Return where each person works now, the employer of whom they came to last."""
    stints = [
        one
        for one in reader.stints(people={node.id for node in people})
        if one.current and one.employer
    ]
    names = reader.captions(dict.fromkeys(one.employer for one in stints if one.employer))
    latest = sorted(stints, key=lambda one: (last_month(one.start) if one.start else 0, one.role))
    return {one.person: shown(names.get(one.employer or "") or "") for one in latest}
