"""Two people side by side: what both have, what only one has, and where they were together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..errors import UsageError
from ..graph import resolve
from ..graph.model import Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Tie
from ..ontology.kinds import SKILL_KINDS
from .answer import Answer, Row
from .colleagues import Meeting, meetings_of
from .entries import named, span
from .evidence import CitedEdges, scene, sources
from .measures.nearness import SAME, nearness
from .question import PERSON, Argument, Named, Question, Statement

_PLACES: Final = frozenset({"Employer", "School"})


@dataclass(frozen=True, kw_only=True)
class CompareRow(Row):
    """A skill that one or both have, or an employer or school that both were at.

    ``people`` are those who have it, ``{"id", "name", "months", "first", "last", "current"}``, as
    far as it is dated. ``nearest`` of a skill that one alone has is what the other has that is
    nearest to it, ``{"id", "name", "nearness"}``, up to 1 for the same. ``together`` are the months
    at an employer that both were there, ``{"from", "to", "months"}``, with ``possible`` where years
    without months leave it open.
    """

    people: tuple[Mapping[str, Any], ...]
    nearest: Mapping[str, Any] | None = None
    together: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True)
class Compare(Question[CompareRow]):
    """What two people have in common and what sets them apart, each with how long.

    First the skills of both, the one first of which the person who has less has most months; then
    employers and schools of both; then the skills of one alone, the most months first, each with
    the nearest one of the other's. Nearness is the ontology's: the best path of at most two
    relations, by what else both share (see ``similar``). ``shared`` ranks by rarity instead.

    Complexity: O(t log t) for t ties of both, and the concepts within two relations of those that
    one alone has.

    >>> from commonground.queries.example import example
    >>> for row in compare(example(), "Ana", "Bo"):
    ...     print(row.name, [(one["name"], one.get("months")) for one in row.people])
    Go [('Ana', 76), ('Bo', 48)]
    Redis [('Ana', 40), ('Bo', None)]
    REST [('Ana', None), ('Bo', None)]
    Initech [('Ana', 36), ('Bo', 48)]
    Apache Kafka [('Ana', 36)]
    Temporal [('Bo', 48)]
    """

    name = "compare"
    summary = "Put two people side by side: what both have, what one has, when they were together."
    examples = ("commonground compare ada.md bo.txt",)
    arguments = (Argument("a", PERSON, metavar="A"), Argument("b", "another one", metavar="B"))
    columns = ("name", "kind", "people", "months=both", "nearest", "together", "lines")
    under = "nothing"

    a: str
    b: str

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        a, b = (names.get(one, one) for one in (self.a, self.b))
        return f"How do {a} and {b} compare?"

    def answer(self, reader: Reader) -> Answer[CompareRow]:
        """Answer over a reader; raises as ``compare`` does."""
        a, b = resolve.person(reader, self.a), resolve.person(reader, self.b)
        if a.id == b.id:
            raise UsageError(f"{self.a} and {self.b} are one person: name two")
        pair = _Pair(reader, a, b)
        rows = (*pair.skills_of_both(), *pair.places(), *pair.alone(0), *pair.alone(1))
        asked = {"question": self.name, **dict(zip("ab", named((a, b)), strict=True))}
        picture = scene(reader, [a.id, b.id], pair.cited.edges_of(*pair.ties))
        return Answer(asked, rows, (), *picture)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives both people's whole parts of the graph."""
        from ..graph.neo4j.statements import statement

        both = sorted(resolve.person(reader, one).id for one in (self.a, self.b))
        return statement("people"), {"people": both}


def compare(graph: Graph, a: Named, b: Named) -> Answer[CompareRow]:
    """Return what two people have in common and what one alone has, each with how long.

    ``a`` and ``b`` are two people: nodes, or names, e-mail addresses, documents or ids.

    Each row is a skill, employer or school: first those of both, then those of ``a`` alone, then
    those of ``b`` alone. ``people`` are who has it, each with ``months``, ``first`` and ``last``
    where they are known; ``together`` are the months at an employer that they shared; ``nearest``
    is what the other has that is nearest to a skill of one alone.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.compare(example(), "Ana", "Bo"):
    ...     print(row.name, [(one["name"], one.get("months")) for one in row.people])
    Go [('Ana', 76), ('Bo', 48)]
    Redis [('Ana', 40), ('Bo', None)]
    REST [('Ana', None), ('Bo', None)]
    Initech [('Ana', 36), ('Bo', 48)]
    Apache Kafka [('Ana', 36)]
    Temporal [('Bo', 48)]

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
        UsageError: both are the same person.
    """
    return Compare.of(a, b).ask(graph)


class _Pair:
    """The ties of two people, read in a fixed number of calls."""

    def __init__(self, reader: Reader, a: Node, b: Node) -> None:
        self.people = (a, b)
        self.ontology = reader.ontology
        ids = {a.id, b.id}
        wanted = SKILL_KINDS | _PLACES
        self.ties = [tie for tie in reader.ties(people=ids) if tie.kind in wanted]
        stints = reader.stints(people=ids)
        mine, theirs = ([one for one in stints if one.person == id] for id in (a.id, b.id))
        self.meetings = list(meetings_of(mine, theirs))
        met = [stint for one in self.meetings for stint in one.stints]
        self.cited = CitedEdges(reader, [*self.ties, *met])
        self.nodes = reader.nodes(tie.node for tie in self.ties)
        # Of each person what they have by id: a skill, an employer, a school.
        self.have = [{tie.node: tie for tie in self.ties if tie.person == one.id} for one in (a, b)]

    def skills_of_both(self) -> list[CompareRow]:
        """Return the rows of skills that both have."""
        both = [id for id in self._both() if self.nodes[id].kind in SKILL_KINDS]
        return [self._row(id) for id in sorted(both, key=self._least_months)]

    def places(self) -> list[CompareRow]:
        """Return the rows of employers and schools that both were at."""
        both = [id for id in self._both() if self.nodes[id].kind in _PLACES]
        return [self._row(id) for id in sorted(both, key=lambda id: (self.nodes[id].kind, id))]

    def alone(self, which: int) -> list[CompareRow]:
        """Return the rows of the skills that one person alone has."""
        own, other = self.have[which], self.have[1 - which]
        ids = [id for id in own if id not in other and self.nodes[id].kind in SKILL_KINDS]
        near = nearness(self.ontology, ids)
        ordered = sorted(ids, key=lambda id: (-(own[id].months or 0), id))
        return [self._row(id, self._nearest(near[id], other)) for id in ordered]

    def _both(self) -> list[str]:
        return [id for id in self.have[0] if id in self.have[1]]

    def _least_months(self, id: str) -> tuple[int, int, str]:
        months = [have[id].months or 0 for have in self.have]
        return (-min(months), -max(months), id)

    def _nearest(self, near: Mapping[str, int], other: Mapping[str, Tie]) -> dict[str, Any] | None:
        known = [(-near[id], id) for id in other if id in near]
        if not known:
            return None
        less, id = min(known)
        return {"id": id, "name": self.nodes[id].name, "nearness": -less / SAME}

    def _row(self, id: str, nearest: Mapping[str, Any] | None = None) -> CompareRow:
        node = self.nodes[id]
        ties = [have[id] for have in self.have if id in have]
        met = [one for one in self.meetings if one.employer == id]
        evidence = self.cited.of(*ties, *(stint for one in met for stint in one.stints))
        return CompareRow(
            id=id,
            kind=node.kind,
            name=node.name or resolve.called(node),
            sources=sources(evidence),
            evidence=evidence,
            people=tuple(self._people(ties)),
            nearest=nearest,
            together=tuple(told for one in met for told in _months_of(one)) or None,
        )

    def _people(self, ties: Sequence[Tie]) -> Iterator[dict[str, Any]]:
        names = {person.id: person.name for person in self.people}
        for tie in ties:
            told = {"first": tie.first, "last": tie.last, **span(tie.months, tie.months_max)}
            known = {key: value for key, value in told.items() if value is not None}
            current = {"current": True} if tie.current else {}
            yield {"id": tie.person, "name": names[tie.person], **known, **current}


def _months_of(meeting: Meeting) -> Iterator[dict[str, Any]]:
    for period in meeting.periods:
        told = {"from": period.start.text, "to": period.end.text, "months": period.months}
        yield told | ({"possible": True} if meeting.possible else {})
