"""What is asked of arrays has the answer of the reader that they were made of, to the byte."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.support.arrays import OverArrays
from tests.support.population import crowd, job, someone, town
from tests.test_queries import towns

from commonground.graph.arrays import records, strengths, totals, uses
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.reader import Reader
from commonground.graph.totals import Totalled
from commonground.graph.uses import NO_PLACE
from commonground.ontology.kinds import SKILL_KINDS
from commonground.ontology.ontology import load_ontology
from commonground.queries.colleagues import colleagues
from commonground.queries.communities.communities import communities
from commonground.queries.example import Someone, example, reader_of_people
from commonground.queries.measures.weights import strength
from commonground.queries.shared import shared
from commonground.queries.similar.similar import similar

AS_OF = "2025-12-01"
WHATS: tuple[Totalled, ...] = ("skills", "employers", "schools")


@pytest.fixture(scope="module", params=["resumes", "trades"])
def reader(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("asked") / "people.db"
    with open_graph(str(path), create=True) as graph:
        load([root / "examples" / request.param], into=graph, as_of=AS_OF)
        yield graph.reader


@pytest.fixture(scope="module", params=["as written", "changed"])
def over(request: pytest.FixtureRequest, reader: Reader) -> OverArrays:
    return OverArrays(reader, changed_of(reader) if request.param == "changed" else ())


@pytest.fixture(params=["usual sizes", "one at a time"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what is done at once so small that every question takes several rounds."""
    if request.param == "one at a time":
        monkeypatch.setattr(uses, "_FIRST", 1)
        monkeypatch.setattr(uses, "_NEXT", 2)
        monkeypatch.setattr(uses, "_SAMPLE", 3)
        monkeypatch.setattr(strengths, "_MANY", 2)


def changed_of(reader: Reader) -> list[str]:
    return list(reader.everyone())[::3]


def same(ask: Callable[[Reader], Any], one: Reader, other: Reader) -> bool:
    """Return whether two readers give the same answer, which is one of rows."""
    found = [json.dumps(ask(reader).to_json(), sort_keys=True) for reader in (one, other)]
    return found[0] == found[1]


def skill_of(reader: Reader, person: str) -> str:
    """Return a skill of a person: the first by id."""
    return next(tie.node for tie in reader.ties(people=[person]) if tie.kind in SKILL_KINDS)


@pytest.mark.usefixtures("sizes")
def test_who_is_alike(reader: Reader, over: OverArrays) -> None:
    rows = 0
    for number, person in enumerate(reader.everyone()):
        limit = (10, 1, None)[number % 3]
        assert same(lambda one: similar(one, person, limit=limit), over, reader)  # noqa: B023
        rows += len(similar(over, person, limit=3))
    assert rows > 2 * len(reader.everyone())


def test_where_they_would_stand_without_a_skill(reader: Reader, over: OverArrays) -> None:
    moved = 0
    for person in list(reader.everyone())[::2]:
        skill = skill_of(reader, person)
        assert same(lambda one: similar(one, person, limit=5, without=skill), over, reader)  # noqa: B023
        answer = similar(over, person, limit=5, without=skill)
        moved += sum(
            row.without is not None and row.without.then != row.without.rank for row in answer
        )
    assert moved > 5


def test_how_strongly_everybody_uses_what(reader: Reader, over: OverArrays) -> None:
    concepts = sorted({tie.node for tie in reader.ties() if tie.kind in SKILL_KINDS})
    mine, theirs = (one.uses(concepts, strength) for one in (over, reader))
    for concept in concepts:
        assert sorted(mine.users(concept)) == sorted(theirs.users(concept))
    for person in reader.everyone():
        at, there = mine.number(person), theirs.number(person)
        assert at is not None and there is not None and mine.person(at) == person
        assert mine.of(at) == theirs.of(there)


def test_what_people_have_in_common(reader: Reader, over: OverArrays) -> None:
    for limit in (None, 1, 3, 40, 1000):
        assert same(lambda one: shared(one, limit=limit), over, reader)  # noqa: B023
    for least in (1, 2, 3):
        for most in (0, 1, 2, 5, 30, 10_000):
            assert over.rarest(least, most) == reader.rarest(least, most)


def test_the_first_of_equal_nodes_are_found_without_the_names_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = [job(f"Works {number % 97:02d}", "2015", "2017") for number in range(200)]
    reader = town(*(someone(f"P{at}", *jobs[at : at + 20]) for at in range(0, 200, 20)))
    over = OverArrays(reader, changed_of(reader))
    wanted = [reader.rarest(2, most) for most in (0, 1, 2, 5, 100)]
    assert len(wanted[-1][0]) == 97 and set(wanted[-1][0].values()) == {2, 3}
    assert [over.rarest(2, most) for most in (0, 1, 2, 5, 100)] == wanted
    asked: list[list[int]] = []
    named = over.coded

    def noted(codes: list[int]) -> Any:
        asked.append(codes)
        return named(codes)

    monkeypatch.setattr(over, "coded", noted)
    assert over.rarest(2, 5) == wanted[3]
    assert asked == [[]]  # nobody has fewer than two


def test_what_all_people_have(
    reader: Reader, over: OverArrays, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at_once in (2**20, 7):
        monkeypatch.setattr(totals, "_AT_ONCE", at_once)
        for what in WHATS:
            found = over.totals(what)
            assert found == reader.totals(what)
            assert list(found) == sorted(found) and len(found) > 10


def test_which_month_is_the_latest(reader: Reader, over: OverArrays) -> None:
    assert over.latest() == reader.latest() is not None


def test_who_was_there_at_the_same_time(reader: Reader, over: OverArrays) -> None:
    met = 0
    for person in reader.everyone():
        stints = [one for one in reader.stints(people=[person]) if one.outer]
        found = list(reader.overlapping(stints))
        assert list(over.overlapping(stints)) == found
        for limit in (None, 20, 1, 2, 5):
            assert same(lambda one: colleagues(one, person, limit=limit), over, reader)  # noqa: B023
        met += len(found)
    assert met or len(reader.everyone()) > 22


def test_communities_are_the_same(reader: Reader, over: OverArrays) -> None:
    assert same(communities, over, reader)


quick = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@quick
@given(people=towns())
def test_of_any_town(people: list[Someone]) -> None:
    reader = town(*people)
    for over in (OverArrays(reader), OverArrays(reader, changed_of(reader))):
        for person in reader.everyone():
            stints = [one for one in reader.stints(people=[person]) if one.outer]
            assert list(over.overlapping(stints)) == list(reader.overlapping(stints))
            for limit in (None, 1):
                assert same(lambda one: colleagues(one, person, limit=limit), over, reader)  # noqa: B023
                assert same(lambda one: similar(one, person, limit=limit), over, reader)  # noqa: B023
                assert same(
                    lambda one: similar(one, person, limit=limit, without="Clay"),  # noqa: B023
                    over,
                    reader,
                )
        assert over.latest() == reader.latest()
        assert over.rarest(1, 2) == reader.rarest(1, 2)
        assert same(shared, over, reader)
        for what in WHATS:
            assert over.totals(what) == reader.totals(what)


@pytest.mark.usefixtures("sizes")
def test_equal_people_come_in_the_order_of_ids() -> None:
    reader = town(*crowd(40, "clay-lang", "brew-queue"), *crowd_of_potters(40))
    over = OverArrays(reader, changed_of(reader))
    for limit in (None, 1, 7, 39, 41):
        assert same(lambda one: similar(one, "Potter003", limit=limit), over, reader)  # noqa: B023
    assert len({row.score for row in similar(over, "Potter003", limit=39)}) == 1


def crowd_of_potters(count: int) -> list[Someone]:
    work = job("Ovens", "2015-01", "2020-12", "clay-lang", "kiln-store")
    return [
        someone(f"Potter{number:03d}", work, lists=["glaze-pattern"]) for number in range(count)
    ]


def test_who_claims_everything_is_no_stronger_here() -> None:
    ontology = load_ontology()
    every = sorted(id for id, one in ontology.concepts.items() if one.claimable)
    people = [
        Someone("Ida", "ida.md", skills=every[:160]),
        Someone("Jo", "jo.md", skills=every[100:300]),
        Someone("Kit", "kit.md", skills=every[150:165]),
        Someone("Lu", "lu.md", skills=every[155:157]),
    ]
    reader = reader_of_people(people, ontology)
    over = OverArrays(reader)
    weak = [how for _, how in reader.uses(every[:1], strength).users(every[0])]
    assert weak == [0]
    for name in ("Ida", "Jo", "Kit", "Lu"):
        for limit in (1, None):
            assert same(lambda one: similar(one, name, limit=limit), over, reader)  # noqa: B023


def test_who_is_alike_of_nobody_is_nobody() -> None:
    reader = example()
    over = OverArrays(reader)
    found = over.uses(["skill:solidity-lang"], strength)
    assert not list(found.users("skill:solidity-lang"))
    worth = {"skill:solidity-lang": {"skill:solidity-lang": 7}}
    candidates = found.candidates(worth, 1)
    assert candidates.count == 0 and not list(candidates.falling(lambda: NO_PLACE))


def test_the_examples_in_docstrings_are_true() -> None:
    result = doctest.testmod(records)
    assert result.attempted > 0 and result.failed == 0
