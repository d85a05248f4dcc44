"""A person, a shape and habits made into a page: its sections, and what is right there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

from .blocks import Block, Part, Run, bold, bullets, heading, line, lines, link, runs, table
from .dates import Calendar, calendar, duration
from .people import NOW, Job, Person, Study
from .shapes import Look, Shape, Told
from .vocabulary import local, pool


@dataclass
class Page:
    """The sections of a resume, its habits, and its gold in the form of the shared scorer."""

    parts: list[Part]
    gold: dict[str, Any]
    look: Look
    shape: Shape


def page(person: Person, shape: Shape, format: str, *, seed: int, date_shape: str = "") -> Page:
    """Return the resume of a person in a shape; the same arguments give the same page."""
    key = f"{seed} {person.number} {shape.name}"
    look = Look(key, format, person.language)
    chance = random.Random(key)
    fitting = date_shape or (chance.choice(shape.dates) if shape.dates else "")
    habits = calendar(chance, person.language, fitting or None)
    return _PageMaker(person, shape, look, chance, habits).page()


class _PageMaker:
    def __init__(
        self, person: Person, shape: Shape, look: Look, chance: random.Random, habits: Calendar
    ) -> None:
        self.person, self.shape, self.look = person, shape, look
        self.chance, self.habits = chance, habits

    def page(self) -> Page:
        work, told = self._work()
        parts = [
            self._head(),
            work,
            self._education(),
            self._skills(),
            self._projects(),
            self._spoken(),
        ]
        return Page([one for one in parts if one.blocks], self._gold(told), self.look, self.shape)

    def _title(self, kind: str) -> str:
        return self.look.label(kind)

    def _head(self) -> Part:
        person = self.person
        pieces = [
            link(person.email, f"mailto:{person.email}"),
            Run(person.phone),
            Run(person.place),
        ]
        labelled = lines(f"E-mail: {person.email}", f"Tel.: {person.phone}", person.place)
        bar = self.look.pick(" | ", " · ", " • ")
        joined = line(pieces[0], bar, pieces[1], bar, pieces[2])
        contact: Block = self.look.pick(joined, labelled, lines(*pieces))
        cv = local("sections", person.language)["cv"][0]
        above = heading(1, person.name) if self.look.pick(*range(3)) else line(bold(person.name))
        before = self.look.pick((), (), (), (line(cv),))
        return Part("head", None, [*before, above, contact])

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

    def _education(self) -> Part:
        blocks: list[Block] = []
        for study in self.person.studies:
            blocks += self._study(study)
        return Part("education", self._title("education"), blocks)

    def _study(self, study: Study) -> list[Block]:
        dates = self.habits.write(study.start, study.end).text
        word = self.look.pick(" in ", ", ", " ") if self.person.language == "en" else ", "
        degree = study.degree + word + study.area
        return self._study_layout(degree, study.school, dates)

    def _study_layout(self, degree: str, school: str, dates: str) -> list[Block]:
        match self.look.pick(*range(7)):
            case 0:
                return [heading(3, school), line(f"{degree}, {dates}")]
            case 1:
                return [heading(3, degree), line(f"{school} | {dates}")]
            case 2:
                return [line(bold(degree), f", {school} ({dates})")]
            case 3:
                return [bullets(f"{dates}: {degree}, {school}")]
            case 4:
                return [lines(bold(school), degree, dates)]
            case 5:
                return [bullets(runs(bold(school), f" — {degree} ({dates})"))]
        return [line(f"{degree} - {school}, {dates}")]

    def _skills(self) -> Part:
        listed = [one for number, one in enumerate(self.person.skills) if number % 3]
        half = len(listed) // 2
        match self.look.pick(*range(4)):
            case 0:
                blocks: list[Block] = [line(", ".join(listed))]
            case 1:
                blocks = [bullets(*listed)]
            case 2:
                groups = (("Daily", listed[:half]), ("Now and then", listed[half:]))
                blocks = [lines(*(runs(bold(f"{k}:"), " " + ", ".join(v)) for k, v in groups if v))]
            case _:
                rows = [("Level", "Skills"), ("Daily", ", ".join(listed[:half]))]
                blocks = [table(*rows, ("Familiar", ", ".join(listed[half:])))]
        return Part("skills", self._title("skills"), blocks if listed else [])

    def _projects(self) -> Part:
        way = self.look.pick("bullets", "headings")
        blocks: list[Block] = []
        for name, skills in self.person.projects:
            text = f"A small thing made with {' and '.join(skills)}."
            blocks += (
                [bullets(runs(bold(name), f": {text}"))]
                if way == "bullets"
                else [heading(3, name), line(text)]
            )
        return Part("projects", self._title("projects"), blocks)

    def _spoken(self) -> Part:
        said = [f"{name} ({level})" for name, level in self.person.spoken]
        way = self.look.pick("line", "bullets")
        block: list[Block] = [line(", ".join(said)) if way == "line" else bullets(*said)]
        return Part("languages", self._title("languages"), block if said else [])

    def _gold(self, work: list[dict[str, Any]]) -> dict[str, Any]:
        person = self.person
        listed = {one for number, one in enumerate(person.skills) if number % 3}
        used = {skill for job in work for skill in job["uses"]}
        built = {skill for _, skills in person.projects for skill in skills}
        return {
            "basics": {"name": person.name, "email": person.email, "phone": person.phone},
            "work": work,
            "education": [self._study_gold(one) for one in person.studies],
            "knows": sorted(listed | used | built),
            "optional": sorted({one for job in work for one in job["usesOptional"]}),
            "projects": [name for name, _ in person.projects],
            "languages": [name for name, _ in person.spoken],
            "shape": self.shape.name,
        }

    def _study_gold(self, study: Study) -> dict[str, Any]:
        written = self.habits.write(study.start, study.end)
        return {
            "institution": study.school,
            "studyType": study.degree,
            "area": study.area,
            "startDate": written.start,
            "endDate": written.end,
            "accept": {"startDate": [None]} if written.or_none else {},
        }


@cache
def _linker() -> Linker:
    return Linker(load_ontology())


@cache
def _named(text: str) -> tuple[str, ...]:
    """Return the concepts that a title or name holds: to say them is neither right nor wrong."""
    return tuple(found.concept.name for found in _linker().link(text))
