"""A question is one file and one line of the registry: every surface then has it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.cli import main as cli
from commonground.errors import NotFound, UsageError
from commonground.graph.model import Node
from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.ontology import load_ontology
from commonground.queries.example import Job, Someone, example, reader_of_people
from commonground.queries.find.find import Find
from commonground.queries.question import Question, empty
from commonground.queries.questions import QUESTIONS, question_of
from commonground.queries.shared import Shared
from commonground.queries.similar.similar import Similar
from commonground.visualizations.viewable import scene_of

from .support import questions_page, toy_question

DOCUMENTED = Path(__file__).resolve().parent.parent / "docs" / "questions.md"

PLAIN: dict[str, dict[str, Any]] = {
    "find": {"terms": ["Go:12m", "Kafka OR Temporal"], "limit": 3},
    "match": {"advert": "Engineer\n\nYou know Go and Kafka.", "limit": 3},
    "shared": {"people": ["Ana", "Bo"]},
    "similar": {"person": "Ana", "limit": 2},
    "path": {"from": "Ana", "to": "Bo", "k": 2},
    "colleagues": {"person": "Ana"},
    "tenure": {"person": "Ana"},
    "profile": {"person": "Ana"},
    "timeline": {"person": "Ana"},
    "compare": {"a": "Ana", "b": "Bo"},
    "duplicates": {"limit": 1},
    "people": {"sort": "last", "limit": 2},
    "skills": {"like": "re", "sort": "months"},
    "employers": {"sort": "name"},
    "schools": {"limit": 1},
    "team": {"terms": ["Kafka", "Temporal"], "k": 2},
    "gap": {"person": "Cy", "terms": ["Temporal", "Redis:2y"]},
    "bridges": {"a": "Kafka", "b": "Redis", "limit": 3},
    "communities": {"terms": ["Redis OR Go"], "limit": 2},
}


def namesakes() -> NetworkXReader:
    """Return two people with one name; those of the example have three."""
    both = [Someone("Ana Brook", key, [Job("Initech", "2019")]) for key in ("new.md", "old.md")]
    return reader_of_people(both, load_ontology())


GRAPHS = {"duplicates": namesakes}
"""What a question is asked of that has no answer in the example."""


@pytest.fixture
def learners(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Register a toy question and return its name."""
    monkeypatch.setitem(sys.modules, "toy_question", toy_question)
    monkeypatch.setattr(QUESTIONS, "_homes", dict(QUESTIONS._homes))
    QUESTIONS.register("learners", "toy_question:Learners")
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)  # the captured streams are pytest's
    yield "learners"


def test_a_registered_question_is_a_command(
    learners: str, demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--help"]) == 0
    assert f"  {learners}  " in capsys.readouterr().out
    assert cli.main([learners, "Temporal", "-n", "2", "-g", str(demo_graph)]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["NAME", "SINCE", "SOURCES"]
    assert len([row for row in rows if not row.startswith(" ")]) == 2
    assert any(".md:" in row for row in rows)  # its lines stand under it
    assert cli.main([learners, "Temporal", "--format", "json", "-g", str(demo_graph)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["first"]


def test_a_registered_question_is_a_function(learners: str) -> None:
    rows = cg.learners(example(), "Go", limit=1)
    assert [row.first for row in rows] == ["2021-01"]
    assert learners in dir(cg)
    with pytest.raises(UsageError, match="learners has no argument 'colour'"):
        cg.learners(example(), "Go", colour="red")
    with pytest.raises(UsageError, match="in order: skill"):
        cg.learners(example(), "Go", "Rust")


def test_a_registered_question_is_drawn_under_its_title(
    learners: str, demo_graph: Path, tmp_path: Path
) -> None:
    assert scene_of(cg.learners(example(), "Go")).title == "Who learned Go last?"
    page = tmp_path / "net.html"
    asked = ["view", learners, "Temporal", "-o", str(page), "-g", str(demo_graph)]
    assert cli.main(asked) == 0
    assert "<title>Who learned Temporal last?</title>" in page.read_text("utf-8")


def test_a_registered_question_is_made_of_plain_values(learners: str) -> None:
    asked = question_of({"question": learners, "skill": "Go", "limit": 1})
    assert asked == toy_question.Learners("Go", 1)
    assert len(asked.ask(example())) == 1


def test_a_question_that_is_gone_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        cg.learners  # noqa: B018


def test_every_question_is_made_of_plain_values_and_written_so_again() -> None:
    assert PLAIN.keys() == set(QUESTIONS)
    for name, arguments in PLAIN.items():
        question = question_of({"question": name, **arguments})
        assert question == question_of(json.loads(json.dumps(question.to_json())))
        assert question.to_json() == {"question": name, **arguments}
        graph = GRAPHS.get(name, example)()
        answer = question.ask(graph)
        assert answer.rows
        again = question_of(answer.question)  # as it was printed, people being named by id
        assert again.ask(graph).to_json() == answer.to_json()


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"question": "similar"}, "similar needs its person"),
        ({"question": "similar", "person": " "}, "similar: person is a name or an id, not ' '"),
        ({"question": "similar", "person": "Ana", "limit": 0}, "limit is a whole number above"),
        ({"question": "similar", "person": "Ana", "limit": "3"}, "limit is a whole number above"),
        ({"question": "similar", "person": "Ana", "limit": True}, "limit is a whole number above"),
        ({"question": "path", "from": "Ana"}, "path needs its to"),
        ({"question": "path", "from": "Ana", "to": "Bo", "k": 0}, "k is a whole number above"),
        ({"question": "shared", "people": ["Ana"]}, "two people or more"),
        ({"question": "shared", "people": "Ana"}, "people takes a list, not 'Ana'"),
        ({"question": "find"}, "find needs its terms"),
        ({"question": "find", "terms": []}, "say what to look for"),
        ({"question": "find", "terms": ["Go AND"]}, "cannot read 'Go AND'"),
        ({"question": "find", "terms": [["Go"]]}, "terms is a name or an id"),
        ({"question": "finde", "terms": ["Go"]}, "'finde' is no question; there are: find, "),
        ({"terms": ["Go"]}, "None is no question"),
        ({"question": ["find"]}, "\\['find'\\] is no question"),
        ({"question": "find", "terms": ["Go"], "limt": 3}, "find has no argument 'limt'"),
        ({"question": "path", "from": "Ana", "to": "Bo", "k": None}, "k is a whole number above"),
    ],
    ids=str,
)
def test_a_question_is_checked_when_it_is_made(plain: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        question_of(plain)


def test_nodes_are_taken_for_their_ids() -> None:
    ana, bo = Node("person:a", "Person", "Ana"), Node("person:b", "Person", "Bo")
    assert Shared.of(ana, bo) == Shared(("person:a", "person:b"))
    assert Similar.of(ana, limit=2) == Similar("person:a", 2)


def test_a_question_is_frozen_and_plain() -> None:
    question = Find(("Go",), 3)
    with pytest.raises(AttributeError):
        question.limit = 4  # type: ignore[misc]
    assert hash(question) == hash(Find(("Go",), 3))
    for name in QUESTIONS:
        filled = question_of({"question": name, **PLAIN[name]})
        values = [getattr(filled, one.name) for one in filled.arguments]
        assert all(isinstance(value, str | int | tuple | None) for value in values)


@pytest.mark.parametrize("name", PLAIN)
def test_an_empty_graph_says_that_it_is_empty(name: str, tmp_path: Path) -> None:
    question: Question[Any] = question_of({"question": name, **PLAIN[name]})
    with cg.open_graph(tmp_path / "people.db", create=True) as graph:
        try:
            assert question.ask(graph).notes == (empty(),)
        except NotFound as error:
            assert str(error) == empty()


def test_an_empty_graph_says_so_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with cg.open_graph(tmp_path / "people.db", create=True):
        pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "prepare_streams", lambda: None)
        assert cli.main(["find", "Go", "-g", str(tmp_path / "people.db")]) == 0
    said = f"the graph is empty: `commonground -g {tmp_path / 'people.db'} load FOLDER` fills it\n"
    assert capsys.readouterr() == ("", said)
    for words in (["search", "bo"], ["show", "ada"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cli, "prepare_streams", lambda: None)
            assert cli.main([*words, "-g", str(tmp_path / "people.db")]) == 0
        assert capsys.readouterr().err == said


def test_the_documentation_lists_every_question_as_it_is() -> None:
    assert DOCUMENTED.read_text("utf-8") == questions_page.page(), "run `make readme`"


def test_without_a_limit_a_question_stays_without_one() -> None:
    question = Similar("Ana", limit=None)
    assert question_of(question.to_json()) == question
    assert question_of(question.ask(example()).question).ask(example()) == question.ask(example())


def test_an_argument_is_given_once() -> None:
    with pytest.raises(UsageError, match="similar is given its person twice"):
        Similar.of("Ana", person="Bo")
