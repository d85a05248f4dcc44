"""What invented people are, and their resumes: texts that know where each value stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from commonground.graph.put import DocumentEntry
from commonground.loaders.document import Document
from commonground.loaders.resume import Resume
from commonground.ontology.model import Concept


@dataclass(frozen=True)
class Job:
    """A role as its resume writes it; ``end`` is an ISO date, "Present", or None for unknown."""

    employer: str | None
    title: str | None
    start: str | None
    end: str | None
    skills: tuple[Concept, ...]


@dataclass(frozen=True)
class Study:
    """A course of study as its resume writes it."""

    school: str
    degree: Concept
    area: Concept | None
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Someone:
    """Everything that one resume says; ``earlier`` is what an older one of the person said."""

    number: int
    name: str | None
    place: str | None
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[Concept, ...]
    projects: tuple[tuple[str, tuple[Concept, ...]], ...]
    earlier: Someone | None = None


@dataclass
class Page:
    """A text in the making, which knows where each value stands."""

    evidence: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def say(self, text: str) -> None:
        """Write words that state nothing."""
        self._pieces.append(text)
        self._length += len(text)

    def state(self, pointer: str, value: str | None, before: str = "") -> None:
        """Write a value and note its place; what is absent is not written."""
        if value is not None:
            self.say(before)
            self.evidence[pointer] = [(self._length, self._length + len(value))]
            self.say(value)

    def name(self, pointer: str, concept: Concept, before: str = "") -> str:
        """Write a concept's label, note its place and the link; return the label."""
        self.state(pointer, concept.name, before)
        self.links[pointer] = {"concept": concept.id, "reason": f"label {concept.name!r}"}
        return concept.name

    def list(self, pointer: str, concepts: Iterable[Concept], before: str) -> list[str]:
        """Write the labels of concepts side by side; return them."""
        said = []
        for number, concept in enumerate(concepts):
            said.append(self.name(f"{pointer}/{number}", concept, ", " if number else before))
        return said

    @property
    def text(self) -> str:
        """Return what was written."""
        return "".join(self._pieces)


@dataclass(frozen=True)
class Written:
    """A resume as text with what it says as plain JSON: small and quick to send to a process."""

    key: str
    text: str
    plain: dict[str, Any]

    def entry(self) -> DocumentEntry:
        """Return what the store takes of it."""
        resume = Resume.model_validate(self.plain)
        told = resume.meta.commonground
        document = Document(self.key, self.text, told.encoding, told.mediaType, told.sha256)
        return DocumentEntry(document, resume)


def written(someone: Someone, key: str, as_of: str) -> Written:
    """Return the page of someone."""
    page = Page()
    plain = {
        "basics": _basics(page, someone),
        "work": [_work(page, job, f"/work/{n}") for n, job in enumerate(someone.jobs)],
        "skills": [{"name": name} for name in _skills(page, someone.skills)],
        "education": [
            _study(page, one, f"/education/{n}") for n, one in enumerate(someone.studies)
        ],
        "projects": [
            _project(page, name, used, f"/projects/{n}")
            for n, (name, used) in enumerate(someone.projects)
        ],
    }
    page.say("\n")
    text = page.text
    provenance = {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "encoding": "utf-8",
        "mediaType": "text/markdown",
        "asOf": as_of,
        "asOfSource": "option",
        "reader": "generated",
        "ontology": "generated",
        "evidence": page.evidence,
        "links": page.links,
    }
    return Written(key, text, plain | {"meta": {"source": key, "commonground": provenance}})


def _basics(page: Page, someone: Someone) -> dict[str, Any]:
    email = f"p{someone.number}@people.example.org"
    page.state("/basics/name", someone.name, "# ")
    page.state("/basics/email", email, "\n\n")
    page.state("/basics/location/address", someone.place, " | ")
    page.say("\n\n## Experience\n")
    location = {"address": someone.place} if someone.place else None
    return {"name": someone.name, "email": email, "location": location}


def _work(page: Page, job: Job, place: str) -> dict[str, Any]:
    page.say("\n### ")
    page.state(f"{place}/position", job.title)
    page.state(f"{place}/name", job.employer, " at " if job.title else "")
    page.state(f"{place}/startDate", job.start, "\n")
    page.state(f"{place}/endDate", job.end, " to " if job.start else "\n")
    used = page.list(f"{place}/keywords", job.skills, "\n- Built with ")
    page.say("\n")
    return {
        "name": job.employer,
        "position": job.title,
        "startDate": job.start,
        "endDate": None if job.end == "Present" else job.end,
        "keywords": used,
    }


def _skills(page: Page, concepts: Sequence[Concept]) -> list[str]:
    page.say("\n## Skills\n")
    return page.list("/skills", concepts, "\n")


def _study(page: Page, study: Study, place: str) -> dict[str, Any]:
    page.say("\n\n## Education\n\n" if place.endswith("/0") else "\n")
    said = {"studyType": page.name(f"{place}/studyType", study.degree)}
    if study.area:
        said["area"] = page.name(f"{place}/area", study.area, ", ")
    page.state(f"{place}/institution", study.school, ", ")
    page.state(f"{place}/startDate", study.start, ", ")
    page.state(f"{place}/endDate", study.end, " to ")
    dates = {"startDate": study.start, "endDate": study.end}
    return said | {"institution": study.school} | dates


def _project(page: Page, name: str, used: Iterable[Concept], place: str) -> dict[str, Any]:
    page.say("\n\n## Projects\n\n" if place.endswith("/0") else "\n")
    page.state(f"{place}/name", name)
    return {"name": name, "keywords": page.list(f"{place}/keywords", used, ": ")}
