"""Rows of the embedded graph: one document in, one document out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..loaders.document import Document
from ..loaders.resume import Resume
from ..ontology.folding import fold
from .database import setting
from .forgetting import forgotten_hash
from .fragment import fragment_of, mention_id
from .keys import handle, sure_keys
from .model import Fragment, stable_id
from .organisations import organisation


@dataclass(frozen=True, slots=True)
class Entry:
    """A document and its Resume on their way into the store.

    ``path`` is where the file lies; ``moved_from`` the key under which the store knows the same
    file from a place where it no longer is. ``unless_forgotten`` leaves the document out where its
    person was forgotten, also since the file was read.
    """

    document: Document
    resume: Resume
    path: str = ""
    first_loaded: str = ""
    moved_from: str | None = None
    unless_forgotten: bool = False


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the store says of a document, without its text."""

    key: str
    path: str
    sha256: str
    media_type: str
    encoding: str
    as_of: str
    as_of_source: str
    first_loaded: str
    reader: str
    ontology: str
    mention: str
    person: str
    name: str | None


_STORED: Final = ", ".join(StoredDocument.__dataclass_fields__)
_UPSERT: Final = """
INSERT INTO documents (key, path, sha256, media_type, encoding, as_of, as_of_source, first_loaded,
                       reader, ontology, mention, person, name, text, resume)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
  path = excluded.path, sha256 = excluded.sha256, media_type = excluded.media_type,
  encoding = excluded.encoding, as_of = excluded.as_of, as_of_source = excluded.as_of_source,
  reader = excluded.reader, ontology = excluded.ontology, name = excluded.name,
  text = excluded.text, resume = excluded.resume
RETURNING id"""


def write(db: sqlite3.Connection, entry: Entry) -> int | None:
    """Write a document in place of the one that its key had; return the row's id if it is in."""
    document, provenance = entry.document, entry.resume.meta.commonground
    hashed = forgotten_hash(setting(db, "salt"), document.sha256)
    if entry.unless_forgotten:
        if db.execute("SELECT 1 FROM forgotten WHERE hash = ?", (hashed,)).fetchone():
            return None
    if entry.moved_from is not None:
        rename(db, entry.moved_from, document.key, entry.path)
    mention = _mention(db, document.key)
    values = (
        document.key,
        storable(entry.path),
        document.sha256,
        document.media_type,
        document.encoding,
        provenance.asOf,
        provenance.asOfSource,
        entry.first_loaded or provenance.asOf,
        provenance.reader,
        provenance.ontology,
        mention,
        mention,
        entry.resume.basics.name,
        storable(document.text),
        packed(entry.resume),
    )
    id: int = db.execute(_UPSERT, values).fetchone()[0]
    _write_beside(db, id, entry.resume)
    db.execute("DELETE FROM unread WHERE key = ?", (document.key,))
    db.execute("DELETE FROM forgotten WHERE hash = ?", (hashed,))
    return id


def note(
    db: sqlite3.Connection,
    unread: Iterable[tuple[str, str, str]],
    seen: Iterable[tuple[str, str]],
) -> None:
    """Note files that could not be read, and where unchanged ones lie."""
    rows = [(key, storable(path), reason) for key, path, reason in unread]
    db.executemany("INSERT OR REPLACE INTO unread VALUES (?, ?, ?)", rows)
    for key, path in seen:
        db.execute("DELETE FROM unread WHERE key = ?", (key,))
        values = (storable(path), key, storable(path))
        db.execute("UPDATE documents SET path = ? WHERE key = ? AND path <> ?", values)


def rename(db: sqlite3.Connection, old: str, new: str, path: str) -> None:
    """Give a document the key of the place it moved to; its mention stays."""
    db.execute(
        "UPDATE documents SET key = ?, path = ?, resume = json_set(resume, '$.meta.source', ?)"
        " WHERE key = ?",
        (new, storable(path), new, old),
    )


def stored(
    db: sqlite3.Connection, where: str = "", values: tuple[str, ...] = ()
) -> list[StoredDocument]:
    """Return the documents by key, all of them or those that a condition takes."""
    sql = f"SELECT {_STORED} FROM documents {where} ORDER BY key"
    return [StoredDocument(*map(readable, row)) for row in db.execute(sql, values)]


def document(db: sqlite3.Connection, key: str) -> Document | None:
    """Return a document with its text."""
    row = db.execute(
        "SELECT key, text, encoding, media_type, sha256 FROM documents WHERE key = ?", (key,)
    ).fetchone()
    return None if row is None else Document(*map(readable, row))


def resume(db: sqlite3.Connection, key: str) -> Resume | None:
    """Return the Resume of a document."""
    row = db.execute("SELECT resume FROM documents WHERE key = ?", (key,)).fetchone()
    return None if row is None else Resume.model_validate_json(row[0])


def fragments(db: sqlite3.Connection) -> Iterator[tuple[Fragment, str]]:
    """Return every document's fragment and the id of its person, by key."""
    rows = db.execute("SELECT key, mention, person, resume FROM documents ORDER BY key")
    for key, mention, person, text in rows:
        yield fragment_of(Resume.model_validate_json(text), key, mention), person


def packed(resume: Resume) -> str:
    """Return the JSON of a Resume; defaults (JSON Resume's own version) are left out."""
    return resume.model_dump_json(exclude_defaults=True)


def storable(text: str) -> str | bytes:
    """Return a text that SQLite can hold: one with lone surrogates goes as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def readable(value: str | bytes | None) -> str:
    """Return the text that was stored."""
    text = value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
    return text  # type: ignore[return-value]  # None only where the field is optional


def _mention(db: sqlite3.Connection, key: str) -> str:
    """Return a document's mention id: the known one, else of its key, else of key and a number."""
    row = db.execute("SELECT mention FROM documents WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return str(row[0])
    mention, number = mention_id(key), 1
    while db.execute("SELECT 1 FROM documents WHERE mention = ?", (mention,)).fetchone():
        number += 1  # a document that moved away still has the id of this key
        mention = stable_id("person", key, number)
    return mention


def _write_beside(db: sqlite3.Connection, id: int, resume: Resume) -> None:
    """Write what identity and ``search`` look up."""
    db.execute("DELETE FROM mention_keys WHERE document = ?", (id,))
    keys = [(id, key) for key in sure_keys(resume.basics)]
    db.executemany("INSERT INTO mention_keys (document, key) VALUES (?, ?)", keys)
    names = "\n".join(sorted({fold(name) for name in named(resume)}))
    db.execute("INSERT OR REPLACE INTO names (rowid, folded) VALUES (?, ?)", (id, names))


def named(resume: Resume) -> Iterator[str]:
    """Yield every name and address by which ``search`` finds what a document speaks of."""
    basics = resume.basics
    yield from filter(None, (basics.name, basics.email))
    yield from filter(None, map(handle, basics.profiles))
    for work in resume.work:
        yield from filter(None, (work.position, *_spellings(work.name)))
    for service in resume.volunteer:
        yield from filter(None, (service.position, *_spellings(service.organization)))
    for study in resume.education:
        yield from filter(None, (study.studyType, study.area, *_spellings(study.institution)))
    yield from filter(None, (project.name for project in resume.projects))


def _spellings(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    found = organisation(text)
    return text, found.name, *found.aliases
