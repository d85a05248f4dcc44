"""What people have in common, and who is like whom."""

from __future__ import annotations

from math import isqrt

import pytest

from commonground.errors import UsageError
from commonground.queries.answer import Answer
from commonground.queries.example import Study
from commonground.queries.measures.generality import special
from commonground.queries.measures.nearness import nearness
from commonground.queries.measures.weights import depth, information, salience
from commonground.queries.path.path import path
from commonground.queries.shared import RAREST, SharedRow, shared
from commonground.queries.similar.similar import SimilarRow, similar

from .support.population import ONTOLOGY, SKILLS, crowd, job, someone, town


def names(answer: Answer[SharedRow]) -> list[str | None]:
    return [row.name for row in answer]


def test_the_rarest_comes_first_and_what_everybody_has_last() -> None:
    reader = town(
        someone("Ida", lists=["web-calls", "clay-lang", "rope-bridge"]),
        someone("Jo", lists=["web-calls", "clay-lang", "rope-bridge"]),
        *crowd(20, "web-calls"),
    )
    answer = shared(reader, "Ida", "Jo")
    assert names(answer) == ["rope bridge", "Clay", "web calls"]
    assert answer[0].micro == information(2, 22, 0.002)
    assert answer[0].terms[0].details == {"people_with": 2, "people": 22, "share": 0.002}


def test_each_person_shows_their_own_lines() -> None:
    reader = town(
        someone("Ida", job("A", "2020-01", "2020-12", "clay-lang")),
        someone("Jo", lists=["clay-lang"]),
    )
    (row,) = shared(reader, "Ida", "Jo")
    assert [(one.name, one.evidence[0].source) for one in row.people] == [
        ("Ida", "ida.md"),
        ("Jo", "jo.md"),
    ]
    assert [one["evidence"][0]["quote"] for one in row.to_json()["people"]] == ["- Clay", "Clay"]


def test_different_bridges_share_the_domain_above_them() -> None:
    reader = town(someone("Ida", lists=["rope-bridge"]), someone("Jo", lists=["stone-bridge"]))
    (row,) = shared(reader, "Ida", "Jo")
    assert (row.name, [one.by for one in row.people]) == (
        "bridge work",
        [("rope bridge",), ("stone bridge",)],
    )
    part = special(ONTOLOGY, "skill:bridge-work")
    assert row.micro == information(2, 2, 0.01) * part // 1000
    assert row.terms[0].details["special"] == part / 1000


def test_the_domain_is_left_out_where_something_below_it_is_shared() -> None:
    both = ["rope-bridge", "stone-bridge"]
    reader = town(someone("Ida", lists=both), someone("Jo", lists=[*both, "bridge-work"]))
    assert names(shared(reader, "Ida", "Jo")) == ["rope bridge", "stone bridge"]


def test_the_domain_stays_where_both_say_it() -> None:
    both = ["rope-bridge", "bridge-work"]
    reader = town(someone("Ida", lists=both), someone("Jo", lists=both))
    assert names(shared(reader, "Ida", "Jo")) == ["rope bridge", "bridge work"]


def test_a_category_is_no_background() -> None:
    reader = town(someone("Ida", lists=["brew-queue"]), someone("Jo", lists=["tea-queue"]))
    assert names(shared(reader, "Ida", "Jo")) == []


def test_employers_schools_degrees_and_fields_count() -> None:
    arts = Study("Kiln College", "degree:bachelor-of-arts", "field:pottery", "2010", "2013")
    plain = Study("Kiln College", "degree:bachelor", "field:pottery", "2011", "2014")
    reader = town(
        someone("Ida", job("Ovens", "2020-01", "2021-12"), studies=[arts]),
        someone("Jo", job("Ovens Ltd", "2021-06", "2022-12"), studies=[plain]),
    )
    found = {row.kind: row for row in shared(reader, "Ida", "Jo")}
    assert list(found) == ["Employer", "School", "Field", "Degree"]
    assert (found["Employer"].from_, found["Employer"].to) == ("2021-06", "2021-12")
    assert found["Employer"].months == 7
    assert (found["School"].from_, found["School"].to) == ("2011-12", "2013-01")
    assert found["Degree"].name == "Bachelor"


def test_time_in_common_is_left_out_where_there_is_none() -> None:
    reader = town(
        someone("Ida", job("A", "2018-01", "2018-12", "clay-lang")),
        someone("Jo", job("B", "2020-01", "2020-12", "clay-lang")),
    )
    plain = shared(reader, "Ida", "Jo")[0].to_json()
    assert not {"from", "to", "months"} & plain.keys()


def test_several_stretches_in_common_are_told_one_by_one() -> None:
    reader = town(
        someone("Ida", job("Ovens", "2015-01", "2021-12")),
        someone("Jo", job("Ovens", "2014-01", "2015-03"), job("Ovens", "2020-01", "2020-02")),
    )
    plain = shared(reader, "Ida", "Jo")[0].to_json()
    assert (plain["from"], plain["to"], plain["months"]) == ("2015-01", "2020-02", 5)
    assert plain["periods"] == [
        {"from": "2015-01", "to": "2015-03"},
        {"from": "2020-01", "to": "2020-02"},
    ]
    assert path(reader, "Ida", "Jo")[0].sentence == (
        "Ida and Jo both worked at Ovens, together from 2015-01 to 2015-03 "
        "and from 2020-01 to 2020-02 (ida.md:2, jo.md:2)."
    )


def test_three_people_share_what_all_of_them_have() -> None:
    reader = town(
        someone("Ida", lists=["clay-lang", "kiln-store"]),
        someone("Jo", lists=["clay-lang", "kiln-store"]),
        someone("Kit", lists=["clay-lang"]),
    )
    assert names(shared(reader, "Ida", "Jo", "Kit")) == ["Clay"]


def test_without_people_the_rarest_that_several_share() -> None:
    reader = town(
        someone("Ida", lists=["rope-bridge", "web-calls", "glaze-pattern"]),
        someone("Jo", lists=["rope-bridge", "web-calls"]),
        someone("Kit", job("Ovens", "2020-01", "2020-02"), lists=["web-calls"]),
        someone("Lu", job("Ovens", "2022-01", "2022-02")),
    )
    answer = shared(reader)
    assert names(answer) == ["Ovens", "rope bridge", "web calls"]
    assert {one.name for one in answer[1].people} == {"Ida", "Jo"}
    assert len(answer[2].people) == 3


def test_without_people_a_limit_is_set_and_said() -> None:
    jobs = [job(f"Works {number:02d}", "2020-01", "2020-02") for number in range(30)]
    reader = town(someone("Ida", *jobs), someone("Jo", *jobs))
    assert len(shared(reader)) == RAREST
    assert shared(reader).notes == ("the 25 rarest of 30",)
    assert len(shared(reader, limit=28)) == 28
    assert len(shared(reader, "Ida", "Jo")) == 30


@pytest.mark.parametrize("people", [("Ida",), ("Ida", "Ida"), ("Ida", "ida.md", "Jo")])
def test_people_must_be_different_and_several(people: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        shared(town(someone("Ida"), someone("Jo")), *people)


def likest(answer: Answer[SimilarRow]) -> list[str | None]:
    return [row.name for row in answer]


def test_rare_things_in_common_make_people_alike() -> None:
    reader = town(
        someone("Ida", lists=["rope-bridge", "web-calls"]),
        someone("Jo", lists=["web-calls"]),
        someone("Kit", lists=["rope-bridge"]),
        someone("Lu", lists=["kiln-store"]),
    )
    assert likest(similar(reader, "Ida")) == ["Kit", "Jo"]


def test_a_like_concept_is_nearer_than_an_unrelated_one() -> None:
    reader = town(
        someone("Ida", lists=["clay-lang"]),
        someone("Jo", lists=["loam-lang"]),
        someone("Kit", lists=["kiln-store"]),
        someone("Lu", lists=["clay-lang"]),
    )
    answer = similar(reader, "Ida")
    assert likest(answer) == ["Lu", "Jo"]
    (term,) = answer[1].terms
    assert term.name == "Clay ~ Loam"
    assert 0.5 < term.details["nearness"] < 0.6
    assert (term.details["mine"]["name"], term.details["theirs"]["name"]) == ("Clay", "Loam")


def test_a_term_is_information_times_nearness_and_both_strengths() -> None:
    reader = town(
        someone("Ida", job("A", "2024-07", "now", "clay-lang")),
        someone("Jo", job("B", "2024-07", "now", "clay-lang")),
    )
    (row,) = similar(reader, "Ida")
    weight = salience(information(2, 2, 0.1), 2)
    root = isqrt(1000 * depth(12 + 12))
    assert row.micro == weight * 1000 * root * root // 1000**3


def test_longer_and_later_use_weigh_more() -> None:
    reader = town(
        someone("Ida", job("A", "2015-01", "now", "clay-lang")),
        someone("Long", job("B", "2015-01", "now", "clay-lang")),
        someone("Short", job("C", "2025-01", "now", "clay-lang")),
        someone("Early", job("D", "2005-01", "2005-06", "clay-lang")),
        someone("Lister", lists=["clay-lang"]),
    )
    assert likest(similar(reader, "Ida")) == ["Long", "Short", "Early", "Lister"]


def test_one_concept_answers_for_one_only() -> None:
    reader = town(
        someone("Ida", lists=["brew-queue", "tea-queue", "tea-queue-lite"]),
        someone("Jo", lists=["tea-queue"]),
    )
    (row,) = similar(reader, "Ida")
    assert [term.name for term in row.terms] == ["TeaMQ"]


def test_likeness_is_the_same_from_both_sides() -> None:
    reader = town(
        someone("Ida", job("A", "2015-01", "2019-12", *SKILLS[:6])),
        someone("Jo", job("B", "2018-01", "now", *SKILLS[3:])),
    )
    assert similar(reader, "Ida")[0].micro == similar(reader, "Jo")[0].micro


def test_people_without_skills_are_like_nobody() -> None:
    reader = town(someone("Ida"), someone("Jo", lists=["clay-lang"]))
    assert not similar(reader, "Ida")
    assert not similar(reader, "Jo")


def test_the_likest_are_kept_and_shown_with_what_ties_them() -> None:
    reader = town(
        someone("Ida", lists=["clay-lang"]),
        *(someone(name, lists=["loam-lang"]) for name in ("Jo", "Kit", "Lu")),
    )
    answer = similar(reader, "Ida", limit=2)
    assert len(answer) == 2
    assert {edge.type for edge in answer.edges} == {"HAS_SKILL", "ALTERNATIVE_TO"}


def test_nearness_follows_two_relations_the_better_way() -> None:
    near = nearness(ONTOLOGY, ["skill:brew-queue", "skill:tea-queue-lite", "skill:kiln-store"])
    # 600 and what both share beside it, which lies under one category.
    assert 420 < near["skill:brew-queue"]["skill:tea-queue"] <= 600
    # The part of an alternative is no alternative.
    assert "skill:tea-queue-lite" not in near["skill:brew-queue"]
    assert "skill:brew-queue" not in near["skill:tea-queue-lite"]
    assert near["skill:kiln-store"] == {"skill:kiln-store": 1000}
