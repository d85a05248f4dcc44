"""Calendar arithmetic on months: ``year * 12 + month - 1``, unions of ranges, precision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from ..errors import quoted

Range: TypeAlias = tuple[int, int]

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?\Z")


def first_month(when: str) -> int:
    """Return the earliest month that an ISO date of any precision may mean."""
    year, month = _parts(when)
    return year * 12 + (month or 1) - 1


def last_month(when: str) -> int:
    """Return the latest month that an ISO date of any precision may mean."""
    year, month = _parts(when)
    return year * 12 + (month or 12) - 1


def label(month: int) -> str:
    """Return ``YYYY-MM``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


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
