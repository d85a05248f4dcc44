"""Who comes first in ``find``: long and recent use before old use, own use before what is near."""

from __future__ import annotations

import pytest

from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.model import Concept, Relation
from commonground.ontology.ontology import Ontology
from commonground.queries.answer import Answer
from commonground.queries.example import Study, reader_of_people
from commonground.queries.find.find import FindRow, find
from commonground.queries.measures.weights import depth, information, recency

from .support.population import job, someone, town
from .support.primitives import PrimitiveReader


def _concept(id: str, kind: str, name: str) -> Concept:
    return Concept(id, kind, name, f"What {name} is.", (), share=0.01, file="mill.ttl")


def _relation(type: str, source: str, target: str) -> Relation:
    return Relation(type, source, target, 0.8, 0.4, 0.5, "mill.ttl", 1, type)


MILL = Ontology(
    [
        _concept("skill:milling", "Domain", "milling"),
        _concept("skill:rye-milling", "Domain", "rye milling"),
        _concept("skill:quern", "Technology", "Quern"),
        _concept("skill:hopper", "Technology", "Hopper"),
        _concept("skill:sack-cart", "Technology", "Sack Cart"),
        _concept("skill:sieve", "Language", "Sieve"),
    ],
    [
        _relation("BROADER", "skill:rye-milling", "skill:milling"),
        _relation("IMPLEMENTS", "skill:quern", "skill:milling"),
        _relation("PART_OF", "skill:hopper", "skill:quern"),
        _relation("USED_FOR", "skill:sack-cart", "skill:milling"),
    ],
    "1" * 16,
)


def mill(*people: object) -> NetworkXReader:
    return reader_of_people(people, MILL)  # type: ignore[arg-type]  # invented people


def names(answer: Answer[FindRow]) -> list[str | None]:
    return [row.name for row in answer]


@pytest.fixture(scope="module")
def careers() -> NetworkXReader:
    return town(
        someone("Old", job("Ovens", "2008-01", "2012-12", "clay-lang")),
        someone("New", job("Ovens", "2021-01", "now", "clay-lang")),
        someone("Brief", job("Ovens", "2025-05", "now", "clay-lang")),
        someone("Lists", lists=["clay-lang"]),
        someone("Ended", job("Tiles", "1990-01", "1990-02", "clay-lang")),
    )


def test_of_equal_years_the_current_ones_come_first(careers: NetworkXReader) -> None:
    assert names(find(careers, "Clay"))[:2] == ["New", "Old"]


def test_any_dated_use_comes_before_a_claim_without_a_role(careers: NetworkXReader) -> None:
    found = names(find(careers, "Clay"))
    assert found[-1] == "Lists" and found.index("Ended") < found.index("Lists")
    claim = find(careers, "Clay")[-1].terms[0]
    assert claim.micro == information(5, 5, 0.1) * 250 // 1000  # half for naming, half for no date


def test_the_score_is_information_times_depth_times_recency(careers: NetworkXReader) -> None:
    rows = {row.name: row.terms[0] for row in find(careers, "Clay")}
    latest = 2025 * 12 + 5
    bits = information(5, 5, 0.1)
    for name, months, last in (("Old", 60, 2012 * 12 + 11), ("New", 54, latest)):
        strength = depth(12 + months) * recency(last, latest) // 1000
        assert rows[name].micro == bits * strength // 1000
    shown = rows["Old"].details
    assert shown["information"] == bits / 1_000_000
    assert shown["depth"] == depth(72) / 1000
    assert shown["recency"] == recency(2012 * 12 + 11, latest) / 1000
    assert "share" not in shown


def test_how_fast_use_fades_can_be_said(careers: NetworkXReader) -> None:
    def old(**more: int) -> float:
        return next(row.score or 0 for row in find(careers, "Clay", **more) if row.name == "Old")  # type: ignore[arg-type]  # one option

    assert old(fading=12) < old() == old(fading=120) < old(fading=1200)


def test_the_last_month_of_the_graph_is_the_measure_not_today() -> None:
    past = town(someone("Ida", job("Ovens", "2001-01", "2002-12", "clay-lang")))
    (row,) = find(past, "Clay")
    assert row.terms[0].details["recency"] == 1


def test_what_is_narrower_or_implements_counts_in_full_what_is_used_for_it_half() -> None:
    reader = mill(
        someone("Asked", job("A", "2023-01", "2024-12", "milling")),
        someone("Narrow", job("A", "2023-01", "2024-12", "rye-milling")),
        someone("Kit", job("A", "2023-01", "2024-12", "quern")),
        someone("Part", job("A", "2023-01", "2024-12", "hopper")),
        someone("Near", job("A", "2015-01", "2024-12", "sack-cart")),
    )
    answer = find(reader, "milling")
    assert names(answer)[-1] == "Near"
    assert len({row.score for row in answer[:4]}) == 1
    near = answer[-1].terms[0]
    assert near.details["share"] == 0.5
    whole = information(5, 5, 0.01) * depth(12 + 120)
    assert near.micro == whole * 500 // 1_000_000


def test_what_is_near_adds_to_own_use_only_where_it_is_worth_more() -> None:
    own = someone("Own", job("A", "2024-01", "2024-12", "milling"))
    both = someone(
        "Both",
        job("A", "2024-01", "2024-12", "milling"),
        job("B", "2004-01", "2024-12", "sack-cart"),
    )
    rows = {row.name: row.score or 0 for row in find(mill(own, both), "milling")}
    assert rows["Both"] == rows["Own"] > 0


def test_degrees_are_not_ranked_by_months() -> None:
    short = Study("Kilnby College", "degree:bachelor", None, "2020-09", "2021-06")
    long = Study("Kilnby College", "degree:bachelor", None, "1980-09", "1990-06")
    reader = town(someone("Ada", studies=[long]), someone("Bea", studies=[short]))
    answer = find(reader, "Bachelor")
    assert answer[0].score == answer[1].score == information(2, 2, 0.3) / 1_000_000


def test_naming_a_skill_a_hundred_times_or_listing_everything_gains_nothing() -> None:
    once = someone("Once", lists=["milling"])
    often = someone("Often", lists=["milling"] * 100)
    answer = find(mill(once, often), "milling")
    assert answer[0].score == answer[1].score

    tools = [_concept(f"skill:tool-{at}", "Technology", f"Tool {at}") for at in range(300)]
    everything = [f"tool-{at}" for at in range(300)]
    ontology = Ontology([*MILL.concepts.values(), *tools], MILL.relations, "2" * 16)
    people = [
        someone("Told", job("A", "1999-01", "1999-12", "milling")),
        someone("Listed", job("B", "1980-01", "now", "milling", *everything)),
        someone("Claims", lists=["milling", *everything]),
        someone("Plain", lists=["milling"]),
    ]
    found = names(find(reader_of_people(people, ontology), "milling"))
    assert found == ["Told", "Plain", "Listed", "Claims"] or found[:2] == ["Told", "Plain"]


def test_a_list_in_a_current_role_is_no_recent_use() -> None:
    tools = [_concept(f"skill:tool-{at}", "Technology", f"Tool {at}") for at in range(80)]
    ontology = Ontology([*MILL.concepts.values(), *tools], MILL.relations, "3" * 16)
    listed = job("B", "2000-01", "now", "milling", *(f"tool-{at}" for at in range(80)))
    people = [
        someone("Year", job("A", "1985-01", "1985-12", "milling")),
        someone("Lister", listed),
    ]
    assert names(find(reader_of_people(people, ontology), "milling")) == ["Year", "Lister"]


def test_readers_of_the_primitives_alone_rank_alike(careers: NetworkXReader) -> None:
    for terms in (["Clay"], ["Clay:since=2012"], ["NOT Kiln"]):
        derived = find(PrimitiveReader(careers), *terms)
        assert derived.to_json() == find(careers, *terms).to_json()
