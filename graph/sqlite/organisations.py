"""Employers and schools of the embedded graph: counted on by the statements that change.

What each document states stands in ``stated``; how often each organisation is called what, in
``called``; which of them are one, in ``organisations``. So a document that comes or goes costs what
it states, however many speak of the same employer.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from ..facts.tally import (
    Tally,
    aliased,
    grouped,
    joined,
    organisation_node,
    shared_nodes,
)
from ..model import Fragment, Node, Value
from ..names import entries
from ..put import readable, storable
from .among import among
from .asking import Ask

Said: TypeAlias = str
"""What a document says of one organisation: JSON of name, spellings and aliases of each node."""

_FEW: Final = 500
"""Documents of an organisation that are named with it at once, in some milliseconds."""

_SORTS: Final = ("names", "spellings", "aliases")


def statements(fragments: Iterable[Fragment]) -> dict[str, dict[str, Said]]:
    """Return what documents state of organisations, by document key and organisation."""
    nodes: defaultdict[str, defaultdict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for document, node in shared_nodes(fragments):
        lists = (node.properties.get(key) or [] for key in _SORTS[1:])
        nodes[document][node.id].append([node.name, *lists])
    return {
        document: {id: json.dumps(said) for id, said in own.items()}
        for document, own in nodes.items()
    }


class Organisations:
    """Follows the statements of a transaction; the caller holds it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.moved: set[str] = set()
        """Organisations that stand under another one than before, or no longer do."""

    def restate(self, after: Mapping[int, Mapping[str, Said]]) -> None:
        """Take what some documents state now, by row, in place of what they stated before."""
        db, changes = self._db, Counter[tuple[str, Said]]()
        gone = db.execute("SELECT organisation, said FROM unstated").fetchall()
        changes.subtract((organisation, said) for organisation, said in gone)
        rows = among(db, "SELECT document, organisation, said FROM stated", "document", after)
        changes.subtract((organisation, said) for _, organisation, said in rows)
        changes.update(one for own in after.values() for one in own.items())
        touched = {organisation for (organisation, _), times in changes.items() if times}
        if rows:
            db.executemany("DELETE FROM stated WHERE document = ?", [(id,) for id in after])
        db.executemany(
            "INSERT INTO stated VALUES (?, ?, ?)",
            [(id, *one) for id, own in after.items() for one in own.items()],
        )
        if gone:
            db.execute("DELETE FROM unstated")
        if touched:
            self._count(changes)
            self._settle(touched)

    def renamed(self, ids: Collection[str]) -> dict[str, str]:
        """Map those of some organisations that are another one to that."""
        rows = among(self._db, "SELECT id, head FROM organisations", "id", ids)
        return {id: head for id, head in rows if id != head}

    def documents(self, ids: Collection[str]) -> set[int]:
        """Return the rows of the documents that state some organisations."""
        rows = among(self._db, "SELECT document, organisation FROM stated", "organisation", ids)
        return {document for document, _ in rows}

    def _count(self, changes: Mapping[tuple[str, Said], int]) -> None:
        called: Counter[tuple[str, str, str | bytes]] = Counter()
        for (organisation, said), times in changes.items():
            for one in _called(organisation, said) if times else ():
                called[one] += times
        self._db.executemany(
            "INSERT INTO called VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET times = times + excluded.times",
            [(*one, times) for one, times in called.items() if times],
        )
        lost = [one for one, times in called.items() if times < 0]
        self._db.executemany(
            "DELETE FROM called WHERE organisation = ? AND sort = ? AND text = ? AND times <= 0",
            lost,
        )

    def _settle(self, touched: Collection[str]) -> None:
        """Say anew which organisations are one, and what they are called."""
        tallies = self._connected(touched)
        stated = {id: one for id, one in tallies.items() if one.stated}
        heads = joined(stated)
        sql = "SELECT id, head FROM organisations"
        before = dict(among(self._db, sql, "id", tallies))
        after = {id: heads.get(id, id) for id in stated}
        self.moved |= {id for id in tallies if before.get(id, id) != after.get(id, id)}
        groups = grouped(stated, heads)
        # Entries go by the head: those of what was one before and of what is one now.
        drop_entries(self._db, {*before.values(), *groups})
        gone = tallies.keys() - stated
        self._db.executemany("DELETE FROM organisations WHERE id = ?", [(id,) for id in gone])
        self._db.executemany("DELETE FROM codes WHERE id = ?", [(id,) for id in gone])
        nodes = {
            id: organisation_node(id, {one: stated[one] for one in groups[id]}) for id in groups
        }
        self._db.executemany(
            "INSERT OR REPLACE INTO organisations VALUES (?, ?, ?)",
            [(id, head, storable(nodes[head].name)) for id, head in after.items()],
        )
        write_entries(self._db, nodes.values())

    def _connected(self, ids: Collection[str]) -> dict[str, Tally]:
        """Return the tallies of organisations and of all that aliases connect them to."""
        found: dict[str, Tally] = {}
        waiting = set(ids)
        while waiting:
            fresh = tallies_of(self._db, waiting)
            found |= fresh
            # Those by which they were connected until now too: what was one may fall apart.
            sql = "SELECT other, organisation FROM also"
            near = {one for _, one in among(self._db, sql, "other", waiting)}
            near |= {one for one, _ in among(self._db, sql, "organisation", waiting)}
            near |= {other for id, one in fresh.items() for other in aliased(id, one)}
            waiting = near - found.keys()
        self._link({id: found[id] for id in ids})
        return found

    def _link(self, tallies: Mapping[str, Tally]) -> None:
        """Note by which aliases organisations may be others."""
        self._db.executemany("DELETE FROM also WHERE organisation = ?", [(id,) for id in tallies])
        rows = [(other, id) for id, one in tallies.items() for other in aliased(id, one)]
        self._db.executemany("INSERT OR IGNORE INTO also VALUES (?, ?)", rows)


def tallies_of(db: sqlite3.Connection, ids: Collection[str]) -> dict[str, Tally]:
    """Return how often some organisations are called what; their documents are left out."""
    tallies = {id: Tally() for id in ids}
    sql = "SELECT organisation, sort, text, times FROM called"
    for organisation, sort, text, times in among(db, sql, "organisation", ids):
        getattr(tallies[organisation], sort)[readable(text)] = times
    return tallies


HEADS: Final = "SELECT id FROM organisations WHERE id = head ORDER BY id"
"""The organisations that stand for themselves, and for those that are one with them."""


def organisations(db: sqlite3.Connection, ids: Iterable[str], ask: Ask) -> dict[str, Node]:
    """Return the nodes of organisations that stand for themselves; ``ask`` is for later."""
    groups = _groups(db, ids)
    nodes = _bare(db, groups)
    stated = {id: _Stated(node.properties, groups[id], ask) for id, node in nodes.items()}
    found = {id: replace(node, properties=stated[id]) for id, node in nodes.items()}
    # What is small is read now: an answer outlives its graph.
    small = _small(db, groups)
    keys = _documents(db, [one for id in small for one in groups[id]])
    for id in small:
        documents = sorted({key for one in groups[id] for key in keys[one]})
        known = nodes[id].properties
        own = {name: documents if name == "documents" else known[name] for name in known}
        found[id] = replace(nodes[id], properties=own)
    return found


def undocumented(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Node]:
    """Return organisations that stand for themselves with all that they are called."""
    return _bare(db, _groups(db, ids))


def _groups(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return what is one with each of some organisations that stand for themselves."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for head, id in among(db, "SELECT head, id FROM organisations", "head", ids):
        groups[head].append(id)
    return groups


def _bare(db: sqlite3.Connection, groups: Mapping[str, list[str]]) -> dict[str, Node]:
    tallies = tallies_of(db, [id for own in groups.values() for id in own])
    return {id: organisation_node(id, {one: tallies[one] for one in groups[id]}) for id in groups}


def names_of(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str | None]:
    """Return the names of those organisations that stand for themselves."""
    sql = "SELECT id, name FROM organisations"
    return {id: readable(name) for id, name in among(db, sql, "id", ids, "AND id = head")}


def _small(db: sqlite3.Connection, groups: Mapping[str, list[str]]) -> list[str]:
    """Return the organisations that few documents speak of."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM stated WHERE organisation = ? LIMIT ?)"
    return [
        id
        for id, members in groups.items()
        if sum(db.execute(sql, (one, _FEW)).fetchone()[0] for one in members) < _FEW
    ]


def _documents(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the keys of the documents that state each of some organisations."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    sql = "SELECT organisation, key FROM stated JOIN documents ON documents.id = document"
    for organisation, key in among(db, sql, "organisation", ids):
        found[organisation].append(key)
    return found


class _Stated(Mapping[str, Value]):
    """The properties of an organisation; its documents, which may be thousands, when asked for."""

    def __init__(self, known: Mapping[str, Value], members: list[str], ask: Ask) -> None:
        self._known = known
        self._members = members
        self._ask = ask

    def __getitem__(self, key: str) -> Value:
        return self._documents if key == "documents" else self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __repr__(self) -> str:
        return repr(self._known)  # it asks nothing: the file may be closed

    def __reduce__(self) -> tuple[type, tuple[dict[str, Value]]]:
        return dict, (dict(self),)  # a copy is of what it says, not of the file

    @cached_property
    def _documents(self) -> list[str]:
        keys = self._ask(lambda db: _documents(db, self._members))
        return sorted({key for own in keys.values() for key in own})


def write_entries(db: sqlite3.Connection, nodes: Iterable[Node]) -> None:
    """Let nodes be found by what they are called."""
    rows = [(sort, storable(text), one.id) for one in nodes for sort, text in entries(one)]
    db.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?)", rows)


def drop_entries(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Let nodes no longer be found."""
    db.executemany("DELETE FROM entries WHERE node = ?", [(id,) for id in ids])


@lru_cache(maxsize=4_096)  # most say the same of a firm that many name
def _called(organisation: str, said: Said) -> tuple[tuple[str, str, str | bytes], ...]:
    return tuple(
        (organisation, sort, storable(text))
        for name, *lists in json.loads(said)
        for sort, texts in zip(_SORTS, ([name or ""], *lists), strict=True)
        for text in texts
    )
