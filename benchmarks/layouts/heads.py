"""The tops of resumes of the *build* half: a name in every place and dress, and contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from .blocks import Block, Row, Run, bold, heading, line, lines, link, runs, table
from .people import Person
from .shapes import Look
from .studies import of_third
from .vocabulary import local

Writer: TypeAlias = Callable[[Person, Look, "Block", str], "list[Block]"]
_SHAPES: Final[dict[str, Writer]] = {}


def written(person: Person, look: Look, contact: Block, *, aside: bool) -> list[Block]:
    """Return the blocks above the first section; ``contact`` is the line of contacts."""
    names = shape_names(aside=aside)
    cv = local("sections", person.language)["cv"][0]
    return _SHAPES[names[person.number % len(names)]](person, look, contact, cv)


def shape_names(*, aside: bool) -> list[str]:
    """Return the names of the shapes of a third or of the others."""
    return of_third(sorted(_SHAPES), str, aside=aside)


def _shape(name: str) -> Callable[[Writer], Writer]:
    def register(write: Writer) -> Writer:
        _SHAPES[name] = write
        return write

    return register


def _title(person: Person) -> str:
    return person.jobs[0].title


@_shape("name-comma-title")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, f"{p.name}, {_title(p)}"), contact]


@_shape("name-bar-title")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, p.name, look.pick(" | ", " – ", " · "), _title(p)), contact]


@_shape("name-dash-title-plain")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [line(f"{p.name} — {_title(p)}"), contact]


@_shape("pronouns")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    said = look.pick("(she/her)", "(they/them)", "[he/him]")
    return [heading(1, f"{p.name} {said}"), contact]


@_shape("pronouns-behind-a-mark")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [line(bold(p.name), look.pick(" · she/her", " | they/them")), contact]


@_shape("post-nominals")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [
        heading(1, f"{p.name}{look.pick(', PhD', ', MSc, CEng', ', M.Sc.', ', MBA, PMP')}"),
        contact,
    ]


@_shape("titles-before")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, f"{look.pick('Dr.', 'Dipl.-Ing.', 'Prof. Dr.')} {p.name}"), contact]


@_shape("second-level")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(look.pick(2, 3), p.name), contact]


@_shape("below-the-contacts")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [contact, heading(1, p.name)]


@_shape("capitals")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [line(p.name.upper()), line(_title(p)), contact]


@_shape("small-letters")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, p.name.lower()), contact]


@_shape("letter-spaced")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    spaced = "  ".join(" ".join(word) for word in p.name.upper().split())
    return [heading(1, spaced), contact]


@_shape("document-of")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [
        heading(1, f"{look.pick('Curriculum Vitae of', 'Resume of', 'CV of')} {p.name}"),
        contact,
    ]


@_shape("possessive")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [
        heading(
            1, f"{p.name}{look.pick(chr(39), chr(8217))}s {look.pick('CV', 'Resume', 'résumé')}"
        ),
        contact,
    ]


@_shape("document-colon")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, f"{cv}: {p.name}"), contact]


@_shape("in-a-table")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [table(("Name", p.name), ("E-mail", p.email), ("Phone", p.phone))]


@_shape("edges-with-contacts")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [Row(runs(bold(p.name)), runs(p.email)), Row(runs(_title(p)), runs(p.phone))]


@_shape("label")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [lines(f"Name: {p.name}", f"E-mail: {p.email}", f"Phone: {p.phone}")]


@_shape("greeting")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    said = look.pick("Hi, I'm", "Hello! My name is", "I am")
    return [heading(1, f"{said} {p.name}{look.pick('', '.', '!')}"), contact]


@_shape("title-above")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [line(_title(p)), line(bold(p.name)), contact]


@_shape("linked-with-handle")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    return [heading(1, link(p.name, "https://home.example"), Run(" (@tidewatch)")), contact]


@_shape("one-line-of-all")
def _(p: Person, look: Look, contact: Block, cv: str) -> list[Block]:
    bar = look.pick(" | ", " • ")
    return [line(bar.join([p.name, p.email, p.phone, p.place]))]
