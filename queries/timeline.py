"""What somebody did when: roles and studies in the order of time, with gaps and overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..graph import resolve
from ..graph.model import Node
from ..graph.months import Range, first_month, label, last_month, union
from ..graph.opening import Graph
from ..graph.reader import Reader
from .answer import Answer, Row
from .entries import Entry, dates, entries, named
from .evidence import in_order, scene, sources
from .measures.periods import Period, certain, gaps, overlap
from .question import PERSON, Argument, Named, Question, Statement

_OPEN: Final = 12 * 9999
_SHOWN: Final = frozenset({"Role", "Education"})


@dataclass(frozen=True, kw_only=True)
class TimelineRow(Row):
    """A role, a study, or a ``Gap`` between them, with the id of the person.

    ``at`` is the employer or school. ``overlaps`` are the other roles and studies that surely ran
    at the same time, ``{"id", "name", "at", "from", "to", "months"}``; None where there is none.
    """

    at: str | None = None
    at_id: str | None = None
    start: str | None = None
    end: str | None = None
    current: bool = False
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    used: tuple[Mapping[str, Any], ...] | None = None
    overlaps: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True)
class Timeline(Question[TimelineRow]):
    """A person's roles and studies by the date on which they began, with what was used in each.

    A ``Gap`` is told where neither a role nor a study can reach, whatever their dates leave open:
    after one without an end, and before one without a start, there is none. An overlap is told
    where two surely ran at the same time. Both count whole months, both ends included.
    What has no date comes last. ``tenure`` tells the gaps between roles alone.

    Complexity: O(e²) for e roles and studies.

    >>> from commonground.queries.example import example
    >>> for row in timeline(example(), "Ana"):
    ...     print(row.kind, row.name, row.at, row.start, row.end, row.months)
    Education None Northern Polytechnic 2015 2019 None
    Role Engineer Initech 2019-03 2022-02 36
    Role Engineer Hooli 2022-03 None 40
    """

    name = "timeline"
    summary = "Show one person's roles and studies by date, with gaps and overlaps."
    examples = ("commonground timeline ada.md",)
    arguments = (Argument("person", PERSON),)
    columns = ("from=start", "to=end", "months", "kind", "name", "at", "lines")
    beside = ("used", "overlaps")
    under = "used"

    person: str

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"What did {names.get(self.person, self.person)} do when?"

    def answer(self, reader: Reader) -> Answer[TimelineRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        found = [one for one in entries(reader, person.id) if one.node.kind in _SHOWN]
        cited = reader.cite(dict.fromkeys(ref for one in found for ref in one.references))
        rows = [_row(one, found, cited) for one in found]
        begun = [(one.began[0], one.began[1], 1) for one in found]
        ordered = sorted(
            [*zip(begun, rows, strict=True), *_gaps(person, found)], key=lambda pair: pair[0]
        )
        asked = {"question": self.name, "person": person.id, "name": person.name}
        picture = scene(reader, [person.id], [edge for one in found for edge in one.edges])
        return Answer(asked, tuple(row for _, row in ordered), (), *picture)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the edges of facts about the person."""
        from ..graph.neo4j.statements import statement

        return statement("facts"), {"people": [resolve.person(reader, self.person).id]}


def timeline(graph: Graph, person: Named) -> Answer[TimelineRow]:
    """Return a person's roles and studies by date, with the gaps between them.

    ``person`` is a node, or a name, e-mail address, document or id.

    Each row is a role, a course of study, or a gap, the first to begin first; ``kind`` says which.
    ``start``, ``end`` and ``current`` are as the documents tell them, ``at`` is the employer or
    school, ``used`` what a role names, ``overlaps`` what goes on at the same time.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.timeline(example(), "Ana"):
    ...     print(row.kind, row.name, row.at, row.start, row.end)
    Education None Northern Polytechnic 2015 2019
    Role Engineer Initech 2019-03 2022-02
    Role Engineer Hooli 2022-03 None

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Timeline.of(person).ask(graph)


def _row(entry: Entry, all_entries: Sequence[Entry], cited: Mapping[str, Any]) -> TimelineRow:
    evidence = in_order(cited[ref] for ref in entry.references)
    return TimelineRow(
        id=entry.node.id,
        kind=entry.node.kind,
        name=entry.name,
        sources=sources(evidence),
        evidence=evidence,
        at=entry.at,
        at_id=entry.at_id,
        used=named(entry.used) or None,
        overlaps=tuple(_overlaps(entry, all_entries)) or None,
        **dates(entry),
    )


def _overlaps(entry: Entry, all_entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for other in all_entries:
        period = _together(entry, other) if other is not entry else None
        if period is not None:
            yield {
                "id": other.node.id,
                "name": other.name,
                "at": other.at,
                "from": period.start.text,
                "to": period.end.text,
                "months": period.months,
            }


def _together(entry: Entry, other: Entry) -> Period | None:
    return overlap(certain(entry.stint), certain(other.stint))


def _gaps(
    person: Node, found: Sequence[Entry]
) -> Iterator[tuple[tuple[bool, int, int], TimelineRow]]:
    """Give the months that nothing reaches, each before what begins after it."""
    known = [span for one in found if (span := _reach(one))]
    for start, end in gaps(union(known)):
        row = TimelineRow(
            id=person.id,
            kind="Gap",
            name="no role or study",
            start=label(start),
            end=label(end),
            months=end - start + 1,
        )
        yield (False, start, 0), row


def _reach(entry: Entry) -> Range | None:
    """Return the months that an entry may cover; None where nothing is known of them."""
    if entry.stint.outer is not None:
        return entry.stint.outer
    start, end = entry.stint.start, entry.stint.end
    if start is None and end is None:
        return None
    # What nobody says the end of may have gone on for as long as one likes: nothing is a gap there.
    return first_month(start) if start else 0, last_month(end) if end else _OPEN
