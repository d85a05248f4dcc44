"""Shapes of *check* that place their pieces: edges, tables, scripts, commands; left unread."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import (
    Block,
    Macro,
    Margin,
    Row,
    Table,
    Verbatim,
    bold,
    heading,
    italic,
    line,
    lines,
    runs,
    table,
)
from .shapes import Look, Told, shape, shape_of_employer


@shape_of_employer("table-of-periods", "table", freelance=False, leaves_out=["skills"])
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    order = look.pick(("period", "company", "position"), ("company", "position", "period"))
    head = [look.label(key) for key in order]
    return [table(head, *(_cells(role, order) for role in roles))]


@shape_of_employer(
    "table-with-domain", "table", freelance=False, languages=("en",), leaves_out=["skills"]
)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """A column of domains, which are no employers; nothing names those."""
    domain = look.pick("IT", "AUDIT", "Retail")
    rows = [(one.dates, domain, one.employer, one.title) for one in roles]
    return [table(("Tenure", "Domain", "Company", "Position"), *rows)]


def _cells(role: Told, order: Sequence[str]) -> list[str]:
    held = {"period": role.dates, "company": role.employer, "position": role.title}
    return [held[key] for key in order]


@shape("japanese-periods", "scripts", languages=("ja",))
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick((role.employer, role.title), (f"{role.employer} {role.title}",))
    return [lines(bold(role.dates), *order), *role.body]


@shape("korean-lines", "scripts", languages=("ko",))
def _(role: Told, look: Look) -> list[Block]:
    first = look.pick(" | ", " ").join((role.employer, role.title))
    return [heading(3, first), line(role.dates), *role.body]


@shape("chinese-dates-first", "scripts", languages=("zh",))
def _(role: Told, look: Look) -> list[Block]:
    gap = look.pick("  ", " | ")
    return [line(role.joined(gap, "dates", "employer", "title")), *role.body]


@shape("title-right-dates-company-below", "edges")
def _(role: Told, look: Look) -> list[Block]:
    below = role.joined(look.pick(", ", " – "), "employer", "place")
    return [Row(runs(bold(role.title)), runs(role.dates)), line(italic(below)), *role.body]


@shape("dates-in-margin", "edges")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " — "), "title", "employer")
    return [Margin(runs(role.dates), (line(bold(head)), *role.body))]


@shape("dotted-leaders", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    dots = " " + "." * look.pick(12, 30) + " "
    return [lines(f"{role.employer}{dots}{role.dates}", italic(role.title)), *role.body]


@shape("company-on-the-right", "edges", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [Row(runs(bold(role.title)), runs(role.employer)), line(role.dates), *role.body]


@shape_of_employer(
    "html-table-two-columns", "table", formats=("html", "docx", "pdf"), freelance=False
)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    found: list[Block] = []
    for role in roles:
        head = role.joined(look.pick(", ", " / "), "employer", "title")
        found += [Table(((runs(role.dates), runs(bold(head))),)), *role.body]
    return found


@shape(
    "curriculum-rows", "edges", dates=("MM/YYYY", "MM.YYYY", "YYYY"), languages=("de", "nl", "en")
)
def _(role: Told, look: Look) -> list[Block]:
    what = role.joined(", ", "title", "employer", "place")
    return [Verbatim((f"{role.dates:<22}{what}",)), *role.body]


@shape("moderncv", "commands", formats=("tex",), preset="moderncv")
def _(role: Told, look: Look) -> list[Block]:
    held = (role.dates, role.title, role.employer, role.place, "", "")
    return [Macro("cventry", held), *role.body]


@shape("awesome-cv", "commands", formats=("tex",), preset="awesome-cv")
def _(role: Told, look: Look) -> list[Block]:
    return [Macro("cventry", (role.title, role.employer, role.place, role.dates, "")), *role.body]


@shape("dated-subsection", "commands", formats=("tex",), preset="resume", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = Macro("datedsubsection", (role.employer, role.dates))
    return [head, Macro("role", (role.title, role.place)), *role.body]


@shape("altacv-event", "commands", formats=("tex",), preset="altacv")
def _(role: Told, look: Look) -> list[Block]:
    return [Macro("cvevent", (role.title, role.employer, role.dates, role.place)), *role.body]


@shape("entry-macro-dates-first", "commands", formats=("tex",), preset="entries")
def _(role: Told, look: Look) -> list[Block]:
    return [Macro("entry", (role.dates, role.title, role.employer, "")), *role.body]
