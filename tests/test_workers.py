"""Processes that read end with the one that started them, whatever ends it; with real signals."""

from __future__ import annotations

import functools
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.errors import CommongroundError
from commonground.graph.loading import reading
from commonground.graph.loading.load import load
from commonground.graph.loading.processes import Process
from commonground.graph.loading.team import team
from commonground.graph.opening import open_graph

from .support.resumes import AS_OF, cv, write_cvs

FILES = 250
KEPT = re.compile(r"interrupted: (\d+) of (\d+) files are done and kept")
LOADS = """
import sys
print("runs")
import commonground as cg
print(cg.load(sys.argv[1], into=sys.argv[2], jobs=JOBS).added)
"""
# A process that reads, in the middle of an expression that gives no other thread a turn.
BUSY = """
import functools, pickle, re
from commonground.graph.loading.processes import Process

process = Process()
process.begin(pickle.dumps((functools.partial, (re.match, "(a+)+$"))))
print("busy", flush=True)
process.ask("a" * 60 + "b")
"""

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks into /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that takes a few seconds to load."""
    more = "".join(
        f"\n### Engineer, Firm {n}\n20{n:02} - 20{n + 1}\n\n- Go.\n" for n in range(10, 20)
    )
    names = (f"p{n:03}" for n in range(FILES))
    texts = {name: cv(f"Person {name}", email=f"{name}@x.example") + more for name in names}
    return write_cvs(tmp_path_factory.mktemp("many") / "cvs", **texts)


def start(*words: object, stdin: int | None = None) -> subprocess.Popen[str]:
    """Start Python in a group of its own, which its children are in too."""
    pipe = subprocess.PIPE
    command = [sys.executable, *map(str, words)]
    return subprocess.Popen(
        command, stdin=stdin, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


def left(group: int) -> list[int]:
    """Return the processes of a group that still run."""
    return [number for number, of in _running() if of == group]


def _running() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, group = (entry / "stat").read_text().rpartition(") ")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if state != "Z":  # what waits to be buried has ended
            yield int(entry.name), int(group)


def _ends(group: int) -> bool:
    end = time.monotonic() + 20
    while left(group) and time.monotonic() < end:
        time.sleep(0.05)
    return not left(group)


@pytest.mark.parametrize("moment", [0.2, 1, 2])
def test_nothing_is_left_whatever_ends_a_load(folder: Path, tmp_path: Path, moment: float) -> None:
    numbers = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
    loads = {
        number: start(
            "-m", "commonground", "-g", tmp_path / f"{number}.db", "load", folder, "--jobs=2"
        )
        for number in numbers
    }
    time.sleep(moment)
    for number, process in loads.items():
        process.send_signal(number)  # to it alone: whom it started notices by itself
    for number, process in loads.items():
        _, err = process.communicate(timeout=60)  # who held the pipe would keep this waiting
        assert process.returncode in {-number, 128 + number, 0}, err
        assert "Traceback" not in err or "site-packages" not in err
        assert _ends(process.pid)
        _is_whole(tmp_path / f"{number}.db", err)


def _is_whole(path: Path, err: str) -> None:
    """Check that a graph that was begun opens, and holds what was told to be kept."""
    told = KEPT.search(err)
    if not path.exists():
        assert told is None or told[1] == "0"
        return
    with open_graph(path, create=True) as graph:
        assert graph.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count = len(graph.documents())
        assert graph.info().people == count
        assert told is None or int(told[1]) == count


@pytest.mark.parametrize("jobs", [1, 2])
def test_being_told_to_end_keeps_what_was_read(folder: Path, tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "p.db"
    process = start("-m", "commonground", "-g", path, "load", folder, "--jobs", jobs)
    while process.poll() is None and not path.exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the machine was done before it was told to end")
    told = KEPT.match(err)
    assert (process.returncode, out) == (143, "") and told is not None, err
    with open_graph(path) as graph:
        assert len(graph.documents()) == int(told[1]) > 0
        assert load(folder, into=graph, as_of=AS_OF).added == FILES - int(told[1])


def test_a_terminal_that_closes_ends_all_of_a_load(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    for number in (signal.SIGHUP, signal.SIGTERM):
        process = start("-m", "commonground", "-g", path, "load", folder, "--jobs", 2)
        time.sleep(1.5)
        if process.poll() is None:
            os.killpg(process.pid, number)
        _, err = process.communicate(timeout=60)
        assert process.returncode in {128 + number, -number, 0}, err
        assert "Traceback" not in err and _ends(process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends when the expression does")
def test_a_process_that_lets_nobody_else_work_ends_too() -> None:
    process = start("-c", BUSY)
    assert process.stdout is not None and process.stdout.readline() == "busy\n"
    process.kill()
    process.communicate(timeout=60)
    assert _ends(process.pid)


@pytest.mark.parametrize(
    ("way", "jobs"),
    [("script", 2), ("script", None), ("stdin", 2), ("-c", None), ("interactive", None)],
)
def test_a_load_works_wherever_it_is_called(
    folder: Path, tmp_path: Path, way: str, jobs: int | None
) -> None:
    """Without a main guard, which processes that run the script again would need."""
    code = LOADS.replace("JOBS", str(jobs))
    script = tmp_path / "script.py"
    script.write_text(code)
    first: dict[str, list[object]] = {
        "script": [script],
        "stdin": ["-"],
        "-c": ["-c", code],
        "interactive": ["-i", "-"],
    }
    process = start(*first[way], folder, tmp_path / "p.db", stdin=subprocess.PIPE)
    out, err = process.communicate(code if way in {"stdin", "interactive"} else "", timeout=60)
    assert (process.returncode, out) == (0, f"runs\n{FILES}\n"), err
    assert _ends(process.pid) and "Traceback" not in err
    with open_graph(tmp_path / "p.db") as graph:
        assert len(graph.documents()) == FILES


@pytest.mark.parametrize("executable", ["", "/nowhere/python", "/bin/false"])
def test_where_no_process_comes_up_one_reads_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    folder = write_cvs(tmp_path / "cvs", ada=cv("Ada Rask"), bo=cv("Bo Rask"))
    monkeypatch.setattr(sys, "executable", executable)
    report = load(folder, into=tmp_path / "p.db", as_of=AS_OF, jobs=2)
    assert report.added == 2
    assert report.notes == [
        ("--jobs", "no other process came up to read, so this one has read everything")
    ]


def test_as_many_processes_read_as_there_are_cores_and_files_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "usable_cores", lambda: 4)
    assert [reading.processes_for(count * reading.FEW) for count in (0, 1, 2, 3, 9)] == [
        1,
        1,
        2,
        3,
        4,
    ]
    assert reading.processes_for(5) == 1


def test_what_a_library_prints_is_no_answer() -> None:
    process = Process()
    try:
        process.begin(pickle.dumps((functools.partial, (print, "noise"))))
        assert [process.ask(number) for number in range(3)] == [None] * 3
    finally:
        process.close()
        process.let_go()


def test_a_process_that_dies_is_told_of() -> None:
    with team(2, functools.partial, os._exit) as processes:
        assert processes.size == 2
        with pytest.raises(CommongroundError, match="a reading process died"):
            list(processes.answers([1, 2, 3]))
