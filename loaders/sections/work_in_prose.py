"""Stints told in a sentence: ``three years as Data Engineer at Norvik from 2014 to today``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ..builder import trim
from ..dates import Dates, find_dates, find_durations
from ..layout.lines import Line
from ..segmentation.roles import title_score
from .job_headers import Part

# Bounded by what ends a part of a sentence: no title holds a comma or a full stop here, and a name
# only ", X & Y" or the full stop of an address. What is masked (dates, durations) ends both too.
_TOLD: Final = re.compile(
    r"(?:\b(?P<said>as|als|comme|como|was|am|been)\s+(?:an?\s+|the\s+)?|(?:^|[;:–—])\s*(?!(?:[^,.;]{0,30}\s)?(?:as|was|am|als|been)\s))"
    r"(?P<title>[^\W\d_][^,.;:()–—]{2,60}?)\s+(?:at|with|for|bei|chez|en)\s+"
    r"(?P<employer>[A-Z\d](?:[^,.;:()]|\.(?=\w)|(?<=\bSt)\.|,(?=\s[A-Z]\w*\s&\s)){1,60}?)"
    r"(?=,?\s+(?:from|since|between|in|until|von|seit|depuis|de|desde)\b|\s*(?:[(,;]|\.(?!\w))"
    r"|\s*$)"
)
# The employer first: "I joined Norvik as Buyer", "At Norvik I was Buyer".
_JOINED: Final = re.compile(
    r"\b(?:joined|with|at|for|bei|chez|en)\s+"
    r"(?P<employer>[A-Z\d](?:[^,.;:()]|\.(?=\w)|(?<=\bSt)\.|,(?=\s[A-Z]\w*\s&\s)){1,60}?),?\s+"
    r"(?:I\s+(?:have\s+|worked\s+)?)?(?P<said>as|was|am|been|als|comme|como)\s+"
    r"(?:an?\s+|the\s+)?(?P<title>[^\W\d_][^,.;:()–—]{2,60}?)"
    r"(?=,?\s+(?:from|since|between|in|until|and)\b|\s*(?:[(,;]|\.(?!\w))|\s*$)",
    re.IGNORECASE,
)
_FEW: Final = 5  # words


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
    found = find_dates(line.plain)
    ranges = [dates for dates in found if not dates.single]
    if not ranges and len(found) == 2:
        # "joined in May 2019 and left in June 2021".
        first, last = found
        place = (first.place[0], last.place[1])
        ranges = [Dates(first.end, last.end, place, first.place, last.place)]
    elif not ranges:
        ranges = list(found)
    return replace(told, when=(line, ranges[0])) if len(ranges) == 1 else None


def told_role(line: Line) -> Told | None:
    """Return the title and the employer that a sentence tells, its dates left to others."""
    text = _masked(line.plain)
    match = _JOINED.search(text) or _TOLD.search(text)
    if not match or not match["employer"][0].isupper() and not match["employer"][0].isdigit():
        return None
    if not title_score(match["title"]) and not (match["said"] and _named(match["title"])):
        return None
    title, employer = (trim(line.text.cut(*match.span(name))) for name in ("title", "employer"))
    return Told(Part(title, 0), Part(employer, 0), None)


def _masked(text: str) -> str:
    """Return a text of the same length whose dates and durations are marks."""
    for start, end in [*(dates.place for dates in find_dates(text)), *find_durations(text)]:
        text = text[:start] + ";" * (end - start) + text[end:]
    return text


def _named(title: str) -> bool:
    """Return whether a title is written as names are: "as Keeper of Records"."""
    return title[0].isupper() and len(title.split()) <= _FEW
