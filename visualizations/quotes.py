"""The lines behind a scene, as people read them: whole, mended, with the words that are meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..graph.display import shown, visible
from ..graph.model import Evidence, split_reference
from ..graph.quoting import ShownLine, shown_line
from .hiding import hidden

if TYPE_CHECKING:
    from ..loaders.document import Document

Place: TypeAlias = tuple[str, int, int]
Texts: TypeAlias = "Callable[[Collection[str]], Mapping[str, Document]]"

LINE: Final = 1000
"""Characters of a line that are shown: a paragraph may be one line, and a file one paragraph."""

_DOCUMENTS: Final = 256
"""Texts that are held at once."""

# What opens or closes marks on the part of a line that a quote is.
_MARKS: Final = re.compile(r"\*\*+|__+|``?`?|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")


def place_of(item: Evidence) -> Place:
    """Return what tells one quote from others."""
    return item.source, item.start, item.end


def read_lines(texts: Texts, evidence: Iterable[Evidence]) -> dict[Place, ShownLine]:
    """Return the whole line of each quote; what no text has, and corrections, are left out."""
    wanted: defaultdict[str, dict[Place, int]] = defaultdict(dict)
    for item in evidence:
        if item.line and item.corrected is None:
            wanted[item.source][place_of(item)] = item.line
    keys, found = sorted(wanted), dict[Place, ShownLine]()
    for start in range(0, len(keys), _DOCUMENTS):
        documents = texts(keys[start : start + _DOCUMENTS])
        for key, document in documents.items():
            found |= {place: _line(document, place, line) for place, line in wanted[key].items()}
    return found


def unmarked(quote: str) -> str:
    """Return a part of a line without marks, also those of which it has one end only.

    >>> unmarked("Temporal** workflows")
    'Temporal workflows'
    """
    return shown(_MARKS.sub("", shown_line(quote, 0, len(quote)).text))


def _line(document: Document, place: Place, line: int) -> ShownLine:
    begin, stop = document.bounds(line)
    text = document.text[begin:stop].rstrip()
    found = shown_line(text, place[1] - begin, min(place[2] - begin, len(text)), LINE)
    # Control characters become one sign each, so the ranges stay; blanks are single already.
    return found._replace(text=visible(found.text))


class QuotedLines:
    """Every line quoted once; what is shown holds numbers into ``all``.

    How to reach somebody is hidden in them, unless ``contact`` is asked for.
    """

    def __init__(
        self,
        known: Mapping[str, Evidence],
        lines: Mapping[Place, ShownLine] | None = None,
        *,
        contact: bool = False,
    ) -> None:
        self.all: list[dict[str, Any]] = []
        self._known, self._lines, self._contact = known, lines or {}, contact
        self._numbers: dict[_Quoted, int] = {}

    def of(self, items: Iterable[Evidence]) -> list[int]:
        """Return the numbers of the lines of some pieces of evidence."""
        return self._numbered(map(self._told, items))

    def of_references(self, refs: Iterable[str]) -> list[int]:
        """Return the numbers of the lines of some references."""
        return self._numbered(map(self._referred, refs))

    def _numbered(self, lines: Iterable[_Quoted]) -> list[int]:
        """Number some lines; one that says several things is one, with several marks."""
        together: defaultdict[_Quoted, set[tuple[int, int]]] = defaultdict(set)
        for line in lines:
            together[line._replace(marks=())].update(line.marks)
        whole = (line._replace(marks=tuple(sorted(marks))) for line, marks in together.items())
        return [self._number(line) for line in whole]

    def _number(self, line: _Quoted) -> int:
        if line not in self._numbers:
            self._numbers[line] = len(self.all)
            quote = line.quote if self._contact else hidden(line.quote)
            marks = [list(one) for one in line.marks]
            self.all.append({**line._asdict(), "quote": quote, "marks": marks})
        return self._numbers[line]

    def _referred(self, ref: str) -> _Quoted:
        item = self._known.get(ref)
        # Line 0 is a reader's word for a document whose text it does not have.
        if item is not None and (item.line or item.corrected):
            return self._told(item)
        try:
            document = split_reference(ref).document
        except ValueError:  # somebody's own
            document = ref
        return _Quoted(shown(document), 0, shown(document), "")

    def _told(self, item: Evidence) -> _Quoted:
        at = shown(item.source), item.line, shown(item.place)
        if item.corrected is not None:
            return _Quoted(*at, shown(item.said))
        line = self._lines.get(place_of(item))
        return _Quoted(*at, unmarked(item.quote)) if line is None else _Quoted(*at, *line)


class _Quoted(NamedTuple):
    """A line as the page gets it."""

    source: str
    line: int
    where: str
    quote: str
    marks: tuple[tuple[int, int], ...] = ()
