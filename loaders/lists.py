"""Skills, projects, awards, certificates, publications and languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .blocks import TECH
from .body import glue, is_list, read_body
from .builder import Builder, Mention, trim
from .dates import find_dates
from .lines import Line
from .mapped import Mapped
from .resume import Award, Certificate, Interest, Language, Project, Publication, Reference
from .words import SPOKEN, folded

_SEPARATOR: Final = re.compile(r"\s+[-–—]{1,2}\s+|:\s+|\s*\|\s*|\s+•\s+|\t+|\.\s+(?=[A-Z])")
_ITEM: Final = re.compile(r"\s*[,;|•·/\t]\s*|\s+[-–—]\s+(?=[A-Z])|\s+and\s+|\s+und\s+|\s+et\s+")
_COLUMNS: Final = re.compile(r"\s{2,}")
_CERTIFIED: Final = re.compile(
    r"(?i)\b(?:certif\w*|zertifi\w*|graduate|bootcamp|course|nanodegree|training|license|"
    r"licence|"
    r"diploma|specialization|credential|coursera|udemy|udacity|edx|weiterbildung|schulung)\b"
)
_COMPLETED: Final = re.compile(r"(?i)^(?:completed|issued|awarded|received|obtained|earned)\b")
_BRACKETED: Final = re.compile(r"\(([^()]{2,60})\)\s*$")
_LEVEL: Final = re.compile(
    r"(?i)\b(?:native|mother tongue|bilingual|fluent|proficient|advanced|upper[- ]intermediate|"
    r"intermediate|basic|beginner|elementary|conversational|"
    r"professional(?: working)?(?: proficiency)?|"
    r"working proficiency|limited|full|[abc][12]|muttersprache|fließend|verhandlungssicher|"
    r"grundkenntnisse|gut|sehr gut|courant|langue maternelle|notions|nativo|avanzado|básico)\b"
)


def read_skills(builder: Builder, lines: Sequence[Line], nearby: str) -> list[Mention]:
    """Return the concepts of a skills section, cell by cell where it is a table."""
    out: list[Mention] = []
    for index, line in enumerate(lines):
        builder.use(line.text)
        if line.heading or line.header_row or _head_row(lines, index):
            out += builder.mentions(line.text, section="skills", nearby=nearby)
            continue
        if len(line.cells) == 2 and "," in line.cells[1].text:
            out += builder.mentions(line.cells[0], section="skills", nearby=nearby)
            line = replace(line, cells=line.cells[1:])
        columns = line.text.split(_COLUMNS)
        for part in line.cells or (columns if len(columns) > 2 else [line.text]):
            out += builder.mentions(part, listed=_lists(part), section="skills", nearby=nearby)
    return out


def _head_row(lines: Sequence[Line], index: int) -> bool:
    """The first row of a table of tabs names its columns."""
    first = bool(lines[index].cells) and (index == 0 or not lines[index - 1].cells)
    return first and index + 1 < len(lines) and bool(lines[index + 1].cells)


def _lists(text: Mapped) -> bool:
    plain = text.text.strip()
    return len(plain) < 90 and not plain.endswith(".") or plain.count(",") >= 2


def read_projects(
    builder: Builder, lines: Sequence[Line], start: int = 0
) -> tuple[list[Project], list[Mention]]:
    """Return the projects that have a name, and what the other lines mention."""
    headed = any(line.heading or line.bold for line in lines)
    blocks: list[list[Line]] = []
    loose: list[Mention] = []
    block: list[Line] = []
    for index, line in enumerate(lines):
        if _names(lines, index, headed):
            block = [line]
            blocks.append(block)
        elif block:
            block.append(line)
        else:
            loose += _used_mentions(builder, line)
    out = [_project(builder, b, f"/projects/{start + i}") for i, b in enumerate(blocks)]
    return out, loose


def _used_mentions(builder: Builder, line: Line) -> list[Mention]:
    found = builder.mentions(line.text, section="projects")
    if found:
        builder.use(line.text)
    return found


def _names(lines: Sequence[Line], index: int, headed: bool) -> bool:
    line = lines[index]
    if headed:
        return bool(line.heading or line.bold and not line.bullet) and not TECH.match(line.plain)
    if line.bullet > 2 or TECH.match(line.plain):
        return False
    return _stands_above(lines, index) or _project_name(line) is not None


def _stands_above(lines: Sequence[Line], index: int) -> bool:
    """A short line of its own with its text right beneath it."""
    line = lines[index]
    if line.bullet or not line.blank_before or len(line.plain.split()) > 5:
        return False
    beneath = index + 1 < len(lines) and not lines[index + 1].blank_before
    return beneath and not line.plain.rstrip().endswith((".", ":", ","))


def _project_name(line: Line) -> Mapped | None:
    """The linked or bold beginning of a line, or what stands before its first separator."""
    for start, end in [*line.bolds, *((a.start, a.end) for a in line.anchors)]:
        if not line.plain[:start].strip() and end - start <= 60:
            return trim(line.text.cut(start, end))
    match = _SEPARATOR.search(line.plain)
    if match is None:
        short = len(line.plain.split()) <= 6 and not re.search(r"[.!]\s*$", line.plain)
        return line.text if short and line.bullet and line.plain[:1].isupper() else None
    name = trim(line.text.cut(0, match.start()))
    most = 3 if match[0].startswith(".") else 6
    return name if name.text and len(name.text.split()) <= most else None


def _project(builder: Builder, lines: Sequence[Line], at: str) -> Project:
    head, body = lines[0], list(lines[1:])
    project = Project()
    name = _project_name(head) or head.text
    dates = find_dates(head.plain)
    if dates and name is head.text:
        name = head.text.cut(0, dates[0].place[0])
    project.name = builder.value(f"{at}/name", _undashed(name))
    builder.use(head.text)
    rest = _rest(head, name)
    if head.anchors:
        project.url = builder.value(f"{at}/url", head.anchors[0].url)
    _project_dates(builder, project, [head, *body[:2]], at)
    details = read_body(builder, at, body, "projects")
    project.highlights = details.highlights
    project.description = _described(builder, at, rest, details.summary)
    mentions = builder.mentions(rest, section="projects") if rest is not None else []
    project.keywords = builder.keywords(f"{at}/keywords", mentions + details.mentions)
    return project


def _undashed(name: Mapped) -> Mapped:
    match = re.search(r"\s+[-–—|]\s+", name.text)
    return name.cut(0, match.start()) if match else name


def _rest(head: Line, name: Mapped) -> Mapped | None:
    offset = head.plain.find(name.text) + len(_undashed(name).text)
    rest = trim(head.text.cut(offset))
    return rest if rest.text else None


def _described(builder: Builder, at: str, rest: Mapped | None, summary: str | None) -> str | None:
    spans = builder.evidence.pop(f"{at}/summary", [])
    if rest is not None:
        builder.place(f"{at}/description", rest)
    if spans:
        builder.evidence.setdefault(f"{at}/description", []).extend(spans)
    parts = [" ".join(rest.text.split()) if rest is not None else "", summary or ""]
    return "\n".join(part for part in parts if part) or None


def _project_dates(builder: Builder, project: Project, lines: Sequence[Line], at: str) -> None:
    for line in lines:
        if line.bullet and line is not lines[0] or len(line.plain) > 120:
            continue
        for dates in find_dates(line.plain):
            project.startDate, project.endDate = dates.start, dates.end
            if dates.start:
                builder.place(f"{at}/startDate", line.text.cut(*dates.first).strip())
            if dates.end or dates.current:
                builder.place(f"{at}/endDate", line.text.cut(*dates.last).strip())
            return


def read_awards(
    builder: Builder,
    lines: Sequence[Line],
    awards: list[Award],
    certificates: list[Certificate],
    section: str,
) -> list[Mention]:
    """Add what was awarded, and what was certified or completed; return what they mention."""
    out: list[Mention] = []
    last: str | None = None
    for line in lines:
        if _COMPLETED.match(line.plain) and last:
            _when(builder, line, last, awards, certificates)
            builder.use(line.text)
            continue
        certified = section == "certificates" or bool(_CERTIFIED.search(line.plain))
        last = (
            _certificate(builder, line, certificates)
            if certified
            else _award(builder, line, awards)
        )
        builder.use(line.text)
        out += builder.mentions(line.text, section="certificates" if certified else "awards")
    return out


def _title(line: Line) -> Mapped:
    dates = find_dates(line.plain)
    text = line.text.cut(0, dates[0].place[0]) if dates and dates[0].place[0] > 3 else line.text
    if dates and dates[0].place[0] <= 3:
        text = line.text.cut(dates[0].place[1])
    tail = re.search(r",\s*[^,]{0,30}$|\s+[-–—|]\s*\(?$|\s*[(\[]\s*$", text.text) if dates else None
    text = trim(text.cut(0, tail.start()) if tail and tail.start() > 3 else text)
    cut = re.search(r"\s+[-–—|]\s+|:\s+|\s+\((?=[^)]*\)$)", text.text)
    return trim(text.cut(0, cut.start())) if cut and cut.start() > 3 else text


def _award(builder: Builder, line: Line, awards: list[Award]) -> str | None:
    at = f"/awards/{len(awards)}"
    title = builder.value(f"{at}/title", _title(line))
    if title is None:
        return None
    award = Award(title=title)
    given = _BRACKETED.search(line.plain)
    if given and not find_dates(given[1]):
        award.awarder = builder.value(f"{at}/awarder", line.text.cut(*given.span(1)))
    awards.append(award)
    _when(builder, line, at, awards, [])
    return at


def _certificate(builder: Builder, line: Line, certificates: list[Certificate]) -> str | None:
    at = f"/certificates/{len(certificates)}"
    name = builder.value(f"{at}/name", _title(line))
    if name is None:
        return None
    certificate = Certificate(name=name)
    given = _BRACKETED.search(line.plain)
    if given and not find_dates(given[1]) and not name.endswith(")"):
        certificate.issuer = builder.value(f"{at}/issuer", line.text.cut(*given.span(1)))
    certificates.append(certificate)
    _when(builder, line, at, [], certificates)
    return at


def _when(
    builder: Builder, line: Line, at: str, awards: list[Award], certificates: list[Certificate]
) -> None:
    for dates in find_dates(line.plain):
        if dates.end:
            part = (awards if at.startswith("/awards") else certificates)[-1]
            part.date = dates.end
            builder.place(f"{at}/date", line.text.cut(*dates.last).strip())
            return


def read_languages(builder: Builder, lines: Sequence[Line]) -> tuple[list[Language], list[Line]]:
    """Return spoken languages; lines that name none may list programming languages."""
    out: list[Language] = []
    others: list[Line] = []
    for line in lines:
        found = [part for part in line.cells or line.text.split(_ITEM) if _spoken(part.text)]
        if not found:
            others.append(line)
            continue
        builder.use(line.text)
        for part in found:
            at = f"/languages/{len(out)}"
            word = re.match(r"\W*([^\W\d_]+)", part.text)
            name = builder.value(f"{at}/language", part.cut(*word.span(1)) if word else part)
            level = _LEVEL.search(line.plain if len(found) == 1 else part.text)
            source = line.text if len(found) == 1 else part
            fluency = builder.value(f"{at}/fluency", source.cut(*level.span())) if level else None
            out += [Language(language=name, fluency=fluency)] if name else []
    return out, others


def _spoken(text: str) -> bool:
    words = folded(text).split()
    return bool(words) and words[0] in {folded(name) for name in (words[0],)} & _SPOKEN_FOLDED


_SPOKEN_FOLDED: Final = frozenset(folded(name) for name in SPOKEN)


def read_publications(
    builder: Builder, lines: Sequence[Line], start: int
) -> tuple[list[Publication], list[Mention]]:
    """Return publications and talks, one a line or bullet."""
    out: list[Publication] = []
    mentions: list[Mention] = []
    for text, line in _wrapped(lines):
        at = f"/publications/{start + len(out)}"
        name = builder.value(f"{at}/name", text)
        if name:
            publication = Publication(name=name)
            if line.anchors:
                publication.url = builder.value(f"{at}/url", line.anchors[0].url)
            out.append(publication)
            mentions += builder.mentions(text, section="publications")
    return out, mentions


def _wrapped(lines: Sequence[Line]) -> list[tuple[Mapped, Line]]:
    out: list[tuple[Mapped, Line]] = []
    for line in lines:
        goes_on = out and not line.bullet and not line.blank_before and out[-1][1].bullet
        if goes_on:
            out[-1] = (glue(out[-1][0], line.text), out[-1][1])
        else:
            out.append((line.text, line))
    return out


def read_interests(builder: Builder, lines: Sequence[Line]) -> list[Interest]:
    """Return interests, split where a line lists several."""
    out: list[Interest] = []
    for line in lines:
        for part in line.text.split(_ITEM) if is_list(line) else [line.text]:
            name = builder.value(f"/interests/{len(out)}/name", part)
            out += [Interest(name=name)] if name else []
    return out


def read_references(builder: Builder, lines: Sequence[Line]) -> list[Reference]:
    """Return references as they stand, one a line."""
    out: list[Reference] = []
    for line in lines:
        text = builder.value(f"/references/{len(out)}/reference", line.text)
        out += [Reference(reference=text)] if text else []
    return out
