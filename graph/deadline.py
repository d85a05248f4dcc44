"""What ends work past its time, from another thread than the one that does it."""

from __future__ import annotations

from threading import get_ident
from typing import Final

AGAIN: Final = 0.5
"""Seconds until it is said once more: where one exception is dropped (a destructor, a callback of
SQLite, a driver that closes its connection) the next one is not."""


class _Noted(BaseException):
    """Raised and caught at once; see ``_unmark``."""


class TimeUp(BaseException):
    """The time is up; no ``except Exception`` on the way takes it for an error of its own."""


def raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise before its next step; None takes back what it has not raised yet."""
    _set(thread, error)
    if error is None:
        _unmark()


def _unmark() -> None:
    """Take away the mark that something waits to be raised, which taking it back leaves.

    Python 3.11 clears it only where something is raised: until then every call is slower, and one
    that a debugger or coverage traces never ends.
    """
    try:
        _set(get_ident(), _Noted)
        for _ in range(2):  # it is raised at the next jump backward at the latest
            pass
    except _Noted:
        pass


def _set(thread: int, error: type[BaseException] | None) -> None:
    import ctypes

    what = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
