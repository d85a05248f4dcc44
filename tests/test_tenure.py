"""Months per skill and in all; colleagues and the months they shared."""

from __future__ import annotations

import pytest

from commonground.errors import AmbiguousName, NotFound
from commonground.queries.colleagues import ColleagueRow, colleagues
from commonground.queries.example import Someone
from commonground.queries.tenure import TenureRow, tenure

from .support.population import job, someone, town


def rows_of(*jobs: object, lists: tuple[str, ...] = ()) -> dict[str | None, TenureRow]:
    reader = town(someone("Ida", *jobs, lists=lists))  # type: ignore[arg-type]  # jobs are Jobs
    return {row.name: row for row in tenure(reader, "Ida")}


def test_both_ends_of_a_range_count() -> None:
    rows = rows_of(job("A", "2020-01", "2020-01", "clay-lang"))
    assert (rows["Clay"].months, rows["Total"].months) == (1, 1)


def test_overlapping_jobs_count_once() -> None:
    rows = rows_of(
        job("A", "2020-01", "2020-12", "clay-lang"), job("B", "2020-07", "2021-06", "clay-lang")
    )
    assert (rows["Clay"].months, rows["Total"].months) == (18, 18)
    assert (rows["Total"].first, rows["Total"].last) == ("2020-01", "2021-06")


def test_what_goes_on_ends_with_its_document() -> None:
    rows = rows_of(job("A", "2025-01", "now", "clay-lang"))
    assert (rows["Clay"].months, rows["Clay"].last, rows["Clay"].current) == (6, "2025-06", True)
    assert rows["Total"].current


def test_years_without_months_leave_a_range() -> None:
    total = rows_of(job("A", "2019", "2021", "clay-lang"))["Total"]
    assert (total.months, total.months_min, total.months_max) == (None, 14, 36)
    assert (total.first, total.last) == ("2019", "2021")
    plain = total.to_json()
    assert "months" not in plain and plain["months_max"] == 36


def test_what_is_not_dated_has_no_months_and_comes_last() -> None:
    reader = town(
        someone(
            "Ida",
            job("A", None, None, "kiln-store"),
            job("B", "2020-01", None, "glaze-pattern"),
            job("C", "2020-01", "2020-03", "web-calls"),
            lists=["clay-lang"],
        )
    )
    answer = tenure(reader, "Ida")
    assert [(row.name, row.months) for row in answer] == [
        ("web calls", 3),
        ("Clay", None),
        ("glaze pattern", None),
        ("Kiln", None),
        ("Total", 3),
    ]
    assert answer.notes == ("2 roles have no known start and end, and no months here",)


def test_there_is_one_total_and_it_is_the_last_row() -> None:
    answer = tenure(town(someone("Ida", job("A", "2020-01", "2020-03", "clay-lang"))), "Ida")
    assert [row.kind for row in answer] == ["Language", "Total"]
    assert answer[-1].evidence[0].quote == "Engineer, A, 2020-01 to 2020-03"


def test_gaps_and_overlaps_are_told() -> None:
    reader = town(
        someone(
            "Ida",
            job("A", "2018-01", "2018-06"),
            job("B", "2018-05", "2018-12"),
            job("C", "2019-03", "2019-09"),
        )
    )
    extras = tenure(reader, "Ida").to_json()
    assert extras["gaps"] == [{"from": "2019-01", "to": "2019-02", "months": 2}]
    (overlap,) = extras["overlaps"]
    assert (overlap["from"], overlap["to"], overlap["months"]) == ("2018-05", "2018-06", 2)
    assert {role["employer"] for role in overlap["roles"]} == {"A", "B"}


def test_a_year_that_may_fill_a_gap_leaves_none() -> None:
    reader = town(someone("Ida", job("A", "2018", "2019"), job("B", "2020-02", "2020-09")))
    assert tenure(reader, "Ida").extras["gaps"] == [
        {"from": "2020-01", "to": "2020-01", "months": 1}
    ]


def meetings(*people: Someone) -> list[tuple[str | None, str, str, str, bool | None]]:
    return [_met(row) for row in colleagues(town(*people), "Ida")]


def _met(row: ColleagueRow) -> tuple[str | None, str, str, str, bool | None]:
    return row.name, row.employer, row.from_, row.to, row.possible


def test_colleagues_share_employer_and_months() -> None:
    assert meetings(
        someone("Ida", job("Ovens", "2019-03", "2021-06")),
        someone("Jo", job("Ovens", "2021-01", "2022-12")),
        someone("Kit", job("Ovens", "2021-07", "2022-12")),
        someone("Lu", job("Tiles", "2019-03", "2021-06")),
    ) == [("Jo", "Ovens", "2021-01", "2021-06", None)]


def test_so_many_are_shown_and_the_longest_together_come_first() -> None:
    others = [someone(f"Jo{at:02d}", job("Ovens", f"20{at:02d}-05", "2024-12")) for at in range(25)]
    people = town(someone("Ida", job("Ovens", "2000-01", "2024-12")), *others)
    whole = colleagues(people, "Ida", limit=None)
    assert [row.name for row in whole] == [f"Jo{at:02d}" for at in range(25)]
    assert whole.notes == ()
    answer = colleagues(people, "Ida")
    assert list(answer) == list(whole[:20])
    assert answer.notes == ("20 of 25 rows are shown; -n 0 for all",)
    assert colleagues(people, "Ida", limit=3).question["limit"] == 3
    assert {node.kind for node in answer.nodes} == {"Person", "Employer"}
    assert len(answer.nodes) == 1 + 20 + 1


def test_handing_over_in_one_month_is_meeting() -> None:
    assert meetings(
        someone("Ida", job("Ovens", "2019-03", "2021-06")),
        someone("Jo", job("Ovens", "2021-06", "2022-12")),
    ) == [("Jo", "Ovens", "2021-06", "2021-06", None)]


def test_a_bound_is_as_precise_as_its_date() -> None:
    assert meetings(
        someone("Ida", job("Ovens", "2019", "2021-06")),
        someone("Jo", job("Ovens", "2018-02", "2021")),
    ) == [("Jo", "Ovens", "2019", "2021", None)]


def test_years_may_leave_it_open_whether_they_met() -> None:
    assert meetings(
        someone("Ida", job("Ovens", "2019-03", "2020-06")),
        someone("Jo", job("Ovens", "2020", "2021")),
    ) == [("Jo", "Ovens", "2020", "2020-06", True)]


def test_undated_and_half_dated_stints_tell_nothing() -> None:
    assert not meetings(
        someone("Ida", job("Ovens", "2019-03", "2021-06"), job("Tiles", None, None)),
        someone("Jo", job("Ovens", None, None)),
        someone("Kit", job("Ovens", "2020-01", None)),
        someone("Lu", job("Tiles", "2020-01", "2020-05")),
    )


def test_two_stretches_are_told_and_touching_ones_are_one() -> None:
    apart = meetings(
        someone("Ida", job("Ovens", "2015-01", "2021-12")),
        someone("Jo", job("Ovens", "2015-03", "2015-06"), job("Ovens", "2019-01", "2019-12")),
    )
    assert [row[2:4] for row in apart] == [("2015-03", "2019-12")]
    promoted = meetings(
        someone("Ida", job("Ovens", "2015-01", "2021-12")),
        someone("Jo", job("Ovens", "2015-03", "2015-06"), job("Ovens", "2015-07", "2016-02")),
    )
    assert [row[2:4] for row in promoted] == [("2015-03", "2016-02")]


def test_colleagues_cite_the_lines_of_both() -> None:
    answer = colleagues(
        town(
            someone("Ida", job("Ovens", "2019-03", "2021-06")),
            someone("Jo", job("Ovens", "2021-01", "2022-12")),
        ),
        "Ida",
    )
    assert answer[0].sources == ("ida.md", "jo.md")
    assert {edge.type for edge in answer.edges} == {"WORKED_AT"}
    assert {node.name for node in answer.nodes} == {"Ida", "Jo", "Ovens"}
    assert answer.to_json()["rows"][0]["from"] == "2021-01"


def test_people_go_by_name_mail_document_mention_or_part_of_the_name() -> None:
    ida = someone("Ida Fern", job("A", "2020-01", "2020-02"), email="Ida@Example.org")
    reader = town(ida, someone("Jo", document="cvs/jo.md"))
    for text in ("ida fern", "IDA@example.org", "ida fern.md", "ida fern", ida.id, "Fern"):
        assert tenure(reader, text).question["person"] == ida.id
    assert tenure(reader, "cvs/jo.md").question["name"] == "Jo"
    assert tenure(reader, "jo.md").question["name"] == "Jo"


def test_a_wrong_name_says_the_nearest_and_a_namesake_the_choices() -> None:
    reader = town(someone("Ida"), someone("Jo", document="a.md"), someone("Jo", document="b.md"))
    with pytest.raises(NotFound, match="did you mean Ida"):
        tenure(reader, "Idda")
    with pytest.raises(AmbiguousName) as caught:
        tenure(reader, "Jo")
    assert [choice.split()[-1] for choice in caught.value.choices] in (
        ["a.md", "b.md"],
        ["b.md", "a.md"],
    )


def test_a_colleague_stands_once_for_an_employer_with_all_the_months() -> None:
    (row,) = colleagues(
        town(
            someone("Ida", job("Ovens", "2019-01", "2019-06"), job("Ovens", "2021-01", "2021-03")),
            someone("Jo", job("Ovens", "2019-04", "2021-12")),
        ),
        "Ida",
    )
    assert (row.months, row.from_, row.to) == (6, "2019-04", "2021-03")
    assert row.periods == (
        {"from": "2019-04", "to": "2019-06"},
        {"from": "2021-01", "to": "2021-03"},
    )


def test_colleagues_say_what_both_used_there_and_not_elsewhere() -> None:
    rows = colleagues(
        town(
            someone(
                "Ida",
                job("Ovens", "2019-01", "2019-12", "clay-lang", "rope-bridge", "kiln-store"),
                job("Tiles", "2020-01", "2020-12", "tea-queue"),
            ),
            someone(
                "Jo", job("Ovens", "2019-06", "2020-12", "clay-lang", "rope-bridge", "tea-queue")
            ),
            someone("Kit", job("Ovens", "2019-06", "2019-07"), lists=["clay-lang"]),
        ),
        "Ida",
    )
    assert [(row.name, row.both_used) for row in rows] == [
        ("Jo", ("rope bridge", "Clay")),
        ("Kit", ()),
    ]
