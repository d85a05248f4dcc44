"""Invented people in any number, always the same ones: documents with Resumes that quote them.

Nothing is parsed. A page writes its text and notes where each value went, so every evidence span
quotes exactly the value it stands for and a hundred thousand resumes take a minute, not an hour.

The shape is that of the field. Skills are drawn by a Zipf–Mandelbrot law (weight of rank r is
1 / (r + 2.7) ^ 1.05, commonest first by the ontology's own bands) from the topic that a person's
community works in, from a neighbouring topic, and from everything; employers, schools and places by
the same law. People have about 27 skills, 4 roles and 1.3 degrees; dates have the precision of a
year, a month or a day, or are absent; most work somewhere now; one in thirty has an older resume as
well, one in a hundred hides a value such as a name or an employer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Final, TypeVar

from commonground.benchmarks.pages import Job, Someone, Study, written
from commonground.graph.put import DocumentEntry
from commonground.loaders.document import Document
from commonground.loaders.resume import Resume
from commonground.ontology.model import Concept
from commonground.ontology.ontology import Ontology, load_ontology

SEED: Final = 20251201
AS_OF: Final = "2025-12-01"
EARLIER: Final = "2022-06-15"

_OFFSET, _EXPONENT = 2.7, 1.05
_SYLLABLES: Final = tuple("ba ce di fo gu ha ji ko lu ma ne pi ro sa te vo wy za mir tol".split())
_FORMS: Final = ("", "", "", " Ltd", " GmbH", " Inc.", " S.A.")
_TITLES: Final = tuple(
    f"{level}{what}"
    for what in ("Backend Engineer", "Software Engineer", "Protocol Engineer", "Data Engineer")
    + ("Platform Engineer", "Smart Contract Developer", "Full Stack Developer", "Engineering Lead")
    for level in ("", "Senior ", "Principal ")
)
_NOW: Final = 2025 * 12 + 10

T = TypeVar("T")


def entries(
    people: int, *, seed: int = SEED, first: int = 0, ontology: Ontology | None = None
) -> Iterator[DocumentEntry]:
    """Yield what the store takes of so many invented people, one after the other.

    The same arguments give the same bytes. ``people`` also says how many employers and schools
    there are to share, so a larger population is no denser than a small one; ``first`` leaves out
    those before it.
    """
    world = _World(people, seed, ontology or load_ontology())
    for number in range(first, people):
        someone = world.someone(number)
        yield written(someone, f"people/{number:06d}.md", AS_OF)
        if someone.earlier:
            yield written(someone.earlier, f"people/{number:06d}-2022.md", EARLIER)


def resumes(people: int, *, seed: int = SEED) -> Iterator[tuple[Document, Resume]]:
    """Yield the documents of so many invented people with what each says."""
    return ((entry.document, entry.resume) for entry in entries(people, seed=seed))


class Zipf:
    """Draws items so that few are frequent and many are rare; the first are the frequent ones."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        weights = ((rank + _OFFSET) ** -_EXPONENT for rank in range(1, len(items) + 1))
        self._weights = list(accumulate(weights))

    def draw(self, chance: random.Random, count: int) -> list[Any]:
        """Return so many items, the same one perhaps several times."""
        return chance.choices(self.items, cum_weights=self._weights, k=count)

    def one(self, chance: random.Random) -> Any:
        """Return one item."""
        return self.draw(chance, 1)[0]


class _World:
    """What the people share: topics, employers, schools, degrees, places."""

    def __init__(self, people: int, seed: int, ontology: Ontology) -> None:
        self._seed = seed
        chance = random.Random(seed)
        concepts = sorted(ontology.concepts.values(), key=lambda one: (-one.share, one.id))
        skills = [one for one in concepts if one.claimable]
        self._all = Zipf(skills)
        files = sorted({one.file for one in skills})
        self._topics = [Zipf([one for one in skills if one.file == file]) for file in files]
        self._degrees = Zipf([one for one in concepts if one.kind == "Degree"])
        self._fields = Zipf([one for one in concepts if one.kind == "Field"])
        self._employers = [
            Zipf([f"{_word(chance)} {_word(chance)}" for _ in range(30 + people // 100)])
            for _ in self._topics
        ]
        self._schools = Zipf([f"University of {_word(chance)}" for _ in range(20 + people // 100)])
        self._places = Zipf([_word(chance) for _ in range(60)])

    def someone(self, number: int) -> Someone:
        """Return the person with a number, whoever was asked for before."""
        chance = random.Random(self._seed * 1_000_003 + number)
        topic = chance.randrange(len(self._topics))
        skills = self._skills(chance, topic)
        someone = Someone(
            number,
            None if _seldom(chance) else f"{_word(chance)} {_word(chance)}",
            None if _seldom(chance) else self._places.one(chance),
            self._jobs(chance, topic, skills),
            tuple(
                self._study(chance) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 2, 2, 2, 3)))
            ),
            tuple(one for one in skills if chance.random() < 0.55),
            self._projects(chance, skills),
        )
        if chance.random() < 1 / 30:
            return replace(someone, earlier=_younger(someone))
        return someone

    def _skills(self, chance: random.Random, topic: int) -> list[Concept]:
        count = max(3, round(chance.gauss(27, 8)))
        near = self._topics[(topic + 1) % len(self._topics)]
        drawn = self._topics[topic].draw(chance, count)
        drawn += near.draw(chance, count // 2) + self._all.draw(chance, count // 2)
        found = list({one.id: one for one in drawn}.values())
        chance.shuffle(found)
        return found[:count]

    def _jobs(self, chance: random.Random, topic: int, skills: list[Concept]) -> tuple[Job, ...]:
        end = _NOW - (0 if chance.random() < 0.7 else chance.randrange(1, 48))
        found = []
        for number in range(max(1, round(chance.gauss(4, 1.4)))):
            start = end - chance.randrange(3, 50)
            now = number == 0 and end == _NOW
            found.append(self._job(chance, topic, skills, start, None if now else end))
            end = start + chance.choice((1, 0, 0, -1, -3, -9))
        return tuple(found)

    def _job(
        self, chance: random.Random, topic: int, skills: list[Concept], start: int, end: int | None
    ) -> Job:
        home = topic if chance.random() < 0.7 else chance.randrange(len(self._topics))
        employer = None if _seldom(chance) else self._employers[home].one(chance)
        used = [one for one in skills if chance.random() < 0.27]
        digits = chance.choice((4, 4, 7, 7, 7, 7, 7, 7, 10, 0))
        last = "Present" if end is None else _date(chance, end, digits)
        return Job(
            employer and employer + chance.choice(_FORMS),
            None if _seldom(chance) else chance.choice(_TITLES),
            _date(chance, start, digits),
            None if _seldom(chance) else last,
            tuple(used),
        )

    def _study(self, chance: random.Random) -> Study:
        year = chance.randrange(1995, 2020)
        digits = chance.choice((4, 4, 4, 7, 0))
        return Study(
            self._schools.one(chance),
            self._degrees.one(chance),
            None if chance.random() < 0.1 else self._fields.one(chance),
            _date(chance, year * 12 + 8, digits),
            _date(chance, (year + chance.choice((2, 3, 4))) * 12 + 5, digits),
        )

    def _projects(
        self, chance: random.Random, skills: list[Concept]
    ) -> tuple[tuple[str, tuple[Concept, ...]], ...]:
        return tuple(
            (_word(chance), tuple(chance.sample(skills, min(3, len(skills)))))
            for _ in range(chance.choice((0, 0, 0, 1, 1, 2)))
        )


def _younger(someone: Someone) -> Someone:
    """Return what the person said before the last job, which was the present one then."""
    jobs = someone.jobs[1:]
    if jobs:
        jobs = (replace(jobs[0], end="Present"), *jobs[1:])
    half = someone.skills[: len(someone.skills) // 2]
    return replace(someone, jobs=jobs or someone.jobs, skills=half, projects=())


def _seldom(chance: random.Random) -> bool:
    return chance.random() < 0.01


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 3)))).capitalize()


def _date(chance: random.Random, month: int, digits: int) -> str | None:
    """Return an ISO date of a year (4 digits), a month (7) or a day (10); None for 0."""
    whole = f"{month // 12:04d}-{month % 12 + 1:02d}-{chance.randrange(1, 29):02d}"
    return whole[:digits] or None
