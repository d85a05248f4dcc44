"""Paths over arrays are those of the reference, whatever lies between the ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.graph.arrays import between, region
from commonground.graph.opening import open_graph
from commonground.graph.reader import Reader
from commonground.queries.bridges import bridges
from commonground.queries.example import Someone, example
from commonground.queries.path.path import path

from .support.arrays import OverArrays
from .support.population import ONTOLOGY, crowd, job, someone, town
from .test_queries import towns


def assert_paths(reader: Reader, over: Reader, start: str, goal: str, k: int) -> None:
    """Whole answers are equal: rows, terms, lines, notes, the picture."""
    assert path(over, start, goal, k=k).to_json() == path(reader, start, goal, k=k).to_json()


def ends_of(reader: Reader) -> list[str]:
    """Return all that a path may end at: people, what they have, and concepts nobody has."""
    tied = {id for tie in reader.ties() for id in (tie.person, tie.node)}
    return sorted(tied | set(ONTOLOGY.concepts))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people=towns(), k=st.integers(1, 10), most=st.integers(0, 3), data=st.data())
def test_small_graphs_have_the_same_paths(
    people: list[Someone], k: int, most: int, data: st.DataObject
) -> None:
    reader = town(*people)
    start, goal = data.draw(st.permutations(ends_of(reader)))[:2]
    changed = data.draw(st.lists(st.sampled_from(reader.everyone()), unique=True))
    with pytest.MonkeyPatch.context() as patch:
        # With few people, few are a crowd.
        patch.setattr(region, "HUB_DEGREE", most)
        patch.setattr(between, "_FIRST", data.draw(st.integers(0, 4)))
        assert_paths(reader, OverArrays(reader, changed), start, goal, k)


def _crowded() -> list[Someone]:
    """Return people whom an employer, a school's field and two skills are common to."""
    return [
        *crowd(70, "clay-lang", "web-calls"),
        *(
            someone(f"Loamer{at:02}", job("Ovens", "2020-01", "2020-12"), lists=["loam-lang"])
            for at in range(70)
        ),
        someone("Ida", job("Ovens", "2021-01", "2021-12", "rope-bridge"), lists=["clay-lang"]),
        someone("Jo", job("Tiles", "2021-01", "2021-12", "stone-bridge"), lists=["loam-lang"]),
        someone("Kit", lists=["rope-bridge", "kiln-store", "tea-queue"]),
        someone("Lou", job("Tiles", "2019-01", "2021-06", "brew-queue"), lists=["kiln-store"]),
    ]


@pytest.fixture(scope="module")
def crowded() -> Reader:
    return town(*_crowded())


@pytest.mark.parametrize(("changed", "most"), [(0, 256), (9, 64), (9, 2)])
def test_hubs_have_the_same_paths(
    crowded: Reader, changed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region, "HUB_DEGREE", most)
    over = OverArrays(crowded, crowded.everyone()[:changed])
    named = {node.name: node.id for node in crowded.nodes(crowded.everyone()).values()}
    whose = [named[name] for name in ("Ida", "Jo", "Kit", "Lou", "Loamer03")]
    hubs = ["skill:clay-lang", "skill:loam-lang", "skill:web-calls", "skill:bridge-work"]
    ends = [*whose, *hubs, *sorted({str(one.employer) for one in crowded.stints()}), "skill:queue"]
    for at, start in enumerate(ends):
        for goal in ends[at + 1 :]:
            assert_paths(crowded, over, start, goal, 1 + at % 10)


def test_the_bundled_ontology_leads_the_same_ways() -> None:
    reader = example()
    over = OverArrays(reader, reader.everyone()[1:])
    people = list(reader.everyone())
    assert_paths(reader, over, people[0], people[1], 10)
    assert_paths(reader, over, people[2], people[0], 3)
    assert_paths(reader, over, people[2], "skill:programming-language", 1)
    assert_paths(reader, over, "skill:apache-kafka", "skill:redis-db", 3)


def test_loaded_files_have_the_same_paths(demo_graph: Path) -> None:
    """People of the examples: with projects, degrees, and one document each or several."""
    with open_graph(demo_graph) as graph:
        reader = graph.reader
        people = list(reader.everyone())
        over = OverArrays(reader, people[::3])
        projects = sorted(tie.node for tie in reader.ties() if tie.kind == "Project")
        degrees = sorted(tie.node for tie in reader.ties() if tie.kind in {"Degree", "Field"})
        pairs = [*zip(people, people[5:], strict=False)][:6]
        pairs += [(people[1], projects[0]), (projects[1], degrees[0]), (degrees[1], people[2])]
        for at, (start, goal) in enumerate(pairs, start=1):
            assert_paths(reader, over, start, goal, 1 + at % 4)


def test_who_is_no_longer_there_lies_on_no_path(crowded: Reader) -> None:
    """The first segment still has the one who connected Kit and Lou to the others."""
    without = town(*(one for one in _crowded() if one.name != "Jo"))
    over = OverArrays(without, without.everyone()[:3], before=crowded)
    named = {node.name: node.id for node in without.nodes(without.everyone()).values()}
    for start, goal in (("Ida", "Lou"), ("Kit", "Loamer03"), ("Ida", "Kit")):
        assert_paths(without, over, named[start], named[goal], 5)
    tiles = next(id for id, name in without.names(("Employer",)) if name == "Tiles")
    assert over.counts({"here": (tiles,)}) == without.counts({"here": (tiles,)}) == {"here": 1}


def rare(three: Sequence[str]) -> list[Someone]:
    """Return a crowd that shares much, of whom three share what nobody else has."""
    return [
        someone(
            f"P{at:02}",
            job("Ovens" if at % 2 else "Tiles", "2020-01", "2021-12", "clay-lang"),
            lists=["web-calls", *(["stone-bridge"] if f"P{at:02}" in three else [])],
        )
        for at in range(40)
    ]


def test_a_rare_concept_of_three_comes_first() -> None:
    three = ("P03", "P18", "P31")
    reader = town(*rare(three))
    over = OverArrays(reader)
    for a, b in ((three[0], three[1]), (three[2], three[0])):
        best = path(over, a, b, k=2)[0]
        assert [term.id for term in best.terms] == ["skill:stone-bridge"]
        assert_paths(reader, over, a, b, 5)


def test_bridges_are_the_same(crowded: Reader) -> None:
    over = OverArrays(crowded, crowded.everyone()[:5])
    for a, b in (("Clay", "Loam"), ("web calls", "at=Ovens")):
        assert bridges(over, a, b).to_json() == bridges(crowded, a, b).to_json()


@pytest.mark.parametrize("changed", [0, 3])
def test_neighbours_are_the_same(changed: int) -> None:
    reader = example()
    over = OverArrays(reader, reader.everyone()[:changed])
    ids = sorted({id for tie in reader.ties() for id in (tie.person, tie.node)})
    assert over.neighbours(ids) == reader.neighbours(ids)
    assert over.tied_to_all(ids[:1], first=2) == reader.tied_to_all(ids[:1], first=2)
