"""Who worked at the same employer in the same months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..graph import resolve
from ..graph.model import Edge, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Stint
from .answer import Answer, Row
from .evidence import CitedEdges, scene, sources
from .measures.periods import Period, certain, joined, overlap, possible
from .question import PERSON, Argument, Named, Question, Statement


@dataclass(frozen=True, kw_only=True)
class ColleagueRow(Row):
    """A person who was at ``employer`` at the same time, ``from_`` and ``to`` included.

    The bounds are ``YYYY-MM``, or ``YYYY`` where no more is known. ``possible`` is True where dates
    that say only a year leave it open whether the months met at all; it is None where they did.
    """

    employer: str
    employer_id: str
    from_: str
    to: str
    months: int
    possible: bool | None = None


@dataclass(frozen=True)
class Colleagues(Question[ColleagueRow]):
    """Everyone whose stints at an employer of a person overlap the person's own, longest first.

    A range of months counts both its ends; two who hand over in the same month have met. Overlaps
    are certain unless marked ``possible``: then dates without months allow one, and ``from`` and
    ``to`` say how far it may reach. Stints that lack a start or an end tell nothing and give no
    row. Two stretches at the same employer give two rows.

    Complexity: O(s · t) for s own stints and t stints at the same employers. A server sends only
    the stints that overlap (``Reader.overlapping``).

    >>> from commonground.queries.example import example
    >>> for row in colleagues(example(), "Ana"):
    ...     print(row.name, row.employer, row.from_, row.to)
    Bo Initech 2021-01 2022-02
    """

    name = "colleagues"
    summary = "Show who worked at the same employer in the same months."
    examples = ("commonground colleagues ada.md",)
    arguments = (Argument("person", PERSON),)
    columns = ("name", "employer", "from", "to")

    person: str

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who worked with {names.get(self.person, self.person)}, and when?"

    def answer(self, reader: Reader) -> Answer[ColleagueRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        mine = _dated_stints(reader, person)
        meetings = list(meetings_of(mine, reader.overlapping(mine)))
        employers = {one.employer for one in meetings}
        cited = CitedEdges(reader, [stint for one in meetings for stint in one.stints])
        names = reader.nodes({*(one.person for one in meetings), *employers})
        rows = sorted((_row(one, names, cited) for one in meetings), key=_longest_first)
        nodes, edges = scene(reader, [person.id], _worked_at(reader, person, meetings))
        asked = {"question": self.name, "person": person.id, "name": person.name}
        return Answer(asked, tuple(rows), (), nodes, edges)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the stints of others that overlap the person's."""
        from ..graph.neo4j.rows import overlapping_parameters
        from ..graph.neo4j.statements import statement

        mine = _dated_stints(reader, resolve.person(reader, self.person))
        return statement("overlapping"), overlapping_parameters(mine)


def colleagues(graph: Graph, person: Named) -> Answer[ColleagueRow]:
    """Return who worked with a person, where and when; see ``Colleagues``.

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Colleagues.of(person).ask(graph)


def _dated_stints(reader: Reader, person: Node) -> list[Stint]:
    return [stint for stint in reader.stints(people={person.id}) if stint.outer]


@dataclass(frozen=True)
class Meeting:
    """Months of two people at one employer; ``possible`` where dates leave it open if they met."""

    person: str
    employer: str
    period: Period
    possible: bool
    stints: tuple[Stint, ...]


def meetings_of(mine: Sequence[Stint], theirs: Sequence[Stint]) -> Iterator[Meeting]:
    """Give the overlaps with each person at each employer: certain ones, else possible ones."""
    pairs: defaultdict[tuple[str, str], list[tuple[Stint, Stint]]] = defaultdict(list)
    for own in mine:
        for other in theirs:
            # Stints without an employer are all alike and nobody's.
            if own.employer and own.employer == other.employer:
                pairs[other.person, own.employer].append((own, other))
    for (person, employer), found in sorted(pairs.items()):
        sure = [period for a, b in found if (period := overlap(certain(a), certain(b)))]
        open_ = [period for a, b in found if (period := overlap(possible(a), possible(b)))]
        # Possible months are told only where no month is certain: mixed, they would blur it.
        for period in joined(sure or open_):
            stints = tuple(stint for pair in found if _meets(pair, period) for stint in pair)
            yield Meeting(person, employer, period, not sure, stints)


def _meets(pair: tuple[Stint, Stint], period: Period) -> bool:
    return overlap(overlap(possible(pair[0]), possible(pair[1])), period) is not None


def _row(meeting: Meeting, names: dict[str, Node], cited: CitedEdges) -> ColleagueRow:
    person, employer = names[meeting.person], names[meeting.employer]
    evidence = cited.of(*meeting.stints)
    return ColleagueRow(
        id=person.id,
        kind=person.kind,
        name=person.name,
        sources=sources(evidence),
        evidence=evidence,
        employer=resolve.called(employer),
        employer_id=employer.id,
        from_=meeting.period.start.text,
        to=meeting.period.end.text,
        months=meeting.period.months,
        possible=meeting.possible or None,
    )


def _longest_first(row: ColleagueRow) -> tuple[bool, int, str, str, str]:
    # Certain overlaps first; then the longest, and ids so that the order is one.
    return (bool(row.possible), -row.months, row.from_, row.employer_id, row.id)


def _worked_at(reader: Reader, person: Node, meetings: Sequence[Meeting]) -> list[Edge]:
    people = {one.person for one in meetings} | {person.id}
    ties = reader.ties(people=people, nodes={one.employer for one in meetings})
    return list(reader.edges_behind(ties).values())
