"""The same question again is answered from what is kept, exactly and of the same moment only."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground import load
from commonground.queries.questions import QUESTIONS
from commonground.visualizations.service.encoding import json_bytes
from commonground.visualizations.service.kept import KeptAnswers
from commonground.visualizations.service.made import Made
from commonground.visualizations.service.paging import Moment

from .support.resumes import AS_OF, cv, write_cvs
from .support.serving import serving

API = "/api/v1"
NOW, THEN = Moment(b"a graph", 2), Moment(b"a graph", 1)


@pytest.fixture
def slow() -> Iterator[str]:
    """Return the address of a question that takes a second."""
    QUESTIONS.register("slow", "commonground.tests.support.slow_question:Slow")
    yield f"{API}/slow?tenths=10"
    del QUESTIONS._homes["slow"]


def test_the_same_again_is_not_worked_out_again(slow: str, demo_graph: Path) -> None:
    with serving(demo_graph) as client:
        first, began = client.get(slow), time.monotonic()
        second = client.get(slow)
        assert time.monotonic() - began < 0.9
        assert (second.content, second.headers["etag"]) == (first.content, first.headers["etag"])
        for other in (f"{slow[:-2]}11", slow.replace("slow?", "slow.csv?")):
            began = time.monotonic()
            assert client.get(other).status_code == 200
            assert time.monotonic() - began >= 1.0


def test_a_graph_that_has_changed_is_asked_anew(demo_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(demo_graph, tmp_path / "people.db"))
    with serving(graph) as client:
        before = [client.get(f"{API}/people").json() for _ in range(2)]
        load(write_cvs(tmp_path / "more", new=cv("Newcomer Vale")), into=graph, as_of=AS_OF)
        after = client.get(f"{API}/people").json()
        assert before[0] == before[1]
        assert len(after["rows"]) == len(before[0]["rows"]) + 1


def test_a_limit_that_is_asked_for_is_another_question(demo_graph: Path) -> None:
    asked = {"a": "EVM", "b": "Cosmos SDK"}
    with serving(demo_graph) as client:
        bodies = [asked, {**asked, "limit": 10}, asked]  # 10 is what it would be anyway
        found = [client.post(f"{API}/bridges", json=body) for body in bodies]
        assert {one.status_code for one in found} == {200}
        assert found[0].headers["etag"] == found[2].headers["etag"] != found[1].headers["etag"]


def test_what_is_kept_is_bounded_and_of_one_moment() -> None:
    kept = KeptAnswers(most=160)
    for number in range(17):
        kept.put(NOW, str(number), Made(b"10 letters"))
        assert kept.get(NOW, "1") or number < 1  # who is asked for stays
    assert kept.get(NOW, "0") is None and kept.get(NOW, "16") is not None
    kept.put(NOW, "1", Made(b"other text"))
    assert kept.get(NOW, "2") is not None  # the same tag takes no room twice
    kept.put(NOW, "large", Made(b"eleven let."))
    assert kept.get(NOW, "large") is None
    assert kept.get(THEN, "1") is None and kept.get(NOW, "1") is None


@pytest.mark.parametrize(
    "value",
    [{"a": [1, 2.5, True, None, -(10**30)]}, {"ü": '\u2028<\x7f\x01/"\\'}, [1e-7, 1e22, 0.1], []],
)
def test_a_body_says_what_was_meant(value: object) -> None:
    assert json.loads(json_bytes(value)) == value


def test_a_body_is_json_whatever_a_text_or_number_holds() -> None:
    assert json_bytes({"half": "\ud83d"}) == b'{"half":"\\ud83d"}'
    assert json_bytes([float("nan"), float("inf")]) == b"[null,null]"
