"""Threads that ask one graph, each by a connection of its own; what takes too long is ended.

A graph that is open belongs to one thread: SQLite's connections do, and what is kept of a
generation is not guarded. Each thread opens the graph itself, and again where its file was replaced
by another or a question was ended in the middle.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ...errors import BackendUnreachable, CommongroundError, LimitReached
from ...graph.deadline import AGAIN, TimeUp, raise_in

if TYPE_CHECKING:
    from ...graph.store import StoredGraph

T = TypeVar("T")

_TIME: Final = "this took more than {:g} s and was stopped: narrow the question"


class Busy(CommongroundError):
    """As many questions run and wait as may."""


class Readers:
    """Answers questions of one graph in threads; used from one event loop."""

    def __init__(
        self, opening: Callable[[], StoredGraph], *, threads: int, waiting: int, seconds: float
    ) -> None:
        self._opening = opening
        self._most = threads + waiting
        self._seconds = seconds
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._unfinished = 0
        self._ready: list[Future[None]] = [Future() for _ in range(threads)]
        self._threads = [
            threading.Thread(target=self._run, args=(ready,), daemon=True) for ready in self._ready
        ]

    async def start(self) -> None:
        """Begin to answer, once every thread has opened the graph."""
        _hush()
        for thread in self._threads:
            thread.start()
        await asyncio.gather(*map(asyncio.wrap_future, self._ready))

    def stop(self) -> None:
        """Let each thread end what it is at, and close its graph."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(self._seconds + 1)

    @property
    def threads(self) -> int:
        """How many questions are answered at once."""
        return len(self._threads)

    async def ask(self, work: Callable[[StoredGraph], T], *, seconds: float | None = None) -> T:
        """Return what a function of the graph returns.

        Raises:
            Busy: too many questions run and wait already.
            LimitReached: it took longer than a question may.
        """
        if self._unfinished >= self._most:
            raise Busy("too many questions at once: ask again in a moment")
        loop = asyncio.get_running_loop()
        job = _Job(work, self._seconds if seconds is None else seconds)
        job.begun.add_done_callback(lambda _: _told(loop, partial(self._watch, loop, job)))
        job.done.add_done_callback(lambda _: _told(loop, self._finished))
        patience = loop.call_later(job.seconds, job.drop)
        self._unfinished += 1
        self._jobs.put(job)
        try:
            result: T = await asyncio.shield(asyncio.wrap_future(job.answer))
            return result
        finally:
            patience.cancel()
            job.answer.cancel()  # where nobody waits any more: one that has not begun need not

    def _watch(self, loop: asyncio.AbstractEventLoop, job: _Job) -> None:
        """Begin to count the time of a job that has begun."""
        if not job.done.done():
            loop.call_later(job.seconds, self._ring, loop, job)

    def _ring(self, loop: asyncio.AbstractEventLoop, job: _Job) -> None:
        """End a job whose time is up; say it again until it has ended."""
        if not job.done.done():
            job.end()
            loop.call_later(AGAIN, self._ring, loop, job)

    def _finished(self) -> None:
        self._unfinished -= 1

    def _run(self, ready: Future[None]) -> None:
        """Answer until None comes."""
        held = _Held(self._opening)
        with suppress(CommongroundError):  # the first question is told of it
            graph = held.graph()
            graph.snapshot(lambda: graph.reader)
        ready.set_result(None)
        while (job := self._jobs.get()) is not None:
            job.run(held)
        held.drop()


class _Held:
    """The graph of one thread."""

    def __init__(self, opening: Callable[[], StoredGraph]) -> None:
        self._opening = opening
        self._graph: StoredGraph | None = None
        self._file: object = None

    def graph(self) -> StoredGraph:
        """Return the graph; opened anew where another file has taken its place."""
        if self._graph is not None and file_of(self._graph) != self._file:
            self.drop()
        if self._graph is None:
            self._graph = self._opening()
            self._file = file_of(self._graph)
        return self._graph

    def drop(self) -> None:
        """Close the graph; the next question opens it."""
        graph, self._graph = self._graph, None
        with suppress(Exception):  # of what was cut off in the middle
            if graph is not None:
                graph.close()


class _Job:
    """One question: ``answer`` is what was made of it, ``done`` that its thread is free again."""

    def __init__(self, work: Callable[[StoredGraph], Any], seconds: float) -> None:
        self.answer: Future[Any] = Future()
        self.begun: Future[None] = Future()
        self.done: Future[None] = Future()
        self.seconds = seconds
        self._work = work
        self._lock = threading.Lock()
        self._thread: int | None = None
        self._rang = 0

    def run(self, held: _Held) -> None:
        """Answer by the graph that this thread holds, unless nobody waits for it any more."""
        try:
            if self._begin():
                self._answered(held)
        finally:
            self.done.set_result(None)

    def drop(self) -> None:
        """Let go of it where no thread has come to it."""
        with self._lock:
            if not self.begun.done():
                self._fail(Busy("too many questions at once: this one had to wait too long"))

    def end(self) -> None:
        """Raise in the thread; who waits is told so at the second time, whatever the thread does.

        Code in C does not hear it before it returns.
        """
        with self._lock:
            self._rang += 1
            if self._thread is not None:
                raise_in(self._thread, TimeUp)
        if self._rang > 1:
            self._fail(LimitReached(_TIME.format(self.seconds)))

    def _begin(self) -> bool:
        with self._lock:
            if not self.answer.done():
                self.begun.set_result(None)
            return self.begun.done()

    def _answered(self, held: _Held) -> None:
        try:
            try:
                graph = held.graph()
                self._listen()
                result = self._work(graph)
            finally:
                self._stop()
        except TimeUp:
            self._stop()
            self._late(held)
        except Exception as error:
            if self._rang:  # what a library made of it
                self._late(held)
                return
            if isinstance(error, BackendUnreachable):
                held.drop()
            self._fail(error)
        else:
            self._say(result)

    def _listen(self) -> None:
        with self._lock:
            self._thread = threading.get_ident()
            if self._rang:
                raise TimeUp

    def _stop(self) -> None:
        with self._lock:  # nothing is raised any more when this returns
            self._thread = None
            raise_in(threading.get_ident(), None)

    def _late(self, held: _Held) -> None:
        held.drop()  # what it keeps may be half made
        self._fail(LimitReached(_TIME.format(self.seconds)))

    def _fail(self, error: Exception) -> None:
        with suppress(Exception):  # somebody has been told already
            self.answer.set_exception(error)

    def _say(self, result: Any) -> None:
        with suppress(Exception):
            self.answer.set_result(result)


def _told(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody counts any more
        loop.call_soon_threadsafe(call)


def file_of(graph: StoredGraph) -> object:
    """Return which file a graph lies in; None of a server, or where there is none any more."""
    if not graph.files:
        return None
    try:
        found = os.stat(graph.files[0])
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _hush() -> None:
    """Let the end of a question go where it is raised in a destructor; Python would print it."""
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, TimeUp):
            before(unraisable)

    sys.unraisablehook = hook
