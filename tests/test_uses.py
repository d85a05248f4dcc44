"""What is kept of uses: bounds that are never too low, and portions that a server can give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.graph.neo4j.batches import portions
from commonground.graph.uses import KeptUses

PEOPLE = [f"person:{number}" for number in range(6)]
TOLD = st.dictionaries(
    st.sampled_from(["skill:a", "skill:b", "skill:c"]),
    st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 1000)),
)


def kept(told: dict[str, dict[str, int]]) -> KeptUses:
    uses = KeptUses()
    for concept, strengths in told.items():
        uses.keep(concept, strengths.keys(), strengths.values())
    return uses


@given(told=TOLD, worth=st.integers(0, 10**15))
def test_bounds_are_at_least_what_the_uses_are_worth(
    told: dict[str, dict[str, int]], worth: int
) -> None:
    uses = kept(told)
    most = {concept: worth + at for at, concept in enumerate(sorted(told))}
    bounds = uses.bounds(most)
    for number, person in enumerate(uses.people):
        own = {concept: used[person] for concept, used in told.items() if person in used}
        exact = sum(most[concept] * strength for concept, strength in own.items())
        assert dict(uses.of(number)) == own
        assert exact <= bounds[number] <= exact + 25 * sum(most[concept] for concept in own)


def test_a_concept_that_nobody_uses_is_asked_for_once() -> None:
    uses = kept({"skill:a": {}})
    assert uses.missing(["skill:b", "skill:a", "skill:b"]) == ["skill:b"]
    assert uses.people == [] and uses.bounds({"skill:a": 7}) == []


def test_one_statement_brings_a_bounded_number_of_uses() -> None:
    ids = ["a", "b", "c", "d", "e"]
    people_with = {"a": 200_000, "b": 50_000, "c": 1, "d": 300_000, "e": 0}
    assert list(portions(ids, people_with)) == [["a", "b"], ["c"], ["d"], ["e"]]
