"""Weights and optional terms: what ranks, and what leaves nobody out."""

from __future__ import annotations

import pytest

from commonground.errors import UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.find.find import Find, find

from .support.population import job, someone, town


@pytest.fixture(scope="module")
def kilns() -> NetworkXReader:
    return town(
        someone("Ida", job("Ovens", "2018-01", "2019-12", "brew-queue", "clay-lang")),
        someone("Jo", job("Ovens", "2018-01", "2019-12", "clay-lang"), location="Porto"),
        someone("Kit", job("Tiles", "2018-01", "2019-12", "clay-lang", "glaze-pattern")),
        someone("Lu", job("Tiles", "2018-01", "2019-12", "brew-queue", "loam-lang")),
    )


def scores(graph: NetworkXReader, *terms: str) -> dict[str | None, float]:
    return {row.name: row.score or 0 for row in find(graph, *terms, limit=None)}


def test_a_weight_multiplies_what_a_term_scores(kilns: NetworkXReader) -> None:
    one, two, half = (scores(kilns, f"Clay{mark}") for mark in ("", "^2", "^0.5"))
    assert one.keys() == two.keys() == half.keys()
    for name, score in one.items():
        assert two[name] == pytest.approx(2 * score, abs=2e-6)
        assert half[name] == pytest.approx(score / 2, abs=2e-6)


def test_a_weight_turns_the_order(kilns: NetworkXReader) -> None:
    assert next(iter(scores(kilns, "BrewMQ? AND glaze?"))) == "Kit"
    assert next(iter(scores(kilns, "BrewMQ^9? AND glaze?"))) in {"Ida", "Lu"}


def test_an_optional_term_leaves_nobody_out_and_is_never_missing(kilns: NetworkXReader) -> None:
    answer = find(kilns, "Clay", "glaze?")
    kit, *others = answer
    assert kit.name == "Kit" and {row.name for row in others} == {"Ida", "Jo"}
    assert all(row.missing == () for row in answer)
    ida = next(row for row in others if row.name == "Ida")
    assert [one.name for one in kit.terms] == ["Clay", "glaze?"]
    assert [one.name for one in ida.terms] == ["Clay"]
    assert kit.terms[1].details["optional"] is True and "optional" not in kit.terms[0].details
    assert kit.score == pytest.approx(scores(kilns, "Clay AND glaze")["Kit"])
    assert ida.score == pytest.approx(scores(kilns, "Clay")["Ida"])


def test_optional_terms_alone_rank_everybody(kilns: NetworkXReader) -> None:
    found = scores(kilns, "glaze?")
    assert next(iter(found)) == "Kit" and len(found) == 4 and found["Jo"] == 0


def test_conditions_of_an_optional_term_hold_for_its_score(kilns: NetworkXReader) -> None:
    assert scores(kilns, "Clay", "glaze:99m?") == scores(kilns, "Clay")


def test_an_optional_field_counts_one_bit(kilns: NetworkXReader) -> None:
    plain, placed = scores(kilns, "Clay"), scores(kilns, "Clay", "in=Porto?")
    assert placed == pytest.approx(plain | {"Jo": plain["Jo"] + 1})
    assert scores(kilns, "Clay", "in=Porto^3?")["Jo"] == pytest.approx(plain["Jo"] + 3)
    assert next(iter(placed)) == "Jo"


def test_marks_after_a_parenthesis_are_those_of_each_term(kilns: NetworkXReader) -> None:
    for grouped, single in (
        ("Clay AND (BrewMQ OR glaze)?", "Clay AND (BrewMQ? OR glaze?)"),
        ("(Clay OR BrewMQ^2)^2", "Clay^2 OR BrewMQ^4"),
    ):
        assert str(Find.of(grouped).expression) == single
        assert scores(kilns, grouped) == scores(kilns, single)


def test_what_is_optional_is_not_given_up(kilns: NetworkXReader) -> None:
    answer = find(kilns, "Kiln", "glaze?")
    assert not answer.rows and answer.notes == ("nobody has Kiln",)
    answer = find(kilns, "Clay", "Kiln", "glaze?")
    assert answer.notes[0].startswith("nobody has both; without Kiln: 3 (Kit")
    relaxed = answer.extras["relaxed"][0]["rows"]
    assert [row.missing for row in relaxed] == [("Kiln",)] * 3
    assert relaxed[0].terms[-1].name == "glaze?"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("NOT glaze?", "what is under NOT cannot be optional"),
        ("NOT (Clay AND glaze?)", "what is under NOT cannot be optional"),
        ("Clay^0", "a weight is above 0 and at most 100"),
        ("Clay^101", "a weight is above 0 and at most 100"),
        ("Clay^2^3", "says its weight twice"),
        ("Clay^much", "'^much' after 'Clay' is no weight; write ^2 or ^0.5"),
        ("in=Porto^2", "write in=Porto^2? or leave the weight out"),
    ],
)
def test_what_makes_no_sense_is_refused(kilns: NetworkXReader, term: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(kilns, term)
    assert said in str(caught.value)


def test_the_question_is_written_back(kilns: NetworkXReader) -> None:
    question = Find.of("Clay:2y^2.50", "glaze?^2 AND (BrewMQ? OR Loam^1)")
    assert question.to_json()["terms"] == ["Clay:24m^2.5", "glaze^2?", "BrewMQ? OR Loam"]
    assert Find.from_json(question.to_json()).expression == question.expression
