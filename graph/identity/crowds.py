"""Keys that so many names have that they join only the very same one: looked up, never walked.

Whoever walks from document to document by a firm's telephone number comes to all there are. But a
key of more than ``MOST_NAMES`` names joins nobody except by the same name in full (see
``grouping``): of its holders only the namesakes of those who changed matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import Final

from ..ledger import Holder, Identity, Ledger
from .grouping import MOST_NAMES
from .maybes import MOST_PAIRED
from .person_names import Name, fullness, words

_TOLD: Final = MOST_PAIRED + 1
"""People of a crowd that are told of: with more than ``MOST_PAIRED`` it is only one more or less
that counts, and who is the first."""


class Crowds:
    """The crowds that one change comes upon, as they are before it and after it.

    ``changed`` are the mentions that the change is about. A key is a crowd's by the names of those
    who neither change nor are decided about: it is one before the change and after it.
    """

    def __init__(self, ledger: Ledger, changed: Iterable[str]) -> None:
        self._ledger = ledger
        self._decided = {id for one in ledger.decisions() for id in (one.a, one.b)}
        self._changing = {*changed}
        self._looked: set[str] = set()
        self._crowds: dict[str, _Crowd] = {}

    @property
    def keys(self) -> Collection[str]:
        """The keys of crowds that were come upon."""
        return self._crowds.keys()

    def change(self, mentions: Iterable[str]) -> None:
        """Say of more mentions that they change, before they do."""
        self._changing |= {*mentions}

    def walked(self, keys: Collection[str]) -> set[str]:
        """Return those keys by which everybody is to be walked to: those of no crowd."""
        fresh = set(keys) - self._looked
        self._looked |= fresh
        held: defaultdict[str, list[Holder]] = defaultdict(list)
        for one in self._ledger.holders(fresh, MOST_NAMES) if fresh else ():
            held[one.key].append(one)
        for key, holders in held.items():
            crowd = _Crowd(holders, self._changing | self._decided)
            if len(crowd.by_name) > MOST_NAMES:
                self._crowds[key] = crowd
        return set(keys) - self._crowds.keys()

    def near(self, found: Iterable[Identity], seen: Mapping[str, Identity]) -> set[str]:
        """Return the mentions that a crowd's key may join with those found, of all seen so far."""
        fresh = {one.mention: one for one in found if self._crowds.keys() & one.keys}
        if self._decided & fresh.keys():  # one goes by the name of another: by which, group() says
            fresh |= {id: seen[id] for id in self._decided & seen.keys()}
        named = {words(seen[id].name) for id in self._decided & fresh.keys()}
        near: set[str] = set()
        for id, one in fresh.items():
            names = named if id in self._decided else {words(one.name)}
            for key in self._crowds.keys() & one.keys:
                near.update(self._crowds[key].namesakes(names))
        return near

    def beside(self, inside: Collection[str]) -> list[Identity]:
        """Return, of those in the crowds and not ``inside``, who is needed to tell new pairs."""
        if not self._crowds:
            return []
        decided = self._ledger.identities(self._decided - set(inside))
        # By whom pairs are settled, with no key of theirs.
        found = [Identity(one.mention, None, one.person, ()) for one in decided]
        settled = {one.person for one in decided}
        for key, crowd in self._crowds.items():
            told = crowd.told(inside, settled)
            found += [Identity(mention, None, person, (key,)) for person, mention in told]
        return found


class _Crowd:
    """Those who have one key, by their names; those who change or are decided about, apart."""

    def __init__(self, holders: Iterable[Holder], unsteady: Collection[str]) -> None:
        self.by_name: defaultdict[Name, list[str]] = defaultdict(list)
        self._apart: list[str] = []
        self._holders = list(holders)
        for one in self._holders:
            if one.mention in unsteady:
                self._apart.append(one.mention)
            else:
                self.by_name[words(one.name)].append(one.mention)

    def namesakes(self, names: Iterable[Name]) -> Iterator[str]:
        """Give those of some names, where these are written out, and all that are apart."""
        yield from self._apart
        for name in names:
            if fullness(name) == 2:
                yield from self.by_name.get(name, ())

    def told(self, inside: Collection[str], settled: Collection[str]) -> list[tuple[str, str]]:
        """Return the first people outside, and all that something is decided about.

        As (person, their first mention).
        """
        first: dict[str, str] = {}
        for _, mention, _, person in self._holders:
            if mention not in inside:
                first[person] = min(mention, first.get(person, mention))
        told = nsmallest(_TOLD, first.items(), key=lambda one: one[1])
        return [*{*told, *((person, first[person]) for person in settled if person in first)}]
