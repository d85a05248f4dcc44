"""The line that says that a command is at work, on a real terminal."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from commonground.cli import status
from commonground.cli.status import NOW_AND_THEN, PATIENCE, FilesDone, at_work, note

from .support.resumes import cv, write_cvs

pty = pytest.importorskip("pty")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

ERASE = "\r\x1b[K"


class Terminal(NamedTuple):
    """A terminal's two ends: what is written to ``theirs`` is read from ``ours``."""

    ours: int
    theirs: int


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    yield Terminal(ours, theirs)
    for end in (ours, theirs):
        try:
            os.close(end)
        except OSError:  # the test has closed it
            pass


@contextmanager
def streams(terminal: Terminal, **environment: str) -> Iterator[None]:
    """Let this process's stdout and stderr be a terminal."""
    with (
        open(terminal.theirs, "w", closefd=False) as err,
        open(terminal.theirs, "w", closefd=False) as out,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("TERM", "xterm")
        patch.delenv("NO_COLOR", raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        yield


def _shown(terminal: Terminal) -> str:
    """Return what the terminal has got since it was last read; it takes a moment to arrive."""
    shown = b""
    while select.select([terminal.ours], [], [], 0.1)[0]:
        shown += os.read(terminal.ours, 65536)
    return shown.decode()


def _until(terminal: Terminal, pattern: str) -> str:
    """Return what the terminal has got once it has come to this, however busy the machine is."""
    end, shown = time.monotonic() + 30, ""
    while not re.search(pattern, shown) and time.monotonic() < end:
        shown += _shown(terminal)
    return shown


def test_what_is_quick_shows_nothing(terminal: Terminal) -> None:
    with streams(terminal), at_work("find"):
        pass
    assert _shown(terminal) == ""


def test_what_takes_long_shows_a_line_that_goes(terminal: Terminal) -> None:
    threads = threading.active_count()
    begun = time.monotonic()
    with streams(terminal), at_work("find"):
        shown = _until(terminal, r"at work, \d+ s")
        assert time.monotonic() - begun >= PATIENCE
        assert re.match(rf"{re.escape(ERASE)}find: at work, \d+ s", shown)
        note("3 of 12")
        assert re.search(r"find: 3 of 12, \d+ s", _until(terminal, r"12, \d+ s"))
        fcntl.ioctl(terminal.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 10, 0, 0))
        narrow = rf"{re.escape(ERASE)}find: 3 o$"
        assert re.search(narrow, _until(terminal, narrow))
    assert _shown(terminal).endswith(ERASE)
    assert threading.active_count() == threads and not status._lines


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_it_goes_before_anything_is_written_and_does_not_come_back(
    terminal: Terminal, stream: str
) -> None:
    with streams(terminal), at_work("find"):
        assert _until(terminal, "at work")
        print("Ada", file=getattr(sys, stream), flush=True)
        time.sleep(PATIENCE)
    assert _shown(terminal).endswith(f"{ERASE}Ada\r\n")


def test_it_goes_when_the_command_fails(terminal: Terminal) -> None:
    with streams(terminal), pytest.raises(ZeroDivisionError), at_work("find"):
        assert _until(terminal, "at work")
        raise ZeroDivisionError
    assert _shown(terminal).endswith(ERASE) and not status._lines


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_plain_terminal_gets_none(terminal: Terminal, name: str, value: str) -> None:
    with streams(terminal, **{name: value}), at_work("find"):
        time.sleep(PATIENCE * 1.5)
    assert _shown(terminal) == ""


# files


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that the line goes by, which a test may put forward."""
    now = [100.0]
    monkeypatch.setattr(status, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def _loads(clock: list[float], files: range, total: int, rate: float) -> Iterator[FilesDone]:
    done = FilesDone("load")
    done(0, total, "")
    for number in files:
        clock[0] += 1 / rate
        done(number, total, "cv.md")
        yield done


def test_where_there_is_no_terminal_a_line_comes_now_and_then(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in _loads(clock, range(1, 5001), 100_000, rate=50):
        pass
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == int(5000 / 50 / NOW_AND_THEN) == 3
    assert re.fullmatch(r"load: 15\d\d of 100000, 50/s, 33 min left, 30 s", lines[0])
    assert lines[1].endswith("of 100000, 50/s, 32 min left, 60 s")


def test_the_line_tells_the_rate_of_late(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes: list[str] = []
    monkeypatch.setattr(status, "note", notes.append)
    for _ in _loads(clock, range(1, 61), 4000, rate=40):
        pass
    assert notes[1] == "8 of 4000" and " left" not in notes[1]  # too early to tell
    for _ in _loads(clock, range(1, 1201), 4000, rate=20):
        pass
    assert notes[-1].startswith("1") and notes[-1].endswith(" of 4000, 20/s, 2 min left")
    for _ in _loads(clock, range(1, 31), 30, rate=0.5):
        pass
    assert notes[-1] == "30 of 30, 0.5/s, 0 s left"


# the command itself


@contextmanager
def held(graph: Path) -> Iterator[None]:
    """Let whatever writes to a graph wait."""
    with sqlite3.connect(graph, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def start(terminal: Terminal, *argv: object, out: int | None = None) -> subprocess.Popen[bytes]:
    """Start the command with stderr, and unless it is said otherwise stdout, on the terminal."""
    process = subprocess.Popen(
        [sys.executable, "-m", "commonground", *map(str, argv)],
        stdout=terminal.theirs if out is None else out,
        stderr=terminal.theirs,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(terminal.theirs)
    return process


def until(terminal: Terminal, text: str) -> str:
    """Read the terminal until it shows a text."""
    shown = ""
    end = time.monotonic() + 60
    while text not in shown and time.monotonic() < end:
        shown += _read(terminal)
    assert text in shown
    return shown


def rest(terminal: Terminal) -> str:
    """Read the terminal to the end."""
    return "".join(iter(lambda: _read(terminal), ""))


def _read(terminal: Terminal) -> str:
    try:
        return os.read(terminal.ours, 65536).decode()
    except OSError:  # Linux reports the closed end of a terminal so
        return ""


@pytest.fixture
def graph(demo_graph: Path, tmp_path: Path) -> Path:
    """Return a graph of the examples that a test may change."""
    return Path(shutil.copy(demo_graph, tmp_path / "people.db"))


WORDS = ("identity", "same", "ada.md", "bo.txt", "--why", "a test")


def test_a_command_that_waits_says_so_and_then_only_its_result(
    graph: Path, terminal: Terminal
) -> None:
    with held(graph):
        process = start(terminal, "-g", graph, *WORDS)
        assert until(terminal, "identity same: at work, 1 s").startswith(ERASE)
    after = rest(terminal).rpartition(ERASE)[2]
    assert process.wait() == 0
    assert after.startswith("decision 1: one person;") and after.count("\n") == 1


def test_nothing_of_it_is_on_stdout(graph: Path, terminal: Terminal, tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as out, held(graph):
        process = start(terminal, "-g", graph, *WORDS, out=out.fileno())
        until(terminal, "at work")
    assert rest(terminal).endswith(ERASE)
    assert process.wait() == 0
    assert (tmp_path / "out").read_text().startswith("decision 1: one person;")


def test_ctrl_c_takes_it_away(graph: Path, terminal: Terminal) -> None:
    endless = "SELECT (count(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = start(terminal, "-g", graph, "sparql", endless)
    until(terminal, "sparql: at work, 1 s")
    process.send_signal(signal.SIGINT)
    assert rest(terminal).endswith(f"{ERASE}\r\n")
    assert process.wait() == 130


def test_load_says_how_many_files_are_done(terminal: Terminal, tmp_path: Path) -> None:
    texts = {f"p{n}": cv(f"Person {n}", email=f"p{n}@x.example") for n in range(400)}
    folder = write_cvs(tmp_path / "cvs", **texts)
    process = start(terminal, "-g", tmp_path / "p.db", "load", folder)
    shown = until(terminal, " of 400, ")
    assert "load: " in shown and "files" not in shown
    assert rest(terminal).endswith("400 files: 400 added\r\n")
    assert process.wait() == 0
