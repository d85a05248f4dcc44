"""Every question that is registered has a case here, and one answer on every backend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import commonground as cg
from commonground.queries.questions import QUESTIONS, question_of

from ..support.asking import assert_same, told
from ..support.backends import Backend, Embedded, Graph
from ..support.resumes import AS_OF

RESUMES = Path(__file__).resolve().parents[2] / "examples" / "resumes"

CASES: Final[dict[str, dict[str, Any]]] = {
    "find": {"terms": ["Temporal:12m", "Go OR Rust", "NOT PHP"]},
    "shared": {"people": ["ada.md", "bo.txt"]},
    "similar": {"person": "ada.md"},
    "path": {"from": "ada.md", "to": "Kafka", "k": 2},
    "colleagues": {"person": "bo.txt"},
    "tenure": {"person": "kofi.html"},
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Embedded(tmp_path_factory.mktemp("reference")).empty() as graph:
        cg.load(RESUMES, into=graph, as_of=AS_OF)
        yield graph


@pytest.fixture(scope="module")
def graph(backend: Backend) -> Iterator[Graph]:
    with backend.empty() as graph:
        cg.load(RESUMES, into=graph, as_of=AS_OF)
        yield graph


def test_every_question_has_a_case() -> None:
    assert CASES.keys() == set(QUESTIONS)


@pytest.mark.parametrize("name", CASES)
def test_a_question_has_one_answer(name: str, graph: Graph, reference: Graph) -> None:
    question = question_of({"question": name, **CASES[name]})
    assert '"evidence"' in told(question.ask, reference)  # else nothing was compared
    assert_same(question.ask, graph, reference)
