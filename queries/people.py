"""Everybody in the graph, with what they do and how long they have worked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..graph.model import Node
from ..graph.months import last_month, total
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.resolve import called
from ..graph.ties import Stint
from ..graph.totals import latest
from .answer import Answer, Row
from .evidence import documents_of
from .listing import LIKE, Listing, Sort, ordering, sort_by
from .measures.periods import last_date
from .question import LIMIT, Statement

_PEOPLE = ("Person",)


@dataclass(frozen=True, kw_only=True)
class PersonRow(Row):
    """A person with the present or last role, its employer, the place, and the months in all.

    ``role`` is how the person's document titles them where no role has a title. ``months`` is None
    where years without months leave a range, ``months_min`` to ``months_max``, or nothing is dated.
    ``sources`` are the person's documents.
    """

    role: str | None = None
    employer: str | None = None
    employer_id: str | None = None
    current: bool = False
    place: str | None = None
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    last: str | None = None


class _Career(NamedTuple):
    """What all stints of a person come to; ``months`` are the certain ones."""

    stints: Sequence[Stint]
    months: int | None
    months_max: int | None
    last: str | None


@dataclass(frozen=True)
class People(Listing[PersonRow]):
    """Everybody with their present or last role, its employer, where they live, and their years.

    The months in all are a union: overlapping roles count once (see ``tenure``, whose ``Total``
    they are). Of several present roles that one is told which began last, of past ones that one
    which ended last. Who has no name comes last, and is called by their document. ``like`` is
    sought in names, and of those without one in what they are called.

    Complexity: O(p log p) for p people, and the roles of those who are shown; by ``months`` or
    ``last``, of everybody.

    >>> from commonground.queries.example import example
    >>> for row in people(example()):
    ...     print(row.name, row.role, row.employer, row.months or (row.months_min, row.months_max))
    Ana Engineer Hooli 76
    Bo Engineer Initech 48
    Cy Engineer Globex (2, 24)
    """

    name = "people"
    many = "people"
    summary = "List the people, with what they do, where, and how many years they have worked."
    examples = ("commonground people", "commonground people --sort months -n 5")
    arguments = (LIKE, sort_by("name", "months", "last"), LIMIT)
    columns = ("name", "role", "employer", "place", "years", "documents=sources")
    under = "nothing"

    like: str | None = None
    sort: Sort = "name"
    limit: int | None = None

    def answer(self, reader: Reader) -> Answer[PersonRow]:
        """Answer over a reader."""
        named = dict(reader.names(_PEOPLE))
        names = self.called_so(named | _nameless(reader, named))
        if self.sort == "name":
            order = ordering("name", names, {})
            # Who has no name is no "(" among the others, but after them.
            shown = sorted(names, key=lambda id: (id not in named, order(id)))[: self.limit]
            careers = _careers(reader.stints(people=shown) if shown else ())
        else:
            careers = _careers(reader.stints())
            known = {id: careers.get(id, _NONE) for id in names}
            shown = sorted(names, key=ordering(self.sort, names, known))[: self.limit]
        nodes = reader.nodes(shown)
        mine = {id: _told(careers.get(id, _NONE)) for id in shown}
        employers = reader.nodes(
            dict.fromkeys(one.employer for one in mine.values() if one and one.employer)
        )
        rows = tuple(_row(nodes[id], mine[id], careers.get(id, _NONE), employers) for id in shown)
        return Answer(self.to_json(), rows, self.notes(len(names)), tuple(nodes.values()))

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives everybody's roles, of which the years are counted."""
        from ..graph.neo4j.statements import statement

        return statement("stints"), {}


def people(
    graph: Graph, *, like: str | None = None, sort: Sort = "name", limit: int | None = None
) -> Answer[PersonRow]:
    """Return everybody in the graph, with what they do and how long they have worked.

    ``like`` keeps those whose names hold a text, whatever its case. ``sort`` is ``"name"``,
    ``"months"`` or ``"last"``. ``limit`` is the most rows, None for all; where there are more a
    note says so.

    Each row is a person with their present or last ``role``, its ``employer``, the ``place`` where
    they live and the ``months`` of all roles together, in which none counts twice; where years
    without months leave a range it is ``months_min`` to ``months_max``. ``last`` is the last date.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.people(example(), limit=2):
    ...     print(row.name, row.role, row.employer, row.place, row.months)
    Ana Engineer Hooli Lisbon, Portugal 76
    Bo Engineer Initech None 48

    Raises:
        UsageError: ``sort`` is none of these, or ``limit`` is below 1.
    """
    return People(like, sort, limit).ask(graph)


_NONE = _Career((), None, None, None)


def _nameless(reader: Reader, named: Collection[str]) -> dict[str, str]:
    """Return what those are called who have no name, by id."""
    others = [id for id in reader.everyone() if id not in named]
    return {id: called(node) for id, node in reader.nodes(others).items()} if others else {}


def _careers(stints: Collection[Stint]) -> dict[str, _Career]:
    found: defaultdict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        found[stint.person].append(stint)
    return {id: _career(own) for id, own in found.items()}


def _career(stints: Sequence[Stint]) -> _Career:
    outer = [stint.outer for stint in stints if stint.outer]
    surely = total(stint.certain for stint in stints if stint.certain)
    # A role within one year has no month that is certain, but was held for one at least.
    least, most = (max(1, surely), total(outer)) if outer else (None, None)
    return _Career(stints, least, most, latest(last_date(stint) for stint in stints))


def _told(career: _Career) -> Stint | None:
    """Return the stint that says what somebody does."""
    return max((one for one in career.stints if not one.future), key=_lately, default=None)


def _lately(stint: Stint) -> tuple[bool, int, int, str, str]:
    end = last_date(stint) or stint.start
    ended = last_month(end) if end else 0
    began = last_month(stint.start) if stint.start else 0
    # Of what goes on the newer one, of what has ended the one that ended last; ids that it is one.
    when = (began, ended) if stint.current else (ended, began)
    return (stint.current, *when, stint.role, stint.employer or "")


def _row(
    person: Node, stint: Stint | None, career: _Career, employers: Mapping[str, Node]
) -> PersonRow:
    employer = employers.get(stint.employer or "") if stint else None
    label, place = person.properties.get("label"), person.properties.get("location")
    exact = career.months == career.months_max
    return PersonRow(
        id=person.id,
        kind=person.kind,
        name=person.name,
        sources=documents_of(person),
        role=(stint.name if stint and stint.name else None) or (str(label) if label else None),
        employer=None if employer is None else called(employer),
        employer_id=None if employer is None else employer.id,
        current=bool(stint and stint.current),
        place=str(place) if place else None,
        months=career.months if exact else None,
        months_min=None if exact else career.months,
        months_max=None if exact else career.months_max,
        last=career.last,
    )
