"""What the embedded graph's reader says, held to the NetworkX reader over the same documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from commonground.graph.facts.projection import Projection
from commonground.graph.info import counts
from commonground.graph.model import FACT_KINDS
from commonground.graph.names import NAMED
from commonground.graph.networkx.projected import ProjectionReader
from commonground.graph.reader import Reader
from commonground.graph.search import NodeLookup, ProjectedNodes, search
from commonground.graph.sqlite.packed_reader import PackedReader
from commonground.graph.sqlite.reader import EmbeddedReader
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.ontology.kinds import CONCEPT_KINDS

Ask = Callable[[Reader], Any]
NOBODY = (
    "nonsense",
    "person:0000000000000001",
    "role:1234567890abcdef",
    "project:ffffffffffffffff",
)


def reference(graph: EmbeddedGraph) -> ProjectionReader:
    """Return the reference reader over what a graph's documents say."""
    texts = partial(graph._document_of, graph.generation)
    return ProjectionReader(graph.projection, graph.ontology, texts)


def assert_as_reference(graph: EmbeddedGraph) -> None:
    """Check that all primitives, and what follows from them, are as the reference has them."""
    graph.snapshot(lambda: _compare(graph))


def over_arrays(graph: EmbeddedGraph) -> EmbeddedReader:
    """Return the reader over arrays, however few people there are."""
    ask = partial(graph._asked, graph.generation)
    return EmbeddedReader(ask, ask(graph._people), graph.ontology)


def _compare(graph: EmbeddedGraph) -> None:
    known = reference(graph)
    readers = (graph.reader, over_arrays(graph))
    assert all(isinstance(reader, PackedReader) for reader in readers)
    for what, ask in _asked(graph.projection):
        expected = ask(known)
        for reader in readers:
            assert ask(reader) == expected, what
    counted, said = graph._counts(), counts(graph.projection)
    concepts = graph.ontology.concepts.keys()
    assert (counted.nodes, counted.edges) == (said.nodes, said.edges)
    assert counted.targets & concepts == said.targets & concepts
    slow = NodeLookup(ProjectedNodes(graph.projection), graph.ontology)
    quick = graph._lookup()
    for id in [*graph.projection.renamed, *graph.projection.nodes, *NOBODY]:
        assert quick.by_id(id) == slow.by_id(id), id
    for text in [*sorted(_texts(graph.projection))[:12], "k8s", "go", "a"]:
        found = search(graph.ontology, quick, text, 20)
        assert found == search(graph.ontology, slow, text, 20), text


def _asked(projection: Projection) -> Iterator[tuple[str, Ask]]:
    """Give questions of a reader with what they are called; their answers are plain values."""
    people = sorted(id for id, one in projection.nodes.items() if one.kind == "Person")
    targets = sorted({edge.target for edge in projection.edges.values()})
    ids = [*projection.nodes, *targets, *NOBODY]
    edges = sorted(projection.edges)
    some, kinds = people[::2], sorted(FACT_KINDS | CONCEPT_KINDS)
    pairs = [(edge.source, edge.target) for edge in projection.edges.values()]
    yield "people", lambda one: (list(one.everyone()), one.population(), one.latest())
    yield "nodes", lambda one: one.nodes(ids)
    yield "kinds", lambda one: [list(one.nodes_of([kind])) for kind in kinds]
    yield "edges", lambda one: (one.edges(edges), one.stated([*edges[::-1], "e:none"]))
    yield "used", lambda one: one.used(pairs)
    yield "ties", lambda one: (list(one.ties()), list(one.ties(people=some, nodes=targets[::2])))
    yield "tied", lambda one: [list(one.ties(nodes=[id])) for id in ids]
    yield "stints", lambda one: (list(one.stints()), list(one.stints(people=some)))
    yield "there", lambda one: [list(one.stints(employers=[id])) for id in targets]
    yield "facts", lambda one: list(one.facts(people))
    yield "counts", lambda one: one.counts({id: (id, *targets[:3]) for id in ids})
    yield "all of", lambda one: [list(one.tied_to_all([id, targets[0]])) for id in targets]
    yield "near", lambda one: {id: list(r) for id, r in one.neighbours(ids).items() if r}
    yield "rarest", lambda one: [one.rarest(least, 3) for least in (1, 2)]
    yield "totals", lambda one: [dict(one.totals(w)) for w in ("skills", "employers", "schools")]
    yield "traits", lambda one: (dict(one.locations()), list(one.places()), list(one.languages()))
    yield "titles", lambda one: list(one.titles())
    yield "names", lambda one: [list(one.names([kind])) for kind in sorted(FACT_KINDS)]
    for text in sorted(_texts(projection)):
        yield text, partial(_named, text)


def _named(text: str, reader: Reader) -> list[list[str]]:
    return [[node.id for node in reader.named(text, by)] for by in ("whole", "words", "beginning")]


def _texts(projection: Projection) -> set[str]:
    nodes = [node for node in projection.nodes.values() if node.kind in NAMED]
    lists = ("names", "emails", "documents", "mentions", "spellings", "aliases")
    listed = {text for node in nodes for key in lists for text in node.properties.get(key) or ()}  # type: ignore[union-attr]  # lists of texts, all of them
    named = {node.name for node in nodes if node.name}
    words = {word for name in named for word in name.split()}
    return {*map(str, listed), *named, *words, "x/y/a.md", "A.MD", "zzz"}
