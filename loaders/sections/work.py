"""Work and volunteering: who, what, where and when, out of header blocks of any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..builder import Builder, ConceptMention
from ..dates import Dates
from ..layout.lines import Line
from ..normalization import lowered
from ..patterns import set_of
from ..places import is_place
from ..resume import Volunteer, Work
from ..segmentation.atoms import without_label
from ..segmentation.gaps import is_gap
from ..segmentation.header_dates import dates_of
from ..segmentation.outline import BULLET, PLAIN, rank
from ..segmentation.roles import sounds_like_title, title_score
from .body import read_body, without_heads
from .entries import Entry, split_entries
from .job_headers import Header, Part, headers_of, names_columns
from .labelled_lines import with_whole_labels
from .positions import shared_bodies, with_positions_apart
from .work_in_prose import (
    Told,
    told_employer,
    told_role,
    told_stint,
    told_stints,
    told_title,
)


@dataclass(slots=True)
class _Group:
    """The employer that roles beneath it inherit, and how deep its line stands."""

    employer: Part
    rank: int


def read_stints(
    builder: Builder, lines: Sequence[Line], kind: str = "work", start: int = 0
) -> tuple[list[Work], list[Line]]:
    """Return the stints of a section and the lines that begin none.

    ``kind`` is ``work`` or ``volunteer``, the list of the resume that they go to; ``start`` is how
    many it holds already.
    """
    told_in_prose = told_stints(lines)
    if told_in_prose:
        return [
            _told_stint(builder, told, told.lines, f"/{kind}/{start + index}")
            for index, told in enumerate(told_in_prose)
        ], []
    preface, found = split_entries(_read_lines(builder, lines))
    entries, told_of_gaps = _without_gaps(builder, found)
    preface += told_of_gaps
    headers = headers_of(entries, lines)
    _complete(entries, headers)
    umbrellas = [_umbrella(entries, headers, index) for index in range(len(entries))]
    out: list[Work] = []
    employers = _employers(entries, headers)
    entries = shared_bodies(entries, employers)
    for entry, header, umbrella in zip(entries, headers, umbrellas, strict=True):
        # "2019 - now" as a heading, and in the first sentence beneath it who and where.
        told = told_role(_first_paragraph(entry.body)) if _dates_alone(entry, header) else None
        if told:
            header.title, header.employer = told.title, told.employer
        # What has neither dates nor a title has not the shape of a job, nor what has only one date
        # where the others have titles: "Eastmere Hackathon, May 2019".
        if (
            not entry.dates
            and not umbrella
            and not _titled(header)
            and not (header.labelled and entry.body)
            or _event(entry, header, headers)
        ):
            preface += [*entry.headers, *entry.body]
            continue
        for line in entry.headers:
            builder.use(line.text)
        if not umbrella and (header.title or header.employer):
            for when in _when(entry):
                out.append(_stint(builder, entry, header, when, f"/{kind}/{start + len(out)}"))
    # What heads nothing may still tell a job in a sentence; a copy, since lines are taken out.
    for line in list(preface):
        told = told_stint(line)
        if told:
            preface.remove(line)
            out.append(_told_stint(builder, told, [line], f"/{kind}/{start + len(out)}"))
    return out, preface


def _read_lines(builder: Builder, lines: Sequence[Line]) -> list[Line]:
    """Return the lines to read, those away that name the columns of a table."""
    heads = [line for line in lines if names_columns(line)]
    for line in heads:
        builder.use(line.text)
    rows = [line for line in lines if line not in heads] if heads else lines
    return with_positions_apart(with_whole_labels(without_heads(builder, rows)))


def _without_gaps(builder: Builder, found: Sequence[Entry]) -> tuple[list[Entry], list[Line]]:
    """Return the entries that are jobs, and what is told of the times between them."""
    entries: list[Entry] = []
    told: list[Line] = []
    for entry in found:
        if is_gap(entry.headers):
            told += entry.body
            for line in entry.headers:
                builder.use(line.text)
        else:
            entries.append(entry)
    return entries, told


def to_volunteer(work: Work) -> Volunteer:
    """Return a stint as JSON Resume's volunteering, whose employer is an organization."""
    kept = work.model_dump(exclude={"name", "url", "location", "description"})
    return Volunteer(organization=work.name, **kept)


def _complete(entries: Sequence[Entry], headers: Sequence[Header]) -> None:
    """Take from the first sentence of each body what no header of the section has."""
    several = len(entries) > 1
    paragraphs = [_first_paragraph(entry.body) for entry in entries]
    told = [_told_lines(entry, lines) for entry, lines in zip(entries, paragraphs, strict=True)]
    for name, other, tell in (
        ("employer", "title", told_employer),
        ("title", "employer", told_title),
    ):
        lacking = several and not any(getattr(header, name) for header in headers)
        if not lacking or not all(getattr(header, other) for header in headers):
            continue
        for header, lines in zip(headers, told, strict=True):
            setattr(header, name, tell(lines) if lines else None)


def _told_lines(entry: Entry, lines: list[Line]) -> list[Line]:
    return lines if entry.dates and lines and not lines[0].bullet else []


def _employers(entries: Sequence[Entry], headers: Sequence[Header]) -> list[Part | None]:
    """Give each role its employer, and return those that stand in a line above it."""
    out: list[Part | None] = []
    group: _Group | None = None
    for entry, header in zip(entries, headers, strict=True):
        own = header.employer
        group = _inherited(entry, header, group)
        out.append(None if own else header.employer)
        _weigh_client(header)
    return out


def _weigh_client(header: Header) -> None:
    """Let a client be the employer where nobody is; else tell of it: "Client: Norvik"."""
    if header.client and header.employer:
        header.description.append(header.client)
    elif header.client:
        header.employer = replace(header.client, text=without_label(header.client.text))


def _titled(header: Header) -> bool:
    """Return whether the words of a title say that it is one: without dates nothing else does."""
    text = header.title.plain if header.title else ""
    return title_score(text) > 0 or bool(text) and sounds_like_title(text)


def _event(entry: Entry, header: Header, headers: Sequence[Header]) -> bool:
    if header.title or not entry.dates or not all(dates.single for dates in entry.dates):
        return False
    others = [one for one in headers if one is not header]
    return len(others) > 1 and all(one.title for one in others)


def _dates_alone(entry: Entry, header: Header) -> bool:
    return bool(entry.dates and entry.body) and not (header.title or header.employer)


def _umbrella(entries: Sequence[Entry], headers: Sequence[Header], index: int) -> bool:
    """A company line above its roles gives no stint of its own; the roles tell theirs."""
    entry, header = entries[index], headers[index]
    if header.title or entry.body or index + 1 == len(entries):
        return False
    following = headers[index + 1]
    deeper = rank(entries[index + 1].headers[0]) >= rank(entry.headers[0])
    return following.employer is None and following.title is not None and deeper


def _when(entry: Entry) -> list[tuple[Line, Dates] | None]:
    found = [(line, dates) for line in entry.headers for dates in dates_of(line)]
    # Each range is a stint of its own: people come back to a role. Lone dates are one together.
    ranges = [(line, dates) for line, dates in found if not dates.single]
    return list(ranges or found[:1]) or [None]


def _inherited(entry: Entry, header: Header, group: _Group | None) -> _Group | None:
    """A role under a company's heading is a role at that company."""
    depth = rank(entry.headers[0])
    if header.employer is None:
        if (
            group
            and not header.refused
            and not _on_own_account(header)
            and depth >= group.rank
            and (depth > group.rank or depth >= PLAIN)
        ):
            header.employer = group.employer
        return group
    # A company in the same line as the title is of that role alone; one in a line of its own is of
    # those beneath it too. An item's employer reaches as far as a plain line's.
    own = rank(entry.headers[header.employer.row])
    several = header.title is None or header.title.row != header.employer.row
    return _Group(header.employer, own if own != BULLET else PLAIN) if several else None


def _on_own_account(header: Header) -> bool:
    """Return whether all that a header says of a role is that nobody employed its holder."""
    said = [header.title, *header.description]
    own = set_of("header_words", "own account")
    return any(part is not None and lowered(part.plain).strip(" .()") in own for part in said)


def _stint(
    builder: Builder, entry: Entry, header: Header, when: tuple[Line, Dates] | None, at: str
) -> Work:
    work = Work()
    used = _place_of_technologies(builder, header)
    name = f"{at}/organization" if at.startswith("/volunteer") else f"{at}/name"
    work.name = _part(builder, name, header.employer)
    work.position = _part(builder, f"{at}/position", header.title)
    work.location = _part(builder, f"{at}/location", header.place)
    if header.description:
        parts = [builder.value(f"{at}/description", piece.text) for piece in header.description]
        work.description = " · ".join(part for part in parts if part) or None
    read_dates(builder, at, work, when)
    body = read_body(builder, at, entry.body)
    work.summary, work.highlights = body.summary, body.highlights
    mentions = _header_mentions(builder, header) + used + body.mentions
    work.keywords = builder.keywords(f"{at}/keywords", mentions)
    return work


def _told_stint(builder: Builder, told: Told, lines: Sequence[Line], at: str) -> Work:
    header = Header(title=told.title, employer=told.employer)
    if told.when:
        builder.use(told.when[0].text)
    return _stint(builder, Entry([], list(lines)), header, told.when, at)


def _first_paragraph(lines: Sequence[Line]) -> list[Line]:
    """Return the first line of a body and those that it was wrapped into."""
    end = 1
    while end < len(lines) and not (lines[end].blank_before or lines[end].bullet):
        end += 1
    return list(lines[:end])


def _part(builder: Builder, at: str, part: Part | None) -> str | None:
    if part is None:
        return None
    if part.margin is not None:
        builder.margins[at] = part.margin
    return builder.value(at, part.text)


def read_dates(builder: Builder, at: str, part: Work, when: tuple[Line, Dates] | None) -> None:
    """Set start and end; an end that says "Present" leaves only its place."""
    if when is None:
        return
    line, dates = when
    if dates.start:
        part.startDate = dates.start
        builder.place(f"{at}/startDate", line.text.cut(*dates.first).strip(" (,["))
    # A lone date is when somebody began: the end of a stint is never written alone.
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


def _place_of_technologies(builder: Builder, header: Header) -> list[ConceptMention]:
    """Return what a place that no list knows names, and say no place then: "React, Figma"."""
    if header.place is None or is_place(header.place.plain):
        return []
    found = builder.mentions(header.place.text, section="work")
    if found:
        builder.use(header.place.text)
        header.place = None
    return found


def _header_mentions(builder: Builder, header: Header) -> list[ConceptMention]:
    out: list[ConceptMention] = []
    if header.title:
        out += builder.mentions(header.title.text, section="title")
    for piece in header.description:
        out += builder.mentions(piece.text, section="work")
    return out
