"""The files of a ``load`` read in their order, by this process or by several."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...errors import CommongroundError, UsageError
from ...loaders.files import FoundFile
from .plan import Outcome, Plan, Worker
from .processes import Handover, Taker, end_with_parent

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from ...ontology.ontology import Ontology

_CHUNK: Final = 16
"""Files that a process is given at once: handing over one by one would cost more than reading."""

_OBJECTS: Final = 100_000
"""Objects made before the collector looks for cycles, of which reading leaves hardly any."""


def outcomes(
    files: Sequence[FoundFile], plan: Plan, ontology: Ontology, jobs: int
) -> Generator[Outcome, None, None]:
    """Yield what becomes of each file; processes that read end when the generator is closed."""
    if jobs > 1 and len(files) > 1:
        yield from _by_processes(files, plan, ontology, jobs)
        return
    worker = _worker(plan, ontology)
    collected = gc.get_threshold()
    _collect_seldom()
    try:
        for found in files:
            yield worker.outcome(found)
    finally:
        gc.set_threshold(*collected)
        gc.unfreeze()


def _collect_seldom() -> None:
    """Keep the collector from what stays, such as the ontology; reading leaves it little to do."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _by_processes(
    files: Sequence[FoundFile], plan: Plan, ontology: Ontology, jobs: int
) -> Generator[Outcome, None, None]:
    """Yield outcomes in the order of the files, whichever process was faster."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("spawn")  # a fork would share the store's connection and its locks
    wanted, ours = context.Pipe(duplex=False)  # closed when no more is wanted; needs no lock
    with _signals_held():  # its locks start a process that looks after them
        handover = Handover(context, (plan, ontology), jobs)
    started = (handover.taker, wanted)
    pool = ProcessPoolExecutor(jobs, context, initializer=start_reading, initargs=started)
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        for chunk in _chunks(files):
            with _signals_held():
                waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 2 * jobs:  # enough for each to go on; more would only fill memory
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise _died(handover.was_taken) from None
    finally:
        # They are asked, not killed: one that dies while it answers would let the pool wait for
        # the rest of its answer for ever.
        ours.close()
        pool.shutdown(cancel_futures=True)
        wanted.close()
        handover.close()


def _died(came_up: bool) -> CommongroundError:
    """Say what to do when a process that read is gone, by whether one ever came up."""
    if came_up:
        return CommongroundError(
            "a reading process died (out of memory?): what was read is kept; load again with"
            " --jobs 1 for the rest"
        )
    return UsageError(
        "no reading process came up: each runs the script again that loads, so what this does must"
        ' stand under `if __name__ == "__main__":`; or load with jobs=1'
    )


def _chunks(files: Iterable[FoundFile]) -> Iterator[list[FoundFile]]:
    rest = iter(files)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


@contextmanager
def _signals_held() -> Iterator[None]:
    """Keep Ctrl-C and the end of a terminal, which go to all its processes, from new ones.

    They inherit what is blocked, from their first moment on; this one gets it afterwards. Ending
    them is its own business.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    held = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_workers: list[tuple[Worker, Connection]] = []  # of this process, when it is a reading one


def start_reading(taker: Taker, wanted: Connection) -> None:
    """Make this process one that reads."""
    end_with_parent()
    plan, ontology = taker.take()
    _workers[:] = [(_worker(plan, ontology), wanted)]
    _collect_seldom()


def _work(chunk: list[FoundFile]) -> list[Outcome]:
    """Read a chunk, or less of it where nobody waits for it any more."""
    worker, wanted = _workers[0]
    return [worker.outcome(found) for found in chunk if not wanted.poll()]


def _worker(plan: Plan, ontology: Ontology) -> Worker:
    from ...loaders.parser import ResumeReader

    return Worker(plan, ResumeReader(ontology))
