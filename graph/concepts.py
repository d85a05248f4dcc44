"""The ontology's concepts and relations as nodes and edges of the graph."""

from __future__ import annotations

from ..ontology.model import Concept, Relation
from .model import Edge, Node, Value, edge_id


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
