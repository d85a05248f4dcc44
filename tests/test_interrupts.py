"""Ctrl-C with real processes and signals: no traceback, nothing left, all told."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commonground.graph.loading.load import LoadInterrupted, load
from commonground.graph.opening import open_graph

from .support.resumes import AS_OF, cv, write_cvs

ROOT = Path(__file__).resolve().parent.parent
FILES = 400
KEPT = re.compile(r"interrupted: (\d+) of (\d+) files are done and kept")

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that takes a second or two to load."""
    names = (f"p{n:03}" for n in range(FILES))
    texts = {name: cv(f"Person {name}", email=f"{name}@x.example") for name in names}
    return write_cvs(tmp_path_factory.mktemp("many") / "cvs", **texts)


def start(*argv: object, **options: Any) -> subprocess.Popen[str]:
    """Start the command as a shell on a terminal does: in a process group of its own."""
    script = shutil.which("commonground", path=os.path.dirname(sys.executable))
    words = [script] if script else [sys.executable, "-m", "commonground"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*words, *map(str, argv)], start_new_session=True, **(pipes | options))


def test_ctrl_c_gives_no_traceback_whenever_it_comes(
    demo_graph: Path, folder: Path, tmp_path: Path
) -> None:
    """At any moment of a question. Python's start, before our first line, is its own business."""
    codes: Counter[int] = Counter()
    commands = (
        ["find", "Go"],
        ["load", folder, "-g", tmp_path / "new.db"],
        ["export", "-o", tmp_path / "net.json"],
    )
    begun = time.monotonic()
    start("-g", demo_graph, "find", "Go").communicate(timeout=60)
    takes = time.monotonic() - begun  # a busy machine's is long
    for number in range(48):
        process = start("-g", demo_graph, *commands[number % 3])
        time.sleep(takes * number / 48)
        _signal(process, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        if process.returncode == 130:
            assert not err or err.startswith("interrupted"), err
        else:
            assert not _ours(err), err
        codes[process.returncode] += 1
    assert codes[130] >= 12 and set(codes) <= {130, 0, 1, -signal.SIGINT}
    assert not list(tmp_path.glob(".net.json.*"))


def _ours(err: str) -> list[str]:
    """Return the lines of a traceback that stand in this project, but for the package's first."""
    frames = re.findall(r'File "([^"]+)"', err)
    own = [Path(frame) for frame in frames if Path(frame).is_relative_to(ROOT)]
    return [str(file) for file in own if ".venv" not in file.parts and file != ROOT / "__init__.py"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_load_says_what_it_kept_and_goes_on_the_next_time(
    folder: Path, tmp_path: Path, jobs: int
) -> None:
    partly = 0
    for number in range(12):
        path = tmp_path / f"{number}.db"
        process = start("-g", path, "load", folder, "--as-of", AS_OF, "--jobs", jobs)
        _wait_for_documents(path, process)
        time.sleep(0.02 * number)
        _signal(process, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert _group_ends(process)
        if process.returncode == 0:
            continue
        assert (process.returncode, out) == (130, "") and len(err.splitlines()) == 1, err
        told = KEPT.match(err)
        assert told is not None and int(told[2]) == FILES, err
        with open_graph(path) as graph:
            assert len(graph.documents()) == int(told[1])
            report = load(folder, into=graph, as_of=AS_OF)
            assert (report.added, report.unchanged) == (FILES - int(told[1]), int(told[1]))
        partly += 1
        if partly == 3:
            break
    assert partly


def test_a_second_ctrl_c_ends_it_at_once(folder: Path, tmp_path: Path) -> None:
    process = start("-g", tmp_path / "p.db", "load", folder, "--jobs", "2")
    _wait_for_documents(tmp_path / "p.db", process)
    _signal(process, signal.SIGINT)
    _signal(process, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {130, 0} and "Traceback" not in err
    assert _group_ends(process)


def test_in_python_the_interrupt_carries_the_report(folder: Path, tmp_path: Path) -> None:
    def stop(done: int, files: int, key: str) -> None:
        if done == 150:
            raise KeyboardInterrupt

    with open_graph(tmp_path / "p.db", create=True) as graph:
        with pytest.raises(KeyboardInterrupt) as caught:
            load(folder, into=graph, as_of=AS_OF, progress=stop)
        assert isinstance(caught.value, LoadInterrupted)
        assert (caught.value.report.added, caught.value.files) == (150, FILES)
        assert len(graph.documents()) == 150
        assert load(folder, into=graph, as_of=AS_OF).unchanged == 150


# What a command does when Ctrl-C comes at this moment or that; the last words tell how it ended.
MOMENTS = """
import os, signal, sys
from commonground.cli.interrupts import Deferred, Raising, leave_at_once
from commonground.cli.status import FilesDone

files_done = FilesDone("reading")

class Noisy:
    def __del__(self):
        interrupt()

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000): pass

leave_at_once()
how = sys.argv[1]
try:
    with Raising() if how in ("raised", "destructor") else Deferred(lambda: print("heard")):
        if how == "early":
            interrupt()
        if how == "destructor":
            Noisy()
        if how != "raised":
            files_done(1, 3, "x")
        interrupt()
        if how == "twice":
            interrupt()
        print("not cut")
        files_done(2, 3, "x")
        print("went on")
except KeyboardInterrupt:
    print("interrupted")
if how == "after":
    interrupt()
"""


@pytest.mark.parametrize(
    ("how", "code", "said", "err"),
    [
        ("raised", 0, "interrupted", ""),
        ("destructor", 130, "", ""),
        ("deferred", 0, "heard\nnot cut\ninterrupted", ""),
        ("early", 130, "", "interrupted before anything was done\n"),
        ("twice", 130, "heard", ""),
        ("after", 130, "heard\nnot cut\ninterrupted", ""),
    ],
)
def test_ctrl_c_at_every_kind_of_moment(
    how: str, code: int, said: str, err: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-u", "-c", MOMENTS, how]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (code, said, err)


def test_who_starts_it_deaf_to_ctrl_c_keeps_it_so(demo_graph: Path) -> None:
    process = start(
        *("-g", demo_graph, "find", "Go", "--format", "json"),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    time.sleep(0.3)
    _signal(process, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "") and out.startswith("{")


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Signal the whole group, as a terminal does."""
    if process.poll() is None:
        os.killpg(process.pid, number)


def _wait_for_documents(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a load has written something."""
    end = time.monotonic() + 60
    log = path.with_name(f"{path.name}-wal")
    while process.poll() is None and time.monotonic() < end:
        if log.exists() and log.stat().st_size > 200_000:
            return
        time.sleep(0.01)


def _group_ends(process: subprocess.Popen[str]) -> bool:
    """Return whether all of the process's group end within seconds; what waits to be buried has."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if not any(_runs(entry, process.pid) for entry in Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(0.05)
    return False


def _runs(entry: Path, group: int) -> bool:
    try:
        state, _, of = (entry / "stat").read_text().rpartition(") ")[2].split()[:3]
    except (OSError, ValueError):
        return False
    return int(of) == group and state != "Z"
