"""The dates of an entry: two values, one of both, years and months apart, words for "now"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ...ontology.wordlists import WordPattern
from ..dates import Dates, find_dates
from ..layout.fields import Node, Record, Value
from ..layout.mapped import Mapped
from ..normalization import lowered
from ..patterns import any_of
from .names import named

_PRESENT: Final = WordPattern(lambda: rf"\W*{any_of('dates', 'present')}\W*")
_TIME: Final = re.compile(r"(?<=\d)[T ]\d\d:\d\d\S*\s*$")
_TRUE: Final = frozenset({"true", "yes"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with the values that say it; without a date it is "now"."""

    date: str | None
    texts: tuple[Mapped, ...]
    values: tuple[Value, ...]


def period(record: Record, *, lone_ends: bool = False) -> tuple[Moment | None, Moment | None]:
    """Return when an entry began and when it ended; what no date or word says is None.

    An end before its start is none. Of one date alone ``lone_ends`` says whether it is the end, as
    of studies and projects, or the start, as of jobs.
    """
    start = moment(record.get(named("work.startDate")))
    end = moment(record.get(named("work.endDate")))
    both = record.get(named("dates.both")) if start is None and end is None else None
    if isinstance(both, Value):
        start, end = _range(both)
        if lone_ends and end is None:
            start, end = None, start
    elif isinstance(both, Record):
        return period(both)
    current = record.get(named("dates.current"))
    if end is None and isinstance(current, Value) and current.text.text.lower() in _TRUE:
        end = Moment(None, (current.text,), (current,))
    if start and start.date is None:
        start = None
    return start, None if _before(end, start) else end


def moment(node: Node | None) -> Moment | None:
    """Return the date that a value is from its first letter to its last, or the word for now."""
    if isinstance(node, Record):
        return _apart(node)
    if not isinstance(node, Value):
        return None
    if _PRESENT.fullmatch(lowered(node.text.text)):
        return Moment(None, (node.text.strip(),), (node,))
    found = _whole(node)
    if found is None or not found.single or found.end is None:
        return None
    return Moment(found.end, (node.text.cut(*found.place),), (node,))


def _whole(value: Value) -> Dates | None:
    """Return the dates of a value that says nothing else."""
    text = value.text.text
    time = _TIME.search(text)
    plain = text[: time.start()] if time else text
    found = find_dates(plain)
    if len(found) != 1 or len(plain) > 60:
        return None
    start, end = found[0].place
    return None if re.search(r"\w", plain[:start] + plain[end:]) else found[0]


def _range(value: Value) -> tuple[Moment | None, Moment | None]:
    found = _whole(value)
    if found is None:
        return None, None
    if found.single:
        return Moment(found.end, (value.text.cut(*found.place),), (value,)), None
    first, last = (value.text.cut(*place) for place in (found.first, found.last))
    start = Moment(found.start, (first,), (value,))
    return start, Moment(found.end, (last,), (value,))


def _apart(record: Record) -> Moment | None:
    """``{"year": 2019, "month": 3}``."""
    year, month = (record.get(named(f"dates.{part}")) for part in ("year", "month"))
    if not isinstance(year, Value) or moment(year) is None:
        return None
    told = month.text.text.strip() if isinstance(month, Value) else ""
    if isinstance(month, Value) and re.fullmatch(r"0?[1-9]|1[0-2]", told):
        date = f"{year.text.text.strip()}-{int(told):02d}"
        return Moment(date, (year.text, month.text), (year, month))
    return moment(year)


def _before(end: Moment | None, start: Moment | None) -> bool:
    if end is None or start is None or end.date is None or start.date is None:
        return False
    length = min(len(end.date), len(start.date))
    return end.date[:length] < start.date[:length]
