"""Shapes of *check* whose entries begin with a heading. Whoever writes rules leaves it unread."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import (
    Block,
    Fold,
    Item,
    Quote,
    Run,
    bold,
    bullets,
    heading,
    italic,
    line,
    lines,
    runs,
    small,
)
from .shapes import Look, Told, shape, shape_of_employer


@shape("heading-title-bar-company-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" | ", " ❘ "), "title", "employer")
    return [heading(3, head, f" ({role.dates})"), *role.body]


@shape("heading-company-holding-title-and-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    comma = look.pick(" ", ", ")
    return [heading(3, f"{role.employer} ({role.title}{comma}{role.dates})"), *role.body]


@shape("heading-company-colon-title-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = f"{role.employer}: {role.title}"
    tail = look.pick(f" ({role.dates})", f", {role.dates}")
    return [heading(look.pick(3, 4), head, tail), *role.body]


@shape("title-at-linked-company", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    below = runs(italic(role.dates), look.pick(" | ", " · "), role.place)
    return [heading(3, f"{role.title} at ", *role.linked), line(*below), *role.body]


@shape("title-for-client-at-company", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    """The client is no employer."""
    head = f"{role.title} for {role.client} at {role.employer}"
    return [heading(3, head), line(italic(role.joined(" | ", "dates", "place"))), *role.body]


@shape("heading-title-comma-company", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [heading(3, head), line(look.pick(italic, bold, Run)(role.dates)), *role.body]


@shape("heading-title-comma-company-bar-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [heading(3, f"{head} | {role.dates} {look.pick('--', '|')} {role.place}"), *role.body]


@shape("company-small-title", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = heading(look.pick(3, 4), f"{role.employer} ", small(role.title))
    return [head, line(italic(role.dates)), *role.body]


@shape_of_employer("company-over-roles", "heading", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    found: list[Block] = [heading(3, roles[0].employer)]
    if look.pick(True, False):
        found.append(line(italic(roles[0].place)))
    for role in roles:
        found += [heading(4, role.title), line(look.soft(role.dates)), *role.body]
    return found


@shape("title-dash-company-italic-dates", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" — ", " – "), "title", "employer")
    return [heading(3, head), line(italic(role.dates)), *role.body]


@shape("company-title-blockquote", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" - ", ": "), "employer", "title")
    return [heading(3, head), Quote((runs(role.place), runs(role.dates))), *role.body]


@shape("years-heading-then-prose", "heading", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick("Worked as {} at {}.", "I was {} at {}.")
    return [heading(3, role.dates), line(said.format(role.title, role.employer)), *role.body]


@shape("company-tagline-title", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    what = look.pick("A maker of things for small shops.", "Family firm with sixty people.")
    return [
        heading(3, *look.pick(role.linked, runs(role.employer))),
        line(italic(what)),
        line(bold(role.title), ", ", role.dates),
        *role.body,
    ]


@shape("title-company-team", "heading")
def _(role: Told, look: Look) -> list[Block]:
    where = role.joined(", ", "employer", "place")
    head = look.pick(" · ", " | ").join([role.title, where, role.team])
    return [heading(3, head), line(role.dates), *role.body]


@shape("details-summary", "boxes", formats=("md", "html"))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" — ", ", "), "title", "employer")
    return [Fold(runs(bold(head), f" ({role.dates})"), role.body)]


@shape("dates-alone-as-heading", "heading")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "employer"), ("employer", "title"))
    first, *others = role.values(*order)
    return [heading(3, role.dates), lines(bold(first), *others), *role.body]


@shape("title-with-company-in-brackets", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    open_, shut = look.pick(("(", ")"), ("[", "]"))
    head = f"{role.title} {open_}{role.employer}{shut}"
    return [heading(3, head, look.pick(", ", " "), role.dates), *role.body]


@shape("setext-company", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [
        heading(2, role.employer),
        line(role.place),
        heading(3, role.title, " ", small(role.dates)),
        *role.body,
    ]


@shape_of_employer("nested-bullets", "list", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    inner = [Item(runs(look.soft(role.title), f", {role.dates}"), role.body) for role in roles]
    return [bullets(Item(runs(bold(roles[0].employer)), (bullets(*inner),)))]
