"""Whether the server's graph is what its documents and decisions say, node by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...ontology.kinds import SKILL_KINDS
from ..facts.projection import Projection, parts
from ..facts.tally import Tally, tallied
from ..model import EDGE_TYPES, KINDS, Edge, Node
from .identifiers import with_names
from .schema import BOOKKEEPING
from .session import Server
from .writer import node_row

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from ..model import Fragment

# Statements here take as long as they take (timeout=0): each reads all nodes of a kind.
_Thing: TypeAlias = tuple[tuple[str, ...], Mapping[str, Any]]

_NODES: Final = "MATCH (n:{kind}) RETURN labels(n) AS labels, properties(n) AS row"
_EDGES: Final = """
MATCH (a)-[r:{type}]->(b) RETURN a.id AS source, b.id AS target, properties(r) AS row"""
_LABELS: Final = "MATCH (n) UNWIND labels(n) AS label RETURN label AS name, count(*) AS number"
_TYPES: Final = "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS number"
_NAMINGS: Final = "MATCH (n:Naming) WHERE n.names IS NOT NULL RETURN properties(n) AS row"


def differences(
    server: Server, projection: Projection, fragments: list[Fragment], ontology: Ontology
) -> list[str]:
    """Return a sentence for each node, edge and count that is not as it should be.

    All of the graph is read; values are not repeated, only ids and names of properties.
    """
    nodes, edges = parts(projection, ontology)
    return [
        *_compared("node", {node.id: _node(node) for node in nodes}, _nodes(server)),
        *_compared("edge", {edge.id: _edge(edge) for edge in edges}, _edges(server)),
        *_strangers(server),
        *_namings(server, tallied(fragments)),
    ]


def _node(node: Node) -> _Thing:
    labels = {node.kind, "Skill"} if node.kind in SKILL_KINDS else {node.kind}
    return tuple(sorted(labels)), node_row(node)


def _edge(edge: Edge) -> _Thing:
    cited = {"evidence": list(edge.evidence)} if edge.evidence else {}
    return (edge.type, edge.source, edge.target), {"id": edge.id, **edge.properties, **cited}


def _nodes(server: Server) -> Iterator[tuple[str, _Thing]]:
    for kind in sorted(KINDS):
        for row in server.read(with_names(_NODES, kind=kind), timeout=0):
            yield row["row"]["id"], (tuple(sorted(row["labels"])), row["row"])


def _edges(server: Server) -> Iterator[tuple[str, _Thing]]:
    for type in sorted(EDGE_TYPES):
        for row in server.read(with_names(_EDGES, type=type), timeout=0):
            yield row["row"]["id"], ((type, row["source"], row["target"]), row["row"])


def _compared(
    what: str, wanted: Mapping[str, _Thing], there: Iterator[tuple[str, _Thing]]
) -> Iterator[str]:
    seen: set[str] = set()
    for id, (place, row) in there:
        if id in seen:
            yield f"{what} {id} is there twice"
        seen.add(id)
        if id not in wanted:
            yield f"{what} {id} is said by no document"
        elif place != wanted[id][0]:
            yield f"{what} {id} has other labels or ends"
        elif row != wanted[id][1]:
            names = sorted(row.keys() | wanted[id][1].keys())
            wrong = [name for name in names if row.get(name) != wanted[id][1].get(name)]
            yield f"{what} {id} differs in {', '.join(wrong)}"
    yield from (f"{what} {id} is missing" for id in sorted(wanted.keys() - seen))


def _strangers(server: Server) -> Iterator[str]:
    """Give labels and types that are none of ours."""
    for row in server.read(_LABELS, timeout=0):
        if row["name"] not in KINDS | BOOKKEEPING | {"Skill"}:
            yield f"{row['number']} nodes have the label {row['name']}"
    for row in server.read(_TYPES, timeout=0):
        if row["name"] not in EDGE_TYPES | {"ALSO"}:
            yield f"{row['number']} relationships have the type {row['name']}"


def _namings(server: Server, tallies: Mapping[str, Tally]) -> Iterator[str]:
    there = {row["row"]["id"]: row["row"] for row in server.read(_NAMINGS, timeout=0)}
    for id in sorted(there.keys() | tallies.keys()):
        row, tally = there.get(id), tallies.get(id)
        if row is None or tally is None:
            yield f"naming {id} is {'missing' if row is None else 'said by no document'}"
            continue
        for name in ("names", "spellings", "aliases"):
            counts = dict(zip(row.get(name, ()), row.get(f"{name}_counts", ()), strict=True))
            if counts != dict(getattr(tally, name)):
                yield f"naming {id} counts other {name}"
        if "documents" in row and row["documents"] != sorted(tally.documents):
            yield f"naming {id} has other documents"
