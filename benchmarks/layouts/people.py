"""Invented people: what they did, studied, know and speak, before any resume tells it."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from commonground.ontology.ontology import load_ontology

from .dates import Day
from .vocabulary import CJK, Side, in_language, pool

NOW: Final[Day] = (2025, 11, 15)
_KINDS: Final = {"Technology", "Language", "Chain", "Protocol"}
_PLAIN: Final = re.compile(r"[\w.+#-]+(?: [\w.+#-]+){0,2}")


@dataclass(frozen=True)
class Job:
    """One role; roles that follow each other at one employer have the same ``stint``."""

    stint: int
    employer: str | None
    title: str
    start: Day
    end: Day | None
    place: str
    skills: tuple[str, ...]
    sentences: tuple[str, ...]
    team: str
    client: str
    project: str


@dataclass(frozen=True)
class Study:
    """One course of study."""

    school: str
    degree: str
    area: str
    start: Day
    end: Day


@dataclass(frozen=True)
class Person:
    """Somebody invented; the jobs stand with the latest first."""

    number: int
    language: str
    name: str
    email: str
    phone: str
    place: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]
    projects: tuple[tuple[str, tuple[str, ...]], ...]
    spoken: tuple[tuple[str, str], ...]


@cache
def plain_skills() -> tuple[str, ...]:
    """Return labels of the ontology that mean one thing anywhere, frequent ones first."""
    ontology = load_ontology()
    concepts = sorted(ontology.concepts.values(), key=lambda one: (-one.share, one.id))
    return tuple(
        one.name
        for one in concepts
        if one.kind in _KINDS
        and one.policy is None
        and _PLAIN.fullmatch(one.name)
        and [found.id for found in ontology.lookup(one.name)] == [one.id]
    )


def person(number: int, side: Side, language: str, *, seed: int) -> Person:
    """Return the person with a number; the words are those of one half."""
    chance = random.Random(f"{seed} {number} {side} {language}")
    return _Maker(chance, side, language).person(number)


class _Maker:
    def __init__(self, chance: random.Random, side: Side, language: str) -> None:
        self.chance, self.side, self.language = chance, side, language

    def any(self, group: str) -> str:
        return self.chance.choice(pool(group, self.side))

    def local(self, group: str) -> str:
        return self.chance.choice(in_language(group, self.language, self.side))

    def person(self, number: int) -> Person:
        name = self._name()
        skills = self._skills(self.chance.randint(8, 22))
        return Person(
            number,
            self.language,
            name,
            f"{_handle(name)}{number}@example.org",
            self._phone(),
            self._place(),
            tuple(self._jobs(skills)),
            tuple(self._studies()),
            tuple(skills),
            tuple(self._projects(skills)),
            tuple(self._spoken()),
        )

    def _name(self) -> str:
        if self.language in CJK:
            return self.local("names")
        if self.chance.random() < 0.04:
            return self.any("one-word names")
        first, last = self.any("first names"), self.any("last names")
        middle = self.chance.choice((*("",) * 8, "J. ", "M. ", "Mary "))
        return f"{first} {middle}{last}"

    def _phone(self) -> str:
        digits = "".join(self.chance.choice("123456789") for _ in range(7))
        return self.chance.choice(("+1 555 01{} {}", "+49 30 {} {}", "(555) 0{}-{}")).format(
            digits[:2] if self.chance.random() < 0.5 else digits[:3], digits[3:]
        )

    def _place(self) -> str:
        if self.language in CJK:
            return self.local("places")
        return f"{self.any('places')}, {self.any('regions')}"

    def _skills(self, count: int) -> list[str]:
        labels = plain_skills()
        weights = [1 / (rank + 12) for rank in range(len(labels))]
        found = self.chance.choices(labels, weights, k=2 * count)
        return _apart(found)[:count]

    def _jobs(self, skills: Sequence[str]) -> list[Job]:
        found: list[Job] = []
        end = NOW if self.chance.random() < 0.75 else self._before(NOW, self.chance.randint(2, 30))
        stint = 0
        for _ in range(self.chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7))):
            roles = self.chance.choice((1, 1, 1, 1, 2, 3)) if self.chance.random() < 0.6 else 1
            employer = self._employer(found)
            alone = employer is None
            for _ in range(1 if alone else roles):
                start = self._before(end, self.chance.randint(4, 44))
                found.append(self._job(stint, employer, start, end, skills))
                end = self._before(start, 0)
            stint += 1
            # The job before: right away, after a gap, or beside this one.
            end = self._before(end, self.chance.choice((0, 0, 1, 1, 2, 5, 14, -3)))
        return found

    def _before(self, day: Day, months: int) -> Day:
        at = day[0] * 12 + day[1] - 1 - months
        # A day over 12, so that no shape leaves open which number is the month.
        return at // 12, at % 12 + 1, self.chance.randint(13, 28)

    def _employer(self, before: Sequence[Job]) -> str | None:
        if self.language in CJK:
            return self.local("employers")
        if before and self.chance.random() < 0.06:
            return None
        taken = {job.employer for job in before}
        return next(one for one in iter(self._employer_name, "") if one not in taken)

    def _employer_name(self) -> str:
        stem, other = self.chance.sample(pool("stems", self.side), 2)
        return self.any("employer patterns").format(
            stem=stem,
            stem2=other,
            STEM=stem.upper(),
            lower=stem.lower(),
            noun=self.any("nouns"),
            form=self.any("forms"),
            place=self.any("places"),
        )

    def _job(
        self, stint: int, employer: str | None, start: Day, end: Day, skills: Sequence[str]
    ) -> Job:
        title = self.any("freelance titles") if employer is None else self._title()
        count = self.chance.randint(1, 4)
        return Job(
            stint,
            employer,
            title,
            start,
            None if end == NOW else end,
            self._place(),
            tuple(self.chance.sample(list(skills), min(len(skills), self.chance.randint(1, 5)))),
            tuple(self.chance.sample(pool("prose", self.side), count)),
            self.any("teams"),
            self._employer_name(),
            self.any("projects"),
        )

    def _title(self) -> str:
        own = self.language != "en" and self.chance.random() < 0.8
        return self.local("titles") if own else self.any("titles")

    def _studies(self) -> list[Study]:
        found = []
        end = self.chance.randint(2004, 2016)
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 2, 3))):
            start = end - self.chance.randint(2, 5)
            days = [
                (year, month, self.chance.randint(13, 28))
                for year, month in (
                    (start, self.chance.choice((8, 9, 10))),
                    (end, self.chance.choice((5, 6, 7))),
                )
            ]
            found.append(Study(self._school(), self.local("degrees"), self.local("fields"), *days))
            end = start
        return found

    def _school(self) -> str:
        if self.language in CJK:
            return self.local("schools")
        return self.any("school patterns").format(
            place=self.any("places").split(",")[0], stem=self.any("stems")
        )

    def _projects(self, skills: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
        names = self.chance.sample(pool("projects", self.side), self.chance.choice((0, 0, 1, 2)))
        return [
            (name, tuple(self.chance.sample(list(skills), min(2, len(skills))))) for name in names
        ]

    def _spoken(self) -> list[tuple[str, str]]:
        names = self.chance.sample(pool("spoken", self.side), self.chance.choice((0, 1, 2, 2, 3)))
        return [(name, self.any("levels")) for name in names]


def _apart(labels: Sequence[str]) -> list[str]:
    """Return the labels without those that stand inside of another: one mention is one skill."""
    kept: list[str] = []
    for label in labels:
        low = label.casefold()
        if not any(low in one.casefold() or one.casefold() in low for one in kept):
            kept.append(label)
    return kept


def _handle(name: str) -> str:
    """Return the letters of a name that an address may have."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", plain.split()[0] if plain.split() else "") or "someone"
