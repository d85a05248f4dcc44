"""Limits of time and memory: one sentence, nothing printed, and all is as it was afterwards."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from commonground import UsageError, find, open_graph, path
from commonground.cli.limits import limited
from commonground.cli.main import COMMANDS, main
from commonground.errors import LimitReached

PRODUCT = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
ASKS = (
    "info search show view sparql find shared similar path colleagues tenure match cypher "
    "profile timeline compare duplicates people skills employers schools "
    "team gap bridges communities"
)
BACKTRACKING = re.compile("(a+)+$")


def nested(text: str, times: int, brackets: str = "()") -> str:
    """Return a query with a condition inside so many brackets."""
    inside = f"{brackets[0] * times}{text}{brackets[1] * times}"
    return f"SELECT ?x WHERE {{ ?x ?y ?z FILTER({inside} = 1) }}"


@pytest.mark.parametrize(
    ("query", "options", "said"),
    [
        (PRODUCT, ["--timeout", "1"], "took more than 1 s"),
        (PRODUCT, ["--max-memory", "120MB"], "more memory"),
        (nested("1", 400), [], "nested too deeply"),
        # It ends by the time, or where that is up deep within brackets by their number.
        (nested("1", 24), ["--timeout", "1"], ("took more than 1 s", "nested too deeply")),
    ],
)
def test_a_query_without_end_ends_with_a_sentence(
    demo_graph: Path, query: str, options: list[str], said: str | tuple[str, ...]
) -> None:
    if "--max-memory" in options and sys.platform != "linux":
        pytest.skip("only Linux bounds the room of a process")
    words = [sys.executable, "-m", "commonground", "-g", str(demo_graph), "sparql", query]
    done = subprocess.run([*words, *options], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert any(one in line for one in ((said,) if isinstance(said, str) else said))


def test_every_command_that_asks_has_its_limits() -> None:
    assert {name for name in COMMANDS if COMMANDS[name].asks} == set(ASKS.split())


@pytest.mark.parametrize("command", ["find Go", "show Go", "search Go", "info", "view -o net.html"])
def test_a_command_past_its_time_prints_and_writes_nothing(
    demo_graph: Path,
    command: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["-g", str(demo_graph), *command.split(), "--timeout", "0.000001"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "--timeout SECONDS" in err
    assert not list(tmp_path.iterdir())
    assert main(["-g", str(demo_graph), *command.split(), "--timeout", "0"]) == 0


class Dropping:
    """Takes a while to go, where an exception is dropped."""

    def __del__(self) -> None:
        spin()


def spin() -> None:
    """Work on for longer than any test may last."""
    for _ in range(10**10):
        pass


def in_an_expression() -> None:
    BACKTRACKING.match("a" * 60 + "b")


def in_a_statement() -> None:
    db = open_graph("p.db", create=True).connection  # type: ignore[attr-defined]
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
    try:
        db.execute(sql)
    except sqlite3.OperationalError as fault:
        raise RuntimeError("as a library puts it") from fault


def where_all_is_caught() -> None:
    try:
        spin()
    except Exception:
        spin()


def in_a_destructor() -> None:
    Dropping()
    spin()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs the system's timer")
@pytest.mark.parametrize(
    "work", [spin, in_an_expression, in_a_statement, where_all_is_caught, in_a_destructor]
)
def test_the_time_is_up_wherever_the_program_is(
    work: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGALRM), sys.unraisablehook, sys.stdout
    with pytest.raises(LimitReached, match=r"more than 0\.1 s"), limited(0.1, 0):
        work()
    assert (signal.getsignal(signal.SIGALRM), sys.unraisablehook, sys.stdout) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert capsys.readouterr().err == ""


def test_a_thread_is_told_too() -> None:
    """It is the only way in a thread, and in every thread of Windows."""
    ended: list[object] = []

    def ask() -> None:
        try:
            with limited(0.1, 0):
                spin()
        except LimitReached as reached:
            ended.append(reached)
        with limited(60, 0):  # one that is done in time leaves nothing behind
            ended.append(sum(range(1000)))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(timeout=60)
    assert isinstance(ended[0], LimitReached) and ended[1] == 499500


def test_who_prints_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader may take its time, with ``less`` say: the clock stops at the first character."""
    with limited(0.2, 0):
        print("first")
        for _ in range(20_000_000):
            pass
        print("last")
    assert capsys.readouterr().out == "first\nlast\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the room of a process")
def test_memory_is_bounded_and_then_free_again() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(LimitReached, match="--max-memory"), limited(0, 50 * 2**20):
        bytearray(200 * 2**20)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytearray(200 * 2**20)) == 200 * 2**20


@pytest.mark.parametrize("k", [0, 101, 10**9, 10**40, True, "3"])
def test_counts_have_maxima_in_python_too(demo_graph: Path, k: int) -> None:
    with open_graph(demo_graph) as graph:
        with pytest.raises(UsageError, match="at most 100, not"):
            path(graph, "Go", "Kafka", k=k)
        with pytest.raises(UsageError, match="at most 1,000,000, not"):
            find(graph, "Go", limit=k if k != 101 else 1_000_001)


def test_counts_have_maxima_on_the_command_line(
    demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-g", str(demo_graph), "path", "Go", "Kafka", "-k", "1000000000"]) == 2
    assert main(["-g", str(demo_graph), "find", "Go", "-n", "9" * 5000]) == 2
    k, n = capsys.readouterr().err.splitlines()
    assert "at most 100" in k and "at most 1,000,000" in n and len(n) < 250
