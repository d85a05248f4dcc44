"""A whole graph from one store to another: documents, decisions, and what was noted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from ...errors import UsageError
from ...loaders.evidence import misplaced
from ..encoding import Following, encoded, packed
from ..identity.marks import files
from ..ledger import Content, Ledger, Record, StoredDocument, UnreadFile
from ..model import Correction, Decision
from ..put import check_evidence
from ..store import StoredGraph

GROUP: Final = 128
"""Documents that one transaction writes."""

Progress: TypeAlias = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What a ``copy`` wrote, and in how many seconds; ``present`` were there from an earlier one.

    ``decisions``, ``corrections``, ``unread`` and ``forgotten`` count what the target has now.
    """

    documents: int
    present: int
    decisions: int
    corrections: int
    unread: int
    forgotten: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Contents:
    salt: str
    documents: dict[str, StoredDocument]
    decisions: list[Decision]
    corrections: list[Correction]
    unread: list[UnreadFile]
    forgotten: frozenset[str]

    @property
    def empty(self) -> bool:
        held = (self.documents, self.decisions, self.corrections, self.unread, self.forgotten)
        return not any(held)

    def within(self, other: _Contents) -> bool:
        """Return whether another graph holds all of this, and the same."""
        return (
            self.salt == other.salt
            and self.documents.items() <= other.documents.items()
            and set(self.decisions) <= set(other.decisions)
            and set(self.corrections) <= set(other.corrections)
            and set(self.unread) <= set(other.unread)
            and self.forgotten <= other.forgotten
        )


def copy(
    source: StoredGraph, target: StoredGraph, *, progress: Progress | None = None
) -> CopyReport:
    """Copy a graph into an empty one, whichever stores they are in.

    Documents go with their text, Resume, dates, place and mention; decisions and corrections with
    their number, time and author; files that could not be read; the marks of forgotten documents
    with their salt, so that ``load`` skips them there too. ``export`` then writes the same bytes.
    What was begun and not finished goes on when it is called again. ``progress`` is called with
    (documents done, documents in all, key).

    Raises:
        UsageError: the target holds something that the source does not, the source was changed
            meanwhile, or a document of it, from an earlier version, cites what its text has not.
        BackendUnreachable: one of them cannot be read or written.
    """
    began = time.perf_counter()
    generation = source.generation
    held = source.reading(_contents)
    there = target.reading(_contents)
    missing = _missing(held, there)
    if there.empty:  # the salt first: hashes of forgotten files mean nothing under another
        target.writing(partial(_adopt, held.salt))
    for start in range(0, len(missing), GROUP):
        group = missing[start : start + GROUP]
        records = source.reading(partial(_records, group, target.following))
        target.writing(partial(_write, records))
        if progress is not None:
            progress(start + len(group), len(missing), group[-1].key)
    if there != held:  # notes last: decisions refer to documents
        target.writing(partial(_write_notes, held))
    if source.generation != generation:
        raise UsageError("the graph was changed while it was copied: copy it into an empty one")
    return CopyReport(
        documents=len(missing),
        present=len(held.documents) - len(missing),
        decisions=len(held.decisions),
        corrections=len(held.corrections),
        unread=len(held.unread),
        forgotten=files(held.forgotten),
        seconds=time.perf_counter() - began,
    )


def _contents(ledger: Ledger) -> _Contents:
    documents = {stored.key: stored for stored in ledger.stored()}
    decided, corrected = ledger.decisions(), ledger.corrections()
    unread, forgotten = ledger.unread(), ledger.forgotten()
    return _Contents(ledger.salt, documents, decided, corrected, unread, forgotten)


def _missing(held: _Contents, there: _Contents) -> list[StoredDocument]:
    """Return what is still to be written, the documents of one person together."""
    if not (there.empty or there.within(held)):
        raise UsageError(
            f"the target holds another graph ({len(there.documents)} documents): copy into an empty"
            " one"
        )
    # A server's graph follows in each transaction: whose documents come together is made once.
    missing = [stored for key, stored in held.documents.items() if key not in there.documents]
    return sorted(missing, key=lambda stored: (stored.person, stored.key))


def _adopt(salt: str, ledger: Ledger) -> None:
    ledger.adopt(salt)


def _records(
    stored: Sequence[StoredDocument], following: Following | None, ledger: Ledger
) -> list[Record]:
    """Read documents; those that are gone meanwhile are left out, and ``copy`` says so."""
    by_key = {one.key: one for one in stored}
    return [_record(by_key[one.key], one, following) for one in ledger.contents(by_key)]


def _record(stored: StoredDocument, content: Content, following: Following | None) -> Record:
    said = content.said
    check_evidence(stored.key, misplaced(said, content.text))
    reading = packed(content.reading) if content.as_read else None
    return Record(stored, content.text, encoded(said, following=following), reading)


def _write(records: Sequence[Record], ledger: Ledger) -> None:
    ledger.write(records)


def _write_notes(held: _Contents, ledger: Ledger) -> None:
    decided = {decision.number for decision in ledger.decisions()}
    for decision in held.decisions:
        if decision.number not in decided:
            ledger.decide(decision)
    corrected = {correction.number for correction in ledger.corrections()}
    for correction in held.corrections:
        if correction.number not in corrected:
            ledger.correct(correction)
    ledger.add_unread(held.unread)
    ledger.add_forgotten(held.forgotten)
