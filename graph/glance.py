"""A graph at a glance: one line for a console, a small table for a notebook; cheap at any size."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from .display import shown
from .identity.marks import files
from .ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .info import Counts

# A notebook's own style aligns cells to the right, which suits numbers alone.
_LEFT: Final = ' style="text-align:left"'


@dataclass(frozen=True, slots=True)
class Glance:
    """What a ledger tells without reading a document."""

    documents: int
    people: int
    decisions: int
    unread: int
    forgotten: int
    generation: int

    @classmethod
    def of(cls, ledger: Ledger) -> Glance:
        """Count in one transaction."""
        return cls(
            documents=ledger.size(),
            people=ledger.population(),
            decisions=len(ledger.decisions()),
            unread=len(ledger.unread()),
            forgotten=files(ledger.forgotten()),
            generation=ledger.generation,
        )


def line(kind: str, address: str, found: Glance | None) -> str:
    """Return the line for a console; None stands for a graph that cannot be read now."""
    if found is None:
        return f"<{kind} {shown(address)}, closed or out of reach>"
    documents, people = _number(found.documents, "document"), _number(found.people, "person")
    return f"<{kind} {shown(address)}: {documents}, {people}, generation {found.generation}>"


def table(kind: str, address: str, found: Glance | None, counted: Counts | None) -> str:
    """Return the table for a notebook; without ``counted`` nodes and edges are left out."""
    if found is None:
        return f"<div>{escape(line(kind, address, None))}</div>"
    rows = [
        ("documents", f"{found.documents:,}"),
        ("people", f"{found.people:,}"),
        *(_by_kind("nodes", counted.nodes.items()) if counted else ()),
        *(_by_kind("edges", counted.edges.items()) if counted else ()),
        *((name, f"{number:,}") for name, number in _notes(found) if number),
        ("generation", f"{found.generation:,}"),
    ]
    cells = "".join(f"<tr><th{_LEFT}>{name}</th><td{_LEFT}>{text}</td></tr>" for name, text in rows)
    title = f"<b>{escape(kind)}</b> <code>{escape(shown(address))}</code>"
    return f"<div><p>{title}</p><table><tbody>{cells}</tbody></table></div>"


def _number(count: int, what: str) -> str:
    several = {"person": "people"}.get(what, f"{what}s")
    return f"{count:,} {what if count == 1 else several}"


def _notes(found: Glance) -> tuple[tuple[str, int], ...]:
    return (
        ("decisions", found.decisions),
        ("files not read", found.unread),
        ("files forgotten", found.forgotten),
    )


def _by_kind(title: str, counts: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    said = ", ".join(f"{number:,} {escape(kind)}" for kind, number in sorted(counts))
    return [(title, said)] if said else []
