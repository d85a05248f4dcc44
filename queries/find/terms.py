"""The terms of a question about a stack and what joins them, and how both are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

Field: TypeAlias = Literal[
    "", "at", "in", "title", "level", "school", "degree", "field", "language", "years"
]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)[1:]

# Operators are capitals between spaces: "research and development" is a label.
EXPRESSION: Final = re.compile(r'[()"]|(?:^|\s)(?:AND|OR|NOT)(?=\s|$)')
# At most four digits: nobody has worked for 10,000 months.
CONDITION: Final = re.compile(
    r"(?P<count>\d{1,4})(?P<unit>[my])|(?P<current>current)"
    r"|since=(?P<since>\d{4}(?:-(?:0[1-9]|1[0-2]))?)"
)
FIELD: Final = re.compile(rf"(?P<field>{'|'.join(FIELDS)})\s*=\s*(?P<label>.*)\Z", re.DOTALL)
# What stands last: a weight of at most two decimals, or the mark of what is optional.
MARK: Final = re.compile(r"\s*(?:\?|\^(?P<weight>\d{1,3}(?:\.\d{1,2})?))\s*\Z")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One term: a concept's label, or with a ``field`` an employer ("at"), a place ("in") …

    ``months`` is the least number of months, ``since`` the month (ISO) of the last use or later;
    ``weight`` multiplies its score, and what is ``optional`` scores and leaves nobody out.
    """

    label: str
    field: Field = ""
    months: int = 0
    since: str | None = None
    current: bool = False
    weight: float = 1
    optional: bool = False

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the conditions as they are written."""
        said = [f"{self.months}m"] if self.months else []
        said += ["current"] if self.current else []
        return tuple(said + ([f"since={self.since}"] if self.since else []))

    @property
    def bare(self) -> Predicate:
        """Return the term without its conditions."""
        return replace(self, months=0, since=None, current=False)

    @property
    def marks(self) -> str:
        """Return weight and option as they are written."""
        return (f"^{self.weight:g}" if self.weight != 1 else "") + "?" * self.optional

    @property
    def scores(self) -> bool:
        """Return whether it ranks people: a field that chooses them has nothing to tell apart."""
        return not self.field or self.optional

    def __str__(self) -> str:
        label = _written(self.label)
        named = f"{self.field}={label}" if self.field else label
        return ":".join((named, *self.conditions)) + self.marks


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " AND ".join(_inside(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression

    def __str__(self) -> str:
        return "NOT " + _inside(self.part, And, Or)


Expression: TypeAlias = Predicate | And | Or | Not


def leaves(expression: Expression, wanted: bool = True) -> Iterator[tuple[Predicate, bool]]:
    """Give every term with whether it is asked for (True) or ruled out."""
    match expression:
        case Predicate():
            yield expression, wanted
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted)
        case Not(part):
            yield from leaves(part, not wanted)


def holds_anyway(expression: Expression) -> bool:
    """Return whether everybody satisfies an expression, for what it asks is optional.

    >>> from .expression import parsed
    >>> holds_anyway(parsed("Go? AND (Kafka OR NATS?)")), holds_anyway(parsed("Go AND NATS?"))
    (True, False)
    """
    match expression:
        case Predicate(optional=optional):
            return optional
        case And(parts):
            return all(map(holds_anyway, parts))
        case Or(parts):
            return any(map(holds_anyway, parts))
        case Not():
            return False


def _written(label: str) -> str:
    """Quote a label that would be read as something else; quotes inside of it cannot be written."""
    label = " ".join(label.replace('"', "").split())
    _, colon, last = label.rpartition(":")
    # A label that ends like a condition, or in a bare colon, would lose that end.
    ends = bool(colon) and (not last.strip() or CONDITION.fullmatch(last.strip()))
    special = ends or any((EXPRESSION.search(label), FIELD.match(label), MARK.search(label)))
    return f'"{label}"' if special else label


def _inside(part: Expression, *looser: type) -> str:
    return f"({part})" if isinstance(part, looser) else str(part)
