"""Parts of a graph: a node with its edges, and some nodes with all that is between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from .model import Edge, Node
from .reader import Reader


class Part(NamedTuple):
    """Some nodes, and edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def around(reader: Reader, id: str, people: Collection[str] | None = None) -> Part:
    """Return the edges of a node, and the nodes at their ends with itself.

    Facts and derived edges are those of some people, else of all; relations of a concept are there
    in any case.
    """
    if people is None:
        people = people_of(reader, id)
    known = reader.ontology.relations_of(id)
    related = reader.relations({id, *(end for one in known for end in (one.source, one.target))})
    both = [*_edges_of(reader, people, None if id in people else {id}), *related]
    edges = tuple(edge for edge in both if id in (edge.source, edge.target))
    ends = dict.fromkeys((id, *(end for edge in edges for end in (edge.source, edge.target))))
    return Part(tuple(reader.nodes(ends).values()), edges)


def within(reader: Reader, nodes: Iterable[Node], *, ontology: bool = True) -> Part:
    """Return some nodes and all edges between them, without those of the ontology if so asked.

    Then there are no relations, and no concepts that nobody is tied to.
    """
    found = {node.id: node for node in nodes}
    people = {id for id, node in found.items() if node.kind == "Person"}
    whose = people | set(reader.owners(list(found)).values())
    edges = list(_edges_of(reader, whose, found.keys() - people))
    concepts = reader.ontology.concepts.keys() & found.keys()
    if ontology:
        edges += reader.relations(concepts)
    else:
        tied = reader.counts({id: (id,) for id in concepts}) if concepts else {}
        found = {id: node for id, node in found.items() if tied.get(id, 1)}
    return Part(
        tuple(found.values()),
        tuple(edge for edge in edges if edge.source in found and edge.target in found),
    )


def people_of(reader: Reader, id: str) -> Collection[str]:
    """Return who has a fact that leads to or from a node: whose it is, else who is tied to it."""
    owner = {id: id} if id.startswith("person:") else reader.owners([id])
    return [owner[id]] if id in owner else reader.tied_to_all([id])


def _edges_of(
    reader: Reader, people: Collection[str], nodes: Collection[str] | None
) -> Collection[Edge]:
    """Return the facts of some people, and what is derived of their ties to some nodes, or all."""
    if not people:
        return ()
    stated = {edge.id: edge for edge in reader.facts(people)}
    return (stated | reader.edges_behind(reader.ties(people=people, nodes=nodes))).values()
