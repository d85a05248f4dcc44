"""Who worked at the same employer in the same months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..graph import resolve
from ..graph.meetings import MetStints
from ..graph.model import Edge, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Stint
from ..ontology.kinds import SKILL_KINDS
from .answer import Answer, Row
from .evidence import CitedEdges, scene, sources
from .measures.periods import Period, certain, joined, overlap, possible
from .measures.weights import informations
from .question import LIMIT, PERSON, Argument, Named, Question, Statement, shown_of

LIMITED: Final = 20
"""How many rows there are unless another limit is given."""


@dataclass(frozen=True, kw_only=True)
class ColleagueRow(Row):
    """A person who was at ``employer`` at the same time, ``from_`` and ``to`` included.

    The bounds are ``YYYY-MM``, or ``YYYY`` where no more is known. ``months`` are those together;
    ``periods`` says which they are where they are several stretches, else None. ``both_used`` are
    the names of what both used in those roles, the rarest first. ``possible`` is True where dates
    that say only a year leave it open whether the months met at all; it is None where they did.
    """

    employer: str
    employer_id: str
    from_: str
    to: str
    months: int
    both_used: tuple[str, ...]
    periods: tuple[Mapping[str, str], ...] | None = None
    possible: bool | None = None


@dataclass(frozen=True)
class Colleagues(Question[ColleagueRow]):
    """Everyone whose stints at an employer of a person overlap the person's own, longest first.

    A range of months counts both its ends; two who hand over in the same month have met. Overlaps
    are certain unless marked ``possible``: then dates without months allow one, and ``from`` and
    ``to`` say how far it may reach. Stints that lack a start or an end tell nothing and give no
    row. Each person stands once for an employer, with all the months together; what both used are
    the concepts that a line of both names in the roles that met.

    Complexity: O(s · t) for s own stints and t stints at the same employers, and the concepts that
    the person has for each role that met. A server sends only the stints that overlap; arrays tell
    by months alone whose roles need not be read, since so many were there longer (``Reader.met``).

    >>> from commonground.queries.example import example
    >>> for row in colleagues(example(), "Ana"):
    ...     print(row.name, row.employer, row.months, row.from_, row.to, row.both_used)
    Bo Initech 14 2021-01 2022-02 ('Go',)
    """

    name = "colleagues"
    summary = "Show who worked at the same employer in the same months."
    examples = ("commonground colleagues ada.md",)
    arguments = (Argument("person", PERSON), LIMIT)
    columns = ("name", "employer", "months", "from", "to", "both used=both_used")

    person: str
    limit: int | None = LIMITED

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who worked with {names.get(self.person, self.person)}, and when?"

    def answer(self, reader: Reader) -> Answer[ColleagueRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        mine = _dated_stints(reader, person)
        met = reader.met(mine)
        meetings = _longest(mine, met.falling, self.limit)
        employers = {one.employer for one in meetings}
        cited = CitedEdges(reader, [stint for one in meetings for stint in one.stints])
        names = reader.nodes({*(one.person for one in meetings), *employers})
        used = _Used(reader, person, meetings)
        rows = tuple(_row(one, names, cited, used) for one in meetings)
        nodes, edges = scene(reader, [person.id], _worked_at(reader, person, meetings))
        asked: dict[str, Any] = {"question": self.name, "person": person.id, "name": person.name}
        asked |= {} if self.limit == LIMITED else {"limit": self.limit}
        return Answer(asked, rows, shown_of(len(rows), met.count, "rows"), nodes, edges)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the stints of others that overlap the person's."""
        from ..graph.neo4j.rows import overlapping_parameters
        from ..graph.neo4j.statements import statement

        mine = _dated_stints(reader, resolve.person(reader, self.person))
        return statement("overlapping"), overlapping_parameters(mine)


def colleagues(graph: Graph, person: Named, *, limit: int | None = LIMITED) -> Answer[ColleagueRow]:
    """Return who worked with a person: at the same employer in the same months.

    ``person`` is a node, or a name, e-mail address, document or id. ``limit`` is the most rows,
    None for all.

    Each row is a colleague at one ``employer``, the longest together first: ``from_`` and ``to``
    (``2021-01``, or ``2021`` where that is all that is known), the ``months`` in all, each of the
    ``periods`` where there are several, and ``both_used``, the skills that both name there. One is
    ``possible`` where dates without months leave it open whether they met.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.colleagues(example(), "Ana"):
    ...     print(row.name, row.employer, row.months, row.from_, row.to, row.both_used)
    Bo Initech 14 2021-01 2022-02 ('Go',)

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Colleagues.of(person, limit=limit).ask(graph)


def _dated_stints(reader: Reader, person: Node) -> list[Stint]:
    return [stint for stint in reader.stints(people={person.id}) if stint.outer]


@dataclass(frozen=True)
class Meeting:
    """Months of two people at one employer; ``possible`` where dates leave it open if they met."""

    person: str
    employer: str
    periods: tuple[Period, ...]
    possible: bool
    stints: tuple[Stint, ...]

    @property
    def months(self) -> int:
        return sum(period.months for period in self.periods)


def meetings_of(mine: Sequence[Stint], theirs: Sequence[Stint]) -> Iterator[Meeting]:
    """Give the overlap with each person at each employer: the certain one, else a possible one."""
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
        if periods := tuple(joined(sure or open_)):
            met = (pair for pair in found if any(_meets(pair, period) for period in periods))
            stints = tuple(dict.fromkeys(stint for pair in met for stint in pair))
            yield Meeting(person, employer, periods, not sure, stints)


def _longest(
    mine: Sequence[Stint], falling: Iterable[MetStints], limit: int | None
) -> list[Meeting]:
    """Return so many meetings, the longest first; None is all of them."""
    found: list[Meeting] = []
    for theirs, rest in falling:
        found = sorted([*found, *meetings_of(mine, theirs)], key=_longest_first)[:limit]
        # Whoever comes later is behind all of these, certain or not.
        if len(found) == limit and not found[-1].possible and found[-1].months > rest:
            break
    return found


def _longest_first(one: Meeting) -> tuple[bool, int, str, str, str]:
    # Certain overlaps first; then the longest, and ids so that the order is one.
    return (one.possible, -one.months, one.periods[0].start.text, one.employer, one.person)


def _meets(pair: tuple[Stint, Stint], period: Period) -> bool:
    return overlap(overlap(possible(pair[0]), possible(pair[1])), period) is not None


class _Used:
    """What people used in the roles that met: two calls of a reader, and one for rarity."""

    def __init__(self, reader: Reader, person: Node, meetings: Sequence[Meeting]) -> None:
        self._person = person.id
        ties = reader.ties(people={person.id}) if meetings else ()
        concepts = sorted(tie.node for tie in ties if tie.kind in SKILL_KINDS)
        roles = dict.fromkeys(stint.role for one in meetings for stint in one.stints)
        asked = ((role, node) for role in roles for node in concepts)
        edges = reader.used(asked) if roles else {}
        self._used: defaultdict[str, set[str]] = defaultdict(set)
        for edge in edges.values():
            self._used[edge.source].add(edge.target)
        found = {edge.target for edge in edges.values()}
        self._worth = informations(reader, found)
        self._names = reader.nodes(sorted(found))

    def by_both(self, meeting: Meeting) -> tuple[str, ...]:
        """Return the names of what both sides of a meeting used there, the rarest first."""
        sides: tuple[list[str], list[str]] = ([], [])
        for stint in meeting.stints:
            sides[stint.person == self._person].append(stint.role)
        both = set.intersection(*(set().union(*map(self._of, roles)) for roles in sides))
        rarest = sorted(both, key=lambda id: (-self._worth[id], id))
        return tuple(resolve.called(self._names[id]) for id in rarest)

    def _of(self, role: str) -> Collection[str]:
        return self._used.get(role, ())


def _row(
    meeting: Meeting, names: Mapping[str, Node], cited: CitedEdges, used: _Used
) -> ColleagueRow:
    person, employer = names[meeting.person], names[meeting.employer]
    evidence = cited.of(*meeting.stints)
    spans = tuple({"from": one.start.text, "to": one.end.text} for one in meeting.periods)
    return ColleagueRow(
        id=person.id,
        kind=person.kind,
        name=person.name,
        sources=sources(evidence),
        evidence=evidence,
        employer=resolve.called(employer),
        employer_id=employer.id,
        from_=meeting.periods[0].start.text,
        to=meeting.periods[-1].end.text,
        months=meeting.months,
        both_used=used.by_both(meeting),
        periods=spans if len(spans) > 1 else None,
        possible=meeting.possible or None,
    )


def _worked_at(reader: Reader, person: Node, meetings: Sequence[Meeting]) -> list[Edge]:
    people = {one.person for one in meetings} | {person.id}
    ties = reader.ties(people=people, nodes={one.employer for one in meetings})
    return list(reader.edges_behind(ties).values())
