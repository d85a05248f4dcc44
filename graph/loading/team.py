"""Several processes that answer by one function, each asked by a thread of this one."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, Final

from ...errors import CommongroundError
from .processes import Process

COMES_UP: Final = 60.0
"""Seconds in which a process comes up, on the busiest machine."""


class Team:
    """Processes that came up, which may be fewer than were wanted, or none."""

    def __init__(self, processes: list[Process], pool: ThreadPoolExecutor) -> None:
        self.size = len(processes)
        self._pool = pool
        self._idle: SimpleQueue[Process] = SimpleQueue()
        for process in processes:
            self._idle.put(process)

    def answers(self, questions: Iterable[Any]) -> Iterator[Any]:
        """Yield the answers in the order of the questions, whichever process was faster.

        Raises:
            CommongroundError: a process has died.
        """
        waiting: deque[Future[Any]] = deque()
        try:
            for question in questions:
                waiting.append(self._pool.submit(self._ask, question))
                if len(waiting) > 2 * self.size:  # enough for each; more would only fill memory
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except EOFError:
            raise CommongroundError(
                "a reading process died (out of memory?): what was read is kept; load again with"
                " --jobs 1 for the rest"
            ) from None

    def _ask(self, question: Any) -> Any:
        process = self._idle.get()
        try:
            return process.ask(question)
        finally:
            self._idle.put(process)


@contextmanager
def team(size: int, make: Callable[..., Callable[[Any], Any]], *arguments: Any) -> Iterator[Team]:
    """Give so many processes that answer by what ``make`` returns; they end with the context.

    ``make`` is found by its module's name, and its arguments are pickled.
    """
    processes: list[Process] = []
    pool = ThreadPoolExecutor(size, "asking")
    try:
        with suppress(OSError):  # of no memory, or too many processes: those that there are will do
            for _ in range(size):
                processes.append(Process())
        data = pickle.dumps((make, arguments), pickle.HIGHEST_PROTOCOL)
        begun = [pool.submit(process.begin, data) for process in processes]
        del data  # of a large graph it is large
        came_up = [one for one, begins in zip(processes, begun, strict=True) if _came(begins)]
        yield Team(came_up, pool)
    finally:
        for process in processes:
            process.close()  # whoever waits for an answer is told that there is none
        pool.shutdown(cancel_futures=True)
        for process in processes:
            process.let_go()


def _came(begins: Future[None]) -> bool:
    with suppress(EOFError, TimeoutError):
        begins.result(COMES_UP)
        return True
    return False
