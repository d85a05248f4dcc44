"""The dates of a header line: its ranges, else its lone dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...ontology.wordlists import WordPattern
from ..dates import Dates, find_dates
from ..layout.lines import Line
from ..line_cache import line_cache
from ..normalization import lowered
from ..patterns import any_of

_SINCE: Final = WordPattern(lambda: rf"{any_of('dates', 'since')}\b", re.IGNORECASE)
_IN_TURN: Final = WordPattern(lambda: rf"\s*[)\]]?\s*[,;/]\s*{any_of('header_words', 'in turn')}\b")


def dates_of(line: Line) -> Sequence[Dates]:
    """Return the ranges of a header line, else its lone dates."""
    return _of_text(line.plain)


# Every step from the outline to the entries asks each line anew.
@line_cache
def _of_text(text: str) -> tuple[Dates, ...]:
    found = find_dates(text)
    ranges = tuple(dates for dates in found if not dates.single)
    if len(ranges) == len(found) == 1 and _SINCE.match(text, ranges[0].place[0]):
        # "Architect (since 2018), before that Developer": the whole is older than that.
        return () if _IN_TURN.match(lowered(text), ranges[0].place[1]) else ranges
    # "since 2019" beside a range is about something in the text, not a second stint.
    if len(ranges) > 1:
        ranges = tuple(dates for dates in ranges if not _SINCE.match(text, dates.place[0]))
    return ranges or found


def widened(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return the place of dates with the brackets and blanks around it."""
    start, end = place
    while start and text[start - 1] in " (（,[":
        start -= 1
    while end < len(text) and text[end] in " )）]":
        end += 1
    return start, end
