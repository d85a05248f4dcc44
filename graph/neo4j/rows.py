"""Rows of the server as nodes, edges, ties and stints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...loaders.document import Document
from ...loaders.notes import CorrectionNote
from ..ledger import kept_document
from ..model import Edge, Node
from ..put import readable
from ..ties import Stint, Tie, dated_tie, derived_tie, stint_of, united
from ..totals import Total, totals_of
from .statements import DATES, KINDS_OF, MONTHS, SAID, TIED

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

Row: TypeAlias = Mapping[str, Any]

_BRANCHES: Final = {"person": "people"} | {prefix: f"{prefix}s" for prefix in TIED}


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What one person's part of the graph says: the person, their ties and stints, all edges."""

    person: Node
    ties: tuple[Tie, ...]
    stints: tuple[Stint, ...]
    edges: Mapping[str, Edge] = field(repr=False)


def document_of(row: Row) -> Document:
    """Return a document of a row of ``statements.DOCUMENTS``."""
    notes = [CorrectionNote(**note) for note in row["corrections"]]
    plain: dict[str, Any] = {name: readable(row[name]) for name in row if name != "corrections"}
    return kept_document(**plain, corrections=notes)


def prefix_of(id: str) -> str:
    """Return what stands before the colon of an id."""
    return id.partition(":")[0]


def by_prefix(ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids that people can be tied to under their prefix, sorted."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(set(ids)):
        if prefix_of(id) in TIED:
            wanted[prefix_of(id)].append(id)
    return dict(wanted)


def neighbour_parameters(ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the parameters of ``cypher/neighbours.cypher``."""
    wanted: dict[str, list[str]] = {branch: [] for branch in _BRANCHES.values()}
    for id in sorted(set(ids)):
        if prefix_of(id) in _BRANCHES:
            wanted[_BRANCHES[prefix_of(id)]].append(id)
    return wanted


def overlapping_parameters(stints: Iterable[Stint]) -> dict[str, Any]:
    """Return the parameters of ``cypher/overlapping.cypher`` for one person's stints."""
    found = list(stints)
    own = [
        {"employer": one.employer, "from": one.outer[0], "to": one.outer[1]}
        for one in found
        if one.employer and one.outer
    ]
    return {"person": found[0].person if found else None, "own": own}


def kind_of(ontology: Ontology, id: str) -> str:
    """Return the kind of a node by its id: the concept's, else what the prefix says."""
    concept = ontology.concepts.get(id)
    return concept.kind if concept else KINDS_OF[prefix_of(id)]


def node_of(properties: Row, kind: str) -> Node:
    """Return a node of the server's properties."""
    own = {key: value for key, value in properties.items() if key not in {"id", "name"}}
    return Node(properties["id"], kind, properties.get("name"), own)


def listed_node(row: Row) -> Node:
    """Return a node of one row of ``statements.nodes_of``, where what was left out is null."""
    present = {key: value for key, value in row["properties"].items() if value is not None}
    return node_of(present, row["kind"])


def edge_of(properties: Row, type: str, source: str, target: str) -> Edge:
    """Return an edge of the server's properties."""
    own = dict(properties)
    id, evidence = own.pop("id"), tuple(own.pop("evidence", ()))
    return Edge(id, type, source, target, own, evidence)


def page_of(row: Row, ontology: Ontology) -> PersonRecord:
    """Return a person's page of one row of ``cypher/people.cypher``."""
    person = node_of(row["person"], "Person")
    edges: dict[str, Edge] = {}

    def keep(properties: Row, type: str, source: str, target: str) -> str:
        edge = edge_of(properties, type, source, target)
        edges[edge.id] = edge
        return edge.id

    ties = []
    for type, node, properties in row["derived"]:
        id = keep(properties, type, person.id, node)
        kind = kind_of(ontology, node)
        ties.append(derived_tie(person.id, node, kind, type, properties, id))
    for properties, project in row["built"]:
        id = keep(properties, "BUILT", person.id, project["id"])
        ties.append(dated_tie(Tie(person.id, project["id"], "Project", "BUILT", (id,)), project))
    for studied, education, type, node, properties in row["studied"]:
        first = keep(studied, "STUDIED", person.id, education["id"])
        both = (first, keep(properties, type, education["id"], node))
        bare = Tie(person.id, node, kind_of(ontology, node), "STUDIED", both)
        ties.append(dated_tie(bare, education))
    stints = [
        stint
        for held, role, places in row["held"]
        for stint in stints_of(person.id, held, role, places, edges)
    ]
    return PersonRecord(person, in_order(ties), tuple(sorted(stints, key=_by_role)), edges)


def stints_of(
    person: str, held: Row, role: Row, places: Iterable[Any], edges: dict[str, Edge]
) -> Iterator[Stint]:
    """Give the stints of a Role and keep the edges that lead to it and to its employers."""
    edge = edge_of(held, "HELD", person, role["id"])
    edges[edge.id] = edge
    nowhere = True
    for properties, employer in places:
        nowhere = False
        at = edge_of(properties, "AT", role["id"], employer)
        edges[at.id] = at
        yield stint_of(role, role["id"], person, edge.id, employer, at.id)
    if nowhere:
        yield stint_of(role, role["id"], person, edge.id, None, None)


def listed_stint(
    person: str, held: str, role: str, employer: str | None, at: str | None, said: list[Any]
) -> Stint:
    """Return a stint of one row of ``cypher/stints.cypher``."""
    known = {name: value for name, value in zip(SAID, said, strict=True) if value is not None}
    return stint_of(known, role, person, held, employer, at)


def total_of(row: Row) -> Total:
    """Return the total of one row of ``cypher/skills.cypher`` and its like."""
    if "dates" not in row:
        known = ("people", "months", "first", "last", "current")
        return Total(*(row[name] for name in known))
    bare = Tie("", row["id"], "School", "STUDIED", ())
    dated = [dated_tie(bare, dict(zip(DATES, dates, strict=True))) for dates in row["dates"]]
    total = totals_of(dated, "schools")[row["id"]]
    return total._replace(people=row["people"])


def tie_of(row: Row, ontology: Ontology) -> Tie:
    """Return a tie of one row of ``statements.ties``."""
    person, node, edges, dates = row["person"], row["node"], tuple(row["edges"]), row["dates"]
    kind = kind_of(ontology, node)
    if len(dates) == len(MONTHS):  # else it is a project or a course, which say less
        type = "WORKED_AT" if kind == "Employer" else "HAS_SKILL"
        known = dict(zip(MONTHS, dates, strict=True))
        # Where it is absent it equals the months; as a null it would say that nothing is known.
        if known["months_max"] is None:
            del known["months_max"]
        return derived_tie(person, node, kind, type, known, edges[0])
    type = "BUILT" if kind == "Project" else "STUDIED"
    bare = Tie(person, node, kind, type, edges)
    return dated_tie(bare, dict(zip(DATES, dates, strict=True)))


def in_order(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return ties, those of one person to one node made one, by person, node and type."""
    return tuple(sorted(united(ties), key=lambda tie: (tie.person, tie.node, tie.type)))


def stints_in_order(stints: Iterable[Stint]) -> list[Stint]:
    """Return stints by person, role and employer."""
    return sorted(stints, key=lambda one: (one.person, *_by_role(one)))


def _by_role(stint: Stint) -> tuple[str, str]:
    return stint.role, stint.employer or ""
