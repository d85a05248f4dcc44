"""One line on the terminal that says that a command is at work, gone before another is written."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO, cast

from .interrupts import Deferred, before_leaving
from .streams import plain

PATIENCE: Final = 0.5
"""Seconds in which nobody wonders whether anything happens."""

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


def files_done(done: int, total: int, key: str) -> None:
    """Say how many files are done; a deferred Ctrl-C ends ``load`` and ``copy`` here."""
    Deferred.go_on()
    note(f"{done} of {total}")


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
