"""Who has this stack: conditions, narrower concepts, ranking, and what to give up."""

from __future__ import annotations

from typing import Any

import pytest

from commonground.errors import AmbiguousName, NotFound, UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.answer import Answer
from commonground.queries.find.find import FindRow, find
from commonground.queries.measures.weights import depth, information, recency

from .support.population import job, someone, town


@pytest.fixture(scope="module")
def kilns() -> NetworkXReader:
    return town(
        someone(
            "Ida",
            job("Ovens Ltd", "2018-01", "2019-12", "brew-queue", "clay-lang"),
            job("Glaze & Co", "2020-01", "now", "tea-queue-lite", "clay-lang"),
            location="Porto, Portugal",
        ),
        someone("Jo", job("Ovens Ltd", "2021", "2022", "brew-queue"), lists=["kiln-store"]),
        someone("Kit", job("Tiles", "2015-03", "2016-02", "tea-queue"), lists=["clay-lang"]),
        someone("Lu", lists=["brew-queue", "kiln-store", "glaze-pattern"], location="Portland"),
    )


def names(answer: Answer[FindRow]) -> list[str | None]:
    return [row.name for row in answer]


def details(answer: Answer[FindRow], row: int = 0, term: int = 0) -> dict[str, Any]:
    return dict(answer[row].terms[term].details)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (["brew"], {"Ida", "Jo", "Lu"}),
        (["BrewMQ", "Clay"], {"Ida"}),
        (["message queue broker"], {"Ida", "Jo", "Kit", "Lu"}),
        (["TeaMQ"], {"Ida", "Kit"}),
        (["TeaMQ Lite"], {"Ida"}),
        (["BrewMQ:24m"], {"Ida"}),
        (["BrewMQ:25m"], set()),
        (["TeaMQ:current"], {"Ida"}),
        (["Clay:current"], {"Ida"}),
        (["TeaMQ:since=2016"], {"Ida", "Kit"}),
        (["TeaMQ:since=2016-02"], {"Ida", "Kit"}),
        (["TeaMQ:since=2016-03"], {"Ida"}),
        (["BrewMQ AND NOT Clay"], {"Jo", "Lu"}),
        (["NOT BrewMQ"], {"Kit"}),
        (["Kiln OR TeaMQ"], {"Ida", "Jo", "Kit", "Lu"}),
        (["at=Ovens Ltd"], {"Ida", "Jo"}),
        (["at=ovens:24m"], {"Ida"}),
        (["in=Portugal"], {"Ida"}),
        (["in=porto AND Clay"], {"Ida"}),
        (["skill:brew-queue"], {"Ida", "Jo", "Lu"}),
    ],
)
def test_who_is_found(kilns: NetworkXReader, terms: list[str], found: set[str]) -> None:
    assert set(names(find(kilns, *terms))) == found


def test_year_only_dates_count_with_the_least_they_can_mean(kilns: NetworkXReader) -> None:
    assert "Jo" in names(find(kilns, "BrewMQ:2m"))
    assert "Jo" not in names(find(kilns, "BrewMQ:3m"))
    jo = next(row for row in find(kilns, "BrewMQ") if row.name == "Jo")
    assert (jo.terms[0].details["months"], jo.terms[0].details["months_max"]) == (2, 24)


def test_a_year_of_last_use_is_no_proof_of_its_later_months(kilns: NetworkXReader) -> None:
    assert "Jo" in names(find(kilns, "BrewMQ:since=2022"))
    assert "Jo" not in names(find(kilns, "BrewMQ:since=2022-02"))


def test_months_are_united_over_narrower_concepts() -> None:
    reader = town(
        someone(
            "Ida",
            job("A", "2020-01", "2020-12", "brew-queue"),
            job("B", "2020-07", "2021-06", "tea-queue"),
        )
    )
    answer = find(reader, "message queue broker")
    assert details(answer)["months"] == 18
    assert details(answer)["by"] == ["BrewMQ", "TeaMQ"]
    assert find(reader, "message queue broker:18m") and not find(reader, "skill:queue:19m")


def test_a_row_shows_months_last_use_and_its_lines(kilns: NetworkXReader) -> None:
    (row,) = find(kilns, "TeaMQ:current")
    term = row.terms[0].to_json()
    assert (term["months"], term["last"], term["current"]) == (66, "2025-06", True)
    assert [one["quote"] for one in term["evidence"]] == ["- TeaMQ Lite"]
    assert (row.evidence[0].source, row.evidence[0].line) == ("ida.md", 6)
    assert row.sources == ("ida.md",)


def test_the_score_is_information_times_strength(kilns: NetworkXReader) -> None:
    (row,) = find(kilns, "BrewMQ", "Clay")
    latest = 2025 * 12 + 5
    strength = depth(12 + 24) * recency(2019 * 12 + 11, latest) // 1000
    queue = information(3, 4, 0.1) * strength // 1000
    clay = information(2, 4, 0.1) * depth(12 + 90) // 1000
    assert [term.micro for term in row.terms] == [queue, clay]
    assert row.micro == queue + clay
    assert row.to_json()["score"] == (queue + clay) / 1_000_000


def test_longer_use_comes_first_and_ties_go_by_id(kilns: NetworkXReader) -> None:
    assert names(find(kilns, "BrewMQ")) == ["Ida", "Jo", "Lu"]
    twins = find(town(*(someone(name, lists=["clay-lang"]) for name in "ZYXW")), "Clay")
    assert [row.id for row in twins] == sorted(row.id for row in twins)


def test_an_alternative_that_is_not_needed_is_not_missing(kilns: NetworkXReader) -> None:
    answer = find(kilns, "BrewMQ AND (Clay OR glaze OR TeaMQ)")
    assert {row.name: row.missing for row in answer} == {"Ida": (), "Lu": ()}


def test_what_is_ruled_out_and_where_someone_is_scores_nothing(kilns: NetworkXReader) -> None:
    (row,) = find(kilns, "Clay AND NOT Kiln AND in=Portugal AND at=Ovens Ltd")
    assert [(term.name, term.micro > 0) for term in row.terms] == [
        ("Clay", True),
        ("in=Portugal", False),
        ("at=Ovens Ltd", False),
    ]


def test_employer_and_place_may_be_keywords(kilns: NetworkXReader) -> None:
    assert names(find(kilns, "BrewMQ", employer="Ovens Ltd", place="Portugal")) == ["Ida"]


def test_an_empty_answer_says_what_to_give_up(kilns: NetworkXReader) -> None:
    answer = find(kilns, "BrewMQ", "Clay", "glaze")
    assert not answer
    assert answer.notes == ("nobody has all three; without Clay: 1 (Lu); without glaze: 1 (Ida)",)
    relaxed = answer.to_json()["relaxed"]
    assert [(one["without"], one["count"]) for one in relaxed] == [(["Clay"], 1), (["glaze"], 1)]
    (lu,) = relaxed[0]["rows"]
    assert (lu["name"], lu["missing"]) == ("Lu", ["Clay"])
    assert [term["name"] for term in lu["terms"]] == ["BrewMQ", "glaze"]


def test_conditions_are_given_up_before_the_term_itself(kilns: NetworkXReader) -> None:
    answer = find(kilns, "BrewMQ", "Kiln:5y")
    assert answer.notes == ("nobody has both; with any Kiln: 2 (Jo, Lu)",)
    (relaxed,) = answer.to_json()["relaxed"]
    assert (relaxed["without"], relaxed["with"]) == (["Kiln:60m"], ["Kiln"])
    assert [row["missing"] for row in relaxed["rows"]] == [["Kiln:60m"], ["Kiln:60m"]]


def test_as_few_conditions_as_possible_are_given_up(kilns: NetworkXReader) -> None:
    answer = find(kilns, "TeaMQ:current", "glaze", "Kiln", "rope bridge")
    assert {tuple(one["without"]) for one in answer.to_json()["relaxed"]} == {
        ("TeaMQ:current", "rope bridge")
    }
    assert "all four; without TeaMQ:current and rope bridge: 1" in answer.notes[0]


def test_nobody_at_all_is_said_plainly(kilns: NetworkXReader) -> None:
    answer = find(kilns, "rope bridge")
    assert (list(answer), answer.notes) == ([], ("nobody has rope bridge",))
    assert "relaxed" not in answer.to_json()


def test_a_limit_keeps_the_best_and_says_so(kilns: NetworkXReader) -> None:
    answer = find(kilns, "BrewMQ", limit=1)
    assert names(answer) == ["Ida"]
    assert answer.notes == ("1 of 3 people are shown; -n 0 for all",)


def test_the_picture_leads_from_people_to_what_was_asked(kilns: NetworkXReader) -> None:
    answer = find(kilns, "message queue broker AND in=Portugal")
    steps = {(edge.type, edge.target) for edge in answer.edges}
    assert {("BROADER", "skill:queue"), ("HAS_SKILL", "skill:brew-queue")} <= steps
    shown = {node.id for node in answer.nodes}
    assert {end for edge in answer.edges for end in (edge.source, edge.target)} <= shown


@pytest.mark.parametrize(
    ("term", "error", "said"),
    [
        ("Brewmqq", NotFound, "did you mean BrewMQ"),
        ("slip", AmbiguousName, "skill:slip-one, skill:slip-two"),
        ("Kiln:12q", UsageError, "'12q' after 'Kiln' is no condition"),
        ("Kiln:Current now", UsageError, "is no condition"),
        ("at=Nowhere Inc", NotFound, "no employer 'Nowhere Inc'"),
        ("in=Porto:12m", UsageError, "a place takes no conditions"),
    ],
)
def test_what_cannot_be_meant(
    kilns: NetworkXReader, term: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        find(kilns, term)


def test_an_ambiguous_label_lists_its_choices(kilns: NetworkXReader) -> None:
    with pytest.raises(AmbiguousName) as caught:
        find(kilns, "slip")
    assert [choice.split()[0] for choice in caught.value.choices] == [
        "skill:slip-one",
        "skill:slip-two",
    ]
