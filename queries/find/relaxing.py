"""What to give up when nobody has all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, Final, TypeAlias

from ...graph.display import shortened, shown
from ...graph.matching import People
from .expression import And, Expression, Predicate, holds_anyway

Satisfying: TypeAlias = Callable[[Expression], People]

# Giving up more than four of n conditions is another question, and n over 4 grows fast.
_MOST_GIVEN_UP: Final = 4
_SHOWN: Final = 5
_NAMED: Final = 3
_NAME: Final = 40
_NUMBERS: Final = "none one two three four five six seven eight nine ten".split()


@dataclass(frozen=True)
class Relaxed:
    """A weaker question that somebody satisfies: ``without`` some parts, ``instead`` others."""

    without: tuple[Expression, ...]
    instead: tuple[Expression, ...]
    expression: Expression
    people: People

    def to_json(self) -> dict[str, Any]:
        """Return what is given up, in words."""
        plain: dict[str, Any] = {"without": [str(part) for part in self.without]}
        if self.instead:
            plain["with"] = [str(part) for part in self.instead]
        return plain | {"count": len(self.people)}

    def in_words(self, who: Sequence[str]) -> str:
        """Return "without Kafka: 3 (Ana, Bo, Cy)" or "with any Temporal: 1 (Ana)"."""
        dropped = [part for part in self.without if not _is_softened(part, self.instead)]
        said = [f"without {' and '.join(map(str, dropped))}"] if dropped else []
        said += [f"with any {part}" for part in self.instead]
        first = ", ".join(shortened(shown(name), _NAME) for name in who[:_NAMED])
        more = len(self.people) - len(who[:_NAMED])
        named = f" ({first}{f' and {more:,} more' if more else ''})" if first else ""
        return f"{', '.join(said)}: {len(self.people):,}{named}"


def softened(expression: Expression) -> list[Predicate]:
    """Return the terms without conditions that relaxing may try."""
    return [
        part.bare
        for part in parts_of(expression)
        if isinstance(part, Predicate) and part.conditions
    ]


def relaxations(expression: Expression, people: Callable[[int], Satisfying]) -> list[Relaxed]:
    """Return the weaker questions that give up the fewest parts, most people first.

    ``people`` gives, for a number of parts that are given up, a function that says who satisfies
    such a weaker question. A term with conditions is first tried without them; if that helps it is
    not dropped.
    """
    parts, wishes = parts_of(expression), _wishes(expression)
    for count in range(1, min(len(parts), _MOST_GIVEN_UP) + 1):
        found = [one for one in _weaker(parts, wishes, count, people(count)) if one.people]
        # The fewest given up is the nearest answer: what needs more is not looked for.
        if found:
            return sorted(_gentlest(found), key=lambda one: -len(one.people))
    return []


def in_words(
    expression: Expression, relaxed: Sequence[Relaxed], who: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Return the note of an empty answer: "nobody has all four; without Kafka: 1 (Ana)".

    ``who`` are the names of the first people that satisfy each of the weaker questions.
    """
    count = len(parts_of(expression))
    every = f"all {_NUMBERS[count] if count < len(_NUMBERS) else count}"
    (one, *_) = parts_of(expression) or (expression,)
    what = str(one) if count == 1 else "both" if count == 2 else every
    pairs = zip(relaxed[:_SHOWN], who, strict=False)
    return ("; ".join([f"nobody has {what}", *(one.in_words(some) for one, some in pairs)]),)


def _weaker(
    parts: tuple[Expression, ...], wishes: tuple[Expression, ...], count: int, people: Satisfying
) -> Iterator[Relaxed]:
    for places in combinations(range(len(parts)), count):
        for choice in product(*(_weakened(parts[place]) for place in places)):
            chosen = dict(zip(places, choice, strict=True))
            kept = [chosen.get(at, part) for at, part in enumerate(parts)]
            rest = tuple(part for part in kept if part is not None)
            if rest:
                weaker = rest[0] if len(rest + wishes) == 1 else And(rest + wishes)
                without = tuple(parts[place] for place in places)
                instead = tuple(part for part in choice if part is not None)
                yield Relaxed(without, instead, weaker, people(weaker))


def _weakened(part: Expression) -> list[Expression | None]:
    # Softer before none: "any Temporal" is nearer to "Temporal:12m" than nothing.
    return [part.bare, None] if isinstance(part, Predicate) and part.conditions else [None]


def _gentlest(found: list[Relaxed]) -> list[Relaxed]:
    """Leave out what drops a part that need only be softened."""
    return [
        one
        for one in found
        if not any(
            other.without == one.without and len(other.instead) > len(one.instead)
            for other in found
        )
    ]


def _is_softened(part: Expression, instead: tuple[Expression, ...]) -> bool:
    return isinstance(part, Predicate) and bool(part.conditions) and part.bare in instead


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """Return what an expression asks to hold together; what is optional can not be given up."""
    return tuple(part for part in _conjuncts(expression) if not holds_anyway(part))


def _wishes(expression: Expression) -> tuple[Expression, ...]:
    return tuple(part for part in _conjuncts(expression) if holds_anyway(part))


def _conjuncts(expression: Expression) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, And) else (expression,)
