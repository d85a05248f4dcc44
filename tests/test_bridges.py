"""Who and what connects two worlds: people of both, and what people of either know."""

from __future__ import annotations

import pytest

from commonground.errors import UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.ontology import load_ontology
from commonground.queries.answer import Answer
from commonground.queries.bridges import BridgeRow, bridges
from commonground.queries.example import reader_of_people
from commonground.queries.find.find import find

from .support.population import crowd, job, someone, town


@pytest.fixture(scope="module")
def worlds() -> NetworkXReader:
    """Return people of queues (Ovens), of bridges (Tiles), two of both, and others."""
    return town(
        someone("Ada", job("Ovens", "2015-01", "2019-12", "brew-queue", "glaze-pattern")),
        someone("Bea", job("Ovens", "2018-01", "2019-12", "tea-queue", "kiln-store", "web-calls")),
        someone("Cat", job("Tiles", "2015-01", "2019-12", "rope-bridge", "glaze-pattern")),
        someone("Dan", job("Tiles", "2018-01", "2019-12", "stone-bridge", "web-calls")),
        someone(
            "Eve",
            job("Ovens", "2012-01", "2016-12", "brew-queue"),
            job("Tiles", "2017-01", "2021-12", "rope-bridge", "loam-lang"),
        ),
        someone("Fay", job("Ovens", "2012-01", "2021-12", "brew-queue"), lists=["stone-bridge"]),
        *crowd(10, "web-calls", "clay-lang"),
    )


def people(answer: Answer[BridgeRow]) -> list[str | None]:
    return [row.name for row in answer if row.kind == "Person"]


def concepts(answer: Answer[BridgeRow]) -> list[str | None]:
    return [row.name for row in answer if row.kind != "Person"]


def test_people_who_have_both_connect_them_and_the_balanced_one_best(
    worlds: NetworkXReader,
) -> None:
    answer = bridges(worlds, "message queue broker", "bridge work")
    assert people(answer) == ["Eve", "Fay"]
    eve = answer[0]
    assert (eve.a, eve.b) == (("BrewMQ",), ("rope bridge",))
    assert [one.quote for one in eve.evidence] == ["- BrewMQ", "- rope bridge"]


def test_a_person_scores_what_find_gives_for_their_weaker_side(worlds: NetworkXReader) -> None:
    sides = ("message queue broker", "bridge work")
    alone = [{row.id: row.micro for row in find(worlds, side)} for side in sides]
    for row in bridges(worlds, *sides):
        if row.kind == "Person":
            assert row.micro == min(alone[0][row.id] or 0, alone[1][row.id] or 0) > 0


def test_what_people_of_both_sides_know_connects_them_the_rarer_the_better(
    worlds: NetworkXReader,
) -> None:
    answer = bridges(worlds, "message queue broker", "bridge work")
    assert concepts(answer) == ["glaze pattern", "web calls"]
    glaze = answer[2]
    assert (glaze.people_a, glaze.people_b) == (1, 1)
    assert (glaze.a, glaze.b) == (("Ada",), ("Cat",))
    assert [one.source for one in glaze.evidence] == ["ada.md", "cat.md"]


def test_what_a_single_person_knows_connects_nobody_else(worlds: NetworkXReader) -> None:
    # Loam is known by Eve alone, who stands on both sides.
    assert "Loam" not in concepts(bridges(worlds, "message queue broker", "bridge work"))


def test_the_sides_themselves_are_no_bridge(worlds: NetworkXReader) -> None:
    found = concepts(bridges(worlds, "message queue broker", "bridge work"))
    assert not {"BrewMQ", "TeaMQ", "rope bridge", "stone bridge"} & set(found)


def test_employers_are_sides_too(worlds: NetworkXReader) -> None:
    answer = bridges(worlds, "at=Ovens", "at=Tiles")
    assert people(answer) == ["Eve"]
    assert (answer[0].a, answer[0].b) == (("Ovens",), ("Tiles",))
    assert set(concepts(answer)) >= {"glaze pattern", "web calls"}
    assert people(bridges(worlds, "at=Ovens", "stone bridge OR Loam")) == ["Eve", "Fay"]


def test_conditions_hold(worlds: NetworkXReader) -> None:
    assert people(bridges(worlds, "BrewMQ:2y", "bridge work:1y")) == ["Eve"]


def test_it_is_the_same_from_both_sides(worlds: NetworkXReader) -> None:
    there = bridges(worlds, "message queue broker", "bridge work")
    back = bridges(worlds, "bridge work", "message queue broker")
    assert [(row.id, row.micro, row.a, row.b) for row in there] == [
        (row.id, row.micro, row.b, row.a) for row in back
    ]


def test_how_many_there_are_is_told_beside_what_chance_would_bring(worlds: NetworkXReader) -> None:
    (note,) = bridges(worlds, "message queue broker", "bridge work").notes
    assert note == "2 of 16 people have both; by chance it would be 1.0 (4 and 4 have one)"


def test_nobody_has_both() -> None:
    graph = town(
        someone("Ada", lists=["brew-queue", "glaze-pattern"]),
        someone("Cat", lists=["rope-bridge", "glaze-pattern"]),
    )
    answer = bridges(graph, "BrewMQ", "rope bridge")
    assert people(answer) == [] and concepts(answer) == ["glaze pattern"]
    assert answer.notes[0].startswith("0 of 2 people have both")


def test_rows_of_each_sort_are_limited(worlds: NetworkXReader) -> None:
    answer = bridges(worlds, "message queue broker", "bridge work", limit=1)
    assert (people(answer), concepts(answer)) == (["Eve"], ["glaze pattern"])


@pytest.fixture(scope="module")
def chains() -> NetworkXReader:
    return reader_of_people(
        [
            someone("Sol", job("Hub", "2019-01", "2021-12", "solidity-lang", "grpc")),
            someone("Ibo", job("Zone", "2019-01", "2021-12", "ibc-protocol", "grpc")),
            someone("Bri", job("Span", "2019-01", "2021-12", "foundry-eth", "cosmwasm")),
            someone("Web", job("Shop", "2019-01", "2021-12", "react")),
            someone("Cro", job("Pier", "2019-01", "2019-02", "cronos-chain")),
            someone("Dio", job("Quay", "2019-01", "2019-02", "cronos-chain", "revm")),
        ],
        load_ontology(),
    )


def test_to_the_world_of_a_concept_belongs_what_runs_on_it_and_is_built_with_it(
    chains: NetworkXReader,
) -> None:
    answer = bridges(chains, "EVM", "Cosmos")
    assert people(answer) == ["Bri", "Cro", "Dio"]
    assert (answer[0].a, answer[0].b) == (("Foundry",), ("CosmWasm",))
    assert people(bridges(chains, "EVM AND NOT Cronos", "Cosmos")) == ["Bri"]


def test_what_belongs_to_both_worlds_connects_them(chains: NetworkXReader) -> None:
    assert set(concepts(bridges(chains, "EVM", "Cosmos"))) == {"Cronos", "gRPC"}


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("in=Porto", "Clay", "names a skill or an employer"),
        ("Clay", "NOT Loam", "names a skill or an employer"),
        ("Clay", "Clay", "two different"),
        ("Clay", "Loam AND", "cannot read"),
    ],
)
def test_what_is_no_side_is_refused(worlds: NetworkXReader, a: str, b: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        bridges(worlds, a, b)
