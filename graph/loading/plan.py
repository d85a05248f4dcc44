"""What to do with each file of a ``load``: read it, leave it, know it again."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from ...errors import UnreadableFile
from ...loaders.document import Document
from ...loaders.files import Found
from ..identity.forgetting import forgotten_hash
from ..ledger import StoredDocument
from ..put import DocumentEntry

if TYPE_CHECKING:
    from ...loaders.parser import ResumeReader

State: TypeAlias = Literal["parsed", "unchanged", "forgotten", "unread"]


@dataclass(frozen=True)
class Plan:
    """What a ``load`` knows before it reads; the same for every process that takes part.

    ``by_key`` are the stored documents, ``by_sha256`` the keys of those with the same bytes.
    """

    by_key: Mapping[str, StoredDocument]
    by_sha256: Mapping[str, tuple[str, ...]]
    forgotten: frozenset[str]
    salt: str | int
    reader: str
    ontology: str
    today: str
    max_size: int
    as_of: str | None = None
    again: bool = False

    def known(self, document: Document) -> tuple[StoredDocument | None, bool]:
        """Return what is stored of this file, and whether it moved here from another place."""
        stored = self.by_key.get(document.key)
        if stored is not None:
            return stored, False
        for key in self.by_sha256.get(document.sha256, ()):
            if self.by_key[key].path and not os.path.exists(self.by_key[key].path):
                return self.by_key[key], True
        return None, False

    def as_of_for(self, stored: StoredDocument | None) -> str | None:
        """Return the date to read by; a date that was once given stays until another is given."""
        if self.as_of is None and stored is not None and stored.as_of_source == "option":
            return stored.as_of
        return self.as_of

    def is_forgotten(self, document: Document) -> bool:
        """Return whether the file's person was forgotten and shall stay so."""
        return not self.again and forgotten_hash(self.salt, document.sha256) in self.forgotten

    def is_unchanged(self, document: Document, stored: StoredDocument) -> bool:
        """Return whether reading again could say nothing new."""
        same_date = self.as_of is None or (self.as_of, "option") == (
            stored.as_of,
            stored.as_of_source,
        )
        versions = (stored.sha256, stored.reader, stored.ontology)
        return same_date and versions == (document.sha256, self.reader, self.ontology)


@dataclass
class Outcome:
    """What became of one file; ``read`` and ``parse`` are seconds."""

    key: str
    path: str
    state: State
    reason: str = ""
    entry: DocumentEntry | None = None
    read: float = 0.0
    parse: float = 0.0


@dataclass
class Worker:
    """Reads files by a plan; each process has one."""

    plan: Plan
    reader: ResumeReader
    _began: float = field(default=0.0, init=False)

    def outcome(self, found: Found) -> Outcome:
        """Read one file, and parse it if that is needed."""
        from pathlib import Path

        from ...loaders.formats.decoding import read_document

        self._began = time.perf_counter()
        try:
            document = read_document(Path(found.path), found.key, max_size=self.plan.max_size)
        except UnreadableFile as fault:
            return self._unread(found, fault.reason)
        except Exception as fault:  # its message may quote the file
            return self._unread(found, _internal(fault))
        return self._decided(found, document)

    def _decided(self, found: Found, document: Document) -> Outcome:
        stored, moved = self.plan.known(document)
        if self.plan.is_forgotten(document):
            return self._timed(Outcome(found.key, found.path, "forgotten"))
        if stored and not moved and self.plan.is_unchanged(document, stored):
            return self._timed(Outcome(found.key, found.path, "unchanged"))
        out = self._timed(Outcome(found.key, found.path, "parsed"))
        first = stored.first_loaded if stored else self.plan.today
        began = time.perf_counter()
        try:
            as_of = self.plan.as_of_for(stored)
            resume = self.reader.parse(document, as_of=as_of, first_loaded=first)
        except Exception as fault:  # one strange file never stops the others
            return self._unread(found, _internal(fault))
        out.parse = time.perf_counter() - began
        origin = stored.key if stored and moved else None
        watched = not self.plan.again
        out.entry = DocumentEntry(
            document, resume, found.path, first, origin, unless_forgotten=watched
        )
        return out

    def _unread(self, found: Found, reason: str) -> Outcome:
        return self._timed(Outcome(found.key, found.path, "unread", reason))

    def _timed(self, out: Outcome) -> Outcome:
        out.read = time.perf_counter() - self._began
        return out


def _internal(fault: Exception) -> str:
    """Name a fault of ours by its class alone: its message may hold personal data."""
    return f"cannot be read as a resume (internal fault: {type(fault).__name__})"
