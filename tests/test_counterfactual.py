"""Where a row would stand without one concept: the same as asking again without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.cli.main import main
from commonground.errors import NotFound
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.answer import Answer
from commonground.queries.example import Someone
from commonground.queries.find.find import Find, find
from commonground.queries.questions import question_of
from commonground.queries.similar.similar import similar

from .support.population import job, skills, someone, town
from .test_queries import towns


@pytest.fixture(scope="module")
def kilns() -> NetworkXReader:
    return town(
        someone("Ida", job("Ovens", "2010-01", "2020-12", "glaze-pattern"), lists=["clay-lang"]),
        someone("Jo", job("Tiles", "2018-01", "2020-12", "clay-lang"), lists=["glaze-pattern"]),
        someone("Kit", job("Bricks", "2015-01", "2020-12", "clay-lang")),
        someone("Lu", lists=["brew-queue", "tea-queue"]),
    )


def moves(answer: Answer[Any]) -> dict[str | None, tuple[int, int | None]]:
    return {row.name: (row.without.rank, row.without.then) for row in answer}


def places(answer: Answer[Any]) -> dict[str, int]:
    return {row.id: rank for rank, row in enumerate(answer, start=1)}


def test_a_term_that_is_left_out_lets_others_pass(kilns: NetworkXReader) -> None:
    answer = find(kilns, "glaze", "Clay", without="glaze")
    assert moves(answer) == {"Ida": (1, 3), "Jo": (2, 2)}
    assert [row.name for row in find(kilns, "Clay")] == ["Kit", "Jo", "Ida"]


def test_who_answers_by_nothing_else_is_gone(kilns: NetworkXReader) -> None:
    answer = find(kilns, "message queue broker OR Clay", without="TeaMQ")
    assert moves(answer)["Lu"][1] is not None
    answer = find(kilns, "glaze OR Kiln", without="glaze")
    assert moves(answer) == {"Ida": (1, None), "Jo": (2, None)}


def test_a_broader_term_does_without_the_concept(kilns: NetworkXReader) -> None:
    graph = town(
        someone("Ida", lists=["brew-queue"]),
        someone("Jo", job("Tiles", "2010-01", "2020-12", "tea-queue"), lists=["brew-queue"]),
        someone("Kit", lists=["tea-queue-lite"]),
    )
    answer = find(graph, "message queue broker", without="TeaMQ")
    assert moves(answer)["Kit"][1] is None and moves(answer)["Jo"][0] == 1
    assert {moves(answer)[name][1] for name in ("Ida", "Jo")} == {1, 2}


def test_a_question_about_nothing_else_says_so(kilns: NetworkXReader) -> None:
    answer = find(kilns, "glaze", "NOT glaze OR glaze:2m", without="glaze")
    assert moves(answer) == {"Ida": (1, None)}
    assert "the question asks for nothing but glaze pattern" in answer.notes


def test_a_limit_limits_rows_and_not_ranks(kilns: NetworkXReader) -> None:
    assert moves(find(kilns, "glaze", "Clay", limit=1, without="glaze")) == {"Ida": (1, 3)}


def test_without_it_nothing_is_said(kilns: NetworkXReader) -> None:
    answer = find(kilns, "glaze")
    assert answer[0].without is None and "without" not in answer[0].to_json()
    assert "without" not in answer.question
    assert find(kilns, "glaze", without="Clay").question["without"] == "Clay"


def test_it_is_an_argument_like_others(kilns: NetworkXReader) -> None:
    asked = question_of({"question": "find", "terms": ["glaze"], "without": "Clay"})
    assert asked == Find(("glaze",), without="Clay")
    assert question_of(asked.to_json()) == asked
    with pytest.raises(NotFound):
        find(kilns, "glaze", without="no such thing")


def test_likeness_without_what_makes_it(kilns: NetworkXReader) -> None:
    answer = similar(kilns, "Ida", without="glaze")
    assert moves(answer) == {"Jo": (1, 2), "Kit": (2, 1)}
    assert moves(similar(kilns, "Lu", without="BrewMQ")) == {}


def test_the_command_says_both_ranks(
    demo_graph: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonground.cli.main.prepare_streams", lambda: None)
    for words in (["find", "Temporal", "Go"], ["similar", "ada.md"]):
        assert main([*words, "--without", "Temporal", "-n", "3", "-g", str(demo_graph)]) == 0
        head, first, *_ = capsys.readouterr().out.splitlines()
        assert "RANK" in head.split() and "1 → " in first
        assert main([*words, "-n", "3", "-g", str(demo_graph), "--format", "csv"]) == 0
        assert "rank" not in capsys.readouterr().out.splitlines()[0]


def lacking(people: Sequence[Someone], *names: str) -> NetworkXReader:
    """Return the reader of a town in which nobody has some skills."""
    gone = set(skills(*names))

    def kept(used: Sequence[str]) -> list[str]:
        return [one for one in used if one not in gone]

    return town(
        *(
            replace(
                one,
                skills=kept(one.skills),
                jobs=[replace(each, used=kept(each.used)) for each in one.jobs],
            )
            for one in people
        )
    )


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GONE = {"TeaMQ": ("tea-queue", "tea-queue-lite"), "Clay": ("clay-lang",)}


@quick
@given(people=towns(), label=st.sampled_from(sorted(GONE)))
def test_find_says_what_it_answers_where_nobody_has_it(people: list[Someone], label: str) -> None:
    term = {"TeaMQ": "Clay:6m", "Clay": "glaze"}[label]
    asked, rest = (f"skill:queue OR {term} OR {label}", f"skill:queue OR {term}")
    again = places(find(lacking(people, *GONE[label]), rest))
    answer = find(town(*people), asked, without=label)
    assert {row.id: row.without.then for row in answer if row.without} == {
        row.id: again.get(row.id) for row in answer
    }


@quick
@given(people=towns(), label=st.sampled_from(sorted(GONE)))
def test_similar_says_what_it_answers_where_nobody_has_it(
    people: list[Someone], label: str
) -> None:
    who = people[0].id
    again = places(similar(lacking(people, *GONE[label]), who, limit=None))
    for limit in (None, 2):
        answer = similar(town(*people), who, limit=limit, without=label)
        assert {row.id: row.without.then for row in answer if row.without} == {
            row.id: again.get(row.id) for row in answer
        }
