"""Months of invented careers, held against a set of months that is filled one by one.

The sets follow what ``Tenure`` says of itself, in code of its own, which shares no arithmetic with
it: a role may cover months and surely covers some.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.example import Job, Someone
from commonground.queries.find.find import find
from commonground.queries.tenure import TenureRow, tenure

from .support.population import someone, town

CAREERS = 10_000
_AT_ONCE = 500
USED = ("clay-lang", "kiln-store", "brew-queue", "tea-queue")
NAMES = dict(zip(USED, ("Clay", "Kiln", "BrewMQ", "TeaMQ"), strict=True))
AS_OF = ("2025-06-15", "2025-06", "2019-12-31", "2030")
Months = set[int]


def _date(chance: random.Random, first: int, last: int) -> str:
    year, month = chance.randint(first, last), chance.randint(1, 12)
    return chance.choice(
        (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}", f"{year}-{month:02}-28")
    )


def _job(chance: random.Random, number: int) -> Job:
    """A job with one of every kind of dates: open, missing, reversed, too long, to come."""
    start: str | None
    later: str | None
    start = _date(chance, 1998, 2027)
    later = _date(chance, int(start[:4]), min(2032, int(start[:4]) + chance.choice((0, 1, 4, 9))))
    kind = chance.random()
    used = [f"skill:{one}" for one in chance.sample(USED, chance.randint(0, 3))]
    name = f"Firm {chance.randint(0, 3)}"
    if kind < 0.12:
        return Job(name, start, None, used, f"Job {number}", current=True)
    if kind < 0.24:
        start, later = chance.choice(((start, None), (None, later), (None, None), (later, start)))
    elif kind < 0.28:
        start = _date(chance, 1930, 1960)
    return Job(name, start, later, used, f"Job {number}")


def _careers(seed: int) -> Iterator[Someone]:
    for number in range(_AT_ONCE):
        chance = random.Random(f"{seed} {number}")
        jobs = [_job(chance, one) for one in range(chance.randint(0, 6))]
        yield someone(f"P{number:04}", *jobs, as_of=chance.choice(AS_OF))


@dataclass(frozen=True)
class Naive:
    """The months that are sure, those that are possible, and whether any are dated."""

    sure: Months
    most: Months

    def told(self) -> tuple[int, int] | None:
        # What is dated was held for a month at least, though no month may be sure.
        return (max(1, len(self.sure)), len(self.most)) if self.most else None


def _span(text: str) -> list[int]:
    """Every month that a date may mean."""
    parts = [int(part) for part in text.split("-")]
    months = [parts[1]] if len(parts) > 1 else range(1, 13)
    return [parts[0] * 12 + month - 1 for month in months]


def _months(job: Job, as_of: str) -> Naive:
    end = as_of if job.current else job.end
    if job.start is None or end is None:
        return Naive(set(), set())
    starts, ends = _span(job.start), [min(month, max(_span(as_of))) for month in _span(end)]
    lived = set(range(max(ends) - 50 * 12 + 1, max(ends) + 1))
    return Naive(
        lived & set(range(max(starts), min(ends) + 1)),
        lived & set(range(min(starts), max(ends) + 1)),
    )


def _together(months: Sequence[Naive]) -> tuple[int, int] | None:
    return Naive(
        {month for one in months for month in one.sure},
        {month for one in months for month in one.most},
    ).told()


def _said(row: TenureRow) -> tuple[int, int] | None:
    if row.months is not None:
        return row.months, row.months
    if row.months_min is None or row.months_max is None:
        return None
    return row.months_min, row.months_max


def _of(skills: Collection[str], one: Someone) -> tuple[int, int] | None:
    used = {f"skill:{skill}" for skill in skills}
    return _together([_months(job, one.as_of) for job in one.jobs if used & {*job.used}])


def _agrees_with_tenure(reader: NetworkXReader, people: Sequence[Someone]) -> None:
    for one in people:
        rows = {row.name: row for row in tenure(reader, one.id)}
        whole = _together([_months(job, one.as_of) for job in one.jobs])
        assert _said(rows["Total"]) == whole, f"{one.as_of} {one.jobs}"
        for skill, name in NAMES.items():
            said = _said(rows[name]) if name in rows else None
            assert said == _of([skill], one), f"{name} {one.as_of} {one.jobs}"


def _agrees_with_find(reader: NetworkXReader, people: Sequence[Someone]) -> None:
    for term, skills in {"Clay": ["clay-lang"], "message queue broker": USED[2:]}.items():
        told = {row.id: row.terms[0].details for row in find(reader, term, limit=None)}
        used = {f"skill:{skill}" for skill in skills}
        assert told.keys() == {p.id for p in people if any(used & {*job.used} for job in p.jobs)}
        for one in people:
            found = told.get(one.id, {})
            least = found.get("months")
            said = None if least is None else (least, found.get("months_max", least))
            assert said == _of(skills, one), f"{term} {one.as_of} {one.jobs}"


def test_months_are_those_of_sets_filled_by_hand() -> None:
    dated = 0
    for seed in range(CAREERS // _AT_ONCE):
        people = list(_careers(seed))
        reader = town(*people)
        _agrees_with_tenure(reader, people)
        _agrees_with_find(reader, people)
        dated += sum(_of(USED, one) is not None for one in people)
    assert dated > CAREERS / 2
