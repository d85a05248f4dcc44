"""A node with its edges, of a thing that many people have those of some of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from .model import Edge, Node
from .reader import Reader


class Around(NamedTuple):
    """The edges of one node, and the nodes at their ends with itself."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def around(reader: Reader, id: str, people: Collection[str] | None = None) -> Around:
    """Return the edges of a node: facts and derived ones of some people, else of all.

    Relations of a concept are there in any case.
    """
    if people is None:
        people = people_of(reader, id)
    ties = reader.ties(people=people, nodes=None if id in people else {id}) if people else ()
    stated = {edge.id: edge for edge in reader.facts(people)} if people else {}
    both = [*(stated | reader.edges_behind(ties)).values(), *_relations(reader, id)]
    edges = tuple(edge for edge in both if id in (edge.source, edge.target))
    ends = dict.fromkeys((id, *(end for edge in edges for end in (edge.source, edge.target))))
    return Around(tuple(reader.nodes(ends).values()), edges)


def people_of(reader: Reader, id: str) -> Collection[str]:
    """Return who has a fact that leads to or from a node: whose it is, else who is tied to it."""
    owner = {id: id} if id.startswith("person:") else reader.owners([id])
    return [owner[id]] if id in owner else reader.tied_to_all([id])


def _relations(reader: Reader, id: str) -> Collection[Edge]:
    known = reader.ontology.relations_of(id)
    return reader.relations({id, *(end for one in known for end in (one.source, one.target))})
