"""An expression as clauses, all of which must hold: what a reader can decide by itself."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final

from ...graph.criteria import Clause
from .expression import And, Expression, Not, Or, Predicate

# Distributing OR over AND multiplies: three ORs of four ANDs fill it.
MOST: Final = 64


def clauses(expression: Expression, numbers: Mapping[Predicate, int]) -> tuple[Clause, ...]:
    """Return what everyone who satisfies an expression satisfies: its conjunctive normal form.

    A literal is a term's number, counted from 1, negative under NOT. An alternative that would grow
    beyond 64 clauses is left out: then the clauses say less than the expression, never more.

    >>> from .expression import parsed
    >>> numbers = {Predicate(label): number for number, label in enumerate("abc", start=1)}
    >>> clauses(parsed("a AND (b OR NOT c)"), numbers)
    ((-3, 2), (1,))
    """
    return tuple(sorted(_normal(expression, numbers, True)))


def _normal(expression: Expression, numbers: Mapping[Predicate, int], wanted: bool) -> set[Clause]:
    match expression:
        case Predicate(optional=True):
            # Everybody satisfies it: no clause where it is asked for, else one that nobody does.
            return set() if wanted else {()}
        case Predicate():
            return {(numbers[expression] if wanted else -numbers[expression],)}
        case Not(part):
            return _normal(part, numbers, not wanted)
        case And(parts) | Or(parts):
            normal = [_normal(part, numbers, wanted) for part in parts]
            # De Morgan: under NOT an AND asks for any of its parts to fail.
            return _all(normal) if isinstance(expression, And) == wanted else _any(normal)


def _all(parts: list[set[Clause]]) -> set[Clause]:
    return set().union(*parts)


def _any(parts: list[set[Clause]]) -> set[Clause]:
    size = 1
    for part in parts:
        size *= len(part)
        # No clause at all is true of everybody: less is said, and nobody is lost.
        if size > MOST:
            return set()
    joined = ({one for clause in choice for one in clause} for choice in product(*parts))
    # A clause with a term and its opposite is always true.
    return {tuple(sorted(clause)) for clause in joined if not any(-one in clause for one in clause)}
