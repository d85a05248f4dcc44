"""Why a narrower concept answers for a broader one: the relations that lead up to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ...graph.model import Edge
from ...graph.reader import Reader
from ...ontology.ontology import NARROWER_TYPES, Ontology


def upwards(reader: Reader, narrow: Iterable[str], broad: Collection[str]) -> list[Edge]:
    """Return the edges of a shortest path up from each concept to each broad one above it."""
    ontology = reader.ontology
    paths = [
        path
        for low in sorted(set(narrow))
        for high in sorted(set(broad) & ontology.above(low) - {low})
        if (path := climb(ontology, low, high))
    ]
    steps = {(low, high) for path in paths for low, high in zip(path, path[1:], strict=False)}
    edges = reader.relations({id for path in paths for id in path}) if paths else ()
    return [
        edge
        for edge in edges
        if edge.type in NARROWER_TYPES and (edge.source, edge.target) in steps
    ]


def climb(ontology: Ontology, low: str, high: str) -> list[str]:
    """Return the concepts of a shortest path up, both ends included; empty where there is none."""
    paths: dict[str, list[str]] = {low: [low]}
    todo = [low]
    for at in todo:
        if at == high:
            return paths[at]
        for relation in sorted(ontology.relations_of(at), key=lambda one: one.target):
            up = relation.target
            if relation.source == at and relation.type in NARROWER_TYPES and up not in paths:
                paths[up] = [*paths[at], up]
                todo.append(up)
    return []
