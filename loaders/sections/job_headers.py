"""A job's header block read into title, employer, place and description, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ...ontology.wordlists import alternation
from ..layout.lines import Line
from ..normalization import lowered
from ..patterns import grouped
from .entries import Entry
from .pieces import Piece, dates_of, pieces_of, split_at, split_dash, split_weak

# Kinds of contract, which stand where an employer could.
_TERMS: Final = re.compile(
    r"(?i)(?:full|part)[ -]?time|contract|freelance$|remote|internship$|permanent"
)
_UNTITLED: Final = re.compile(r"(?i)\b(?:gpa|degree|bachelor|master of)\b")


@dataclass(slots=True)
class Header:
    """The parts of one header block."""

    title: Piece | None = None
    employer: Piece | None = None
    place: Piece | None = None
    description: list[Piece] = field(default_factory=list)


def columns_of(lines: Sequence[Line]) -> dict[int, str]:
    """Return what the columns of a table of jobs hold, by the names in its first row."""
    # A first row without dates names the columns. Every table of jobs has one of dates or of
    # employers; where neither is named, the row was no head.
    head = next((line for line in lines if line.cells), None)
    if head is None or any(dates_of(head)):
        return {}
    found: dict[int, str] = {}
    for index, cell in enumerate(head.cells):
        for name, pattern in _column_patterns().items():
            if pattern.search(lowered(cell.text)) and name not in found.values():
                found[index] = name
                break
    return found if "dates" in found.values() or "employer" in found.values() else {}


@cache
def _column_patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(alternation(found)) for name, found in grouped("columns").items()}


def tabular_header(entry: Entry, columns: dict[int, str]) -> Header:
    """Return the parts of a table row."""
    line = entry.headers[0]
    if not line.cells:
        return header_of(entry)
    header = Header()
    for index, cell in enumerate(line.cells):
        column = columns.get(index)
        if not cell.text.strip() or column in (None, "dates"):
            continue
        piece = Piece(cell, 0, index)
        if column == "body":
            header.description.append(piece)
        else:
            setattr(header, column, piece)
    return header


def header_of(entry: Entry) -> Header:
    """Return the parts of an entry's header lines."""
    # From what is surest to what is left: labels, places, the title, the employer among the rest.
    # Places are taken twice, since the cuts between the two find more of them.
    pieces = [piece for row, line in enumerate(entry.headers) for piece in pieces_of(line, row)]
    pieces = [part for piece in pieces for part in split_at(piece)]
    header = Header()
    _take_labelled(header, pieces)
    _take_places(header, pieces)
    pieces = _divided(_firm_and_place(pieces))
    _take_places(header, pieces)
    _take_title(header, pieces)
    _take_employer(header, pieces, entry)
    header.description += pieces
    return header


def _take_labelled(header: Header, pieces: list[Piece]) -> None:
    """Take what a label announces; whom the work was for describes a job, and employs nobody."""
    for piece in [piece for piece in pieces if piece.label]:
        if piece.label == "client":
            header.description.append(piece)
        else:
            setattr(header, str(piece.label), piece)
        pieces.remove(piece)


def _take_places(header: Header, pieces: list[Piece]) -> None:
    for piece in [piece for piece in pieces if piece.place and len(pieces) > 1]:
        if piece.linked or piece.bold:
            continue
        # What only has the shape of a place may be the employer, where nothing else can be.
        others = [other for other in pieces if other is not piece and not other.title]
        if piece.known_place or others or header.employer:
            header.place = header.place or piece
            pieces.remove(piece)


def _firm_and_place(pieces: list[Piece]) -> list[Piece]:
    """``Norvik, Oslo`` beside a title alone names the employer and where it is."""
    out: list[Piece] = []
    for piece in pieces:
        guessed = piece.place and not piece.known_place and not piece.title
        out += split_weak(piece) if guessed and len(pieces) > 1 else [piece]
    return out


def _divided(pieces: list[Piece]) -> list[Piece]:
    """Cut a piece that holds a title and something else, where nothing else can be the employer.

    A piece without a title is cut at its first dash only on a dated line, where what follows is a
    description; alone on its line a name may itself hold a dash.
    """
    others = [piece for piece in pieces if not piece.title]
    out: list[Piece] = []
    for piece in pieces:
        if piece.title and not others and len([p for p in pieces if p.title]) == 1:
            out += _titled_parts(piece)
        elif piece.title and not others:
            out += _titled_parts(piece) if _dashed(piece) else [piece]
        elif piece.title and _named_inside(piece) and not any(map(_named, others)):
            out += _titled_parts(piece)
        elif not piece.title and (piece.dated or any(part.place for part in split_dash(piece))):
            out += split_dash(piece)
        elif piece.title and re.search(r"\s-\s", piece.plain):
            out += _titled_parts(piece) if _dashed(piece) else [piece]
        else:
            out.append(piece)
    return out


def _named(piece: Piece) -> bool:
    return piece.organisation or piece.linked or piece.bold


def _named_inside(piece: Piece) -> bool:
    """``MERIDIAN WORKS, Programmer``: an organisation and a title in one piece."""
    parts = split_weak(piece)
    return len(parts) > 1 and any(part.organisation and not part.title for part in parts)


def _dashed(piece: Piece) -> bool:
    parts = split_dash(piece)
    return len(parts) == 2 and bool(parts[0].title) != bool(parts[1].title)


def _titled_parts(piece: Piece) -> list[Piece]:
    dashed = split_dash(piece)
    if len(dashed) == 2 and bool(dashed[0].title) != bool(dashed[1].title):
        return [part for item in dashed for part in (_comma_places(item))]
    parts = split_weak(piece)
    if len(parts) < 2 or all(part.title for part in parts):
        return [piece]
    return _joined_titles(parts)


def _comma_places(piece: Piece) -> list[Piece]:
    parts = split_weak(piece)
    return parts if len(parts) > 1 and parts[-1].place else [piece]


def _joined_titles(parts: list[Piece]) -> list[Piece]:
    """Only the strongest title stays one; of several weak ones the first."""
    best = max(parts, key=lambda part: (part.title, -part.at))
    return [part for part in parts if part is best or part.plain]


def _take_title(header: Header, pieces: list[Piece]) -> None:
    if header.title is not None:
        return
    titled = [piece for piece in pieces if piece.title and not piece.after_at]
    if not titled:
        return
    # Of equal titles the one without a link, which leads to an employer, then the first.
    best = max(titled, key=lambda p: (p.title, not p.linked, -p.row, -p.at))
    header.title = best
    pieces.remove(best)


def _take_employer(header: Header, pieces: list[Piece], entry: Entry) -> None:
    if header.employer is not None or not pieces:
        return
    best = max(pieces, key=lambda piece: _employer_score(piece, header, entry))
    if _employer_score(best, header, entry)[0] <= 0:
        return
    header.employer = best
    pieces.remove(best)


def _employer_score(piece: Piece, header: Header, entry: Entry) -> tuple[float, int, int]:
    # "at" before it and a link are nearly sure signs, bold and a firm's words likely ones. Against
    # it speak a place, more words than names have, a small first letter (addresses have one), a
    # kind of contract and words of studies. No sign at all is enough: what is left employs.
    words = piece.plain.split()
    score = 1.0 + 3 * piece.after_at + 3 * piece.linked + 2 * piece.bold + 1.5 * piece.organisation
    score += 1.0 if entry.headers[piece.row].heading or entry.headers[piece.row].bold else 0.0
    score -= 1.5 * piece.place + 0.5 * max(0, len(words) - 7)
    score -= 2.0 if words[0].islower() and "." not in words[0] and not piece.linked else 0.0
    score -= 3.0 if _UNTITLED.search(piece.plain) else 0.0
    if _TERMS.match(piece.plain):
        score -= 1.5
    return score, -piece.row, -piece.at
