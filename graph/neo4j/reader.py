"""The reader of a Neo4j server: the same rows as the NetworkX reader, by Cypher."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...ontology.kinds import ONTOLOGY_TYPES
from ..criteria import Clause, Criterion, satisfies_all
from ..matching import Matching, MatchingById
from ..model import EDGE_TYPES, Edge, Node, edge_id
from ..names import Naming
from ..rows import Rows
from ..ties import Stint, Tie
from ..totals import Total, Totalled
from ..uses import Strength, Uses
from . import statements as cypher
from .cache import ReaderCache
from .matching import matches_of, matching_parameters
from .rows import (
    edge_of,
    listed_node,
    neighbour_parameters,
    node_of,
    overlapping_parameters,
    prefix_of,
    total_of,
)
from .schema import bounded

if TYPE_CHECKING:
    from ...loaders.document import Document
    from ...ontology.ontology import Ontology


class Neo4jReader(ReaderCache):
    """Reads one generation of a server's graph; what it has read it keeps.

    People are read whole (``cypher/people.cypher``), so that what a question asks next of the same
    people comes from memory. Concepts and their relations are the ontology's own and are never
    asked of the server. Every method is at most one round trip, but for ``named``,
    ``counts`` and ``uses``.
    """

    @property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""
        return self._ontology

    def population(self) -> int:
        """Return how many people there are."""
        if self._population is None:
            self._fetch_degrees(())
        return self._population or 0

    def owners(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return whose each role, study or project is; what is nobody's alone is left out."""
        rows = self._read(cypher.ENTRIES, {"ids": sorted(set(ids))})
        return {row["id"]: row["person"] for row in rows}

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return [row["id"] for row in self._read(cypher.EVERYONE)]

    def places(self) -> Sequence[str]:
        """Return the distinct places that people live in, sorted."""
        return sorted(row["at"] for row in self._read(cypher.PLACES))

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        self._fetch_nodes(id for id in wanted if id not in self._nodes)
        return {id: self._nodes[id] for id in wanted if id in self._nodes}

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds, sorted by id, without their evidence."""
        statement = cypher.nodes_of(kinds)
        rows = self._read(statement) if statement else ()
        return sorted(map(listed_node, rows), key=lambda node: node.id)

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        missing = sorted({id for id in wanted if id not in self._edges})
        if missing:
            facts = cypher.edges(EDGE_TYPES - ONTOLOGY_TYPES)
            for row in self._read(facts, {"ids": missing}):
                ends = row["type"], row["source"], row["target"]
                self._edges[row["id"]] = edge_of(row["properties"], *ends)
        return {id: self._edges[id] for id in wanted if id in self._edges}

    def edges_behind(self, ties: Iterable[Tie | Stint]) -> dict[str, Edge]:
        """Return the edges behind some ties and stints, in their order.

        The edges of stints are read with them; those of ties when they are first asked for.
        """
        found = list(ties)
        missing = [tie for tie in found if any(id not in self._edges for id in tie.edges)]
        nodes = frozenset(tie.node for tie in missing if isinstance(tie, Tie))
        self._ties_between({tie.person for tie in missing}, nodes)
        return self.edges(id for tie in found for id in tie.edges)

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
        records = self._fetch_people(self.everyone() if people is None else people)
        return [tie for page in records for tie in page.ties]

    def matching(self, criteria: Sequence[Criterion], clauses: Sequence[Clause]) -> Matching:
        """Return who satisfies all clauses, with what each has of every criterion.

        Decided on the server (``cypher/matching.cypher``) but for months that several ties share,
        and what is asked of roles beside their names.
        """
        self._fetch_degrees({id for criterion in criteria for id in criterion.nodes})
        parameters = matching_parameters(criteria, clauses, self._degrees)
        columns = ("person", "have", "roles")
        found = {}
        for row in self._gather(cypher.statement("matching"), columns, parameters):
            person, matched = matches_of(row, criteria, self._ontology)
            if satisfies_all(matched, clauses):
                found[person] = matched
        return MatchingById(found)

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use at least these concepts.

        What is not known yet takes a round trip for each quarter of a million uses.
        """
        uses = self._uses_by(strength)
        if missing := uses.missing(concepts):
            self._fetch_uses(missing, strength, uses)
        return uses

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools."""
        parameters = neighbour_parameters(ids)
        asked = any(parameters.values())
        rows = self._read(cypher.statement("neighbours"), parameters) if asked else ()
        return {row["id"]: sorted(set(row["others"])) for row in rows}

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""
        # The statement begins at the first node: the rarer it is, the fewer people are asked for
        # the other nodes. No more than have the rarest can have all, which bounds the rows.
        self._fetch_degrees(nodes)
        rarest = sorted(set(nodes), key=lambda id: (self._degrees.get(id, 0), id))
        if not all(self._degrees.get(id) for id in rarest) or (among is not None and not among):
            return ()
        statement = cypher.tied_to_all(map(prefix_of, rarest), among is not None)
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
        # A category has many concepts that nobody knows; without them the same people are asked for
        # by fewer different groups.
        used = {
            name: frozenset(id for id in ids if self._degrees.get(id, prefix_of(id) in cypher.TIED))
            for name, ids in groups.items()
        }
        self._fetch_unions({ids for ids in used.values() if self._several(ids)})
        return {name: self._count(ids) for name, ids in used.items()}

    def rarest(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are."""
        parameters = {"least": least, "most": most}
        *rows, people = self._read(cypher.statement("rarest"), parameters)
        found = {id: count for row in rows for id, count in row["told"]}
        self._population = people["count"]
        self._degrees |= found
        return dict(sorted(found.items())), sum(row["count"] for row in rows)

    def totals(self, what: Totalled) -> Mapping[str, Total]:
        """Return what all people together have of each skill, employer or school, counted there."""
        rows = self._read(cypher.statement(what))
        return dict(sorted((row["id"], total_of(row)) for row in rows))

    def overlapping(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer."""
        parameters = overlapping_parameters(stints)
        rows = self._read(cypher.statement("overlapping"), parameters) if parameters["own"] else ()
        for row in rows:
            person = node_of(row["person"], "Person")
            self._nodes[person.id] = person
        return self._stints(rows)

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""
        if people is None:
            return self._all_stints() if employers is None else self._stints_at(employers)
        records = self._fetch_people(people)
        return [
            stint
            for page in records
            for stint in page.stints
            if employers is None or stint.employer in employers
        ]

    def used(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Edge]:
        """Return the USED edges that exist of some pairs of a role or project and a concept.

        All that these used is read: to ask for each pair takes a server ten times as long.
        """
        asked = list(dict.fromkeys(pairs))
        if asked:
            sources = {"sources": sorted({source for source, _ in asked})}
            for row in self._read(cypher.statement("used"), sources):
                edge = edge_of(row["properties"], "USED", row["source"], row["target"])
                self._edges[edge.id] = edge
        wanted = (edge_id("USED", *pair) for pair in asked)
        return {id: self._edges[id] for id in wanted if id in self._edges}

    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        """Return the edges of facts about some people, with their evidence, sorted by id."""
        rows = self._read(cypher.statement("facts"), {"people": sorted(set(people))})
        found = {
            row["properties"]["id"]: edge_of(
                row["properties"], row["type"], row["source"], row["target"]
            )
            for row in rows
        }
        self._edges |= found
        return [found[id] for id in sorted(found)]

    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        """Return the documents that there are of some keys, with their text."""
        self._fetch_documents(set(keys))
        found = {key: self._documents[key] for key in keys}
        return {key: document for key, document in found.items() if document is not None}

    def ask(
        self, text: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None
    ) -> Rows:
        """Return what the server answers to a user's own Cypher; raises as ``Server.ask``."""
        columns, rows = self._server.ask(text, parameters, timeout=timeout)
        return Rows(columns, tuple(rows))

    def _meant(self, text: str, by: Naming) -> Iterable[str]:
        """Return the ids of what a text names so; a document or mention is asked for alone."""
        if by != "whole":
            return super()._meant(text, by)
        owners = {
            row["id"]: row["person"] for row in self._read(cypher.OWNERS, {"id": bounded(text)})
        }
        self._nodes |= {id: node_of(own, "Person") for id, own in owners.items() if own}
        return sorted(owners) or super()._meant(text, by)


def _counted(id: str, group: Collection[str]) -> bool:
    """Return whether a node of a group is counted by itself: always, where that costs nothing."""
    return len(group) == 1 or prefix_of(id) in cypher.DIRECT
