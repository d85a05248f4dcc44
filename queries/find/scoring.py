"""What a term that a person satisfies adds to their score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from ...graph.criteria import Matched, Use
from ...graph.matching import Scale, Whole
from ..answer import MICRO, bits
from ..measures.weights import FADING, NEAR, depth, recency
from .expression import Predicate
from .targets import Target

_WHOLE = 1000

WISH: Final = MICRO
"""What an optional field counts, in millionths of a bit: as much as what half the people have."""


@dataclass(frozen=True)
class Weights:
    """What ranks people, beside the rarity of what they are asked for.

    ``fading`` is the number of months after which half of what can fade of a use has faded
    (``measures.weights.recency``); ``near`` is what a use counts, in thousandths, that answers
    through USED_FOR alone.
    """

    fading: int = FADING
    near: int = NEAR


USUAL: Final = Weights()


@dataclass(frozen=True, slots=True)
class Worth:
    """One addend of a score: information in millionths of a bit, the factors in thousandths."""

    information: int
    depth: int = _WHOLE
    recency: int = _WHOLE
    share: int = _WHOLE
    weight: int = _WHOLE

    @property
    def micro(self) -> int:
        """Return ``weight · information · strength · share``, with ``strength = depth · recency``.

        Both products are rounded down, and what the weight makes of them.
        """
        strength = self.depth * self.recency // _WHOLE
        return _micro(self.information, self.share, self.weight, strength)

    def to_json(self) -> dict[str, Any]:
        """Return the factors as they are shown; share and weight only where they are."""
        factors = {"depth": self.depth, "recency": self.recency}
        more = {"share": self.share, "weight": self.weight}
        factors |= {name: value for name, value in more.items() if value != _WHOLE}
        plain = {name: thousandths / _WHOLE for name, thousandths in factors.items()}
        return {"information": bits(self.information), **plain}


@dataclass(frozen=True, slots=True)
class _Recency:
    """``recency`` at one moment: equal ones say the same."""

    latest: int | None
    fading: int

    def __call__(self, last: int | None) -> int:
        return recency(last, self.latest, self.fading)


@dataclass(frozen=True)
class Scoring:
    """How terms are scored: what each means, its information, and the graph's latest month.

    ``information`` has the terms that are asked for and not ruled out, in the question's order; it
    is 0 for fields that choose people, as employers and places do, and one bit for optional ones.
    """

    targets: Mapping[Predicate, Target]
    information: Mapping[Predicate, int]
    latest: int | None
    weights: Weights = USUAL

    def worth(self, term: Predicate, matched: Matched) -> Worth | None:
        """Return what a term adds that is matched so; None where it scores nothing at all.

        What answers through USED_FOR adds to own use where both together, at that share, are worth
        more than own use alone.
        """
        found = self._unweighted(term, matched) if term.scores else None
        return replace(found, weight=_weight(term)) if found else None

    def scale(self, term: Predicate) -> Scale | None:
        """Return what a term adds, for whoever ranks everybody; None where it scores nothing."""
        if not term.scores:
            return None
        worth = partial(_micro, self.information[term])
        own, near = (partial(worth, share, _weight(term)) for share in (_WHOLE, self.weights.near))
        if term.field or not self.targets[term].aged:
            return Scale(_all_of_it, _all_of_it, own, own)
        return Scale(depth, _Recency(self.latest, self.weights.fading), own, near)

    def _unweighted(self, term: Predicate, matched: Matched) -> Worth:
        information = self.information[term]
        if term.field or not self.targets[term].aged:
            return Worth(information)
        own = self._used(information, matched.own, _WHOLE) if matched.own else Worth(0)
        if matched.own == matched.whole:  # nearly always: nothing else answers
            return own
        near = self._used(information, matched.whole, self.weights.near)
        return own if matched.own and own.micro >= near.micro else near

    def _used(self, information: int, use: Use, share: int) -> Worth:
        fresh = recency(use.last, self.latest, self.weights.fading)
        return Worth(information, depth(use.credit), fresh, share)


def _micro(information: int, share: int, weight: int, strength: Whole) -> Whole:
    """Return ``weight · information · strength · share``, rounded down as ``Worth.micro`` is."""
    return information * strength * share // _WHOLE**2 * weight // _WHOLE


def _weight(term: Predicate) -> int:
    # Weights have two decimals, so that thousandths hold them.
    return round(term.weight * _WHOLE)


def _all_of_it(_: int | None) -> int:
    """Return the factor of what is had or not, whenever it was and however long it took."""
    return _WHOLE
