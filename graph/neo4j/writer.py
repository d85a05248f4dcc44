"""Nodes and edges into Neo4j in batches: static text per label and per type, values as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from neo4j import ManagedTransaction, Result

from ...errors import BackendUnreachable, UsageError
from ..model import EDGE_TYPES, KINDS, Edge, Node
from .identifiers import identifier
from .schema import label_of, labels
from .session import rows

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

T = TypeVar("T")

BATCH: Final = 5000
"""Rows of one statement."""

_CREATE: Final = """
UNWIND $rows AS row CREATE (n{labels}) SET n = row
RETURN count(*) AS written"""
_MERGE: Final = """
UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n{labels}, n = row
RETURN count(*) AS written"""
_CONNECT: Final = """
UNWIND $rows AS row
MATCH (a:{source} {{id: row[0]}})
UNWIND row[1] AS edge
MATCH (b:{target} {{id: edge[0]}})
CREATE (a)-[:{type} {{{properties}}}]->(b)
RETURN count(*) AS written"""


class Writer:
    """Sends statements one after the other without waiting for each to end.

    ``check`` waits for all of them and compares what was written with what was given, so that an
    end that is missing never passes in silence; the transaction must not end before.
    """

    def __init__(self, tx: ManagedTransaction, ontology: Ontology) -> None:
        self._tx = tx
        self._ontology = ontology
        self._sent: list[tuple[Result, int]] = []

    def rows(self, statement: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return the rows of a statement that is waited for."""
        return rows(self._tx, statement, parameters)

    def send(self, statement: str, given: Sequence[Any]) -> None:
        """Send a statement that returns ``written``: as many as there are rows."""
        for batch in _batches(given):
            self._send(statement, batch, len(batch))

    def create_nodes(self, nodes: Iterable[Node]) -> None:
        """Create nodes that are not there yet."""
        for kind, found in _by_kind(nodes).items():
            self.send(_CREATE.format(labels=labels(kind)), found)

    def merge_nodes(self, nodes: Iterable[Node]) -> None:
        """Create nodes, or give those that are there these properties and no others."""
        for kind, found in _by_kind(nodes).items():
            label = identifier(label_of(found[0]["id"], self._ontology))
            self.send(_MERGE.format(label=label, labels=labels(kind)), found)

    def create_edges(self, edges: Iterable[Edge]) -> None:
        """Create edges that are not there yet between nodes that are."""
        groups: defaultdict[tuple[str, str, str], list[Edge]] = defaultdict(list)
        for edge in edges:
            _check_known("type", edge.type, EDGE_TYPES)
            source, target = (label_of(id, self._ontology) for id in (edge.source, edge.target))
            groups[edge.type, source, target].append(edge)
        for (type, source, target), found in sorted(groups.items()):
            found.sort(key=lambda edge: (edge.source, edge.target))  # for groupby, in _connect
            for batch in _batches(found):
                ends = {"type": type, "source": source, "target": target}
                self._connect(batch, ends)

    def _connect(self, edges: Sequence[Edge], ends: Mapping[str, str]) -> None:
        """Send edges by the node where they begin, which is looked up once for all of them.

        Their properties are named in the statement and not in every row, where the same few words
        would be most of what is sent and read.
        """
        names = sorted({name for edge in edges for name in edge.properties})
        places = enumerate(map(identifier, ("id", "evidence", *names)), start=1)
        properties = ", ".join(f"{name}: edge[{place}]" for place, name in places)
        checked = {end: identifier(name) for end, name in ends.items()}
        statement = _CONNECT.format(**checked, properties=properties)
        rows = [
            [source, [_edge_row(edge, names) for edge in found]]
            for source, found in groupby(edges, key=attrgetter("source"))
        ]
        self._send(statement, rows, len(edges))

    def _send(self, statement: str, given: Sequence[Any], expected: int) -> None:
        text: Any = statement  # the driver types it LiteralString
        self._sent.append((self._tx.run(text, rows=given), expected))

    def check(self) -> None:
        """Wait for all that was sent.

        Raises:
            BackendUnreachable: the server wrote less than it was given.
        """
        for result, expected in self._sent:
            (written,) = (record["written"] for record in result)
            if written != expected:
                raise BackendUnreachable(
                    "the server lacks nodes that it had a moment ago: load again"
                )
        self._sent.clear()


def node_row(node: Node) -> dict[str, Any]:
    """Return the properties of a node on the server."""
    named = {} if node.name is None else {"name": node.name}
    return {"id": node.id, **named, **node.properties}


def _check_known(what: str, name: str, known: Collection[str]) -> None:
    """Refuse what is none of the model's kinds or types: no question would ever find it again."""
    if name not in known:
        raise UsageError(
            f"{name!r} is no {what} of the graph: use one of {', '.join(sorted(known))}"
        )


def _edge_row(edge: Edge, names: Iterable[str]) -> list[Any]:
    """Return where an edge leads, its id, its evidence and its properties; None where absent."""
    cited = list(edge.evidence) or None
    return [edge.target, edge.id, cited, *map(edge.properties.get, names)]


def _batches(given: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(given), BATCH):
        yield given[start : start + BATCH]


def _by_kind(nodes: Iterable[Node]) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        _check_known("kind", node.kind, KINDS)
        found[node.kind].append(node_row(node))
    return dict(sorted(found.items()))
