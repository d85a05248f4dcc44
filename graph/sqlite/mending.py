"""Mending a graph's file whose pages are sound: what follows from documents is made of them anew.

A document that is no longer as it was written is read again: from its file where that is still the
same, else from the text that is kept of it where that is. One of which neither is left stays as it
is, and is left out, until a ``load`` finds its file.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import CommongroundError
from ...loaders.formats.reading import RawFile, document_of, told_encoding
from ...loaders.formats.registry import format_of
from ..checkup import Fault
from ..encoding import EncodedEntry
from ..identity.regrouping import regroup
from ..ledger import Ledger, StoredDocument
from ..put import DocumentEntry, put, readable
from .checking import faults
from .connection import setting, transaction
from .ledger import SqliteLedger
from .moments import begin_anew
from .packing import pack

if TYPE_CHECKING:
    from ...loaders.parser import ResumeReader


def mend(db: sqlite3.Connection, found: Iterable[Fault]) -> list[Fault]:
    """Mend what can be, in one transaction; return the faults, each with what became of it."""
    keys = [fault.key for fault in found if fault.key is not None]
    with transaction(db):
        mend_settings(db)
        mend_references(db)
        db.execute("REINDEX")
        ledger = SqliteLedger(db)
        mend_documents(db, ledger, keys)
        mend_people(ledger)
        mend_packed(db)
        left = set(faults(db))
    return [replace(fault, mended=fault not in left) for fault in found]


def mend_settings(db: sqlite3.Connection) -> None:
    """Give a file its generation and salt anew where they are missing.

    Under another salt the hashes of forgotten files mean nothing: they are dropped, for to keep
    them would promise what no longer holds.
    """
    for name, value in (("generation", int(time.time())), ("salt", secrets.token_hex(16))):
        try:
            setting(db, name)
        except sqlite3.DatabaseError:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
            if name == "salt":
                db.execute("DELETE FROM forgotten")


def mend_references(db: sqlite3.Connection) -> None:
    """Delete what belongs to no document."""
    db.execute("DELETE FROM mention_keys WHERE document NOT IN (SELECT id FROM documents)")
    mentions = "(SELECT mention FROM documents)"
    db.execute(f"DELETE FROM corrections WHERE mention NOT IN {mentions}")
    db.execute(f"DELETE FROM decisions WHERE a NOT IN {mentions} OR b NOT IN {mentions}")


def mend_documents(db: sqlite3.Connection, ledger: Ledger, keys: Iterable[str]) -> None:
    """Write documents anew, of their file or their text, with all that is kept beside them."""
    reread = Rereading()
    for stored in ledger.stored("key", keys):
        sql = "SELECT text FROM documents WHERE mention = ?"
        (text,) = db.execute(sql, (stored.mention,)).fetchone()
        entry = reread.entry(stored, readable(text))
        if entry is not None:
            put(ledger, [entry])


def mend_people(ledger: Ledger) -> None:
    """Say anew of every document whose it is."""
    mentions = [one.mention for one in ledger.stored()]
    regroup(ledger, {one.mention: one for one in ledger.identities(mentions)})


def mend_packed(db: sqlite3.Connection) -> None:
    """Pack everybody anew, with all that stands beside."""
    begin_anew(db)
    pack(db, {})


class Rereading:
    """Reads documents again; the ontology and the linker are loaded for the first of them."""

    def __init__(self) -> None:
        self._reader: ResumeReader | None = None

    def entry(self, stored: StoredDocument, text: str) -> EncodedEntry | None:
        """Return a document as it is read now; None where nothing is left to read."""
        path, sha256 = stored.path, stored.sha256
        data = next(_same(sha256, _candidates(path, text, stored.encoding)), None)
        if data is None:
            return None
        found, told = format_of(path or stored.key, data), told_encoding(stored.media_type)
        raw = RawFile(stored.key, data, sha256, found, told)
        as_of = stored.as_of if stored.as_of_source == "option" else None
        try:
            document = document_of(raw)
            resume = self._made().parse(document, as_of=as_of, first_loaded=stored.first_loaded)
        except CommongroundError:  # a file of a format that this version does not read
            return None
        return DocumentEntry(document, resume, path, stored.first_loaded).encoded()

    def _made(self) -> ResumeReader:
        if self._reader is None:
            from ...loaders.parser import ResumeReader
            from ...ontology.ontology import load_ontology

            self._reader = ResumeReader(load_ontology())
        return self._reader


def _candidates(path: str, text: str, encoding: str) -> Iterator[bytes]:
    try:
        yield Path(path).read_bytes()
    except (OSError, ValueError):
        pass
    try:
        yield text.encode(encoding)
    except (LookupError, ValueError):  # an encoding that is damaged too
        pass


def _same(sha256: str, candidates: Iterable[bytes]) -> Iterator[bytes]:
    return (data for data in candidates if hashlib.sha256(data).hexdigest() == sha256)
