"""People, merged roles and derived edges: a pure function of fragments and of who is who."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..concepts import concept_node, relation_edge
from ..model import FACT_KINDS, Edge, Fragment, Node, Value, edge_id
from .derived import derive
from .flat import flat
from .fragment import unshared_id
from .merging import merged_edge, merged_node, same_facts, speaking_order
from .tally import ORGANISATIONS, grouped, is_shared, joined, organisation_node, tallied

if TYPE_CHECKING:
    import networkx as nx

    from ...ontology.ontology import Ontology


@dataclass
class Projection:
    """The graph that the documents state: facts and derived edges, without the ontology.

    ``renamed`` maps the id that a document gave a thing to the id of what it was merged into;
    ``damaged`` are the keys of documents that the store could not read back, and that say nothing.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()


def project(fragments: Iterable[Fragment], person_of: Mapping[str, str]) -> Projection:
    """Return the graph of all fragments; ``person_of`` says whose each mention is.

    Neither the order of the fragments nor that of the mapping matters.
    """
    stated = list(fragments)
    tallies = tallied(stated)
    renamed = joined(tallies)
    projection = project_people(stated, person_of, renamed)
    projection.renamed = renamed | projection.renamed
    for id, members in grouped(tallies, renamed).items():
        projection.nodes[id] = organisation_node(id, {one: tallies[one] for one in members})
    return projection


def project_people(
    fragments: Iterable[Fragment], person_of: Mapping[str, str], renamed: Mapping[str, str]
) -> Projection:
    """Return what belongs to people alone: all but the employers and schools that they share.

    ``renamed`` says which of those are one, by what they are also called.
    """
    people: defaultdict[str, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        people[person_of[fragment.person]].append(fragment)
    projection = Projection()
    for person in sorted(people):
        _project_person(projection, person, speaking_order(people[person]), renamed)
    return projection


def _project_person(
    projection: Projection,
    person: str,
    fragments: Sequence[Fragment],
    organisations: Mapping[str, str],
) -> None:
    # Employers first: whether two roles are one depends on whether their employers are.
    own = _own_organisations(person, fragments)
    places = dict(organisations) | own
    own |= same_facts(fragments, places) | {fragment.person: person for fragment in fragments}
    renamed = places | own
    projection.renamed.update((old, new) for old, new in own.items() if old != new)
    stated, merged = _merged(fragments, {old: new for old, new in renamed.items() if old != new})
    projection.nodes.update(sorted(stated.items()))
    both = [*merged, *derive(person, stated, merged)]
    projection.edges.update((edge.id, edge) for edge in sorted(both, key=lambda edge: edge.id))


def _merged(
    fragments: Sequence[Fragment], renamed: Mapping[str, str]
) -> tuple[dict[str, Node], Sequence[Edge]]:
    """Return a person's nodes and edges, those that are one with what all documents say of them."""
    if len(fragments) == 1 and not renamed:  # most people: nothing is merged, nothing is copied
        own = {node.id: node for node in fragments[0].nodes if not is_shared(node)}
        return own, fragments[0].edges
    nodes: defaultdict[str, list[Node]] = defaultdict(list)
    edges: defaultdict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for fragment in fragments:
        for node in fragment.nodes:
            if not is_shared(node):
                nodes[renamed.get(node.id, node.id)].append(node)
        for edge in fragment.edges:
            source, target = (renamed.get(end, end) for end in (edge.source, edge.target))
            edges[edge.type, source, target].append(edge)
    stated = {id: merged_node(id, found) for id, found in nodes.items()}
    return stated, [_edge(key, found) for key, found in edges.items()]


def _edge(key: tuple[str, str, str], found: Sequence[Edge]) -> Edge:
    if len(found) == 1 and (found[0].source, found[0].target) == key[1:]:
        return found[0]
    return merged_edge(edge_id(*key), key[1], key[2], found)


def _own_organisations(person: str, fragments: Iterable[Fragment]) -> dict[str, str]:
    """Map what one person's documents call "Freelance" and its like to one node of theirs."""
    return {
        node.id: unshared_id(node.kind, person, node.name or "")
        for fragment in fragments
        for node in fragment.nodes
        if node.kind in ORGANISATIONS and not is_shared(node)
    }


# The id of a concept says "skill" of most kinds; Technology is the most frequent by far.
_PREFIXES = {"degree": "Degree", "field": "Field"}
_FACTS = frozenset(kind.lower() for kind in FACT_KINDS)


def to_networkx(
    projection: Projection, ontology: Ontology, *, whole: bool = True, lists: bool = True
) -> nx.MultiDiGraph[str]:
    """Return a real, mutable MultiDiGraph of ``parts``; see ``networkx_of``."""
    with uncollected():
        return networkx_of(*parts(projection, ontology, whole=whole), lists=lists)


def networkx_of(
    nodes: Iterable[Node], edges: Iterable[Edge], *, lists: bool = True
) -> nx.MultiDiGraph[str]:
    """Return a real, mutable MultiDiGraph of nodes and edges.

    Nodes have the attributes ``kind``, ``name`` and their properties; an edge's key is its id, and
    it has ``type``, ``evidence`` and its properties. All lists are the graph's own; without
    ``lists`` each is one text (see ``graph.facts.flat``).
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        named: dict[str, Value] = {} if node.name is None else {"name": node.name}
        attributes = {"kind": node.kind, **named, **node.properties}
        graph.add_node(node.id, **(_own(attributes) if lists else flat(attributes)))
    for edge in edges:
        cited: dict[str, Value] = {"evidence": list(edge.evidence)} if edge.evidence else {}
        attributes = {"type": edge.type, **edge.properties, **cited}
        own = _own(attributes) if lists else flat(attributes)
        graph.add_edge(edge.source, edge.target, key=edge.id, **own)
    return graph


def parts(
    projection: Projection, ontology: Ontology, *, whole: bool = True
) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of a graph: facts, derived edges, and the ontology.

    Unless it is to be ``whole``, only those concepts that a person, role, study or project is tied
    to, and no relation between concepts: a few resumes would drown in the ontology.
    """
    targets = {edge.target for edge in projection.edges.values()}
    nodes, edges = concept_parts(targets, ontology, whole=whole)
    return [*projection.nodes.values(), *nodes], [*edges, *projection.edges.values()]


def concept_parts(
    targets: Collection[str], ontology: Ontology, *, whole: bool = True
) -> tuple[list[Node], list[Edge]]:
    """Return the concepts and their relations, or the concepts among some targets of edges.

    What people are tied to and the ontology lacks is among the concepts.
    """
    concepts = [one for id, one in sorted(ontology.concepts.items()) if whole or id in targets]
    nodes = [*map(concept_node, concepts), *unknown_concepts(targets, ontology)]
    known = {node.id for node in nodes} if whole else set()
    related = [one for one in ontology.relations if {one.source, one.target} <= known]
    return nodes, list(map(relation_edge, related))


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the garbage collector off while millions of objects are made that all stay.

    It would look through them again and again, for more than half of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def unknown_concepts(targets: Iterable[str], ontology: Ontology) -> list[Node]:
    """Return concepts that the documents were linked to and the ontology at hand lacks.

    They stay, under the name in their id, until their documents are read again. ``targets`` are ids
    that edges lead to.
    """
    missing = sorted(set(targets) - ontology.concepts.keys())
    return [unknown_concept(id) for id in missing if id.partition(":")[0] not in _FACTS]


def unknown_concept(id: str) -> Node:
    """Return a concept that the ontology at hand lacks, under the name in its id."""
    return Node(id, concept_kind(id), id.partition(":")[2])


def concept_kind(id: str) -> str:
    """Return the kind that the id of a concept says."""
    return _PREFIXES.get(id.partition(":")[0], "Technology")


def _own(properties: Mapping[str, Value]) -> dict[str, Any]:
    """Return a copy whose lists may be changed without changing the model's."""
    return {k: list(v) if isinstance(v, list) else v for k, v in properties.items()}
