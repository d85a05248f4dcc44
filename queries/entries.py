"""The entries of a person's resume, out of the edges of facts: roles, studies, projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..graph.model import Edge, Node
from ..graph.months import first_month, last_month
from ..graph.reader import Reader
from ..graph.resolve import called
from ..graph.ties import Stint, stint_of
from .measures.periods import last_date

_ENTRY_OF = {"HELD": "Role", "STUDIED": "Education", "BUILT": "Project"}
_PLACES = frozenset({"AT", "FROM"})


@dataclass(frozen=True)
class Entry:
    """A role, study or project with where it was, what was used in it, and the edges behind it."""

    node: Node
    places: tuple[Node, ...]
    used: tuple[Node, ...]
    edges: tuple[Edge, ...]
    stint: Stint

    @property
    def name(self) -> str | None:
        """What it is called: of a study the degree and what was studied."""
        own = self.node.properties
        if self.node.kind == "Education":
            parts = [str(own[key]) for key in ("study_type", "area") if key in own]
            return ", ".join(parts) or self.node.name
        return self.node.name

    @property
    def at(self) -> str | None:
        """What the employer or school is called."""
        return ", ".join(map(called, self.places)) or None

    @property
    def at_id(self) -> str | None:
        """The id of the employer or school, the first of several."""
        return self.places[0].id if self.places else None

    @property
    def references(self) -> Iterable[str]:
        """The evidence of the entry itself, not of what was used in it."""
        return (ref for edge in self.edges if edge.type != "USED" for ref in edge.evidence)

    @property
    def months(self) -> tuple[int, int] | None:
        """How many months it surely and at most covers; None where it is not dated."""
        if self.stint.outer is None:
            return None
        start, end = self.stint.certain or (0, -1)
        return max(1, end - start + 1), self.stint.outer[1] - self.stint.outer[0] + 1

    @cached_property
    def began(self) -> tuple[bool, int, int, str]:
        """Where it stands in a line of time: what has no date comes last."""
        start, end = self.stint.start, last_date(self.stint)
        known = start or end
        return (
            known is None,
            first_month(known) if known else 0,
            last_month(end) if end else 0,
            self.node.id,
        )


def dates(entry: Entry) -> dict[str, Any]:
    """Return the fields of a row that say when: an entry that goes on has no end."""
    least, most = entry.months or (None, None)
    return {
        "start": entry.stint.start,
        "end": None if entry.stint.current else entry.stint.end,
        "current": entry.stint.current,
        **span(least, most),
    }


def span(least: int | None, most: int | None) -> dict[str, Any]:
    """Return ``months`` where they are exact, else ``months_min`` and ``months_max``."""
    if least == most:
        return {"months": least, "months_min": None, "months_max": None}
    return {"months": None, "months_min": least, "months_max": most}


def named(nodes: Iterable[Node]) -> tuple[dict[str, Any], ...]:
    """Return nodes as rows name them."""
    return tuple({"id": node.id, "name": node.name} for node in nodes)


def entries(reader: Reader, person: str) -> list[Entry]:
    """Return all entries of a person in the order of time, those without a date last.

    Two calls of the reader: for the edges of facts, and for the nodes at their ends.
    """
    facts = reader.facts({person})
    nodes = reader.nodes(dict.fromkeys(end for edge in facts for end in (edge.source, edge.target)))
    by_source: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in facts:
        by_source[edge.source].append(edge)
    found = [
        _entry(person, edge, by_source[edge.target], nodes)
        for edge in by_source[person]
        if edge.type in _ENTRY_OF and edge.target in nodes
    ]
    return sorted(found, key=lambda entry: entry.began)


def _entry(person: str, edge: Edge, further: Sequence[Edge], nodes: Mapping[str, Node]) -> Entry:
    node = nodes[edge.target]
    ends = {one.id: nodes[one.target] for one in further if one.target in nodes}
    places = [ends[one.id] for one in further if one.type in _PLACES and one.id in ends]
    used = [ends[one.id] for one in further if one.type == "USED" and one.id in ends]
    return Entry(
        node,
        tuple(sorted(places, key=lambda one: one.id)),
        tuple(sorted(used, key=lambda one: (one.name or "", one.id))),
        (edge, *further),
        _stint(person, node, edge),
    )


def _stint(person: str, node: Node, edge: Edge) -> Stint:
    """Return the dates of an entry by the one rule for them."""
    own: dict[str, Any] = dict(node.properties)
    if node.kind != "Role":
        from ..graph.facts.fragment import interval

        # A study that goes on has no end; what has happened of it ends where its document speaks.
        own["current"] = own.get("current") or own.get("status") == "in progress"
        own |= interval(own.get("start"), own.get("end"), own.get("until"))
    return stint_of(own, node.id, person, edge.id, None, None)
