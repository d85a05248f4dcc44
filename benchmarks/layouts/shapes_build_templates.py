"""Shapes of *build* that common templates and sites give: their order of lines and edges."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Box, Margin, Row, bold, bullets, heading, italic, line, lines, link, runs
from .shapes import Look, Told, shape, shape_of_employer


@shape_of_employer("profile-printed-entry", "line", freelance=False, languages=("en",))
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """As profiles are saved: employer, one title or several with their dates, durations, places."""
    total = [roles[0].duration] if len(roles) > 1 else []
    found: list[Block] = [lines(look.strong(roles[0].employer), *total)]
    for role in roles:
        found += [lines(role.title, f"{role.dates} ({role.duration})", role.place), *role.body]
    return found


@shape("profile-copied", "line", freelance=False, languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    kind = look.pick("Full-time", "Part-time", "Contract")
    where = f"{role.place} · {look.pick('Remote', 'Hybrid', 'On-site')}"
    when = f"{role.dates} · {role.duration}"
    return [lines(bold(role.title), f"{role.employer} · {kind}", when, where), *role.body]


@shape("serif-heading-company-place-dash-title-set", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = f"{role.employer}, {role.place} — "
    title = look.pick(italic, str)(role.title)
    return [heading(3, head, title), line(role.dates.upper()), *role.body]


@shape("job-site-three-lines", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    second = f"{role.employer} {look.pick('-', '–')} {role.place}"
    return [lines(bold(role.title), second, role.dates), *role.body]


@shape("builder-title-at-company-place-set", "line", languages=("en",), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = f"{role.title} at {role.employer}, {role.place}"
    return [line(look.strong(head)), line(role.dates.upper()), *role.body]


@shape("tabular-margin", "edges", languages=("de", "en", "nl", "fr"))
def _(role: Told, look: Look) -> list[Block]:
    below = role.joined(", ", "employer", "place")
    pieces = look.pick((bold(role.title), below), (role.title, below))
    return [Margin(runs(role.dates), (lines(*pieces), *role.body))]


@shape("margin-employer-first-set", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(bold(role.employer), look.pick(", ", " · "), role.place)
    return [Margin(runs(role.dates), (lines(head, italic(role.title)), *role.body))]


@shape("bracketed-dates-above-entry", "line")
def _(role: Told, look: Look) -> list[Block]:
    first = f"[ {role.dates} ]"
    where = look.pick("City: {}", "{}").format(role.place)
    return [line(first), lines(bold(role.title), *role.values("employer"), where), *role.body]


@shape("bracketed-dates-before-title", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(f"[{role.dates}] ", look.strong(role.title))
    return [lines(head, f"{role.employer} – {role.place}"), *role.body]


@shape("capital-company-and-place", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(bold(role.employer.upper()), ", ", role.place)
    return [Row(head, runs(role.dates)), line(look.soft(role.title)), *role.body]


@shape("title-comma-company-dash-place", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(bold(role.title), ", ", role.employer, look.pick(" – ", " -- "), role.place)
    return [Row(head, runs(role.dates)), *role.body]


@shape("employer-dates-then-title-place", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    upper = Row(runs(bold(role.employer)), runs(bold(role.dates)))
    return [upper, Row(runs(role.title), runs(role.place)), *role.body]


@shape("title-capitals-under-company-entry", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    upper = Row(runs(bold(role.employer)), runs(italic(role.place)))
    return [upper, Row(runs(role.title.upper()), runs(role.dates)), *role.body]


@shape(
    "card-title-company-icons-set", "boxes", formats=("html", "pdf", "docx", "md"), freelance=False
)
def _(role: Told, look: Look) -> list[Block]:
    signs = look.pick(("📅 ", "📍 "), ("◷ ", "⌂ "))
    when = line(f"{signs[0]}{role.dates}  {signs[1]}{role.place}")
    pieces = (line(bold(role.title)), line(italic(role.employer)), when)
    return [Box(pieces, ("event", "employer", "when")), *role.body]


@shape("heading-company-subheading-title", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    site = link(role.employer, "https://work.example")
    below = line(italic(role.joined(look.pick(" — ", ", "), "dates", "place")))
    return [heading(3, look.pick(role.employer, site)), heading(4, role.title), below, *role.body]


@shape("heading-title-subheading-company", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    second = role.joined(look.pick(" | ", ", "), "employer", "place")
    return [heading(3, role.title), heading(4, second), heading(5, role.dates), *role.body]


@shape("header-as-bullets", "list", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("title", "dates", "place"), ("dates", "title"))
    return [heading(3, role.employer), bullets(*role.values(*order)), *role.body]
