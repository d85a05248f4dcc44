"""Communities of people by what they share: who, named by what, and who stands between them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from commonground.errors import UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.answer import Answer
from commonground.queries.communities import projection
from commonground.queries.communities.communities import CommunityRow, communities
from commonground.queries.example import Someone

from .support.population import crowd, job, someone, town

QUEUES = ("brew-queue", "tea-queue", "tea-queue-lite")
SPANS = ("rope-bridge", "stone-bridge", "bridge-work")


def workers(prefix: str, *skills: str, count: int = 5) -> list[Someone]:
    """Return people who each use all but one of some skills, and web calls as everybody does."""
    return [
        someone(
            f"{prefix}{number}",
            job(prefix, "2018-01", "2020-12", *skills[: number % 3], *skills[number % 3 + 1 :]),
            lists=["web-calls"],
        )
        for number in range(count)
    ]


def sides(answer: Answer[CommunityRow]) -> list[set[str]]:
    return [{one["name"] for one in row.members} for row in answer]


@pytest.fixture(scope="module")
def worlds() -> NetworkXReader:
    return town(*workers("Queue", *QUEUES, count=6), *workers("Span", *SPANS))


def test_people_who_share_what_is_rare_are_a_community(worlds: NetworkXReader) -> None:
    answer = communities(worlds)
    assert sides(answer) == [
        {f"Queue{number}" for number in range(6)},
        {f"Span{number}" for number in range(5)},
    ]
    assert [row.size for row in answer] == [6, 5]


def test_a_community_is_named_by_what_sets_it_apart(worlds: NetworkXReader) -> None:
    queues, spans = communities(worlds)
    assert {one["name"] for one in queues.concepts[:3]} == {"BrewMQ", "TeaMQ", "TeaMQ Lite"}
    assert queues.name == ", ".join(one["name"] for one in queues.concepts[:3])
    assert {one["name"] for one in spans.concepts} == {"rope bridge", "stone bridge", "bridge work"}
    first = queues.concepts[0]
    assert (first["people"], first["lift"]) == (4, round(11 / 6, 3))


def test_the_most_central_people_are_named_with_a_line_each(worlds: NetworkXReader) -> None:
    for row in communities(worlds):
        assert len(row.people) == 3
        assert {one.name for one in row.people} <= {one["name"] for one in row.members}
        assert all(one.evidence for one in row.people)


def test_who_shares_as_much_with_another_community_stands_between(worlds: NetworkXReader) -> None:
    between = someone("Between", job("X", "2018-01", "2020-12", *QUEUES[:2], *SPANS[:2]))
    graph = town(*workers("Queue", *QUEUES, count=6), *workers("Span", *SPANS), between)
    answer = communities(graph)
    assert len(answer) == 2 and sum(row.bridging for row in answer) == 1
    (bridge,) = answer.extras["bridges"]
    assert [one["name"] for one in bridge["people"]] == ["Between"] and bridge["count"] == 1
    assert communities(worlds).extras["bridges"] == []


def test_who_shares_nothing_is_in_none_and_counted() -> None:
    graph = town(*workers("Queue", *QUEUES), someone("Lone", lists=["loam-lang"]), someone("Bare"))
    answer = communities(graph)
    assert len(answer) == 1 and answer[0].size == 5
    assert any(note.startswith("2 of 7 people are in none") for note in answer.notes)


def test_what_very_many_have_is_left_out() -> None:
    graph = town(*workers("Queue", *QUEUES), *workers("Span", *SPANS), *crowd(30, "clay-lang"))
    answer = communities(graph)
    assert [row.size for row in answer] == [5, 5]
    assert any("more than 20 % of the people have" in note for note in answer.notes)


def test_only_some_people_can_be_asked_about(worlds: NetworkXReader) -> None:
    answer = communities(worlds, "message queue broker")
    assert set().union(*sides(answer)) == {f"Queue{number}" for number in range(6)}
    with pytest.raises(UsageError, match="cannot read"):
        communities(worlds, "Clay AND")


def test_the_largest_come_first_and_the_rest_is_told(worlds: NetworkXReader) -> None:
    answer = communities(worlds, limit=1)
    assert [row.size for row in answer] == [6]
    assert "1 of 2 communities is shown" in answer.notes


def test_few_links_a_person_find_the_same_worlds(
    worlds: NetworkXReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "MOST_LINKS", 1)
    answer = communities(worlds)
    assert [row.size for row in answer] == [6, 5]
    assert any("2 others" in note for note in answer.notes)


def test_more_people_than_can_be_compared_are_refused(
    worlds: NetworkXReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "MOST_PEOPLE", 10)
    with pytest.raises(UsageError, match="at most 10 people, not 11; name a part"):
        communities(worlds)
    assert sum(row.size for row in communities(worlds, "message queue broker")) == 6


PRINT = """
from commonground.queries.communities.communities import communities
from tests.test_communities import QUEUES, SPANS, workers
from tests.support.population import town
import json
graph = town(*workers("Queue", *QUEUES, count=9), *workers("Span", *SPANS, *QUEUES[:1], count=9))
print(json.dumps(communities(graph).to_json()))
"""


def test_no_run_differs_from_another() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "31")
    }
    assert len(said) == 1 and '"rows"' in said.pop()
