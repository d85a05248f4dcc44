"""Shapes of *build* whose headings hold the pieces in other orders and between other marks."""

from __future__ import annotations

from .blocks import Block, bold, heading, italic, line, lines, link, runs
from .shapes import Look, Told, shape


@shape("heading-company-place-then-title-then-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = look.pick(f"{role.employer}, {role.place}", f"{role.employer} ({role.place})")
    return [heading(3, head), lines(look.strong(role.title), role.dates), *role.body]


@shape("heading-dates-bar-company-then-title-set", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" | ", ": ", " — "), "dates", "employer")
    return [heading(3, head), line(look.pick(bold, italic)(role.title)), *role.body]


@shape("heading-dates-title-company-told", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " @ ", " – "), "title", "employer")
    return [heading(4, f"{role.dates}{look.pick(': ', ' | ', ' — ')}{head}"), *role.body]


@shape("heading-company-colon-title", "heading")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("employer", "title"), ("title", "employer"))
    head = role.joined(look.pick(": ", " / "), *order)
    return [heading(3, head), line(italic(role.dates)), *role.body]


@shape("heading-title-team-company-entry", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " — "), "title", "team", "employer")
    return [heading(3, head), line(look.soft(role.dates)), *role.body]


@shape("heading-title-then-company-dates-below", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    site = link(role.employer, "https://work.example")
    second = look.pick(runs(bold(role.employer)), runs(site), runs(role.employer))
    return [heading(3, role.title), line(*second), line(role.dates), *role.body]


@shape("heading-stops-between", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("employer", "title"), ("title", "employer"))
    first, second = (str(getattr(role, key)).rstrip(".") for key in order)
    return [heading(4, f"{first}. {second}. {role.dates}"), *role.body]


@shape("heading-company-linked-with-title-behind", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    site = link(role.employer, "https://work.example")
    tail = look.pick(f" ({role.title})", f", {role.title}", f" – {role.title}")
    return [heading(3, site, tail), line(role.joined(" · ", "dates", "place")), *role.body]


@shape("heading-company-dates-line-title-place", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" ", ", ", " | "), "employer", "dates")
    return [heading(3, head), line(role.joined(", ", "title", "place")), *role.body]


@shape("form-with-other-marks", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    mark = look.pick(" - ", " – ", " = ", " ..... ")
    held = {"company": role.employer, "position": role.title, "period": role.dates}
    return [lines(*(f"{look.label(k)}{mark}{v}" for k, v in held.items())), *role.body]
