"""A header line cut into pieces, each with what speaks for a title, an employer or a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import trim
from ..dates import Dates, find_dates, find_durations
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import has_organisation, has_strong_title, has_title
from ..line_cache import line_cache
from ..normalization import lowered
from ..patterns import any_of, by_group, set_of
from ..places import is_place

_STRONG: Final = re.compile(  # what can begin one comes first: most characters cannot
    r"(?=[\s|•·‖◦—])(?:\s*[|•·‖◦]\s*|\t+|\s{3,}|\s+(?:[—–]+|--+|::)\s+|—(?=\S))"
)
# Names and titles hold these too: they part a piece only where its parts then make better sense.
_WEAK: Final = re.compile(r"\s+-\s+|\s*:\s+|,\s+|;\s+|\.\s+(?=[A-Z])")
# A title may hold "for" or "with" itself, so that an "at" further on is preferred.
_AT: Final = re.compile(
    r"\s+(?:at|@|bei(?:m| der)?|chez|for|with|para|presso)\s+(?=[\[\w])|\s*@\s*(?=[A-Z])"
)
_SINCE: Final = WordPattern(lambda: rf"{any_of('dates', 'since')}\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_PARTED: Final = re.compile(r",\s+|\s-\s|:\s+")
_COMMAS: Final = re.compile(r"\s*,\s*")
# Four letters at least: "Inc." and "Co." keep their stop, "Developer." does not.
_STOPPED: Final = re.compile(r"[^\W\d]{4,}\.$")
_DASH: Final = re.compile(r"\s+-\s+|:\s+")
_DOMAIN: Final = re.compile(r"[\w.-]+\.\w{2,4}")
_WORD: Final = re.compile(r"\w")
_LABELLED: Final = ("employer", "title", "place")
_LABEL: Final = WordPattern(
    lambda: rf"\s*(?P<name>{any_of('labels', *_LABELLED)})\s*:\s*", re.IGNORECASE
)
_CLIENT: Final = WordPattern(
    lambda: rf"(?:end[ -]?)?{any_of('labels', 'client')}\s*:\s*\w", re.IGNORECASE
)


@dataclass(slots=True)
class Piece:
    """A part of a header line. ``row`` is the line's index in its block, ``at`` its position."""

    text: Mapped
    row: int
    at: int
    linked: bool = False
    bold: bool = False
    after_at: bool = False
    dated: bool = False
    label: str | None = None
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = self.text.text

    @property
    def title(self) -> int:
        """Return how much the words sound like a job title: 0 to 3."""
        return title_score(self.plain)

    @property
    def place(self) -> bool:
        """Return whether this names a place."""
        return is_place(self.plain)

    @property
    def known_place(self) -> bool:
        """Return whether every part of it is a known place; ``Norvik, Oslo`` may be a firm."""
        return self.place and all(is_place(part) for part in _COMMAS.split(self.plain))

    @property
    def organisation(self) -> bool:
        """Return whether the words sound like an organisation."""
        return has_organisation(self.plain)


@line_cache
def title_score(text: str) -> int:
    """Return how much a text sounds like a job title: 0 to 3, the best of its parts."""
    # "Norvik (Developer tools)" is a firm; a text that is all in brackets is what it says.
    outside = _BRACKETS.sub("", text) or text
    return max(_title_score(part) for part in _PARTED.split(outside))


def _title_score(text: str) -> int:
    words = text.split()
    if not words or not has_title(text) or _DOMAIN.fullmatch(text):
        return 0
    strong = has_strong_title(text)
    # "Engineering Labs" and "Developer Group" end like firms.
    if has_organisation(words[-1]) and len(words) > 1:
        return int(strong)
    return 3 if strong else 1


def dates_of(line: Line) -> Sequence[Dates]:
    """Return the ranges of a header line, else its lone dates."""
    found = find_dates(line.plain)
    ranges = [dates for dates in found if not dates.single]
    # "since 2019" beside a range is about something in the text, not a second stint.
    if len(ranges) > 1:
        ranges = [dates for dates in ranges if not _SINCE.match(line.plain, dates.place[0])]
    return ranges or found


def pieces_of(line: Line, row: int) -> list[Piece]:
    """Return the pieces of a header line, its dates taken out."""
    ranges = dates_of(line)
    label = _LABEL.match(line.plain)
    # Dates first: what they leave between them are the pieces, and brackets that held them go too.
    cuts = [_widened(line.plain, dates.place) for dates in ranges]
    cuts += find_durations(line.plain)
    if label:
        cuts.append(label.span())
    rest = _parts(line.text, cuts)
    out = []
    for index, text in enumerate(rest):
        trimmed = _unstopped(trim(text))
        if trimmed.text and _WORD.search(trimmed.text) and not _is_date_label(trimmed.text):
            out.append(_piece(line, trimmed, row, index, bool(ranges)))
    if label and out:
        out[0].label = by_group("labels", *_LABELLED)[label["name"].lower()]
    return out


def _is_date_label(text: str) -> bool:
    return lowered(text) in set_of("labels", "dates")


def _unstopped(text: Mapped) -> Mapped:
    """Drop a full stop that ends no abbreviation."""
    stopped = text.text.endswith(".") and _STOPPED.search(text.text)
    return text.cut(0, len(text) - 1) if stopped else text


def _piece(line: Line, text: Mapped, row: int, index: int, dated: bool) -> Piece:
    linked = any(_covers(line, text, anchor.start, anchor.end) for anchor in line.anchors)
    # Bold tells a piece from the others of its line, and nothing where the whole line is bold.
    bold = not line.bold and any(_covers(line, text, start, end) for start, end in line.bolds)
    label = "client" if _CLIENT.match(text.text) else None
    return Piece(text, row, index, linked, bold, dated=dated, label=label)


def _covers(line: Line, text: Mapped, start: int, end: int) -> bool:
    span, own = line.text.cut(start, end).strip().span, text.span
    if span is None or own is None:
        return False
    return span.start < own.end and own.start < span.end


def _widened(text: str, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    while start and text[start - 1] in " (,[":
        start -= 1
    while end < len(text) and text[end] in " )]":
        end += 1
    return start, end


def _parts(text: Mapped, cuts: list[tuple[int, int]]) -> list[Mapped]:
    out, last = [], 0
    for start, end in sorted(cuts):
        out += text.cut(last, max(start, last)).split(_STRONG)
        last = max(last, end)
    out += text.cut(last).split(_STRONG)
    return [part for whole in out for part in _unbracketed(whole)]


def _unbracketed(text: Mapped) -> list[Mapped]:
    """``Company (Title`` is left of ``Company (Title 2020 - 2021)`` once the dates are out."""
    if text.text.count("(") <= text.text.count(")"):
        return [text]
    at = text.text.rindex("(")
    return [text.cut(0, at), text.cut(at + 1)]


def split_at(piece: Piece) -> list[Piece]:
    """Cut ``Title at Company`` in two; the second part is marked."""
    match = _AT.search(piece.plain)
    if not match:
        return [piece]
    for further in _AT.finditer(piece.plain, match.end()):  # "for a team at a company"
        match = further if "at" in further[0] or "@" in further[0] else match
    left, right = _pair(piece, match)
    if left.title and right.plain[:1].isupper():
        right.after_at = True
        return [left, right]
    return [piece]


def split_weak(piece: Piece) -> list[Piece]:
    """Cut at dashes, colons and commas outside brackets."""
    cuts = [m for m in _WEAK.finditer(piece.plain) if _depth(piece.plain, m.start()) == 0]
    out: list[Piece] = []
    last = 0
    for start, end in [*(match.span() for match in cuts), (len(piece.plain), len(piece.plain))]:
        text = trim(piece.text.cut(last, start))
        if text.text:
            out.append(_like(piece, text, piece.at * 10 + len(out)))
        last = end
    return out


def split_dash(piece: Piece) -> list[Piece]:
    """Cut at the first `` - `` or colon."""
    match = _DASH.search(piece.plain)
    parts = [part for part in _pair(piece, match) if part.plain] if match else []
    return parts or [piece]


def _pair(piece: Piece, match: re.Match[str]) -> tuple[Piece, Piece]:
    left = _like(piece, trim(piece.text.cut(0, match.start())), piece.at)
    right = _like(piece, trim(piece.text.cut(match.end())), piece.at + 1)
    right.linked = False  # links stand on the name that comes first
    return left, right


def _like(piece: Piece, text: Mapped, at: int) -> Piece:
    return Piece(text, piece.row, at, piece.linked, piece.bold, dated=piece.dated)


def _depth(text: str, position: int) -> int:
    before = text[:position]
    return before.count("(") - before.count(")")
