"""What a store keeps for the graph's rules: documents, decisions and notes, in one transaction.

The rules themselves (who is who, what ``put`` and ``forget`` mean) stand once, over this protocol;
each store is one class that keeps rows. A document goes by its key, or by its mention, which stays
the same when the file moves.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias

from ..loaders.document import Document
from ..loaders.notes import CorrectionNote
from .model import Correction, Decision

if TYPE_CHECKING:
    from ..loaders.resume import Resume

CORRECTION: Final = tuple(
    name for name in Correction.__dataclass_fields__ if name not in {"document", "state"}
)
"""What a store keeps of a correction, in order; which document it is of now follows from that."""

Field: TypeAlias = Literal["key", "mention", "person"]


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


class EncodedResume(NamedTuple):
    """What is kept of a Resume: ``json``, and what is looked up beside it (``graph.encoding``).

    ``names`` are folded and sorted, ``keys`` sorted; ``unknown`` are (term, reason), ``left_out``
    (list, items). ``following`` is what a store wanted made of it, for the mention that its key
    gives (``StoredGraph.following``); another store knows it for none of its own.
    """

    json: str
    name: str | None
    keys: tuple[str, ...]
    names: tuple[str, ...]
    as_of: str
    as_of_source: str
    reader: str
    ontology: str
    unknown: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, int], ...]
    following: object

    def decoded(self) -> Resume:
        """Return the Resume."""
        return _validated(self.json)


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it is written: all that is said of it, its text and its Resume.

    ``as_read`` is the JSON of the Resume before corrections; None where none applies.
    """

    stored: StoredDocument
    text: str
    said: EncodedResume
    as_read: str | None = None

    @property
    def resume(self) -> Resume:
        """The Resume, which is decoded for it."""
        return self.said.decoded()


class Identity(NamedTuple):
    """What is known of who a document speaks of."""

    mention: str
    name: str | None
    person: str
    keys: tuple[str, ...]


class Holder(NamedTuple):
    """A document that has a sure key, by its mention, its name, and whose it is."""

    key: str
    mention: str
    name: str | None
    person: str


class Content(NamedTuple):
    """A document's key, text, Resume as JSON, and that before corrections where there are some."""

    key: str
    text: str
    resume: str
    as_read: str | None = None

    @property
    def said(self) -> Resume:
        """The Resume, with what was corrected."""
        return _validated(self.resume)

    @property
    def reading(self) -> Resume:
        """The Resume as the reader gave it."""
        return _validated(self.as_read or self.resume)


def _validated(text: str) -> Resume:
    from ..loaders.resume import Resume  # the models take long to make, and questions need none

    return Resume.model_validate_json(text)


class Statement(NamedTuple):
    """A document's Resume as JSON, and whose it is; one that is not ``intact`` says nothing."""

    key: str
    mention: str
    person: str
    resume: str
    intact: bool = True


class UnreadFile(NamedTuple):
    """A file that could not be read as a resume, where it lies, and why."""

    key: str
    path: str
    reason: str


class Unknown(NamedTuple):
    """A listed term of a document that no concept covers."""

    document: str
    term: str
    reason: str


class LeftOut(NamedTuple):
    """How many items of one list of a document are beyond the cap of ``loaders.caps``."""

    document: str
    what: str
    items: int


def kept_document(
    key: str,
    text: str,
    encoding: str,
    media_type: str,
    sha256: str,
    resume: str | None,
    *,
    corrections: Iterable[CorrectionNote],
) -> Document:
    """Return a document as a store keeps it; which pages its text is of stands in its Resume.

    ``resume`` (JSON) may be None where ``media_type`` is a text's: such a file has no pages.
    """
    said = {} if resume is None else json.loads(resume)["meta"]["commonground"]
    regions = [(start, region) for start, region in said.get("regions", ())]
    noted = {note.number: note for note in corrections}
    return Document(key, text, encoding, media_type, sha256, regions=regions, corrections=noted)


class Ledger(Protocol):
    """Reads and writes a store's rows within one transaction, which its maker opens and ends."""

    @property
    def generation(self) -> int:
        """A number that counts up with every transaction that wrote."""

    @property
    def salt(self) -> str:
        """The salt of the hashes of forgotten files; no two graphs have the same by chance."""

    def adopt(self, salt: str) -> None:
        """Take another graph's salt, so that its hashes of forgotten files hold here."""

    def size(self) -> int:
        """Return how many documents there are."""

    def population(self) -> int:
        """Return how many people they speak of."""

    def stored(self, by: Field | None = None, values: Iterable[str] = ()) -> list[StoredDocument]:
        """Return all documents, or those with one of these values, sorted by key."""

    def document(self, key: str) -> Document | None:
        """Return a document with its text.

        Raises:
            BackendUnreachable: what is kept of it is damaged; so does ``contents``.
        """

    def contents(self, keys: Collection[str]) -> list[Content]:
        """Return the text and the Resume of those documents that are there, sorted by key."""

    def statements(self) -> Iterator[Statement]:
        """Give every document's Resume, sorted by key."""

    def damaged(self, keys: Collection[str] | None = None) -> list[str]:
        """Return which documents, of all or of some, are no longer as they were written, by key."""

    def unknown(self) -> Iterable[Unknown]:
        """Give the unknown terms of all documents, by document and place."""

    def left_out(self) -> Iterable[LeftOut]:
        """Give what was left out of documents, by document and list."""

    def identities(self, mentions: Collection[str]) -> list[Identity]:
        """Return what is known of some mentions, sorted by mention; keys are sorted."""

    def sharing(self, people: Collection[str], keys: Collection[str]) -> set[str]:
        """Return the mentions that are of one of these people or have one of these keys."""

    def holders(self, keys: Collection[str], most: int) -> list[Holder]:
        """Return the documents with one of these keys, of each that more than ``most`` have."""

    def overlapping(self) -> set[str]:
        """Return the mentions that have a key which another has too."""

    def write(self, records: Sequence[Record]) -> None:
        """Write documents, each in place of the one that its key has; no key comes twice."""

    def rename(self, old: str, new: str, path: str) -> None:
        """Give a document another key and place; its mention stays."""

    def move(self, key: str, path: str) -> None:
        """Note where a document's file lies."""

    def assign(self, persons: Mapping[str, str]) -> None:
        """Say whose these mentions are now."""

    def delete(self, mentions: Collection[str]) -> None:
        """Delete documents, all decisions and corrections of them, and every trace of them."""

    def decisions(self) -> list[Decision]:
        """Return all decisions by number."""

    def decide(self, decision: Decision) -> Decision:
        """Record a decision; number 0 stands for the next one, which is never given twice."""

    def corrections(self, mentions: Collection[str] | None = None) -> list[Correction]:
        """Return all corrections, or those of some mentions' documents, by number."""

    def correct(self, correction: Correction) -> Correction:
        """Record a correction, as ``decide`` does a decision: the same numbers are of both."""

    def withdraw(self, number: int) -> None:
        """Delete a decision or a correction."""

    def reword(self, number: int, why: str, by: str) -> None:
        """Give a decision or a correction another reason and author."""

    def unread(self) -> list[UnreadFile]:
        """Return the files that could not be read, by key."""

    def add_unread(self, files: Iterable[UnreadFile]) -> None:
        """Note files that could not be read, each in place of what was noted under its key."""

    def drop_unread(self, keys: Collection[str]) -> None:
        """Take files off the list of unread ones."""

    def forgotten(self) -> frozenset[str]:
        """Return the hashes of forgotten files."""

    def add_forgotten(self, hashes: Iterable[str]) -> None:
        """Note hashes of forgotten files."""

    def drop_forgotten(self, hashes: Collection[str]) -> None:
        """Take hashes off the list of forgotten files."""
