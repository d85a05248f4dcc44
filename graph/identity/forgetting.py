"""Forgetting a person: every document of theirs goes, and what was decided or noted about them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ...ontology.folding import fold
from ..ledger import Ledger, StoredDocument
from .regrouping import regroup, touched


def forget(ledger: Ledger, person: str) -> list[str]:
    """Delete a person's documents and what was decided or noted about them; return their keys.

    A salted hash of each file's content stays, so that loading its folder does not bring the person
    back. The caller holds the transaction.
    """
    documents = ledger.stored("person", (person,))
    own = {one.mention for one in documents}
    around = touched(ledger, own)  # while their documents still connect those around them
    ledger.add_forgotten([forgotten_hash(ledger.salt, one.sha256) for one in documents])
    _forget_notes(ledger, documents)
    ledger.delete(own)
    regroup(ledger, {id: one for id, one in around.items() if id not in own})
    return [one.key for one in documents]


def forgotten_hash(salt: str | int, sha256: str) -> str:
    """Return what stays of a forgotten file."""
    return hashlib.sha256(f"{salt}:{sha256}".encode()).hexdigest()


def _forget_notes(ledger: Ledger, documents: Sequence[StoredDocument]) -> None:
    """Delete unread files of theirs; take their name out of the reasons of others' decisions."""
    keys, paths = {one.key for one in documents}, {one.path for one in documents}
    # A name of three letters or fewer is part of too many words to be looked for in texts.
    folded = {fold(one.name) for one in documents if one.name and len(fold(one.name)) > 3}
    ledger.drop_unread(
        [
            file.key
            for file in ledger.unread()
            if file.key in keys or file.path in paths or _names(file.key, folded)
        ]
    )
    for decision in ledger.decisions():
        if _names(decision.why, folded):
            ledger.reword(decision.number, "(removed)")


def _names(text: str, folded: set[str]) -> bool:
    return any(name in fold(text) for name in folded)
