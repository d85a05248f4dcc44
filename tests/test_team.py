"""The smallest team that covers a stack: size, who is best for what, ties, and what nobody has."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.errors import UsageError
from commonground.queries.answer import Answer
from commonground.queries.example import Someone
from commonground.queries.find.find import find
from commonground.queries.team import covering
from commonground.queries.team.team import TeamRow, team

from .support.population import job, someone, town

STACK = ("BrewMQ", "Clay", "Kiln", "glaze", "Loam", "web calls")


def teams(answer: Answer[TeamRow]) -> list[set[str | None]]:
    """Return the names of the people of each team."""
    found: dict[int, set[str | None]] = {}
    for row in answer:
        found.setdefault(row.team, set()).add(row.name)
    return [found[number] for number in sorted(found)]


def listing(name: str, *skills: str) -> Someone:
    return someone(name, lists=skills)


def test_who_has_all_of_it_is_a_team() -> None:
    graph = town(listing("Ida", "clay-lang", "kiln-store"), listing("Jo", "clay-lang"))
    answer = team(graph, "Clay", "Kiln")
    assert teams(answer) == [{"Ida"}]
    assert answer[0].best == ("Clay", "Kiln")


def test_the_smallest_team_is_found_where_the_greedy_one_is_larger() -> None:
    graph = town(
        listing("Greedy", "brew-queue", "clay-lang", "kiln-store", "glaze-pattern"),
        listing("Ida", "brew-queue", "clay-lang", "loam-lang"),
        listing("Jo", "kiln-store", "glaze-pattern", "web-calls"),
    )
    answer = team(graph, *STACK)
    assert teams(answer) == [{"Ida", "Jo"}]
    assert any("no smaller team" in note for note in answer.notes)


def test_each_part_is_the_work_of_whoever_knows_it_best() -> None:
    graph = town(
        someone("Ida", job("Ovens", "2015-01", "2020-12", "clay-lang"), lists=["kiln-store"]),
        someone("Jo", job("Tiles", "2019-01", "2019-12", "clay-lang", "loam-lang")),
    )
    answer = team(graph, "Clay", "Kiln", "Loam")
    rows = {row.name: row for row in answer}
    assert rows["Ida"].best == ("Clay", "Kiln") and rows["Ida"].covers == ("Clay", "Kiln")
    assert rows["Jo"].best == ("Loam",) and rows["Jo"].covers == ("Clay", "Loam")


def test_of_equally_small_teams_the_longer_use_of_rarer_skills_wins() -> None:
    graph = town(
        someone("Ida", job("Ovens", "2020-01", "2020-12", "clay-lang")),
        someone("Jo", job("Tiles", "2015-01", "2020-12", "clay-lang")),
        listing("Kit", "kiln-store"),
    )
    assert teams(team(graph, "Clay", "Kiln")) == [{"Jo", "Kit"}]


def test_of_equally_good_teams_the_one_that_has_worked_together_wins() -> None:
    graph = town(
        someone("Ann", job("Ovens", "2020-01", "2020-12", "clay-lang")),
        someone("Bea", job("Tiles", "2020-01", "2020-12", "clay-lang")),
        someone("Cat", job("Tiles", "2020-06", "2021-05", "kiln-store")),
    )
    answer = team(graph, "Clay", "Kiln")
    assert teams(answer) == [{"Bea", "Cat"}]
    assert {row.name: row.with_ for row in answer} == {"Bea": ("Cat",), "Cat": ("Bea",)}
    (told,) = answer.extras["teams"][0]["together"]
    assert (told["employer"], told["from"], told["to"]) == ("Tiles", "2020-06", "2020-12")


def test_years_that_need_not_overlap_are_no_working_together() -> None:
    graph = town(
        someone("Ann", job("Tiles", "2020", "2021", "clay-lang")),
        someone("Cat", job("Tiles", "2021", "2022", "kiln-store")),
    )
    assert [row.with_ for row in team(graph, "Clay", "Kiln")] == [(), ()]


def test_what_nobody_has_is_said_and_the_rest_is_covered() -> None:
    graph = town(listing("Ida", "clay-lang"), listing("Jo", "kiln-store"))
    answer = team(graph, "Clay", "Kiln", "glaze", "Clay:9y")
    assert teams(answer) == [{"Ida", "Jo"}]
    assert "nobody has glaze and Clay:108m" in answer.notes
    nobody = team(graph, "glaze")
    assert list(nobody) == [] and nobody.notes == ("nobody has glaze",)


def test_conditions_hold_for_whoever_covers_a_part() -> None:
    graph = town(
        someone("Ida", job("Ovens", "2020-01", "2020-12", "clay-lang", "kiln-store")),
        someone("Jo", job("Tiles", "2015-01", "2020-12", "clay-lang")),
    )
    assert teams(team(graph, "Clay:24m", "Kiln")) == [{"Ida", "Jo"}]
    assert teams(team(graph, "Clay:6m", "Kiln")) == [{"Ida"}]


def test_places_employers_and_what_is_ruled_out_hold_for_every_member() -> None:
    graph = town(
        someone("Ida", lists=["clay-lang", "kiln-store"], location="Porto, Portugal"),
        someone("Jo", job("Tiles", "2020-01", "2020-02", "clay-lang"), location="Oslo, Norway"),
        someone("Kit", job("Tiles", "2020-01", "2020-02", "kiln-store"), location="Oslo, Norway"),
    )
    assert teams(team(graph, "Clay", "Kiln", "in=Norway")) == [{"Jo", "Kit"}]
    assert teams(team(graph, "Clay", "Kiln", "at=Tiles")) == [{"Jo", "Kit"}]
    assert teams(team(graph, "Clay", "Kiln")) == [{"Ida"}]
    assert teams(team(graph, "Clay AND NOT Kiln")) == [{"Jo"}]


def test_one_of_several_covers_an_or() -> None:
    graph = town(listing("Ida", "loam-lang"), listing("Jo", "kiln-store"))
    answer = team(graph, "Clay OR Loam", "Kiln")
    assert teams(answer) == [{"Ida", "Jo"}]
    assert {row.name: row.best for row in answer}["Ida"] == ("Clay OR Loam",)


def test_alternatives_differ_and_come_by_how_good_they_are() -> None:
    graph = town(
        someone("Ida", job("Ovens", "2015-01", "2020-12", "clay-lang")),
        someone("Jo", job("Tiles", "2019-01", "2020-12", "clay-lang")),
        someone("Lu", job("Bricks", "2020-01", "2020-12", "clay-lang")),
        listing("Kit", "kiln-store"),
    )
    answer = team(graph, "Clay", "Kiln", k=3)
    assert teams(answer) == [{"Ida", "Kit"}, {"Jo", "Kit"}, {"Lu", "Kit"}]
    assert teams(team(graph, "Clay", "Kiln", k=9)) == teams(answer)


def test_a_team_of_nobody_in_particular_is_refused() -> None:
    graph = town(listing("Ida", "clay-lang"))
    for terms in (("NOT Clay",), ("in=Porto",)):
        with pytest.raises(UsageError, match="at least one skill"):
            team(graph, *terms)


def test_what_is_too_much_to_search_is_answered_greedily_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = town(
        listing("Greedy", "brew-queue", "clay-lang", "kiln-store", "glaze-pattern"),
        listing("Ida", "brew-queue", "clay-lang", "loam-lang"),
        listing("Jo", "kiln-store", "glaze-pattern", "web-calls"),
    )
    monkeypatch.setattr(covering, "MOST_STEPS", 1)
    answer = team(graph, *STACK)
    assert teams(answer) == [{"Greedy", "Ida", "Jo"}]
    assert any("greedy" in note and "2.8 times" in note for note in answer.notes)
    assert [len(one) for one in teams(team(graph, *STACK, k=2))] == [2, 3]
    # The size may be sure, and not that there are no better members, nor no further teams.
    (note,) = team(graph, *STACK[:4], k=3).notes
    assert note == "exact in size: no smaller team has all of it, the best of those met so far"


def test_each_row_cites_what_makes_its_person_a_member() -> None:
    graph = town(listing("Ida", "clay-lang"), listing("Jo", "kiln-store"))
    rows = {row.name: row for row in team(graph, "Clay", "Kiln")}
    assert [one.quote for one in rows["Ida"].evidence] == ["Clay"]
    assert [one.quote for one in rows["Jo"].evidence] == ["Kiln"]


KNOWN = ("brew-queue", "clay-lang", "kiln-store", "glaze-pattern")
spans = st.tuples(st.integers(2015, 2020), st.integers(0, 4))


@st.composite
def people(draw: st.DrawFn) -> list[Someone]:
    found = []
    for number in range(draw(st.integers(2, 7))):
        jobs = [
            job(draw(st.sampled_from(["Ovens", "Tiles"])), f"{at}-01", f"{at + more}-12", skill)
            for skill in draw(st.lists(st.sampled_from(KNOWN), max_size=3, unique=True))
            for at, more in [draw(spans)]
        ]
        found.append(someone(f"P{number}", *jobs))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people=people(), k=st.integers(1, 4))
def test_no_other_team_is_smaller_or_better(people: list[Someone], k: int) -> None:
    """Compare with every set of people, each part scored as ``find`` scores it alone."""
    graph = town(*people)
    parts = ["BrewMQ", "Clay:24m", "Kiln", "glaze pattern"]
    scores = {part: {row.id: row.micro or 0 for row in find(graph, part)} for part in parts}
    had = [part for part in parts if scores[part]]
    answer = team(graph, *parts, k=k)
    if not had:
        assert not list(answer)
        return
    every = [one.id for one in people]

    def worth(group: tuple[str, ...]) -> int:
        best = [max((scores[part].get(who, -1) for who in group), default=-1) for part in had]
        return sum(best) if min(best) >= 0 else -1

    size = next(n for n in range(1, 8) if any(worth(g) >= 0 for g in combinations(every, n)))
    valued = sorted((worth(group) for group in combinations(every, size)), reverse=True)
    wanted = [value for value in valued if value >= 0][:k]
    found: dict[int, list[str]] = {}
    for row in answer:
        found.setdefault(row.team, []).append(row.id)
    assert [worth(tuple(group)) for group in found.values()] == wanted
    assert all(len(group) == size for group in found.values())
    assert len({frozenset(group) for group in found.values()}) == len(found)
