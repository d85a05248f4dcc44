"""The peer of loading: the nodes and edges of a population by plain statements, rows ready made.

Nothing is looked up, nobody is recognised, no document is kept and nothing could be taken back: it
is what a script does that writes a finished graph into an empty database.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from commonground.benchmarks.population import entries
from commonground.graph.facts.fragment import fragment_of
from commonground.graph.facts.projection import project, uncollected
from commonground.graph.neo4j.schema import label_of
from commonground.graph.neo4j.session import Server
from commonground.graph.neo4j.writer import BATCH, node_row
from commonground.ontology.ontology import load_ontology

_NODES = "UNWIND $rows AS row CREATE (n:{kind}) SET n = row"
_EDGES = """
UNWIND $rows AS row
MATCH (a:{a} {{id: row.a}})
MATCH (b:{b} {{id: row.b}})
CREATE (a)-[r:{type}]->(b) SET r = row.own"""


def plainly(address: str, people: int) -> dict[str, float]:
    """Write the nodes and edges of a population once more, under other ids, by plain statements."""
    with uncollected():
        nodes, edges = _ready(people)
    rows, seconds = 0, 0.0
    statements = [(_NODES.format(kind=kind), ready) for kind, ready in nodes]
    statements += [(_EDGES.format(type=type, a=a, b=b), ready) for (type, a, b), ready in edges]
    with Server(address) as server:
        for statement, ready in statements:
            for batch in batched(ready):
                began = time.perf_counter()
                server.run(statement, {"rows": batch})
                seconds += time.perf_counter() - began
                rows += len(batch)
    return {"people": people, "rows": rows, "seconds": seconds}


def _ready(people: int) -> tuple[list[Any], list[Any]]:
    """Return rows for nodes by kind and for edges by type and ends, their ids not used before."""
    fragments = [fragment_of(one.resume, one.document.key) for one in entries(people)]
    stated = project(fragments, {one.person: one.person for one in fragments})
    kinds = {id: node.kind for id, node in stated.nodes.items()}
    ontology = load_ontology()
    nodes: defaultdict[str, list[Any]] = defaultdict(list)
    for node in stated.nodes.values():
        nodes[node.kind].append(node_row(node) | {"id": f"plain:{node.id}"})
    edges: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for one in stated.edges.values():
        target = kinds.get(one.target) or label_of(one.target, ontology)
        b = f"plain:{one.target}" if one.target in kinds else one.target
        own = {"id": f"plain:{one.id}", **one.properties, "evidence": list(one.evidence)}
        row = {"a": f"plain:{one.source}", "b": b, "own": own}
        edges[one.type, kinds[one.source], target].append(row)
    return sorted(nodes.items()), sorted(edges.items())


def batched(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield batches of rows as large as the store's own."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
