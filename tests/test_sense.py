"""Answers make sense to those who ask: recruiters, leads, people who build a community.

Each expectation was written from the resumes, before its question was asked. One that does not
hold yet says ``"today": false`` and must fail; when it holds, that field and ``waits_for`` must go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest

import commonground as cg
from commonground.graph.store import StoredGraph

from .conftest import AS_OF, ROOT
from .support.sense import CAUSES, CHECKS, USERS, Expectation, Judged, check, expectations

EXPECTED = expectations()

COBOL = {"question": "find", "terms": ["COBOL"]}  # Otto alone has it
ADA_AND_BO = {"question": "shared", "people": ["ada.md", "bo.txt"]}
TO_BO = {"question": "path", "from_": "ada.md", "to": "bo.txt"}
LIKE_ADA = {"question": "similar", "person": "ada.md"}
FALSE: dict[str, tuple[dict[str, Any], Any]] = {
    "above": (COBOL, ["ada.md", "otto.txt"]),
    "within": (COBOL, ["ada.md", 3]),
    "not_within": (COBOL, ["otto.txt", 1]),
    "present": (COBOL, ["otto.txt", "ada.md"]),
    "absent": (COBOL, ["ada.md", "otto.txt"]),
    "reason": (LIKE_ADA, {"of": "chidi.md", "in": ["COBOL"]}),
    "no_general_reason": (LIKE_ADA, 1),
    "first_of": (ADA_AND_BO, ["COBOL"]),
    "not_first": (ADA_AND_BO, ["COBOL", "Kimchi", "o1js", "Mina"]),
    "not_general_first": (ADA_AND_BO, 1),
    "passes": (TO_BO, ["COBOL"]),
    "some_way_passes": (TO_BO, ["COBOL"]),
    "passes_nothing_general": (TO_BO, 1),
    "uses": ({"question": "tenure", "person": "ada.md"}, {"of": "Temporal", "last": "2025-12"}),
}


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


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_refuses_what_is_false(
    name: str, corpus: Callable[[str], StoredGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "general" in name:  # then everything is
        concepts = {*corpus("resumes").reader.ontology.concepts}
        monkeypatch.setattr(Judged, "general", concepts)
    ask, wanted = FALSE[name]
    false = Expectation(name, "resumes", "lead", ask, {name: wanted}, "it is false")
    with pytest.raises(AssertionError):
        check(corpus("resumes"), false)


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
