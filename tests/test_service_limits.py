"""What takes too long is stopped, what is too much is told to wait, and what fails tells nobody."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commonground import open_graph
from commonground.queries.questions import QUESTIONS
from commonground.visualizations.service.readers import Readers

from .support.serving import serving

API = "/api/v1"
ASK = f"{API}/find?terms=Go"


@pytest.fixture(scope="module", autouse=True)
def slow() -> Iterator[None]:
    """Have a question that takes as long as it is told."""
    QUESTIONS.register("slow", "commonground.tests.support.slow_question:Slow")
    yield
    del QUESTIONS._homes["slow"]


def test_a_question_past_its_time_is_stopped_and_the_next_is_answered(demo_graph: Path) -> None:
    with serving(demo_graph, threads=1, seconds=1.0) as client:
        assert client.get(f"{API}/slow?tenths=1").status_code == 200
        for _ in range(2):
            found = client.get(f"{API}/slow?tenths=600")
            assert (found.status_code, found.json()["type"]) == (504, "/docs#time")
            assert "more than 1 s" in found.json()["detail"]
            assert client.get(f"{API}/slow?tenths=1").status_code == 200


def test_more_questions_than_may_run_are_told_to_wait(demo_graph: Path) -> None:
    with serving(demo_graph, threads=1, waiting=2) as client, ThreadPoolExecutor(8) as asking:
        found = list(asking.map(lambda n: client.get(f"{API}/slow?tenths={5 + n}"), range(8)))
        refused = [one for one in found if one.status_code == 503]
        assert {one.status_code for one in found} == {200, 503} and len(refused) >= 3
        assert all(one.headers["retry-after"] == "1" for one in refused)
        assert all(one.json()["type"] == "/docs#busy" for one in refused)
        assert client.get(ASK).status_code == 200


def test_what_waits_past_its_time_is_told_so(demo_graph: Path) -> None:
    with serving(demo_graph, threads=1, seconds=1.5) as client, ThreadPoolExecutor(4) as asking:
        # Four different ones, for the same again would be answered at once.
        found = list(asking.map(lambda n: client.get(f"{API}/slow?tenths={10 + n}"), range(4)))
        told = [one.status_code for one in found]
        assert set(told) == {200, 503}


def test_an_error_of_its_own_tells_nobody_s_data(
    demo_graph: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(demo_graph) as client:
        found = client.get(f"{API}/slow?fail=Ada+Thornquist")
        assert (found.status_code, found.json()["type"]) == (500, "/docs#defect")
        assert "Ada" not in found.text
        assert client.get(ASK).status_code == 200
    out, err = capfd.readouterr()
    assert out == "" and "Ada" not in err and "Traceback" not in err
    assert "ValueError at slow_question.py:" in err


def test_a_graph_that_goes_away_is_told_of_and_comes_back(demo_graph: Path, tmp_path: Path) -> None:
    import shutil

    graph = Path(shutil.copy(demo_graph, tmp_path / "people.db"))
    with serving(graph, threads=1) as client:
        first = client.get(ASK)
        assert first.status_code == 200
        for beside in tmp_path.iterdir():
            beside.unlink()
        gone = client.get(ASK)
        assert (gone.status_code, gone.json()["type"]) == (503, "/docs#unreachable")
        shutil.copy(demo_graph, graph)
        again = client.get(ASK)
        assert again.json() == first.json()


def test_threads_end_with_the_service(demo_graph: Path) -> None:
    before = threading.active_count()
    with serving(demo_graph, threads=3) as client:
        assert client.get(ASK).status_code == 200
        assert threading.active_count() > before
    assert threading.active_count() == before


def test_readers_start_where_nothing_can_be_opened(tmp_path: Path) -> None:
    import asyncio

    from commonground.errors import BackendUnreachable

    async def asked() -> None:
        readers = Readers(
            lambda: open_graph(tmp_path / "none.db"), threads=1, waiting=1, seconds=5.0
        )
        await readers.start()
        try:
            with pytest.raises(BackendUnreachable, match="no graph"):
                await readers.ask(lambda graph: graph.is_empty)
        finally:
            readers.stop()

    hook = sys.unraisablehook
    asyncio.run(asked())
    assert sys.unraisablehook is hook or hook is not None
