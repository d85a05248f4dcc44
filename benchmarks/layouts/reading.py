"""Generated documents read and scored, in this process or in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from typing import Any, Final

from commonground.errors import UnreadableFile
from commonground.loaders.confidence import Said, confidences, said_of
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.loaders.signs import why_no_resume
from commonground.ontology.ontology import load_ontology

from .documents import Plan, bytes_of, gold_of
from .lookalikes import lookalikes
from .negatives import negatives
from .scoring import Score, score

DAY: Final = "2025-12-01"
_DATED: Final = ("work", "education", "projects", "volunteer")


@dataclass(frozen=True)
class Judged:
    """A value that was said: its field, its signs, how surely, and whether it is right."""

    field: str
    signs: tuple[str, ...]
    sure: float
    right: bool


@dataclass(frozen=True)
class Outcome:
    """One document, its score and its values; ``fault`` says why there was nothing to score."""

    plan: Plan
    score: Score
    fault: str = ""
    judged: tuple[Judged, ...] = ()


def is_read(format: str) -> bool:
    """Return whether there is a reader for a format."""
    return format_of(f"resume.{format}").refusal is None


def outcomes(plans: Sequence[Plan], *, jobs: int = 1) -> list[Outcome]:
    """Return the outcome of every document, in the order of the plans."""
    if jobs == 1:
        return [outcome(plan) for plan in plans]
    # Whole chunks: a process reads the ontology once, which takes as long as many documents.
    chunk = -(-len(plans) // (4 * jobs)) or 1
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(outcome, plans, chunksize=chunk))


def outcome(plan: Plan) -> Outcome:
    """Read one document and score it."""
    gold = gold_of(plan)
    try:
        said = parsed(plan.key, bytes_of(plan))
    except UnreadableFile as fault:
        return Outcome(plan, score(gold, {}), str(fault))
    found, sure = score(gold, said), said["meta"]["commonground"].get("confidence", {})
    judged = (
        Judged(one.field, one.signs, sure[one.pointer], found.judged[one.pointer])
        for one in _NOTING.last
        if one.pointer in found.judged
    )
    return Outcome(plan, found, judged=tuple(judged))


class _Noting:
    """Judges as the reader does, and keeps the signs of the last resume, which no file needs."""

    last: tuple[Said, ...] = ()

    def __call__(self, resume: Resume, margins: Mapping[str, float]) -> dict[str, float]:
        self.last = tuple(said_of(resume, margins))
        return confidences(resume, margins)


_NOTING: Final = _Noting()


@cache
def _reader() -> ResumeReader:
    return ResumeReader(load_ontology(), judge=_NOTING)


def parsed(key: str, data: bytes) -> dict[str, Any]:
    """Return what is said of a file's bytes, as JSON Resume.

    Raises:
        UnreadableFile: the format could not be read.
    """
    raw = RawFile(key, data, "0" * 64, format_of(key, data))
    return _reader().parse(document_of(raw), first_loaded=DAY).to_json()


@dataclass
class Negatives:
    """What is said of files that are no resumes: how many names, employers and dates, and where.

    ``read`` is of every file; ``loaded`` of those alone that would become a person of a graph.
    """

    files: int = 0
    taken: int = 0
    read: Counter[str] = field(default_factory=Counter)
    loaded: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, key: str, text: str) -> None:
        """Read one file and count what is said of it."""
        raw = RawFile(key, text.encode(), "0" * 64, format_of(key))
        document = document_of(raw)
        resume = _reader().parse(document, first_loaded=DAY)
        said = _false_facts(resume.to_json())
        counts = Counter({what: len(values) for what, values in said.items()})
        taken = why_no_resume(resume, document) is None
        self.files += 1
        self.taken += taken
        self.read += counts
        if taken:
            self.loaded += counts
            self.notes.append(f"{key} ({kind}) is taken")
        self.notes += [
            f"{key} ({kind}): {what} {values}" for what, values in said.items() if values
        ]


def said_of_negatives(count: int, *, seed: int) -> dict[str, Negatives]:
    """Return what is said of so many plain negatives, and of as many lookalikes of each half."""
    found = {"plain": Negatives(), "build": Negatives(), "check": Negatives()}
    for kind, key, text in negatives(count, seed=seed):
        found["plain"].add(kind, key, text)
    for what, key, text in lookalikes(count, seed=seed):
        found[what.side].add(what.kind, key, text)
    return found


def _false_facts(said: dict[str, Any]) -> dict[str, list[str]]:
    name = said.get("basics", {}).get("name")
    jobs = [*said.get("work", []), *said.get("volunteer", [])]
    entries = [one for part in _DATED for one in said.get(part, [])]
    return {
        "names": [name] if name else [],
        "employers": list(_values(jobs, ("name", "organization"))),
        "dates": list(_values(entries, ("startDate", "endDate"))),
    }


def _values(entries: Iterable[dict[str, Any]], keys: Sequence[str]) -> Iterator[str]:
    return (one[key] for one in entries for key in keys if one.get(key))
