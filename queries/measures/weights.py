"""Weights in whole millionths of a bit, so that sums are exact and equal on every backend.

A concept's *information* is the surprise of meeting someone who has it; *passing* through a node
costs the more, the more people are there. Both mix local counts with the commonness that the
ontology states, as if 100 further people had been seen: four resumes know nothing of rarity, and
the prior fades as the graph grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log2
from typing import Final

from ...graph.reader import Reader
from ...graph.shares import NAMED
from ...ontology.ontology import Ontology
from ..answer import MICRO

PRIOR = 100
"""How many imagined people stand behind the ontology's commonness."""

FADING: Final = 120
"""Months after which half of what can fade has faded: ten years."""

# What one did long ago is known, if rusty: half of a use's strength never fades.
_KEPT: Final = 500

NEAR: Final = 500
"""What a use counts, in thousandths, that answers through USED_FOR alone."""


# Few different counts are asked for again and again: once for each concept near somebody's.
@lru_cache(maxsize=2**14)
def information(people_with: int, people: int, share: float) -> int:
    """Return ``-log2((people_with + 100 · share) / (people + 100))`` in millionths of a bit.

    What nobody has and nobody is expected to have counts as a hundredth of a person.

    >>> information(2, 4, 0.01) > information(4, 4, 0.3)
    True
    """
    # The logarithm of nothing is infinite; a concept of share 0 that nobody has is merely very
    # rare.
    expected = max(people_with + PRIOR * share, 1 / PRIOR)
    return round(MICRO * -log2(expected / (people + PRIOR)))


def passing(people_with: int, share: float) -> int:
    """Return ``log2(1 + people_with + 100 · share)`` in millionths: the cost of a node on a path.

    >>> passing(3, 0.0)
    2000000
    """
    return round(MICRO * log2(1 + people_with + PRIOR * share))


def step(weight: float) -> int:
    """Return ``-log2(weight)`` in millionths: the cost of an ontology relation on a path.

    >>> step(0.5), step(1.0)
    (1000000, 0)
    """
    return round(MICRO * -log2(weight))


def depth(credit: int) -> int:
    """Return how much of a concept's information a use supports, in thousandths.

    ``credit / (credit + 12)``, where being named counts like 12 months and each month of use one
    more (see ``graph.shares`` for what long lists have of both): a bare mention counts half, a year
    two thirds, five years six sevenths.

    >>> depth(12), depth(12 + 12), depth(12 + 60)
    (500, 666, 857)
    """
    # Whole numbers, rounded down once: floats would differ between backends.
    return 1000 * credit // (credit + NAMED)


def recency(last: int | None, latest: int | None, fading: int = FADING) -> int:
    """Return how much of its strength a use keeps, in thousandths.

    ``1/2 + 1/2 · fading / (fading + age)``, where the age is the months from the last use to the
    graph's latest month: all of it for what is in use, 3/4 after ten years, 1/2 for what is not
    dated. ``last`` is a month as in ``graph.months``.

    >>> recency(24300, 24300), recency(24180, 24300), recency(None, 24300)
    (1000, 750, 500)
    """
    if last is None or latest is None:
        return _KEPT
    return _KEPT + (1000 - _KEPT) * fading // (fading + max(0, latest - last))


@cache
def strength(credit: int, last: int | None, latest: int | None) -> int:
    """Return ``depth · recency`` of a use that lasted to a month, in thousandths."""
    return depth(credit) * recency(last, latest) // 1000


def share(ontology: Ontology, id: str) -> float:
    """Return the expected share of people with a concept; 0 for employers, schools and projects."""
    concept = ontology.concepts.get(id)
    return 0.0 if concept is None else concept.share


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a node is: who has it or anything narrower, of how many, and the expected share."""

    people_with: int
    people: int
    share: float

    @property
    def micro(self) -> int:
        """Return the information in millionths of a bit."""
        return information(self.people_with, self.people, self.share)


def rarities(
    reader: Reader, ids: Iterable[str], without: frozenset[str] = frozenset()
) -> dict[str, Rarity]:
    """Return how rare each node is; who has a narrower concept has the concept too.

    ``without`` are nodes that are counted as if nobody had them.
    """
    ontology = reader.ontology
    extents = {id: _extent(ontology, id) for id in sorted(set(ids))}
    if without:
        extents = {id: extent - without for id, extent in extents.items()}
    return rarities_of(reader, extents)


def rarities_of(reader: Reader, extents: Mapping[str, frozenset[str]]) -> dict[str, Rarity]:
    """Return how rare each node is, where these nodes are what having it can mean."""
    counts = reader.counts(extents)
    people = reader.population()
    return {id: Rarity(counts[id], people, share(reader.ontology, id)) for id in extents}


def informations(
    reader: Reader, ids: Iterable[str], without: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Return the information of each node in millionths of a bit; see ``rarities``."""
    return {id: rarity.micro for id, rarity in rarities(reader, ids, without).items()}


def salience(micro: int, people: int) -> int:
    """Return how much information weighs where both sides of a comparison carry it, in millionths.

    ``information² / information of what one person alone has``: that keeps all of its bits, and
    what is expected of every third a quarter of the few it has.

    >>> salience(information(1, 22, 0.0), 22) == information(1, 22, 0.0)
    True
    >>> salience(information(6, 22, 0.3), 22), information(6, 22, 0.3)
    (447349, 1760812)
    """
    return micro * micro // information(1, people, 0.0)


def _extent(ontology: Ontology, id: str) -> frozenset[str]:
    return ontology.below(id) if id in ontology.concepts else frozenset({id})
