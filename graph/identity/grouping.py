"""Which mentions are one person: a pure function of sure keys and of recorded decisions.

A sure key joins everyone who has it; a phone number joins only those whose names are compatible; a
name alone joins nobody. A decision *same* joins two mentions whatever their keys. Where keys would
join two mentions that were decided *different*, those keys are ignored throughout their group. A
person's id is the smallest mention id of the group, so no order of events matters.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...ontology.folding import plain
from ..model import Decision


@dataclass(frozen=True, slots=True)
class Mention:
    """What identity knows of one document's person."""

    id: str
    name: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Join:
    key: str | None  # None: a decision, which no other decision can take away
    mentions: tuple[str, ...]


def group(mentions: Sequence[Mention], decisions: Iterable[Decision] = ()) -> dict[str, str]:
    """Return the person's id of every mention.

    Two mentions that decisions alone join although one decision parts them stay joined: the store
    refuses to record such a decision.
    """
    known = {mention.id for mention in mentions}
    stated = [item for item in decisions if {item.a, item.b} <= known]
    joins = [_Join(None, (item.a, item.b)) for item in stated if item.verdict == "same"]
    joins += _joins_by_keys(mentions)
    apart = [(item.a, item.b) for item in stated if item.verdict == "different"]
    # Two mentions may hang together by several paths: each turn takes away the shortest.
    while True:
        person = _components(known, joins)
        dropped = {
            join for a, b in apart if person[a] == person[b] for join in _dropped(a, b, joins)
        }
        if not dropped:
            return person
        joins = [join for join in joins if join not in dropped]


def compatible(a: str | None, b: str | None) -> bool:
    """Return whether two names may be one person's: equal, shortened, or with initials.

    Every word of the shorter name must meet a word of the longer one, at least one of them in full.
    """
    short, long = sorted((_words(a), _words(b)), key=len)
    if not short:
        return False
    left = list(long)
    full = False
    # Long words first, or an initial might take the word that another one matches in full.
    for word in sorted(short, key=lambda item: (-len(item), item)):
        match = next((other for other in left if word == other), None)
        full = full or (match is not None and len(word) > 1)
        match = match or next((other for other in left if _initial(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return full and (len(short) > 1 or len(long) == 1)


def _words(name: str | None) -> list[str]:
    return re.findall(r"[^\W\d_]+", plain(name or ""))


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _joins_by_keys(mentions: Sequence[Mention]) -> list[_Join]:
    holders: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for key in mention.keys:
            holders[key].append(mention)
    joins: list[_Join] = []
    for key, found in sorted(holders.items()):
        if key.startswith("phone:"):
            joins += _joins_by_phone(key, found)
        elif len(found) > 1:
            joins.append(_Join(key, tuple(sorted(mention.id for mention in found))))
    return joins


def _joins_by_phone(key: str, holders: Iterable[Mention]) -> list[_Join]:
    by_name: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for mention in holders:
        words = tuple(_words(mention.name))
        if words:
            by_name[words].append(mention.id)
    # Pairs of names, which are few at one number; of mentions a firm's number may have thousands.
    joins = [_Join(key, tuple(sorted(ids))) for ids in by_name.values() if len(ids) > 1]
    for (name, ids), (other, others) in combinations(sorted(by_name.items()), 2):
        if compatible(" ".join(name), " ".join(other)):
            joins.append(_Join(key, (min(ids), min(others))))
    return joins


def _components(known: Iterable[str], joins: Iterable[_Join]) -> dict[str, str]:
    root = {id: id for id in known}

    def find(id: str) -> str:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    for join in joins:
        for other in join.mentions[1:]:
            # The smaller id is the root, not that of the larger tree: it names the person.
            low, high = sorted((find(join.mentions[0]), find(other)))
            root[high] = low
    return {id: find(id) for id in root}


def _dropped(a: str, b: str, joins: Sequence[_Join]) -> set[_Join]:
    """Return every join, in the group of two mentions, by a key on a shortest path between them."""
    touching: defaultdict[str, list[_Join]] = defaultdict(list)
    for join in joins:
        for mention in join.mentions:
            touching[mention].append(join)
    from_a, from_b = _distances(a, touching), _distances(b, touching)
    total = from_a[b]
    # No more than the shortest paths: the other keys of the group may join the right people.
    keys = {
        join.key
        for join in joins
        if join.key and _near(join, from_a) + 1 + _near(join, from_b) == total
    }
    return {join for join in joins if join.key in keys and join.mentions[0] in from_a}


def _near(join: _Join, distances: Mapping[str, int]) -> int:
    return min((distances[id] for id in join.mentions if id in distances), default=1 << 30)


def _distances(start: str, touching: Mapping[str, list[_Join]]) -> dict[str, int]:
    distances = {start: 0}
    waiting = deque([start])
    used: set[_Join] = set()
    while waiting:
        here = waiting.popleft()
        for join in touching[here]:
            if join in used:
                continue
            used.add(join)
            for other in join.mentions:
                if other not in distances:
                    distances[other] = distances[here] + 1
                    waiting.append(other)
    return distances
