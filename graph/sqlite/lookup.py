"""Nodes of the embedded graph by id and by what they are called, of the packed rows."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...ontology.folding import fold
from ..concepts import concept_node
from ..info import Counts
from ..model import Node
from ..put import storable
from ..search import LOST, called_by, is_equal, is_near, sharing, trigrams
from .among import among
from .moments import COUNTED
from .organisations import HEADS, undocumented

if TYPE_CHECKING:
    from .packed_reader import PackedReader

_READ: Final = 256
"""Nodes or documents that are looked at, of those that may be meant: more than anybody reads."""

_SLIPS: Final = 256
"""Documents that are looked at for names that share most of what is looked for."""

_MATCHING: Final = "SELECT rowid FROM names WHERE names MATCH ?"


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

    def near(self, wanted: str, most: int | None = None) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of facts, among them the names that are nearest to a folded text.

        Most begin so; only where too few do, the documents are looked up that hold it, and those
        that share most of its trigrams, among which one of very many may be missed.
        """
        found: dict[tuple[str, str], None] = {}
        shares = sharing(wanted)
        # Roles and studies are in no index of names: behind what begins so one may be equal.
        ways = (self._beginning, is_equal), (self._holding, is_near), (self._mistyped, is_near)
        for names, enough in ways:
            found |= dict.fromkeys(one for one in names(wanted) if shares(fold(one[1])))
            if most and len({id for id, name in found if enough(wanted, name)}) >= most:
                break
        return iter(found)

    def _beginning(self, wanted: str) -> Iterator[tuple[str, str]]:
        ids = self._reader.beginning(wanted, _READ)
        captions = {id: name or "" for id, name in self._reader.captions(ids).items()}
        told = dict.fromkeys(id for id, name in captions.items() if is_near(wanted, name))
        yield from ((id, captions[id]) for id in told)
        # It is another spelling of theirs that begins so.
        yield from self._called(id for id in ids if id not in told)

    def _holding(self, wanted: str) -> Iterator[tuple[str, str]]:
        if trigrams(wanted) and not LOST.search(wanted):
            return self._named_in(_MATCHING, _phrase(wanted), _READ)
        held = "SELECT rowid FROM names WHERE instr(folded, ?)"
        # The index has a line's end in the place of NUL.
        return self._named_in(held, storable(wanted.replace("\0", "\n")), _READ)

    def _mistyped(self, wanted: str) -> Iterator[tuple[str, str]]:
        grams = " OR ".join(map(_phrase, trigrams(wanted)))
        return self._named_in(f"{_MATCHING} ORDER BY rank", grams, _SLIPS) if grams else iter(())

    def _named_in(self, sql: str, value: str | bytes, most: int) -> Iterator[tuple[str, str]]:
        """Give the names of all that the first documents speak of that a statement gives."""
        people, ids = self._reader.of_file(lambda db: _speaking_of(db, sql, value, most))
        yield from self._reader.called(people)
        yield from self._called(ids)

    def _called(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        wanted = dict.fromkeys(ids)
        # Of an organisation the names alone: thousands of documents may speak of it.
        found = self._reader.of_file(lambda db: undocumented(db, wanted))
        for node in (
            *found.values(),
            *self._reader.nodes(id for id in wanted if id not in found).values(),
        ):
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


def _phrase(text: str) -> str:
    """Return a text as FTS5 looks for it as it stands."""
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def _speaking_of(
    db: sqlite3.Connection, sql: str, value: str | bytes, most: int
) -> tuple[list[str], list[str]]:
    """Return the people of the first documents that a statement gives, and the organisations."""
    rows = [row for (row,) in db.execute(f"{sql} LIMIT ?", (value, most))]
    whose = among(db, "SELECT id, person FROM documents", "id", rows)
    named = {
        id for _, id in among(db, "SELECT document, organisation FROM stated", "document", rows)
    }
    heads = {head for _, head in among(db, "SELECT id, head FROM organisations", "id", named)}
    return sorted({who for _, who in whose}), sorted(heads)
