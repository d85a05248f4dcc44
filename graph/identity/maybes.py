"""Which people may be one: they share a sure key, and neither names nor a decision settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from ..ledger import Identity, Ledger
from ..model import Decision, Maybe

MOST_PAIRED: Final = 10
"""People with one key of whom every pair is listed; of more, each beside the first alone."""


class _Link(NamedTuple):
    """Two mentions of different people with one key; ``crowded`` where many have it."""

    key: str
    a: str
    b: str
    crowded: bool


def maybes(found: Iterable[Identity], decisions: Iterable[Decision]) -> list[Maybe]:
    """Return the undecided pairs among some mentions, by mention, one for two people, sorted.

    What is decided counts where it is about two of these mentions.
    """
    identities = sorted(found)
    person_of = {one.mention: one.person for one in identities}
    links: defaultdict[frozenset[str], list[_Link]] = defaultdict(list)
    for link in _links(identities, decisions):
        links[frozenset((person_of[link.a], person_of[link.b]))].append(link)
    return sorted(
        Maybe(*min((one.a, one.b) for one in same), tuple(sorted({_kind(one) for one in same})))
        for same in links.values()
    )


def undecided(ledger: Ledger) -> list[Maybe]:
    """Return all pairs of a store, with the keys of their documents instead of their mentions."""
    decisions = ledger.decisions()
    decided = {mention for one in decisions for mention in (one.a, one.b)}
    found = maybes(ledger.identities(ledger.overlapping() | decided), decisions)
    stored = ledger.stored("mention", {id for one in found for id in (one.a, one.b)})
    key_of = {one.mention: one.key for one in stored}
    # A store that shows no snapshot may have lost one of them meanwhile.
    pairs = [(one, {one.a, one.b}) for one in found if {one.a, one.b} <= key_of.keys()]
    keyed = [(sorted(key_of[id] for id in two), one.shared) for one, two in pairs]
    return sorted(Maybe(a, b, shared) for (a, b), shared in keyed)


def newly_undecided(
    before: Iterable[Identity], after: Sequence[Identity], decisions: Sequence[Decision]
) -> int:
    """Return how many pairs of people came up with a change of some documents.

    All mentions of ``before`` are among those of ``after``. Of a key that many people have, those
    are counted who came to it.
    """
    person_of = {one.mention: one.person for one in after}
    known = set(_people(_links(before, decisions), person_of))
    return len(set(_people(_links(after, decisions), person_of)) - known)


def _people(links: Iterable[_Link], person_of: Mapping[str, str]) -> Iterator[Hashable]:
    """Give whom each link is about, as of now: also of earlier links, whoever they were about."""
    for link in links:
        a, b = person_of[link.a], person_of[link.b]
        # The first of many may be another after each change; it stands for all of them.
        yield (link.key, b) if link.crowded else frozenset((a, b))


def _links(found: Iterable[Identity], decisions: Iterable[Decision]) -> Iterator[_Link]:
    identities = sorted(found)
    person_of = {one.mention: one.person for one in identities}
    settled = {
        frozenset((person_of[one.a], person_of[one.b]))
        for one in decisions
        if {one.a, one.b} <= person_of.keys()
    }
    for key, mentions in _holders(identities):
        for a, b in _paired(mentions):
            if frozenset((person_of[a], person_of[b])) not in settled:
                yield _Link(key, a, b, len(mentions) > MOST_PAIRED)


def _holders(identities: Sequence[Identity]) -> Iterator[tuple[str, list[str]]]:
    """Give each key that several people have, with the first mention of each of them."""
    holders: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in identities:
        for key in one.keys:
            holders[key].setdefault(one.person, one.mention)
    for key, held in sorted(holders.items()):
        if len(held) > 1:
            yield key, sorted(held.values())


def _paired(mentions: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(mentions) <= MOST_PAIRED:
        return combinations(mentions, 2)
    return ((mentions[0], other) for other in mentions[1:])


def _kind(link: _Link) -> str:
    return link.key.partition(":")[0]
