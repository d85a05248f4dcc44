"""Files into the graph: whole documents in group commits, again and again without doubles."""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from ...errors import CommongroundError, UsageError
from ...loaders.files import FoundFile, Walk, walk
from ...loaders.formats.reading import MAX_SIZE
from ..opening import open_graph
from ..put import DocumentEntry
from .plan import Outcome, Plan, Worker

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from ..store import StoredGraph

GROUP: Final = 128
GROUP_SECONDS: Final = 0.5

_CHUNK: Final = 16
_OBJECTS: Final = 100_000

Progress: TypeAlias = Callable[[int, int, str], None]


@dataclass
class LoadReport:
    """What a ``load`` did: counts of files, those unread with the reason, seconds per stage.

    ``forgotten`` counts files that were skipped because their person was forgotten. With several
    processes ``read`` and ``parse`` are the sum over all of them, ``seconds`` is the clock's.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    moved: int = 0
    forgotten: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    read: float = 0.0
    parse: float = 0.0
    store: float = 0.0


def load(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    into: StoredGraph | str | os.PathLike[str],
    as_of: str | None = None,
    name: str | None = None,
    jobs: int = 1,
    max_size: int = MAX_SIZE,
    again: bool = False,
    any_file: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files and folders; what is unchanged is left, what changed is replaced exactly.

    ``into`` is an open graph, or the address of one, which is made if it is not there; none is
    made where none of the paths exists. ``as_of`` is the ISO date that the files speak from,
    ``name`` the key of the one file (or goes before the keys of the one folder), ``max_size`` is in
    bytes, ``again`` loads what was forgotten, ``any_file`` loads what shows no sign of a resume
    too, ``progress`` is called with (files done, files in all, key). With ``jobs`` above 1
    processes are spawned, so a script needs its ``if __name__ == "__main__":``. A file that cannot
    be read never stops the others: it is listed in the report and in ``info``.

    Raises:
        UsageError: an argument is no date or number, or ``name`` is given for several arguments.
        BackendUnreachable: the graph cannot be opened or written.
    """
    began = time.perf_counter()
    arguments = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    _check(as_of, jobs, max_size)
    if name is not None and len(arguments) != 1:
        raise UsageError("--name names one file or folder: load the others without it")
    if not any(os.path.lexists(argument) for argument in arguments):
        # Before the graph is opened: a mistyped folder makes none.
        absent = walk(arguments, name=name).unread
        return LoadReport(unread=[(found.key, reason) for found, reason in absent])
    with _opened(into) as graph:
        walked = walk(arguments, name=name, skip=graph.files)
        plan = _plan(graph, as_of, max_size, again=again, any_file=any_file)
        report = _loaded(graph, walked, plan, jobs, progress)
    report.seconds = time.perf_counter() - began
    return report


def _opened(into: StoredGraph | str | os.PathLike[str]) -> AbstractContextManager[StoredGraph]:
    """Open a graph that is named by its address; one that is open stays so."""
    if isinstance(into, str | os.PathLike):
        return open_graph(os.fspath(into), create=True)
    return nullcontext(into)


def _loaded(
    into: StoredGraph, walked: Walk, plan: Plan, jobs: int, progress: Progress | None
) -> LoadReport:
    run = _Run(into, plan)
    for found, reason in walked.unread:
        run.take(Outcome(found.key, found.path, "unread", reason))
    for number, outcome in enumerate(_outcomes(walked.files, plan, into.ontology, jobs), 1):
        run.take(outcome)
        if progress is not None:
            progress(number, len(walked.files), outcome.key)
    run.finish()
    return run.report


class _Run:
    """Takes outcomes in order and commits them in groups."""

    def __init__(self, into: StoredGraph, plan: Plan) -> None:
        self.report = LoadReport()
        self._into = into
        self._plan = plan
        self._entries: list[DocumentEntry] = []
        self._unread: list[tuple[str, str, str]] = []
        self._same: list[tuple[str, str]] = []
        self._moved: set[str] = set()
        self._listed = {unread.key for unread in into.unread()}
        self._committed = time.perf_counter()

    def take(self, outcome: Outcome) -> None:
        report = self.report
        report.read += outcome.read
        report.parse += outcome.parse
        if outcome.state == "unread":
            report.unread.append((outcome.key, outcome.reason))
            if os.path.lexists(outcome.path):
                self._unread.append((outcome.key, outcome.path, outcome.reason))
        elif outcome.state == "forgotten":
            report.forgotten += 1
        elif outcome.state == "unchanged":
            report.unchanged += 1
            moved = outcome.path != self._plan.by_key[outcome.key].path
            if moved or outcome.key in self._listed:
                self._same.append((outcome.key, outcome.path))
        elif outcome.entry is not None:
            self._entries.append(self._counted(outcome.entry))
        if self._due():
            self.commit()

    def _counted(self, entry: DocumentEntry) -> DocumentEntry:
        """Count an entry; of two files that moved from one place the first keeps its mention."""
        origin = entry.moved_from
        if origin is not None and origin not in self._moved:
            self._moved.add(origin)
            self.report.moved += 1
            return entry
        if entry.document.key in self._plan.by_key:
            self.report.replaced += 1
        else:
            self.report.added += 1
        return replace(entry, moved_from=None)

    def _due(self) -> bool:
        waited = time.perf_counter() - self._committed
        return len(self._entries) >= GROUP or (bool(self._entries) and waited > GROUP_SECONDS)

    def commit(self) -> None:
        began = time.perf_counter()
        self._into.put(*self._entries, unread=self._unread, seen=self._same)
        self._entries, self._unread, self._same = [], [], []
        self._committed = time.perf_counter()
        self.report.store += self._committed - began

    def finish(self) -> None:
        self.commit()
        self._into.drop_vanished()
        self.report.unread.sort()


def _outcomes(
    files: Sequence[FoundFile], plan: Plan, ontology: Ontology, jobs: int
) -> Iterator[Outcome]:
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
) -> Iterator[Outcome]:
    """Yield outcomes in the order of the files, whichever process was faster."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(plan, ontology)) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            for chunk in _chunks(files):
                waiting.append(pool.submit(_work, chunk))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise CommongroundError(
                "a reading process died (out of memory?): what was read is kept; load again with"
                " --jobs 1 for the rest"
            ) from None


def _chunks(files: Iterable[FoundFile]) -> Iterator[list[FoundFile]]:
    rest = iter(files)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


_workers: list[Worker] = []  # of this process, when it is a reading one


def _start(plan: Plan, ontology: Ontology) -> None:
    _workers[:] = [_worker(plan, ontology)]
    _collect_seldom()


def _work(chunk: list[FoundFile]) -> list[Outcome]:
    return _workers[0].outcomes(chunk)


def _worker(plan: Plan, ontology: Ontology) -> Worker:
    from ...loaders.parser import ResumeReader

    return Worker(plan, ResumeReader(ontology))


def _plan(
    into: StoredGraph, as_of: str | None, max_size: int, *, again: bool, any_file: bool
) -> Plan:
    from ...loaders.parser import READER_VERSION

    salt, forgotten = into.forgotten()
    documents = into.documents()
    by_sha256: dict[str, tuple[str, ...]] = {}
    for stored in documents:
        by_sha256[stored.sha256] = (*by_sha256.get(stored.sha256, ()), stored.key)
    return Plan(
        by_key={stored.key: stored for stored in documents},
        by_sha256=by_sha256,
        forgotten=forgotten,
        salt=salt,
        reader=READER_VERSION,
        ontology=into.ontology.version,
        today=date.today().isoformat(),
        max_size=max_size,
        as_of=as_of,
        again=again,
        any_file=any_file,
    )


def _check(as_of: str | None, jobs: int, max_size: int) -> None:
    if as_of is not None and not _is_day(as_of):
        raise UsageError(f"--as-of wants a date such as 2025-12-01, not {as_of!r}")
    if jobs < 1 or max_size < 1:
        raise UsageError("--jobs and --max-size want numbers above 0")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
