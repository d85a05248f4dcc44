"""Ties and stints by the edges around a person: Roles and Education contracted to one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias

from .model import DERIVED_TYPES
from .ties import Properties, Stint, Tie, dated_tie, derived_tie, stint_of, united

_STUDY = frozenset({"OF", "IN", "FROM"})

Leading: TypeAlias = "tuple[str, str, str, Properties]"
"""An edge that leaves a node: its target, id, type and properties."""

_Place: TypeAlias = tuple[str | None, str | None]


class Around(Protocol):
    """The nodes and edges around a person, wherever they are kept."""

    def leading_from(self, node: str) -> Iterable[Leading]:
        """Give the edges that leave a node; those that name a skill may be left out."""

    def kind(self, node: str) -> str:
        """Return the kind of a node."""

    def stated(self, node: str) -> Properties:
        """Return what a role, study or project says, its name too."""


def ties_of(around: Around, person: str) -> list[Tie]:
    """Return the ties of a person, sorted by node."""
    return sorted(united(_own_ties(around, person)), key=lambda tie: (tie.node, tie.type))


def stints_of(around: Around, person: str) -> list[Stint]:
    """Return the roles of a person, sorted by role."""
    return sorted(_own_stints(around, person), key=lambda one: (one.role, one.employer or ""))


def _own_ties(around: Around, person: str) -> Iterator[Tie]:
    for target, id, type, properties in around.leading_from(person):
        if type in DERIVED_TYPES:
            yield derived_tie(person, target, around.kind(target), type, properties, id)
        elif type == "BUILT":
            yield dated_tie(Tie(person, target, "Project", type, (id,)), around.stated(target))
        elif type == "STUDIED":
            yield from _studies(around, person, target, id)


def _studies(around: Around, person: str, education: str, studied: str) -> Iterator[Tie]:
    for target, id, type, _ in around.leading_from(education):
        if type in _STUDY:
            bare = Tie(person, target, around.kind(target), "STUDIED", (studied, id))
            yield dated_tie(bare, around.stated(education))


def _own_stints(around: Around, person: str) -> Iterator[Stint]:
    nowhere: list[_Place] = [(None, None)]  # a role without an employer is a stint all the same
    for role, held, type, _ in around.leading_from(person):
        if type == "HELD":
            leading = around.leading_from(role)
            places: list[_Place] = [(to, at) for to, at, type, _ in leading if type == "AT"]
            stated = around.stated(role)
            for employer, at in places or nowhere:
                yield stint_of(stated, role, person, held, employer, at)
