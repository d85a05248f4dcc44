"""The ontology's concepts and relations as nodes and edges of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..ontology.model import Concept, Relation
from .model import Edge, Node, Value, edge_id

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from ..ontology.relations import Ends


def concept_node(concept: Concept) -> Node:
    """Return a concept as a node, with its definition, its other names and its place."""
    properties: dict[str, Value] = {"definition": concept.definition}
    if concept.alt:
        properties["aliases"] = list(concept.alt)
    if concept.chain_id:
        properties["chain_id"] = concept.chain_id
    if concept.file:
        properties |= {"file": concept.file, "line": concept.line}
    return Node(concept.id, concept.kind, concept.name, properties)


def relation_edge(relation: Relation) -> Edge:
    """Return an ontology relation as an edge; its place is a line of a Turtle file."""
    properties: dict[str, Value] = {
        "weight": relation.weight,
        "reverse": relation.reverse,
        "decay": relation.decay,
        "file": relation.file,
        "line": relation.line,
        "quote": relation.quote,
    }
    id = edge_id(relation.type, relation.source, relation.target)
    return Edge(id, relation.type, relation.source, relation.target, properties)


@lru_cache(maxsize=2)  # by identity of the ontology: all generations of a graph have one
def relation_ids(ontology: Ontology) -> Mapping[str, Ends]:
    """Return the ends of every relation by the id of its edge."""
    return {edge_id(*ends): ends for ends in ontology.ends()}


def relation_with_id(ontology: Ontology, id: str) -> Edge | None:
    """Return the relation whose edge has an id, if there is one."""
    ends = relation_ids(ontology).get(id)
    if ends is None:
        return None
    known = ontology.relations_of(ends[1])
    found = (one for one in known if (one.type, one.source, one.target) == ends)
    return next(map(relation_edge, found), None)
