"""Collects a resume's values together with the places they come from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ..ontology.wordlists import WordPattern
from .dates import find_dates
from .document import Document
from .layout.mapped import Mapped, Span
from .patterns import any_of
from .resume import ConceptLink, SpanPair, Status, Unclaimed, UnknownTerm, Unplaced

if TYPE_CHECKING:
    from ..ontology.linker.linker import Link, Linker

EDGES: Final = " \t\u00a0-–—−|•·,;:*_>\\/→~"
# Blanks before a mark are taken from where they begin, and those behind it for good: a line of
# nothing but blanks costs its length once. "Go/Rust" are two, "TCP/ip" is one, and what stands in
# brackets belongs to the item before them.
_ITEM: Final = re.compile(
    r"(?:(?<!\s)\s{1,99})?(?:[,;|•·\t]|\s[-–—/]\s|(?<=\w)/(?=[A-Z]))\s*+(?![^(]{0,200}\))"
)
_LABEL: Final = re.compile(r"[^:,]{2,40}:\s")
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"\w")
_WORDY: Final = 5  # words of a term at most; more are a sentence
_MOST: Final = 1000  # places of one value
_PLACES: Final = 100  # of one concept in one entry, however often a text says it
_LEVEL: Final = WordPattern(lambda: rf"{any_of('levels', 'skills')}(?: level)?", re.IGNORECASE)


class Vocabulary(Protocol):
    """What the reader asks the ontology itself."""

    def label_of(self, concept: str) -> str: ...

    def study(self, text: str, kind: str) -> str | None: ...


@dataclass(slots=True)
class ConceptMention:
    """One place that names a concept."""

    concept: str
    reason: str
    span: SpanPair


class Mark(NamedTuple):
    """How many entries each of a builder's records has."""

    evidence: int
    status: int
    links: int
    used: int
    unclaimed: int
    unknown: int


class Builder:
    """Evidence, status and links by JSON pointer, and which lines of the file have been used.

    ``shown`` are the texts that the document shows; a line that has none of them is never unplaced.
    """

    def __init__(
        self, document: Document, shown: Iterable[Mapped], linker: Linker, vocabulary: Vocabulary
    ) -> None:
        self.document = document
        self._length = len(document.text)
        self._starts = [*document.line_starts, self._length + 1]
        self._visible = {number for text in shown for number in self._numbers(text)}
        self.linker = linker
        self.vocabulary = vocabulary
        self.evidence: dict[str, list[SpanPair]] = {}
        self.status: dict[str, Status] = {}
        self.margins: dict[str, float] = {}  # of values that could be read otherwise
        self.links: dict[str, ConceptLink] = {}
        self.unknown: list[UnknownTerm] = []
        self.unclaimed: dict[SpanPair, Unclaimed] = {}
        self.loose: list[ConceptMention] = []
        self._used: dict[int, None] = {}  # in order, which a set has not

    def value(self, pointer: str, text: Mapped | None, status: Status = "found") -> str | None:
        """Record a value with its place and return it, blanks folded; None if nothing is left."""
        trimmed = trim(text) if text is not None else None
        if trimmed is None or not self.place(pointer, trimmed, status):
            return None
        return " ".join(trimmed.text.split())

    def place(self, pointer: str, text: Mapped, status: Status = "found") -> bool:
        """Record where a value stands; False where it stands nowhere in the file."""
        span = self._checked(text.span)
        if span is None:
            return False
        pairs = self.evidence.setdefault(pointer, [])
        if len(pairs) < _MOST and span not in pairs:
            pairs.append(span)
        if status != "found":
            self.status[pointer] = status
        self.use(text)
        return True

    def _checked(self, span: Span | None) -> SpanPair | None:
        """Return a place of the text; None for any other, so that none becomes evidence."""
        if span is None or not span.lies_in(self._length):
            return None
        return span.start, span.end

    def mark(self) -> Mark:
        """Return what ``take_back`` needs to undo what follows: how much there is of everything."""
        counts = [len(record) for record in (*self._recorded(), self.unknown)]
        return Mark(*counts)

    def take_back(self, mark: Mark) -> None:
        """Forget all that was recorded since the mark: nothing came of it."""
        # A dict keeps the order of insertion, so that the last are those to forget: the work is
        # that of what is forgotten, however much stands before it.
        for record, before in zip(self._recorded(), mark, strict=False):
            while len(record) > before:
                record.popitem()
        del self.unknown[mark.unknown :]

    def _recorded(self) -> tuple[dict[Any, Any], ...]:
        return self.evidence, self.status, self.links, self._used, self.unclaimed

    def use(self, text: Mapped) -> None:
        """Mark the lines that a text stands on as used."""
        used = self._used
        for number in self._numbers(text):
            used[number] = None

    def _numbers(self, text: Mapped) -> range:
        if not text.text:
            return range(0)
        # Nearly every text stands on one line: the second search is for the others.
        first = bisect_right(self._starts, text.starts[0])
        end = text.ends[-1]
        if end <= self._starts[first]:
            return range(first, first + 1)
        return range(first, bisect_right(self._starts, max(end - 1, text.starts[0])) + 1)

    def mentions(
        self, text: Mapped, *, listed: bool = False, section: str = "", nearby: str = ""
    ) -> list[ConceptMention]:
        """Return the concepts that a text names, with their places in the file."""
        links = self.linker.link(text.text, listed=listed, section=section, nearby=nearby)
        out = []
        for link in links:
            span = self._checked(text.place(link.start, link.end))
            if span is None or not link.concept.claimable:
                continue
            if link.held:
                out.append(ConceptMention(link.concept.id, link.reason, span))
            else:
                self.unclaimed[span] = Unclaimed(
                    concept=link.concept.id, polarity=link.polarity, span=span
                )
        # Only a list names terms: of a sentence no word could be told from the rest.
        if listed:
            self._note_unknown(text, links)
        return out

    def keywords(self, pointer: str, mentions: Iterable[ConceptMention]) -> list[str]:
        """Record linked concepts under a list of labels and return the labels, first one first."""
        places: dict[str, list[ConceptMention]] = {}
        for mention in mentions:
            places.setdefault(mention.concept, []).append(mention)
        for index, (concept, found) in enumerate(places.items()):
            key = f"{pointer}/{index}"
            self.links[key] = ConceptLink(concept=concept, reason=found[0].reason)
            # Most are named once: one place needs no set.
            spans = [found[0].span] if len(found) == 1 else sorted({one.span for one in found})
            self.evidence[key] = spans[:_PLACES]
        return [self.vocabulary.label_of(concept) for concept in places]

    def study(self, text: str, kind: str) -> str | None:
        """Return the Degree or Field concept that a text is, if the ontology has it."""
        return self.vocabulary.study(text, kind)

    def link_study(self, pointer: str, value: str | None, kind: str) -> None:
        """Link a degree or a field of study, where the ontology knows it."""
        if value is None:
            return
        concept = self.study(value, kind) or self.study(_BRACKETED.sub("", value), kind)
        if concept:
            self.links[pointer] = ConceptLink(concept=concept, reason=f'{kind.lower()} "{value}"')

    def _note_unknown(self, text: Mapped, links: Sequence[Link]) -> None:
        rest = deque(links)  # in order, as the items are
        for start, end in _items(text.text):
            while rest and rest[0].end <= start:
                rest.popleft()
            if rest and rest[0].start < end:
                continue
            item = trim(text.cut(start, end))
            span = self._checked(item.span) if _is_term(item.text) else None
            if span is not None:
                reason = self.linker.why_not(item.text)
                term = " ".join(item.text.split())
                self.unknown.append(UnknownTerm(term=term, reason=reason, span=span))

    def unplaced(self) -> list[Unplaced]:
        """Return the lines that show text and that nothing has used."""
        out = []
        for number in sorted(self._visible - self._used.keys()):
            line = self.document.text[self._starts[number - 1] : self._starts[number]].strip()
            if _WORD.search(line):
                out.append(Unplaced(line=number, text=line))
        return out


def trim(text: Mapped) -> Mapped:
    """Return the text without separators at its ends and without an unpaired bracket."""
    # An unpaired bracket is what a date between the two has left behind: "(Bergen, 2019)".
    out = text.strip(EDGES)
    if out.text[:1] not in "()]" and out.text[-1:] not in "([":
        return out
    if out.text.startswith("(") and out.text.endswith(")") and out.text.count("(") == 1:
        out = out.cut(1, len(out.text) - 1).strip(EDGES)
    if out.text.endswith("(") or out.text.endswith("["):
        out = out.cut(0, len(out.text) - 1).strip(EDGES)
    if out.text.startswith((")", "]")):
        out = out.cut(1).strip(EDGES)
    if out.text.count("(") > out.text.count(")") and out.text.startswith("("):
        out = out.cut(1).strip(EDGES)
    return out


def _is_term(text: str) -> bool:
    """A few words that are no date and no level of skill."""
    if len(text.split()) > _WORDY or not _LETTER.search(text) or find_dates(text):
        return False
    return not _LEVEL.fullmatch(text)


def _items(text: str) -> Iterator[tuple[int, int]]:
    label = _LABEL.match(text)
    last = label.end() if label else 0
    for match in _ITEM.finditer(text, last):
        yield last, match.start()
        last = match.end()
    yield last, len(text)
