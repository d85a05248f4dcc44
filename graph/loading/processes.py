"""Processes that read for another: how they are given what they need, and how they end."""

from __future__ import annotations

import os
import pickle
import signal
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext
    from multiprocessing.synchronize import Event, Lock


def leave_if_only_starting() -> None:
    """End this process if it is one that reads, and runs the user's script while it starts.

    A process is started with the script of the one that wants it, which it runs as a module. Where
    that loads at once the process would start others in its turn; whoever started it says so.
    """
    from multiprocessing import current_process

    if getattr(current_process(), "_inheriting", False):  # by which multiprocessing itself goes
        raise SystemExit(1)


class Handover:
    """Gives values to processes after they have started.

    What is given to a process at its start is written into a pipe that this process holds at both
    ends: of more than fits the pipe the writing would never end where the other process dies first.
    Nothing is held here but the end that writes.
    """

    def __init__(self, context: SpawnContext, values: Any, processes: int) -> None:
        self._reading, self._writing = context.Pipe(duplex=False)
        self._taken = context.Event()
        self.taker = Taker(self._reading, context.Lock(), self._taken)
        """What a process takes the values from."""
        self._data = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
        self._thread = Thread(target=self._give, args=(processes,), daemon=True)
        self._thread.start()

    @property
    def was_taken(self) -> bool:
        """Whether a process came so far as to ask for the values."""
        return self._taken.is_set()

    def close(self) -> None:
        """Give no more; the processes have ended."""
        self._reading.close()  # the last one that could read: who still writes is told so
        self._thread.join()
        self._writing.close()

    def _give(self, processes: int) -> None:
        with suppress(OSError):
            for _ in range(processes):
                self._writing.send_bytes(self._data)


@dataclass
class Taker:
    """The other end of a ``Handover``, in a process that reads."""

    pipe: Connection
    lock: Lock
    taken: Event

    def take(self) -> Any:
        """Return the values."""
        self.taken.set()
        with self.lock:  # one whole message each
            data = self.pipe.recv_bytes()
        return pickle.loads(data)


def end_with_parent() -> None:
    """End this process when the one that started it is gone, were it killed.

    Its signals are the other's business: Ctrl-C and a terminal that closes reach both.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _ask_for_a_signal()
    Thread(target=_wait_for_the_end, daemon=True).start()


def _ask_for_a_signal() -> None:
    """Let the system end this process, where it can, when its parent's end of a pipe closes.

    A thread comes late: it gets no turn while one regular expression is at work. SIGIO ends a
    process on Linux; elsewhere it may do nothing, and the thread is all there is.
    """
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is None or not hasattr(os, "O_ASYNC"):
        return
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
    fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)


def _wait_for_the_end() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
