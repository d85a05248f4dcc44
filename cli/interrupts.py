"""Ctrl-C: a command ends at once and without a word, or where it can say what it kept.

Being told to end (SIGTERM) and a terminal that closes (SIGHUP) are the same to a command that keeps
something or removes its traces; any other they end as the system does.

This is at work before anything else is imported, for an interrupt that is raised inside an import
may come out as another error, or not at all. So it imports next to nothing itself: ``signal`` makes
enumerations, and ``contextlib`` and ``typing`` take their time.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # the part of signal that is written in C
import os
import sys

TYPE_CHECKING = False  # a type checker takes it for that of ``typing``
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import NoReturn

_ENDING = tuple(
    getattr(_signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(_signal, name)
)
_OWN = [False]  # whether the process is the command's own; elsewhere no signal is touched
_HEARD = [_signal.SIGINT]  # the signal that came last

before_leaving: list[Callable[[], object]] = []
"""What is still done when a command ends at once: no more than clearing the terminal."""


def leave_at_once() -> None:
    """Let Ctrl-C end the process from now on; whoever starts it deaf to Ctrl-C keeps it so.

    A question has nothing to tidy up, and a store keeps what is committed whatever happens.
    """
    _OWN[0] = True
    if _signal.getsignal(_signal.SIGINT) != _signal.SIG_IGN:
        _signal.signal(_signal.SIGINT, _leave)


def exit_code() -> int:
    """Return the exit code of a command that a signal ended: 128 and its number, as of shells."""
    return int(128 + _HEARD[0])


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    for act in before_leaving:
        act()
    if os.isatty(2):
        os.write(2, b"\n")  # after the ^C that the terminal shows
    os._exit(128 + number)  # not sys.exit, which is an exception again, and waits for threads


class _Otherwise:
    """While it lasts the first signal does something else, and the next one ends the process.

    Where the process is not the command's own (a test, a notebook) nothing is changed, nor is a
    signal that whoever started it has it ignore (``nohup``).
    """

    def __enter__(self) -> None:
        at_work = {number: _signal.getsignal(number) for number in _ENDING if _OWN[0]}
        self._before = {n: act for n, act in at_work.items() if act in (_leave, _signal.SIG_DFL)}
        for number in self._before:
            _signal.signal(number, self._first)

    def __exit__(self, *_: object) -> None:
        for number, act in self._before.items():
            if _signal.getsignal(number) == self._first:
                _signal.signal(number, act)

    def _first(self, number: int, frame: FrameType | None) -> None:
        for one, act in self._before.items():
            _signal.signal(one, act)
        _HEARD[0] = number
        self._act()

    def _act(self) -> None:
        raise NotImplementedError


class Raising(_Otherwise):
    """It raises KeyboardInterrupt, wherever the program is: for what removes its own traces."""

    happened = False
    """Whether there was one: an error that follows may be nothing but its disguise."""

    def __enter__(self) -> None:
        super().__enter__()
        sys.unraisablehook = _say_no_interrupt

    def _act(self) -> NoReturn:
        Raising.happened = True
        raise KeyboardInterrupt


class Deferred(_Otherwise):
    """It is raised by the next ``go_on``: for what must not be cut in the middle.

    A database's driver that is interrupted while it talks is of no more use, so nothing could be
    said or kept afterwards. Before the first ``go_on`` there is nothing to cut.
    """

    happened = False
    """Whether there was a signal: an error that follows may be what it did to other processes."""

    _current: Deferred | None = None

    def __init__(self, noted: Callable[[], object]) -> None:
        self._noted = noted
        self._began = self._asked = False

    def __enter__(self) -> None:
        super().__enter__()
        Deferred._current = self

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        Deferred._current = None

    @classmethod
    def go_on(cls) -> None:
        """Raise KeyboardInterrupt if there was a Ctrl-C."""
        current = cls._current
        if current is not None:
            current._began = True
            if current._asked:
                raise KeyboardInterrupt

    def _act(self) -> None:
        if not self._began:
            before_leaving.append(lambda: os.write(2, b"interrupted before anything was done\n"))
            _leave(_HEARD[0], None)
        self._asked = Deferred.happened = True
        self._noted()


def _say_no_interrupt(unraisable: sys.UnraisableHookArgs) -> None:
    """Let an interrupt go that came in a destructor, where Python drops it with a traceback."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
