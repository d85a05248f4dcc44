"""What the screen of a person says besides their links: what they did when, what they studied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ...graph.display import shown
from ...graph.model import Node
from ...graph.months import label
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.kinds import SKILL_KINDS
from ...queries.entries import Entry, dates, entries
from ..contraction import period, study_of
from ..quotes import QuotedLines
from ..words import caption, months_in_words


class Person:
    """The roles, studies and projects of one person."""

    def __init__(self, reader: Reader, node: Node) -> None:
        self._reader, self._node = reader, node
        found = entries(reader, node.id)
        dated = [one for one in found if not one.began[0]]
        rest = [one for one in found if one.began[0]]
        # The latest first, as resumes have them.
        latest = sorted(dated, key=lambda one: (one.stint.current, one.began), reverse=True)
        self._entries: Sequence[Entry] = (*latest, *rest)

    @property
    def references(self) -> Iterator[str]:
        """The lines that speak of roles, studies and projects."""
        for entry in self._entries:
            yield from entry.references

    def timeline(self, lines: QuotedLines) -> list[dict[str, Any]]:
        """Return roles and projects, the latest first, with what was used in each."""
        told = (one for one in self._entries if one.node.kind in {"Role", "Project"})
        return [self._role(entry, lines) for entry in told]

    def studies(self, lines: QuotedLines) -> list[dict[str, Any]]:
        """Return what was studied where, the latest first."""
        told = (one for one in self._entries if one.node.kind == "Education")
        return [self._study(entry, lines) for entry in told]

    def facts(self) -> list[tuple[str, str]]:
        """Return how long somebody has worked, and where they are now."""
        worked = self._worked()
        now = [
            _dated(" at ".join(filter(None, (one.name, one.at))), _as_of(one))
            for one in self._entries
            if one.node.kind == "Role" and one.stint.current
        ]
        out = [("now", shown(one)) for one in now if one]
        least = "at least " if any(dates(one)["months_min"] for one in self._roles) else ""
        return [*out, ("worked", least + months_in_words(worked))] if worked else out

    @property
    def _roles(self) -> Iterator[Entry]:
        return (one for one in self._entries if one.node.kind == "Role")

    def _worked(self) -> int:
        from ...graph.months import total, union

        spans = [one.stint.certain for one in self._roles]
        return total(union(span for span in spans if span))

    def _role(self, entry: Entry, lines: QuotedLines) -> dict[str, Any]:
        place = entry.places[0] if entry.places else None
        return {
            "id": entry.node.id,
            "kind": entry.node.kind,
            **_when(entry),
            "title": shown(entry.name or ""),
            "employer": _named(place) if place else None,
            "technologies": [self._used(node) for node in entry.used],
            "evidence": lines.of_references(entry.references),
        }

    def _study(self, entry: Entry, lines: QuotedLines) -> dict[str, Any]:
        nodes = self._ends(entry)
        return {
            "id": entry.node.id,
            **_when(entry),
            "title": shown(study_of(entry.node, entry.edges, nodes)),
            "school": _named(entry.places[0]) if entry.places else None,
            "text": period(entry.node.properties),
            "evidence": lines.of_references(entry.references),
        }

    def _ends(self, entry: Entry) -> dict[str, Node]:
        return self._reader.nodes(edge.target for edge in entry.edges)

    def _used(self, node: Node) -> dict[str, Any]:
        tie = self._ties.get(node.id)
        return {**_named(node), "months": tie.months if tie else None}

    @cached_property
    def _ties(self) -> dict[str, Tie]:
        found = self._reader.ties(people={self._node.id})
        return {tie.node: tie for tie in found if tie.kind in SKILL_KINDS}


def _when(entry: Entry) -> dict[str, Any]:
    found = dates(entry)
    months = found["months"] or found["months_min"]
    # What goes on has no end; that it does is said by ``current``.
    return {
        "from": found["start"],
        "to": found["end"],
        "current": bool(found["current"]),
        "asOf": _as_of(entry),
        "months": months,
        # Years without months leave open how long it was.
        "atLeast": bool(found["months_min"]),
    }


def _dated(said: str, month: str | None) -> str:
    return f"{said} (as of {month})" if said and month else said


def _as_of(entry: Entry) -> str | None:
    """Return the month of the document that says of something that it goes on."""
    return label(entry.stint.outer[1]) if entry.stint.current and entry.stint.outer else None


def _named(node: Node) -> dict[str, Any]:
    return {"id": node.id, "kind": node.kind, "name": caption(node)}
