"""The graph as RDF: SKOS for concepts, schema.org for people and work, PROV-O for the evidence.

Every edge is a triple, and a ``rdf:Statement`` that carries its months and, by
``prov:wasDerivedFrom``, its evidence: an entity with offsets, line and quote, which
``prov:wasQuotedFrom`` its document; of a correction also why, by whom and when. Names of people and
files stand in literals, never in addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SDO, SKOS, XSD

from ...ontology.kinds import CONCEPT_KINDS, ONTOLOGY_TYPES
from ...ontology.mappings import mappings_of
from ...ontology.model import BASE, Concept
from ..facts.projection import parts
from ..model import Edge, Evidence, Node, Value, stable_id
from .contacts import masked, without_contacts

if TYPE_CHECKING:
    from .source import ExportSource

CG: Final = Namespace(f"{BASE}schema#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
SCHEME: Final = URIRef(f"{BASE}skills")

_CLASSES: Final = {
    "Person": SDO.Person,
    "Role": SDO.EmployeeRole,
    "Employer": SDO.Organization,
    "School": SDO.EducationalOrganization,
    "Education": CG.Education,
    "Project": SDO.CreativeWork,
}
_NAMES: Final = {"Role": SDO.roleName}
_PROPERTIES: Final = {
    "emails": SDO.email,
    "phones": SDO.telephone,
    "sites": SDO.url,
    "url": SDO.url,
    "label": SDO.jobTitle,
    "location": SDO.address,
    "languages": SDO.knowsLanguage,
    "awards": SDO.award,
    "certificates": SDO.hasCredential,
    "names": SDO.alternateName,
    "aliases": SDO.alternateName,
    "spellings": SDO.alternateName,
    "start": SDO.startDate,
    "end": SDO.endDate,
}
# Said once more in the words of schema.org, which tools that know none of ours understand. A role
# of schema.org is the employment itself, so both its ends have the same word.
_ALSO: Final = {"HELD": SDO.worksFor, "AT": SDO.worksFor, "HAS_SKILL": SDO.knowsAbout}
_TYPES: Final = {"BROADER": SKOS.broader, "RELATED": SKOS.related}
# By the length of an ISO date, which is its precision: a year is not made a first of January.
_DATES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_DATED: Final = frozenset({"start", "end", "starts", "ends", "until", "first", "last"})
# Documents and evidence are links of their own; mentions are the store's concern.
_LEFT_OUT: Final = frozenset({"documents", "evidence", "mentions"})


def to_rdf(graph: ExportSource, *, ontology: bool = True, contact: bool = True) -> Graph:
    """Return the graph as RDF; without ``ontology`` only people and what they are tied to.

    Without ``contact`` nobody's e-mail address or telephone number is in it.
    """
    nodes, edges = parts(graph.projection, graph.ontology, whole=ontology)
    if not contact:
        nodes = without_contacts(nodes, graph.reader.cite)
    out = empty()
    out.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    for stored in graph.documents():
        _add_document(out, stored.key, stored.sha256, stored.as_of)
    for node in nodes:
        if node.kind in CONCEPT_KINDS:
            _add_concept(out, node, graph.ontology.concepts.get(node.id))
            for mapping in mappings_of(graph.ontology, node.id):
                out.add((iri(node.id), SKOS[mapping.match], URIRef(mapping.target)))
        else:
            _add_node(out, node)
    for edge in edges:
        out.add((iri(edge.source), predicate(edge.type), iri(edge.target)))
        if edge.type not in ONTOLOGY_TYPES:
            _add_statement(out, edge)
    _add_evidence(out, graph, nodes, edges, contact=contact)
    return out


def empty() -> Graph:
    """Return a graph that says nothing and knows the prefixes."""
    out = Graph()
    for prefix, namespace in (("cg", CG), ("schema", SDO), ("skos", SKOS), ("prov", PROV)):
        out.bind(prefix, namespace, replace=True)
    out.bind("oa", OA)
    return out


def iri(id: str) -> URIRef:
    """Return the address of a node: ``…/skill/go-lang`` for ``skill:go-lang``."""
    return URIRef(BASE + quote(id.replace(":", "/", 1), safe="/-._~"))


def predicate(type: str) -> URIRef:
    """Return the property of an edge type: ``cg:hasSkill`` for HAS_SKILL, SKOS where it has one."""
    first, *rest = type.lower().split("_")
    return _TYPES.get(type) or CG[first + "".join(word.capitalize() for word in rest)]


def document_iri(key: str) -> URIRef:
    """Return the address of a document, which does not show the file's name."""
    return iri(stable_id("document", key))


def _add_concept(out: Graph, node: Node, concept: Concept | None) -> None:
    """Add a concept; one that the ontology at hand lacks has nothing but its name."""
    this = iri(node.id)
    out.add((this, RDF.type, SKOS.Concept))
    out.add((this, RDF.type, CG[node.kind]))
    out.add((this, SKOS.inScheme, SCHEME))
    out.add((this, SKOS.prefLabel, _english(_plain(node.name or node.id))))
    if concept is None:
        return
    out.add((this, SKOS.definition, _english(concept.definition)))
    for label in concept.alt:
        out.add((this, SKOS.altLabel, _english(label)))
    for label in concept.hidden:
        out.add((this, SKOS.hiddenLabel, _english(label)))
    if concept.chain_id:
        out.add((this, CG.chainId, Literal(concept.chain_id)))


def _add_document(out: Graph, key: str, sha256: str, as_of: str) -> None:
    this = document_iri(key)
    out.add((this, RDF.type, PROV.Entity))
    out.add((this, SDO.name, Literal(_plain(key))))
    out.add((this, CG.sha256, Literal(sha256)))
    out.add((this, CG.asOf, _dated(as_of)))


def _add_node(out: Graph, node: Node) -> None:
    this = iri(node.id)
    out.add((this, RDF.type, _CLASSES[node.kind]))
    out.add((this, RDF.type, CG[node.kind]))
    if node.name:
        out.add((this, _NAMES.get(node.kind, SDO.name), Literal(_plain(node.name))))
    _add_properties(out, this, node.properties)
    for key in _listed(node.properties.get("documents")):
        out.add((this, PROV.wasDerivedFrom, document_iri(str(key))))
    for reference in _listed(node.properties.get("evidence")):
        out.add((this, PROV.wasDerivedFrom, _evidence_iri(str(reference))))


def _add_statement(out: Graph, edge: Edge) -> None:
    """Add what an edge says of itself, which a triple alone has no room for."""
    source, target, type = iri(edge.source), iri(edge.target), predicate(edge.type)
    if edge.type in _ALSO:
        out.add((source, _ALSO[edge.type], target))
    this = URIRef(f"{BASE}statement/{edge.id.partition(':')[2]}")
    out.add((this, RDF.type, RDF.Statement))
    out.add((this, RDF.subject, source))
    out.add((this, RDF.predicate, type))
    out.add((this, RDF.object, target))
    _add_properties(out, this, edge.properties)
    for reference in edge.evidence:
        out.add((this, PROV.wasDerivedFrom, _evidence_iri(reference)))


def _add_properties(out: Graph, this: URIRef, properties: Mapping[str, Value]) -> None:
    for key, value in properties.items():
        if key in _LEFT_OUT:
            continue
        for item in _listed(value):
            out.add((this, _PROPERTIES.get(key, predicate(key)), _literal(key, item)))


def _add_evidence(
    out: Graph,
    graph: ExportSource,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    contact: bool,
) -> None:
    references = {str(one) for node in nodes for one in _listed(node.properties.get("evidence"))}
    references |= {one for edge in edges for one in edge.evidence}
    for reference, evidence in graph.reader.cite(sorted(references)).items():
        _add_quotation(out, _evidence_iri(reference), evidence if contact else masked(evidence))


def _add_quotation(out: Graph, this: URIRef, evidence: Evidence) -> None:
    out.add((this, RDF.type, PROV.Entity))
    out.add((this, RDF.type, OA.TextPositionSelector))
    out.add((this, PROV.wasQuotedFrom, document_iri(evidence.source)))
    out.add((this, OA.start, Literal(evidence.start)))
    out.add((this, OA.end, Literal(evidence.end)))
    out.add((this, OA.exact, Literal(_plain(evidence.quote))))
    out.add((this, CG.line, Literal(evidence.line)))
    if evidence.corrected is not None:
        note = evidence.corrected
        out.add((this, RDFS.comment, Literal(_plain(str(note)))))
        out.add((this, DCTERMS.creator, Literal(_plain(note.by))))
        out.add((this, PROV.generatedAtTime, Literal(note.when, datatype=XSD.dateTime)))


def _evidence_iri(reference: str) -> URIRef:
    return iri(stable_id("evidence", reference))


def _literal(key: str, value: Any) -> Literal:
    if key in _DATED and isinstance(value, str):
        return _dated(value)
    if isinstance(value, bool | int | float | date):
        return Literal(value)
    return Literal(_plain(str(value)))


def _dated(value: str) -> Literal:
    return Literal(value, datatype=_DATES[len(value)], normalize=False)


def _english(text: str) -> Literal:
    return Literal(text, lang="en")


def _plain(text: str) -> str:
    """Return a text that every RDF syntax can hold: control characters become U+FFFD."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def _listed(value: Value | None) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
