"""What ``help()`` says of a question is enough to ask it."""

from __future__ import annotations

import doctest
import inspect
import pydoc
import re
from typing import Any

import pytest

import commonground as cg
from commonground.errors import CommongroundError
from commonground.graph.lists import Lists
from commonground.queries.answer import Row
from commonground.queries.question import Question
from commonground.queries.questions import QUESTIONS

LISTS = [name for name in vars(Lists) if not name.startswith("_")]


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_a_question_is_a_function_and_a_frozen_value(name: str) -> None:
    function, question = getattr(cg, name), QUESTIONS[name]
    assert getattr(cg, question.__name__) is question
    assert issubclass(question, Question) and "__dataclass_fields__" in vars(question)
    assert vars(question)["__dataclass_params__"].frozen
    assert issubclass(question.row_class(), Row) and question.row_class() is not Row
    assert (
        inspect.signature(function).return_annotation == f"Answer[{question.row_class().__name__}]"
    )
    assert {name, question.__name__} <= {*cg.__all__} & {*dir(cg)}


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_help_names_every_argument_with_its_default(name: str) -> None:
    function, question = getattr(cg, name), QUESTIONS[name]
    parameters = inspect.signature(function).parameters
    assert list(parameters)[0] == "graph"
    said = inspect.getdoc(function) or ""
    for one in list(parameters.values())[1:]:
        assert one.kind is not inspect.Parameter.VAR_KEYWORD
        assert one.annotation is not inspect.Parameter.empty
        # a list of terms is told by what a term is
        assert f"``{one.name}``" in said or (one.name, one.kind) == ("terms", one.VAR_POSITIONAL)
    defaults = {one.name: one.default for one in parameters.values()}
    for argument in question.arguments:
        if argument.flags and argument.name in defaults:
            made = {field.name: field.default for field in question.__dataclass_fields__.values()}  # type: ignore[attr-defined]
            assert defaults[argument.name] == made[argument.name]
        assert all(f'``"{choice}"``' in said for choice in argument.choices)
        others = {"name", "people", "months", "last"} - {*argument.choices}
        assert not argument.choices or not any(f'``"{one}"``' in said for one in others)
    assert {one.name for one in question.arguments if one.flags} <= defaults.keys()


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_help_stands_alone(name: str) -> None:
    function, row = getattr(cg, name), QUESTIONS[name].row_class()
    said = inspect.getdoc(function) or ""
    first, blank, *_ = said.splitlines()
    assert first.startswith("Return ") and first.endswith(".") and blank == ""
    assert "see ``" not in said and "Each row is " in said
    own = [
        one.rstrip("_") for one in row.__dataclass_fields__ if one not in Row.__dataclass_fields__
    ]
    named = set(re.findall(r"``(\w+?)_?``", said))
    # of a row with many fields those that have no plain word of their own are left to its class
    assert len(named & {*own}) >= min(2, len(own))
    raised = re.search(r"^Raises:\n((?: {4}.*\n?)+)", said, re.M)
    assert raised is not None
    for error in re.findall(
        r"(\w+)[,:]", " ".join(re.findall(r"^ {4}(\w[\w, ]*:)", raised[1], re.M))
    ):
        assert issubclass(getattr(cg, error), CommongroundError)
    assert said in pydoc.plain(pydoc.render_doc(function)).replace("\n    ", "\n")


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_help_has_an_example_that_holds(name: str) -> None:
    function = getattr(cg, name)
    (found,) = doctest.DocTestFinder(recurse=False).find(function, name, globs={})
    assert any(f"cg.{name}(" in example.source for example in found.examples)
    assert found.examples[-1].want
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_a_graph_is_the_question_of_its_name(name: str) -> None:
    method, function = getattr(Lists, name), getattr(cg, name)
    options = {
        one.name: one.default
        for one in inspect.signature(function).parameters.values()
        if one.name != "graph"
    }
    own = {
        one.name: one.default
        for one in inspect.signature(method).parameters.values()
        if one.name != "self"
    }
    assert own == options
    said = inspect.getdoc(method) or ""
    assert all(f"``{one}``" in said for one in options) and "Raises:" in said
    for argument in QUESTIONS[name].arguments:
        assert all(choice in said for choice in argument.choices)


def test_what_takes_a_graph_or_gives_one_says_what_it_raises_or_gives() -> None:
    for one in ("open_graph", "load", "copy", "check", "search", "picture", "view"):
        value: Any = getattr(cg, one)
        said = inspect.getdoc(value) or ""
        assert len(said.split()) > 25, one
        assert all(p.annotation for p in inspect.signature(value).parameters.values())
