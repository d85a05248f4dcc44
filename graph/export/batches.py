"""The graph's nodes and edges, some people at a time: what every file of an export is written from.

Nothing here holds the graph. The documents are read twice: once to count what they call employers
and schools, which all share, and once more by person, so that each is projected from all that its
own documents say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import NotFound
from ..facts.projection import Projection, concept_parts, project_people
from ..facts.stating import stated_by
from ..facts.tally import Tally, grouped, joined, organisation_node, tallied
from ..ledger import Ledger, Statement
from ..model import Edge, Fragment, Node
from ..networkx.projected import ProjectionReader
from .contacts import Cited, without_contacts

if TYPE_CHECKING:
    from ...loaders.document import Document
    from .source import ExportSource

PEOPLE: Final = 200
"""How many people are projected at once: some 30 MB."""


class Batch(NamedTuple):
    """Some nodes, and edges that may lead to nodes of other batches."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]


class Survey(NamedTuple):
    """What must be known of all documents before the first person can be written.

    ``documents`` are the keys that each person has, by the person's id and sorted, with the mention
    of each; damaged documents say nothing and are not among them.
    """

    tallies: Mapping[str, Tally]
    renamed: Mapping[str, str]
    documents: Mapping[str, Mapping[str, str]]


def batches(graph: ExportSource, *, ontology: bool, contact: bool) -> Iterator[Batch]:
    """Give employers and schools, then people by id with all that is theirs, then the concepts.

    Without ``ontology`` only those concepts that people are tied to, and no relation of theirs.
    Without ``contact`` nobody's e-mail address or telephone number is in it.
    """
    cite = citing(graph)
    targets: set[str] = set()
    for nodes, edges in stated(graph, surveyed(graph)):
        targets.update(edge.target for edge in edges)
        yield Batch(nodes if contact else without_contacts(nodes, cite), edges)
    yield Batch(*concept_parts(targets, graph.ontology, whole=ontology))


def surveyed(graph: ExportSource) -> Survey:
    """Read all documents once."""

    def work(ledger: Ledger) -> Survey:
        documents: defaultdict[str, dict[str, str]] = defaultdict(dict)

        def fragments() -> Iterator[Fragment]:
            for statement in ledger.statements():
                fragment = stated_by(statement)
                if fragment is not None:
                    documents[statement.person][statement.key] = statement.mention
                    yield fragment

        tallies = tallied(fragments())
        return Survey(tallies, joined(tallies), dict(sorted(documents.items())))

    return graph.reading(work)


def stated(graph: ExportSource, survey: Survey) -> Iterator[Batch]:
    """Give the facts and what is derived of them: organisations, then people by id."""
    groups = grouped(survey.tallies, survey.renamed)
    yield Batch(
        [
            organisation_node(id, {one: survey.tallies[one] for one in members})
            for id, members in groups.items()
        ],
        [],
    )
    people = iter(survey.documents)
    while some := list(islice(people, PEOPLE)):
        fragments = _fragments(graph, some, survey.documents)
        person_of = {
            mention: person for person in some for mention in survey.documents[person].values()
        }
        found = project_people(fragments, person_of, survey.renamed)
        yield Batch(list(found.nodes.values()), list(found.edges.values()))


def citing(graph: ExportSource) -> Cited:
    """Return what gives the lines behind evidence, without a reader of the whole graph."""

    def text(key: str) -> Document:
        document = graph.reading(lambda ledger: ledger.document(key))
        if document is None:
            raise NotFound(f"there is no document {key!r} in the graph")
        return document

    return ProjectionReader(Projection(), graph.ontology, text).cite


def _fragments(
    graph: ExportSource, people: Sequence[str], documents: Mapping[str, Mapping[str, str]]
) -> list[Fragment]:
    of = {key: (mention, person) for person in people for key, mention in documents[person].items()}
    contents = graph.reading(lambda ledger: ledger.contents(of))
    found = (stated_by(Statement(one.key, *of[one.key], one.resume)) for one in contents)
    return [fragment for fragment in found if fragment is not None]
