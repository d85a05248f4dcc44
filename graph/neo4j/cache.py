"""What a reader has read of a Neo4j server: asked for once, and kept for one generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...loaders.document import Document
from ..concepts import concept_node
from ..model import Edge, Node
from ..reader import Reader
from ..shares import NAMED
from ..ties import Stint, Tie
from ..uses import KeptUses, Strength, month_of
from . import statements as cypher
from .batches import portions
from .rows import (
    PersonRecord,
    Row,
    by_prefix,
    document_of,
    in_order,
    kind_of,
    listed_stint,
    node_of,
    page_of,
    prefix_of,
    stints_in_order,
    stints_of,
    tie_of,
)
from .schema import bounded

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from .session import Server


class ReaderCache(Reader):
    """Reads what is not known yet, a round trip for each method, and keeps it.

    Nothing is noted before the server has answered: what failed is asked again.
    """

    def __init__(self, server: Server, ontology: Ontology) -> None:
        self._server = server
        self._ontology = ontology
        self._pages: dict[str, PersonRecord] = {}
        self._nodes: dict[str, Node] = {}
        self._edges: dict[str, Edge] = {}
        self._documents: dict[str, Document | None] = {}
        self._population: int | None = None
        self._degrees: dict[str, int] = {}
        self._unions: dict[frozenset[str], int] = {}

    def _fetch_documents(self, keys: set[str]) -> None:
        missing = sorted(keys - self._documents.keys())
        if missing:
            rows = self._read(cypher.DOCUMENTS, {"ids": list(map(bounded, missing))})
            found = {row["key"]: document_of(row) for row in rows}
            self._documents |= {key: found.get(key) for key in missing}

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
        # One node, or none: its own count is the group's, and no union was asked for.
        return self._unions[ids] if self._several(ids) else sum(self._degrees[id] for id in ids)

    def _several(self, ids: frozenset[str]) -> bool:
        return len(ids) > 1 or not ids <= self._degrees.keys()

    def _fetch_degrees(self, ids: Collection[str]) -> None:
        missing = by_prefix(id for id in ids if id not in self._degrees)
        if missing or self._population is None:
            rows = self._gather(cypher.degrees(missing), ("id", "people"), missing)
            found: dict[Any, int] = {id: people for id, people in rows}
            self._population = found.pop(None)
            # What has no row has nobody: noted too, or it would be asked for again each time.
            self._degrees |= {id: found.get(id, 0) for ids in missing.values() for id in ids}

    def _fetch_unions(self, groups: Iterable[frozenset[str]]) -> None:
        missing = sorted((ids for ids in groups if ids not in self._unions), key=sorted)
        if missing:
            split = [by_prefix(ids) for ids in missing]
            prefixes = {prefix for ids in split for prefix in ids}
            rows = self._read(cypher.unions(prefixes), {"groups": split})
            found = {row["number"]: row["people"] for row in rows}
            self._unions |= {ids: found.get(number, 0) for number, ids in enumerate(missing)}

    def _fetch_uses(self, concepts: Sequence[str], strength: Strength, kept: KeptUses) -> None:
        self._fetch_degrees(concepts)  # which say how many uses a statement would bring
        latest = self._latest
        nobody: Row = {"people": (), "credits": (), "last": ()}
        uses = cypher.statement("uses")
        for ids in portions(concepts, self._degrees):
            found = {row["id"]: row for row in self._read(uses, {"ids": ids, "named": NAMED})}
            for id in ids:
                row = found.get(id, nobody)
                known = zip(row["credits"], row["last"], strict=True)
                strengths = (strength(credit, month_of(last), latest) for credit, last in known)
                kept.keep(id, row["people"], strengths)

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

    def _fetch_people(self, people: Iterable[str]) -> list[PersonRecord]:
        wanted = sorted(set(people))
        missing = [id for id in wanted if id not in self._pages]
        if missing:
            for row in self._read(cypher.statement("people"), {"people": missing}):
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
                # Its edges are kept, the record is not: it lacks the person's other ties.
                page = self._kept(page_of(row, self._ontology))
                known[page.person.id] = page
        records = (known[id] for id in sorted(known))
        return [tie for page in records for tie in page.ties if tie.node in nodes]

    def _kept(self, page: PersonRecord) -> PersonRecord:
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

    def _all_stints(self) -> Sequence[Stint]:
        columns = ("person", "held", "role", "employer", "at", "said")
        rows = self._gather(cypher.statement("stints"), columns, {})
        return stints_in_order(listed_stint(*row) for row in rows)

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
    def _languages(self) -> Sequence[str]:
        return sorted(row["said"] for row in self._read(cypher.SPOKEN))

    @cached_property
    def _titles(self) -> Sequence[str]:
        return sorted(row["name"] for row in self._read(cypher.TITLES))

    @cached_property
    def _latest(self) -> int | None:
        rows = self._read(cypher.LATEST)
        return rows[0]["month"] if rows else None
