"""Nodes looked up on the server, and counted there: nothing is projected for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

from ...ontology.kinds import CONCEPT_KINDS
from ..info import Counts
from ..model import DERIVED_TYPES, FACT_KINDS, FACT_TYPES, Node
from .identifiers import with_names
from .rows import listed_node, node_of
from .schema import bounded
from .session import Server
from .statements import nodes_of

if TYPE_CHECKING:
    from ..facts.projection import Projection

_BY_ID: Final = "MATCH (n:{kind} {{id: $id}}) RETURN properties(n) AS node"
_BY_DOCUMENT: Final = """
MATCH (d:Document {{{key}: $id}}) MATCH (n:Person {{id: d.person}})
RETURN properties(n) AS node"""
_NODES: Final = "MATCH (n:{name}) RETURN '{name}' AS name, count(n) AS number"
_EDGES: Final = "MATCH ()-[r:{name}]->() RETURN '{name}' AS name, count(r) AS number"
_TARGETS: Final = """
MATCH (n:{kind}) WHERE EXISTS {{ (n)<-[:HAS_SKILL|USED|CLAIMS|OF|IN]-() }} RETURN n.id AS id"""
_KINDS: Final = {kind.lower(): kind for kind in FACT_KINDS}


class ServerNodes:
    """The facts of one generation of a server's graph; what was read whole is kept.

    ``projection`` makes the whole graph, for the one thing that the server does not know: what the
    roles, studies, projects and organisations were called that were merged into another.
    """

    def __init__(self, server: Server, projection: Callable[[], Projection]) -> None:
        self._server = server
        self._projection = projection
        self._kept: dict[str, list[Node]] = {}

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, also of a mention or fact that was merged into another."""
        kind = _KINDS.get(id.partition(":")[0])
        if kind is None:
            return None
        found = self._one(with_names(_BY_ID, kind=kind), id, kind)
        if found is not None or kind == "Person":
            return found or self._one(with_names(_BY_DOCUMENT, key="mention"), id, "Person")
        projection = self._projection()
        return projection.nodes.get(projection.renamed.get(id, id))

    def of_kinds(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds, without their evidence."""
        for kind in sorted(set(kinds) - self._kept.keys()):
            self._kept[kind] = [listed_node(row) for row in self._server.read(nodes_of([kind]))]
        return [node for kind in sorted(set(kinds)) for node in self._kept[kind]]

    def _one(self, statement: str, id: str, kind: str) -> Node | None:
        found = self._server.read(statement, {"id": bounded(id)})
        return node_of(found[0]["node"], kind) if found else None


def counted(server: Server) -> Counts:
    """Count facts and derived edges where the server keeps such counts anyway."""
    targets = "\nUNION ".join(with_names(_TARGETS, kind=kind) for kind in sorted(CONCEPT_KINDS))
    return Counts(
        _numbers(server, _NODES, FACT_KINDS),
        _numbers(server, _EDGES, FACT_TYPES | DERIVED_TYPES),
        frozenset(row["id"] for row in server.read(targets)),
    )


def _numbers(server: Server, statement: str, names: Collection[str]) -> Counter[str]:
    text = "\nUNION ALL ".join(with_names(statement, name=name) for name in sorted(names))
    return Counter({row["name"]: row["number"] for row in server.read(text) if row["number"]})
