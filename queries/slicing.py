"""What of an answer's graph shows some of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from ..graph.model import Edge, Node


def graph_of(
    question: Mapping[str, Any],
    rows: Iterable[Any],
    kept: Sequence[Any],
    nodes: Sequence[Node],
    edges: Sequence[Edge],
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the nodes and edges that show the kept rows.

    What only the other rows name is left out, and what nothing but that led to.
    """
    known = {node.id for node in nodes}
    named = known & {*_texts(question), *_texts(kept)}
    gone = (known & {*_texts(rows)}) - named
    left = [edge for edge in edges if edge.source not in gone and edge.target not in gone]
    near = _reached(named, left)
    inner = tuple(edge for edge in left if edge.source in near)
    return tuple(node for node in nodes if node.id in near), inner


def _texts(value: Any) -> Iterator[str]:
    """Give every text in a value: whoever asks keeps those that are ids."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _reached(start: Collection[str], edges: Iterable[Edge]) -> set[str]:
    near: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    found, queue = set(start), list(start)
    for node in queue:
        fresh = [other for other in near[node] if other not in found]
        found.update(fresh)
        queue += fresh
    return found
