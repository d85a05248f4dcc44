"""Documents on their way into a store, whichever it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..errors import UsageError
from .encoding import EncodedEntry, Following, encoded
from .facts.fragment import mention_id
from .identity.marks import marks, path_mark, text_mark
from .ledger import EncodedResume, Ledger, Record, StoredDocument, UnreadFile
from .model import Correction, stable_id

if TYPE_CHECKING:
    from ..loaders.document import Document
    from ..loaders.resume import Resume

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document and its Resume on their way into the store.

    ``path`` is where the file lies; ``moved_from`` the key under which the store knows the same
    file from a place where it no longer is. ``unless_forgotten`` leaves the document out where its
    person was forgotten, also since the file was read. ``marks`` are those of the document, where
    whoever read it made them (see ``identity.marks``).
    """

    document: Document
    resume: Resume
    path: str = ""
    first_loaded: str = ""
    moved_from: str | None = None
    unless_forgotten: bool = False
    marks: frozenset[str] | None = None

    def encoded(self, *, following: Following | None = None) -> EncodedEntry:
        """Return the row that is written, with what the store wants made of it."""
        from ..loaders.evidence import misplaced

        document = self.document
        return EncodedEntry(
            key=document.key,
            text=document.text,
            encoding=document.encoding,
            media_type=document.media_type,
            sha256=document.sha256,
            said=encoded(self.resume, following=following),
            misplaced=misplaced(self.resume, document.text),
            path=self.path,
            first_loaded=self.first_loaded,
            moved_from=self.moved_from,
            unless_forgotten=self.unless_forgotten,
            marks=self.marks,
        )


def put(ledger: Ledger, entries: Iterable[EncodedEntry]) -> int:
    """Write documents, each in place of the one that its key had, and say anew who is who.

    Return how many pairs of people came up that may be one (see ``identity.maybes``).

    Raises:
        UsageError: the evidence of one is no place of its text; nothing is written.
    """
    kept = _not_forgotten(ledger, entries)
    for entry in kept:
        check_evidence(entry.key, entry.misplaced)
    if not kept:
        return 0
    fresh = write(ledger, kept)
    # What could be read now is no longer on the list of what could not.
    ledger.drop_unread([entry.key for entry in kept])
    _remember_again(ledger, kept)
    return fresh


def write(ledger: Ledger, kept: Sequence[EncodedEntry]) -> int:
    """Write documents as they are corrected, and say anew who is who; return as ``put``."""
    # Imported by who writes: those who only read need what else is here.
    from .identity.crowds import Crowds
    from .identity.maybes import newly_undecided
    from .identity.regrouping import regroup, touched

    keys = {key for one in kept for key in (one.document.key, one.moved_from) if key}
    known = {one.key: one for one in ledger.stored("key", keys)}
    # Before anything is written: who was together with the old documents may fall apart.
    crowds = Crowds(ledger, {one.mention for one in known.values()})
    affected = touched(ledger, {one.mention for one in known.values()}, crowds)
    for entry in kept:
        # A file that moved keeps its mention, and with it what was decided about its person.
        if entry.moved_from in known and entry.key not in known:
            ledger.rename(entry.moved_from, entry.key, entry.path)
            known[entry.key] = known.pop(entry.moved_from)
    mentions = _mentions(ledger, [entry.key for entry in kept], known)
    crowds.change(mentions.values())
    made: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in ledger.corrections(mentions.values()):
        made[one.mention].append(one)
    named = [(entry, entry.key, mentions[entry.key]) for entry in kept]
    ledger.write([_record(one, known.get(key), id, made[id]) for one, key, id in named])
    # After writing, with the new keys too: they may join people who were apart.
    around = touched(ledger, affected.keys() | mentions.values(), crowds)
    before = around | dict.fromkeys(mentions.values()) | affected
    grouped = regroup(ledger, around, crowds.keys)
    earlier = [one for one in before.values() if one is not None]
    beside = crowds.beside(around)
    return newly_undecided(earlier + beside, grouped + beside, ledger.decisions())


def check_evidence(key: str, misplaced: str | None) -> None:
    """Refuse a document that has evidence which is no place of its text, before it is written.

    Raises:
        UsageError: it has some; ``misplaced`` says of what (``loaders.evidence``).
    """
    if misplaced is not None:
        raise UsageError(
            f"{key}: the evidence of {misplaced} is no place in its text, so it is not stored: load"
            " the file again"
        )


def note(
    ledger: Ledger, unread: Iterable[tuple[str, str, str]], seen: Iterable[tuple[str, str]]
) -> None:
    """Note files that could not be read, and where unchanged ones lie."""
    files = [UnreadFile(*file) for file in unread]
    salt, forgotten = ledger.salt, ledger.forgotten() if files else frozenset()
    # One that named somebody who was forgotten is told of, and leaves no note.
    ledger.add_unread([one for one in files if path_mark(salt, one.key) not in forgotten])
    places = list(seen)
    ledger.drop_unread([key for key, _ in places])
    for key, path in places:
        ledger.move(key, path)


def storable(text: T) -> T | bytes:
    """Return what a database can hold: a text with lone surrogates goes as bytes."""
    if not isinstance(text, str) or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def readable(value: str | bytes | None) -> str:
    """Return the text that was stored."""
    # Lone surrogates are in files that do not decode; text columns refuse them.
    text = value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
    return text  # type: ignore[return-value]  # None only where the field is optional


def _not_forgotten(ledger: Ledger, entries: Iterable[EncodedEntry]) -> list[EncodedEntry]:
    """Return the entries to write, the last one of each key, without those to leave out."""
    # Two files of one key in one call: the last one wins, as it would in two calls.
    last = {entry.key: entry for entry in entries}
    watched = [entry for entry in last.values() if entry.unless_forgotten]
    forgotten = ledger.forgotten() if watched else frozenset()
    if not forgotten:
        return list(last.values())
    from .identity.forgetting import is_left_out

    stored = {one.key: one for one in ledger.stored("key", last)}
    return [
        entry
        for key, entry in last.items()
        if not entry.unless_forgotten
        or not is_left_out(_marks(ledger, entry), forgotten, stored.get(key), entry.said.name)
    ]


def _remember_again(ledger: Ledger, entries: Iterable[EncodedEntry]) -> None:
    """Drop the marks of those whom somebody loads although they were forgotten."""
    wanted = [entry for entry in entries if not entry.unless_forgotten]
    forgotten = ledger.forgotten() if wanted else frozenset()
    if forgotten:
        found = {mark for entry in wanted for mark in _marks(ledger, entry)}
        ledger.drop_forgotten(found & forgotten)


def _marks(ledger: Ledger, entry: EncodedEntry) -> frozenset[str]:
    if entry.marks is not None:
        return entry.marks
    text = text_mark(ledger.salt, entry.text)
    return marks(ledger.salt, entry.sha256, text, entry.said.decoded())


def _mentions(
    ledger: Ledger, keys: Sequence[str], known: dict[str, StoredDocument]
) -> dict[str, str]:
    """Return the mention of each key: the known one, else of its key, else of key and a number."""
    mentions = {key: known[key].mention for key in keys if key in known}
    fresh = {key: mention_id(key) for key in keys if key not in known}
    number = 1
    while fresh:
        taken = {one.mention for one in ledger.stored("mention", fresh.values())}
        taken |= set(mentions.values())
        mentions |= {key: mention for key, mention in fresh.items() if mention not in taken}
        number += 1  # a document that moved away still has the id of this key
        fresh = {key: stable_id("person", key, number) for key in fresh if key not in mentions}
    return mentions


def _record(
    entry: EncodedEntry, known: StoredDocument | None, mention: str, made: Sequence[Correction]
) -> Record:
    said, as_read = _corrected(entry, made) if made else (entry.said, None)
    stored = StoredDocument(
        key=entry.key,
        path=entry.path,
        sha256=entry.sha256,
        media_type=entry.media_type,
        encoding=entry.encoding,
        as_of=said.as_of,
        as_of_source=said.as_of_source,
        first_loaded=known.first_loaded if known else entry.first_loaded or said.as_of,
        reader=said.reader,
        ontology=said.ontology,
        mention=mention,
        person=known.person if known else mention,
        name=said.name,
    )
    return Record(stored, entry.text, said, as_read)


def _corrected(entry: EncodedEntry, made: Iterable[Correction]) -> tuple[EncodedResume, str | None]:
    """Return a reading with its corrections, and its JSON without them where some apply."""
    from .corrections.applying import corrected, found_in

    reading = entry.said.decoded()
    resume = corrected(reading, found_in(reading, entry.document, made))
    if resume is reading:
        return entry.said, None
    return encoded(resume), entry.said.json
