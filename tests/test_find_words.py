"""Words that look like an expression are understood, or answered with the line to paste."""

from __future__ import annotations

import pytest

from commonground.errors import NotFound, UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.find.expression import conjunction
from commonground.queries.find.find import Find, find
from commonground.queries.similar.similar import similar

from .support.population import job, someone, town


@pytest.fixture(scope="module")
def people() -> NetworkXReader:
    return town(
        someone("Ida", job("A", "2020-01", "2021-12", "clay-lang", "kiln-store")),
        someone("Jo", job("A", "2020-01", "2021-12", "clay-lang")),
        someone("Kit", job("A", "2020-01", "2021-12", "kiln-store", "glaze-pattern")),
    )


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("Clay", "OR", "Kiln"), "Clay OR Kiln"),
        (("Clay", "AND", "Kiln"), "Clay AND Kiln"),
        (("Clay", "NOT", "Kiln"), "Clay AND NOT Kiln"),
        (("NOT", "Clay"), "NOT Clay"),
        (("Clay", "AND", "NOT", "glaze pattern"), "Clay AND NOT glaze pattern"),
        (("Clay", "Kiln", "NOT", "glaze"), "Clay AND Kiln AND NOT glaze"),
        (("Clay:12m", "OR", "Kiln:current"), "Clay:12m OR Kiln:current"),
        (("Clay OR Kiln", "AND", "glaze"), "(Clay OR Kiln) AND glaze"),
        (("Clay", "OR", "Kiln AND glaze"), "Clay OR Kiln AND glaze"),
        (("Clay", "Kiln"), "Clay AND Kiln"),
        (('"OR"', "Clay"), '"OR" AND Clay'),
    ],
)
def test_operators_may_be_arguments_of_their_own(words: tuple[str, ...], meant: str) -> None:
    assert str(conjunction(words)) == meant


@pytest.mark.parametrize("words", [("Clay", "OR"), ("AND", "Clay"), ("OR",), ("Clay", "OR", "AND")])
def test_an_operator_with_nothing_beside_it_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        conjunction(words)


def test_side_by_side_with_or_both_readings_are_offered() -> None:
    with pytest.raises(UsageError, match="'Clay OR Kiln AND glaze'"):
        conjunction(("Clay", "OR", "Kiln", "glaze"))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("clay and kiln",), "commonground find 'clay AND kiln'"),
        (("clay", "and", "kiln"), "commonground find 'clay AND kiln'"),
        (("clay or kiln",), "commonground find 'clay OR kiln'"),
        (("clay", "and", "not", "kiln"), "commonground find 'clay AND NOT kiln'"),
        (("clay not kiln",), "commonground find 'clay AND NOT kiln'"),
        (("Clay,Kiln",), "commonground find 'Clay AND Kiln'"),
        (("Clay, Kiln", "glaze"), "commonground find 'Clay AND Kiln AND glaze'"),
        (("Clay; glaze pattern",), "commonground find 'Clay AND glaze pattern'"),
        (("Clay + Kiln",), "commonground find 'Clay AND Kiln'"),
        (("Clay | Kiln",), "commonground find 'Clay OR Kiln'"),
        (("Clay:12m and Kiln",), "commonground find 'Clay:12m AND Kiln'"),
    ],
)
def test_what_was_meant_is_a_line_to_paste(
    words: tuple[str, ...], line: str, people: NetworkXReader
) -> None:
    with pytest.raises(UsageError) as caught:
        find(people, *words)
    assert line in str(caught.value)
    pasted = line.split("'")[1]
    assert find(people, pasted).to_json()["question"]["terms"]


@pytest.mark.parametrize("words", ["clay and mortarless", "research and development", "A,B"])
def test_what_is_no_expression_of_known_labels_stays_unknown(
    words: str, people: NetworkXReader
) -> None:
    with pytest.raises(NotFound):
        find(people, words)


def test_the_same_line_is_given_for_cypher(people: NetworkXReader) -> None:
    with pytest.raises(UsageError, match="clay AND kiln"):
        Find.of("clay and kiln").cypher(people)


def test_nobody_lacks_an_alternative_that_is_not_needed(people: NetworkXReader) -> None:
    for terms in (["Clay OR Kiln OR glaze"], ["Clay OR (Kiln AND glaze)"]):
        assert all(row.missing == () for row in find(people, *terms))


def test_an_empty_answer_names_who_appears(people: NetworkXReader) -> None:
    (note,) = find(people, "Clay", "glaze").notes
    assert note.startswith("nobody has both; without glaze: 2 (")
    assert note.endswith("; without Clay: 1 (Kit)")
    assert "(Ida, Jo)" in note or "(Jo, Ida)" in note


def test_of_many_three_are_named() -> None:
    crowd = [someone(f"Extra{at}", lists=["clay-lang"]) for at in range(5)]
    (note,) = find(town(*crowd), "Clay", "Kiln").notes
    assert note.count("Extra") == 3 and "and 2 more)" in note


def test_twenty_people_are_shown_and_the_note_says_how_to_see_all() -> None:
    reader = town(*(someone(f"Extra{at:02}", lists=["clay-lang"]) for at in range(25)))
    answer = find(reader, "Clay")
    assert len(answer) == 20
    assert answer.notes == ("20 of 25 people are shown; -n 0 for all",)
    assert len(find(reader, "Clay", limit=None)) == 25
    assert find(reader, "Clay", limit=None).to_json()["question"]["limit"] is None
    assert Find.from_json(find(reader, "Clay", limit=None).question).limit is None


def test_similar_says_how_many_more_are_alike() -> None:
    crowd = [someone(f"Extra{at:02}", lists=["clay-lang"]) for at in range(14)]
    reader = town(*crowd, someone("Other", lists=["web-calls"]))
    answer = similar(reader, "Extra00")
    assert len(answer) == 10
    assert answer.notes == ("10 of 13 people are shown; -n 0 for all",)
    everyone = similar(reader, "Extra00", limit=None)
    assert len(everyone) == 13 and everyone.notes == ()
