"""Nodes of the embedded graph by id and by what they are called, of the packed rows."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..concepts import concept_node
from ..info import Counts
from ..model import Node
from ..search import called_by
from .among import among
from .moments import COUNTED
from .organisations import HEADS

if TYPE_CHECKING:
    from .packed_reader import PackedReader


class EmbeddedLookup:
    """See ``graph.search.Lookup``; nothing is kept but what the reader keeps."""

    def __init__(self, reader: PackedReader) -> None:
        self._reader = reader

    def by_id(self, id: str) -> Node | None:
        """Return the node of an id, a concept's too, also of what was merged into another."""
        concept = self._reader.ontology.concepts.get(id)
        if concept is not None:
            return concept_node(concept)
        return self._fact(id) or self._fact(self._reader.renamed(id))

    def near(self, grams: list[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, name), of facts, of at least all names that hold one of some trigrams.

        Without trigrams it is all names: what is so short can be compared with all of them.
        """
        people, ids = self._reader.of_file(lambda db: _speaking_of(db, grams))
        yield from self._reader.called(people)
        for node in self._reader.nodes(ids).values():
            yield from ((node.id, name) for name in called_by(node))

    def _fact(self, id: str | None) -> Node | None:
        return None if id is None else self._reader.nodes([id]).get(id)


def counted(db: sqlite3.Connection, targets: frozenset[str]) -> Counts:
    """Count the nodes and edges that are packed; ``targets`` is what edges lead to."""
    tallies = (array("I", tally) for (tally,) in db.execute("SELECT tally FROM packed"))
    sums = [sum(column) for column in zip(*tallies, strict=True)] or [0] * len(COUNTED)
    found = Counter({name: times for name, times in zip(COUNTED, sums, strict=True) if times})
    for (id,) in db.execute(HEADS):
        found["Employer" if id.startswith("employer:") else "School"] += 1
    nodes = {name: times for name, times in found.items() if not name.isupper()}
    edges = {name: times for name, times in found.items() if name.isupper()}
    return Counts(Counter(nodes), Counter(edges), targets)


def _speaking_of(db: sqlite3.Connection, grams: list[str]) -> tuple[list[str], list[str]]:
    """Return the people whose documents may name what is looked for, and the organisations."""
    if not grams:
        people = db.execute("SELECT DISTINCT person FROM documents ORDER BY person").fetchall()
        return [who for (who,) in people], [id for (id,) in db.execute(HEADS)]
    query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
    sql = "SELECT rowid FROM names WHERE names MATCH ?"
    rows = [row for (row,) in db.execute(sql, (query,))]
    whose = among(db, "SELECT id, person FROM documents", "id", rows)
    named = {
        id for _, id in among(db, "SELECT document, organisation FROM stated", "document", rows)
    }
    heads = {head for _, head in among(db, "SELECT id, head FROM organisations", "id", named)}
    return sorted({who for _, who in whose}), sorted(heads)
