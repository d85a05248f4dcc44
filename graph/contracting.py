"""Ties and stints by the edges around a person: Roles and Education contracted to one row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Final, Protocol, TypeAlias, TypeVar

from .ties import Properties, Stint, Tie, dated_tie, derived_tie, stint_of, united

_DERIVED: Final = ("HAS_SKILL", "WORKED_AT")
_STUDY: Final = ("OF", "IN", "FROM")

At = TypeVar("At")

_Place: TypeAlias = tuple[str | None, str | None]
_NOWHERE: Final[list[_Place]] = [(None, None)]  # a role without an employer is a stint all the same

_BY_NODE: Final = attrgetter("node", "type")


class Around(Protocol[At]):
    """The nodes and edges around a person, wherever they are kept."""

    def leading(
        self, type: str, node: str, to: Collection[str] | None = None
    ) -> Iterable[tuple[str, str, At]]:
        """Give (target, id, place) of a type's edges that leave a node, to some nodes or all."""

    def said(self, at: At) -> Properties:
        """Return what the edge of a place says."""

    def kind(self, node: str) -> str:
        """Return the kind of a node."""

    def stated(self, node: str) -> Properties:
        """Return what a role, study or project says, its name too."""


def ties_of(around: Around[At], person: str, nodes: Collection[str] | None = None) -> list[Tie]:
    """Return the ties of a person by node and type: all, or those to some nodes and projects."""
    return sorted(united(_own_ties(around, person, nodes)), key=_BY_NODE)


def stints_of(around: Around[At], person: str) -> list[Stint]:
    """Return the roles of a person, sorted by role."""
    return sorted(_own_stints(around, person), key=lambda one: (one.role, one.employer or ""))


def _own_ties(around: Around[At], who: str, nodes: Collection[str] | None) -> Iterator[Tie]:
    for type in _DERIVED:
        for to, id, at in around.leading(type, who, nodes):
            yield derived_tie(who, to, around.kind(to), type, around.said(at), id)
    for to, id, _ in around.leading("BUILT", who):
        yield dated_tie(Tie(who, to, "Project", "BUILT", (id,)), around.stated(to))
    for study, id, _ in around.leading("STUDIED", who):
        yield from _studied(around, (who, study, id), nodes)


def _studied(
    around: Around[At], studied: tuple[str, str, str], nodes: Collection[str] | None
) -> Iterator[Tie]:
    who, study, edge = studied
    for type in _STUDY:
        for to, id, _ in around.leading(type, study, nodes):
            bare = Tie(who, to, around.kind(to), "STUDIED", (edge, id))
            yield dated_tie(bare, around.stated(study))


def _own_stints(around: Around[At], who: str) -> Iterator[Stint]:
    for role, held, _ in around.leading("HELD", who):
        stated = around.stated(role)
        places: list[_Place] = [(to, id) for to, id, _ in around.leading("AT", role)]
        for employer, id in places or _NOWHERE:
            yield stint_of(stated, role, who, held, employer, id)
