"""Whether a graph's file is sound: its pages, its rows, and what is kept beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from ...loaders.evidence import misplaced
from ...loaders.resume import Resume
from ..checkup import Fault
from ..correcting import read
from ..corrections.applying import corrected, found_in
from ..encoding import folded_names, packed
from ..identity.grouping import Mention, group
from ..identity.keys import sure_keys
from ..packed.facts import Facts
from ..put import readable
from .connection import setting
from .ledger import INTACT, SqliteLedger, in_one
from .moments import SUMMED, is_whole

_UNPACKED: Final = """
SELECT count(*) FROM (
  SELECT person FROM documents EXCEPT SELECT person FROM packed EXCEPT SELECT person FROM stale
  EXCEPT SELECT person FROM unpackable
)"""
"""How many people are neither packed nor waiting for it."""

PAGES: Final = 20
"""Faults of pages that are told: where there are more, the file is to be salvaged anyway."""


def faults(db: sqlite3.Connection) -> list[Fault]:
    """Return what is wrong in a graph's file, as of one moment; the caller holds the transaction.

    Pages first (SQLite's ``quick_check``), for no row of a damaged one can be trusted; then that
    rows refer to rows, that each document is as it was written and its evidence lies in its text,
    that keys and names are those of the documents, that these are as they were corrected, that who
    is who follows from them, and that what is packed of people is as it was written.
    """
    found = [Fault(None, f"pages: {said}", of_pages=True) for said in _pages(db)]
    if not found:
        found = [*_settings(db), *_references(db), *_documents(db)]
    return found or [*_corrections(db), *_people(db), *_packed(db)]


def _pages(db: sqlite3.Connection) -> list[str]:
    # Some versions of SQLite (3.40 is one) have ``quick_check`` find NULL in sound tables without
    # row numbers. The slower check, which has not that fault, is asked only where it complains.
    return _said(db, "quick_check") and _said(db, "integrity_check")


def _said(db: sqlite3.Connection, check: str) -> list[str]:
    try:
        said = [str(text) for (text,) in db.execute(f"PRAGMA {check}({PAGES})")]
    except sqlite3.DatabaseError as fault:
        return [str(fault)]
    return [] if said == ["ok"] else said


def _settings(db: sqlite3.Connection) -> Iterator[Fault]:
    for name in ("generation", "salt"):
        try:
            setting(db, name)
        except sqlite3.DatabaseError:
            yield Fault(None, f"its {name} is missing")


def _references(db: sqlite3.Connection) -> Iterator[Fault]:
    for table, *_ in db.execute("PRAGMA foreign_key_check"):
        yield Fault(None, f"a row of {table} belongs to no document")


def _documents(db: sqlite3.Connection) -> Iterator[Fault]:
    columns = f"id, key, name, text, resume, {INTACT}"
    for id, key, name, text, resume, intact in db.execute(f"SELECT {columns} FROM documents"):
        if not intact:
            yield Fault(key, "is not as it was written")
            continue
        try:
            held = Resume.model_validate_json(resume)
        except ValueError:
            yield Fault(key, "holds no Resume that this version reads")
            continue
        what = _of_document(readable(text), key, held) or _beside(db, id, name, held)
        if what is not None:
            yield Fault(key, what)


def _of_document(text: str, key: str, resume: Resume) -> str | None:
    if resume.meta.source != key:
        return "has the Resume of another document"
    return "has evidence outside its text" if misplaced(resume, text) is not None else None


def _beside(db: sqlite3.Connection, id: int, name: str | None, resume: Resume) -> str | None:
    """Return what is wrong of what identity and ``search`` look up of a document."""
    sql = "SELECT key FROM mention_keys WHERE document = ? ORDER BY key"
    if [key for (key,) in db.execute(sql, (id,))] != sorted(sure_keys(resume.basics)):
        return "goes by other keys than it states"
    names = db.execute("SELECT folded FROM names WHERE rowid = ?", (id,)).fetchone()
    if name != resume.basics.name or names != (in_one(folded_names(resume)),):
        return "goes by other names than it states"
    return None


def _corrections(db: sqlite3.Connection) -> Iterator[Fault]:
    ledger = SqliteLedger(db)
    touched = "as_read IS NOT NULL OR mention IN (SELECT mention FROM corrections)"
    rows = db.execute(f"SELECT key, resume FROM documents WHERE {touched} ORDER BY key").fetchall()
    resumes = dict(rows)
    for stored in ledger.stored("key", resumes):
        reading, document = read(ledger, stored)
        found = found_in(reading, document, ledger.corrections((stored.mention,)))
        if packed(corrected(reading, found)) != resumes[stored.key]:
            yield Fault(stored.key, "is not as it was corrected")


def _people(db: sqlite3.Connection) -> list[Fault]:
    ledger = SqliteLedger(db)
    found = ledger.identities([one.mention for one in ledger.stored()])
    persons = group([Mention(one.mention, one.name, one.keys) for one in found], ledger.decisions())
    wrong = sum(persons[one.mention] != one.person for one in found)
    return [Fault(None, f"{wrong} documents are under another person")] if wrong else []


def _packed(db: sqlite3.Connection) -> list[Fault]:
    sql = f"SELECT checksum, facts, {', '.join(SUMMED)} FROM packed"
    wrong = sum(
        not (is_whole(checksum, summed) and _is_readable(summed[0], facts))
        for checksum, facts, *summed in db.execute(sql)
    )
    (lacking,) = db.execute(_UNPACKED).fetchone()
    count = wrong + int(lacking)
    return [Fault(None, f"what is packed of {count} people is not what it was")] if count else []


def _is_readable(person: str, facts: bytes) -> bool:
    try:
        return person in Facts.unpacked(person, facts).nodes
    except Exception:  # whatever it is, it is no person
        return False
