"""Work and volunteering: who, what, where and when, out of header blocks of any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .blocks import BULLET, PLAIN, Entry, rank, split_entries
from .body import read_body, without_heads
from .builder import Builder, Mention
from .dates import Dates
from .lines import Line
from .pieces import Piece, dates_of, pieces_of, split_at, split_dash, split_weak
from .resume import Volunteer, Work

_COLUMNS: Final = (
    ("dates", re.compile(r"(?i)period|date|tenure|duration|year|when|zeitraum|from|période")),
    (
        "employer",
        re.compile(
            r"(?i)company|employer|organi[sz]ation|firm|client|arbeitgeber|where|entreprise"
        ),
    ),
    ("title", re.compile(r"(?i)position|title|role|designation|job|stelle|poste")),
    ("place", re.compile(r"(?i)location|place|city|ort|lieu")),
    (
        "body",
        re.compile(
            r"(?i)tech|stack|skills|tools|description|tasks|duties|details|did|responsib|achieve|"
            r"what|work|result"
        ),
    ),
)
_UNTITLED: Final = re.compile(r"(?i)\b(?:gpa|degree|bachelor|master of)\b")


@dataclass(slots=True)
class Header:
    """The parts of one header block."""

    title: Piece | None = None
    employer: Piece | None = None
    place: Piece | None = None
    description: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """The employer that roles beneath it inherit, and how deep its line stands."""

    employer: Piece
    rank: int


def read_stints(
    builder: Builder, lines: Sequence[Line], kind: str = "work", start: int = 0
) -> tuple[list[Work], list[Line]]:
    """Return the stints of a section and the lines that begin none.

    ``kind`` is ``work`` or ``volunteer``, the list of the resume that they go to; ``start`` is how
    many it holds already.
    """
    preface, entries = split_entries(without_heads(builder, lines))
    columns = _columns(lines)
    headers = [_tabular(entry, columns) if columns else _header(entry) for entry in entries]
    umbrellas = [_umbrella(entries, headers, index) for index in range(len(entries))]
    out: list[Work] = []
    group: _Group | None = None
    for entry, header, umbrella in zip(entries, headers, umbrellas, strict=True):
        group = _inherited(entry, header, group)
        for line in entry.headers:
            builder.use(line.text)
        if not umbrella and (header.title or header.employer):
            for when in _when(entry):
                out.append(_stint(builder, entry, header, when, f"/{kind}/{start + len(out)}"))
    return out, preface


def to_volunteer(work: Work) -> Volunteer:
    """Return a stint as JSON Resume's volunteering, whose employer is an organization."""
    kept = work.model_dump(exclude={"name", "url", "location", "description"})
    return Volunteer(organization=work.name, **kept)


def _umbrella(entries: Sequence[Entry], headers: Sequence[Header], index: int) -> bool:
    """A company line above its roles gives no stint of its own; the roles tell theirs."""
    entry, header = entries[index], headers[index]
    if header.title or entry.body or index + 1 == len(entries):
        return False
    following = headers[index + 1]
    deeper = rank(entries[index + 1].headers[0]) >= entry.rank
    return following.employer is None and following.title is not None and deeper


def _when(entry: Entry) -> list[tuple[Line, Dates] | None]:
    found = [(line, dates) for line in entry.headers for dates in dates_of(line)]
    ranges = [(line, dates) for line, dates in found if not dates.single]
    return list(ranges or found[:1]) or [None]


def _columns(lines: Sequence[Line]) -> dict[int, str]:
    head = next((line for line in lines if line.cells), None)
    if head is None or any(dates_of(head)):
        return {}
    found: dict[int, str] = {}
    for index, cell in enumerate(head.cells):
        for name, pattern in _COLUMNS:
            if pattern.search(cell.text) and name not in found.values():
                found[index] = name
                break
    return found if "dates" in found.values() or "employer" in found.values() else {}


def _tabular(entry: Entry, columns: dict[int, str]) -> Header:
    line = entry.headers[0]
    if not line.cells:
        return _header(entry)
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


def _header(entry: Entry) -> Header:
    pieces = [piece for row, line in enumerate(entry.headers) for piece in pieces_of(line, row)]
    pieces = [part for piece in pieces for part in split_at(piece)]
    header = Header()
    _take_labelled(header, pieces)
    _take_places(header, pieces)
    pieces = _divided(pieces)
    _take_places(header, pieces)
    _take_title(header, pieces)
    _take_employer(header, pieces, entry)
    header.description += pieces
    return header


def _take_labelled(header: Header, pieces: list[Piece]) -> None:
    for piece in [piece for piece in pieces if piece.label]:
        setattr(header, str(piece.label), piece)
        pieces.remove(piece)


def _take_places(header: Header, pieces: list[Piece]) -> None:
    for piece in [piece for piece in pieces if piece.place and len(pieces) > 1]:
        if not piece.linked and not piece.bold:
            header.place = header.place or piece
            pieces.remove(piece)


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
    words = piece.plain.split()
    score = 1.0 + 3 * piece.after_at + 3 * piece.linked + 2 * piece.bold + 1.5 * piece.organisation
    score += 1.0 if entry.headers[piece.row].heading or entry.headers[piece.row].bold else 0.0
    score -= 1.5 * piece.place + 0.5 * max(0, len(words) - 7)
    score -= 2.0 if words[0].islower() and "." not in words[0] and not piece.linked else 0.0
    score -= 3.0 if _UNTITLED.search(piece.plain) else 0.0
    if re.match(
        r"(?i)(?:full|part)[ -]?time|contract|freelance$|remote|internship$|permanent", piece.plain
    ):
        score -= 1.5
    return score, -piece.row, -piece.at


def _inherited(entry: Entry, header: Header, group: _Group | None) -> _Group | None:
    """A role under a company's heading is a role at that company."""
    depth = rank(entry.headers[0])
    if header.employer is None:
        if group and depth >= group.rank and (depth > group.rank or depth >= PLAIN):
            header.employer = group.employer
        return group
    own = rank(entry.headers[header.employer.row])
    several = header.title is None or header.title.row != header.employer.row
    return _Group(header.employer, own if own != BULLET else PLAIN) if several else None


def _stint(
    builder: Builder, entry: Entry, header: Header, when: tuple[Line, Dates] | None, at: str
) -> Work:
    work = Work()
    name = f"{at}/organization" if at.startswith("/volunteer") else f"{at}/name"
    work.name = builder.value(name, header.employer.text if header.employer else None)
    work.position = builder.value(f"{at}/position", header.title.text if header.title else None)
    work.location = builder.value(f"{at}/location", header.place.text if header.place else None)
    if header.description:
        parts = [builder.value(f"{at}/description", piece.text) for piece in header.description]
        work.description = " · ".join(part for part in parts if part) or None
    read_dates(builder, at, work, when)
    body = read_body(builder, at, entry.body)
    work.summary, work.highlights = body.summary, body.highlights
    mentions = _header_mentions(builder, header) + body.mentions
    work.keywords = builder.keywords(f"{at}/keywords", mentions)
    return work


def read_dates(builder: Builder, at: str, part: Work, when: tuple[Line, Dates] | None) -> None:
    """Set start and end; an end that says "Present" leaves only its place."""
    if when is None:
        return
    line, dates = when
    if dates.start:
        part.startDate = dates.start
        builder.place(f"{at}/startDate", line.text.cut(*dates.first).strip(" (,["))
    if dates.end and not dates.single:
        part.endDate = dates.end
        builder.place(f"{at}/endDate", line.text.cut(*dates.last).strip())
    elif dates.current:
        builder.place(f"{at}/endDate", line.text.cut(*dates.last).strip())
        if not dates.stated:
            builder.status[f"{at}/endDate"] = "inferred"
    elif dates.single and dates.end:
        part.startDate = dates.end
        builder.place(f"{at}/startDate", line.text.cut(*dates.place).strip())


def _header_mentions(builder: Builder, header: Header) -> list[Mention]:
    out: list[Mention] = []
    if header.title:
        out += builder.mentions(header.title.text, section="title")
    for piece in header.description:
        out += builder.mentions(piece.text, section="work")
    return out
