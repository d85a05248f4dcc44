"""Projects: their names, what they are, when, and the concepts that they use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..builder import Builder, ConceptMention, trim
from ..dates import find_dates
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..normalization import lowered
from ..patterns import set_of
from ..resume import Project
from ..segmentation.line_signs import is_labelled_list
from .body import read_body

_SEPARATOR: Final = re.compile(r"\s+[-–—]{1,2}\s+|:\s+|\s*\|\s*|\s+•\s+|\t+|\.\s+(?=[A-Z])")
_MOST: Final = 12  # words of a name that stands before its dates


def read_projects(
    builder: Builder, lines: Sequence[Line], start: int = 0
) -> tuple[list[Project], list[ConceptMention]]:
    """Return the projects that have a name, and what the other lines mention."""
    # Where one project is marked all are: a plain line is then a part of the one above it.
    headed = any(line.heading or line.bold or _opens_bold(line) for line in lines)
    blocks: list[list[Line]] = []
    loose: list[ConceptMention] = []
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


def _used_mentions(builder: Builder, line: Line) -> list[ConceptMention]:
    found = builder.mentions(line.text, section="projects")
    if found:
        builder.use(line.text)
    return found


def _names(lines: Sequence[Line], index: int, headed: bool) -> bool:
    line = lines[index]
    if headed:
        marked = line.heading or not line.bullet and (line.bold or _opens_bold(line))
        return bool(marked) and not is_labelled_list(line.plain)
    # Unmarked, a project is an item or a line of its own; deeper items tell of one.
    if line.bullet > 2 or is_labelled_list(line.plain) or _tells(line):
        return False
    if _beneath_dated(lines, index):
        return False
    return _stands_above(lines, index) or _project_name(line) is not None


def _beneath_dated(lines: Sequence[Line], index: int) -> bool:
    """Return whether a plain line without dates stands in the paragraph of a project with some."""
    line, first = lines[index], index
    if line.bullet or find_dates(line.plain):
        return False
    while first and not lines[first].blank_before:
        first -= 1
    ranges = [one for one in find_dates(lines[first].plain) if not one.single]
    return first < index and bool(ranges) and not lines[first].bullet


def _tells(line: Line) -> bool:
    """Return whether a line goes on with a project, or has a label that tells of one."""
    label, colon, _ = line.plain.partition(":")
    labelled = bool(colon) and lowered(label).strip() in set_of("labels")
    # "paper-scope: prints a trace" is a name in small letters, and goes on with nothing.
    named = bool(colon) and len(label.split()) == 1
    goes_on = not line.bullet and not line.blank_before and line.plain.strip()[:1].islower()
    return labelled or (goes_on and not named)


def _opens_bold(line: Line) -> bool:
    """``**Name** (2018 – now)``, which is no list item and lists no technologies."""
    return bool(line.bolds) and not line.bullet and not line.plain[: line.bolds[0][0]].strip()


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
    # A name is short, and shorter before a full stop, which ends sentences as well.
    match = _SEPARATOR.search(line.plain)
    dates = next((one for one in find_dates(line.plain) if not one.single), None)
    if dates and match and dates.place[0] < match.start() < dates.place[1]:
        # The dash of "2019 – 2021" parts no name from what it is.
        name = trim(line.text.cut(0, dates.place[0]))
        return name if name.text and len(name.text.split()) <= _MOST else None
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
    # Dates stand in the first line or right beneath it; further down they are of what it tells.
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
    dates = [dates.place for dates in find_dates(rest.text)]
    return rest if re.search(r"\w", rest.without(dates).text) else None


def _described(builder: Builder, at: str, rest: Mapped | None, summary: str | None) -> str | None:
    # JSON Resume has one text for what a project is: what stands behind its name comes first.
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
