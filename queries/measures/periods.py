"""Months that several things have in common, and how a bound is written at its own precision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...graph.months import Range, first_month, label, last_month, union
from ...graph.ties import Stint


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of an interval: the month that counts, and the date as it is known."""

    month: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """An interval between two bounds; both ends count."""

    start: Bound
    end: Bound

    @property
    def months(self) -> int:
        """Return how many months it covers."""
        return self.end.month - self.start.month + 1


def common(ranges: Sequence[Iterable[Range]]) -> list[Range]:
    """Return the months that all of several sets of ranges cover.

    >>> common([[(0, 10)], [(2, 4), (8, 12)]])
    [(2, 4), (8, 10)]
    """
    shared = union(ranges[0]) if ranges else []
    for further in ranges[1:]:
        others = union(further)
        pairs = ((max(a, c), min(b, d)) for a, b in shared for c, d in others)
        shared = [(start, end) for start, end in pairs if start <= end]
    return shared


def certain(stint: Stint) -> Period | None:
    """Return the months that a stint surely covers; None where there are none."""
    return _period(stint, stint.certain)


def possible(stint: Stint) -> Period | None:
    """Return the months that a stint covers at most; None where it is not dated."""
    return _period(stint, stint.outer)


def overlap(a: Period | None, b: Period | None) -> Period | None:
    """Return what two periods have in common, each bound as precise as the date it comes from."""
    if a is None or b is None:
        return None
    # Of equal months the coarser date is told: the overlap is known no better than that.
    start = max(a.start, b.start, key=lambda bound: (bound.month, -len(bound.text)))
    end = min(a.end, b.end, key=lambda bound: (bound.month, len(bound.text)))
    return Period(start, end) if start.month <= end.month else None


def joined(periods: Iterable[Period]) -> list[Period]:
    """Return the periods in order, those that touch or overlap made one."""
    out: list[Period] = []
    for period in sorted(periods, key=lambda one: (one.start.month, one.end.month)):
        # Months are whole: one that ends in May and one that begins in June touch.
        if out and period.start.month <= out[-1].end.month + 1:
            end = max(out[-1].end, period.end, key=lambda bound: bound.month)
            out[-1] = Period(out[-1].start, end)
        else:
            out.append(period)
    return out


def gaps(covered: Sequence[Range]) -> list[Range]:
    """Return the months between disjoint, sorted ranges.

    >>> gaps([(0, 3), (6, 7)])
    [(4, 5)]
    """
    return [(a[1] + 1, b[0] - 1) for a, b in zip(covered, covered[1:], strict=False)]


def last_date(stint: Stint) -> str | None:
    """Return when a stint ended; of one that goes on, the month its document speaks from."""
    if stint.current:
        return label(stint.outer[1]) if stint.outer else None
    return stint.end


def latest(dates: Iterable[str | None]) -> str | None:
    """Return the date that may lie furthest: of 2024 and 2024-05 the year."""
    return max((date for date in dates if date), key=last_month, default=None)


def earliest(dates: Iterable[str | None]) -> str | None:
    """Return the date that may lie first: of 2024 and 2024-05 the year."""
    return min((date for date in dates if date), key=lambda d: (first_month(d), d), default=None)


def _period(stint: Stint, span: Range | None) -> Period | None:
    if span is None:
        return None
    return Period(Bound(span[0], _as_known(span[0], stint.start)), _end(stint, span[1]))


def _end(stint: Stint, month: int) -> Bound:
    return Bound(month, label(month) if stint.current else _as_known(month, stint.end))


def _as_known(month: int, date: str | None) -> str:
    """Write a bound as ``YYYY`` where its date says no month, else as ``YYYY-MM``."""
    # A bound that was moved, for a role that is longer than a life, is none of its date's.
    return date if date == f"{month // 12:04d}" else label(month)
