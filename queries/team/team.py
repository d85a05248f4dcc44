"""The smallest team that covers a stack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import log
from typing import Any, Final

from ...errors import UsageError
from ...graph.opening import Graph
from ...graph.reader import Reader
from ...graph.ties import Stint
from ..answer import Answer, Row, bits
from ..find.expression import And, Expression, Or, conjunction, leaves
from ..find.find import Find
from ..find.relaxing import parts_of
from ..find.rows import FindRow, RowBuilder
from ..find.search import Search, proven
from ..measures.periods import Period, certain, overlap
from ..question import Argument, Question, Statement, joined
from .covering import ALIKE, LACKS, Covering, Members, Scores, cover

MOST_TEAMS: Final = 100
"""More than anybody compares."""


@dataclass(frozen=True, kw_only=True)
class TeamRow(Row):
    """A member of a team.

    ``best`` are the parts that the person covers best in the team, ``covers`` all that they cover,
    ``with_`` the members whom they have worked with. The score is what ``find`` gives them.
    """

    team: int
    best: tuple[str, ...]
    covers: tuple[str, ...]
    with_: tuple[str, ...]


@dataclass(frozen=True)
class Team(Question[TeamRow]):
    """The fewest people who have all of a stack between them, and who of them is best for what.

    Each term, or each part between ANDs, is covered by a member who satisfies it as in ``find``,
    with its conditions. Parts that score nothing there, which are places, employers and what is
    ruled out, hold for every member. What nobody has is said, and the rest is covered.

    A team's value is the sum over the parts of the best member's score for the part as ``find``
    gives it, information(concept) · credit / (credit + 12). Of the smallest teams the most valuable
    comes first; of equal ones that with the most pairs of members whose stints at one employer
    surely overlap, then by ids. ``k`` teams are given, each of the smallest size and all different.

    Who is strictly worse than ``k`` others at all that they cover is left out, which loses none of
    these teams; then both the size and the members are found by branch and bound. Where that would
    take more than a million steps a note says so: either the size is exact and the members are the
    best met so far, or the team is greedy, which takes whoever covers most of what is open and is
    at most 1 + ln(parts) times as large as need be. Of more than eight people with the same scores
    in everything the first eight by id are looked at.

    Complexity: ``find`` for everybody who has any of it, O(p · v) for p people of v different
    scores, then the searches, exponential in the size of the team and bounded. One further read,
    of the stints of the best teams.
    Source: V. Chvátal, "A greedy heuristic for the set-covering problem", Mathematics of Operations
    Research 4 (1979), for the bound of the greedy team.

    >>> from commonground.queries.example import example
    >>> for row in team(example(), "Kafka", "Temporal", "Redis"):
    ...     print(row.name, row.best)
    Ana ('Kafka', 'Redis')
    Bo ('Temporal',)
    """

    name = "team"
    summary = "Find the smallest team that covers a stack, and who is best for what."
    examples = (
        "commonground team Solidity Kafka Temporal:12m Kubernetes",
        "commonground team Rust 'Kafka OR NATS' 'NOT PHP' -k 3",
    )
    arguments = (
        Argument(
            "terms",
            "what the team must have, as in find: Temporal:12m, 'Kafka OR NATS'; "
            "at=, in= and NOT hold for every member",
            "term",
            metavar="TERM",
            many=True,
        ),
        Argument("k", "how many different teams", "count", flags=("-k",), most=MOST_TEAMS),
    )
    columns = ("team", "name", "best for=best", "covers", "worked with=with", "score", "sources")
    under = "terms"

    terms: tuple[str, ...]
    k: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.parts:
            raise UsageError("a team needs at least one skill to cover, as in team Go 'NOT PHP'")

    @cached_property
    def parts(self) -> tuple[Expression, ...]:
        """What the members must have between them."""
        return tuple(part for part in self._every if _scores(part))

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Which team has {joined(self.terms)}?"

    def answer(self, reader: Reader) -> Answer[TeamRow]:
        """Answer over a reader.

        Raises:
            NotFound, AmbiguousName: a label is unknown, or means several things.
        """
        search = Search.of(reader, self._anything)
        people = self._people(search)
        had = [part for part in self.parts if people[part]]
        lacking = [str(part) for part in self.parts if not people[part]]
        notes = [f"nobody has {joined(lacking)}"] * bool(lacking)
        if not had:
            return Answer(self.to_json(), (), tuple(notes))
        found = cover(_candidates(had, people), self.k)
        meetings = _meetings(reader, {who for team in found.teams for who in team})
        pairs = {team: _pairs(meetings, team) for team in found.teams}
        # Greedy teams may be of several sizes.
        teams = sorted(found.teams.items(), key=lambda t: (len(t[0]), -t[1], -pairs[t[0]], t[0]))
        chosen = teams[: self.k]
        telling = _Telling(search, _either(had), had, people, meetings, chosen)
        nodes, edges = telling.picture.scene()
        notes += _notes(found, chosen, len(had), self.k, "the rest" if lacking else "all of it")
        extras = {"teams": telling.told()}
        return Answer(self.to_json(), telling.rows(), tuple(notes), nodes, edges, extras)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that says who has anything of it, decided on the server."""
        return Find((str(self._anything),)).cypher(reader)

    @cached_property
    def _every(self) -> tuple[Expression, ...]:
        return tuple(dict.fromkeys(parts_of(conjunction(self.terms))))

    @cached_property
    def _anything(self) -> Expression:
        """What everybody satisfies who may be a member."""
        chosen = [part for part in self._every if part not in self.parts]
        return And((_either(self.parts), *chosen)) if chosen else _either(self.parts)

    def _people(self, search: Search) -> dict[Expression, dict[str, int]]:
        """Return who may be a member and has each part, with their score."""
        allowed = search.people(self._anything)
        return {
            part: {who: -minus for minus, who in proven(search, part, allowed)}
            for part in self.parts
        }


def team(graph: Graph, *terms: str, k: int = 1) -> Answer[TeamRow]:
    """Return the smallest teams that have all terms between them.

    A term is as in ``find``: what a skill or employer is called, with conditions after a colon
    (``"Temporal:12m"``, ``"at=Initech"``), or an expression, ``"Kafka OR NATS"``. ``k`` is how many
    teams are told.

    Each row is a member of the ``team`` with that number: ``best`` are the parts that they cover
    best in it, ``covers`` all that they cover, ``with_`` the members whom they have worked with.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.team(example(), "Kafka", "Temporal"):
    ...     print(row.team, row.name, row.best, row.with_)
    1 Bo ('Temporal',) ('Ana',)
    1 Ana ('Kafka',) ('Bo',)

    Raises:
        UsageError: a term cannot be read, or there is no skill among them.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    return Team.of(*terms, k=k).ask(graph)


@dataclass(frozen=True)
class _Meeting:
    """Two people who surely were at one employer at the same time."""

    people: tuple[str, str]
    employer: str
    period: Period


@dataclass(frozen=True)
class _Telling:
    """Teams as rows."""

    search: Search
    asked: Expression
    parts: Sequence[Expression]
    people: Mapping[Expression, Mapping[str, int]]
    meetings: Mapping[tuple[str, str], _Meeting]
    teams: Sequence[tuple[Members, int]]

    def rows(self) -> tuple[TeamRow, ...]:
        """Return a row a member, by team."""
        return tuple(
            self._row(number, row, members)
            for number, members in enumerate(self._members, start=1)
            for row in members
        )

    def told(self) -> list[dict[str, Any]]:
        """Return what is said of each team."""
        values = (worth for _, worth in self.teams)
        numbered = enumerate(zip(self._members, values, strict=True), start=1)
        return [self._told(number, worth, members) for number, (members, worth) in numbered]

    @cached_property
    def picture(self) -> RowBuilder:
        """The members as ``find`` shows them."""
        shown = dict.fromkeys(who for team, _ in self.teams for who in team)
        return self.search.picture(self.asked, [(0, who) for who in shown])

    @cached_property
    def _members(self) -> list[list[FindRow]]:
        found = {row.id: row for row in self.picture.rows()}
        # Not those who were forgotten meanwhile.
        teams = ([found[who] for who in team if who in found] for team, _ in self.teams)
        return [sorted(team, key=lambda row: (-(row.micro or 0), row.id)) for team in teams]

    def _row(self, number: int, row: FindRow, members: Sequence[FindRow]) -> TeamRow:
        covers = [part for part in self.parts if row.id in self.people[part]]
        return TeamRow(
            id=row.id,
            kind=row.kind,
            name=row.name,
            sources=row.sources,
            score=row.score,
            terms=row.terms,
            evidence=row.evidence,
            team=number,
            best=tuple(str(part) for part in covers if self._best(part, members) == row.id),
            covers=tuple(map(str, covers)),
            with_=tuple(_called(one) for one in members if self._met(row.id, one.id)),
        )

    def _best(self, part: Expression, members: Sequence[FindRow]) -> str:
        scores = self.people[part]
        return max(members, key=lambda row: scores.get(row.id, LACKS)).id

    def _met(self, one: str, other: str) -> _Meeting | None:
        return self.meetings.get((min(one, other), max(one, other)))

    def _told(self, number: int, worth: int, members: Sequence[FindRow]) -> dict[str, Any]:
        met = [one for a, b in combinations(members, 2) if (one := self._met(a.id, b.id))]
        employers = self.search.reader.nodes(dict.fromkeys(one.employer for one in met))
        together = [
            {
                "people": list(one.people),
                "employer": employers[one.employer].name,
                "from": one.period.start.text,
                "to": one.period.end.text,
            }
            for one in met
        ]
        people = [{"id": one.id, "name": one.name} for one in members]
        return {"team": number, "value": bits(worth), "people": people, "together": together}


def _scores(part: Expression) -> bool:
    return any(wanted and not term.field for term, wanted in leaves(part))


def _either(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _candidates(
    parts: Sequence[Expression], people: Mapping[Expression, Mapping[str, int]]
) -> dict[str, Scores]:
    every = dict.fromkeys(who for part in parts for who in people[part])
    return {who: tuple(people[part].get(who, LACKS) for part in parts) for who in every}


def _meetings(reader: Reader, people: Iterable[str]) -> dict[tuple[str, str], _Meeting]:
    """Return the longest meeting of each pair of people, as ids in order."""
    at: defaultdict[str, list[Stint]] = defaultdict(list)
    for stint in reader.stints(people=sorted(people)):
        if stint.employer:
            at[stint.employer].append(stint)
    found: dict[tuple[str, str], _Meeting] = {}
    for employer in sorted(at):
        for a, b in combinations(at[employer], 2):
            period = overlap(certain(a), certain(b))
            pair = (min(a.person, b.person), max(a.person, b.person))
            if period is None or a.person == b.person:
                continue
            if pair not in found or found[pair].period.months < period.months:
                found[pair] = _Meeting(pair, employer, period)
    return found


def _pairs(meetings: Mapping[tuple[str, str], _Meeting], team: Members) -> int:
    return sum(pair in meetings for pair in combinations(team, 2))


def _called(row: FindRow) -> str:
    return row.name or next(iter(row.sources), row.id)


def _notes(
    found: Covering, chosen: Sequence[tuple[Members, int]], parts: int, k: int, asked: str
) -> list[str]:
    """Say what is proved of the teams, and what was left out."""
    size = len(chosen[0][0])
    if not found.smallest:
        bound = f"at most 1 + ln {parts} = {1 + log(parts):.1f} times"
        return [f"greedy: {bound} as many people as the smallest team has (Chvátal 1979)"]
    sure = f"no smaller team has {asked}"
    if not found.best:
        notes = [f"exact in size: {sure}, the best of those met so far"]
    else:
        notes = [f"exact: {sure}, and no other of its size is better"] if size > 1 else []
    if len(chosen) < k and found.best:
        count = "one team" if len(chosen) == 1 else f"{len(chosen)} teams"
        notes.append(f"there is no more than {count} of {size}")
    if found.alike & {who for team, _ in chosen for who in team}:
        notes.append(f"of people who are alike in all of it the first {ALIKE} by id were looked at")
    return notes
