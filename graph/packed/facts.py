"""The facts of one person as bytes, and back: what is projected of their documents alone."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ..facts.derived import NAMING
from ..facts.projection import Projection, concept_kind
from ..model import FACT_KINDS, FACT_TYPES, Edge, Node, edge_id
from ..networkx.ties import all_stints, all_ties
from ..ties import Stint, Tie

if TYPE_CHECKING:
    import networkx as nx

KindOf: TypeAlias = Callable[[str], str]

Row: TypeAlias = "Sequence[Any]"
"""An edge: type, source, target, properties, evidence."""

_FAST: Final = 1
_KINDS: Final = {kind.lower(): kind for kind in FACT_KINDS}


class Facts:
    """One person: their nodes and edges, merged and derived, and what was merged into what.

    Of the edges, some hundred and fifty, most questions want a few: they are made when asked for.
    """

    def __init__(
        self,
        person: str,
        nodes: Mapping[str, Node],
        rows: Sequence[Row],
        renamed: Mapping[str, str],
    ) -> None:
        self.person = person
        self.nodes = nodes
        self.rows = rows
        self.renamed = renamed
        self._named: dict[str, Row] = {}

    @classmethod
    def of(cls, person: str, projection: Projection) -> Facts:
        """Return the facts of a projection of one person."""
        rows = [
            (one.type, one.source, one.target, one.properties, one.evidence)
            for one in projection.edges.values()
        ]
        return cls(person, projection.nodes, rows, projection.renamed)

    def packed(self) -> bytes:
        """Return all of it as bytes."""
        nodes = [[one.id, one.kind, one.name, one.properties] for one in self.nodes.values()]
        plain = [nodes, self.rows, self.renamed]
        return zlib.compress(_json(plain), _FAST)

    @classmethod
    def unpacked(cls, person: str, data: bytes) -> Facts:
        """Return what ``packed`` made bytes of."""
        text = zlib.decompress(data).decode("utf-8", "surrogatepass")
        nodes, rows, renamed = json.loads(text)
        made = {id: Node(id, kind, name, properties) for id, kind, name, properties in nodes}
        return cls(person, made, rows, renamed)

    @property
    def node(self) -> Node:
        """The person."""
        return self.nodes[self.person]

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """All edges by id, facts and derived ones, in the order of ids."""
        return {edge.id: edge for edge in map(_edge, self.rows)}

    @property
    def stated(self) -> list[Edge]:
        """The edges of facts, without derived ones, sorted by id."""
        return [edge for edge in self.edges.values() if edge.type in FACT_TYPES]

    def edge(self, id: str) -> Edge | None:
        """Return an edge."""
        return _edge(self._named[id]) if id in self._named else self.edges.get(id)

    def used(self, source: str, node: str) -> Edge | None:
        """Return the edge that says that a role or project used something."""
        row = self._used.get((source, node))
        return None if row is None else _edge(row)

    def ties(self, kind_of: KindOf) -> list[Tie]:
        """Return the ties, by node and type; ``kind_of`` says what a node is that is not theirs."""
        return list(all_ties(_graph(self, kind_of), (self.person,)))

    @cached_property
    def stints(self) -> list[Stint]:
        """The roles, by id."""
        return all_stints(_graph(self, kind_of), (self.person,))

    def leading_on(self, source: str) -> Iterator[tuple[str, Row]]:
        """Give the edges that leave a node, each with its id; what names a skill is no tie."""
        for row in self._from.get(source, ()):
            if row[0] not in NAMING:
                id = edge_id(row[0], row[1], row[2])
                self._named[id] = row
                yield id, row

    @cached_property
    def _from(self) -> Mapping[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row[1]].append(row)
        return found

    @cached_property
    def _used(self) -> Mapping[tuple[str, str], Row]:
        return {(row[1], row[2]): row for row in self.rows if row[0] == "USED"}


def _json(plain: object) -> bytes:
    from pydantic_core import to_json  # who only reads needs nothing of it

    try:
        return to_json(plain)  # the same bytes, in half of the time
    except ValueError:  # a lone surrogate, of a file that does not decode
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")


def _edge(row: Row) -> Edge:
    # An id follows from type and ends, and is not kept; a test holds that of all edges.
    type, source, target, properties, evidence = row
    return Edge(edge_id(type, source, target), type, source, target, properties, tuple(evidence))


def _graph(facts: Facts, kind_of: KindOf) -> nx.MultiDiGraph[str]:
    return cast("nx.MultiDiGraph[str]", _Graph(facts, kind_of))


class _Graph:
    """As much of a MultiDiGraph as ties are read of."""

    def __init__(self, facts: Facts, kind_of: KindOf) -> None:
        self.nodes = _Nodes(facts, kind_of)
        self._facts = facts

    def out_edges(
        self, id: str, *, keys: bool, data: bool
    ) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
        """Give (source, target, id, attributes) of the edges that leave a node."""
        return (
            (id, row[2], key, {"type": row[0], **row[3]}) for key, row in self._facts.leading_on(id)
        )


class _Nodes:
    def __init__(self, facts: Facts, kind_of: KindOf) -> None:
        self._nodes = facts.nodes
        self._kind_of = kind_of

    def __getitem__(self, id: str) -> Mapping[str, Any]:
        node = self._nodes.get(id)
        if node is None:
            return {"kind": self._kind_of(id)}
        named = {} if node.name is None else {"name": node.name}
        return {"kind": node.kind, **named, **node.properties}


def kind_of(id: str) -> str:
    """Return the kind that an id says: of a fact, or of a concept that the ontology lacks."""
    return _KINDS.get(id.partition(":")[0]) or concept_kind(id)
