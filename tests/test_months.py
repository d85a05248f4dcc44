"""Which months count: none after the day that a document speaks from, none beyond a life."""

from __future__ import annotations

import pytest

from commonground.graph.facts.fragment import fragment_of
from commonground.graph.months import LONGEST, Range, first_month, past, stretch
from commonground.queries.colleagues import colleagues
from commonground.queries.example import Study
from commonground.queries.find.find import find
from commonground.queries.tenure import tenure

from .support.population import job, someone, town
from .support.resumes import Said

# The people of the invented town speak in 2025-06.


@pytest.mark.parametrize(
    ("start", "end", "certain", "outer"),
    [
        ("2024-01", "2025-12", ("2024-01", "2025-06"), ("2024-01", "2025-06")),
        ("2024-01", "2025-03", ("2024-01", "2025-03"), ("2024-01", "2025-03")),
        ("2025-07", "2026-01", None, None),
        ("2023", "2025", ("2023-12", "2025-01"), ("2023-01", "2025-06")),
        ("2023", "2040", ("2023-12", "2025-06"), ("2023-01", "2025-06")),
        ("2025", "2026", None, ("2025-01", "2025-06")),
        ("2026", "2027", None, None),
        ("1950-01", "2025-06", ("1975-07", "2025-06"), ("1975-07", "2025-06")),
        ("1950", "2000", ("1951-01", "2000-01"), ("1951-01", "2000-12")),
        ("2024-05", "2024-01", None, None),
    ],
)
def test_months_end_with_the_document(
    start: str, end: str, certain: tuple[str, str] | None, outer: tuple[str, str] | None
) -> None:
    found = stretch(start, end, "2025-06-15")
    assert found == (_range(certain), _range(outer))
    assert all(b - a < LONGEST for a, b in filter(None, found))


def _range(dates: tuple[str, str] | None) -> Range | None:
    return None if dates is None else (first_month(dates[0]), first_month(dates[1]))


def test_without_a_limit_the_dates_alone_count() -> None:
    assert stretch("2049-01", "2049-03").certain == (24588, 24590)
    assert past("2049-01", "2049-03", None) == ("2049-01", "2049-03")


def test_stated_dates_stay_as_they_are_on_the_role() -> None:
    said = Said("Kestrel 2020-01 2040-12\n")
    said.at("/work/0/startDate", "2020-01").at("/work/0/endDate", "2040-12")
    work = [{"name": "Kestrel", "startDate": "2020-01", "endDate": "2040-12"}]
    nodes = fragment_of(said.resume(work=work), "cv.md").nodes
    (role,) = (node.properties for node in nodes if node.kind == "Role")
    assert (role["start"], role["end"], role["until"]) == ("2020-01", "2040-12", "2025-12")
    assert role["to_outer"] == role["to_months"] == [first_month("2025-12")]


def test_what_lies_within_the_document_has_no_limit() -> None:
    said = Said("Kestrel 2020-01 2025-12\n").at("/work/0/startDate", "2020-01")
    work = [{"name": "Kestrel", "startDate": "2020-01", "endDate": "2025-12"}]
    nodes = fragment_of(said.resume(work=work), "cv.md").nodes
    assert not any("until" in node.properties for node in nodes)


def test_a_role_that_ends_later_counts_until_today() -> None:
    reader = town(someone("Ida", job("A", "2025-01", "2040-12", "clay-lang")))
    clay, total = tenure(reader, "Ida")
    assert (clay.months, clay.last, clay.current) == (6, "2025-06", False)
    assert (total.months, total.first, total.last) == (6, "2025-01", "2025-06")
    assert [len(find(reader, f"Clay:{term}")) for term in ("6m", "7m")] == [1, 0]
    assert [len(find(reader, f"Clay:since={when}")) for when in ("2025-06", "2025-07")] == [1, 0]


def test_a_role_that_begins_later_has_no_months_and_is_told_of() -> None:
    future = job("A", "2026-01", "2040-12", "clay-lang")
    goes_on = job("B", "2030-01", "now", "clay-lang")
    answer = tenure(town(someone("Ida", future, goes_on)), "Ida")
    clay, total = answer
    assert (clay.months, clay.first, clay.last, clay.current) == (None, None, None, False)
    assert (total.months, total.first, total.last, total.current) == (None, None, None, False)
    assert answer.notes == ("2 roles begin after the document speaks, with no months here",)


def test_nobody_meets_in_the_future() -> None:
    both = job("A", "2026-01", "2027-12"), job("B", "2025-01", "2040-12")
    met = colleagues(town(someone("Ida", *both), someone("Jo", *both)), "Ida")
    assert [(row.employer, row.from_, row.to, row.months) for row in met] == [
        ("B", "2025-01", "2025-06", 6)
    ]


def test_a_course_of_study_counts_until_today_too() -> None:
    study = Study("Norrhaven", "degree:bachelor-of-arts", None, "2024-01", "2030-06")
    later = Study("Norrhaven", "degree:bachelor-of-arts", None, "2026-01", "2030-06")
    reader = town(someone("Ida", studies=[study]), someone("Jo", studies=[later]))
    (term,) = find(reader, "Bachelor of Arts:18m")[0].terms
    assert (term.details["months"], term.details["last"]) == (18, "2025-06")
    assert len(find(reader, "Bachelor of Arts:1m")) == 1 < len(find(reader, "Bachelor of Arts"))


def test_half_a_century_is_the_most_that_one_role_counts() -> None:
    reader = town(someone("Ida", job("A", "1950", "now")), someone("Jo", job("A", "1960", "1979")))
    assert [row.months for row in tenure(reader, "Ida")] == [LONGEST]
    (met,) = colleagues(reader, "Jo")
    assert (met.from_, met.to) == ("1975-07", "1979")
