"""Why a narrower concept answers for a broader one: the relations that lead up to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from ...graph.model import Edge
from ...graph.reader import Reader
from ...ontology.ontology import NARROWER_TYPES, Ontology


def upwards(
    reader: Reader,
    narrow: Iterable[str],
    broad: Collection[str],
    types: frozenset[str] = NARROWER_TYPES,
) -> list[Edge]:
    """Return the edges of a shortest path up from each concept to each broad one above it."""
    paths = [
        path
        for low in sorted(set(narrow))
        for high, path in sorted(climbs(reader.ontology, low, types).items())
        if high in broad and high != low
    ]
    steps = {(low, high) for path in paths for low, high in zip(path, path[1:], strict=False)}
    edges = reader.relations({id for path in paths for id in path}) if paths else ()
    return [edge for edge in edges if edge.type in types and (edge.source, edge.target) in steps]


@lru_cache(maxsize=2**12)  # by identity of the ontology: many people are found by the same concept
def climbs(ontology: Ontology, low: str, types: frozenset[str]) -> Mapping[str, list[str]]:
    """Return a shortest path to everything above a concept by some types, both ends included."""
    paths: dict[str, list[str]] = {low: [low]}
    todo = [low]
    for at in todo:
        for relation in sorted(ontology.relations_of(at), key=lambda one: one.target):
            up = relation.target
            if relation.source == at and relation.type in types and up not in paths:
                paths[up] = [*paths[at], up]
                todo.append(up)
    return paths


def group_of(ontology: Ontology, id: str) -> str:
    """Return the name of the broadest category of a concept below the root, else its kind.

    >>> from commonground.ontology.ontology import load_ontology
    >>> [group_of(load_ontology(), f"skill:{id}") for id in ("go-lang", "redis-db", "payments")]
    ['programming language', 'database system', 'domain']
    """
    concepts = ontology.concepts
    above = [id] if id in concepts else []
    for at in above:
        above += [up for up in concepts[at].broader if up in concepts and up not in above]
    # The root, such as "technology", groups nothing: what lies right under it does.
    for up in reversed(above[1:]):
        if concepts[up].broader and concepts[up].kind == "Category":
            return concepts[up].name
    return concepts[id].kind.lower() if id in concepts else "skill"
