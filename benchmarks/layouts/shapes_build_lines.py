"""Shapes of *build* whose entries begin with lines of text or items of a list."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Item, Run, Verbatim, bold, bullets, heading, italic, line, lines, runs
from .shapes import Look, Told, shape, shape_of_employer


@shape("bold-line-of-all", "line")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "employer", "dates"), ("employer", "title", "dates"))
    return [line(bold(role.joined(", ", *order))), *role.body]


@shape("bullet-title-at-sign-company", "list")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" @ ", " @"), "title", "employer")
    return [bullets(Item(runs(look.strong(head), f" ({role.dates})"), role.body))]


@shape("bullet-bold-company-then-dates", "list")
def _(role: Told, look: Look) -> list[Block]:
    head = bold(role.joined(", ", "employer", "title"))
    return [bullets(Item(runs(head), (bullets(role.dates), *role.body)))]


@shape("date-colon-company-break-title", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = f"{role.dates}: {role.employer}"
    return [lines(look.strong(first), look.soft(role.title)), *role.body]


@shape("date-bold-company-position-label", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = runs(f"{role.dates}: ", bold(role.employer), f" - {role.place}")
    return [lines(first, runs(f"{look.label('position')}: ", italic(role.title))), *role.body]


@shape("company-and-dates-without-title", "line", leaves_out=["title"], freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    gap = look.pick(" ", "  ", ", ")
    return [line(bold(role.employer), Run(gap), look.soft(role.dates)), *role.body]


@shape(
    "fixed-width-capital-company",
    "line",
    formats=("txt", "md", "docx", "pdf"),
    freelance=False,
    dates=("YYYY", "YYYY-MM", "MM/YYYY"),
)
def _(role: Told, look: Look) -> list[Block]:
    rule = look.pick(" ------ ", "      ", " ... ")
    tail = f"{role.employer.upper()}, {role.title}{rule}{role.place}"
    return [Verbatim((f"{role.dates:<20} {tail}",)), *role.body]


@shape("four-lines", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    place = f"{look.label('place')}: {role.place}"
    return [lines(look.strong(role.employer), role.title, role.dates, place), *role.body]


@shape("capital-company-italic-title", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = runs(bold(role.employer.upper()), look.pick(" | ", " – "), role.place)
    return [lines(first, runs(italic(role.title), ", ", role.dates)), *role.body]


@shape("three-plain-lines", "line")
def _(role: Told, look: Look) -> list[Block]:
    second = role.joined(look.pick(", ", " - "), "employer", "place")
    return [lines(role.title, second, role.dates), *role.body]


@shape("numbered-entries", "list")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [line(look.strong(f"{role.number}. {head}"), f" ({role.dates})"), *role.body]


@shape("double-slash", "line")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("employer", "title", "dates"), ("dates", "title", "employer"))
    return [line(look.strong(role.joined(" // ", *order))), *role.body]


@shape("bold-company-place-title-brackets", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    dash = look.pick(" — ", " – ", ": ")
    head = runs(bold(role.employer), f", {role.place}{dash}", italic(role.title))
    return [line(*head, f" ({role.dates})"), *role.body]


@shape("one-line-each-blank-between", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "employer", "dates"), ("employer", "dates", "title"))
    first, *others = role.values(*order)
    return [line(look.strong(first)), *(line(one) for one in others), *role.body]


@shape_of_employer("roles-as-bullets", "list", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    span = look.pick("", f" · {roles[0].place}")
    items = [Item(runs(bold(role.title), f" ({role.dates})"), role.body) for role in roles]
    return [heading(3, roles[0].employer, span), bullets(*items)]


@shape("dates-in-words", "line", languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    """``from March 2019 until May 2020``."""
    until = f"until {role.last}" if role.last else "to this day"
    head = role.joined(look.pick(", ", " at "), "title", "employer")
    return [line(bold(head), f", from {role.first} {until}"), *role.body]


@shape("five-pieces-with-kind-of-work", "line")
def _(role: Told, look: Look) -> list[Block]:
    kind = look.pick("Full-time", "Permanent", "Contract")
    bar = look.pick(" | ", " · ")
    pieces = [*role.values("title", "employer", "place"), kind, role.dates]
    return [line(look.strong(bar.join(pieces))), *role.body]
