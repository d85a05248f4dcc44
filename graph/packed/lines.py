"""The facts of one person as lines of text, of which a reader decodes those that it tells.

The first line says what there is: the ids of nodes, which of them are the person's own, the edges
by type and source, the documents that are cited. After it comes a line a node, a line of properties
an edge, and a line of evidence an edge. An edge has no id here, for that follows from its ends.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from ..model import Node, Value

Properties: TypeAlias = Mapping[str, Value]

Group: TypeAlias = tuple[str, str, Sequence[str]]
"""Edges of one type and source: both, and their targets."""

T = TypeVar("T")

_FAST: Final = 1
_decoded: Final = json.JSONDecoder().raw_decode


class Lines(NamedTuple):
    """What is packed; properties and evidence are in the order of edges, group after group."""

    nodes: Mapping[str, Node]
    groups: Sequence[Group]
    properties: Sequence[Properties]
    evidence: Sequence[Sequence[str]]
    renamed: Mapping[str, str]


def packed(facts: Lines) -> bytes:
    """Return all of it as bytes."""
    places = {id: at for at, id in enumerate(facts.nodes)}
    documents: dict[str, int] = {}
    cited = [_references(references, documents) for references in facts.evidence]
    groups = [
        [type, _place(source, places), [_place(target, places) for target in targets]]
        for type, source, targets in facts.groups
    ]
    head = [list(places), len(facts.nodes), groups, list(documents), facts.renamed]
    nodes = [[one.kind, one.name, one.properties] for one in facts.nodes.values()]
    told = [_json(one) if one else b"" for one in facts.properties]
    lines = [_json(head), *map(_json, nodes), *told, *[one.encode() for one in cited]]
    return zlib.compress(b"\n".join(lines), _FAST)


def unpacked(data: bytes) -> Lines:
    """Return what ``packed`` made bytes of; lines are decoded when they are asked for.

    Raises:
        Exception: it is not as it was written, of whatever kind.
    """
    # JSON writes a line's end within a text as two letters, so that none stands in a line.
    first, *lines = zlib.decompress(data).decode("utf-8", "surrogatepass").split("\n")
    ids, own, coded, documents, renamed = json.loads(first)
    groups = [(type, ids[at], [ids[one] for one in to]) for type, at, to in coded]
    edges = (len(lines) - own) // 2
    if len(lines) != own + 2 * edges or edges != sum(len(to) for _, _, to in groups):
        raise ValueError("lines are missing")
    return Lines(
        _Nodes(ids[:own], lines[:own]),
        groups,
        _Properties(lines[own : own + edges]),
        _Evidence(lines[own + edges :], documents),
        renamed,
    )


class _Nodes(Mapping[str, Node]):
    """Nodes by id, in the order of their lines."""

    def __init__(self, ids: Iterable[str], lines: Iterable[str]) -> None:
        self._lines = dict(zip(ids, lines, strict=True))
        self._made: dict[str, Node] = {}

    def __getitem__(self, id: str) -> Node:
        if id not in self._made:
            self._made[id] = Node(id, *_decoded(self._lines[id])[0])
        return self._made[id]

    def __contains__(self, id: object) -> bool:
        return id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Decoded(Sequence[T]):
    """Lines as what each says."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, at: Any) -> Any:
        return self._said(self._lines[at])

    def _said(self, line: str) -> T:
        raise NotImplementedError


class _Properties(_Decoded[Properties]):
    def _said(self, line: str) -> Properties:
        properties: Properties = _decoded(line)[0] if line else {}
        return properties


class _Evidence(_Decoded[Sequence[str]]):
    def __init__(self, lines: Sequence[str], documents: Sequence[str]) -> None:
        super().__init__(lines)
        self._documents = documents

    def _said(self, line: str) -> Sequence[str]:
        parts = (one.partition(":") for one in line.split())
        return tuple([f"{self._documents[int(at)]}:{place}" for at, _, place in parts])


def _references(references: Iterable[str], documents: dict[str, int]) -> str:
    """Return references as a line, their documents as numbers."""
    parts = (one.rsplit(":", 2) for one in references)
    return " ".join(
        f"{documents.setdefault(document, len(documents))}:{start}:{end}"
        for document, start, end in parts
    )


def _place(id: str, places: dict[str, int]) -> int:
    return places.setdefault(id, len(places))


def _json(value: Any) -> bytes:
    from pydantic_core import to_json  # who only reads needs nothing of it

    try:
        return to_json(value)  # the same bytes, in half of the time
    except ValueError:  # a lone surrogate, of a file that does not decode
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")
