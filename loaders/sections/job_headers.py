"""The headers of a section's jobs: title, employer, place and description of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ...ontology.wordlists import alternation
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..normalization import lowered
from ..patterns import grouped, set_of
from ..segmentation.atoms import Atom, atoms_of, text_of
from ..segmentation.header_dates import dates_of
from ..segmentation.line_signs import style_of
from ..segmentation.outline import rank
from ..segmentation.patterns import Reading, Span, margin, read_together
from ..segmentation.roles import no_name, scores_of, title_score
from .body import names_value
from .entries import Entry

_GAP: Final = re.compile(r"\s{3,}|\t")  # between two cells of a table in plain text
_LONGEST: Final = 120  # characters of the line that names columns
_LEAD: Final = 0.5  # over other readings, that a name without any sign needs
# "Assignment: a utility in the north"
_UNNAMED: Final = re.compile(r"(?:an?|the|eine?|une?|una|um|uma|een)\s+[^\W\d_]")
_PLAIN_NAME: Final = 0.7
_ENOUGH: Final = -0.6  # the score of an employer, its signs and votes, below which none is said


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a header; ``row`` is its line's index in the block.

    ``margin`` is by how much the reading that gives it is better than those that do not.
    """

    text: Mapped
    row: int
    margin: float | None = None

    @property
    def plain(self) -> str:
        """Return its text."""
        return self.text.text


@dataclass(slots=True)
class Header:
    """The parts of one header block.

    ``client`` is whom the work was for where nobody else could be the employer; ``refused``: what
    could be an employer was not sure; ``labelled``: a label says who it is.
    """

    title: Part | None = None
    employer: Part | None = None
    client: Part | None = None
    place: Part | None = None
    description: list[Part] = field(default_factory=list)
    refused: bool = False
    labelled: bool = False


def columns_of(lines: Sequence[Line]) -> dict[int, str]:
    """Return what the columns of a table of jobs hold, by the names in its first row."""
    # A first row without dates names the columns. Every table of jobs has one of dates or of
    # employers; where neither is named, the row was no head.
    head = next((line for line in lines if line.cells), None) or _head_in_text(lines)
    if head is None or names_value(head) or any(dates_of(head)):
        return {}
    found: dict[int, str] = {}
    for index, cell in enumerate(cells_of(head)):
        for name, pattern in _column_patterns().items():
            if pattern.search(lowered(cell.text)) and name not in found.values():
                found[index] = name
                break
    return found if "dates" in found.values() or "employer" in found.values() else {}


def cells_of(line: Line) -> list[Mapped]:
    """Return the cells of a row; in plain text wide gaps part them."""
    return line.cells or [cell.strip() for cell in line.text.split(_GAP)]


def _head_in_text(lines: Sequence[Line]) -> Line | None:
    """Return the first line of labels with wide gaps between: ``Tenure   Domain   Position``."""
    return next((line for line in lines if names_columns(line)), None)


def names_columns(line: Line) -> bool:
    """Return whether a line names the columns of the rows beneath it."""
    if len(line.plain) > _LONGEST or not line.cells and not _GAP.search(line.plain):
        return False
    if line.header_row or names_value(line):
        return False
    words = [lowered(cell.text).strip(" :*") for cell in cells_of(line)]
    return len(words) > 1 and sum(word in set_of("labels") for word in words) > 1


@cache
def _column_patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(alternation(found)) for name, found in grouped("columns").items()}


def headers_of(entries: Sequence[Entry], lines: Sequence[Line]) -> list[Header]:
    """Return the headers of a section's entries; ``lines`` are the section's, table heads too."""
    columns = columns_of(lines)
    told = [bool(columns) and _is_row(entry.headers[0], columns) for entry in entries]
    free = [entry for entry, tabular in zip(entries, told, strict=True) if not tabular]
    read = iter(_read(free))
    return [
        _tabular(entry, columns) if tabular else next(read)
        for entry, tabular in zip(entries, told, strict=True)
    ]


def _is_row(line: Line, columns: dict[int, str]) -> bool:
    return bool(line.cells) or len(cells_of(line)) > max(columns) and bool(dates_of(line))


def _tabular(entry: Entry, columns: dict[int, str]) -> Header:
    """Return the parts of a table row."""
    header = Header()
    for index, cell in enumerate(cells_of(entry.headers[0])):
        column = columns.get(index)
        if not cell.text.strip() or column in (None, "dates"):
            continue
        if column == "body":
            header.description.append(Part(cell, 0))
        else:
            setattr(header, column, Part(cell, 0))
    return header


def read_headers(
    entries: Sequence[Entry],
) -> list[tuple[list[Atom], list[Reading]]]:
    """Return the atoms of each header and its readings, the best first."""
    atoms, kinds, readings = _together(entries)
    return list(zip(atoms, readings, strict=True))


def _read(entries: Sequence[Entry]) -> list[Header]:
    atoms, kinds, readings = _together(entries)
    return [
        _header(found, those, kind)
        for found, those, kind in zip(atoms, readings, kinds, strict=True)
    ]


def _together(
    entries: Sequence[Entry],
) -> tuple[list[list[Atom]], list[str], list[list[Reading]]]:
    atoms = [atoms_of(entry.headers) for entry in entries]
    kinds = _kinds(entries)
    readings = read_together(atoms, kinds)
    shared = _shared(entries, atoms, readings, kinds)
    return atoms, shared, readings if shared == kinds else read_together(atoms, shared)


def _kinds(entries: Sequence[Entry]) -> list[str]:
    """Return which entries stand ``above`` roles, which ``under`` such a one, which ``alone``."""
    out: list[str] = []
    for index, entry in enumerate(entries):
        following = entries[index + 1 : index + 2]
        if following and following[0].dates and (_banner(entry) or _spanned(entry, following[0])):
            out.append("above")
        else:
            out.append("under" if entry.dates and out[-1:] in (["above"], ["under"]) else "alone")
    return out


def _shared(
    entries: Sequence[Entry],
    atoms: Sequence[Sequence[Atom]],
    readings: Sequence[Sequence[Reading]],
    kinds: Sequence[str],
) -> list[str]:
    """Return the kinds once more: who stands ``under`` the line that heads the entry before.

    "Norvik Ltd", "Engineer, Risk, 2021 - 2023", a body, "Developer, Forms, 2018 - 2021": the
    second role has no line of its own for an employer, and what follows its title names a team.
    """
    out, above = list(kinds), None
    for index, (found, those) in enumerate(zip(atoms, readings, strict=True)):
        title, employer = (those[0].span(role) if those else None for role in ("title", "employer"))
        if title is None or kinds[index] != "alone":
            above = None
        elif employer is not None and employer.first < title.first:
            own = found[employer.first].row < found[title.first].row
            above = (found[employer.first].line, found[title.first].line) if own else None
        elif above is None or title.first:
            above = None
        elif employer is not None and _weak(found[employer.first : employer.end]):
            aside = found[employer.first].row == found[title.first].row
            if not aside or _set_as(entries[index].headers[0], *above):
                out[index] = "under"
    return out


def _set_as(line: Line, employer: Line, title: Line) -> bool:
    """Return whether a line is set as the title above it was, and not as its employer."""
    own, first, second = ((style_of(one), bool(dates_of(one))) for one in (line, employer, title))
    return own == second != first


def _weak(atoms: Sequence[Atom]) -> bool:
    return scores_of(atoms, "alone").employer < 1.0 and not atoms[0].before.startswith("@")


def _banner(entry: Entry) -> bool:
    alone = not entry.dates and not entry.body and len(entry.headers) <= 2
    return alone and not any(title_score(line.plain) == 3 for line in entry.headers)


def _spanned(entry: Entry, following: Entry) -> bool:
    """Return whether a line stands above roles with the dates of all: "Norvik (2015 - 2021)"."""
    alone = not entry.body and len(entry.headers) == 1
    deeper = rank(entry.headers[0]) < rank(following.headers[0])
    return alone and deeper and title_score(entry.headers[0].plain) < 3


def _header(atoms: Sequence[Atom], readings: Sequence[Reading], kind: str) -> Header:
    header = Header()
    if not readings:
        return header
    reading = readings[0]
    for role, first, end in reading.spans:
        part = Part(text_of(atoms[first:end]), atoms[first].row, margin(readings, role))
        if role == "other":
            header.description.append(part)
            header.refused |= kind == "alone" and not atoms[first].label and not no_name(part.plain)
        elif role != "employer" or _sure(atoms, Span(role, first, end), readings, kind):
            label = atoms[first].label if role == "employer" else None
            client, header.labelled = label == "client", header.labelled or label == "employer"
            setattr(header, "client" if client else role, part)
        else:
            header.refused = True
    return header


def _sure(atoms: Sequence[Atom], span: Span, readings: Sequence[Reading], kind: str) -> bool:
    """A wrong employer is worse than none: signs and votes have to speak for it."""
    own = atoms[span.first : span.end]
    if own[0].label:
        return not _UNNAMED.match(own[0].plain)
    if no_name(text_of(own).text):
        return False
    score = scores_of(own, kind).employer
    if score + readings[0].votes < _ENOUGH:
        return False
    return score > _PLAIN_NAME or not _contested(atoms, span, readings)


def _contested(atoms: Sequence[Atom], span: Span, readings: Sequence[Reading]) -> bool:
    """Return whether the other headers have voted and another name is as likely all the same.

    Where none votes the first of two names is the employer; what stands in brackets never is.
    """
    for other in readings[1:] if readings[0].votes else ():
        rival = other.span("employer")
        if (rival is None or rival.first != span.first) and not _bracketed(atoms, rival):
            close = readings[0].total - other.total < _LEAD
            return close and other.votes + _LEAD > readings[0].votes
    return False


def _bracketed(atoms: Sequence[Atom], span: Span | None) -> bool:
    return span is not None and atoms[span.first].before == "("
