"""The projected graph on the server: made to follow what a transaction did to the documents.

What belongs to the people of changed documents is deleted and created anew, so that nothing of what
they said stays; employers and schools are counted on (``organisations``); the ontology is written
when its version is another than that of the last writer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...loaders.resume import Resume
from ...ontology.kinds import CONCEPT_KINDS, ONTOLOGY_TYPES
from ..concepts import concept_node, relation_edge
from ..facts.fragment import fragment_of
from ..facts.projection import Projection, project_people, unknown_concepts
from ..facts.tally import shared_nodes
from ..model import Fragment, Node
from .identifiers import identifier, with_names
from .ledger import Changes
from .organisations import Organisations, deltas
from .schema import label_of, labels
from .writer import Writer

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

_PEOPLE_OF: Final = """
MATCH (d:Document) WHERE d.{by} IN $values
RETURN d.mention AS mention, d.person AS person"""
_DOCUMENTS: Final = """
MATCH (d:Document) WHERE d.person IN $people
RETURN d.mention AS mention, d.key AS key, d.person AS person,
       CASE WHEN d.mention IN $known THEN NULL ELSE d.resume END AS resume"""
# From the outside in: each is reached through what the next one deletes.
_DELETE: Final = (
    """
UNWIND $people AS id MATCH (:Person {id: id})-[:HELD|STUDIED]->(n)-[:AT|FROM]->(o)
WHERE o.unshared DETACH DELETE o""",
    """
UNWIND $people AS id MATCH (:Person {id: id})-[:HELD|STUDIED|BUILT]->(n) DETACH DELETE n""",
    "UNWIND $people AS id MATCH (p:Person {id: id}) DETACH DELETE p",
)
_UNRELATE: Final = "MATCH ()-[r:{type}]->() DELETE r"
_CONCEPTS: Final = "MATCH (n:{kind}) RETURN n.id AS id, '{kind}' AS kind"
_RELABEL: Final = """
UNWIND $rows AS id MATCH (n:{old} {{id: id}}) REMOVE n:{old}:Skill SET n{new}
RETURN count(*) AS written"""
_USED: Final = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE (n)<--() RETURN id"
_UNUSED: Final = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE NOT (n)<--() DELETE n"


def renew(writer: Writer, changes: Changes, ontology: Ontology) -> None:
    """Make the projected graph follow the changed documents, in their transaction."""
    if not (changes.before or changes.written):
        return
    # Read all that must be known of the graph as it was, then delete, then write: organisations
    # before people, whose edges lead there, and what nothing leads to any more at the end.
    before = [known for known in changes.before.values() if known]
    persons = _persons(writer, "mention", changes.before.keys() | changes.written.keys())
    old = {person for person, _ in before}
    content = _restated(changes, persons)
    organisations = Organisations(writer, deltas(*content))
    old |= set(_persons(writer, "key", organisations.moved()).values())
    fragments, person_of = _fragments(writer, changes.written, old | set(persons.values()))
    old |= {person for mention, person in person_of.items() if mention not in changes.before}
    organisations.learn({node.id for _, node in shared_nodes(fragments)})
    projection = project_people(fragments, person_of, organisations.renamed)
    gone = {edge.target for _, fragment in before for edge in fragment.edges}
    if old:
        for statement in _DELETE:
            writer.rows(statement, people=sorted(old))
    organisations.write()
    _create(writer, projection, ontology)
    writer.check()
    organisations.finish()
    _drop_unused(writer, (node.id for node in unknown_concepts(gone, ontology)), ontology)


def write_ontology(writer: Writer, ontology: Ontology) -> None:
    """Write the concepts and their relations in place of those of another ontology.

    A concept that people have and this ontology lacks stays, under the name in its id.
    """
    for type in sorted(ONTOLOGY_TYPES):
        writer.rows(with_names(_UNRELATE, type=type))
    there = {
        row["id"]: row["kind"]
        for kind in sorted(CONCEPT_KINDS)
        for row in writer.rows(with_names(_CONCEPTS, kind=kind))
    }
    concepts = {one.id: concept_node(one) for one in ontology.concepts.values()}
    lacking = there.keys() - concepts.keys()
    _drop_unused(writer, lacking, ontology, there)
    used = _used(writer, lacking, there)
    concepts |= {node.id: node for node in unknown_concepts(used, ontology)}
    # Before the merge, which gives labels and takes none away.
    _relabel(writer, there, concepts)
    writer.merge_nodes(concepts.values())
    relations = ontology.relations
    writer.create_edges(
        relation_edge(one)
        for one in relations
        if one.source in ontology.concepts and one.target in ontology.concepts
    )
    writer.rows("MATCH (g:Graph {id: 'graph'}) SET g.ontology = $version", version=ontology.version)
    writer.check()


def _persons(writer: Writer, by: str, values: Collection[str]) -> dict[str, str]:
    """Return whose the mentions of some documents are."""
    if not values:
        return {}
    found = writer.rows(with_names(_PEOPLE_OF, by=by), values=sorted(values))
    return {row["mention"]: row["person"] for row in found}


def _restated(
    changes: Changes, persons: Mapping[str, str]
) -> tuple[list[Fragment], list[Fragment]]:
    """Return what documents stated that state it no more, and what they state instead."""
    mentions = [
        mention
        for mention, known in changes.before.items()
        if known and (mention in changes.written or mention not in persons)
    ]
    before = [known[1] for mention in mentions if (known := changes.before[mention])]
    return before, list(changes.written.values())


def _fragments(
    writer: Writer, written: Mapping[str, Fragment], people: Collection[str]
) -> tuple[list[Fragment], dict[str, str]]:
    """Return what all documents of some people state, and whose each mention is."""
    fragments: list[Fragment] = []
    person_of: dict[str, str] = {}
    known = sorted(written)
    for row in writer.rows(_DOCUMENTS, people=sorted(people), known=known):
        mention = row["mention"]
        person_of[mention] = row["person"]
        if row["resume"] is None:
            fragments.append(written[mention])
        else:
            resume = Resume.model_validate_json(row["resume"])
            fragments.append(fragment_of(resume, row["key"], mention))
    return fragments, person_of


def _create(writer: Writer, projection: Projection, ontology: Ontology) -> None:
    targets = {edge.target for edge in projection.edges.values()}
    writer.merge_nodes(unknown_concepts(targets, ontology))
    writer.create_nodes(projection.nodes.values())
    writer.create_edges(projection.edges.values())


def _used(writer: Writer, ids: Iterable[str], kinds: Mapping[str, str]) -> set[str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(ids):
        groups[kinds[id]].append(id)
    return {
        row["id"]
        for kind, found in sorted(groups.items())
        for row in writer.rows(with_names(_USED, label=kind), ids=found)
    }


def _drop_unused(
    writer: Writer,
    ids: Iterable[str],
    ontology: Ontology,
    kinds: Mapping[str, str] | None = None,
) -> None:
    """Delete concepts that the ontology lacks and no document leads to any more."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(ids):
        groups[kinds[id] if kinds else label_of(id, ontology)].append(id)
    for label, found in sorted(groups.items()):
        writer.rows(with_names(_UNUSED, label=label), ids=found)


def _relabel(writer: Writer, there: Mapping[str, str], concepts: Mapping[str, Node]) -> None:
    """Give concepts that are there and have another kind now the labels of that kind."""
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for id in sorted(there.keys() & concepts.keys()):
        if there[id] != concepts[id].kind:
            groups[there[id], concepts[id].kind].append(id)
    for (old, new), ids in sorted(groups.items()):
        writer.send(_RELABEL.format(old=identifier(old), new=labels(new)), ids)
