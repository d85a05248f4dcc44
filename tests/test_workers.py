"""Processes that read end with the one that started them, whatever ends it; with real signals."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph

from .support.resumes import AS_OF, cv, write_cvs

FILES = 250
KEPT = re.compile(r"interrupted: (\d+) of (\d+) files are done and kept")
UNGUARDED = """
import sys
import commonground as cg
print("runs")
cg.load(sys.argv[1], into=sys.argv[2], jobs=2)
"""
# A process that reads, in the middle of an expression that gives no other thread a turn.
BUSY = """
import multiprocessing, re
from commonground.graph.loading.processes import end_with_parent

def busy():
    end_with_parent()
    print("busy", flush=True)
    re.match("(a+)+$", "a" * 60 + "b")

if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=busy)
    process.start()
    process.join()
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


def start(*words: object) -> subprocess.Popen[str]:
    """Start Python in a group of its own, which its children are in too."""
    pipe = subprocess.PIPE
    command = [sys.executable, *map(str, words)]
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


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
def test_a_process_that_lets_nobody_else_work_ends_too(tmp_path: Path) -> None:
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    process = start(script)
    assert process.stdout is not None and process.stdout.readline() == "busy\n"
    process.kill()
    process.communicate(timeout=60)
    assert _ends(process.pid)


def test_a_script_without_a_guard_is_told(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    process = start(script, folder, tmp_path / "p.db")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and _ends(process.pid)
    assert err.splitlines()[-1].startswith("commonground.errors.UsageError: no reading process")
    assert 'if __name__ == "__main__":' in err and err.count("Traceback") == 1
    assert not (tmp_path / "p.db").exists() and out.startswith("runs\n")
