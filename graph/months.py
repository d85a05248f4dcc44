"""Calendar arithmetic on months: ``year * 12 + month - 1``, unions of ranges, precision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from ..errors import quoted

Range: TypeAlias = tuple[int, int]

LONGEST: Final = 600
"""Months of one stretch that count: fifty years are a working life."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?\Z")
_DATES: Final = 4_096
"""Dates whose months are kept: those of a working life are few, and stand in every resume."""


@lru_cache(maxsize=_DATES)
def first_month(when: str) -> int:
    """Return the earliest month that an ISO date of any precision may mean."""
    year, month = _parts(when)
    return year * 12 + (month or 1) - 1


@lru_cache(maxsize=_DATES)
def last_month(when: str) -> int:
    """Return the latest month that an ISO date of any precision may mean."""
    year, month = _parts(when)
    return year * 12 + (month or 12) - 1


def label(month: int) -> str:
    """Return ``YYYY-MM``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


class Stretch(NamedTuple):
    """The months between two dates: those that are certain, and the widest that are possible."""

    certain: Range | None
    outer: Range | None


def stretch(start: str | None, end: str | None, until: str | None = None) -> Stretch:
    """Return the months between two ISO dates of any precision, both ends counted.

    ``until`` is the date that their document speaks from: what lies after it has not happened, and
    no month of it counts. Of a stretch beyond ``LONGEST`` the last months count: nobody has lived
    it, and its end is what matters today.

    >>> stretch("2020-03", "2049", "2025-06")
    Stretch(certain=(24242, 24305), outer=(24242, 24305))
    >>> stretch("2026", "2027", "2025-06")
    Stretch(certain=None, outer=None)
    """
    if start is None or end is None:
        return Stretch(None, None)
    today = last_month(until or end)
    latest = min(last_month(end), today)
    earliest = max(first_month(start), latest - LONGEST + 1)
    surely = max(last_month(start), earliest), min(first_month(end), today)
    # Years alone may leave nothing certain; what is possible is empty only by a mistake, or where
    # it has not begun.
    return Stretch(
        surely if surely[0] <= surely[1] else None,
        (earliest, latest) if earliest <= latest else None,
    )


def past(start: str | None, end: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Return two ISO dates as far as they do not lie after ``until``.

    A later end is the month of ``until``; of what begins later nothing is left.

    >>> past("2020", "2049-12", "2025-06-30"), past("2026-01", None, "2025-06")
    (('2020', '2025-06'), (None, None))
    """
    if until is None:
        return start, end
    today = last_month(until)
    if start is not None and first_month(start) > today:
        return None, None
    return start, label(today) if end is not None and first_month(end) > today else end


def union(ranges: Iterable[Range]) -> list[Range]:
    """Return disjoint, sorted ranges that cover the same months (both ends count)."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        # Months that follow each other leave no gap: May and June are one stretch.
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif start <= end:
            out.append((start, end))
    return out


def total(ranges: Iterable[Range]) -> int:
    """Return how many months the ranges cover, none counted twice."""
    return sum(end - start + 1 for start, end in union(ranges))


def _parts(when: str) -> tuple[int, int | None]:
    match = _DATE.match(when)
    if not match:
        raise ValueError(f"not an ISO date of year, month or day: {quoted(when)}")
    return int(match[1]), int(match[2]) if match[2] else None
