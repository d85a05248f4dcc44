"""Shapes of *build* that place their pieces: edges, tables, labels, boxes, scripts, commands."""

from __future__ import annotations

from .blocks import (
    Block,
    Box,
    Macro,
    Row,
    Terms,
    Verbatim,
    bold,
    bullets,
    heading,
    italic,
    line,
    lines,
    runs,
)
from .shapes import Look, Told, shape


@shape("two-by-two", "edges")
def _(role: Told, look: Look) -> list[Block]:
    first, second = look.pick(("employer", "title"), ("title", "employer"))
    upper, lower = look.pick(("place", "dates"), ("dates", "place"))
    head, below = getattr(role, first) or role.title, getattr(role, second)
    return [
        Row(runs(bold(head)), runs(getattr(role, upper))),
        Row(runs(italic("" if below == head else below)), runs(italic(getattr(role, lower)))),
        *role.body,
    ]


@shape("right-dates-with-duration", "edges", languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " – "), "title", "employer")
    return [Row(runs(bold(head)), runs(f"{role.dates} ({role.duration})")), *role.body]


@shape("labelled-lines", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("company", "position", "period"), ("period", "company", "position"))
    held = {"company": role.employer, "position": role.title, "period": role.dates}
    mark = look.pick(bold, str)
    return [lines(*(runs(mark(f"{look.label(k)}:"), f" {held[k]}") for k in order)), *role.body]


@shape("definition-list", "labels")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " — "), "title", "employer")
    return [Terms(runs(role.dates), (runs(bold(head)), runs(role.place))), *role.body]


@shape("markdown-definition", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [Terms(runs(role.employer), (runs(role.title), runs(role.dates))), *role.body]


@shape("fenced-text", "line", formats=("md", "txt", "html"))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " at "), "title", "employer")
    gap = look.pick("   ", " | ", ", ")
    return [Verbatim((head + gap + role.dates, *role.sentences), fenced=True)]


@shape("ascii-table", "table", formats=("md", "txt", "html"), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    cells = role.values(*look.pick(("dates", "employer", "title"), ("employer", "title", "dates")))
    rule = "+" + "+".join("-" * (len(cell) + 2) for cell in cells) + "+"
    return [Verbatim((rule, "| " + " | ".join(cells) + " |", rule)), *role.body]


@shape("cards-of-divs", "boxes", formats=("html", "pdf", "docx"), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    pieces = (line(role.employer), line(role.title), line(role.dates), line(role.place))
    return [Box(pieces, ("company", "role", "time", "where")), *role.body]


@shape("pictographs", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" @ ", " – "), "title", "employer")
    return [
        heading(3, look.pick("💼 ", "🔹 "), head),
        line(f"📅 {role.dates}", look.pick("  ", " "), f"📍 {role.place}"),
        *role.body,
    ]


@shape("chinese-company-dates-title", "scripts", languages=("zh",))
def _(role: Told, look: Look) -> list[Block]:
    first = f"{role.employer} {role.dates}"
    head = look.pick(heading(3, first), line(bold(first)))
    return [head, line(role.title), *role.body]


@shape("chinese-tilde-brackets", "scripts", languages=("zh", "ja"))
def _(role: Told, look: Look) -> list[Block]:
    dates = f"({role.dates})" if look.pick(True, False) else f"（{role.dates}）"
    return [bullets(runs(bold(role.employer), f" {role.title} {dates}")), *role.body]


@shape("res-class-employer", "commands", formats=("tex",), preset="res", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [
        Macro("employer", (role.employer,)),
        Macro("location", (role.place,)),
        Macro("dates", (role.dates,)),
        Macro("title", (role.title,)),
        *role.body,
    ]


@shape("resume-subheading", "commands", formats=("tex",), preset="subheadings", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    held = look.pick(
        (role.title, role.dates, role.employer, role.place),
        (role.employer, role.place, role.title, role.dates),
    )
    return [Macro("resumeSubheading", held), *role.body]


@shape("plain-macros", "commands", formats=("tex",), preset="jobs")
def _(role: Told, look: Look) -> list[Block]:
    return [Macro("job", (role.title, role.employer, role.dates)), *role.body]


@shape("hfill-lines", "commands", formats=("tex",))
def _(role: Told, look: Look) -> list[Block]:
    return [Row(runs(bold(role.title), ", ", role.employer), runs(role.dates)), *role.body]
