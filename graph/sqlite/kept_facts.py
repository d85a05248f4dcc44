"""The packed facts of people, of whom those who were met lately are held."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from ..facts.projection import uncollected
from ..packed.facts import Facts
from ..ties import Stint, Tie
from .among import among
from .asking import Ask
from .moments import Unsound

_KEPT: Final = 1_024
"""People whose facts are held, some 30 KB each."""

_EDGES: Final = 1_000_000
"""Edges of which it is held whose they are."""

_BATCH: Final = 256


class KeptFacts:
    """Decodes the facts of people of one generation of a file; ``ask`` fails when there is another.

    ``kind_of`` gives the kind of a node.
    """

    def __init__(self, ask: Ask, kind_of: Callable[[str], str]) -> None:
        self._ask = ask
        self._kind_of = kind_of
        self._kept: dict[str, Facts] = {}
        self._whose: dict[str, str] = {}  # the person of each edge, role and project
        self._ties_by: dict[str, list[Tie]] = {}

    def knows(self, id: str) -> bool:
        """Return whether it is known whose an edge, role or project is: they have been met."""
        return id in self._whose

    def some(self, people: Iterable[str]) -> Iterator[Facts]:
        """Give the facts of some people, by id."""
        wanted = sorted(set(people))
        for at in range(0, len(wanted), _BATCH):
            yield from self.of_people(wanted[at : at + _BATCH]).values()

    def every(self) -> Iterator[Facts]:
        """Give the facts of everybody, by id; none of them is kept."""
        last = ""
        while rows := self._ask(lambda db, after=last: _page(db, after)):  # type: ignore[misc]  # bound now, not when the loop has gone on
            yield from (_unpacked(id, data) for id, data in rows)
            last = rows[-1][0]

    def of(self, ids: Iterable[str], owner: Callable[[str], str | None]) -> dict[str, Facts]:
        """Return, for those of some ids that are of one person alone, whose facts say it.

        Whose an edge is is known of those that have just been met; of a node ``owner`` says it.
        """
        owners = {id: self._whose.get(id) or owner(id) for id in ids}
        people = self.of_people(who for who in owners.values() if who)
        return {id: people[who] for id, who in owners.items() if who in people}

    def of_people(self, people: Iterable[str]) -> dict[str, Facts]:
        """Return the facts of those who exist of some people."""
        wanted = dict.fromkeys(people)
        found = {id: self._kept[id] for id in wanted if id in self._kept}
        missing = [id for id in wanted if id not in found]
        if missing:
            sql = "SELECT person, facts FROM packed"
            rows = self._ask(lambda db: among(db, sql, "person", missing))
            with uncollected():
                found |= {id: _unpacked(id, data) for id, data in rows}
        self._keep(found)
        return {id: found[id] for id in wanted if id in found}

    def _keep(self, facts: Mapping[str, Facts]) -> None:
        """Hold some people's facts, and let go of those who were not asked for the longest."""
        for id in facts:
            self._kept.pop(id, None)
        self._kept |= facts
        over = len(self._kept) - max(_KEPT, len(facts))
        for id in list(islice(self._kept, max(0, over))):  # nearly always none
            del self._kept[id]
            self._ties_by.pop(id, None)
        # Whose an edge is stays known, for who forgets it has to go through everybody.
        if len(self._whose) > _EDGES:
            self._whose = dict(islice(self._whose.items(), _EDGES // 2, None))

    def ties_of(self, own: Facts, nodes: Collection[str] | None = None) -> list[Tie]:
        """Return all ties, or at least those to some nodes and to projects."""
        ties = self._ties_by.get(own.person)
        if ties is None:
            ties = own.ties(self._kind_of, nodes)
            if own.person in self._kept:  # of everybody nothing is kept
                self._whose |= {id: own.person for tie in ties for id in tie.edges}
                self._whose |= {tie.node: own.person for tie in ties if tie.type == "BUILT"}
                if nodes is None:
                    self._ties_by[own.person] = ties
        return ties

    def stints_of(self, own: Facts) -> list[Stint]:
        """Return all roles with their times."""
        if own.person in self._kept:
            ids = (id for stint in own.stints for id in (stint.role, *stint.edges))
            self._whose |= dict.fromkeys(ids, own.person)
        return own.stints


def _page(db: sqlite3.Connection, after: str) -> list[tuple[str, bytes]]:
    sql = "SELECT person, facts FROM packed WHERE person > ? ORDER BY person LIMIT ?"
    return db.execute(sql, (after, _BATCH)).fetchall()


def _unpacked(person: str, data: bytes) -> Facts:
    try:
        return Facts.unpacked(person, data)
    except Exception:  # zlib finds what was turned over; whatever else it is, it is made anew
        raise Unsound([person]) from None
