"""The reader of a Neo4j server: the same rows as the NetworkX reader, by Cypher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..loaders.document import Document
from . import neo4j_statements as cypher
from .model import CONCEPT_KINDS, EDGE_TYPES, ONTOLOGY_TYPES, Edge, Evidence, Node, split_reference
from .needs import Clause, Holdings, Need, holds
from .neo4j_matching import holdings_of, matching_parameters
from .neo4j_rows import (
    Page,
    Row,
    alongside_parameters,
    by_prefix,
    edge_of,
    in_order,
    kind_of,
    neighbour_parameters,
    node_of,
    page_of,
    prefix_of,
    stints_in_order,
    stints_of,
    tie_of,
)
from .neo4j_schema import bounded
from .neo4j_statements import TIED
from .neo4j_uses import portions
from .nx_names import NAMED, Names
from .projection import concept_node, relation_edge
from .reader import Stint, Strength, Tie
from .sparql import Rows
from .uses import Uses

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from .neo4j_session import Server


class Neo4jReader:
    """Reads one generation of a server's graph; what it has read it keeps.

    People are read whole (``queries/tenure.cypher``), so that what a question asks next of the same
    people comes from memory. Concepts and their relations are the ontology's own and are never
    asked of the server. Every method is at most one round trip, but for ``named``,
    ``counts`` and ``uses``.
    """

    def __init__(self, server: Server, ontology: Ontology) -> None:
        self._server = server
        self._ontology = ontology
        self._pages: dict[str, Page] = {}
        self._nodes: dict[str, Node] = {}
        self._edges: dict[str, Edge] = {}
        self._documents: dict[str, Document | None] = {}
        self._population: int | None = None
        self._degrees: dict[str, int] = {}
        self._unions: dict[frozenset[str], int] = {}
        self._uses = Uses()

    @property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""
        return self._ontology

    def population(self) -> int:
        """Return how many people there are."""
        if self._population is None:
            self._fetch_degrees(())
        return self._population or 0

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return [row["id"] for row in self._read(cypher.EVERYONE)]

    def locations(self) -> Mapping[str, str]:
        """Return where people live; who says nothing is left out."""
        found = {row["id"]: row["at"] for row in self._read(cypher.LOCATIONS)}
        return dict(sorted(found.items()))

    def places(self) -> Sequence[str]:
        """Return the distinct places that people live in, sorted."""
        return sorted(row["at"] for row in self._read(cypher.PLACES))

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        self._fetch_nodes(id for id in wanted if id not in self._nodes)
        return {id: self._nodes[id] for id in wanted if id in self._nodes}

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        missing = sorted({id for id in wanted if id not in self._edges})
        if missing:
            self._edges |= {edge.id: edge for edge in self._relations if edge.id in set(missing)}
            facts = cypher.edges(EDGE_TYPES - ONTOLOGY_TYPES)
            for row in self._read(facts, {"ids": missing}):
                ends = row["type"], row["source"], row["target"]
                self._edges[row["id"]] = edge_of(row["properties"], *ends)
        return {id: self._edges[id] for id in wanted if id in self._edges}

    def behind(self, ties: Iterable[Tie | Stint]) -> dict[str, Edge]:
        """Return the edges behind some ties and stints, in their order.

        The edges of stints are read with them; those of ties when they are first asked for.
        """
        found = list(ties)
        missing = [tie for tie in found if any(id not in self._edges for id in tie.edges)]
        nodes = frozenset(tie.node for tie in missing if isinstance(tie, Tie))
        self._ties_between({tie.person for tie in missing}, nodes)
        return self.edges(id for tie in found for id in tie.edges)

    def named(self, text: str) -> Sequence[Node]:
        """Return the nodes other than concepts that a text may mean, sorted by id."""
        exact = self.nodes([text]).get(text)
        if exact is not None and exact.kind not in CONCEPT_KINDS:
            return (exact,)
        owners = {
            row["id"]: row["person"] for row in self._read(cypher.OWNERS, {"id": bounded(text)})
        }
        self._nodes |= {id: node_of(own, "Person") for id, own in owners.items() if own}
        return tuple(self.nodes(sorted(owners) or self._names.find(text)).values())

    def names(self, kinds: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return (id, name) of the nodes of some kinds that have a name, sorted by id."""
        statement = cypher.names(kinds)
        found = [(row["id"], row["name"]) for row in self._read(statement)] if statement else []
        return sorted(pair for pair in found if pair[1])

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, sorted by person and node."""
        if people is None and nodes is not None:
            return self._ties_to(nodes)
        if nodes is not None:
            return self._ties_between(people or (), frozenset(nodes))
        pages = self._fetch_pages(self.everyone() if people is None else people)
        return [tie for page in pages for tie in page.ties]

    def matching(self, needs: Sequence[Need], clauses: Sequence[Clause]) -> Mapping[str, Holdings]:
        """Return who satisfies all clauses with what each has of every need, by id.

        Decided on the server but for months that several ties share; see ``queries/find.cypher``.
        """
        self._fetch_degrees({id for need in needs for id in need.nodes})
        parameters = matching_parameters(needs, clauses, self._degrees)
        found = {}
        for person, have in self._gather(cypher.beside("find"), ("person", "have"), parameters):
            held = holdings_of(person, have, needs, self._ontology)
            if holds(held, clauses):
                found[person] = held
        return dict(sorted(found.items()))

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use at least these concepts.

        What is not known yet takes a round trip for each quarter of a million uses.
        """
        missing = self._uses.missing(concepts)
        if missing:
            self._fetch_uses(missing, strength)
        return self._uses

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools."""
        branches = neighbour_parameters(ids)
        rows = self._read(cypher.beside("path"), branches) if any(branches.values()) else ()
        return {row["id"]: sorted(set(row["others"])) for row in rows}

    def meeting(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""
        self._fetch_degrees(nodes)
        rarest = sorted(set(nodes), key=lambda id: (self._degrees.get(id, 0), id))
        if not all(self._degrees.get(id) for id in rarest) or (among is not None and not among):
            return ()
        statement = cypher.meeting(map(prefix_of, rarest), among is not None)
        limit = self._degrees[rarest[0]] if first is None else first
        people = None if among is None else sorted(set(among))
        return [
            row["id"]
            for row in self._read(statement, {"nodes": rarest, "people": people, "first": limit})
        ]

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them.

        Two round trips at most: one for the single nodes, one for what several of them share.
        """
        self._fetch_degrees({id for ids in groups.values() for id in ids if _counted(id, ids)})
        used = {
            name: frozenset(id for id in ids if self._degrees.get(id, prefix_of(id) in TIED))
            for name, ids in groups.items()
        }
        self._fetch_unions({ids for ids in used.values() if self._several(ids)})
        return {name: self._count(ids) for name, ids in used.items()}

    def attached(self, least: int) -> dict[str, int]:
        """Return how many people are tied to each node that has at least so many, by id."""
        rows = self._read(cypher.attached(), {"least": max(1, least)})
        return dict(sorted((row["id"], row["people"]) for row in rows))

    def scarce(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are."""
        parameters = {"least": least, "most": most}
        *rows, people = self._read(cypher.beside("shared"), parameters)
        found = {id: count for row in rows for id, count in row["told"]}
        self._population = people["count"]
        self._degrees |= found
        return dict(sorted(found.items())), sum(row["count"] for row in rows)

    def alongside(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer."""
        parameters = alongside_parameters(stints)
        rows = self._read(cypher.beside("colleagues"), parameters) if parameters["own"] else ()
        for row in rows:
            person = node_of(row["person"], "Person")
            self._nodes[person.id] = person
        return self._stints(rows)

    def latest(self) -> int | None:
        """Return the last month that any role may reach; None where no role is dated."""
        return self._latest

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""
        if people is None and employers is not None:
            return self._stints_at(employers)
        pages = self._fetch_pages(self.everyone() if people is None else people)
        return [
            stint
            for page in pages
            for stint in page.stints
            if employers is None or stint.employer in employers
        ]

    def relations(self, concepts: Collection[str]) -> Sequence[Edge]:
        """Return the ontology's edges between two of these concepts, sorted by id."""
        wanted = frozenset(concepts)
        found = {
            relation
            for id in wanted
            for relation in self._ontology.relations_of(id)
            if relation.source in wanted and relation.target in wanted
        }
        return sorted(map(relation_edge, found), key=lambda edge: edge.id)

    def cite(self, references: Iterable[str]) -> dict[str, Evidence]:
        """Return the line and quote of each evidence reference, in the order asked."""
        split = {text: split_reference(text) for text in references}
        self._fetch_documents({key for key, _, _ in split.values()})
        return {text: self._evidence(*place) for text, place in split.items()}

    def ask(
        self, text: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None
    ) -> Rows:
        """Return what the server answers to a user's own Cypher; raises as ``Server.ask``."""
        columns, rows = self._server.ask(text, parameters, timeout=timeout)
        return Rows(columns, tuple(rows))

    def _evidence(self, source: str, start: int, end: int) -> Evidence:
        document = self._documents[source]
        if document is None:
            return Evidence(source, 0, start, end, "")
        return Evidence(source, document.line(start), start, end, document.text[start:end])

    def _fetch_documents(self, keys: set[str]) -> None:
        missing = sorted(keys - self._documents.keys())
        if missing:
            self._documents |= dict.fromkeys(missing)
            for row in self._read(cypher.DOCUMENTS, {"ids": list(map(bounded, missing))}):
                self._documents[row["key"]] = Document(**row)

    def _read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> Sequence[Row]:
        """Return the rows of a statement, which is planned once, however long its lists are.

        The server plans a statement anew for lists of another order of magnitude, which may take
        longer than all the rest; into a map of lists it does not look.
        """
        return self._server.read(cypher.of_one_map(statement), {"of": dict(parameters or {})})

    def _gather(
        self, statement: str, columns: Sequence[str], parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """Return the rows of a statement that has many short ones, as lists of these columns."""
        (row,) = self._read(cypher.gathered(statement, columns), parameters)
        rows: Sequence[Sequence[Any]] = row["rows"]
        return rows

    def _count(self, ids: frozenset[str]) -> int:
        return self._unions[ids] if self._several(ids) else sum(self._degrees[id] for id in ids)

    def _several(self, ids: frozenset[str]) -> bool:
        return len(ids) > 1 or not ids <= self._degrees.keys()

    def _fetch_degrees(self, ids: Collection[str]) -> None:
        missing = by_prefix(id for id in ids if id not in self._degrees)
        if missing or self._population is None:
            self._degrees |= {id: 0 for found in missing.values() for id in found}
            rows = self._gather(cypher.degrees(missing), ("id", "people"), missing)
            found: dict[Any, int] = {id: people for id, people in rows}
            self._population = found.pop(None)
            self._degrees |= found

    def _fetch_unions(self, groups: Iterable[frozenset[str]]) -> None:
        missing = sorted((ids for ids in groups if ids not in self._unions), key=sorted)
        if missing:
            split = [by_prefix(ids) for ids in missing]
            prefixes = {prefix for ids in split for prefix in ids}
            self._unions |= dict.fromkeys(missing, 0)
            for row in self._read(cypher.either(prefixes), {"groups": split}):
                self._unions[missing[row["number"]]] = row["people"]

    def _fetch_uses(self, concepts: Sequence[str], strength: Strength) -> None:
        self._fetch_degrees(concepts)
        latest = self.latest()
        nobody: Row = {"people": (), "months": (), "last": ()}
        for ids in portions(concepts, self._degrees):
            found = {row["id"]: row for row in self._read(cypher.beside("similar"), {"ids": ids})}
            for id in ids:
                row = found.get(id, nobody)
                dates = zip(row["months"], row["last"], strict=True)
                strengths = (strength(months, last, latest) for months, last in dates)
                self._uses.keep(id, row["people"], strengths)

    def _fetch_nodes(self, ids: Iterable[str]) -> None:
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for id in ids:
            concept = self._ontology.concepts.get(id)
            if concept is not None:
                self._nodes[id] = concept_node(concept)
            elif prefix_of(id) in cypher.LABELS:
                wanted[prefix_of(id)].append(id)
        if wanted:
            for row in self._read(cypher.nodes(wanted), wanted):
                self._nodes[row["id"]] = node_of(
                    row["properties"], kind_of(self._ontology, row["id"])
                )

    def _fetch_pages(self, people: Iterable[str]) -> list[Page]:
        wanted = sorted(set(people))
        missing = [id for id in wanted if id not in self._pages]
        if missing:
            for row in self._read(cypher.beside("tenure"), {"people": missing}):
                page = self._kept(page_of(row, self._ontology))
                self._pages[page.person.id] = page
        return [self._pages[id] for id in wanted if id in self._pages]

    def _ties_between(self, people: Collection[str], nodes: frozenset[str]) -> list[Tie]:
        """Read no more of people than their ties to some nodes, with the edges behind them."""
        known = {id: self._pages[id] for id in people if id in self._pages}
        missing = sorted(set(people) - known.keys())
        if missing and nodes:
            parameters = {"people": missing, "nodes": sorted(nodes)}
            parts = cypher.parts(frozenset(by_prefix(nodes)))
            for row in self._read(parts, parameters):
                page = self._kept(page_of(row, self._ontology))
                known[page.person.id] = page
        pages = (known[id] for id in sorted(known))
        return [tie for page in pages for tie in page.ties if tie.node in nodes]

    def _kept(self, page: Page) -> Page:
        self._nodes[page.person.id] = page.person
        self._edges |= page.edges
        return page

    def _ties_to(self, nodes: Collection[str]) -> Sequence[Tie]:
        wanted = by_prefix(nodes)
        if not wanted:
            return ()
        rows = self._read(cypher.ties(wanted), wanted)
        return in_order(tie_of(row, self._ontology) for row in rows)

    def _stints_at(self, employers: Collection[str]) -> Sequence[Stint]:
        return self._stints(self._read(cypher.STINTS, {"employers": sorted(set(employers))}))

    def _stints(self, rows: Iterable[Row]) -> list[Stint]:
        """Return the stints of rows, each once, and keep the edges that lead to them."""
        found = (
            stint
            for row in rows
            for stint in stints_of(
                row["person"]["id"], row["held"], row["role"], row["places"], self._edges
            )
        )
        return stints_in_order(dict.fromkeys(found))

    @cached_property
    def _latest(self) -> int | None:
        rows = self._read(cypher.LATEST)
        return rows[0]["month"] if rows else None

    @cached_property
    def _relations(self) -> list[Edge]:
        return [relation_edge(relation) for relation in self._ontology.relations]

    @cached_property
    def _names(self) -> Names:
        return Names((row["id"], _attributes(row)) for row in self._read(cypher.called(NAMED)))


def _counted(id: str, group: Collection[str]) -> bool:
    """Return whether a node of a group is counted by itself: always, where that costs nothing."""
    return len(group) == 1 or prefix_of(id) in cypher.DIRECT


def _attributes(row: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: value for key, value in row.items() if value is not None}
    return known | {"kind": cypher.LABELS[prefix_of(row["id"])]}
