"""Whom arrays find is whom the reference finds: scores, order, what is given up, every word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import commonground as cg
from commonground.graph.arrays.ranking import best
from commonground.graph.reader import Reader
from commonground.ontology.ontology import load_ontology
from commonground.queries.example import Job, Someone, Study, example, reader_of_people

from .contract.test_examples import CASES, EXPRESSIONS, OPTIONS
from .contract.test_population import EXPRESSIONS as MORE
from .support.arrays import OverArrays
from .support.asking import Question, ask, assert_same, told

BROAD = (
    ("database",),
    ("database:3y", "programming language", "cloud platform?"),
    ("database OR message broker:since=2022", "NOT Go"),
    ("Python^2", "SQL?", "in=Germany?", "years=3"),
    ("NOT (database OR Python)",),
)
WITHOUT = ({"without": "PostgreSQL"}, {"without": "Go"}, {"without": "SQL"}, {"fading": 7})
OTHERS = ("match", "team", "gap", "bridges", "communities")


@pytest.fixture(scope="module")
def reference(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the reader of all examples and trades."""
    path = tmp_path_factory.mktemp("arrays") / "people.db"
    with cg.open_graph(path, create=True) as graph:
        folders = [root / "examples" / name for name in ("resumes", "trades")]
        cg.load(folders, into=graph, as_of="2025-12-01")
        yield graph.reader


@pytest.fixture(scope="module", params=["one segment", "some changed"])
def arrays(reference: Reader, request: pytest.FixtureRequest) -> OverArrays:
    changed = reference.everyone()[::3] if request.param == "some changed" else ()
    return OverArrays(reference, changed)


@pytest.mark.parametrize("terms", dict.fromkeys((*EXPRESSIONS, *MORE, *BROAD)), ids=" ".join)
def test_find(arrays: Any, reference: Any, terms: tuple[str, ...]) -> None:
    assert_same(ask("find", *terms), arrays, reference)


@pytest.mark.parametrize("options", (*OPTIONS, *WITHOUT, {"limit": None}), ids=str)
def test_find_with_options(arrays: Any, reference: Any, options: dict[str, Any]) -> None:
    question = ask("find", "database OR Go OR PHP OR Python", **options)
    assert_same(question, arrays, reference)


@pytest.mark.parametrize("name", OTHERS)
def test_who_else_asks_whom_it_finds(arrays: Any, reference: Any, name: str) -> None:
    question = _case(name)
    assert '"evidence"' in told(question, reference)
    assert_same(question, arrays, reference)


def test_it_counts_what_it_found_as_before(arrays: OverArrays, reference: Reader) -> None:
    ontology = reference.ontology
    groups = {id: ontology.answering(id) for id in sorted(ontology.concepts)}
    before = OverArrays.counts(arrays, groups)
    for ids in groups.values():
        arrays.held(ids)
    arrays._counts.clear()
    assert arrays.counts(groups) == before == reference.counts(groups)


def _case(name: str) -> Question:
    from commonground.queries.questions import question_of

    return lambda graph: question_of({"question": name, **CASES[name]}).ask(graph)


SKILLS = (
    *("skill:postgresql", "skill:redis-db", "skill:go-lang", "skill:python-lang"),
    *("skill:kubernetes", "skill:docker", "skill:apache-kafka", "skill:rabbitmq", "skill:mongodb"),
)
ASKED = (
    ("database",),
    ("database:2y", "Go?"),
    ("Go OR Python:current", "message broker?"),
    ("database", "message broker", "Go", "Python:5y"),
    ("NOT Go", "Redis:since=2020?"),
    ("Go:since=2020-07",),
    ("at=Ovens", "database"),
    ("degree=bachelor?", "Kafka"),
)


def test_a_year_alone_may_have_ended_early() -> None:
    reference: Any = example()
    for terms in ("Redis:since=2024-06", "Redis:since=2024", "NOT Redis:since=2024-06"):
        assert_same(ask("find", terms), OverArrays(reference), reference)
    assert "Cy" not in {row.name for row in cg.find(OverArrays(reference), "Redis:since=2024-06")}


HOW: tuple[dict[str, Any], ...] = ({}, {"limit": 2}, {"without": "PostgreSQL"})


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    known = sorted(load_ontology().concepts)
    months = st.integers(2014 * 12, 2025 * 12).map(lambda at: f"{at // 12}-{at % 12 + 1:02d}")
    start, end = sorted((draw(months), draw(months)))
    used = draw(st.lists(st.sampled_from(SKILLS), max_size=5, unique=True))
    # Of a long list months count in part, and of a very long one hardly.
    length = draw(st.sampled_from([0, 0, 0, 45, 55, 90]))
    skills = [id for id in known if id.startswith("skill:")][:: len(known) // 100][:length]
    current = draw(st.booleans())
    end_or_now = None if current else draw(st.sampled_from([end, end[:4], None]))
    return Job("Ovens", start, end_or_now, list(dict.fromkeys([*used, *skills])), "Baker", current)


@st.composite
def people(draw: st.DrawFn) -> list[Someone]:
    listed = st.lists(st.sampled_from(SKILLS), max_size=4, unique=True)
    study = st.sampled_from([[], [Study("Kiln College", "degree:bachelor", None, "2010", "2013")]])
    return [
        Someone(
            f"P{number}",
            f"p{number}.md",
            draw(st.lists(jobs(), max_size=3)),
            draw(listed),
            draw(study),
        )
        for number in range(draw(st.integers(2, 7)))
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(crowd=people(), data=st.data())
def test_any_people(crowd: list[Someone], data: st.DataObject) -> None:
    reference: Any = reader_of_people(crowd, load_ontology())
    changed = data.draw(st.lists(st.sampled_from(reference.everyone()), unique=True))
    arrays: Any = OverArrays(reference, changed)
    for terms in ASKED:
        options: dict[str, Any] = data.draw(st.sampled_from(HOW))
        assert_same(ask("find", *terms, **options), arrays, reference)


@given(
    scores=st.lists(st.integers(0, 5), min_size=1, max_size=60),
    limit=st.one_of(st.none(), st.integers(0, 70)),
    seed=st.integers(0, 9),
)
def test_the_best_are_those_of_a_sorted_list(scores: list[int], limit: int, seed: int) -> None:
    every = np.repeat(np.array(scores), 40)
    people = np.random.default_rng(seed).permutation(len(every)).astype(np.uint64)
    wanted = sorted(range(len(every)), key=lambda at: (-every[at], people[at]))[:limit]
    assert best(every, people, limit).tolist() == wanted
    in_order = np.arange(len(every), dtype=np.uint64)
    wanted = sorted(range(len(every)), key=lambda at: -every[at])[:limit]
    assert best(every, in_order, limit).tolist() == wanted
