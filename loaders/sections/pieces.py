"""A line about a study cut into pieces, its dates taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import trim
from ..dates import find_durations
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..normalization import lowered
from ..patterns import any_of, set_of
from ..places import is_place
from ..segmentation.header_dates import dates_of, widened

_STRONG: Final = re.compile(  # what can begin one comes first: most characters cannot
    r"(?=[\s|•·‖◦—])(?:\s*[|•·‖◦]\s*|\t+|\s{3,}|\s+(?:[—–]+|--+|::)\s+|—(?=\S))"
)
# Four letters at least: "Inc." and "Co." keep their stop, "Developer." does not.
_STOPPED: Final = re.compile(r"[^\W\d]{4,}\.$")
_WORD: Final = re.compile(r"\w")
_LABELLED: Final = ("employer", "title", "place")
_LABEL: Final = WordPattern(
    lambda: rf"\s*(?P<name>{any_of('labels', *_LABELLED)})\s*:\s*", re.IGNORECASE
)


@dataclass(slots=True)
class Piece:
    """A part of a line about a study. ``row`` is the line's index, ``at`` its position there."""

    text: Mapped
    row: int
    at: int
    linked: bool = False
    bold: bool = False
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = self.text.text

    @property
    def place(self) -> bool:
        """Return whether this names a place."""
        return is_place(self.plain)


def pieces_of(line: Line, row: int) -> list[Piece]:
    """Return the pieces of a header line, its dates taken out."""
    ranges = dates_of(line)
    label = _LABEL.match(line.plain)
    # Dates first: what they leave between them are the pieces, and brackets that held them go too.
    cuts = [widened(line.plain, dates.place) for dates in ranges]
    cuts += find_durations(line.plain)
    if label:
        cuts.append(label.span())
    rest = _parts(line.text, cuts)
    out = []
    for index, text in enumerate(rest):
        trimmed = _unstopped(trim(text))
        if trimmed.text and _WORD.search(trimmed.text) and not _is_date_label(trimmed.text):
            out.append(_piece(line, trimmed, row, index))
    return out


def _is_date_label(text: str) -> bool:
    return lowered(text) in set_of("labels", "dates")


def _unstopped(text: Mapped) -> Mapped:
    """Drop a full stop that ends no abbreviation."""
    stopped = text.text.endswith(".") and _STOPPED.search(text.text)
    return text.cut(0, len(text) - 1) if stopped else text


def _piece(line: Line, text: Mapped, row: int, index: int) -> Piece:
    linked = any(_covers(line, text, anchor.start, anchor.end) for anchor in line.anchors)
    # Bold tells a piece from the others of its line, and nothing where the whole line is bold.
    bold = not line.bold and any(_covers(line, text, start, end) for start, end in line.bolds)
    return Piece(text, row, index, linked, bold)


def _covers(line: Line, text: Mapped, start: int, end: int) -> bool:
    span, own = line.text.cut(start, end).strip().span, text.span
    if span is None or own is None:
        return False
    return span.start < own.end and own.start < span.end


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
