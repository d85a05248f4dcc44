"""How long somebody has used what, and worked in all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

from ..graph import resolve
from ..graph.model import Node
from ..graph.months import label, total, union
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Stint, Tie
from ..ontology.kinds import SKILL_KINDS
from .answer import Answer, Row
from .evidence import CitedEdges, documents_of, scene, sources
from .measures.periods import certain, earliest, gaps, last_date, latest, overlap
from .question import PERSON, Argument, Named, Question, Statement


class Dated(Protocol):
    """A row that has months, exact or within a range."""

    @property
    def id(self) -> str: ...
    @property
    def months(self) -> int | None: ...
    @property
    def months_min(self) -> int | None: ...
    @property
    def months_max(self) -> int | None: ...


@dataclass(frozen=True, kw_only=True)
class TenureRow(Row):
    """A concept, or the ``Total``; None where nothing is dated.

    ``months`` is None where years without months leave a range: ``months_min`` to ``months_max``.
    ``counted`` is how many of the months count where a long list names the concept, else None.
    """

    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    first: str | None = None
    last: str | None = None
    current: bool = False
    counted: int | None = None


@dataclass(frozen=True)
class Tenure(Question[TenureRow]):
    """The months of each of a person's concepts, the most first, and of all roles together.

    Months are those of the roles that used the concept, or of the roles alone for the ``Total``: a
    union, so that overlapping jobs count once, and both ends of a range count. A role that goes on,
    or is said to end later, ends in the month that its document speaks from; one that begins later
    has no months. Of a role of more than fifty years the last fifty count. Where a date is a year
    without a month the count is a range, of one month at least. A concept that is only listed, or
    used in undated roles, has no months and comes last. Roles of which one end is unknown count for
    ``first`` and ``last`` only. Where a role or the person names very many concepts, ``counted``
    says how many of the months other questions count (see ``find``).

    ``gaps`` are the months between roles that no role can cover; ``overlaps`` are pairs of roles
    that surely run at the same time.

    Complexity: O(t log t) for t ties, O(r²) for r roles.

    >>> from commonground.queries.example import example
    >>> for row in tenure(example(), "Ana"):
    ...     print(row.name, row.months, row.first, row.last)
    Go 76 2019-03 2025-06
    Redis 40 2022-03 2025-06
    Apache Kafka 36 2019-03 2022-02
    REST None None None
    Total 76 2019-03 2025-06
    """

    name = "tenure"
    summary = "Add up one person's months and last use per skill, nothing counted twice."
    examples = ("commonground tenure ada.md",)
    arguments = (Argument("person", PERSON),)
    columns = ("name", "months", "first", "last", "current", "lines")
    under = "nothing"

    person: str

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"How long has {names.get(self.person, self.person)} worked with what?"

    def answer(self, reader: Reader) -> Answer[TenureRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        who = {person.id}
        ties = [tie for tie in reader.ties(people=who) if tie.kind in SKILL_KINDS]
        stints = reader.stints(people=who)
        cited = CitedEdges(reader, [*ties, *stints])
        names = reader.nodes(tie.node for tie in ties)
        rows = sorted((_row(tie, names[tie.node], cited) for tie in ties), key=most_first)
        nodes, edges = scene(reader, who, cited.edges_of(*ties))
        extras = {"gaps": _gaps(stints), "overlaps": _overlaps(reader, stints)}
        all_rows = (*rows, total_row(person, stints, cited))
        asked = {"question": self.name, "person": person.id, "name": person.name}
        return Answer(asked, all_rows, _notes(stints), nodes, edges, extras)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives a person's whole part of the graph."""
        from ..graph.neo4j.statements import statement

        return statement("people"), {"people": [resolve.person(reader, self.person).id]}


def tenure(graph: Graph, person: Named) -> Answer[TenureRow]:
    """Return how long a person has used each skill, and worked in all.

    ``person`` is a node, or a name, e-mail address, document or id.

    Each row is a skill, the most months first; the last one, of kind ``Total``, is all roles
    together. ``months`` count no month twice; where years without months leave a range they are
    None, and the range is ``months_min`` to ``months_max``. ``first`` and ``last`` are dates as
    the documents tell them; ``current`` says that it goes on. ``extras`` has the ``gaps`` between
    roles and their ``overlaps``.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.tenure(example(), "Ana"):
    ...     print(row.name, row.months, row.first, row.last)
    Go 76 2019-03 2025-06
    Redis 40 2022-03 2025-06
    Apache Kafka 36 2019-03 2022-02
    REST None None None
    Total 76 2019-03 2025-06

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Tenure.of(person).ask(graph)


def total_row(person: Node, stints: Sequence[Stint], cited: CitedEdges) -> TenureRow:
    """Return what all roles of a person come to together."""
    evidence = cited.of(*stints)
    outer = [stint.outer for stint in stints if stint.outer]
    surely = total(stint.certain for stint in stints if stint.certain)
    # A role within one year has no month that is certain, but was held for one at least.
    least, most = (max(1, surely), total(outer)) if outer else (None, None)
    return TenureRow(
        id=person.id,
        kind="Total",
        name="Total",
        sources=sources(evidence) or documents_of(person),
        evidence=evidence,
        months=_exact(least, most),
        months_min=_bound(least, most, least),
        months_max=_bound(least, most, most),
        first=earliest(stint.start for stint in stints),
        last=latest(last_date(stint) for stint in stints),
        current=any(stint.current for stint in stints),
    )


def _row(tie: Tie, concept: Node, cited: CitedEdges) -> TenureRow:
    evidence = cited.of(tie)
    return TenureRow(
        id=concept.id,
        kind=concept.kind,
        name=concept.name,
        sources=sources(evidence),
        evidence=evidence,
        months=_exact(tie.months, tie.months_max),
        months_min=_bound(tie.months, tie.months_max, tie.months),
        months_max=_bound(tie.months, tie.months_max, tie.months_max),
        first=tie.first,
        last=tie.last,
        current=tie.current,
        counted=tie.counted if tie.counted != tie.months else None,
    )


def _exact(least: int | None, most: int | None) -> int | None:
    return least if least == most else None


def _bound(least: int | None, most: int | None, bound: int | None) -> int | None:
    return None if least == most else bound


def most_first(row: Dated) -> tuple[int, int, str]:
    """Return the sort key of rows with months: the most first, undated ones last, then by id."""
    least = row.months if row.months is not None else row.months_min
    return (-(least or 0), -(row.months_max or 0), row.id)


def _gaps(stints: Sequence[Stint]) -> list[dict[str, Any]]:
    # A gap is told only where no role can reach into it, whatever its dates leave open.
    covered = union(stint.outer for stint in stints if stint.outer)
    return [
        {"from": label(start), "to": label(end), "months": end - start + 1}
        for start, end in gaps(covered)
    ]


def _overlaps(reader: Reader, stints: Sequence[Stint]) -> list[dict[str, Any]]:
    employers = reader.nodes(stint.employer for stint in stints if stint.employer)
    found = []
    for a, b in combinations(stints, 2):
        # One role at two employers is two stints, and no overlap.
        shared = overlap(certain(a), certain(b)) if a.role != b.role else None
        if shared is not None:
            roles = [_role(stint, employers) for stint in (a, b)]
            dates = {"from": shared.start.text, "to": shared.end.text, "months": shared.months}
            found.append({**dates, "roles": roles})
    return sorted(found, key=lambda one: (one["from"], one["to"], str(one["roles"])))


def _role(stint: Stint, employers: dict[str, Node]) -> dict[str, str | None]:
    employer = employers.get(stint.employer or "")
    name = None if employer is None else employer.name
    return {"id": stint.role, "name": stint.name, "employer": name}


def _notes(stints: Sequence[Stint]) -> tuple[str, ...]:
    future = {stint.role for stint in stints if stint.future}
    undated = {stint.role for stint in stints if stint.outer is None} - future
    return (
        *_note(undated, "has", "have", "no known start and end, and no months here"),
        *_note(future, "begins", "begin", "after the document speaks, with no months here"),
    )


def _note(roles: Collection[str], one: str, many: str, said: str) -> tuple[str, ...]:
    count = f"1 role {one}" if len(roles) == 1 else f"{len(roles)} roles {many}"
    return (f"{count} {said}",) if roles else ()
