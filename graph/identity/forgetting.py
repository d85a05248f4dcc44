"""Forgetting a person: every document of theirs goes, and what was decided or noted about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..ledger import Ledger, StoredDocument
from ..model import Correction, Decision
from .crowds import Crowds
from .marks import asks, forgotten_hash, path_mark, person_marks, text_mark
from .person_names import may_be_one, words
from .regrouping import regroup, touched
from .traces import Traces

_REMOVED = "(removed)"
LOOKS_FORGOTTEN = (
    "looks like somebody who was forgotten, and is left out: `load --again` of the file loads it"
)


def forget(ledger: Ledger, person: str) -> list[str]:
    """Delete a person's documents and what was decided or noted about them; return their keys.

    Marks of them stay, so that loading their files does not bring the person back (see ``marks``).
    The caller holds the transaction.
    """
    documents = ledger.stored("person", (person,))
    own = {one.mention for one in documents}
    crowds = Crowds(ledger, own)
    around = touched(ledger, own, crowds)  # while their documents still connect those around them
    ledger.add_forgotten(sorted(_marks(ledger, documents)))
    emails = [
        address
        for mention in own
        for kind, _, address in (key.partition(":") for key in around[mention].keys)
        if kind == "email"
    ]
    read = [content.reading.basics for content in ledger.contents([one.key for one in documents])]
    names = {one.name for one in documents} | {one.name for one in read}
    emails += [one.email for one in read if one.email]
    _forget_notes(ledger, documents, Traces(filter(None, names), emails))
    ledger.delete(own)
    left = {id: one for id, one in around.items() if id not in own}
    regroup(ledger, left, crowds.keys)
    return [one.key for one in documents]


def is_left_out(
    marks: Collection[str],
    forgotten: Collection[str],
    stored: StoredDocument | None,
    name: str | None,
) -> bool:
    """Return whether a document is somebody's who was forgotten, or looks so.

    ``stored`` is what the graph holds under its key, of somebody whom nobody forgot: the same
    person's may hold an address of one who was, as a resume holds its referees'.
    """
    found = set(marks).intersection(forgotten)
    if found and asks(found) and stored is not None:
        return not may_be_one(words(stored.name), words(name))
    return bool(found)


def _marks(ledger: Ledger, documents: Sequence[StoredDocument]) -> set[str]:
    salt = ledger.salt
    found = {forgotten_hash(salt, one.sha256) for one in documents}
    for content in ledger.contents([one.key for one in documents]):
        text = text_mark(salt, content.text)
        found |= {text} if text else set()
        # As it was read too: the file says that still when it is found again.
        found |= {
            mark
            for resume in (content.said, content.reading)
            for mark in person_marks(salt, resume, 1)
        }
    return found


def _forget_notes(ledger: Ledger, documents: Sequence[StoredDocument], traces: Traces) -> None:
    """Delete unread files of theirs; take their name out of what others' decisions say."""
    keys, paths = {one.key for one in documents}, {one.path for one in documents}
    gone = [
        file.key
        for file in ledger.unread()
        if file.key in keys or file.path in paths or traces.in_any(*file)
    ]
    ledger.drop_unread(gone)
    ledger.add_forgotten([path_mark(ledger.salt, key) for key in gone])
    own = {one.mention for one in documents}
    others = [one for one in ledger.corrections() if one.mention not in own]
    decided: list[Decision | Correction] = [*ledger.decisions(), *others]
    for decision in decided:
        why, by = (
            _REMOVED if traces.in_any(text) else text for text in (decision.why, decision.by)
        )
        if (why, by) != (decision.why, decision.by):
            ledger.reword(decision.number, why, by)
