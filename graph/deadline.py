"""What ends work past its time, from another thread than the one that does it."""

from __future__ import annotations

from typing import Final

AGAIN: Final = 0.5
"""Seconds until it is said once more: where one exception is dropped (a destructor, a callback of
SQLite, a driver that closes its connection) the next one is not."""


class TimeUp(BaseException):
    """The time is up; no ``except Exception`` on the way takes it for an error of its own."""


def raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise before its next step; None takes back what it has not raised yet."""
    import ctypes

    what = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
