"""Shapes of *build* whose entries begin with a heading."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Run, bold, heading, italic, line, lines, link, runs, small
from .shapes import Look, Told, shape, shape_of_employer


@shape("heading-company-bar-title-bar-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    bar = look.pick(" | ", " · ", " — ")
    return [heading(3, role.joined(bar, "employer", "title", "dates")), *role.body]


@shape("heading-company-bar-title", "heading")
def _(role: Told, look: Look) -> list[Block]:
    below = role.joined(look.pick(" | ", ", "), "place", "dates")
    head = heading(look.pick(3, 4), role.joined(" | ", "employer", "title"))
    return [head, line(italic(below)), *role.body]


@shape("heading-company-then-title-bar-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    mark = look.pick(bold, italic, Run)
    below = line(mark(role.joined(look.pick(" | ", ", "), "title", "dates")))
    return [heading(3, role.employer), below, *role.body]


@shape("heading-company-then-bulleted-line", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "place", "dates"), ("title", "dates", "place"))
    return [heading(3, role.employer), line(role.joined(" • ", *order)), *role.body]


@shape(
    "heading-company-dates-title-in-prose",
    "heading",
    in_prose=["title"],
    freelance=False,
    languages=("en",),
)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick("Worked here as {}.", "I joined as {} and stayed in that role.")
    return [
        heading(3, f"{role.employer} ({role.dates})"),
        line(said.format(role.title)),
        *role.body,
    ]


@shape("heading-company-dash-title-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    dash = look.pick(" -- ", " - ", " – ")
    return [heading(3, role.joined(dash, "employer", "title"), f" ({role.dates})"), *role.body]


@shape(
    "heading-title-dates-employer-in-prose",
    "heading",
    in_prose=["employer"],
    languages=("en",),
    freelance=False,
)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick("{} took me on for this.", "At {} from the first day to the last.")
    return [
        heading(3, f"{role.title} ({role.dates})"),
        line(said.format(role.employer)),
        *role.body,
    ]


@shape("heading-company-stop-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    end = look.pick(".", "")
    return [
        heading(3, f"{role.employer.rstrip('.')}. {role.dates}{end}"),
        line(look.soft(role.title)),
        *role.body,
    ]


@shape("heading-project-of-employer", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    name = look.pick(str.upper, str)(role.employer)
    bar = look.pick(" | ", " – ")
    return [
        heading(3, f"{role.project} ({name})"),
        line(role.joined(bar, "title", "dates")),
        *role.body,
    ]


@shape("title-small-company", "heading")
def _(role: Told, look: Look) -> list[Block]:
    below = look.pick(italic, Run)(role.dates)
    return [heading(4, f"{role.title} ", small(role.employer)), line(below), *role.body]


@shape("title-hyphen-company-place-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    below = role.joined(look.pick(" | ", " · "), "place", "dates")
    return [heading(3, role.joined(" - ", "title", "employer")), line(italic(below)), *role.body]


@shape("title-middot-company", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" · ", " • "), "title", "employer")
    below = look.pick(line(role.dates), line(small(role.dates)))
    return [heading(look.pick(3, 5), head), below, *role.body]


@shape("title-of-company", "heading", languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    word = look.pick("for", "with", "at")
    head = role.joined(f" {word} ", "title", "employer")
    return [heading(3, head, look.pick(", ", " — "), role.dates), *role.body]


@shape("underlined-company", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = look.pick(heading(2, role.employer), heading(3, *role.linked))
    second = lines(bold(role.title), role.joined(" / ", "dates", "place"))
    return [first, second, *role.body]


@shape_of_employer("promotions-in-one-line", "heading", freelance=False, one_body=True)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """One heading for all roles at an employer, the latest last; the body belongs to all."""
    arrow = look.pick(" → ", "; ", " / ")
    steps = arrow.join(f"{role.title} ({role.dates})" for role in reversed(roles))
    target = link(roles[0].employer, "https://work.example")
    head = look.pick((Run(roles[0].employer),), runs(target))
    return [heading(3, *head, f": {steps}"), *roles[0].body]
