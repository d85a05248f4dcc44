"""The files of a ``load`` read in their order, by this process or by several."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from ...loaders.files import FoundFile
from .plan import Outcome, Plan, Worker

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

FEW: Final = 64
"""Files that each process must have to read, or it is not worth its start."""

_CHUNK: Final = 16
"""Files that a process is given at once: handing over one by one would cost more than reading."""

_OBJECTS: Final = 100_000
"""Objects made before the collector looks for cycles, of which reading leaves hardly any."""

_NONE_CAME: Final = "no other process came up to read, so this one has read everything"

Tell: TypeAlias = Callable[[str], object]


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes_for(files: int) -> int:
    """Return how many processes shall read so many files."""
    return max(1, min(usable_cores(), files // FEW))


def outcomes(
    files: Sequence[FoundFile], plan: Plan, ontology: Ontology, jobs: int | None, tell: Tell
) -> Generator[Outcome, None, None]:
    """Yield what becomes of each file; processes that read end when the generator is closed.

    ``jobs`` None is as many processes as there are cores and files for. ``tell`` is called with a
    sentence where none of those that are wanted came up.
    """
    wanted = processes_for(len(files)) if jobs is None else min(jobs, len(files))
    with _collected_seldom():
        if wanted > 1:
            yield from _by_processes(files, plan, ontology, wanted, tell)
        else:
            yield from map(_worker(plan, ontology).outcome, files)


def _by_processes(
    files: Sequence[FoundFile], plan: Plan, ontology: Ontology, wanted: int, tell: Tell
) -> Iterator[Outcome]:
    from .team import team

    # An application that was frozen into one file is no Python: it would start once more.
    size = 0 if getattr(sys, "frozen", False) or not sys.executable else wanted
    if size:
        with team(size, _reads, plan, ontology) as processes:
            if processes.size:
                for answer in processes.answers(_chunks(files)):
                    yield from answer
                return
    tell(_NONE_CAME)
    yield from map(_worker(plan, ontology).outcome, files)


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """Keep the collector from what stays, such as the ontology; reading leaves it little to do."""
    collected = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*collected)
        gc.unfreeze()


def _collect_seldom() -> None:
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _chunks(files: Iterable[FoundFile]) -> Iterator[list[FoundFile]]:
    rest = iter(files)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _reads(plan: Plan, ontology: Ontology) -> Callable[[list[FoundFile]], list[Outcome]]:
    """Return what a process answers by: what becomes of each of some files."""
    worker = _worker(plan, ontology)
    _collect_seldom()
    return lambda chunk: [worker.outcome(found) for found in chunk]


def _worker(plan: Plan, ontology: Ontology) -> Worker:
    from ...loaders.parser import ResumeReader

    return Worker(plan, ResumeReader(ontology))
