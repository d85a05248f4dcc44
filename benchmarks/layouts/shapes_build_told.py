"""Shapes of *build* that tell jobs in sentences, or describe employers beside their names."""

from __future__ import annotations

from .blocks import Block, bold, bullets, heading, italic, line, lines, runs
from .shapes import Look, Told, shape

_BOTH = ("employer", "title")
_TRADES = (
    "maker of tide gauges",
    "consultancy for small harbours",
    "software house with forty people",
    "family-owned maker of ropes",
    "startup building a booking system for ferries",
)


@shape("prose-worked-as-header", "prose", languages=("en",), in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    when = f"From {role.first} to {role.last or look.pick('today', 'now')}"
    said = look.pick(
        "{}, I worked as {} at {} in {}.",
        "{} I was {} at {}, {}.",
    )
    return [line(said.format(when, role.title, role.employer, role.place)), *role.body]


@shape("prose-years-as", "prose", languages=("en",), in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = f"{role.duration} as {role.title} at {role.employer} ({role.dates})."
    return [look.pick(line(said), bullets(said)), *role.body]


@shape("prose-as-title-at-block", "prose", languages=("en",), in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = f"As {role.title} at {role.employer} ({role.dates}) I did what had to be done."
    return [line(said), *role.body]


@shape("dates-heading-then-prose", "prose", languages=("en",), in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick("{} at {}.", "I was {} at {}.", "Worked as {} for {}.")
    text = said.format(role.title, role.employer)
    return [heading(3, role.dates), line(f"{text} It was a small place."), *role.body]


@shape(
    "prose-employer-hired-me-entry",
    "prose",
    languages=("en",),
    in_prose=["employer"],
    freelance=False,
)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick(
        "{} builds tide gauges for harbours.", "{} hired me to put its house in order."
    )
    head = role.joined(look.pick(" | ", ", "), "title", "dates")
    return [heading(3, head), line(said.format(role.employer)), *role.body]


@shape("apposition-below-entry", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = f"{role.employer} is a {look.pick(*_TRADES)} in {role.place}."
    head = role.joined(look.pick(", ", " – "), "title", "employer")
    return [heading(3, head), line(role.dates), line(italic(said)), *role.body]


@shape("apposition-behind-comma", "line", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = runs(bold(role.employer), f", {look.pick('', 'a ')}{look.pick(*_TRADES)}")
    return [lines(first, role.joined(", ", "title", "dates")), *role.body]


@shape("tagline-between", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    tagline = look.pick(*_TRADES).capitalize()
    below = runs(bold(role.title), look.pick(" | ", ", "), role.dates)
    return [heading(3, role.employer), line(italic(tagline)), line(*below), *role.body]


@shape("described-in-brackets", "line", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = runs(bold(role.employer), f" ({look.pick(*_TRADES)})")
    return [lines(first, runs(italic(role.title), f" {role.dates}")), *role.body]


@shape("unmarked-line-too", "unmarked", in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "employer", "dates"), ("dates", "title", "employer"))
    return [line(look.strong(role.joined(" ", *order))), *role.body]


@shape("unmarked-employer-first", "unmarked", in_prose=_BOTH, freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("employer", "title", "dates"), ("dates", "employer", "title"))
    return [heading(4, role.joined(" ", *order)), *role.body]


@shape(
    "bold-beside-plain-entry", "unmarked", freelance=False, formats=("md", "html", "docx", "tex")
)
def _(role: Told, look: Look) -> list[Block]:
    first, second = look.pick(("employer", "title"), ("title", "employer"))
    head = runs(bold(getattr(role, first)), f" {getattr(role, second)}")
    return [line(*head), line(italic(role.dates)), *role.body]
