"""The sections of a page beside its jobs, some of which look like jobs and are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from . import heads, studies
from .blocks import Block, Part, Run, bold, bullets, heading, line, lines, link, runs, small, table
from .dates import Calendar
from .people import Person, Study
from .shapes import Look
from .vocabulary import CJK, local

ORDERS: Final = (
    ("head", "summary", "work", "education", "skills", "projects", "extras", "languages"),
    ("head", "summary", "skills", "work", "projects", "education", "extras", "languages"),
    ("head", "education", "skills", "languages", "work", "extras", "projects"),
    ("head", "skills", "languages", "work", "education", "projects", "extras"),
)


def head(person: Person, look: Look, aside: bool | None = None) -> Part:
    """Return the name and the contacts, in one of the ways in which resumes begin.

    With ``aside`` they are those of ``heads.py``, a third of which is kept aside.
    """
    if aside is not None and (aside or person.number % 3):
        return Part("head", None, heads.written(person, look, _contact(person, look), aside=aside))
    cv = local("sections", person.language)["cv"][0]
    role = person.jobs[0].title
    names: list[list[Block]] = [
        [heading(1, person.name)],
        [heading(1, person.name), line(role)],
        [heading(1, person.name), heading(2, role)],
        [line(bold(person.name))],
        [line(cv), heading(1, person.name)],
        [heading(1, f"{person.name} - {cv}")],
        [heading(1, f"{person.name} ", small(cv.upper()))],
        [heading(1, link(person.name, "https://home.example"))],
        [heading(1, cv), line(bold(person.name))],
    ]
    return Part("head", None, [*look.pick_of(names), _contact(person, look)])


def _contact(person: Person, look: Look) -> Block:
    address = link(person.email, f"mailto:{person.email}")
    pieces = (address, Run(person.phone), Run(person.place))
    bar = look.pick(" | ", " · ", " • ")
    ways: list[Block] = [
        line(pieces[0], bar, pieces[1], bar, pieces[2]),
        lines(f"E-mail: {person.email}", f"Tel.: {person.phone}", person.place),
        lines(*pieces),
        bullets(*pieces),
    ]
    return look.pick_of(ways)


def summary(person: Person, look: Look) -> Part:
    """Return a few sentences with a year and a firm in them, neither of which is a job."""
    first = person.jobs[-1].start[0]
    text = (
        f"I have built things for others since {first}, mostly in small groups. Before that I "
        "repaired boats. I like plain words and short meetings."
    )
    return Part("summary", look.label("summary"), [line(text)])


def education(person: Person, look: Look, habits: Calendar, aside: bool | None = None) -> Part:
    """Return the studies, each in the same way; with ``aside`` in one of ``studies.py``."""
    blocks: list[Block] = []
    for study in person.studies:
        dates = habits.write(study.start, study.end).text
        if aside is None or not aside and person.number % 4 == 0:
            blocks += _study(study, look, dates)
        else:
            blocks += studies.written(study, look, dates, person.number, aside=aside)
    return Part("education", look.label("education"), blocks)


def _study(study: Study, look: Look, dates: str) -> list[Block]:
    word = look.pick(" in ", ", ", " ") if look.language == "en" else ", "
    degree, school = study.degree + word + study.area, study.school
    ways: list[list[Block]] = [
        [heading(3, school), line(f"{degree}, {dates}")],
        [heading(3, degree), line(f"{school} | {dates}")],
        [line(bold(degree), f", {school} ({dates})")],
        [bullets(f"{dates}: {degree}, {school}")],
        [lines(bold(school), degree, dates)],
        [bullets(runs(bold(school), f" — {degree} ({dates})"))],
        [line(f"{degree} - {school}, {dates}")],
        [heading(3, f"{school} ({dates})"), bullets(degree, "Thesis on slow ferries.")],
    ]
    return look.pick_of(ways)


def listed(person: Person) -> list[str]:
    """Return the skills that stand in the skills section; the others are told with the jobs."""
    return [one for number, one in enumerate(person.skills) if number % 3]


def skills(person: Person, look: Look) -> Part:
    """Return the skills: a line, a list, by level, or a table."""
    found = listed(person)
    half = len(found) // 2
    daily, rarely = ", ".join(found[:half]), ", ".join(found[half:])
    ways: list[Block] = [
        line(", ".join(found)),
        bullets(*found),
        lines(runs(bold("Daily:"), f" {daily}"), runs(bold("Now and then:"), f" {rarely}")),
        table(("Level", "Skills"), ("Daily", daily), ("Familiar", rarely)),
        bullets(f"Daily: {daily}", f"Familiar with: {rarely}"),
    ]
    return Part("skills", look.label("skills"), [look.pick_of(ways)])


def projects(person: Person, look: Look, habits: Calendar) -> Part:
    """Return the projects, which may have dates like jobs."""
    way = look.pick("bullets", "headings", "dated")
    dates = habits.write((2017, 3, 14), (2018, 5, 17)).text
    blocks: list[Block] = []
    for name, used in person.projects:
        text = f"A small thing made with {' and '.join(used)}."
        ways: dict[str, list[Block]] = {
            "bullets": [bullets(runs(bold(name), f": {text}"))],
            "headings": [heading(3, name), line(text)],
            "dated": [heading(3, f"{name} ({dates})"), line(text)],
        }
        blocks += ways[way]
    return Part("projects", look.label("projects"), blocks)


def spoken(person: Person, look: Look) -> Part:
    """Return the languages with their levels."""
    said = [f"{name} ({level})" for name, level in person.spoken]
    way = look.pick("line", "bullets")
    block: list[Block] = [line(", ".join(said)) if way == "line" else bullets(*said)]
    return Part("languages", look.label("languages"), block if said else [])


def extras(person: Person, look: Look, habits: Calendar) -> Part:
    """Return what has dates and firms and is no job: certificates, contests, or references."""
    way = look.pick("none", "none", "certificates", "contests", "references")
    if way == "none" or person.language in CJK:
        return Part("extras", None)
    when = habits.write((2019, 5, 20), (2019, 5, 20)).text
    firm = person.jobs[0].client
    found: dict[str, tuple[str, list[Block]]] = {
        "certificates": ("Certificates", [bullets(f"First Aid at Sea, {firm}, {when}")]),
        "contests": ("Awards", [line(bold("Second place, Eastmere Hackathon"), f" ({when})")]),
        "references": ("References", [line("Available upon request.")]),
    }
    return Part("extras", *found[way])


def arranged(parts: Sequence[Part], look: Look) -> list[Part]:
    """Return the sections in one of the usual orders; empty ones are left out."""
    known = {part.kind: part for part in parts if part.blocks}
    return [known[kind] for kind in look.pick(*ORDERS) if kind in known]


def study_gold(study: Study, habits: Calendar) -> dict[str, Any]:
    """Return what is right for one course of study."""
    written = habits.write(study.start, study.end)
    return {
        "institution": study.school,
        "studyType": study.degree,
        "area": study.area,
        "startDate": written.start,
        "endDate": written.end,
    }
