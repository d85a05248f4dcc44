"""A document as rows of its shown text, each parted into pieces by what spans became."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from ...loaders.document import Document
from ...loaders.layout.composed import mark_of
from ...loaders.layout.lines import Line
from ...loaders.layout.mapped import Mapped, Region, Span
from .contacts import Contacts


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a row; ``facts`` are the indices of what it became, the narrowest first."""

    text: str
    facts: tuple[int, ...] = ()


@dataclass(slots=True)
class Row:
    """What stands on one line of the file; ``line`` is its logical line, which may have more.

    ``first`` and ``last`` are the indices of its characters in the logical line's text;
    ``marked`` are ranges of its own text with the fact that each became.
    """

    line: Line
    number: int
    first: int
    last: int
    region: Region = ""
    begins: bool = True
    text: str = ""
    marked: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def place(self) -> Span:
        """Return where it stands in the document's text."""
        return Span(self.line.text.starts[self.first], self.line.text.ends[self.last - 1])

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return which of its characters lie in a place of the document; none: an empty range."""
        start = bisect_left(self.line.text.starts, span.start, self.first, self.last)
        end = bisect_right(self.line.text.ends, span.end, self.first, self.last)
        return start - self.first, end - self.first

    def pieces(self) -> Iterator[Piece]:
        """Yield its text, cut wherever something begins or ends."""
        events = sorted({at for start, end, _ in self.marked for at in (start, end)})
        begun = sorted(self.marked, key=lambda one: one[0])
        active: list[tuple[int, int, int]] = []
        last = at = 0
        for cut in (*events, len(self.text)):
            if cut > last:
                narrow = sorted(active, key=lambda one: (one[1] - one[0], one[2]))
                yield Piece(self.text[last:cut], tuple(dict.fromkeys(one[2] for one in narrow)))
            active = [one for one in active if one[1] > cut]
            while at < len(begun) and begun[at][0] <= cut:
                active.append(begun[at])
                at += 1
            last = cut


def rows_of(document: Document) -> list[Row]:
    """Return a document's rows in the order in which they are read."""
    lines = document.lines if document.lines is not None else list(plain_lines(document))
    rows = [row for line in lines if line.plain.strip() for row in _rows(document, line)]
    return [row for row in rows if row.line.plain[row.first : row.last].strip()]


def plain_lines(document: Document) -> Iterator[Line]:
    """Yield the lines of a text that no format has read, or that names its values, as they are."""
    blank = False
    for number in range(1, len(document.line_starts) + 1):
        start, end = document.bounds(number)
        text = document.text[start:end].rstrip()
        if text.strip():
            mark = mark_of(text)
            shown = Mapped.plain(text, start).cut(len(mark)) if mark else Mapped.plain(text, start)
            yield Line(shown, number, bullet=int(bool(mark)), blank_before=blank)
        blank = not text.strip()


def _rows(document: Document, line: Line) -> Iterator[Row]:
    """Yield a logical line as it is wrapped in the file."""
    first, starts, count = 0, line.text.starts, len(line.text)
    while first < count:
        number = document.line(starts[first])
        last = bisect_left(starts, document.bounds(number)[1], first, count)
        last = max(last, first + 1)
        text = line.plain[first:last]
        yield Row(line, number, first, last, document.region(starts[first]), first == 0, text)
        first = last


def mark(rows: Iterable[Row], spans: Iterable[tuple[Span, int]]) -> set[int]:
    """Mark in rows what each span became; return the facts that are seen nowhere.

    What stands in the address of a link is shown by the link's words.
    """
    shown = sorted(rows, key=lambda row: row.place)
    begins = [row.place.start for row in shown]
    links = sorted(_links(shown), key=attrgetter("place"))
    hidden: set[int] = set()
    seen: set[int] = set()
    for span, fact in spans:
        found = [*_found(shown, begins, span)] or [*_linked(links, span)]
        for row, start, end in found:
            row.marked.append((start, end, fact))
        (seen if found else hidden).add(fact)
    return hidden - seen


def _found(
    rows: Sequence[Row], begins: Sequence[int], span: Span
) -> Iterator[tuple[Row, int, int]]:
    # One back: the row that begins before the span may hold it.
    for at in range(max(0, bisect_right(begins, span.start) - 1), len(rows)):
        row = rows[at]
        if begins[at] >= span.end:
            return
        start, end = row.range_of(span)
        if start < end:
            yield row, start, end


@dataclass(frozen=True, slots=True)
class _Link:
    place: Span
    row: Row
    start: int
    end: int


def _links(rows: Sequence[Row]) -> Iterator[_Link]:
    for row in rows:
        for anchor in row.line.anchors:
            start, end = max(anchor.start, row.first), min(anchor.end, row.last)
            place = anchor.url.span
            if place is not None and start < end:
                yield _Link(place, row, start - row.first, end - row.first)


def _linked(links: Sequence[_Link], span: Span) -> Iterator[tuple[Row, int, int]]:
    at = bisect_right(links, span.start, key=lambda one: one.place.start)
    for link in islice(links, max(0, at - 1), None):
        if link.place.start >= span.end:
            return
        if link.place.end > span.start:
            yield link.row, link.start, link.end


def hide(rows: Iterable[Row], contacts: Contacts) -> None:
    """Hide in rows how to reach somebody."""
    lines: dict[int, list[Row]] = {}
    for row in rows:
        lines.setdefault(id(row.line), []).append(row)
    for own in lines.values():
        # By the whole line: an address may be wrapped to two rows of a page.
        places = [
            (row.first + start, row.first + end)
            for row in own
            for start, end, fact in row.marked
            if contacts.holds(fact)
        ]
        text = contacts.hide(own[0].line.plain, places)
        for row in own:
            row.text = text[row.first : row.last]
