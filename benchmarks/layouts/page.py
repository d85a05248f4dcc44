"""A person, a shape and habits made into a page: its sections, and what is right there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

from . import sections, studies
from .blocks import Block, Part, bullets, line
from .dates import Calendar, calendar, duration
from .people import NOW, Job, Person
from .shapes import Look, Shape, Told
from .vocabulary import Side, pool

_STUDIES_IN_YEARS: Final = 0.4


@dataclass
class Page:
    """The sections of a resume, its habits, and its gold in the form of the shared scorer."""

    parts: list[Part]
    gold: dict[str, Any]
    look: Look
    shape: Shape


def page(
    person: Person,
    shape: Shape,
    format: str,
    *,
    seed: int,
    date_shape: str = "",
    aside: bool = False,
) -> Page:
    """Return the resume of a person in a shape; the same arguments give the same page.

    ``aside`` takes the studies, tops and headings of *build* that are kept aside.
    """
    key = f"{seed} {person.number} {shape.name}"
    look = Look(key, format, person.language)
    chance = random.Random(key)
    fitting = date_shape or (chance.choice(shape.dates) if shape.dates else "")
    habits = calendar(chance, person.language, fitting or None)
    return _PageMaker(person, shape, look, chance, habits, aside).page()


class _PageMaker:
    def __init__(
        self,
        person: Person,
        shape: Shape,
        look: Look,
        chance: random.Random,
        habits: Calendar,
        aside: bool,
    ) -> None:
        self.aside = aside if shape.side == "build" else None
        self.person, self.shape, self.look = person, shape, look
        self.habits, self.study_habits = habits, habits
        if chance.random() < _STUDIES_IN_YEARS:
            self.study_habits = calendar(chance, person.language, "YYYY")
        if self.aside is not None and (self.aside or person.number % 2):
            look.odd = odd_headings(person, shape.side, aside=self.aside)

    def page(self) -> Page:
        work, told = self._work()
        person, look = self.person, self.look
        parts = [
            sections.head(person, look, self.aside),
            sections.summary(person, look),
            work,
            sections.education(person, look, self.study_habits, self.aside),
            sections.skills(person, look),
            sections.projects(person, look, self.habits),
            sections.extras(person, look, self.habits),
            sections.spoken(person, look),
        ]
        return Page(sections.arranged(parts, look), self._gold(told), look, self.shape)

    def _title(self, kind: str) -> str:
        return self.look.label(kind)

    def _work(self) -> tuple[Part, list[dict[str, Any]]]:
        jobs = [job for job in self.person.jobs if job.employer or self.shape.freelance]
        told = [self._told(number, job) for number, job in enumerate(jobs, 1)]
        blocks: list[Block] = []
        gold: list[dict[str, Any]] = []
        for _, stint in groupby(zip(jobs, told, strict=True), key=lambda pair: pair[0].stint):
            pairs = list(stint)
            blocks += self.shape.write([role for _, role in pairs], self.look)
            gold += [
                self._job_gold(job, told_body=self._tells_skills(number))
                for number, (job, _) in enumerate(pairs)
            ]
        return Part("work", self._title("work"), blocks), gold

    def _tells_skills(self, number: int) -> bool:
        """Return whether a role's text stands under it; the number is that within its stint."""
        if "skills" in self.shape.leaves_out:
            return False
        return number == 0 or not self.shape.one_body

    def _told(self, number: int, job: Job) -> Told:
        written = self.habits.write(job.start, job.end)
        sentences = self._sentences(job)
        return Told(
            job.employer or "",
            job.title,
            written.text,
            written.first,
            written.last if not written.current else "",
            job.place,
            duration(job.start, job.end or NOW, short=self.look.pick(True, False)),
            job.team,
            job.client,
            job.project,
            number,
            tuple(sentences),
            self._body(sentences),
        )

    def _sentences(self, job: Job) -> list[str]:
        chance = random.Random(f"{self.look.seed} {job.start}")
        tools = f"{self._title('tools')}: {', '.join(job.skills)}"
        if self.look.pick("tools", "told") == "tools":
            return [*job.sentences, tools]
        told = chance.choice(pool("prose with skills", self.shape.side))
        return [*job.sentences, told.format(skills=", ".join(job.skills))]

    def _body(self, sentences: Sequence[str]) -> tuple[Block, ...]:
        way = self.look.pick("bullets", "bullets", "paragraph", "both")
        *others, last = sentences
        if way == "bullets":
            return (bullets(*sentences),)
        if way == "paragraph":
            return (line(" ".join(others)), line(last))
        return (bullets(*others), line(last))

    def _job_gold(self, job: Job, *, told_body: bool) -> dict[str, Any]:
        written = self.habits.write(job.start, job.end)
        found: dict[str, Any] = {
            "name": job.employer,
            "position": job.title,
            "startDate": written.start,
            "endDate": written.end,
            "current": written.current,
            "uses": list(job.skills) if told_body else [],
            "usesOptional": list(_named(job.title) + _named(job.employer or "")),
            "accept": {},
        }
        for field, key in (("employer", "name"), ("title", "position")):
            if field in self.shape.leaves_out:
                found[key] = None
            if field in self.shape.in_prose:
                found["accept"][key] = [None]
        if written.or_none:
            found["accept"]["endDate"] = [None]
        return found

    def _gold(self, work: list[dict[str, Any]]) -> dict[str, Any]:
        person = self.person
        used = {skill for job in work for skill in job["uses"]}
        built = {skill for _, skills in person.projects for skill in skills}
        return {
            "basics": {"name": person.name, "email": person.email, "phone": person.phone},
            "work": work,
            "education": [sections.study_gold(one, self.study_habits) for one in person.studies],
            "knows": sorted({*sections.listed(person)} | used | built),
            "optional": sorted({one for job in work for one in job["usesOptional"]}),
            "projects": [name for name, _ in person.projects],
            "languages": [name for name, _ in person.spoken],
            "shape": self.shape.name,
        }


def odd_headings(person: Person, side: Side, *, aside: bool) -> dict[str, str]:
    """Return headings of no list for some of the sections of a resume in English."""
    if person.language != "en":
        return {}
    found: dict[str, str] = {}
    for place, kind in enumerate(("work", "education", "skills", "projects")):
        words = studies.of_third(pool(f"odd headings {kind}", side), str, aside=aside)
        if (person.number >> place) % 2 == 0:
            found[kind] = words[person.number % len(words)]
    return found


@cache
def _linker() -> Linker:
    return Linker(load_ontology())


@cache
def _named(text: str) -> tuple[str, ...]:
    """Return the concepts that a title or name holds: to say them is neither right nor wrong."""
    return tuple(found.concept.name for found in _linker().link(text))
