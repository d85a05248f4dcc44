"""Shapes of *build* with roles, clients, teams and places above, beneath and between."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import (
    Block,
    Fold,
    Item,
    Quote,
    Row,
    bold,
    bullets,
    heading,
    italic,
    line,
    lines,
    link,
    runs,
)
from .shapes import Look, Told, shape, shape_of_employer


def _span(roles: Sequence[Told]) -> str:
    return f"{roles[-1].first} – {roles[0].last or 'Present'}"


@shape_of_employer("company-span-above-roles-header", "heading", freelance=False, languages=("en",))
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """Several roles under a common span; one role alone has no second line of dates."""
    if len(roles) == 1:
        role = roles[0]
        return [heading(3, f"{role.employer} ({role.dates})"), line(bold(role.title)), *role.body]
    found: list[Block] = [heading(3, f"{roles[0].employer} ({_span(roles)})")]
    for role in roles:
        found += [line(bold(role.title), f" ({role.dates})"), *role.body]
    return found


@shape_of_employer("company-line-roles-at-edges-entry", "edges", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    found: list[Block] = [line(bold(roles[0].employer), f", {roles[0].place}")]
    for role in roles:
        found += [Row(runs(italic(role.title)), runs(role.dates)), *role.body]
    return found


@shape_of_employer("plain-company-roles-beneath-block", "line", freelance=False)
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    found: list[Block] = [line(look.pick(bold, str)(roles[0].employer))]
    for role in roles:
        found += [line(role.joined(look.pick(" | ", ", "), "title", "dates")), *role.body]
    return found


@shape("client-beneath-title", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    client = look.pick("Client: {}", "{} (client)", "End client: {}").format(role.client)
    head = role.joined(look.pick(" | ", ", "), "title", "employer")
    return [heading(3, head), line(role.dates), line(italic(client)), *role.body]


@shape("client-projects-as-headings", "heading", freelance=False, languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(" — ", "employer", "title")
    project = heading(4, f"Project: {role.project} for {role.client}")
    return [heading(3, f"{head} ({role.dates})"), project, *role.body]


@shape("team-behind-title-header", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    second = runs(bold(role.title), look.pick(" — ", ", "), role.team)
    return [heading(3, role.employer), lines(second, role.dates), *role.body]


@shape("team-line-beneath", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(bold(role.joined(", ", "title", "employer")), f" ({role.dates})")
    return [lines(head, italic(role.team)), *role.body]


@shape("place-before-company", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    first = f"{role.place}{look.pick(' — ', ': ', ' | ')}{role.employer}"
    return [lines(look.strong(first), role.joined(", ", "title", "dates")), *role.body]


@shape("dates-place-title-company", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(
        ("dates", "place", "title", "employer"),
        ("place", "employer", "title", "dates"),
        ("dates", "employer", "place", "title"),
    )
    return [lines(*role.values(*order)), *role.body]


@shape("kind-of-contract-in-brackets", "line")
def _(role: Told, look: Look) -> list[Block]:
    kinds = {"de": "befristet", "fr": "CDI", "es": "jornada completa", "nl": "voltijd"}
    kind = kinds.get(look.language, look.pick("Full-time", "Contract", "Freelance"))
    head = (
        runs(bold(role.title), f" ({kind}), ", role.employer)
        if role.employer
        else runs(bold(role.title), f" ({kind})")
    )
    return [line(*head), line(look.soft(role.dates)), *role.body]


@shape("remote-between-bars", "line")
def _(role: Told, look: Look) -> list[Block]:
    where = look.pick("Remote", "Hybrid", "On-site")
    pieces = [*role.values("employer", "title"), where, role.dates]
    return [line(look.strong(look.pick(" | ", " / ").join(pieces))), *role.body]


@shape("lower-case-line", "line")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " | ", " @ "), "title", "employer").lower()
    return [lines(look.strong(head), role.dates.lower()), *role.body]


@shape("capitals-throughout", "line")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" - ", ", ", " | "), "title", "employer").upper()
    return [lines(look.strong(head), role.dates.upper()), *role.body]


@shape("company-title-in-brackets-with-dates", "heading", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    inner = role.joined(look.pick(", ", " "), "title", "dates")
    return [heading(3, f"{role.employer} ({inner})"), *role.body]


@shape("company-square-title", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [line(bold(role.employer), f" [{role.title}] ", role.dates), *role.body]


@shape("quote-beneath-heading-block", "heading")
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(" - ", ": "), "employer", "title")
    return [heading(3, head), Quote((runs(role.place), runs(role.dates))), *role.body]


@shape("fold-title-company-block", "boxes", formats=("html", "md"), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = role.joined(look.pick(", ", " @ "), "title", "employer")
    return [Fold(runs(bold(head), f" ({role.dates})"), role.body)]


@shape("arrows-between", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(("dates", "title", "employer"), ("employer", "title", "dates"))
    return [line(look.strong(role.joined(look.pick(" → ", " > ", " / "), *order))), *role.body]


@shape("dashes-throughout-entry", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    """The mark between the pieces is that between the dates."""
    order = look.pick(("dates", "employer", "title"), ("title", "employer", "dates"))
    return [line(look.strong(role.joined(look.pick(" - ", " – "), *order))), *role.body]


@shape("semicolons-throughout-block", "list", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    order = look.pick(
        ("dates", "title", "employer", "place"), ("employer", "place", "title", "dates")
    )
    return [bullets(Item(runs(role.joined("; ", *order)), role.body))]


@shape("linked-company-colon-title", "list", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    site = link(role.employer, "https://work.example")
    return [bullets(Item(runs(site, f": {role.title}, {role.dates}"), role.body))]


@shape("title-line-dates-line-company-line", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = look.pick(("title", "dates", "employer"), ("dates", "employer", "title"))
    return [*(line(look.pick(bold, str)(one)) for one in role.values(*rows)), *role.body]


@shape("company-place-brackets-title-colon", "line", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    head = runs(bold(f"{role.title}: "), role.employer, f" ({role.place})")
    return [Row(head, runs(role.dates)), *role.body]
