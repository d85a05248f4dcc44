"""Shapes of *build* that leave something out, or say it where one would not look for it."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Run, bold, bullets, heading, italic, line, lines, link, runs, table
from .shapes import Look, Told, shape, shape_of_employer

_DOMAINS = ("IT", "Audit", "Banking", "Logistics", "Public sector")


@shape("title-bar-company-brackets-header", "heading")
def _(role: Told, look: Look) -> list[Block]:
    bar = look.pick(" | ", " · ", " / ")
    return [heading(3, role.joined(bar, "title", "employer"), f" ({role.dates})"), *role.body]


@shape("title-at-linked-company-entry", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = (f"{role.title} at ", link(role.employer, "https://work.example"))
    below = line(italic(role.dates), f" | {role.place}")
    return [heading(look.pick(3, 4), *head), below, *role.body]


@shape("title-for-project-at-company", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = f"{role.title} for {role.project} at {role.employer}"
    return [heading(3, head), line(italic(role.dates)), *role.body]


@shape("title-comma-company-then-dates-entry", "heading")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "employer"), ("employer", "title"))
    head = heading(look.pick(2, 3), role.joined(look.pick(", ", " — "), *order))
    return [head, line(look.pick(italic, bold)(role.dates)), *role.body]


@shape("all-and-place-in-heading", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [heading(3, f"{head} | {role.dates} | {role.place}"), *role.body]


@shape_of_employer("company-heading-titles-beneath-header", "heading", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    level = look.pick(2, 3)
    found: list[Block] = [heading(level, roles[0].employer)]
    for role in roles:
        below = line(look.pick(italic, Run)(role.joined(" | ", "dates", "place")))
        found += [heading(level + 1, role.title), below, *role.body]
    return found


@shape("title-and-dates-alone", "heading", leaves_out=["employer"])
def _(role: Told, look: Look) -> list[Block]:
    dates = look.pick(f" ({role.dates})", f", {role.dates}", f" | {role.dates}")
    return [heading(3, role.title, dates), *role.body]


@shape("title-above-dates-and-place-entry", "line", leaves_out=["employer"])
def _(role: Told, look: Look) -> list[Block]:
    return [lines(bold(role.title), f"{role.dates} | {role.place}"), *role.body]


@shape("table-of-domains-block", "table", leaves_out=["employer", "skills"])
def _(role: Told, look: Look) -> list[Block]:
    domain = _DOMAINS[role.number % len(_DOMAINS)]
    return [table(("Tenure", "Domain", "Position"), (role.dates, domain, role.title))]


@shape("company-dates-title-in-bullet-block", "heading", freelance=False, in_prose=["title"])
def _(role: Told, look: Look) -> list[Block]:
    label = look.label("position")
    said = look.pick(f"{label}: {role.title}", role.title)
    return [heading(3, f"{role.employer} ({role.dates})"), bullets(said), *role.body]


@shape(
    "title-dates-employer-linked-in-prose-entry", "heading", in_prose=["employer"], freelance=False
)
def _(role: Told, look: Look) -> list[Block]:
    site = link(role.employer, "https://work.example")
    said = runs(site, " makes tide gauges, and I looked after them.")
    return [heading(3, f"{role.title}, {role.dates}"), line(*said), *role.body]


@shape(
    "since-then-prose", "prose", in_prose=["employer", "title"], languages=("en",), freelance=False
)
def _(role: Told, look: Look) -> list[Block]:
    when = f"{role.first} to {role.last}" if role.last else f"{role.first} to date"
    said = look.pick("{}: {} at {}.", "{} — {} with {}, in a group of five.")
    return [line(said.format(when, role.title, role.employer)), *role.body]


@shape("project-heading-company-beneath-header", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    below = role.joined(look.pick(", ", " | "), "title", "employer", "dates")
    return [heading(3, role.project), line(italic(below)), *role.body]
