"""A NetworkX graph written to a server just as it is: so the two readers have the same to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from commonground.graph.neo4j.schema import bounded, prepare
from commonground.graph.neo4j.session import Server
from commonground.ontology.kinds import SKILL_KINDS

if TYPE_CHECKING:
    import networkx as nx

    from commonground.loaders.document import Document


def fill(server: Server, graph: nx.MultiDiGraph[str], documents: Iterable[Document]) -> None:
    """Write all nodes, edges and documents to a database in place of what it holds."""
    prepare(server, create=True)
    server.run("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    nodes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for id, data in graph.nodes(data=True):
        own = {key: value for key, value in data.items() if key != "kind"}
        nodes[data["kind"]].append(own | {"id": id})
    for kind, rows in nodes.items():
        labels = f"{kind}:Skill" if kind in SKILL_KINDS else kind
        server.run(f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", {"rows": rows})
    edges: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for source, target, key, data in graph.edges(keys=True, data=True):
        own = {name: value for name, value in data.items() if name != "type"}
        ends = graph.nodes[source]["kind"], graph.nodes[target]["kind"]
        row = {"source": source, "target": target, "own": own | {"id": key}}
        edges[data["type"], *ends].append(row)
    for (type, start, end), rows in edges.items():
        text = f"""
        UNWIND $rows AS row
        MATCH (a:{start} {{id: row.source}})
        MATCH (b:{end} {{id: row.target}})
        CREATE (a)-[r:{type}]->(b) SET r = row.own
        RETURN count(r) AS written"""
        assert server.run(text, {"rows": rows})[0]["written"] == len(rows)
    owners = {
        key: id
        for id, data in graph.nodes(data=True)
        if data["kind"] == "Person"
        for key in data.get("documents", ())
    }
    rows = [_document(document, owners[document.key]) for document in documents]
    server.run("UNWIND $rows AS row CREATE (d:Document) SET d = row", {"rows": rows})


def _document(document: Document, person: str) -> dict[str, Any]:
    return {
        "id": bounded(document.key),
        "key": document.key,
        "text": document.text,
        "encoding": document.encoding,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "mention": f"mention of {document.key}",
        "person": person,
    }
