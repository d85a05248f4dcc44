"""The ledger of the embedded graph: rows of one SQLite file."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from ...errors import BackendUnreachable
from ...loaders.document import Document
from ...loaders.notes import CorrectionNote
from ..ledger import (
    CORRECTION,
    Content,
    EncodedResume,
    Field,
    Holder,
    Identity,
    LeftOut,
    Record,
    Statement,
    StoredDocument,
    Unknown,
    UnreadFile,
    kept_document,
)
from ..model import Correction, Decision
from ..put import readable, storable
from .among import among
from .connection import UNSCRUBBED, crc, setting
from .schema import SUMMED
from .sheet import Alone

STORED: Final = ", ".join(StoredDocument.__dataclass_fields__)
_COLUMNS: Final = (*StoredDocument.__dataclass_fields__, "text", "resume", "checksum", "as_read")
# An update and not INSERT OR REPLACE, which deletes the row: with it would go the id that its names
# stand under, and by the foreign keys what was decided about its mention.
_UPSERT: Final = f"""
INSERT INTO documents ({", ".join(_COLUMNS)}) VALUES ({", ".join("?" for _ in _COLUMNS)})
ON CONFLICT (key) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}"""
# As blobs, for bytes that are no text must be counted too.
_CHECKSUM: Final = "crc({})".format(", ".join(f"CAST({name} AS BLOB)" for name in SUMMED))
INTACT: Final = f"(checksum IS NULL OR checksum = {_CHECKSUM})"
_DECIDED: Final = ("decisions", "corrections")
_CORRECTION: Final = ", ".join({"when": "made", "end": '"end"'}.get(n, n) for n in CORRECTION)


class SqliteLedger:
    """See ``Ledger``; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.fresh: dict[str, Alone] = {}
        """What came with the documents that were written, by mention, where it is of them still."""

    @property
    def generation(self) -> int:
        """A number that counts up with every transaction that wrote."""
        return int(setting(self._db, "generation"))

    @property
    def salt(self) -> str:
        """The salt of the hashes of forgotten files."""
        return str(setting(self._db, "salt"))

    def adopt(self, salt: str) -> None:
        """Take another graph's salt."""
        self._db.execute("UPDATE meta SET value = ? WHERE name = 'salt'", (salt,))

    def size(self) -> int:
        """Return how many documents there are."""
        (count,) = self._db.execute("SELECT count(*) FROM documents").fetchone()
        return int(count)

    def population(self) -> int:
        """Return how many people they speak of."""
        (count,) = self._db.execute("SELECT count(DISTINCT person) FROM documents").fetchone()
        return int(count)

    def stored(self, by: Field | None = None, values: Iterable[str] = ()) -> list[StoredDocument]:
        """Return all documents, or those with one of these values, sorted by key."""
        sql = f"SELECT {STORED} FROM documents"
        rows = self._among(sql, by, values) if by else self._db.execute(f"{sql} ORDER BY key")
        found = [StoredDocument(*map(readable, row)) for row in rows]
        return sorted(found, key=lambda one: one.key) if by else found

    def document(self, key: str) -> Document | None:
        """Return a document with its text."""
        return self.documents((key,)).get(key)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """Return those documents that are there of some keys, with their text."""
        told = "CASE WHEN media_type NOT LIKE 'text/%' THEN resume END"
        columns = f"{INTACT}, key, text, encoding, media_type, sha256, {told}"
        rows = self._among(f"SELECT {columns} FROM documents", "key", keys)
        noted: defaultdict[str, list[CorrectionNote]] = defaultdict(list)
        notes = "SELECT key, number, made, by, why FROM corrections JOIN documents USING (mention)"
        for key, *note in self._among(notes, "key", keys):
            noted[readable(key)].append(CorrectionNote._make(note))
        whole = (list(map(readable, _whole(row[0], row[1], row[1:]))) for row in rows)
        return {row[0]: kept_document(*row, corrections=noted.get(row[0], ())) for row in whole}

    def contents(self, keys: Collection[str]) -> list[Content]:
        """Return the text and the Resume of those documents that are there, sorted by key."""
        columns = f"{INTACT}, key, text, resume, as_read"
        rows = self._among(f"SELECT {columns} FROM documents", "key", keys)
        return [Content(*map(readable, _whole(row[0], row[1], row[1:]))) for row in rows]

    def statements(self) -> Iterator[Statement]:
        """Give every document's Resume, sorted by key."""
        sql = f"SELECT key, mention, person, resume, {INTACT} FROM documents ORDER BY key"
        return map(Statement._make, self._db.execute(sql))

    def damaged(self, keys: Collection[str] | None = None) -> list[str]:
        """Return which documents, of all or of some, are no longer as they were written, by key."""
        sql = f"SELECT key, {INTACT} FROM documents"
        rows = self._db.execute(sql) if keys is None else self._among(sql, "key", keys)
        return sorted(key for key, intact in rows if not intact)

    def unknown(self) -> Iterable[Unknown]:
        """Give the unknown terms of all documents, by document and place."""
        sql = f"""SELECT d.key, u.value ->> 'term', u.value ->> 'reason'
                  FROM {_saying("unknown")} d,
                  json_each(d.resume, '$.meta.commonground.unknown') u ORDER BY d.key, u.key"""
        return map(Unknown._make, self._db.execute(sql))

    def left_out(self) -> Iterable[LeftOut]:
        """Give what was left out of documents, by document and list."""
        sql = f"""SELECT d.key, l.key, l.value FROM {_saying("leftOut")} d,
                 json_each(d.resume, '$.meta.commonground.leftOut') l ORDER BY d.key, l.key"""
        return map(LeftOut._make, self._db.execute(sql))

    def identities(self, mentions: Collection[str]) -> list[Identity]:
        """Return what is known of some mentions, sorted by mention; keys are sorted."""
        rows = self._among(
            "SELECT mention, name, person, k.key FROM documents"
            " LEFT JOIN mention_keys k ON k.document = documents.id",
            "mention",
            mentions,
        )
        return [
            Identity(mention, name, person, tuple(sorted(row[3] for row in same if row[3])))
            for (mention, name, person), same in groupby(rows, itemgetter(0, 1, 2))
        ]

    def sharing(self, people: Collection[str], keys: Collection[str]) -> set[str]:
        """Return the mentions that are of one of these people or have one of these keys."""
        of = self._among("SELECT mention FROM documents", "person", people)
        having = "SELECT mention FROM documents JOIN mention_keys k ON k.document = documents.id"
        rows = [*of, *self._among(having, "k.key", keys)]
        return {mention for (mention,) in rows}

    def holders(self, keys: Collection[str], most: int) -> list[Holder]:
        """Return the documents with one of these keys, of each that more than ``most`` have."""
        count = "SELECT key, count(*) FROM mention_keys"
        many = [key for key, n in self._among(count, "key", keys, "GROUP BY key") if n > most]
        sql = """SELECT k.key, mention, name, person FROM documents JOIN mention_keys k
                 ON k.document = documents.id"""
        return list(map(Holder._make, self._among(sql, "k.key", many)))

    def overlapping(self) -> set[str]:
        """Return the mentions that have a key which another has too."""
        sql = """SELECT DISTINCT mention FROM documents JOIN mention_keys k
                 ON k.document = documents.id WHERE k.key IN
                 (SELECT key FROM mention_keys GROUP BY key HAVING count(*) > 1)"""
        return {mention for (mention,) in self._db.execute(sql)}

    def _among(
        self, sql: str, column: str, values: Iterable[str], then: str = ""
    ) -> list[tuple[Any, ...]]:
        return among(self._db, sql, column, values, then)

    def write(self, records: Sequence[Record]) -> None:
        """Write documents, each in place of the one that its key has."""
        self._db.executemany(_UPSERT, map(_row, records))
        self._note(records)
        found = self._among("SELECT key, id FROM documents", "key", (r.stored.key for r in records))
        ids = dict(found)
        self._write_beside({ids[record.stored.key]: record.said for record in records})

    def _note(self, records: Iterable[Record]) -> None:
        """Keep what was made of documents, until the transaction is packed."""
        for record in records:
            stored, made = record.stored, record.said.following
            self.fresh.pop(stored.mention, None)
            # Of a file that moved, ids hang on another mention.
            if isinstance(made, Alone) and made.of(stored.key, stored.mention):
                self.fresh[stored.mention] = made

    def rename(self, old: str, new: str, path: str) -> None:
        """Give a document another key and place; its mention stays."""
        self.fresh.clear()
        self._db.execute(
            "UPDATE documents SET key = ?1, path = ?2, resume = json_set(resume, '$.meta.source',"
            " ?1), as_read = json_set(as_read, '$.meta.source', ?1) WHERE key = ?3",
            (new, storable(path), old),
        )
        self._db.execute(f"UPDATE documents SET checksum = {_CHECKSUM} WHERE key = ?", (new,))

    def move(self, key: str, path: str) -> None:
        """Note where a document's file lies."""
        values = (storable(path), key, storable(path))
        # not where nothing changes: SQLite would write the whole row again, text and Resume with it
        self._db.execute("UPDATE documents SET path = ? WHERE key = ? AND path <> ?", values)

    def assign(self, persons: Mapping[str, str]) -> None:
        """Say whose these mentions are now."""
        rows = [(person, mention) for mention, person in persons.items()]
        self._db.executemany("UPDATE documents SET person = ? WHERE mention = ?", rows)

    def delete(self, mentions: Collection[str]) -> None:
        """Delete documents; the file is to be scrubbed of them after the transaction.

        By the foreign keys their decisions and corrections go with them.
        """
        self.fresh.clear()
        gone = [(mention,) for mention in sorted(mentions)]
        # names first: they go by the id of a document that is still there
        names = "DELETE FROM names WHERE rowid = (SELECT id FROM documents WHERE mention = ?)"
        self._db.executemany(names, gone)
        self._db.executemany("DELETE FROM documents WHERE mention = ?", gone)
        # in the same transaction: who is killed before the scrubbing finds it to do
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, 1)", (UNSCRUBBED,))

    def decisions(self) -> list[Decision]:
        """Return all decisions by number."""
        sql = "SELECT number, verdict, a, b, why, made, by FROM decisions ORDER BY number"
        return [Decision(*row) for row in self._db.execute(sql)]

    def decide(self, decision: Decision) -> Decision:
        """Record a decision; number 0 stands for the next one."""
        one = decision
        values = (one.number or None, one.verdict, one.a, one.b, one.why, one.when, one.by)
        sql = "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number"
        return replace(decision, number=self._db.execute(sql, values).fetchone()[0])

    def corrections(self, mentions: Collection[str] | None = None) -> list[Correction]:
        """Return all corrections, or those of some mentions' documents, by number."""
        sql = f"SELECT {_CORRECTION} FROM corrections"
        rows = self._db.execute(sql) if mentions is None else self._among(sql, "mention", mentions)
        given: list[list[Any]] = [list(map(readable, row)) for row in rows]
        found = [Correction(*values) for values in given]
        return sorted(found, key=lambda one: one.number)

    def correct(self, correction: Correction) -> Correction:
        """Record a correction; number 0 stands for the next one."""
        # The counter of the decisions, which AUTOINCREMENT keeps, is that of the corrections too.
        last = "SELECT seq FROM sqlite_sequence WHERE name = 'decisions'"
        (counted,) = self._db.execute(last).fetchone() or (None,)
        made = replace(correction, number=correction.number or (counted or 0) + 1)
        count = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, 'decisions')"
        if counted is not None:
            count = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'decisions'"
        self._db.execute(count, (made.number,))
        values = [getattr(made, name) for name in CORRECTION]
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO corrections VALUES ({marks})", list(map(storable, values)))
        return made

    def withdraw(self, number: int) -> None:
        """Delete a decision or a correction."""
        for table in _DECIDED:
            self._db.execute(f"DELETE FROM {table} WHERE number = ?", (number,))

    def reword(self, number: int, why: str, by: str) -> None:
        """Give a decision or a correction another reason and author."""
        for table in _DECIDED:
            sql = f"UPDATE {table} SET why = ?, by = ? WHERE number = ?"
            self._db.execute(sql, (why, by, number))

    def unread(self) -> list[UnreadFile]:
        """Return the files that could not be read, by key."""
        rows = self._db.execute("SELECT key, path, reason FROM unread ORDER BY key")
        return [UnreadFile(*map(readable, row)) for row in rows]

    def add_unread(self, files: Iterable[UnreadFile]) -> None:
        """Note files that could not be read."""
        rows = [(one.key, storable(one.path), one.reason) for one in files]
        self._db.executemany("INSERT OR REPLACE INTO unread VALUES (?, ?, ?)", rows)

    def drop_unread(self, keys: Collection[str]) -> None:
        """Take files off the list of unread ones."""
        self._db.executemany("DELETE FROM unread WHERE key = ?", [(key,) for key in keys])

    def forgotten(self) -> frozenset[str]:
        """Return the hashes of forgotten files."""
        return frozenset(hash for (hash,) in self._db.execute("SELECT hash FROM forgotten"))

    def add_forgotten(self, hashes: Iterable[str]) -> None:
        """Note hashes of forgotten files."""
        rows = [(hash,) for hash in hashes]
        self._db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", rows)

    def drop_forgotten(self, hashes: Collection[str]) -> None:
        """Take hashes off the list of forgotten files."""
        self._db.executemany("DELETE FROM forgotten WHERE hash = ?", [(hash,) for hash in hashes])

    def _write_beside(self, written: Mapping[int, EncodedResume]) -> None:
        """Write what identity and ``search`` look up."""
        self._db.executemany(
            "DELETE FROM mention_keys WHERE document = ?", [(id,) for id in written]
        )
        keys = [(id, key) for id, said in written.items() for key in said.keys]
        self._db.executemany("INSERT INTO mention_keys (document, key) VALUES (?, ?)", keys)
        names = [(id, in_one(said.names)) for id, said in written.items()]
        self._db.executemany("INSERT OR REPLACE INTO names (rowid, folded) VALUES (?, ?)", names)


def _row(record: Record) -> tuple[Any, ...]:
    """Return the values of ``_COLUMNS``."""
    stored, text, said, as_read = record.stored, storable(record.text), record.said, record.as_read
    summed = crc(stored.key, stored.mention, text, said.json + (as_read or ""))  # as ``SUMMED``
    values = {name: getattr(stored, name) for name in StoredDocument.__dataclass_fields__}
    values["path"] = storable(stored.path)
    return (*values.values(), text, said.json, summed, as_read)


def _saying(key: str) -> str:
    """Return the intact documents that may have a key: to look is quicker than to parse all."""
    return f"""(SELECT * FROM documents WHERE instr(resume, '"{key}":') AND json_valid(resume))"""


def in_one(names: Iterable[str]) -> str:
    """Return names as the index keeps them: FTS5 takes a text to end at NUL."""
    return "\n".join(names).replace("\0", "\n")


def _whole(intact: int, key: str, row: Sequence[Any]) -> Sequence[Any]:
    """Return a row, or raise BackendUnreachable where it is damaged."""
    if not intact:
        raise BackendUnreachable(f"what is kept of {key!r} is damaged: load its file again")
    return row
