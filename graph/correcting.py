"""Recording what a document's reading got wrong, telling what of it still applies, undoing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..errors import NotFound, UsageError, quoted
from ..loaders.document import Document
from ..loaders.resume import Resume
from .corrections.applying import APPLIES, found_in, lines_of
from .corrections.fields import Target, entry_of, naming_spans, target_of
from .corrections.values import checked_value
from .identity.decisions import account, stated
from .ledger import Ledger, StoredDocument
from .model import Correction
from .put import DocumentEntry, write

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology

DAMAGED = "cannot be told: what is kept of the document is damaged"


def correct(
    ledger: Ledger,
    ontology: Ontology,
    stored: StoredDocument,
    field: str,
    value: str | None,
    why: str,
    by: str | None = None,
) -> Correction:
    """Record that a field of a document has another value, or none, and write the document so.

    The caller holds the transaction.

    Raises:
        UsageError: there is no such field, the value is none that it can have or the one that it
            has, it is corrected already, or the reason is missing.
    """
    reason = stated(why, "say why: a correction needs its reason (--why)")
    author = account() if by is None else stated(by, "--by is empty: say who, or leave it out")
    reading, document = read(ledger, stored)
    target = target_of(reading, field)
    after, concept = checked_value(reading, target, value, ontology)
    _refuse_repetition(ledger, stored, reading, document, target, after)
    lines, (start, end) = _place(reading, document, target)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    correction = ledger.correct(
        Correction(
            number=0,
            mention=stored.mention,
            field=target.pointer,
            before=target.before,
            after=after,
            concept=concept,
            lines=lines,
            start=start,
            end=end,
            sha256=document.sha256,
            why=reason,
            when=made,
            by=author,
        )
    )
    _write_again(ledger, stored)
    return replace(correction, document=stored.key, state=APPLIES)


def take_back(ledger: Ledger, correction: Correction) -> None:
    """Delete a correction and write its document as it is without; the caller holds the lock."""
    ledger.withdraw(correction.number)
    for stored in ledger.stored("mention", (correction.mention,)):
        _write_again(ledger, stored)


def corrections(ledger: Ledger, keys: Collection[str] | None = None) -> list[Correction]:
    """Return all corrections or those of some documents, by number, with what became of each."""
    documents = ledger.stored() if keys is None else ledger.stored("key", keys)
    of = {one.mention: one for one in documents}
    made = ledger.corrections(of if keys is not None else None)
    mentions = {one.mention for one in made}
    damaged = set(ledger.damaged([of[mention].key for mention in mentions]))
    told: list[Correction] = []
    for mention in mentions:
        own = [one for one in made if one.mention == mention]
        if of[mention].key in damaged:
            told += [replace(one, document=of[mention].key, state=DAMAGED) for one in own]
        else:
            told += _told(ledger, of[mention], own)
    return sorted(told, key=lambda one: one.number)


def _told(ledger: Ledger, stored: StoredDocument, own: Sequence[Correction]) -> list[Correction]:
    """Say of corrections of one document where they are now, and whether they apply."""
    reading, document = read(ledger, stored)
    return [
        replace(
            one.correction,
            document=stored.key,
            state=one.state,
            field=one.target.pointer if one.target else one.correction.field,
        )
        for one in found_in(reading, document, own)
    ]


def read(ledger: Ledger, stored: StoredDocument) -> tuple[Resume, Document]:
    """Return what the reader said of a document, and its text.

    Raises:
        NotFound: it is no longer there.
    """
    document, contents = ledger.document(stored.key), ledger.contents((stored.key,))
    if document is None or not contents:
        raise NotFound(f"there is no document {quoted(stored.key)} in the graph")
    return contents[0].reading, document


def _write_again(ledger: Ledger, stored: StoredDocument) -> None:
    reading, document = read(ledger, stored)
    entry = DocumentEntry(document, reading, stored.path, stored.first_loaded)
    write(ledger, [entry.encoded()])


def _refuse_repetition(
    ledger: Ledger,
    stored: StoredDocument,
    reading: Resume,
    document: Document,
    target: Target,
    after: str | None,
) -> None:
    for known in found_in(reading, document, ledger.corrections((stored.mention,))):
        # Several concepts may be added to one list, each once.
        if known.target == target and (
            target.item is not None or not target.lists_concepts or known.correction.after == after
        ):
            number = known.correction.number
            raise UsageError(
                f"already corrected by {number}: `commonground undo {number}` takes that back"
            )


def _place(reading: Resume, document: Document, target: Target) -> tuple[str, tuple[int, int]]:
    """Return the lines by which an entry is known again, and the first place on them."""
    entry = entry_of(target.pointer)
    spans = naming_spans(reading, *entry) if entry else ()
    if entry and not spans:
        raise UsageError(f"no line of the document names {target.pointer}: nothing to know it by")
    return "\n".join(lines_of(document, spans)), spans[0] if spans else (0, 0)
