"""Answers make sense to those who ask: recruiters, leads, people who build a community.

The expectations were written from the resumes, before any question was asked. One that does not
hold yet says ``"today": false`` and must fail; when it holds, that field and ``waits_for`` must go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

import commonground as cg
from commonground.graph.store import StoredGraph

from .conftest import AS_OF, ROOT
from .support.sense import CAUSES, CHECKS, USERS, Expectation, check, expectations

EXPECTED = expectations()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], StoredGraph]]:
    """Return a graph of each folder of examples, loaded when it is first asked."""
    with ExitStack() as stack:

        @cache
        def graph_of(name: str) -> StoredGraph:
            place = tmp_path_factory.mktemp("sense") / f"{name}.db"
            cg.load(ROOT / "examples" / name, into=place, as_of=AS_OF)
            return stack.enter_context(cg.open_graph(place))

        yield graph_of


def _parameter(one: Expectation) -> object:
    unmet = pytest.mark.xfail(strict=True, reason=f"waits for {one.waits_for}: {one.why}")
    return pytest.param(one, id=one.id, marks=[] if one.today else [unmet])


@pytest.mark.parametrize("one", [*map(_parameter, EXPECTED)])
def test_an_answer_is_what_a_reader_expects(
    one: Expectation, corpus: Callable[[str], StoredGraph]
) -> None:
    check(corpus(one.corpus), one)


def test_every_expectation_is_told_apart_and_has_its_reason() -> None:
    assert len({one.id for one in EXPECTED}) == len(EXPECTED) >= 400
    assert {one.user for one in EXPECTED} == {*USERS}
    assert {name for one in EXPECTED for name in one.expect} == {*CHECKS}
    assert {one.waits_for for one in EXPECTED if not one.today} <= {*CAUSES}
    assert {one.waits_for for one in EXPECTED if one.today} == {None}
    assert [one.id for one in EXPECTED if len(one.why) < 20 or len(one.expect) != 1] == []


def test_every_question_is_asked_of_every_corpus() -> None:
    asked = {(one.corpus, one.ask["question"]) for one in EXPECTED}
    questions = "colleagues find match path shared similar tenure".split()
    assert asked == {(corpus, name) for corpus in ("resumes", "trades") for name in questions}


def test_every_expectation_names_people_who_are_there() -> None:
    nobody = [one.id for one in EXPECTED if not one.documents]
    assert nobody == [one.id for one in EXPECTED if [*one.ask] == ["question"]]


def test_nearly_all_of_the_second_corpus_is_judged() -> None:
    judged = {name for one in EXPECTED if one.corpus == "trades" for name in one.documents}
    files = {path.name for path in (ROOT / "examples" / "trades").iterdir()}
    assert files - judged == {"yusra-2019.md"}  # her later resume stands for her
