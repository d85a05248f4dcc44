"""Invented people in any number, always the same ones: documents with Resumes that quote them.

Nothing is parsed. A page writes its text and notes where each value went, so every evidence span
quotes exactly the value it stands for and a hundred thousand resumes take a minute, not an hour.

The shape is that of the field. Skills are drawn by a Zipf–Mandelbrot law (weight of rank r is
1 / (r + 2.7) ^ 1.05) from the stack of a person's community, from that of a neighbouring one, and
from everything, commonest first by the ontology's own bands. Each of the 60 communities has a stack
of a few of the ontology's topics, in an order of its own; employers, schools and places go by the
same law. People have 26.9 skills, 4.2 roles and 1.3 degrees in the mean; dates have the precision
of a year, a month or a day, or are absent; most work somewhere now; one in thirty has an older
resume as well, one in a hundred hides a value such as a name or an employer.

On request there are *bridges*: concepts that exactly three people have, and nobody else.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Final

from commonground.benchmarks.chance import Zipf, coined, date, seldom, word
from commonground.benchmarks.pages import Job, Someone, Study, Written, written
from commonground.graph.put import DocumentEntry
from commonground.ontology.model import Concept
from commonground.ontology.ontology import Ontology, load_ontology

SEED: Final = 20251201
AS_OF: Final = "2025-12-01"
EARLIER: Final = "2022-06-15"
COMMUNITIES: Final = 60

_SKILLS: Final = 26.9
_TOPICS: Final = 4
_STACK: Final = 150
_COUNTRIES: Final = ("Austria", "Brazil", "France", "Germany", "India", "Poland", "Spain")
_FORMS: Final = ("", "", "", " Ltd", " GmbH", " Inc.", " S.A.")
_TITLES: Final = tuple(
    f"{level}{what}"
    for what in ("Backend Engineer", "Software Engineer", "Protocol Engineer", "Data Engineer")
    + ("Platform Engineer", "Smart Contract Developer", "Full Stack Developer", "Engineering Lead")
    for level in ("", "Senior ", "Principal ")
)
_NOW: Final = 2025 * 12 + 10


@dataclass(frozen=True)
class Bridge:
    """A concept that exactly three people have, by their numbers."""

    concept: Concept
    people: tuple[int, int, int]


def key(number: int) -> str:
    """Return the key of the document of the person with a number.

    >>> key(7)
    'people/000007.md'
    """
    return f"people/{number:06d}.md"


class Population:
    """What the people share: stacks, employers, schools, degrees, places; and the bridges.

    The same arguments give the same bytes. ``size`` also says how many employers and schools there
    are to share, so a larger population is no denser than a small one. With ``bridges`` so many
    concepts, of those that the ontology expects least, are had by three people each, and one more,
    ``spare``, by nobody.
    """

    def __init__(
        self, size: int, *, seed: int = SEED, bridges: int = 0, ontology: Ontology | None = None
    ) -> None:
        self.size, self._seed = size, seed
        chance = random.Random(seed)
        concepts = (ontology or load_ontology()).concepts.values()
        known = sorted(concepts, key=lambda one: (-one.share, one.id))
        skills = [one for one in known if one.claimable]
        reserved = _rare(chance, skills, bridges + 1) if bridges else []
        self.spare = reserved[-1] if reserved else None
        self.bridges = _bridges(chance, size, reserved[:-1])
        self._bridged = {who: one.concept for one in self.bridges for who in one.people}
        skills = [one for one in skills if one not in reserved]
        self.skills = Zipf(skills)
        self.stacks = _stacks(chance, skills)
        self._degrees = Zipf([one for one in known if one.kind == "Degree"])
        self._fields = Zipf([one for one in known if one.kind == "Field"])
        self._employers = Zipf(range(80 + size // 200))
        self._schools = Zipf(range(20 + size // 100))
        self._places = Zipf([f"{word(chance)}, {chance.choice(_COUNTRIES)}" for _ in range(60)])

    def entries(self, first: int = 0, last: int | None = None) -> Iterator[DocumentEntry]:
        """Yield what the store takes of the people from ``first`` to before ``last``."""
        return (one.entry() for one in self.written(first, last))

    def written(self, first: int = 0, last: int | None = None) -> Iterator[Written]:
        """Yield the pages of the people from ``first`` to before ``last``, their older ones too."""
        for number in range(first, self.size if last is None else min(last, self.size)):
            someone = self.someone(number)
            yield written(someone, key(number), AS_OF)
            if someone.earlier:
                yield written(someone.earlier, f"people/{number:06d}-2022.md", EARLIER)

    def someone(self, number: int) -> Someone:
        """Return the person with a number, whoever was asked for before."""
        chance = random.Random(self._seed * 1_000_003 + number)
        community = chance.randrange(COMMUNITIES)
        skills = self._skills(chance, community)
        jobs = self._jobs(chance, community, skills)
        projects = _projects(chance, skills)
        listed = _listed(chance, skills, jobs, projects)
        if bridge := self._bridged.get(number):
            jobs, listed = _with(bridge, jobs, listed, chance.random() < 0.5)
        someone = Someone(
            number,
            None if seldom(chance) else f"{word(chance)} {word(chance)}",
            None if seldom(chance) else self._places.one(chance),
            jobs,
            tuple(
                self._study(chance) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3)))
            ),
            listed,
            projects,
        )
        return replace(someone, earlier=_younger(someone)) if chance.random() < 1 / 30 else someone

    def _skills(self, chance: random.Random, community: int) -> list[Concept]:
        count = max(3, round(chance.gauss(_SKILLS, 8)))
        near = self.stacks[(community + 1) % COMMUNITIES]
        drawn = self.stacks[community].draw(chance, count)
        drawn += near.draw(chance, count // 2) + self.skills.draw(chance, count // 2)
        found = list({one.id: one for one in drawn}.values())
        chance.shuffle(found)
        return found[:count]

    def _jobs(
        self, chance: random.Random, community: int, skills: list[Concept]
    ) -> tuple[Job, ...]:
        end = _NOW - (0 if chance.random() < 0.7 else chance.randrange(1, 48))
        found = []
        for number in range(max(1, round(chance.gauss(4.2, 1.4)))):
            # Most stay for two years, few for ten.
            start = end - min(240, max(2, round(chance.lognormvariate(log(24), 0.7))))
            now = number == 0 and end == _NOW
            found.append(self._job(chance, community, skills, start, None if now else end))
            end = start + chance.choice((1, 0, 0, -1, -3, -9))
        return tuple(found)

    def _job(
        self,
        chance: random.Random,
        community: int,
        skills: list[Concept],
        start: int,
        end: int | None,
    ) -> Job:
        home = community if chance.random() < 0.7 else chance.randrange(COMMUNITIES)
        rank = self._employers.one(chance)
        employer = None if seldom(chance) else coined(home * len(self._employers.items) + rank)
        used = [one for one in skills if chance.random() < 0.27]
        digits = chance.choice((4, 4, 7, 7, 7, 7, 7, 7, 10, 0))
        last = "Present" if end is None else date(chance, end, digits)
        return Job(
            employer and employer + chance.choice(_FORMS),
            None if seldom(chance) else chance.choice(_TITLES),
            date(chance, start, digits),
            None if seldom(chance) else last,
            tuple(used),
        )

    def _study(self, chance: random.Random) -> Study:
        year = chance.randrange(1995, 2020)
        digits = chance.choice((4, 4, 4, 7, 0))
        return Study(
            f"University of {coined(2_000_000 + self._schools.one(chance))}",
            self._degrees.one(chance),
            None if chance.random() < 0.1 else self._fields.one(chance),
            date(chance, year * 12 + 8, digits),
            date(chance, (year + chance.choice((2, 3, 4))) * 12 + 5, digits),
        )


def entries(
    people: int,
    *,
    seed: int = SEED,
    first: int = 0,
    bridges: int = 0,
    ontology: Ontology | None = None,
) -> Iterator[DocumentEntry]:
    """Yield what the store takes of so many invented people, one after the other.

    The same arguments give the same bytes; ``first`` leaves out those before it. See
    ``Population``.
    """
    return Population(people, seed=seed, bridges=bridges, ontology=ontology).entries(first)


def _stacks(chance: random.Random, skills: Iterable[Concept]) -> list[Zipf[Concept]]:
    """Return what each community works with, out of a few of the ontology's topics."""
    topics: dict[str, list[Concept]] = {}
    for one in skills:
        topics.setdefault(one.file, []).append(one)
    names = sorted(topics)
    stacks = []
    for _ in range(COMMUNITIES):
        own = [one for name in chance.sample(names, _TOPICS) for one in topics[name]]
        # What is common is common in most of its communities, and in which order is their own.
        liked = [(-one.share * chance.lognormvariate(0, 1.2), one.id, one) for one in own]
        stacks.append(Zipf([one for *_, one in sorted(liked)[:_STACK]]))
    return stacks


def _rare(chance: random.Random, skills: Sequence[Concept], count: int) -> list[Concept]:
    """Return some of the concepts that the ontology expects least."""
    least = min(one.share for one in skills)
    return chance.sample([one for one in skills if one.share == least], count)


def _bridges(chance: random.Random, size: int, concepts: Sequence[Concept]) -> list[Bridge]:
    """Return three people for each concept, nobody twice; of few people some concepts have none."""
    count = min(len(concepts), size // 3)
    numbers = chance.sample(range(size), 3 * count)
    threes = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return [Bridge(*one) for one in zip(concepts, threes, strict=False)]


def _listed(
    chance: random.Random,
    skills: Sequence[Concept],
    jobs: Sequence[Job],
    projects: Sequence[tuple[str, tuple[Concept, ...]]],
) -> tuple[Concept, ...]:
    """Return what stands in the list: half of all, and what no role and no project names."""
    told = {one.id for job in jobs for one in job.skills}
    told |= {one.id for _, used in projects for one in used}
    return tuple(one for one in skills if chance.random() < 0.5 or one.id not in told)


def _with(
    bridge: Concept, jobs: tuple[Job, ...], listed: tuple[Concept, ...], used: bool
) -> tuple[tuple[Job, ...], tuple[Concept, ...]]:
    """Return the jobs and the list of who has one more skill, used in the latest job or listed."""
    if used:
        return (replace(jobs[0], skills=(*jobs[0].skills, bridge)), *jobs[1:]), listed
    return jobs, (*listed, bridge)


def _projects(
    chance: random.Random, skills: list[Concept]
) -> tuple[tuple[str, tuple[Concept, ...]], ...]:
    return tuple(
        (word(chance), tuple(chance.sample(skills, min(3, len(skills)))))
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2)))
    )


def _younger(someone: Someone) -> Someone:
    """Return what the person said before the last job, which was the present one then."""
    jobs = someone.jobs[1:]
    if jobs:
        jobs = (replace(jobs[0], end="Present"), *jobs[1:])
    half = someone.skills[: len(someone.skills) // 2]
    return replace(someone, jobs=jobs or someone.jobs, skills=half, projects=())
