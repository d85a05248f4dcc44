"""The benchmark of questions measures what it says: peers answer alike, bridges are found."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

import commonground as cg
from commonground.benchmarks import answering, choosing, engines, timing
from commonground.benchmarks.flat import Flat, flatten
from commonground.benchmarks.populate import fill
from commonground.benchmarks.population import Bridge, Population
from commonground.benchmarks.questions import kinds
from commonground.queries.answer import MICRO
from commonground.queries.path.path import NodeStep

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = 600  # among fewer, chance gives two people what nobody else has
ASKED = 12


@pytest.fixture(scope="module")
def population() -> Population:
    return Population(PEOPLE, bridges=12)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("bench") / "people.db"
    assert fill(path, PEOPLE, bridges=12) > 0
    return str(path)


@pytest.fixture(scope="module")
def tables(address: str, population: Population, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    rows = flatten(address, folder, population, ASKED)
    assert rows["ties"] > 20 * PEOPLE and rows["has"] > rows["ties"] and rows["steps"] > 1_000
    return folder


@pytest.mark.parametrize("name", sorted(engines.ENGINES))
def test_a_peer_answers_the_same(name: str, tables: Path) -> None:
    pytest.importorskip({"sqlite": "sqlite3"}.get(name, name))
    told = timing.timed(name, tables, PEOPLE)["asked"]
    assert all(len(one["times"]) == ASKED for one in told.values())
    assert all(told["find 4 terms"]["same"])
    assert mean(told["similar"]["same"]) > 0.7
    if "path" in told:
        assert mean(told["path"]["same"]) > 0.8


def test_a_path_of_fewer_rules_is_no_dearer(tables: Path) -> None:
    engine, flat = engines.NetworkX(Flat(tables)), Flat(tables)
    for one in flat.told["asked"]["path"]:
        costs = engine.path(*one["ends"])
        assert costs == sorted(costs)
        assert all(own <= found for own, found in zip(costs, one["found"], strict=True))


def test_some_questions_are_answered(tables: Path) -> None:
    asked = Flat(tables).told["asked"]
    assert any(one["found"] for one in asked["find 4 terms"])
    assert all(one["found"] for one in asked["similar"] + asked["path"])


def test_a_peer_that_is_not_there_is_left_out(
    tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    assert "igraph is not installed" in timing.timed("igraph", tables, PEOPLE)["without"]
    assert "above 100,000 people" in timing.timed("networkx", tables, 100_001)["without"]


def _told(row: Any) -> Any:
    """Return what an answer's row is about: a person, or the nodes of a path."""
    steps = getattr(row, "steps", ())
    nodes = tuple(one.id for one in steps if isinstance(one, NodeStep))
    return nodes or row.id


@pytest.mark.parametrize("kind", choosing.CHOICES)
def test_what_is_chosen_is_what_the_answer_tells_of(
    kind: str, address: str, population: Population
) -> None:
    choose = choosing.CHOICES[kind]
    with cg.open_graph(address) as graph:
        for one in islice(kinds(population)[kind], 10):
            told = [(_told(row), round(row.score * MICRO)) for row in one(graph)]
            assert choose(graph.reader, one) == told


def test_planted_bridges_come_first(address: str, population: Population) -> None:
    with cg.open_graph(address) as graph:
        told = answering.recall(graph, population.bridges)
        assert told["pairs"] == 36 and told["first"] >= 0.95 * told["pairs"], told["missed"]
        # What is no bridge is not taken for one.
        wrong = [Bridge(population.spare, one.people) for one in population.bridges]  # type: ignore[arg-type]
        assert answering.recall(graph, wrong[:2])["first"] == 0


def test_a_replaced_resume_is_seen_and_put_back(address: str, population: Population) -> None:
    with cg.open_graph(address) as graph:
        before = [graph.resume(one.key) for one in graph.documents()]
    told = answering.replaced(address, population, 2)
    assert len(told["both"]) == 2 and min(told["put"] + told["find"]) > 0
    with cg.open_graph(address) as graph:
        assert [graph.resume(one.key) for one in graph.documents()] == before


def test_threads_ask_of_everybody(address: str, population: Population) -> None:
    told = answering.all_pairs(address, population, 2)
    assert told["answers"] == PEOPLE


def test_the_whole_program_prints_every_measure(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    command = [sys.executable, str(ROOT / "benchmarks" / "bench_queries.py"), "--people", "60"]
    command += ["--questions", "2", "--peers", "sqlite", "--load", "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in (
        "cold",
        "find 4 terms",
        "  alone",
        "similar",
        "path",
        "colleagues",
        "replaced",
        "memory",
    ):
        assert f"\n{name}" in done.stdout
    assert "planted bridges: first path of" in done.stdout and "growth" in done.stdout
    told = json.loads(output.read_text())
    assert told["60"]["load"]["added"] == told["60"]["load"]["files"] >= 60
    assert told["60"]["cold"]["lines"] > 0 and told["60"]["ask"]["rss"] > 10_000_000
