"""The shapes of studies and of the tops of resumes that the *build* half has beside the usual ones.

A third of them, by the hash of their names, is kept aside: rules are made on the others, and what
they are worth is seen on those.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from .blocks import Block, Row, Run, bold, bullets, heading, italic, line, lines, link, runs, table
from .people import Study
from .shapes import Look

T = TypeVar("T")


@dataclass(frozen=True)
class ToldStudy:
    """One study as a shape may use it."""

    school: str
    degree: str
    area: str
    dates: str
    place: str
    grade: str

    @property
    def course(self) -> str:
        """The degree with its field."""
        return f"{self.degree} in {self.area}"


Writer: TypeAlias = Callable[[ToldStudy, Look], "list[Block]"]
_SHAPES: Final[dict[str, Writer]] = {}


def of_third(found: Sequence[T], name: Callable[[T], str], *, aside: bool) -> list[T]:
    """Return the named ones that are kept aside, or the others."""
    return [one for one in found if (_third(name(one)) == 0) == aside]


def _third(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[-1] % 3


def written(study: Study, look: Look, dates: str, number: int, *, aside: bool) -> list[Block]:
    """Return the blocks of one study; who has which number has one shape for all of them."""
    names = of_third(sorted(_SHAPES), str, aside=aside)
    told = ToldStudy(
        study.school,
        study.degree,
        study.area,
        dates,
        look.pick("Oakhollow, NO", "Tamworth Hill", "Lindenfurt, Germany"),
        look.pick("3.8/4.0", "1.7", "8.4/10"),
    )
    return _SHAPES[names[number % len(names)]](told, look)


def shape_names(*, aside: bool) -> list[str]:
    """Return the names of the shapes of a third or of the others."""
    return of_third(sorted(_SHAPES), str, aside=aside)


def _shape(name: str) -> Callable[[Writer], Writer]:
    def register(write: Writer) -> Writer:
        _SHAPES[name] = write
        return write

    return register


@_shape("three-lines-degree-first")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [lines(s.course, s.school, s.dates)]


@_shape("three-lines-school-first-with-place")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [lines(look.strong(s.school), s.course, look.pick(f"{s.dates} | {s.place}", s.dates))]


@_shape("edges-school-dates-degree-place")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [Row(runs(bold(s.school)), runs(s.dates)), Row(runs(italic(s.course)), runs(s.place))]


@_shape("edges-degree-dates-school-below")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [Row(runs(bold(s.course)), runs(s.dates)), line(f"{s.school}, {s.place}")]


@_shape("sentence-studied-at")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(f"{s.degree} in {s.area} at the {s.school}, {s.dates}.")]


@_shape("heading-degree-at-school")
def _(s: ToldStudy, look: Look) -> list[Block]:
    word = look.pick(" at ", " @ ", " from ")
    return [heading(3, f"{s.course}{word}{s.school}"), line(look.soft(s.dates))]


@_shape("heading-school-then-degree-field-grade")
def _(s: ToldStudy, look: Look) -> list[Block]:
    label = look.pick("GPA", "Grade", "Final grade")
    return [heading(3, s.school), lines(f"{s.degree}, {s.area}", s.dates, f"{label}: {s.grade}")]


@_shape("heading-field-then-degree-school")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [heading(3, f"{s.area} ({s.degree})"), line(f"{s.school} | {s.dates}")]


@_shape("date-colon-school-degree")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(f"{s.dates}: {s.school}, {s.course}")]


@_shape("date-gap-degree-school")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(f"{s.dates}    {s.course}, {s.school}")]


@_shape("date-alone-then-degree-then-school")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [lines(s.dates, look.strong(s.course), s.school)]


@_shape("bar-of-four")
def _(s: ToldStudy, look: Look) -> list[Block]:
    bar = look.pick(" | ", " · ", " — ", " / ")
    return [line(bar.join([s.school, s.degree, s.area, s.dates]))]


@_shape("bar-degree-school-place-dates")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(" | ".join([s.course, s.school, s.place, s.dates]))]


@_shape("commas-school-place-degree-dates")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(f"{s.school}, {s.place}. {s.course}, {s.dates}.")]


@_shape("item-degree-school-brackets")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [bullets(f"{s.course}, {s.school} ({s.dates})")]


@_shape("item-school-with-items-beneath")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [bullets(runs(bold(s.school), f", {s.dates}")), bullets(f"{s.degree}, {s.area}")]


@_shape("linked-school-with-degree-below")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(link(s.school, "https://school.example")), lines(f"{s.course}", s.dates)]


@_shape("labels")
def _(s: ToldStudy, look: Look) -> list[Block]:
    degree = look.pick("Degree", "Qualification")
    school = look.pick("Institution", "School", "University")
    found = [f"{degree}: {s.degree}", f"Field: {s.area}", f"{school}: {s.school}"]
    return [lines(*found, f"Dates: {s.dates}")]


@_shape("table")
def _(s: ToldStudy, look: Look) -> list[Block]:
    head = (look.pick("Years", "Period"), "Degree", "Institution")
    return [table(head, (s.dates, s.course, s.school))]


@_shape("coursework-beneath")
def _(s: ToldStudy, look: Look) -> list[Block]:
    courses = "Compilers, Operating Systems, Linear Algebra"
    ways: list[Block] = [
        line(f"Coursework: {courses}"),
        bullets(f"Relevant coursework: {courses}"),
    ]
    head, school = heading(3, f"{s.degree}, {s.area}"), line(f"{s.school}, {s.dates}")
    return [head, school, look.pick_of(ways)]


@_shape("thesis-beneath")
def _(s: ToldStudy, look: Look) -> list[Block]:
    said = look.pick("Thesis: The drift of slow ferries", "Thesis on the drift of slow ferries.")
    return [lines(runs(bold(s.course), f" ({s.dates})"), s.school, said)]


@_shape("honours-and-exchange-beneath")
def _(s: ToldStudy, look: Look) -> list[Block]:
    items = bullets(
        "Graduated with distinction.", "Exchange term in Kaldvik, spring of the third year"
    )
    return [line(bold(s.school), f" — {s.course}, {s.dates}"), items]


@_shape("degree-dash-field-then-school-bar-dates")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(bold(f"{s.degree} – {s.area}")), line(f"{s.school} | {s.dates}")]


@_shape("school-colon-degree")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(bold(f"{s.school}:"), f" {s.course} ({s.dates})")]


@_shape("bold-school-then-middots")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [line(bold(s.school)), line(f"{s.course} · {s.dates} · {s.place}")]


@_shape("degree-brackets-school-of-item")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [bullets(f"{s.degree} ({s.area}), {s.school}, {s.dates}")]


@_shape("field-comma-degree-school-edge")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [Row(runs(f"{s.school}, {s.degree} {s.area}"), runs(s.dates))]


@_shape("column-of-dates-with-school-below")
def _(s: ToldStudy, look: Look) -> list[Block]:
    return [Row(runs(s.dates), runs(Run(s.course, bold=True))), line(f"{s.school} ({s.place})")]
