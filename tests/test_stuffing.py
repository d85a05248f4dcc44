"""A list proves less than a use that is told, whatever its shape; ordinary resumes count whole."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import commonground as cg
from commonground.cli.main import main
from commonground.graph import months, shares
from commonground.graph.store import StoredGraph
from commonground.loaders import caps
from commonground.ontology.ontology import load_ontology
from commonground.queries.find.expression import Predicate

from .support import stuffing
from .support.population import job, someone, town
from .support.resumes import write_cvs

EVERY = 7  # of the skills one in so many is asked about
NAMES = stuffing.labels(load_ontology())


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph of honest people, who tell every skill for a year, and of stuffed ones."""
    folder = tmp_path_factory.mktemp("stuffed")
    texts = {**stuffing.honest(NAMES), **stuffing.stuffed(NAMES)}
    write_cvs(folder / "cvs", **{name.removesuffix(".md"): text for name, text in texts.items()})
    into = folder / "people.db"
    cg.load(folder / "cvs", into=into, as_of=stuffing.AS_OF, any_file=True)
    return into


@pytest.fixture(scope="module")
def graph(people: Path) -> Iterator[StoredGraph]:
    with cg.open_graph(people) as graph:
        yield graph


@pytest.fixture(scope="module")
def stuffed(graph: StoredGraph) -> set[str]:
    return {graph.person(key).id for key in stuffing.stuffed(NAMES)}


def test_no_list_comes_before_a_year_that_is_told(graph: StoredGraph, stuffed: set[str]) -> None:
    compared = 0
    for name in NAMES[::EVERY]:
        rows = cg.find(graph, str(Predicate(name)), limit=None)
        honest = [at for at, row in enumerate(rows) if row.id not in stuffed]
        listed = [at for at, row in enumerate(rows) if row.id in stuffed]
        told = [at for at in honest if rows[at].terms[0].details.get("months", 0) >= 12]
        compared += bool(told and listed)
        assert not told or not listed or max(told) < min(listed), name
    assert compared > 0.95 * len(NAMES[::EVERY])


def test_many_skills_at_once_are_no_way_around_it(graph: StoredGraph, stuffed: set[str]) -> None:
    anything = " OR ".join(str(Predicate(name)) for name in NAMES[:80:5])
    rows = cg.find(graph, anything, limit=None)
    assert stuffed <= {row.id for row in rows}
    assert [row.id in stuffed for row in rows] == sorted(row.id in stuffed for row in rows)


def test_a_list_passes_no_filter_of_months(graph: StoredGraph, stuffed: set[str]) -> None:
    anything = " OR ".join(f"{Predicate(name, months=12)}" for name in NAMES[:80:5])
    found = {row.id for row in cg.find(graph, anything, limit=None)}
    assert found and not found & stuffed


def test_nobody_is_most_like_a_list(graph: StoredGraph, stuffed: set[str]) -> None:
    for key in list(stuffing.honest(NAMES))[::10]:
        rows = cg.similar(graph, key, limit=5)
        assert rows and not stuffed & {row.id for row in rows}, key


def test_an_answer_says_what_is_stated_and_what_counts(
    graph: StoredGraph, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = next(row for row in cg.find(graph, "Kafka") if "stuffed-one-role.md" in row.sources)
    details = row.terms[0].details
    assert (details["months"], details["counted"], details["credit"]) == (600, 0, 0)
    assert main(["-g", str(people), "find", "Kafka"]) == 0
    said = capsys.readouterr().out
    where = "0 counted, for a long list names it, Everything Ltd 1950–now"
    assert re.search(rf"Kafka: 600 months via [^\n]*, {where}", said)
    kafka = next(row for row in cg.tenure(graph, "stuffed-one-role.md") if "Kafka" in str(row.name))
    assert (kafka.months, kafka.counted) == (600, 0)


def test_a_flat_graph_counts_the_same(graph: StoredGraph) -> None:
    flat = graph.to_networkx(cg.find(graph, "Kafka"), lists=False)
    told = {row.id: row.terms[0].details for row in cg.find(graph, "Kafka")}
    assert any(details.get("counted") == 0 for details in told.values())
    for row in cg.find(flat, "Kafka"):
        details = told[row.id]
        for name in ("months", "counted", "credit"):
            assert row.terms[0].details.get(name) == details.get(name)


@pytest.mark.parametrize("module", [shares, months, caps], ids=lambda one: one.__name__)
def test_the_examples_in_docstrings_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_who_tells_in_full_has_no_new_fields(graph: StoredGraph) -> None:
    told = json.dumps([row.to_json() for row in cg.find(graph, "Kafka", limit=1)])
    told += json.dumps([row.to_json() for row in cg.tenure(graph, "honest-0.md")])
    assert '"months": 12' in told
    assert "counted" not in told and "credit" not in told


@pytest.mark.parametrize("count", [shares.ROLE, shares.ROLE + 10, 60, 90, 200, 300])
def test_the_longer_a_list_the_less_it_counts(count: int, tmp_path: Path) -> None:
    write_cvs(tmp_path / "cvs", long=stuffing.one_long_list(NAMES, count))
    with cg.open_graph(tmp_path / "people.db", create=True) as graph:
        cg.load(tmp_path / "cvs", into=graph, as_of=stuffing.AS_OF)
        ties = [tie for tie in graph.reader.ties() if tie.type == "HAS_SKILL"]
    assert len(ties) >= 0.95 * count
    # As the curve in graph.shares says: of each n with 40⁴ / n⁴, and below a fifth at most 11.
    for tie in ties:
        part = min(1000, 1000 * 40**4 // len(ties) ** 4)
        expected = 600 * part // 1000
        assert tie.counted == (expected if part >= 200 else min(11, expected))
        assert tie.named == 12 * part // 1000


def test_a_told_year_is_none_the_worse_for_a_list() -> None:
    """What is told counts as ever; what a list adds to less than a year stays below one."""
    roles = (
        job("A", "2020-01", "2020-12", "clay-lang"),
        job("B", "2021-01", "2021-06", "kiln-store"),
    )
    lists = job("C", "1990-01", "2019-12", "clay-lang", "kiln-store", *map(str, range(60)))
    reader = town(someone("Ida", *roles, lists), someone("Jo", *roles))
    assert [find_counted(reader, term) for term in ("Clay", "Kiln")] == [
        {"Ida": 12, "Jo": 12},
        {"Ida": 11, "Jo": 6},
    ]


def find_counted(reader: object, term: str) -> dict[str | None, int]:
    rows = cg.find(reader, term)  # type: ignore[arg-type]  # a reader answers as a graph does
    details = ((row.name, row.terms[0].details) for row in rows)
    return {name: found.get("counted", found["months"]) for name, found in details}


def test_months_of_several_concepts_are_shared_out_once() -> None:
    """A category is answered by every skill below it, and a month of a list counts once for all."""
    queues = ("brew-queue", "tea-queue", "tea-queue-lite")
    lists = job("A", "1990-01", "2019-12", *queues, *map(str, range(60)))
    reader = town(someone("Ida", lists), someone("Jo", job("B", "2020-01", "2020-12", "tea-queue")))
    rows = cg.find(reader, "message queue broker")
    assert [row.name for row in rows] == ["Jo", "Ida"]
    assert rows[1].terms[0].details["months"] == 360
    assert rows[1].terms[0].details["counted"] == 11
    assert [row.name for row in cg.find(reader, "message queue broker:12m")] == ["Jo"]
