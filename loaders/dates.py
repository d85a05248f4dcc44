"""Dates and date ranges as resumes write them, each with its precision and its place.

A date is an ISO string of a year, a month or a day: what the text does not say is not made up.
Seasons and quarters give the year; an impossible day gives the month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..ontology.wordlists import WordPattern
from .line_cache import line_cache
from .normalization import lowered
from .patterns import BLANKS, any_of, by_group

# Years in which somebody who works today may have been at school, or may say to finish.
_YEAR: Final = r"(?:19[5-9]\d|20[0-4]\d)"
_GROUPS: Final = tuple("d m e y s iy sep im id ed esep em ey nm ny cy cm sy by ay".split())
_NUMBERED: Final = {number: [f"{name}{number}" for name in _GROUPS] for number in (1, 2)}


def _point(n: int) -> str:
    """Return the pattern of one date, ``n`` at the end of its groups' names.

    Sought in lower case, the more telling forms first: a bare year is also a part of the others.
    """
    return rf"""(?:
        # 14th May 2018, May 14, 2018, Mar '18, marzo de 2018
        (?:(?P<d{n}>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:{any_of("dates", "of")}\s+)?)?
        (?P<m{n}>{any_of("months")})\b\.?,?\s*
        (?:(?P<e{n}>\d{{1,2}})(?:st|nd|rd|th)?,\s*)?(?:{any_of("dates", "of")}\s+)?
        (?:(?P<y{n}>{_YEAR})|[’'](?P<s{n}>\d\d))(?!\d)
        # 2018-05-14, 2017.10; the same mark twice, so that "2017-10.5" is no day
        |(?P<iy{n}>{_YEAR})(?P<sep{n}>[-./])(?P<im{n}>0?[1-9]|1[0-2])
        (?:(?P=sep{n})(?P<id{n}>\d{{1,2}}))?(?![\d/])
        # 14.05.2018
        |(?<!\d)(?P<ed{n}>\d{{1,2}})(?P<esep{n}>[-./])(?P<em{n}>\d{{1,2}})(?P=esep{n})
        (?P<ey{n}>{_YEAR})(?!\d)
        # 05/2018, 05 . 2018
        |(?<![\d./])(?P<nm{n}>0?[1-9]|1[0-2])\s?[./-]\s?(?P<ny{n}>{_YEAR})(?!\d)
        # 2018年5月
        |(?P<cy{n}>{_YEAR})年(?:(?P<cm{n}>\d{{1,2}})月)?
        # Spring of 2013, Q3-2019
        |(?:{any_of("dates", "seasons")}(?:\s+of)?[\s-]+)(?P<sy{n}>{_YEAR})(?!\d)
        # 2015, 2015/16; not what is a part of a number, a sum of money or a count
        |(?<![\d.,$€£+])(?P<by{n}>{_YEAR})(?:/(?P<ay{n}>\d\d)(?![\d/]))?(?![\d+%]|[.,]\d)
        (?!\s*{any_of("dates", "counted")})
    )"""


def _two(n: int) -> str:
    """Return the pattern of a month whose year has two digits."""
    return _TWO.replace("{n}", str(n)).replace("{months}", any_of("months", blank=BLANKS))


def _dash() -> str:
    return rf"(?:-{{1,3}}|[–—−‒―~～〜→至]|\b{any_of('dates', 'to')}\b)"


_START: Final = r"(?<![\w@/])(?=\w)"  # of a word that is no part of an address
# "2018 to date" has no dash: what says "now" says "to" as well.
_RANGE: Final = WordPattern(
    lambda: (
        rf"""{_START}{_point(1)}\s*(?P<dash>{_dash()}|(?=to\ date|till\ date|until\ now))\s*
        (?:{_point(2)}|(?P<now>{any_of("dates", "present")})(?!\w))"""
    ),
    re.VERBOSE,
)
# "Jun-Aug 2017": the year is said once.
_SHARED: Final = WordPattern(
    lambda: rf"(?<!\w)(?P<bm>{any_of('months')})\b\.?\s*{_dash()}\s*{_point(1)}", re.VERBOSE
)
_YEARS: Final = re.compile(rf"(?<![\d/])(?P<a>{_YEAR})\s?/\s?(?P<b>\d\d(?:\d\d)?)(?![\d/])")
_SINCE: Final = WordPattern(lambda: rf"(?<!\w){any_of('dates', 'since')}\s+{_point(1)}", re.VERBOSE)
# "Aug 2017 –" with nothing behind it but the end of a bracket, a cell or a line.
_OPEN: Final = WordPattern(
    lambda: rf"{_START}{_point(1)}\s*(?:-{{1,2}}|[–—~～])\s*(?=$|[)\]|•·,;*_])", re.VERBOSE
)
# "Jan 13 - Mar 14", "03/18 - 12/21", "Since Jul 24": two digits are a year only beside another end,
# since "May 18" alone is a day.
_TWO: Final = (
    r"(?:(?P<mo{n}>{months})\b\.?,?\s?[’']?(?P<my{n}>\d\d)|(?P<no{n}>0?[1-9]|1[0-2])/(?P<ty{n}>\d\d))"
    r"(?![\w/]|[.,:]\d|,\s\d{4})"
)
_SHORT: Final = WordPattern(
    lambda: (
        rf"""(?<![\w/.,-])(?=\w){_two(1)}\s*(?P<dash>{_dash()})\s*
        (?:{_two(2)}|(?P<now>{any_of("dates", "present")})(?!\w))
        |(?<!\w){any_of("dates", "since")}\s+{_two(3)}"""
    ),
    re.VERBOSE,
)
# "2014 – Mar 17", "Nov 16 - 2019": the end that says its year in full shows what the other is.
_TWO_DIGITS: Final = re.compile(r"(?<!\d)\d\d(?!\d)")
_SHORT_END: Final = WordPattern(
    lambda: rf"{_START}{_point(1)}\s*(?P<dash>{_dash()})\s*{_two(2)}", re.VERBOSE
)
_SHORT_START: Final = WordPattern(
    lambda: rf"(?<![\w/.,-])(?=\w){_two(1)}\s*(?P<dash>{_dash()})\s*{_point(2)}", re.VERBOSE
)
_UNTIL: Final = WordPattern(
    lambda: rf"(?<!\w){any_of('dates', 'until', blank=BLANKS)}\s+{_point(1)}", re.VERBOSE
)
_SINGLE: Final = WordPattern(lambda: rf"{_START}{_point(1)}", re.VERBOSE)
# At most two numbers: "2 years 3 months".
_DURATION: Final = WordPattern(
    lambda: (
        rf"\(?\b(?:\d{{1,2}}\s*\+?\s*{any_of('dates', 'units')}(?![^\W\d_])"
        r"\.?[\s,]*(?:and\s+)?){1,2}\)?"
    )
)
# What every date has: most lines have none, and are done with.
_ANY_DIGIT: Final = re.compile(r"[\d年]")
_DIGIT: Final = re.compile(r"(?:19|20)\d\d|[’'/.]\s?\d\d\b|年|[^\W\d_]\s\d\d\b")


@dataclass(frozen=True, slots=True)
class Dates:
    """A range in a line. ``first`` and ``last`` are positions of its two ends in the line.

    ``current`` says that the end is a word such as "Present" (``stated``) or a dash with nothing
    after it. ``single`` is a lone date, whose meaning the context gives; it stands in ``end``.
    """

    start: str | None
    end: str | None
    place: tuple[int, int]
    first: tuple[int, int]
    last: tuple[int, int]
    current: bool = False
    stated: bool = True
    single: bool = False


def may_hold_dates(text: str) -> bool:
    """Return whether a text holds what every date has, a year or what may be one."""
    # A line without digits is passed over several times faster by a single class of characters.
    return bool(_ANY_DIGIT.search(text) and _DIGIT.search(text))


@line_cache
def find_dates(text: str) -> tuple[Dates, ...]:
    """Return the ranges and the lone dates of a line from left to right."""
    if not may_hold_dates(text):
        return ()
    text = lowered(text)
    out: list[Dates] = []
    taken = bytearray(len(text))
    # The surer first: a range takes its two ends before they could be read as dates of their own.
    for reader in (_ranges, _shared, _short, _mixed, _academic, _since, _open, _until, _singles):
        fresh = [one for one in reader(text) if not any(taken[slice(*one.place)])]
        for dates in fresh:
            start, end = dates.place
            taken[start:end] = b"\1" * (end - start)
        out += fresh
        if fresh and not _left(text, taken):
            break
    return tuple(sorted(out, key=lambda item: item.place))


def _left(text: str, taken: bytearray) -> bool:
    """Return whether anything outside of what was read looks like a year."""
    return any(not taken[match.start()] for match in _DIGIT.finditer(text))


def find_durations(text: str) -> list[tuple[int, int]]:
    """Return the places of durations in brackets or alone, such as ``(2 years 3 months)``."""
    # Without brackets "5 years" is a part of a sentence, or of a summary.
    if "(" not in text:
        return []
    found = _DURATION.finditer(lowered(text))
    return [match.span() for match in found if match[0].startswith("(")]


def _ranges(text: str) -> list[Dates]:
    out = []
    for match in _RANGE.finditer(text):
        start = _iso(match, 1)
        first, dash = (match.start(), match.start("dash")), match.span("dash")
        if match["now"]:
            out.append(Dates(start, None, match.span(), first, match.span("now"), current=True))
            continue
        end = _iso(match, 2)
        if start and end:
            out.append(Dates(start, end, match.span(), first, (dash[1], match.end())))
    return out


def _shared(text: str) -> list[Dates]:
    out = []
    for match in _SHARED.finditer(text):
        end = _iso(match, 1)
        if end and len(end) >= 7:  # a month at least: "Jun-Spring 2017" has none
            start = f"{end[:4]}-{_months()[match['bm']]:02d}"
            out.append(Dates(start, end, match.span(), match.span(), match.span()))
    return out


def _short(text: str) -> list[Dates]:
    out = []
    for match in _SHORT.finditer(text):
        if match["dash"] is None:
            start = _two_digits(match, 3)
            out.append(Dates(start, None, match.span(), match.span(), match.span(), current=True))
            continue
        start, dash = _two_digits(match, 1), match.span("dash")
        end = None if match["now"] else _two_digits(match, 2)
        if end is None or start <= end:
            first, last = (match.start(), dash[0]), (dash[1], match.end())
            out.append(Dates(start, end, match.span(), first, last, current=end is None))
    return out


def _mixed(text: str) -> list[Dates]:
    out: list[Dates] = []
    if not _TWO_DIGITS.search(text):
        return out
    for match in (*_SHORT_END.finditer(text), *_SHORT_START.finditer(text)):
        full_first = match.re.groupindex.get("y1") is not None
        start = _iso(match, 1) if full_first else _two_digits(match, 1)
        end = _two_digits(match, 2) if full_first else _iso(match, 2)
        # Beside a whole day two digits are one too: "Sep 12 - Oct 14, 2014".
        whole_day = len(start or "") > 7 or len(end or "") > 7
        if start and end and start[:4] <= end[:4] and not whole_day:
            first, last = (match.start(), match.start("dash")), (match.end("dash"), match.end())
            out.append(Dates(start, end, match.span(), first, last))
    return out


def _two_digits(match: re.Match[str], number: int) -> str:
    month = match[f"mo{number}"]
    year = _century(match[f"my{number}"] or match[f"ty{number}"])
    return _date(year, _months()[month] if month else match[f"no{number}"], None)


def _academic(text: str) -> list[Dates]:
    out = []
    for match in _YEARS.finditer(text):
        first, second = match["a"], match["b"]
        end = second if len(second) == 4 else first[:2] + second
        # "2015/16" is a year of study; "2015/19" could be anything.
        if int(end) in {int(first), int(first) + 1}:
            out.append(Dates(first, end, match.span(), match.span("a"), match.span("b")))
    return out


def _since(text: str) -> list[Dates]:
    return [
        Dates(start, None, match.span(), match.span(), match.span(), current=True)
        for match in _SINCE.finditer(text)
        if (start := _iso(match, 1))
    ]


def _open(text: str) -> list[Dates]:
    return [
        Dates(start, None, match.span(), match.span(), match.span(), current=True, stated=False)
        for match in _OPEN.finditer(text)
        if (start := _iso(match, 1))
    ]


def _until(text: str) -> list[Dates]:
    return [
        Dates(None, end, match.span(), match.span(), match.span(), single=True)
        for match in _UNTIL.finditer(text)
        if (end := _iso(match, 1))
    ]


def _singles(text: str) -> list[Dates]:
    return [
        Dates(None, end, match.span(), match.span(), match.span(), single=True)
        for match in _SINGLE.finditer(text)
        if (end := _iso(match, 1))
    ]


def _iso(match: re.Match[str], number: int) -> str | None:
    part = dict(zip(_GROUPS, match.group(*_NUMBERED[number]), strict=True))
    if part["m"]:
        year = part["y"] or _century(part["s"])
        return _date(year, _months()[part["m"]], part["d"] or part["e"])
    if part["iy"]:
        month = None if _academic_year(part) else part["im"]
        return _date(part["iy"], month, part["id"])
    if part["ey"]:
        return _numeric(part["ey"], int(part["ed"]), int(part["em"]), part["esep"])
    if part["ny"]:
        return _date(part["ny"], part["nm"], None)
    if part["cy"]:
        return _date(part["cy"], part["cm"], None)
    if part["ay"] and number == 2 and int(part["ay"]) == (int(part["by"] or 0) + 1) % 100:
        return str(int(part["by"] or 0) + 1)
    return part["sy"] or part["by"]


def _academic_year(part: Mapping[str, str | None]) -> bool:
    """``2008/09`` may be a winter or a September: its year is sure, its month is not."""
    if part["sep"] != "/" or part["id"] or not part["iy"] or not part["im"]:
        return False
    return len(part["im"]) == 2 and int(part["im"]) == (int(part["iy"]) + 1) % 100


@cache
def _months() -> Mapping[str, int]:
    return {name: int(number) for name, number in by_group("months").items()}


def _century(two: str) -> str:
    return ("20" if int(two) < 50 else "19") + two


def _numeric(year: str, first: int, second: int, separator: str) -> str:
    """Day first with dots or dashes; with slashes only where one reading is possible."""
    if separator == "/" and first <= 12 and second <= 12 and first != second:
        return year
    day, month = (second, first) if second > 12 else (first, second)
    return _date(year, month, day)


def _date(year: str, month: str | int | None, day: str | int | None) -> str:
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"
