"""Shapes of *build* whose fields stand beside labels, in several languages, orders and frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .blocks import (
    Block,
    Item,
    Table,
    Terms,
    Verbatim,
    bold,
    bullets,
    heading,
    line,
    lines,
    runs,
    table,
)
from .shapes import Look, Told, shape, shape_of_employer

# Employer, title, dates, place, duties: what forms and agencies call them.
_LABELS: Final = {
    "en": (
        ("Employer", "Organization", "Name of employer", "Organisation", "Company name"),
        ("Job title", "Position held", "Role", "Designation", "Occupation", "Post"),
        ("Dates", "Duration", "Period of employment", "From – To", "Tenure", "Dates employed"),
        ("Location", "City", "Based in", "Place of work"),
        ("Duties", "Main responsibilities", "Tasks", "Key duties"),
    ),
    "de": (
        ("Arbeitgeber", "Unternehmen", "Firma"),
        ("Tätigkeit", "Funktion", "Position", "Stelle", "Rolle"),
        ("Zeitraum", "Dauer", "Von – bis"),
        ("Ort", "Standort"),
        ("Aufgaben", "Schwerpunkte"),
    ),
    "fr": (
        ("Employeur", "Entreprise", "Société"),
        ("Poste", "Fonction", "Poste occupé"),
        ("Période", "Dates", "Durée"),
        ("Lieu", "Ville"),
        ("Missions", "Tâches"),
    ),
    "es": (
        ("Empresa", "Empleador", "Organización"),
        ("Puesto", "Cargo", "Función"),
        ("Periodo", "Fechas", "Duración"),
        ("Lugar", "Ciudad"),
        ("Funciones", "Tareas"),
    ),
    "pt": (
        ("Empresa", "Empregador", "Organização"),
        ("Cargo", "Função"),
        ("Período", "Datas"),
        ("Local", "Cidade"),
        ("Atividades", "Responsabilidades"),
    ),
    "it": (
        ("Datore di lavoro", "Azienda", "Società"),
        ("Ruolo", "Mansione", "Posizione ricoperta"),
        ("Periodo", "Date"),
        ("Sede", "Città"),
        ("Mansioni", "Attività"),
    ),
    "nl": (
        ("Werkgever", "Bedrijf", "Organisatie"),
        ("Functie", "Rol"),
        ("Periode", "Data"),
        ("Plaats", "Locatie"),
        ("Taken", "Werkzaamheden"),
    ),
}
_KEYS: Final = ("employer", "title", "dates", "place")
_ORDERS: Final = (
    ("dates", "employer", "title", "place"),
    ("employer", "place", "title", "dates"),
    ("title", "employer", "dates"),
    ("dates", "title", "employer"),
)


def _labelled(role: Told, look: Look) -> list[tuple[str, str]]:
    """Return labels and values, in one of the orders of this document."""
    labels = _LABELS[look.language]
    order = look.pick(*_ORDERS)
    return [(look.pick(*labels[_KEYS.index(key)]), getattr(role, key)) for key in order]


def _duties(look: Look) -> str:
    return look.pick(*_LABELS[look.language][4])


@shape("form-lines", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    mark = look.pick(bold, str)
    rows = [runs(mark(f"{label}:"), f" {value}") for label, value in _labelled(role, look)]
    return [lines(*rows), line(f"{_duties(look)}:"), *role.body]


@shape("form-table", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [table(*_labelled(role, look)), *role.body]


@shape("form-in-one-line-entry", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    bar = look.pick(" | ", "; ", "  ·  ")
    return [line(bar.join(f"{k}: {v}" for k, v in _labelled(role, look))), *role.body]


@shape("form-bullets", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = [runs(bold(f"{label}: "), value) for label, value in _labelled(role, look)]
    return [bullets(*rows), *role.body]


@shape("form-aligned-told", "labels", formats=("txt", "md", "docx"), freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = [f"{label:<22}{value}" for label, value in _labelled(role, look)]
    return [Verbatim(tuple(rows)), *role.body]


@shape("heading-company-then-form-entry", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = [pair for pair in _labelled(role, look) if pair[1] != role.employer]
    return [heading(3, role.employer), lines(*(f"{k}: {v}" for k, v in rows)), *role.body]


@shape("heading-title-then-form", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = [pair for pair in _labelled(role, look) if pair[1] != role.title]
    return [heading(3, role.title), lines(*(f"{k}: {v}" for k, v in rows)), *role.body]


@shape("dates-heading-then-form-header", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    rows = [pair for pair in _labelled(role, look) if pair[1] != role.dates]
    items = [Item(runs(bold(f"{label}:"), f" {value}")) for label, value in rows]
    return [heading(3, role.dates), bullets(*items), *role.body]


@shape("label-over-value-entry", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    return [*(Terms(runs(k), (runs(v),)) for k, v in _labelled(role, look)), *role.body]


@shape("from-and-to-apart", "labels", freelance=False, languages=("en",))
def _(role: Told, look: Look) -> list[Block]:
    """The two dates have a label each."""
    words = look.pick(("From", "To"), ("Start date", "End date"), ("Start", "End"))
    until = role.last or "Present"
    rows = [("Company", role.employer), ("Title", role.title)]
    rows += [(words[0], role.first), (words[1], until)]
    return [lines(*(f"{k}: {v}" for k, v in rows)), *role.body]


@shape("form-with-duties-inside-header", "labels", freelance=False)
def _(role: Told, look: Look) -> list[Block]:
    """The last label holds the text: a sentence, its tools beneath."""
    rows = [runs(bold(f"{k}:"), f" {v}") for k, v in _labelled(role, look)]
    *others, last = role.sentences
    return [lines(*rows, runs(bold(f"{_duties(look)}:"), f" {' '.join(others)}")), line(last)]


@shape_of_employer("history-table", "table", freelance=False, leaves_out=["skills"])
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """Columns in an order of the document's own."""
    labels = _LABELS[look.language]
    order = look.pick(("dates", "employer", "title"), ("title", "employer", "place", "dates"))
    head = [look.pick(*labels[_KEYS.index(key)]) for key in order]
    return [table(head, *([getattr(role, key) for key in order] for role in roles))]


@shape_of_employer("headless-table-block", "table", freelance=False, leaves_out=["skills"])
def _(roles: Sequence[Told], look: Look) -> list[Block]:
    """Rows that nothing is said of: the first one is a job like the others."""
    order = look.pick(("dates", "employer", "title"), ("dates", "title", "employer", "place"))
    rows = tuple(tuple(runs(cell) for cell in role.values(*order)) for role in roles)
    return [Table(rows)]


@shape("japanese-square-marks", "scripts", languages=("ja",))
def _(role: Told, look: Look) -> list[Block]:
    mark = look.pick("■", "◆", "【")
    head = f"{mark}{role.employer}{'】' if mark == '【' else ''}（{role.dates}）"
    return [lines(bold(head), f"{look.label('position')}：{role.title}"), *role.body]


@shape("east-asian-columns", "scripts", languages=("zh", "ja", "ko"))
def _(role: Told, look: Look) -> list[Block]:
    gap = look.pick("    ", " | ")
    order = look.pick(("dates", "employer", "title"), ("employer", "title", "dates"))
    return [line(look.strong(role.joined(gap, *order))), *role.body]


@shape("korean-labels", "scripts", languages=("ko", "zh"))
def _(role: Told, look: Look) -> list[Block]:
    rows = [("company", role.employer), ("position", role.title), ("period", role.dates)]
    return [lines(*(f"{look.label(key)}: {value}" for key, value in rows)), *role.body]
