"""What holds for every question: exact sums, one order, true lines, and the reader alone."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import commonground.queries
import commonground.visualizations
from commonground.errors import UsageError
from commonground.graph import resolve
from commonground.graph.model import Evidence
from commonground.graph.networkx import source
from commonground.graph.opening import reader_of
from commonground.graph.reader import Reader
from commonground.queries.answer import Answer
from commonground.queries.bridges import bridges
from commonground.queries.colleagues import colleagues
from commonground.queries.communities.communities import communities
from commonground.queries.example import Job, Someone, Study, example
from commonground.queries.find.find import find
from commonground.queries.gap import gap
from commonground.queries.path.path import path
from commonground.queries.shared import shared
from commonground.queries.similar.similar import similar
from commonground.queries.team.team import team
from commonground.queries.tenure import tenure

from .support.population import SKILLS, skills, someone, town
from .support.primitives import PrimitiveReader

Ask = Callable[[Any, Someone, Someone], Answer[Any]]

QUESTIONS: dict[str, Ask] = {
    "find": lambda graph, a, b: find(graph, "skill:queue OR Clay:6m OR NOT glaze"),
    "find nobody": lambda graph, a, b: find(graph, "Clay", "BrewMQ:8y", "glaze"),
    "similar": lambda graph, a, b: similar(graph, a.id),
    "shared": lambda graph, a, b: shared(graph, a.id, b.id),
    "rarest": lambda graph, a, b: shared(graph),
    "path": lambda graph, a, b: path(graph, a.id, b.id, k=4),
    "colleagues": lambda graph, a, b: colleagues(graph, a.id),
    "tenure": lambda graph, a, b: tenure(graph, a.id),
    "team": lambda graph, a, b: team(graph, "Clay", "BrewMQ:6m", "glaze OR Kiln", "Loam"),
    "gap": lambda graph, a, b: gap(graph, a.id, "Clay:6m", "TeaMQ", "glaze", "Kiln"),
    "bridges": lambda graph, a, b: bridges(graph, "skill:queue", "Clay:2m OR Loam"),
    "communities": lambda graph, a, b: communities(graph),
}

months = st.integers(2015 * 12, 2025 * 12).map(lambda at: f"{at // 12}-{at % 12 + 1:02d}")
dates = st.one_of(months, st.integers(2015, 2024).map(str), st.none())
used = st.lists(st.sampled_from(SKILLS), max_size=4, unique=True)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    start, end = sorted((draw(dates), draw(dates)), key=str)
    employer = draw(st.sampled_from(["Ovens", "Tiles", "Glaze & Co"]))
    return Job(employer, start, end, skills(*draw(used)), draw(st.sampled_from(["Baker", "Lead"])))


studies = st.builds(
    Study,
    st.sampled_from(["Kiln College", "Loam College"]),
    st.sampled_from([None, "degree:bachelor", "degree:bachelor-of-arts"]),
    st.sampled_from([None, "field:pottery"]),
    dates,
)


@st.composite
def towns(draw: st.DrawFn) -> list[Someone]:
    count = draw(st.integers(2, 6))
    return [
        someone(
            f"P{number}",
            *draw(st.lists(jobs(), max_size=3)),
            lists=draw(used),
            studies=draw(st.lists(studies, max_size=2)),
            document=f"p{number}.md",
        )
        for number in range(count)
    ]


def asked(name: str, people: list[Someone], graph: Any = None) -> Answer[Any]:
    return QUESTIONS[name](graph or town(*people), people[0], people[1])


quick = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns())
def test_terms_sum_to_the_score_and_rows_are_in_order(name: str, people: list[Someone]) -> None:
    answer = asked(name, people)
    scores = [row.micro for row in answer if row.micro is not None]
    for row in answer:
        if row.micro is not None:
            assert row.micro == sum(term.micro for term in row.terms)
            assert all(isinstance(term.micro, int) for term in row.terms)
    # Bridges are people, then concepts, each in order.
    if name == "bridges":
        scores = [(row.kind == "Person", row.micro) for row in answer]
    assert scores == sorted(scores, reverse=name != "path")


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns(), data=st.data())
def test_the_order_of_loading_changes_nothing(
    name: str, people: list[Someone], data: st.DataObject
) -> None:
    shuffled = town(*data.draw(st.permutations(people)))
    assert _printed(asked(name, people)) == _printed(asked(name, people, shuffled))


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns())
def test_names_and_addresses_decide_nothing(name: str, people: list[Someone]) -> None:
    renamed = [
        replace(one, name=f"Someone Else {len(people) - at}", email=f"{at}@example.org")
        for at, one in enumerate(people)
    ]
    before, after = asked(name, people), asked(name, renamed)
    assert [(row.id, row.micro) for row in before] == [(row.id, row.micro) for row in after]


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns())
def test_every_line_stands_where_it_is_said_to(name: str, people: list[Someone]) -> None:
    reader = town(*people)
    answer = asked(name, people, reader)
    for one in _evidence([answer.rows, answer.extras]):
        (again,) = reader.cite([f"{one.source}:{one.start}:{one.end}"]).values()
        assert one == again and one.quote and one.line


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns())
def test_the_picture_is_whole(name: str, people: list[Someone]) -> None:
    answer = asked(name, people)
    shown = {node.id for node in answer.nodes}
    assert all({edge.source, edge.target} <= shown for edge in answer.edges)
    assert {row.id for row in answer if row.kind not in {"Path", "Total", "Community"}} <= shown


@quick
@given(people=towns(), limit=st.integers(1, 4))
def test_a_limit_keeps_the_first_rows_of_all(people: list[Someone], limit: int) -> None:
    reader, who = town(*people), people[0].id
    assert list(similar(reader, who, limit=limit)) == list(similar(reader, who, limit=None))[:limit]
    assert (
        list(find(reader, "skill:queue", limit=limit))
        == list(find(reader, "skill:queue", limit=None))[:limit]
    )


@pytest.mark.parametrize("name", QUESTIONS)
@quick
@given(people=towns())
def test_questions_need_the_primitives_alone(name: str, people: list[Someone]) -> None:
    narrow = PrimitiveReader(town(*people))
    assert _printed(asked(name, people)) == _printed(asked(name, people, narrow))


def test_the_primitives_are_few_and_nothing_else_is_demanded() -> None:
    own = {name for name in vars(PrimitiveReader) if not name.startswith("_")}
    assert own == Reader.__abstractmethods__ and len(own) <= 9


def test_what_a_reader_derives_is_asked_for() -> None:
    """What no question, no page and no other method asks for would be kept right in vain."""
    folders = [Path(one.__path__[0]) for one in (commonground.queries, commonground.visualizations)]
    text = "".join(path.read_text("utf-8") for one in folders for path in one.rglob("*.py"))
    text += Path(inspect.getfile(Reader)).read_text("utf-8").replace("self.", "reader.")
    text += Path(inspect.getfile(resolve)).read_text("utf-8")  # the names that questions ask by
    text += Path(inspect.getfile(source)).read_text("utf-8")  # the lazy view asks too
    derived = {name for name in vars(Reader) if not name.startswith("_")}
    assert [name for name in sorted(derived) if f"reader.{name}(" not in text] == []


MODULES = [module.name for module in pkgutil.iter_modules(commonground.queries.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    loaded = importlib.import_module(f"commonground.queries.{name}")
    assert doctest.testmod(loaded).failed == 0
    assert "networkx" not in vars(loaded) and "nx" not in vars(loaded)


def test_a_networkx_graph_is_a_graph_to_ask() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("person:1", kind="Person", name="Ida")
    graph.add_node("person:2", kind="Person", name="Jo")
    graph.add_node("employer:ovens", kind="Employer", name="Ovens")
    for number in "12":
        graph.add_edge(
            f"person:{number}", "employer:ovens", key=f"e:{number}", type="WORKED_AT",
            evidence=[f"{number}.md:3:8"],
        )  # fmt: skip
    (row,) = shared(graph, "Ida", "Jo")
    assert (row.name, row.evidence[0]) == ("Ovens", Evidence("1.md", 0, 3, 8, ""))


def test_what_is_no_graph_is_refused() -> None:
    bare: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "b")])
    with pytest.raises(UsageError, match="node 'a' has no kind"):
        shared(bare)
    with pytest.raises(UsageError, match="need a MultiDiGraph"):
        shared(nx.Graph())  # type: ignore[arg-type]  # that is what is tested
    with pytest.raises(TypeError, match="a graph is wanted"):
        reader_of("people.db")  # type: ignore[arg-type]  # that is what is tested
    assert reader_of(example()) is not None


def _printed(answer: Answer[Any]) -> str:
    picture = [[node.id for node in answer.nodes], [edge.id for edge in answer.edges]]
    return json.dumps([answer.to_json(), picture])


def _evidence(value: Any) -> list[Evidence]:
    if isinstance(value, Evidence):
        return [value]
    if hasattr(value, "__dataclass_fields__"):
        return _evidence([getattr(value, name) for name in value.__dataclass_fields__])
    if isinstance(value, dict):
        return _evidence(list(value.values()))
    if isinstance(value, list | tuple):
        return [one for item in value for one in _evidence(item)]
    return []
