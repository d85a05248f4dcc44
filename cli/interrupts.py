"""Ctrl-C: a command ends at once and without a word, or where it can say what it kept.

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

INTERRUPTED = 130  # 128 and the signal's number, as shells count

before_leaving: list[Callable[[], object]] = []
"""What is still done when a command ends at once: no more than clearing the terminal."""


def leave_at_once() -> None:
    """Let Ctrl-C end the process from now on; whoever starts it deaf to Ctrl-C keeps it so.

    A question has nothing to tidy up, and a store keeps what is committed whatever happens.
    """
    if _signal.getsignal(_signal.SIGINT) != _signal.SIG_IGN:
        _signal.signal(_signal.SIGINT, _leave)


class Raising:
    """While it lasts the first Ctrl-C raises KeyboardInterrupt, the next one ends the process.

    Where the process is not the command's own (a test, a notebook) nothing is changed.
    """

    happened = False
    """Whether there was one: an error that follows may be nothing but its disguise."""

    @classmethod
    def go_on(cls) -> None:
        """Raise what was raised already, for whatever ran then may have caught it."""
        if cls.happened:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        if _signal.getsignal(_signal.SIGINT) is _leave:
            _signal.signal(_signal.SIGINT, _raise)
            sys.unraisablehook = _drop_quietly

    def __exit__(self, *_: object) -> None:
        if _signal.getsignal(_signal.SIGINT) is _raise:
            _signal.signal(_signal.SIGINT, _leave)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    for act in before_leaving:
        act()
    if os.isatty(2):
        os.write(2, b"\n")  # after the ^C that the terminal shows
    os._exit(INTERRUPTED)  # not sys.exit, which is an exception again, and waits for threads


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    Raising.happened = True
    _signal.signal(_signal.SIGINT, _leave)
    raise KeyboardInterrupt


def _drop_quietly(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of an interrupt in a destructor, where Python drops it: ``go_on`` raises it."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
