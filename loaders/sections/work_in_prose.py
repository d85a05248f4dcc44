"""Stints told in a sentence: ``three years as Data Engineer at Norvik from 2014 to today``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ..builder import trim
from ..dates import Dates, find_dates
from ..layout.lines import Line
from ..lexicon import has_title
from .job_headers import Part

# Bounded by what ends a part of a sentence: here no name or title can hold a comma or a full stop.
_TOLD: Final = re.compile(
    r"(?:\b(?:as|als|comme|como|was|am)\s+(?:an?\s+|the\s+)?|^)(?P<title>[^,.;:()]{3,60}?)\s+"
    r"(?:at|with|for|bei|chez|en)\s+(?P<employer>[A-Z][^,.;:()]{1,60}?)"
    r"(?=,?\s+(?:from|since|between|in|until|von|seit|depuis|de|desde)\b|\s*[(,.;]|\s*$)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence says of a job."""

    title: Part
    employer: Part
    when: tuple[Line, Dates] | None


def told_stint(line: Line) -> Told | None:
    """Return the job that a sentence tells, where it names the title, the employer and a date."""
    told = told_role(line)
    if told is None:
        return None
    # Two ranges in one sentence are two jobs, and nothing says which is whose.
    ranges = [dates for dates in find_dates(line.plain) if not dates.single]
    return replace(told, when=(line, ranges[0])) if len(ranges) == 1 else None


def told_role(line: Line) -> Told | None:
    """Return the title and the employer that a sentence tells, its dates left to others."""
    match = _TOLD.search(line.plain)
    if not match or not has_title(match["title"]):
        return None
    title, employer = (trim(line.text.cut(*match.span(name))) for name in ("title", "employer"))
    return Told(Part(title, 0), Part(employer, 0), None)
