"""Invented people as a graph in memory: for the examples in docstrings, and for tests.

Every person has a document whose lines state what the graph says, so that evidence is real.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ..graph.facts.derived import derive
from ..graph.facts.fragment import interval, limit
from ..graph.facts.organisations import organisation
from ..graph.facts.projection import Projection, to_networkx
from ..graph.model import Edge, Node, Value, clean, reference, stable_id
from ..graph.networkx.reader import NetworkXReader
from ..loaders.document import Document

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology


@dataclass(frozen=True)
class Job:
    """One stint; no ``end`` with ``current`` means that it goes on until the ``as_of``."""

    employer: str
    start: str | None = None
    end: str | None = None
    used: Sequence[str] = ()
    title: str = "Engineer"
    current: bool = False


@dataclass(frozen=True)
class Study:
    """One course of study; ``degree`` and ``field`` are concept ids."""

    school: str
    degree: str | None = None
    field: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Someone:
    """An invented person, known by one document."""

    name: str | None
    document: str
    jobs: Sequence[Job] = ()
    skills: Sequence[str] = ()
    studies: Sequence[Study] = ()
    location: str | None = None
    email: str | None = None
    as_of: str = "2025-06-15"
    languages: Sequence[str] = ()

    @property
    def id(self) -> str:
        """Return the person's id in the graph."""
        return stable_id("person", self.document)


def reader_of_people(people: Iterable[Someone], ontology: Ontology) -> NetworkXReader:
    """Return the reader of a graph that holds these people and the ontology."""
    projection = Projection()
    texts: dict[str, Document] = {}
    for one in people:
        writing = _ExampleWriter(one)
        writing.write(ontology)
        texts[one.document] = writing.document()
        edges = [*writing.edges, *derive(one.id, writing.nodes, writing.edges)]
        projection.nodes |= writing.nodes
        projection.edges |= {edge.id: edge for edge in edges}
    return NetworkXReader(to_networkx(projection, ontology), ontology, texts)


@cache
def example() -> NetworkXReader:
    """Return three invented engineers over the bundled ontology."""
    from ..ontology.ontology import load_ontology

    return reader_of_people(_PEOPLE, load_ontology())


_PEOPLE = (
    Someone(
        "Ana",
        "ana.md",
        [
            Job("Initech", "2019-03", "2022-02", ["skill:apache-kafka", "skill:go-lang"]),
            Job("Hooli", "2022-03", None, ["skill:go-lang", "skill:redis-db"], current=True),
        ],
        ["skill:rest-api"],
        [Study("Northern Polytechnic", "degree:bachelor", None, "2015", "2019")],
        "Lisbon, Portugal",
    ),
    Someone(
        "Bo",
        "bo.txt",
        [Job("Initech", "2021-01", "2024-12", ["skill:temporal-workflow", "skill:go-lang"])],
        ["skill:rest-api", "skill:redis-db"],
    ),
    Someone(
        "Cy",
        "cy.txt",
        [Job("Globex", "2023", "2024", ["skill:redis-db"])],
        ["skill:rest-api"],
        [Study("Northern Polytechnic", "degree:master", None, "2016", "2018")],
    ),
)


@dataclass
class _ExampleWriter:
    """One person's document while it is written, and the facts that its lines state."""

    person: Someone
    lines: list[str] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def write(self, ontology: Ontology) -> None:
        one = self.person
        emails: Value | None = [one.email] if one.email else None
        self._node(
            one.id,
            "Person",
            one.name,
            documents=[one.document],
            mentions=[one.id],
            location=one.location,
            emails=emails,
            languages=list(one.languages),
        )
        self._line(one.name or "")
        for job in one.jobs:
            self._job(job, ontology)
        for study in one.studies:
            self._study(study, ontology)
        for skill in one.skills:
            self._edge("CLAIMS", one.id, skill, self._line(_label(ontology, skill)))

    def document(self) -> Document:
        text = "".join(f"{line}\n" for line in self.lines)
        return Document(self.person.document, text, "utf-8", "text/plain", "0" * 64)

    def _job(self, job: Job, ontology: Ontology) -> None:
        one = self.person
        role = stable_id("role", one.id, job.employer, job.title, job.start, job.end)
        end = one.as_of if job.current else job.end
        dates = {"start": job.start, "end": job.end, "current": job.current}
        until = limit(one.as_of, job.start, job.end)
        months = interval(job.start, end, one.as_of)
        self._node(role, "Role", job.title, **dates, until=until, **months)
        said = self._line(f"{job.title}, {job.employer}, {job.start} to {job.end or 'present'}")
        self._edge("HELD", one.id, role, said)
        self._edge("AT", role, self._place("Employer", job.employer), said)
        for skill in job.used:
            self._edge("USED", role, skill, self._line(f"- {_label(ontology, skill)}"))

    def _study(self, study: Study, ontology: Ontology) -> None:
        one = self.person
        education = stable_id("education", one.id, study.school, study.degree, study.start)
        until = limit(one.as_of, study.start, study.end)
        self._node(education, "Education", None, start=study.start, end=study.end, until=until)
        said = self._line(f"{study.school}, {study.start} to {study.end}")
        self._edge("STUDIED", one.id, education, said)
        self._edge("FROM", education, self._place("School", study.school), said)
        for type, concept in (("OF", study.degree), ("IN", study.field)):
            if concept:
                self._edge(type, education, concept, self._line(_label(ontology, concept)))

    def _place(self, kind: str, name: str) -> str:
        id = f"{kind.lower()}:{organisation(name).slug}"
        self._node(id, kind, name)
        return id

    def _node(self, id: str, kind: str, name: str | None, **properties: Value | None) -> None:
        self.nodes[id] = Node(id, kind, name, clean(properties))

    def _edge(self, type: str, source: str, target: str, evidence: str) -> None:
        id = stable_id("e", type, source, target)
        self.edges.append(Edge(id, type, source, target, {}, (evidence,)))

    def _line(self, text: str) -> str:
        start = sum(len(line) + 1 for line in self.lines)
        self.lines.append(text)
        return reference(self.person.document, start, start + len(text))


def _label(ontology: Ontology, concept: str) -> str:
    known = ontology.concepts.get(concept)
    return concept if known is None else known.name
