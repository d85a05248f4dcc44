"""One line on the terminal that says that a command is at work, gone before another is written."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO, cast

from .interrupts import Deferred, before_leaving
from .streams import plain, say

PATIENCE: Final = 0.5
"""Seconds in which nobody wonders whether anything happens."""

NOW_AND_THEN: Final = 30.0
"""Seconds between lines where there is no terminal to show one."""

_SETTLED: Final = 2.0
"""Seconds until a rate says something: processes that read come up first."""

_LOOKED_BACK: Final = 150
"""Moments, as far apart as the line is drawn, by which a rate is reckoned: half a minute."""

_EVERY: Final = 0.2
_ERASE: Final = b"\r\x1b[K"

_lines: list[_StatusLine] = []  # one at most: the line of the command that runs


@contextmanager
def at_work(title: str, *, shown: bool = True) -> Iterator[None]:
    """Show that a command is at work until it is done or prints something.

    Nothing is shown where stderr is no terminal, or one that shall stay plain.
    """
    if plain(sys.stderr) or not shown:
        yield
        return
    out, err = sys.stdout, sys.stderr
    line = _StatusLine(title, err)
    # whoever prints, by whichever call: the line goes before the first character
    sys.stdout = cast(TextIO, Watched(out, line.end))
    sys.stderr = cast(TextIO, Watched(err, line.end))
    _lines.append(line)
    before_leaving.append(line.erase)
    try:
        yield
    finally:
        line.end()
        before_leaving.remove(line.erase)
        _lines.remove(line)
        sys.stdout, sys.stderr = out, err


def note(text: str) -> None:
    """Say in the line how far the command is."""
    for line in _lines:
        line.note = text


def stopping() -> None:
    """Say that Ctrl-C was heard."""
    note("stopping (Ctrl-C again: now)")


class FilesDone:
    """Says how many files are done, how fast, and how long the rest will take.

    On a terminal in the line of the command; elsewhere, such as in a log, with a line of its own
    now and then. A deferred Ctrl-C ends ``load`` and ``copy`` here.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = self._told = time.monotonic()
        self._times: deque[tuple[float, int]] = deque(maxlen=_LOOKED_BACK)

    def __call__(self, done: int, total: int, key: str) -> None:
        """Take it that so many files of all are done."""
        Deferred.go_on()
        now = time.monotonic()
        if not self._times or now - self._times[-1][0] >= _EVERY:
            self._times.append((now, done))
        elif done < total:
            return
        text = f"{done} of {total}{self._rate(now, done, total)}"
        note(text)
        if not _lines and now - self._told >= NOW_AND_THEN:
            self._told = now
            say(f"{self._title}: {text}, {int(now - self._began)} s")

    def _rate(self, now: float, done: int, total: int) -> str:
        """Return files a second, of the last half minute, and what is left at that rate."""
        then, before = self._times[0]
        if now - self._began < _SETTLED or done == before:
            return ""
        rate = (done - before) / (now - then)
        return f", {_rounded(rate)}/s, {_lasting((total - done) / rate)} left"


def _rounded(rate: float) -> str:
    return f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"


def _lasting(seconds: float) -> str:
    """Return how long something takes, as people say it.

    >>> [_lasting(seconds) for seconds in (7, 185, 7500)]
    ['7 s', '3 min', '2 h 5 min']
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


class _StatusLine:
    """The line, drawn by a thread of its own that ends with it."""

    def __init__(self, title: str, stream: TextIO) -> None:
        self.note = ""
        self._title = title
        self._terminal = stream.fileno()
        self._began = time.monotonic()
        self._drawn = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="status line", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Take the line away for good."""
        if not self._ended.is_set():
            self._ended.set()
            self._thread.join()
            self.erase()

    def erase(self) -> None:
        """Clear the line; also called on Ctrl-C, in the middle of whatever the stream is doing."""
        if self._drawn:
            self._write(_ERASE)

    def _run(self) -> None:
        wait = PATIENCE
        while not self._ended.wait(wait):
            self._drawn = True
            self._write(_ERASE + self._text().encode())
            wait = _EVERY

    def _text(self) -> str:
        seconds = int(time.monotonic() - self._began)
        text = f"{self._title}: {self.note or 'at work'}, {seconds} s"
        with suppress(OSError):  # a line that is broken could not be erased
            text = text[: (os.get_terminal_size(self._terminal).columns or 80) - 1]
        return text

    def _write(self, data: bytes) -> None:
        with suppress(OSError):  # the terminal may have been closed
            os.write(self._terminal, data)


class Watched:
    """A stream that calls a function before anything is written to it."""

    def __init__(self, stream: TextIO, before: Callable[[], None]) -> None:
        self._stream = stream
        self._before = before

    def write(self, text: str) -> int:
        """Write after the call."""
        self._before()
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
