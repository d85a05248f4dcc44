"""One run of ``find`` over a reader: what the terms mean, who has each, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

from ...graph.criteria import Clause, Criterion
from ...graph.matching import Matching, People, Ranking, Scales
from ...graph.reader import Reader
from ..measures.weights import rarities_of
from .clauses import clauses
from .expression import And, Expression, Not, Or, Predicate, holds_anyway, leaves
from .relaxing import parts_of, softened
from .rows import RowBuilder
from .scoring import USUAL, WISH, Scoring, Weights
from .targets import Target, target


@dataclass(frozen=True)
class Search:
    """Who may satisfy an expression, or one weaker than it, and what they have of every term."""

    reader: Reader
    targets: Mapping[Predicate, Target]
    demand: tuple[Clause, ...]
    weights: Weights = USUAL

    @classmethod
    def of(cls, reader: Reader, expression: Expression, weights: Weights = USUAL) -> Search:
        """Return the search for who satisfies an expression."""
        targets = meanings(reader, terms_of(expression))
        return cls(reader, targets, clauses(expression, numbers(targets)), weights)

    @classmethod
    def without(
        cls, reader: Reader, expression: Expression, count: int, weights: Weights = USUAL
    ) -> Search:
        """Return the search for who satisfies it when ``count`` parts are given up or softened.

        Of any ``count + 1`` parts one must hold at least in its softened form. The rarest parts
        are demanded so, which leaves the fewest people to look at.
        """
        targets = meanings(reader, [*terms_of(expression), *softened(expression)])
        parts = parts_of(expression)
        known = [one for part in parts if (one := _alternatives(part, numbers(targets)))]
        # With fewer known parts than may be given up, giving up all of these leaves nothing to
        # demand.
        enough = len(known) > count or len(known) == len(parts)
        # Of any count + 1 parts one survives the giving up; the rarest leave the fewest to look at.
        rarest = sorted(known, key=_rarity(reader, targets))[: count + 1]
        demand = tuple(sorted({number for clause in rarest for number in clause}))
        return cls(reader, targets, (demand,) if enough else (), weights)

    @cached_property
    def matching(self) -> Matching:
        """What everyone who may be in the answer has of each term."""
        return self.reader.matching([one.criterion for one in self.targets.values()], self.demand)

    def people(self, expression: Expression) -> People:
        """Return who satisfies an expression over the terms of this search."""
        match expression:
            case Predicate(optional=True):
                return self.matching.everybody
            case Predicate():
                return self.matching.having(self._places[expression])
            case And(parts):
                return reduce(and_, map(self.people, parts))
            case Or(parts):
                return reduce(or_, map(self.people, parts))
            case Not(part):
                # Everybody here is everybody who may be in the answer, not the whole graph.
                return self.matching.everybody - self.people(part)

    def ranked(
        self, expression: Expression, limit: int | None = None, among: People | None = None
    ) -> Ranking:
        """Return (minus the score, person) of who satisfies an expression, the best first.

        Of all, or of those ``among`` some people of this search; no more than ``limit``.
        """
        people = self.people(expression)
        people = people if among is None else people & among
        return self.matching.ranked(people, self._scales(expression), limit)

    def ranks(self, expression: Expression, shown: Collection[str]) -> dict[str, int]:
        """Return where those who are shown stand among those who satisfy an expression."""
        return self.matching.ranks(self.people(expression), self._scales(expression), shown)

    def picture(self, expression: Expression, ranked: Iterable[tuple[int, str]]) -> RowBuilder:
        """Return some of the people with their lines."""
        return RowBuilder(self.reader, self._scoring(expression), [who for _, who in ranked])

    @cached_property
    def _places(self) -> dict[Predicate, int]:
        """The number of each term's criterion."""
        return {term: at for at, term in enumerate(self.targets)}

    def _scoring(self, expression: Expression) -> Scoring:
        """Return what each term is worth that is not under NOT, in the order of the question."""
        terms = list(dict.fromkeys(term for term, wanted in leaves(expression) if wanted))
        targets = {term: self.targets[term] for term in terms}
        scored = [one for term, one in targets.items() if not term.field]
        extents = {one.id: one.criterion.nodes for one in scored if one.id}
        known = {id: rarity.micro for id, rarity in rarities_of(self.reader, extents).items()}
        worth = {
            term: WISH * term.optional if term.field else known.get(one.id or "", 0)
            for term, one in targets.items()
        }
        return Scoring(targets, worth, self.reader.latest(), self.weights)

    def _scales(self, expression: Expression) -> Scales:
        """Return how each term is scored that adds to an expression's score."""
        scoring = self._scoring(expression)
        scales = ((term, scoring.scale(term)) for term in scoring.information)
        return {self._places[term]: scale for term, scale in scales if scale}


def proven(search: Search, part: Expression, among: People | None = None) -> Ranking:
    """Return (minus the score, person) of who has a part, the best first; see ``Search.ranked``.

    Who names it only in a list so long that it says nothing does not have it. Fields (places,
    years) score nothing, and are had all the same.
    """
    ranked = search.ranked(part, among=among)
    if any(term.field for term, _ in leaves(part)):
        return ranked
    return [one for one in ranked if one[0] < 0]


def meanings(reader: Reader, terms: Iterable[Predicate]) -> dict[Predicate, Target]:
    """Return what each term means, each once; raises as ``target`` does."""
    return {term: target(reader, term) for term in dict.fromkeys(terms)}


def numbers(targets: Iterable[Predicate]) -> dict[Predicate, int]:
    """Return the number of each term in clauses."""
    return {term: number for number, term in enumerate(targets, start=1)}


def terms_of(expression: Expression) -> list[Predicate]:
    """Return every term of an expression."""
    return [term for term, _ in leaves(expression)]


def _alternatives(part: Expression, known: Mapping[Predicate, int]) -> Clause | None:
    """Return the terms of which one must hold for a part to hold, itself or softened."""
    if holds_anyway(part):
        return None
    if isinstance(part, Predicate):
        return (known[part.bare],) if part.bare in known else (known[part],)
    if isinstance(part, Or):
        each = [_alternatives(one, known) for one in part.parts]
        # An OR with a part that cannot be demanded can hold without any of the others.
        if all(each):
            return tuple(number for clause in each if clause for number in clause)
    return None


def _rarity(reader: Reader, targets: Mapping[Predicate, Target]) -> Callable[[Clause], int]:
    """Return a function that says how many people have one of the terms of a clause."""
    criteria = [one.criterion for one in targets.values()]
    nodes = {str(number): one.nodes for number, one in enumerate(criteria, 1)}
    # Who has which roles or speaks what nobody has counted: everybody, then.
    other = {n: reader.population() for n, one in zip(nodes, criteria, strict=True) if _open(one)}
    counts = reader.counts(nodes) | other
    return lambda clause: sum(counts[str(number)] for number in clause)


def _open(criterion: Criterion) -> bool:
    return not criterion.tied and criterion.places is None
