"""Which people may be one: they share a sure key, and neither names nor a decision settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from ..ledger import Identity, Ledger
from ..model import Decision, Maybe

MOST_PAIRED: Final = 10
"""People with one key of whom every pair is listed; of more, each beside the first alone."""


def maybes(found: Iterable[Identity], decisions: Iterable[Decision]) -> list[Maybe]:
    """Return the undecided pairs among some mentions, one for two people, sorted.

    What is decided counts where it is about two of these mentions.
    """
    identities = sorted(found)
    person_of = {one.mention: one.person for one in identities}
    settled = {
        frozenset((person_of[one.a], person_of[one.b]))
        for one in decisions
        if {one.a, one.b} <= person_of.keys()
    }
    pairs: dict[frozenset[str], Maybe] = {}
    for key, holders in _holders(identities).items():
        kind = key.partition(":")[0]
        for a, b in _paired(sorted(holders.values())):
            people = frozenset((person_of[a], person_of[b]))
            if people not in settled:
                known = pairs.setdefault(people, Maybe(a, b, ()))
                shared = tuple(sorted({*known.shared, kind}))
                pairs[people] = replace(known, shared=shared)
    return sorted(pairs.values())


def undecided(ledger: Ledger) -> list[Maybe]:
    """Return all pairs of a store, with the keys of their documents instead of their mentions."""
    decisions = ledger.decisions()
    asked = ledger.overlapping()
    decided = {mention for one in decisions for mention in (one.a, one.b)}
    found = maybes(ledger.identities(asked | decided), decisions)
    stored = ledger.stored("mention", {id for one in found for id in (one.a, one.b)})
    key_of = {one.mention: one.key for one in stored}
    return sorted(
        Maybe(a, b, one.shared)
        for one in found
        for a, b in [sorted((key_of[one.a], key_of[one.b]))]
    )


def newly_undecided(
    before: Iterable[Identity], after: Collection[Identity], decisions: Sequence[Decision]
) -> int:
    """Return how many pairs of people came up with a change of some documents."""
    person_of = {one.mention: one.person for one in after}
    known = set(_people(maybes(before, decisions), person_of))
    return len(set(_people(maybes(after, decisions), person_of)) - known)


def _people(found: Iterable[Maybe], person_of: Mapping[str, str]) -> Iterator[frozenset[str]]:
    return (frozenset((person_of[one.a], person_of[one.b])) for one in found)


def _holders(identities: Iterable[Identity]) -> dict[str, dict[str, str]]:
    """Return, by key, the first mention of each person that has it; the smallest keys first."""
    holders: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in identities:
        for key in one.keys:
            holders[key].setdefault(one.person, one.mention)
    return {key: held for key, held in sorted(holders.items()) if len(held) > 1}


def _paired(mentions: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(mentions) <= MOST_PAIRED:
        return combinations(mentions, 2)
    return ((mentions[0], other) for other in mentions[1:])
