"""What to do with each file of a ``load``: read it, leave it, know it again."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from ...errors import UnreadableFile
from ...loaders.document import Document
from ...loaders.files import FoundFile
from ...loaders.formats.reading import MAX_SIZE, RawFile, document_of, read_raw, told_encoding
from ...loaders.memory import MAX_MEMORY, bounded_memory
from ...loaders.signs import why_no_resume
from ..encoding import EncodedEntry, Following
from ..identity.forgetting import LOOKS_FORGOTTEN, is_left_out
from ..identity.marks import forgotten_hash, marks, text_mark
from ..ledger import StoredDocument
from ..put import DocumentEntry

if TYPE_CHECKING:
    from ...loaders.parser import ResumeReader
    from ...loaders.resume import Resume

State: TypeAlias = Literal["parsed", "unchanged", "forgotten", "asked", "unread"]


@dataclass(frozen=True)
class Plan:
    """What a ``load`` knows before it reads; the same for every process that takes part.

    ``by_key`` are the stored documents, ``by_sha256`` the keys of those with the same bytes;
    ``damaged`` those of these files that the store can no longer read back. ``following`` is
    what the store wants made of each Resume.
    """

    by_key: Mapping[str, StoredDocument]
    by_sha256: Mapping[str, tuple[str, ...]]
    forgotten: frozenset[str]
    salt: str | int
    reader: str
    ontology: str
    today: str
    max_size: int = MAX_SIZE
    max_memory: int = MAX_MEMORY
    as_of: str | None = None
    encoding: str | None = None
    again: bool = False
    any_file: bool = False
    damaged: frozenset[str] = frozenset()
    following: Following | None = None

    def known(self, raw: RawFile) -> tuple[StoredDocument | None, bool]:
        """Return what is stored of this file, and whether it moved here from another place."""
        stored = self.by_key.get(raw.key)
        if stored is not None:
            return stored, False
        # The same bytes while the first file is still there are a copy, another document.
        for key in self.by_sha256.get(raw.sha256, ()):
            if self.by_key[key].path and not os.path.exists(self.by_key[key].path):
                return self.by_key[key], True
        return None, False

    def as_of_for(self, stored: StoredDocument | None) -> str | None:
        """Return the date to read by; a date that was once given stays until another is given."""
        if self.as_of is None and stored is not None and stored.as_of_source == "option":
            return stored.as_of
        return self.as_of

    def encoding_for(self, raw: RawFile, stored: StoredDocument | None) -> str | None:
        """Return the encoding to read in; one that was once told stays until another is told."""
        if not raw.format.encoded:
            return None
        if self.encoding is None and stored is not None:
            return told_encoding(stored.media_type)
        return self.encoding

    def is_forgotten(self, raw: RawFile) -> bool:
        """Return whether the file's person was forgotten and shall stay so."""
        return not self.again and forgotten_hash(self.salt, raw.sha256) in self.forgotten

    def text_mark(self, document: Document) -> str | None:
        """Return the mark of a document's text, where there are any to hold it to."""
        return text_mark(self.salt, document.text) if self.forgotten else None

    def marks(self, document: Document, text: str | None, resume: Resume) -> frozenset[str] | None:
        """Return the marks of a document, its text's among them, as ``text_mark`` does."""
        if not self.forgotten:
            return None
        return marks(self.salt, document.sha256, text, resume)

    def asks_about(
        self, found: frozenset[str] | None, resume: Resume, stored: StoredDocument | None
    ) -> bool:
        """Return whether somebody must say that a document shall be loaded."""
        if self.again or found is None:
            return False
        return is_left_out(found, self.forgotten, stored, resume.basics.name)

    def _speaks_from(self, stored: StoredDocument) -> bool:
        """Return whether the date that is given would be a document's: one that it states is."""
        if stored.as_of_source in ("metadata", "text"):
            return stored.as_of <= str(self.as_of)[: len(stored.as_of)]
        return (self.as_of, "option") == (stored.as_of, stored.as_of_source)

    def is_unchanged(self, raw: RawFile, stored: StoredDocument) -> bool:
        """Return whether reading again could say nothing new."""
        same_date = self.as_of is None or self._speaks_from(stored)
        if stored.key in self.damaged:
            return False
        same_encoding = self.encoding_for(raw, stored) == told_encoding(stored.media_type)
        versions = (stored.sha256, stored.reader, stored.ontology)
        same = versions == (raw.sha256, self.reader, self.ontology)
        return same and same_date and same_encoding

    def refusal(
        self, resume: Resume, document: Document, stored: StoredDocument | None
    ) -> str | None:
        """Return why a file stays out; what the graph holds has been let in, and is replaced."""
        if self.any_file or stored is not None:
            return None
        return why_no_resume(resume, document)


@dataclass
class Outcome:
    """What became of one file; ``note`` is to be told of it, ``read`` and ``parse`` are seconds."""

    key: str
    path: str
    state: State
    reason: str = ""
    note: str = ""
    entry: EncodedEntry | None = None
    read: float = 0.0
    parse: float = 0.0


@dataclass
class Worker:
    """Reads files by a plan; each process has one."""

    plan: Plan
    reader: ResumeReader

    def outcome(self, found: FoundFile) -> Outcome:
        """Read one file, and parse it if that is needed."""
        began = time.perf_counter()
        out = Outcome(found.key, found.path, "unread")
        try:
            with bounded_memory(found.key, self.plan.max_memory):
                self._read(found, out)
        except UnreadableFile as fault:
            out.reason = fault.reason
        except Exception as fault:  # one strange file never stops the others
            out.reason = _internal(fault)
        out.read = time.perf_counter() - began - out.parse
        return out

    def _read(self, found: FoundFile, out: Outcome) -> None:
        raw = read_raw(Path(found.path), found.key, max_size=self.plan.max_size)
        stored, moved = self.plan.known(raw)
        if self.plan.is_forgotten(raw):
            out.state = "forgotten"
        elif stored and not moved and self.plan.is_unchanged(raw, stored):
            out.state = "unchanged"
        else:
            raw = replace(raw, encoding=self.plan.encoding_for(raw, stored))
            self._parse(document_of(raw), stored, moved, out)

    def _parse(
        self, document: Document, stored: StoredDocument | None, moved: bool, out: Outcome
    ) -> None:
        text = self.plan.text_mark(document)
        if text in self.plan.forgotten and not self.plan.again:
            out.state = "forgotten"  # the same file with other newlines, blanks or the like
            return
        first = stored.first_loaded if stored else self.plan.today
        began = time.perf_counter()
        as_of = self.plan.as_of_for(stored)
        resume = self.reader.parse(document, as_of=as_of, first_loaded=first, today=self.plan.today)
        out.parse = time.perf_counter() - began
        marks = self.plan.marks(document, text, resume)
        if self.plan.asks_about(marks, resume, stored):
            out.state, out.reason = "asked", LOOKS_FORGOTTEN
            return
        reason = self.plan.refusal(resume, document, stored)
        if reason is not None:
            out.reason = reason
            return
        origin = stored.key if stored and moved else None
        watched = not self.plan.again
        entry = DocumentEntry(document, resume, out.path, first, origin, watched, marks)
        out.entry = entry.encoded(following=self.plan.following)
        out.note = document.doubt or ""
        out.state = "parsed"


def _internal(fault: Exception) -> str:
    """Name a fault of ours by its class alone: its message may hold personal data."""
    return f"cannot be read as a resume (internal fault: {type(fault).__name__})"
