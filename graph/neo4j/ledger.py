"""The ledger of a Neo4j graph: nodes for documents, decisions and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from neo4j import ManagedTransaction

from ...errors import BackendUnreachable
from ...loaders.document import Document
from ...loaders.resume import Resume
from ..encoding import facts_of, packed
from ..facts.fragment import fragment_of
from ..ledger import (
    CORRECTION,
    Content,
    Field,
    Holder,
    Identity,
    LeftOut,
    Record,
    Statement,
    StoredDocument,
    Unknown,
    UnreadFile,
)
from ..model import Correction, Decision, Fragment
from ..put import readable, storable
from .rows import document_of
from .schema import bounded
from .session import rows
from .statements import DOCUMENTS

PAGE: Final = 1000
"""Resumes read at once."""

_STORED: Final = ", ".join(f"d.{name} AS {name}" for name in StoredDocument.__dataclass_fields__)
_INDEXED: Final[Mapping[Field, str]] = {"key": "id", "mention": "mention", "person": "person"}
_CONTENTS: Final = """
MATCH (d:Document) WHERE d.id IN $ids
RETURN d.key AS key, d.text AS text, d.resume AS resume, d.as_read AS as_read"""
_STATEMENTS: Final = """
MATCH (d:Document) WHERE d.id > $after
RETURN d.id AS id, d.key AS key, d.mention AS mention, d.person AS person, d.resume AS resume
ORDER BY d.id LIMIT $page"""
_STATED: Final = ("key", "mention", "person", "resume")
_UNKNOWN: Final = """
MATCH (d:Document) WHERE d.unknown_terms IS NOT NULL
RETURN d.key AS key, d.unknown_terms AS terms, d.unknown_reasons AS reasons"""
_LEFT_OUT: Final = """
MATCH (d:Document) WHERE d.left_out IS NOT NULL
UNWIND range(0, size(d.left_out) - 1) AS i
RETURN d.key AS document, d.left_out[i] AS what, d.left_out_counts[i] AS items"""
_IDENTITIES: Final = """
MATCH (d:Document) WHERE d.mention IN $mentions
RETURN d.mention AS mention, d.name AS name, d.person AS person, d.keys AS keys"""
_SHARING: Final = """
MATCH (d:Document) WHERE d.person IN $people RETURN d.mention AS mention
UNION MATCH (k:IdentityKey) WHERE k.key IN $keys RETURN k.mention AS mention"""
_HOLDERS: Final = """
MATCH (k:IdentityKey) WHERE k.key IN $keys
WITH k.key AS key, collect(k.mention) AS mentions WHERE size(mentions) > $most
UNWIND mentions AS mention
MATCH (d:Document {mention: mention})
RETURN key, mention, d.name AS name, d.person AS person"""
_OVERLAPPING: Final = """
MATCH (k:IdentityKey) WITH k.key AS key, collect(k.mention) AS mentions
WHERE size(mentions) > 1
UNWIND mentions AS mention RETURN DISTINCT mention"""
_BEFORE: Final = """
MATCH (d:Document) WHERE d.mention IN $mentions
RETURN d.mention AS mention, d.key AS key, d.person AS person, d.resume AS resume"""
_WRITE: Final = """
UNWIND $rows AS row MERGE (d:Document {mention: row.mention}) SET d = row
RETURN count(*) AS written"""
_SEAL: Final = """
UNWIND $rows AS row MATCH (d:Document {mention: row[0]}) SET d.sha256 = row[1]
RETURN count(*) AS written"""
_DROP_KEYS: Final = "MATCH (k:IdentityKey) WHERE k.mention IN $mentions DELETE k"
_ADD_KEYS: Final = """
UNWIND $rows AS row CREATE (k:IdentityKey {key: row[0], mention: row[1]})
RETURN count(*) AS written"""
_RENAME: Final = """
MATCH (d:Document {id: $old})
SET d.id = $id, d.key = $new, d.path = $path, d.resume = $resume, d.as_read = $as_read
RETURN count(*) AS written"""
_ASSIGN: Final = """
UNWIND $rows AS row MATCH (d:Document {mention: row[0]}) SET d.person = row[1]
RETURN count(*) AS written"""
_DELETE: Final = (
    "MATCH (n:Decision) WHERE n.a IN $mentions OR n.b IN $mentions DELETE n",
    "MATCH (n:Correction) WHERE n.mention IN $mentions DELETE n",
    _DROP_KEYS,
    "MATCH (d:Document) WHERE d.mention IN $mentions DELETE d",
)
_DECISIONS: Final = "MATCH (n:Decision) RETURN properties(n) AS decision"
_NOTHING: Final[Mapping[str, None]] = dict.fromkeys(("before", "after", "concept"))
"""What a correction need not have: a property that is null is none."""
_DECIDE: Final = """
MATCH (g:Graph {id: 'graph'})
SET g.decided = CASE WHEN g.decided < $number THEN $number ELSE g.decided END
CREATE (n:Decision) SET n = $decision"""
_CORRECTIONS: Final = """
MATCH (n:Correction) WHERE $mentions IS NULL OR n.mention IN $mentions
RETURN properties(n) AS correction"""
_CORRECT: Final = """
MATCH (g:Graph {id: 'graph'})
SET g.decided = CASE WHEN g.decided < $number THEN $number ELSE g.decided END
CREATE (n:Correction) SET n = $correction"""
_BY_NUMBER: Final = "MATCH (n:Decision|Correction {number: $number})"
_UNREAD: Final = """
UNWIND $rows AS row MERGE (n:Unread {id: row.id}) SET n = row"""


@dataclass
class Changes:
    """What a transaction did to documents: those it replaced, as they were, and those it wrote.

    ``before`` has each changed mention's person and fragment (None where it was not there yet),
    ``written`` the fragments that are new.
    """

    before: dict[str, tuple[str, Fragment] | None] = field(default_factory=dict)
    written: dict[str, Fragment] = field(default_factory=dict)


class Neo4jLedger:
    """See ``Ledger``; it notes what the projected graph must follow in ``changes``."""

    def __init__(self, tx: ManagedTransaction, settings: Mapping[str, Any]) -> None:
        self.changes = Changes()
        self._tx = tx
        self._settings = dict(settings)
        self._hashes: dict[str, str] = {}

    @property
    def generation(self) -> int:
        """A number that counts up with every transaction that wrote."""
        return int(self._settings.get("generation", 0))

    @property
    def salt(self) -> str:
        """The salt of the hashes of forgotten files."""
        return str(self._settings.get("salt", ""))

    def adopt(self, salt: str) -> None:
        """Take another graph's salt."""
        self._settings["salt"] = salt
        self._run("MATCH (g:Graph {id: 'graph'}) SET g.salt = $salt", salt=salt)

    def size(self) -> int:
        """Return how many documents there are."""
        return int(self._run("MATCH (d:Document) RETURN count(d) AS size")[0]["size"])

    def population(self) -> int:
        """Return how many people they speak of; the server keeps the number of a label's nodes."""
        return int(self._run("MATCH (p:Person) RETURN count(p) AS size")[0]["size"])

    def stored(self, by: Field | None = None, values: Iterable[str] = ()) -> list[StoredDocument]:
        """Return all documents, or those with one of these values, sorted by key."""
        wanted = sorted({bounded(value) for value in values})
        where = f"WHERE d.{_INDEXED[by]} IN $values " if by else ""
        found = self._run(f"MATCH (d:Document) {where}RETURN {_STORED}", values=wanted)
        stored = [StoredDocument(**_readable(row)) for row in found]
        return sorted(stored, key=lambda one: one.key)

    def document(self, key: str) -> Document | None:
        """Return a document with its text."""
        found = self._run(DOCUMENTS, ids=[bounded(key)])
        return document_of(found[0]) if found else None

    def contents(self, keys: Collection[str]) -> list[Content]:
        """Return the text and the Resume of those documents that are there, sorted by key."""
        found = self._run(_CONTENTS, ids=[bounded(key) for key in keys])
        return sorted(Content(**_readable(row)) for row in found)

    def statements(self) -> Iterator[Statement]:
        """Give every document's Resume, by key as the server sorts them."""
        after = ""
        while found := self._run(_STATEMENTS, after=after, page=PAGE):
            after = found[-1]["id"]
            yield from (Statement(*map(row.__getitem__, _STATED)) for row in found)

    def damaged(self, keys: Collection[str] | None = None) -> list[str]:
        """Return nothing: a server checks its own files, and says so where they are damaged."""
        return []

    def unknown(self) -> Iterable[Unknown]:
        """Give the unknown terms of all documents, by document and place."""
        for row in sorted(self._run(_UNKNOWN), key=lambda row: str(row["key"])):
            for term, reason in zip(row["terms"], row["reasons"], strict=True):
                yield Unknown(row["key"], term, reason)

    def left_out(self) -> Iterable[LeftOut]:
        """Give what was left out of documents, by document and list."""
        return sorted(LeftOut(**row) for row in self._run(_LEFT_OUT))

    def identities(self, mentions: Collection[str]) -> list[Identity]:
        """Return what is known of some mentions, sorted by mention; keys are sorted."""
        found = self._run(_IDENTITIES, mentions=sorted(mentions))
        known = [Identity(**row | {"keys": tuple(row["keys"] or ())}) for row in found]
        return sorted(known, key=lambda one: one.mention)

    def sharing(self, people: Collection[str], keys: Collection[str]) -> set[str]:
        """Return the mentions that are of one of these people or have one of these keys."""
        found = self._run(_SHARING, people=sorted(people), keys=[bounded(key) for key in keys])
        return {row["mention"] for row in found}

    def holders(self, keys: Collection[str], most: int) -> list[Holder]:
        """Return the documents with one of these keys, of each that more than ``most`` have."""
        whole = {bounded(key): key for key in keys}
        found = self._run(_HOLDERS, keys=list(whole), most=most)
        return [Holder(**row | {"key": whole[row["key"]]}) for row in found]

    def overlapping(self) -> set[str]:
        """Return the mentions that have a key which another has too."""
        return {row["mention"] for row in self._run(_OVERLAPPING)}

    def write(self, records: Sequence[Record]) -> None:
        """Write documents, each in place of the one that its mention has."""
        mentions = [record.stored.mention for record in records]
        self._note(mentions)
        known = [mention for mention in mentions if self.changes.before[mention]]
        if known:
            self._run(_DROP_KEYS, mentions=known)
        written = [document_row(record) for record in records]
        for row in written:
            del row["sha256"]  # comes last: see ``seal``
        self._written(_WRITE, written)
        self._written(_ADD_KEYS, [key for row in written for key in key_rows(row)])
        for record in records:
            stored = record.stored
            self._hashes[stored.mention] = stored.sha256
            self.changes.written[stored.mention] = facts_of(record)

    def rename(self, old: str, new: str, path: str) -> None:
        """Give a document another key and place; its mention stays."""
        (stored,) = self.stored("key", (old,))
        self._note([stored.mention])
        (content,) = self.contents((old,))
        resume, as_read = (_renamed(text, new) for text in (content.resume, content.as_read))
        values = {"old": bounded(old), "id": bounded(new), "new": new, "path": storable(path)}
        self._run(_RENAME, **values, resume=resume, as_read=as_read)

    def move(self, key: str, path: str) -> None:
        """Note where a document's file lies."""
        values = {"id": bounded(key), "path": storable(path)}
        self._run("MATCH (d:Document {id: $id}) SET d.path = $path", **values)

    def assign(self, persons: Mapping[str, str]) -> None:
        """Say whose these mentions are now."""
        self._note(persons)
        self._written(_ASSIGN, [[mention, person] for mention, person in sorted(persons.items())])

    def delete(self, mentions: Collection[str]) -> None:
        """Delete documents, what was decided about their mentions, and every trace of them."""
        self._note(mentions)
        for statement in _DELETE:
            self._run(statement, mentions=sorted(mentions))
        for mention in mentions:
            self.changes.written.pop(mention, None)
            self._hashes.pop(mention, None)

    def decisions(self) -> list[Decision]:
        """Return all decisions by number."""
        found = [Decision(**row["decision"]) for row in self._run(_DECISIONS)]
        return sorted(found, key=lambda one: one.number)

    def decide(self, decision: Decision) -> Decision:
        """Record a decision; number 0 stands for the next one."""
        decision = replace(decision, number=self._counted(decision.number))
        self._run(_DECIDE, number=decision.number, decision=asdict(decision))
        return decision

    def corrections(self, mentions: Collection[str] | None = None) -> list[Correction]:
        """Return all corrections, or those of some mentions' documents, by number."""
        among = None if mentions is None else sorted(mentions)
        rows = self._run(_CORRECTIONS, mentions=among)
        given: list[dict[str, Any]] = [{**_NOTHING, **_readable(row["correction"])} for row in rows]
        found = [Correction(**values) for values in given]
        return sorted(found, key=lambda one: one.number)

    def correct(self, correction: Correction) -> Correction:
        """Record a correction; number 0 stands for the next one."""
        made = replace(correction, number=self._counted(correction.number))
        self._run(_CORRECT, number=made.number, correction=correction_row(made))
        return made

    def withdraw(self, number: int) -> None:
        """Delete a decision or a correction."""
        self._run(f"{_BY_NUMBER} DELETE n", number=number)

    def reword(self, number: int, why: str, by: str) -> None:
        """Give a decision or a correction another reason and author."""
        self._run(f"{_BY_NUMBER} SET n.why = $why, n.by = $by", number=number, why=why, by=by)

    def unread(self) -> list[UnreadFile]:
        """Return the files that could not be read, by key."""
        found = self._run(
            "MATCH (n:Unread) RETURN n.key AS key, n.path AS path, n.reason AS reason"
        )
        return sorted(UnreadFile(**_readable(row)) for row in found)

    def add_unread(self, files: Iterable[UnreadFile]) -> None:
        """Note files that could not be read."""
        noted = list(map(unread_row, files))
        if noted:
            self._run(_UNREAD, rows=noted)

    def drop_unread(self, keys: Collection[str]) -> None:
        """Take files off the list of unread ones."""
        if keys:
            self._run("MATCH (n:Unread) WHERE n.id IN $ids DELETE n", ids=list(map(bounded, keys)))

    def forgotten(self) -> frozenset[str]:
        """Return the hashes of forgotten files."""
        return frozenset(
            row["hash"] for row in self._run("MATCH (n:Forgotten) RETURN n.hash AS hash")
        )

    def add_forgotten(self, hashes: Iterable[str]) -> None:
        """Note hashes of forgotten files."""
        self._run("UNWIND $hashes AS hash MERGE (:Forgotten {hash: hash})", hashes=list(hashes))

    def drop_forgotten(self, hashes: Collection[str]) -> None:
        """Take hashes off the list of forgotten files."""
        self._run("MATCH (n:Forgotten) WHERE n.hash IN $hashes DELETE n", hashes=list(hashes))

    def _counted(self, number: int) -> int:
        """Return a number of a decision or correction, 0 being the next one, and count with it."""
        last = int(self._settings.get("decided", 0))
        number = number or last + 1
        self._settings["decided"] = max(last, number)
        return number

    def seal(self) -> None:
        """Write, last of all, by which bytes the documents are known again."""
        self._written(_SEAL, [list(pair) for pair in sorted(self._hashes.items())])

    def _note(self, mentions: Iterable[str]) -> None:
        """Keep what some documents are before they change."""
        fresh = [one for one in mentions if one not in self.changes.before]
        self.changes.before |= dict.fromkeys(fresh)
        for row in self._run(_BEFORE, mentions=fresh) if fresh else ():
            resume = Resume.model_validate_json(row["resume"])
            fragment = fragment_of(resume, row["key"], row["mention"])
            self.changes.before[row["mention"]] = row["person"], fragment

    def _run(self, statement: str, **parameters: Any) -> list[dict[str, Any]]:
        return rows(self._tx, statement, parameters)

    def _written(self, statement: str, given: Sequence[Any]) -> None:
        """Run a statement for some rows; all of them must find what they are about."""
        if given and self._run(statement, rows=list(given))[0]["written"] != len(given):
            raise BackendUnreachable(
                "the server lacks documents that it had a moment ago: try again"
            )


def document_row(record: Record) -> dict[str, Any]:
    """Return the properties of a document's node; None where it has none."""
    said = record.said
    row: dict[str, Any] = {
        name: getattr(record.stored, name) for name in StoredDocument.__dataclass_fields__
    }
    row |= {"id": bounded(record.stored.key)}
    row |= {"path": storable(record.stored.path), "text": storable(record.text)}
    row |= {"resume": said.json, "as_read": record.as_read, "keys": list(said.keys) or None}
    if said.unknown:
        row["unknown_terms"], row["unknown_reasons"] = map(list, zip(*said.unknown, strict=True))
    if said.left_out:
        row["left_out"], row["left_out_counts"] = map(list, zip(*said.left_out, strict=True))
    return row


def key_rows(document: Mapping[str, Any]) -> list[list[str]]:
    """Return key and mention of a document's ``IdentityKey`` nodes."""
    return [[bounded(key), document["mention"]] for key in document["keys"] or ()]


def correction_row(correction: Correction) -> dict[str, Any]:
    """Return the properties of a correction's node; None where it has none."""
    return {name: storable(getattr(correction, name)) for name in CORRECTION}


def unread_row(file: UnreadFile) -> dict[str, Any]:
    """Return the properties of the node of a file that could not be read."""
    return {"id": bounded(file.key), **file._asdict(), "path": storable(file.path)}


def _renamed(resume: str | None, key: str) -> str | None:
    """Return a Resume that says that it is of the document with this key."""
    if resume is None:
        return None
    renamed = Resume.model_validate_json(resume)
    renamed.meta.source = key
    return packed(renamed)


def _readable(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: readable(value) for name, value in row.items()}
