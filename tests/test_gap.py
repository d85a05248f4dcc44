"""What a person lacks of a stack: what they have of it, the nearest they have, and whom to ask."""

from __future__ import annotations

import pytest

from commonground.errors import NotFound, UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.gap import GapRow, gap

from .support.population import job, someone, town


@pytest.fixture(scope="module")
def kilns() -> NetworkXReader:
    return town(
        someone("Ida", job("Ovens", "2018-01", "2019-12", "brew-queue"), lists=["clay-lang"]),
        someone("Jo", job("Ovens", "2019-06", "2021-05", "tea-queue", "kiln-store")),
        someone("Kit", job("Tiles", "2010-01", "2019-12", "tea-queue", "glaze-pattern")),
        someone("Lu", job("Ovens", "2020-01", "2020-12", "tea-queue-lite")),
        someone("Max", lists=["tea-queue"]),
    )


def only(graph: NetworkXReader, person: str, term: str) -> GapRow:
    (row,) = gap(graph, person, term)
    return row


def test_what_they_have_is_told_with_its_months(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "BrewMQ")
    assert (row.has, row.months, row.last) == ("yes", 24, "2019-12")
    assert row.nearest is None
    assert [one.quote for one in row.evidence] == ["- BrewMQ"]


def test_a_condition_that_is_not_met_is_a_part_of_it(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "BrewMQ:3y")
    assert (row.has, row.months, row.last) == ("less", 24, "2019-12")
    assert row.nearest is None
    assert only(kilns, "Ida", "BrewMQ:2y").has == "yes"
    assert only(kilns, "Ida", "Clay:1m").has == "less"


def test_what_is_narrower_is_had(kilns: NetworkXReader) -> None:
    assert only(kilns, "Lu", "TeaMQ").has == "yes"
    assert only(kilns, "Ida", "message queue broker").has == "yes"


def test_the_nearest_they_have_is_told_with_its_months(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "TeaMQ")
    assert row.has == "near" and row.nearest is not None
    assert (row.nearest["name"], row.nearest["months"]) == ("BrewMQ", 24)
    assert 0 < row.nearest["nearness"] < 1
    assert [one.quote for one in row.nearest["evidence"]] == ["- BrewMQ"]


def test_of_a_category_the_nearest_to_anything_in_it_counts() -> None:
    graph = town(someone("Ida", lists=["loam-lang"]), someone("Jo", lists=["brew-queue"]))
    assert only(graph, "Ida", "message queue broker").has == "no"


def test_what_is_far_is_not_had(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "glaze")
    assert (row.has, row.months, row.nearest) == ("no", None, None)


def test_colleagues_who_have_it_are_named_and_nobody_else(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "TeaMQ")
    assert [(one.name, one.employer) for one in row.colleagues] == [("Jo", "Ovens")]
    assert [(one.name, one.months) for one in row.colleagues] == [("Jo", 24)]
    assert only(kilns, "Ida", "glaze").colleagues == ()


def test_who_has_it_most_comes_first(kilns: NetworkXReader) -> None:
    row = only(kilns, "Ida", "TeaMQ")
    assert [(one.name, one.months) for one in row.most] == [("Kit", 120), ("Jo", 24), ("Lu", 12)]
    assert [one.name for one in only(kilns, "Kit", "TeaMQ").most] == ["Jo", "Lu", "Max"]


def test_conditions_hold_for_the_others_too(kilns: NetworkXReader) -> None:
    assert [one.name for one in only(kilns, "Ida", "TeaMQ:3y").most] == ["Kit"]


def test_every_term_of_an_expression_is_a_row_in_order(kilns: NetworkXReader) -> None:
    answer = gap(kilns, "Ida", "glaze", "BrewMQ AND (TeaMQ OR Kiln)", "glaze")
    assert [row.term for row in answer] == ["glaze", "BrewMQ", "TeaMQ", "Kiln"]
    assert answer.notes == ("has 1 of 4",)


@pytest.mark.parametrize("term", ["at=Ovens", "in=Porto", "NOT Clay"])
def test_only_skills_can_be_lacked(kilns: NetworkXReader, term: str) -> None:
    with pytest.raises(UsageError, match="gap asks for skills"):
        gap(kilns, "Ida", term)


def test_nobody_is_called_so(kilns: NetworkXReader) -> None:
    with pytest.raises(NotFound):
        gap(kilns, "Nobody", "Clay")
    with pytest.raises(UsageError, match="say what to look for"):
        gap(kilns, "Ida")
