"""How resumes write the time of a job: a range in one of many shapes, and what it truly says."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from .vocabulary import local

Day: TypeAlias = tuple[int, int, int]
"""Year, month and day."""


@dataclass(frozen=True)
class Written:
    """A range as it is written, with the ISO dates that it says at its own precision.

    ``end`` is None for a current job and where nothing is said; ``or_none`` tells that a reader may
    as well leave the end out, as after one year that stands alone.
    """

    text: str
    first: str
    last: str
    start: str | None
    end: str | None
    current: bool
    or_none: bool = False


@dataclass(frozen=True)
class DateShape:
    """How one date is written, and to how many digits of ISO it is precise (4, 7 or 10)."""

    name: str
    digits: int
    write: Callable[[Day, str], str]
    languages: str = "latin"


def _names(key: str, day: Day, language: str) -> str:
    return local("dates", language)[key][day[1] - 1]


def _season(day: Day, language: str) -> str:
    return local("dates", language)["seasons"][day[1] % 12 // 3]


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _dotted(day: Day, language: str) -> str:
    return f"{_names('short', day, language).rstrip('.')}. {day[0]}"


SHAPES: Final = (
    DateShape("Mon YYYY", 7, lambda d, k: f"{_names('short', d, k)} {d[0]}"),
    DateShape("Month YYYY", 7, lambda d, k: f"{_names('months', d, k)} {d[0]}"),
    DateShape("Mon. YYYY", 7, _dotted),
    DateShape("Month, YYYY", 7, lambda d, k: f"{_names('months', d, k)}, {d[0]}"),
    DateShape("MM.YYYY", 7, lambda d, k: f"{d[1]:02}.{d[0]}"),
    DateShape("MM/YYYY", 7, lambda d, k: f"{d[1]:02}/{d[0]}"),
    DateShape("YYYY.MM", 7, lambda d, k: f"{d[0]}.{d[1]:02}", "all"),
    DateShape("YYYY-MM", 7, lambda d, k: f"{d[0]}-{d[1]:02}", "all"),
    DateShape("YYYY-MM-DD", 10, lambda d, k: f"{d[0]}-{d[1]:02}-{d[2]:02}"),
    DateShape("DD-MM-YYYY", 10, lambda d, k: f"{d[2]:02}-{d[1]:02}-{d[0]}"),
    DateShape(
        "DDth Month YYYY",
        10,
        lambda d, k: f"{_ordinal(d[2])} {_names('months', d, k)} {d[0]}",
        "en",
    ),
    DateShape("Mon YY", 7, lambda d, k: f"{_names('short', d, k)} {d[0] % 100:02}", "en"),
    DateShape("MM/YY", 7, lambda d, k: f"{d[1]:02}/{d[0] % 100:02}"),
    DateShape("YYYY", 4, lambda d, k: f"{d[0]}", "all"),
    DateShape("Season YYYY", 4, lambda d, k: f"{_season(d, k)} {d[0]}"),
    DateShape("YYYY年M月", 7, lambda d, k: f"{d[0]}年{d[1]}月", "cjk"),
)
BY_NAME: Final = {shape.name: shape for shape in SHAPES}


@dataclass(frozen=True)
class Calendar:
    """The habits of one resume: the shape of a date, what joins two, what an open end is called."""

    shape: DateShape
    language: str
    joint: str
    now: str
    since: bool = False
    shared_year: bool = False
    slashed_years: bool = False

    def write(self, start: Day, end: Day | None) -> Written:
        """Write a range; ``end`` None is a current job."""
        first, digits = self.shape.write(start, self.language), self.shape.digits
        if end is None:
            return self._open(first, _iso(start, digits))
        last = self.shape.write(end, self.language)
        said = (_iso(start, digits), _iso(end, digits))
        if first == last:
            return Written(first, first, first, *said, current=False, or_none=True)
        if self.slashed_years and digits == 4 and end[0] == start[0] + 1:
            return Written(f"{start[0]}/{end[0] % 100:02}", first, last, *said, current=False)
        head = self._without_year(first, start, end)
        return Written(head + self.joint + last, first, last, *said, current=False)

    def _open(self, first: str, start: str) -> Written:
        if self.since and "since" in local("dates", self.language):
            text = f"{local('dates', self.language)['since'][0]} {first}"
            return Written(text, first, self.now, start, None, current=True)
        text = (first + self.joint + self.now).rstrip()
        return Written(text, first, self.now, start, None, current=True)

    def _without_year(self, first: str, start: Day, end: Day) -> str:
        """Leave the first year out where both are the same, as in ``Jun - Aug 2017``."""
        fits = self.shape.name in {"Mon YYYY", "Month YYYY"} and start[0] == end[0]
        return first.removesuffix(f" {start[0]}") if self.shared_year and fits else first


def _iso(day: Day, digits: int) -> str:
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"[:digits]


def calendar(chance: random.Random, language: str, shape: str | None = None) -> Calendar:
    """Return the habits of one resume in a language; ``shape`` overrides how a date is written."""
    family = "cjk" if "seasons" not in local("dates", language) else "latin"
    fitting = [one for one in SHAPES if one.languages in {"all", family, language}]
    chosen = BY_NAME[shape] if shape else chance.choice(fitting)
    word = chance.choice(local("dates", language)["to"])
    tight = word in {"-", "–", "~", "～"} and chance.random() < 0.3 and "-" not in chosen.name
    now = chance.choice(local("dates", language)["now"])
    # "2017 -" and nothing more: only a dash can say that the end is open.
    blank = word in {"-", "–"} and chance.random() < 0.08
    return Calendar(
        chosen,
        language,
        word if tight or family == "cjk" and word == "至" else f" {word} ",
        "" if blank else now,
        since=chance.random() < 0.08,
        shared_year=chance.random() < 0.4,
        slashed_years=chance.random() < 0.3,
    )


def duration(start: Day, end: Day, *, short: bool) -> str:
    """Return how long a job took, as profiles write it behind the dates."""
    months = (end[0] - start[0]) * 12 + end[1] - start[1] + 1
    names = ("yr", "mo") if short else ("year", "month")
    parts = [(months // 12, names[0]), (months % 12, names[1])]
    said = [f"{count} {name}{'s' * (count > 1)}" for count, name in parts if count]
    return " ".join(said) or f"1 {names[1]}"
