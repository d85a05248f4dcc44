"""Invented people over a small invented ontology, whose weights can be computed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.model import Concept, Relation
from commonground.ontology.ontology import Ontology
from commonground.queries.example import Job, Someone, Study, reader_of_people

SKILLS = (
    "brew-queue",
    "tea-queue",
    "tea-queue-lite",
    "clay-lang",
    "loam-lang",
    "kiln-store",
    "glaze-pattern",
    "bridge-work",
    "rope-bridge",
    "stone-bridge",
    "web-calls",
)


def _concept(id: str, kind: str, name: str, share: float, alt: tuple[str, ...] = ()) -> Concept:
    definition = f"What {name} is."
    return Concept(id, kind, name, definition, alt, share=share, file="invented.ttl")


def _relation(type: str, source: str, target: str, weight: float, reverse: float) -> Relation:
    line = 10 + len(source) + len(target)
    return Relation(
        type, source, target, weight, reverse, 0.5, "invented.ttl", line, f"{type} {target}"
    )


ONTOLOGY = Ontology(
    [
        _concept("skill:queue", "Category", "message queue broker", 0.1),
        _concept("skill:brew-queue", "Technology", "BrewMQ", 0.1, ("brew",)),
        _concept("skill:tea-queue", "Technology", "TeaMQ", 0.03),
        _concept("skill:tea-queue-lite", "Technology", "TeaMQ Lite", 0.01),
        _concept("skill:clay-lang", "Language", "Clay", 0.1),
        _concept("skill:loam-lang", "Language", "Loam", 0.03),
        _concept("skill:kiln-store", "Technology", "Kiln", 0.1),
        _concept("skill:glaze-pattern", "Pattern", "glaze pattern", 0.01, ("glaze",)),
        _concept("skill:bridge-work", "Domain", "bridge work", 0.01),
        _concept("skill:rope-bridge", "Technology", "rope bridge", 0.002),
        _concept("skill:stone-bridge", "Technology", "stone bridge", 0.002),
        _concept("skill:web-calls", "Protocol", "web calls", 0.3),
        _concept("skill:slip-one", "Technology", "Slip One", 0.03, ("slip",)),
        _concept("skill:slip-two", "Technology", "Slip Two", 0.03, ("slip",)),
        _concept("degree:bachelor", "Degree", "Bachelor", 0.3),
        _concept("degree:bachelor-of-arts", "Degree", "Bachelor of Arts", 0.1),
        _concept("field:pottery", "Field", "Pottery", 0.1),
    ],
    [
        _relation("BROADER", "skill:brew-queue", "skill:queue", 0.8, 0.4),
        _relation("BROADER", "skill:tea-queue", "skill:queue", 0.8, 0.4),
        _relation("PART_OF", "skill:tea-queue-lite", "skill:tea-queue", 0.9, 0.5),
        _relation("ALTERNATIVE_TO", "skill:brew-queue", "skill:tea-queue", 0.6, 0.6),
        _relation("ALTERNATIVE_TO", "skill:clay-lang", "skill:loam-lang", 0.6, 0.6),
        _relation("IMPLEMENTED_IN", "skill:kiln-store", "skill:clay-lang", 0.1, 0.05),
        _relation("BROADER", "skill:rope-bridge", "skill:bridge-work", 0.8, 0.4),
        _relation("BROADER", "skill:stone-bridge", "skill:bridge-work", 0.8, 0.4),
        _relation("BROADER", "degree:bachelor-of-arts", "degree:bachelor", 0.8, 0.4),
    ],
    "0" * 16,
)


def skills(*names: str) -> list[str]:
    """Return the ids of skills."""
    return [f"skill:{name}" for name in names]


def job(
    employer: str, start: str | None, end: str | None, *used: str, title: str = "Engineer"
) -> Job:
    """Return a job; ``end`` "now" means that it goes on."""
    current = end == "now"
    return Job(employer, start, None if current else end, skills(*used), title, current)


def someone(
    name: str | None,
    *jobs: Job,
    lists: Sequence[str] = (),
    studies: Sequence[Study] = (),
    languages: Sequence[str] = (),
    **more: str,
) -> Someone:
    """Return a person whose document is called like the person, in small letters."""
    document = more.pop("document", f"{(name or 'nobody').lower()}.md")
    return Someone(name, document, jobs, skills(*lists), studies, languages=languages, **more)


def town(*people: Someone) -> NetworkXReader:
    """Return the reader of a graph of these people over the invented ontology."""
    return reader_of_people(people, ONTOLOGY)


def crowd(count: int, *lists: str) -> Iterable[Someone]:
    """Give further people who list the same skills, so that counts grow."""
    return (someone(f"Extra{number:03d}", lists=lists) for number in range(count))
