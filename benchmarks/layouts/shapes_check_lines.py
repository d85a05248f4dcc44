"""Shapes of *check* made of lines, lists and sentences. Whoever writes rules leaves it unread."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Item, Verbatim, bold, bullets, italic, line, lines, runs
from .shapes import Look, Told, shape, shape_of_employer


@shape("bullet-title-company-dates", "list")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [bullets(Item(runs(f"{head} ({role.dates})"), role.body))]


@shape("plain-title-company-iso", "line", dates=("YYYY-MM", "YYYY-MM-DD", "YYYY.MM"))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(", ", "title", "employer")
    return [line(f"{head} ({role.dates})"), *role.body]


@shape("told-in-sentences", "prose", languages=("en",), freelance=False, dates=("YYYY",))
def _(role: Told, look: Look) -> list[Block]:
    if not role.last:
        return [line(f"Since {role.first} {role.title} at {role.employer}."), *role.body]
    years = look.pick("from {} to {}", "between {} and {}").format(role.first, role.last)
    return [line(f"{role.title} at {role.employer} {years}."), *role.body]


@shape("europass", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    where = look.pick("{}, {}", "{} – {}").format(role.employer, role.place)
    return [lines(role.dates, look.strong(role.title), where), *role.body]


@shape("bold-title-italic-company-bracket-dates", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    open_, shut = look.pick(("[", "]"), ("(", ")"))
    head = runs(bold(role.title), ", ", italic(role.employer), f" {open_}{role.dates}{shut}")
    return [line(*head), *role.body]


@shape("bracket-dates-first", "line")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " - "), "title", "employer")
    return [line(f"[{role.dates}] ", look.strong(head)), *role.body]


@shape("arrow-years", "line", dates=("YYYY", "MM/YYYY", "YYYY-MM"))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(" @ ", "title", "employer")
    dates = f"{role.first} → {role.last or 'now'}"
    return [line(look.strong(dates), f"  {head}"), *role.body]


@shape_of_employer("clients-under-consultancy", "line", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """Clients and their projects are no employers and no jobs."""
    found: list[Block] = []
    for role in roles:
        head = line(bold(role.employer), f", {role.title}, {role.dates}")
        client = line(look.soft(f"Client: {role.client}"), f", {role.project}")
        found += [head, client, *role.body]
    return found


@shape("short-sentence-bullets", "prose", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    said = look.pick("Worked at {} as {}, {}.", "At {} as {}, {}.")
    return [bullets(Item(runs(said.format(role.employer, role.title, role.dates)), role.body))]


@shape("dates-place-first-line", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = look.pick(" — ", ", ").join((role.employer, role.title))
    return [lines(italic(f"{role.dates}, {role.place}"), bold(head)), *role.body]


@shape("commas-only", "line")
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(
        ("employer", "place", "title", "dates"), ("title", "employer", "place", "dates")
    )
    return [line(role.joined(", ", *order)), *role.body]


@shape("keys-and-pipes", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    held = {"position": role.title, "company": role.employer, "period": role.dates}
    said = [f"{look.label(key)}: {value}" for key, value in held.items()]
    return [line(look.pick(" | ", "; ").join(said)), *role.body]


@shape("profile-export", "line", languages=("en",), freelance=False, dates=("Month YYYY",))
def _(role: Told, look: Look) -> list[Block]:
    """The text of a networking site's printed profile."""
    dates = f"{role.dates} ({role.duration})"
    return [lines(role.employer, role.title, dates, role.place), *role.body]


@shape("tabs-of-three", "edges", formats=("txt", "md", "docx", "pdf"), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    gap = look.pick("\t", "\t\t", "    ")
    return [Verbatim((gap.join((role.employer, role.title, role.dates)),)), *role.body]
