"""Who satisfies an expression, and in which order, where nobody has one concept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ...graph.reader import Reader
from .expression import And, Expression, Not, Or, Predicate
from .scoring import USUAL, Weights
from .search import Search, meanings, terms_of


def ranks_without(
    reader: Reader,
    expression: Expression,
    hidden: frozenset[str],
    shown: Collection[str],
    weights: Weights = USUAL,
) -> dict[str, int] | None:
    """Return the ranks of those people who are shown and satisfy what is left of an expression.

    Terms that ask for a hidden concept are left out, and nothing hidden answers for the others;
    it makes nobody rarer either. What a long list leaves of its skills stays as it is. None where
    no term is left.
    """
    terms = meanings(reader, terms_of(expression))
    rest = _without(expression, {term for term, one in terms.items() if one.id in hidden})
    if rest is None:
        return None
    search = Search.of(reader, rest, weights)
    targets = {
        term: replace(one, criterion=replace(one.criterion, nodes=one.criterion.nodes - hidden))
        for term, one in search.targets.items()
    }
    return replace(search, targets=targets).ranks(rest, shown)


def _without(expression: Expression, terms: set[Predicate]) -> Expression | None:
    """Return what is left of an expression without some terms."""
    match expression:
        case Predicate():
            return None if expression in terms else expression
        case Not(part):
            inner = _without(part, terms)
            return None if inner is None else Not(inner)
        case And(parts) | Or(parts):
            kept = [one for part in parts if (one := _without(part, terms)) is not None]
            if len(kept) > 1:
                return type(expression)(tuple(kept))
            return kept[0] if kept else None
