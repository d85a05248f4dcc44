"""Files into the graph: whole documents in group commits, again and again without doubles."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from ...errors import CommongroundError, UsageError
from ...loaders.as_of import checked_date
from ...loaders.files import Walk, walk
from ...loaders.formats.decoding import known_encoding
from ...loaders.formats.reading import MAX_SIZE
from ...loaders.memory import MAX_MEMORY
from ..encoding import EncodedEntry
from .plan import Outcome, Plan
from .reading import outcomes
from .target import Known, Target

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from ..store import StoredGraph

GROUP: Final = 128
"""Documents that one transaction writes: a commit waits for the disk, whatever it holds."""

GROUP_SECONDS: Final = 0.5
"""Seconds of reading that a power failure may undo where documents come slowly."""

Progress: TypeAlias = Callable[[int, int, str], None]


@dataclass
class LoadReport:
    """What a ``load`` did: counts of files, those unread with the reason, seconds per stage.

    ``forgotten`` counts files that were skipped because their person was forgotten; what only looks
    like somebody who was is among ``unread``. ``maybes`` counts pairs of people that came up and
    may be one (``StoredGraph.maybes``), ``left_out`` says of files, by key, how many items of which
    lists are beyond the caps of ``loaders.caps``. With several processes ``read`` and ``parse`` are
    the sum over all of them, ``seconds`` is the clock's. ``notes`` are of files that were read, and
    say what may be wrong with them, or of ``--jobs`` where no process came up to read.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    moved: int = 0
    forgotten: int = 0
    maybes: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    left_out: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    read: float = 0.0
    parse: float = 0.0
    store: float = 0.0


class LoadInterrupted(KeyboardInterrupt):
    """Ctrl-C in ``load``: ``report`` says what was kept, ``files`` how many there are in all."""

    def __init__(self, report: LoadReport, files: int) -> None:
        super().__init__()
        self.report = report
        self.files = files


def load(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    into: StoredGraph | str | os.PathLike[str],
    as_of: str | None = None,
    name: str | None = None,
    jobs: int | None = None,
    max_size: int = MAX_SIZE,
    max_memory: int = MAX_MEMORY,
    encoding: str | None = None,
    again: bool = False,
    any_file: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files and folders; what is unchanged is left, what changed is replaced exactly.

    ``into`` is an open graph, or the address of one. A file that is not there is made with the
    first document; where none can be read, there is none afterwards either. ``as_of`` is the ISO
    date (a day or a month) that the files speak from unless they state an earlier one, ``name`` the
    key of the one file (or goes before the keys of the one folder). ``max_size`` of a file and
    ``max_memory`` to read one are in bytes. ``encoding`` is the one that the files are in, which
    else is found; both it and ``as_of`` stay with a document until another is given. ``again``
    loads what was forgotten, ``any_file`` loads what shows no sign of a resume too, ``progress`` is
    called with (files done, files in all, key), first with 0. ``jobs`` is how many processes read;
    by default one does, and of many files one a core. A file that cannot be read never stops the
    others: it is listed in the report and in ``info``.

    Raises:
        UsageError: an argument is no date, number or encoding, or ``name`` is given for several
            arguments.
        BackendUnreachable: the graph cannot be opened or written.
        LoadInterrupted: Ctrl-C; what was read is kept, and another ``load`` goes on with the rest.
    """
    began = time.perf_counter()
    arguments = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    _check(as_of, jobs, max_size, max_memory)
    told = None if encoding is None else known_encoding(encoding)
    if name is not None and len(arguments) != 1:
        raise UsageError("--name names one file or folder: load the others without it")
    if not any(os.path.lexists(argument) for argument in arguments):
        # Before the graph is opened: a mistyped folder makes none.
        absent = walk(arguments, name=name).unread
        return LoadReport(unread=[(found.key, reason) for found, reason in absent])
    with Target(into) as target:
        walked = walk(arguments, name=name, skip=target.files)
        plan = replace(
            _plan(target.known(walked.files), target.ontology),
            max_size=max_size,
            max_memory=max_memory,
            as_of=as_of,
            encoding=told,
            again=again,
            any_file=any_file,
            following=target.following,
        )
        report = _loaded(target, walked, plan, jobs, progress)
    report.seconds = time.perf_counter() - began
    return report


def _loaded(
    into: Target, walked: Walk, plan: Plan, jobs: int | None, progress: Progress | None
) -> LoadReport:
    run = _Run(into, plan)
    for found, reason in walked.unread:
        run.take(Outcome(found.key, found.path, "unread", reason))
    with closing(outcomes(walked.files, plan, into.ontology, jobs, run.tell)) as read:
        try:
            if progress is not None:
                progress(0, len(walked.files), "")
            for number, outcome in enumerate(read, 1):
                run.take(outcome)
                if progress is not None:
                    progress(number, len(walked.files), outcome.key)
            run.finish()
        except KeyboardInterrupt:
            raise LoadInterrupted(run.kept(), len(walked.files) + len(walked.unread)) from None
        except CommongroundError:  # a process that read has died
            run.kept()
            raise
    return run.report


class _Run:
    """Takes outcomes in order and commits them in groups."""

    def __init__(self, into: Target, plan: Plan) -> None:
        self.report = LoadReport()
        self._into = into
        self._plan = plan
        self._entries: list[EncodedEntry] = []
        self._unread: list[tuple[str, str, str]] = []
        self._same: list[tuple[str, str]] = []
        self._moved: set[str] = set()
        self._listed = into.listed()
        self._committed = time.perf_counter()
        self._kept, self._told = LoadReport(), (0, 0)

    def take(self, outcome: Outcome) -> None:
        report = self.report
        report.read += outcome.read
        report.parse += outcome.parse
        report.notes += [(outcome.key, outcome.note)] if outcome.note else []
        if outcome.state == "unread":
            report.unread.append((outcome.key, outcome.reason))
            if os.path.lexists(outcome.path):  # told of only, where there is no file to note
                self._unread.append((outcome.key, outcome.path, outcome.reason))
        elif outcome.state == "asked":  # told of only: a note would be a trace of them
            report.unread.append((outcome.key, outcome.reason))
        elif outcome.state == "forgotten":
            report.forgotten += 1
        elif outcome.state == "unchanged":
            report.unchanged += 1
            # Only what differs is written, so that loading a folder again changes no generation.
            moved = outcome.path != self._plan.by_key[outcome.key].path
            if moved or outcome.key in self._listed:
                self._same.append((outcome.key, outcome.path))
        elif outcome.entry is not None:
            self._entries.append(self._counted(outcome.entry))
        if self._due():
            self.commit()

    def tell(self, said: str) -> None:
        self.report.notes.append(("--jobs", said))

    def _counted(self, entry: EncodedEntry) -> EncodedEntry:
        """Count an entry; of two files that moved from one place the first keeps its mention."""
        if entry.said.left_out:
            self.report.left_out[entry.key] = dict(entry.said.left_out)
        origin = entry.moved_from
        if origin is not None and origin not in self._moved:
            self._moved.add(origin)
            self.report.moved += 1
            return entry
        if entry.key in self._plan.by_key:
            self.report.replaced += 1
        else:
            self.report.added += 1
        return entry._replace(moved_from=None)

    def _due(self) -> bool:
        waited = time.perf_counter() - self._committed
        return len(self._entries) >= GROUP or (bool(self._entries) and waited > GROUP_SECONDS)

    def commit(self) -> None:
        began = time.perf_counter()
        if self._entries or self._into.is_there:  # a load that takes nothing makes no graph
            fresh = self._into.graph.put(*self._entries, unread=self._unread, seen=self._same)
            self.report.maybes += fresh
        self._entries, self._unread, self._same = [], [], []
        self._committed = time.perf_counter()
        self.report.store += self._committed - began
        self._kept = replace(self.report)
        self._told = len(self.report.unread), len(self.report.notes)

    def kept(self) -> LoadReport:
        """Return what the graph has of this load; what was read is added if that still works."""
        with suppress(Exception):  # a driver that was cut off fails in ways of its own
            self.commit()
        unread, notes = self._told  # lists grow, and are sorted once
        return replace(
            self._kept,
            unread=sorted(self.report.unread[:unread]),
            notes=sorted(self.report.notes[:notes]),
        )

    def finish(self) -> None:
        self.commit()
        if self._into.is_there:
            self._into.graph.drop_vanished()
            self._into.graph.settle()
        self.report.unread.sort()
        self.report.notes.sort()


def _plan(known: Known, ontology: Ontology) -> Plan:
    """Return what the graph knows; what the call wants is put beside it."""
    from ...loaders.parser import READER_VERSION

    salt, forgotten, documents, damaged = known
    by_sha256: dict[str, tuple[str, ...]] = {}
    for stored in documents:
        by_sha256[stored.sha256] = (*by_sha256.get(stored.sha256, ()), stored.key)
    return Plan(
        by_key={stored.key: stored for stored in documents},
        by_sha256=by_sha256,
        forgotten=forgotten,
        salt=salt,
        reader=READER_VERSION,
        ontology=ontology.version,
        today=date.today().isoformat(),
        damaged=damaged,
    )


def _check(as_of: str | None, jobs: int | None, max_size: int, max_memory: int) -> None:
    if as_of is not None:
        checked_date(as_of)
    if min(1 if jobs is None else jobs, max_size, max_memory) < 1:
        raise UsageError("--jobs, --max-size and --max-memory want numbers above 0")
