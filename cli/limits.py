"""How long a command may ask, and how much memory it may take: past it one sentence, no output.

The clock runs until the first character is printed, for a command composes all that it prints
before. In the main thread of a POSIX system it is a timer whose signal raises at a safe point, also
inside a regular expression, a reading from a server or a statement of SQLite. Elsewhere a thread
raises in the asking one, between two steps of Python.

Memory is the room of addresses (``RLIMIT_AS``) beyond what the process has when it begins. Linux
holds it; macOS and Windows know no such bound.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, NoReturn, Protocol, TextIO, cast

from ..errors import LimitReached
from ..graph.deadline import AGAIN, TimeUp, raise_in
from .status import Watched

SECONDS: Final = 60.0
MEMORY: Final = 4 * 2**30
MOST_SECONDS: Final = 1_000_000

_TIME: Final = (
    "this took more than {:g} s and was stopped: narrow the question, or allow more with"
    " --timeout SECONDS (0: no limit)"
)
_MEMORY: Final = (
    "this needs more memory than it may take and was stopped: narrow the question, or allow more"
    " with --max-memory SIZE (0: no limit)"
)


@contextmanager
def limited(seconds: float, memory: int) -> Iterator[None]:
    """Bound what happens within; 0 is no bound.

    Raises:
        LimitReached: it took more.
    """
    clock = _clock(seconds)
    reached = ""
    with _hushed():
        try:
            with _bounded(memory), _ticking(clock):
                yield
        except MemoryError:
            reached = _MEMORY
        except TimeUp:
            reached = _TIME.format(seconds)
        except Exception:
            if not clock.rang:
                raise
            reached = _TIME.format(seconds)  # the error is what a library made of it
    if reached:  # here, where all that was at work is gone from memory
        raise LimitReached(reached)


@contextmanager
def _hushed() -> Iterator[None]:
    """Let a limit go that is reached in a destructor, where Python drops it with a traceback."""
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, MemoryError | TimeUp):
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextmanager
def _ticking(clock: _Clock) -> Iterator[None]:
    """Let a clock run until something is printed, or it ends."""
    out = sys.stdout
    sys.stdout = cast(TextIO, Watched(out, clock.stop))
    try:
        clock.start()
        yield
    finally:
        clock.stop()
        sys.stdout = out


class _Clock(Protocol):
    rang: bool

    def start(self) -> None:
        """Begin to run."""

    def stop(self) -> None:
        """Raise nothing any more."""


def _clock(seconds: float) -> _Clock:
    if not seconds:
        return _Stopped()
    in_main = threading.current_thread() is threading.main_thread()
    return _Timer(seconds) if in_main and hasattr(signal, "setitimer") else _Watch(seconds)


class _Stopped:
    rang = False

    def start(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


class _Timer:
    """The system's timer; only the main thread can hear it."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._seconds = seconds
        self._running = False
        self._before: Any = None

    def start(self) -> None:
        self._running = True
        self._before = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, AGAIN)

    def stop(self) -> None:
        if self._running:
            self._running = False  # first: what rings from now on raises nothing
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if self._running:
            self.rang = True
            _raise_it()


def _raise_it() -> NoReturn:
    raise TimeUp


class _Watch:
    """A thread that raises in the one that made it."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._seconds = seconds
        self._asking = threading.get_ident()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="time limit", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._lock:  # so that nothing is raised any more when this returns
            if not self._stopped.is_set():
                self._stopped.set()
                raise_in(self._asking, None)

    def _run(self) -> None:
        wait = self._seconds
        while not self._stopped.wait(wait):
            with self._lock:
                if not self._stopped.is_set():
                    self.rang = True
                    raise_in(self._asking, TimeUp)
            wait = AGAIN


@contextmanager
def _bounded(memory: int) -> Iterator[None]:
    """Let the process take no more than this beyond what it has."""
    used = _addresses()
    if not memory or used is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([used + memory, *bounds]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _addresses() -> int | None:
    """Return the bytes of addresses that the process has; None where nobody says it."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
    except OSError:
        return None
    import resource

    return pages * resource.getpagesize()
