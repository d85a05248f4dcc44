"""How alike people are, by the pairs of their concepts."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from math import isqrt
from typing import Final, NamedTuple, TypeAlias

from ...graph.reader import Reader
from ...graph.uses import NO_PLACE, Place, credited
from ...ontology.kinds import SKILL_KINDS
from ..measures.comparison import comparing
from ..measures.generality import general, left
from ..measures.nearness import SAME, nearness
from ..measures.weights import depth, strength

# What has no date may be of today or of long ago: it fades like what was used ten years ago.
_UNDATED: Final = 750
# Nearness and the roots of both strengths are in thousandths: their product is in billionths.
_SCALE: Final = 1000**3

_Ranked: TypeAlias = tuple[int, tuple[str, str], str, str]
"""Minus a pair's term, both ids sorted, mine, theirs: sorts the best first, whoever asks."""


class Pair(NamedTuple):
    """One of my concepts that answers to one of theirs, and what it adds in millionths of a bit."""

    micro: int
    mine: str
    theirs: str
    nearness: int


class Likeness:
    """What one person's concepts are worth against those of others; nobody has the hidden ones."""

    def __init__(self, reader: Reader, person: str, hidden: frozenset[str] = frozenset()) -> None:
        ties = [tie for tie in reader.ties(people={person}) if tie.kind in SKILL_KINDS]
        ties = [tie for tie in ties if tie.node not in hidden]
        self._reader, self._person, self._hidden = reader, person, hidden
        self.mine = {tie.node: tie for tie in ties}
        self.alike = 0  # how many people are like this one at all, once they have been looked at
        self._nearness = _turned(nearness(reader.ontology, self.mine))
        concepts = reader.ontology.concepts
        near = self._nearness.keys() - hidden
        self.near = sorted(id for id in near if id in self.mine or concepts[id].claimable)

    def likest(self, limit: int | None) -> dict[str, list[Pair]]:
        """Return so many people with their pairs, the likest first.

        They are looked at by the most that they can score. Once so many score more than the next
        one can, nobody further is in the answer.
        """
        if not self.near:
            return {}
        uses = self._reader.uses(self.near, _root)
        candidates = uses.candidates(self._worth, _SCALE)
        # I am among those who have something near mine, if I have anything.
        self.alike = candidates.count - any(any(self._worth[id].values()) for id in self.mine)
        ranked: list[tuple[int, str, list[_Ranked]]] = []

        def last() -> Place:
            """Return the last place in the answer, as far as it is known."""
            if not limit or len(ranked) < limit:
                return NO_PLACE
            return -ranked[limit - 1][0], ranked[limit - 1][1]

        for number in candidates.falling(last):
            who, pairs = uses.person(number), self._best_pairs(uses.of(number))
            if pairs and who != self._person:
                insort(ranked, (sum(pair[0] for pair in pairs), who, pairs), key=_score_and_id)
        return {who: [self._pair(*one) for one in pairs] for _, who, pairs in ranked[:limit]}

    def ranks(self, people: Collection[str]) -> dict[str, int]:
        """Return the places of some people among all; who is not like the person has none."""
        if not self.near or not people:
            return {}
        uses = self._reader.uses(self.near, _root)
        numbers = {who: number for who in people if (number := uses.number(who)) is not None}
        found = {who: score for who, at in numbers.items() if (score := self._score(uses.of(at)))}
        if not found:
            return {}
        # Whoever is behind all of them changes nobody's rank.
        last = min(found.values()), max(found)
        for number in uses.candidates(self._worth, _SCALE).falling(lambda: last):
            who = uses.person(number)
            if who != self._person and (score := self._score(uses.of(number))):
                found[who] = score
        order = sorted(found, key=lambda who: (-found[who], who))
        return {who: rank for rank, who in enumerate(order, start=1) if who in numbers}

    def _score(self, theirs: Mapping[str, int]) -> int:
        return -sum(pair[0] for pair in self._best_pairs(theirs))

    def _best_pairs(self, theirs: Mapping[str, int]) -> list[_Ranked]:
        """Match each concept at most once: the same ones, then the best pairs of the others."""
        best: list[_Ranked] = [
            (-(self._worth[id][id] * theirs[id] // _SCALE), (id, id), id, id)
            for id in self.mine
            if id in theirs
        ]
        # Greedy by weight, equal ones by both ids sorted, so that the pairing is the same from both
        # sides; the best assignment would cost O(n³) for each candidate.
        mine: set[str] = set()
        used: set[str] = set()
        for pair in sorted(self._others(theirs)):
            if pair[2] not in mine and pair[3] not in used:
                mine.add(pair[2])
                used.add(pair[3])
                best.append(pair)
        return sorted(self._told_once(best))

    def _told_once(self, pairs: Sequence[_Ranked]) -> Iterator[_Ranked]:
        """Give the pairs that add something, general ones what those of their kind leave of it."""
        settled = [pair for pair in pairs if pair[0] and not self._broad(pair)]
        yield from settled
        for pair in sorted(filter(self._broad, pairs), key=self._breadth):
            mine, theirs = (self._general.get(id, frozenset()) for id in pair[2:])
            named = [one for one in settled if one[2] in mine or one[3] in theirs]
            # Whoever has the thing has the word: that is no rarer than the commonest of them.
            rarity = min(map(self._rarity, (pair, *named)))
            worth = -pair[0] * rarity // (self._rarity(pair) or 1)
            if rest := left(worth, [-one[0] for one in named]):
                settled.append((-rest, *pair[1:]))
                yield settled[-1]

    def _rarity(self, pair: _Ranked) -> int:
        return min(self._weights[id] for id in pair[2:])

    def _broad(self, pair: _Ranked) -> bool:
        return pair[2] in self._general or pair[3] in self._general

    def _breadth(self, pair: _Ranked) -> tuple[int, tuple[str, str]]:
        """Return how much answers for a pair, the same from both sides."""
        return sum(len(self._general.get(id, ())) for id in pair[2:]), pair[1]

    def _others(self, theirs: Mapping[str, int]) -> Iterator[_Ranked]:
        """Give the pairs of different concepts, each of which only one of the two has."""
        for other in theirs.keys() & self._worth.keys() - self.mine.keys():
            use = theirs[other]
            for id, worth in self._worth[other].items():
                # What both have is paired with itself already.
                if id not in theirs:
                    ids = (id, other) if id < other else (other, id)
                    yield -(worth * use // _SCALE), ids, id, other

    def _pair(self, least: int, ids: tuple[str, str], mine: str, theirs: str) -> Pair:
        return Pair(-least, mine, theirs, self._nearness[theirs][mine])

    @cached_property
    def _general(self) -> dict[str, frozenset[str]]:
        return general(self._reader.ontology, self.near)

    @cached_property
    def _weights(self) -> dict[str, int]:
        """What each concept near mine weighs, whoever has it, in millionths of a bit."""
        return comparing(self._reader, self.near, self._hidden)

    @cached_property
    def _worth(self) -> dict[str, dict[str, int]]:
        """What each concept near mine is worth beside each of mine, before its strength."""
        latest = self._reader.latest()
        # The rarer of two concepts must not lend its weight to the commoner: the least of both
        # counts.
        weights = self._weights
        own = {id: _root(*credited(tie), latest) for id, tie in self.mine.items()}
        return {
            other: {
                id: min(weights[id], weights[other]) * near * own[id]
                for id, near in self._nearness[other].items()
            }
            for other in self.near
        }


@cache
def _root(credit: int, last: int | None, latest: int | None) -> int:
    """Return the square root of a use's strength, in thousandths and rounded down."""
    undated = last is None or latest is None
    known = depth(credit) * _UNDATED // 1000 if undated else strength(credit, last, latest)
    return isqrt(SAME * known)


def _score_and_id(ranked: tuple[int, str, list[_Ranked]]) -> tuple[int, str]:
    return ranked[0], ranked[1]


def _turned(near: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Map each concept that is near one of mine to those of mine."""
    turned: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for mine, around in near.items():
        for other, weight in around.items():
            turned[other][mine] = weight
    return dict(turned)
