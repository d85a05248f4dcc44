"""Which mentions are one person: a pure function of sure keys, names and recorded decisions.

A sure key joins those who have it and whose names go together: an address of one's own stands in
the resumes of others too, where it is a referee's. An address joins unless the names speak against
it, a phone number only if the names speak for it; a name alone joins nobody.

All names of a group go together, not only neighbours: a name that goes with two that do not go
together ("A. Falk" between Ada and Anna Falk, or no name at all) is *vague* there, and keys join it
only to the very same name in full. A key that more than ``MOST_NAMES`` names have is a mailbox: it
too joins only the very same name in full.

A decision *same* joins two mentions whatever their keys and names; what goes with the name of one
then goes with both, and one whose own name is not written out goes by theirs. Where keys would join
two mentions that were decided *different*, those keys are ignored throughout their group. A
person's id is the smallest mention id of the group, so no order of events matters.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeVar

from ..model import Decision
from .person_names import Name, compatible, fullness, may_be_one, words

MOST_NAMES: Final = 50
"""Names that one key, or one group, may have before it is taken for nobody's in particular."""

T = TypeVar("T", str, Name)


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
    names: tuple[Name, ...] = ()


def group(
    mentions: Sequence[Mention],
    decisions: Iterable[Decision] = (),
    crowded: Collection[str] = (),
) -> dict[str, str]:
    """Return the person's id of every mention.

    ``crowded`` are keys that more than ``MOST_NAMES`` names have, with those of mentions that are
    not given (see ``crowds``).

    Two mentions that decisions alone join although one decision parts them stay joined: the store
    refuses to record such a decision.
    """
    known = {mention.id for mention in mentions}
    stated = [item for item in decisions if {item.a, item.b} <= known]
    same = [_Join(None, (item.a, item.b)) for item in stated if item.verdict == "same"]
    name_of, decided = _names(mentions, same)
    joins = same + _clear(name_of, decided, same, _joins_by_keys(mentions, name_of, crowded))
    apart = [(item.a, item.b) for item in stated if item.verdict == "different"]
    # Two mentions may hang together by several paths: each turn takes away the shortest.
    while True:
        person = _components(known, (join.mentions for join in joins))
        dropped = {
            join for a, b in apart if person[a] == person[b] for join in _dropped(a, b, joins)
        }
        if not dropped:
            return person
        joins = [join for join in joins if join not in dropped]


def _names(
    mentions: Sequence[Mention], same: Sequence[_Join]
) -> tuple[dict[str, Name], dict[str, Collection[Name]]]:
    """Return the name that each mention goes by, and which names were decided to be one person's.

    These stand under a mention of theirs.

    One that was decided to be somebody's, and whose own name is not written out, goes by theirs.
    """
    own = {mention.id: words(mention.name) for mention in mentions}
    group_of = _components(own, (join.mentions for join in same))
    stated = {root: _written_out(names) for root, names in _names_by_group(own, group_of).items()}
    name_of = {
        id: name if name in stated[group_of[id]] else min(stated[group_of[id]], default=name)
        for id, name in own.items()
    }
    return name_of, {root: names for root, names in stated.items() if len(names) > 1}


def _written_out(names: Collection[Name]) -> Collection[Name]:
    return {name for name in names if fullness(name) == 2} or {name for name in names if name}


def _joins_by_keys(
    mentions: Sequence[Mention], name_of: Mapping[str, Name], crowded: Collection[str]
) -> list[_Join]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        for key in mention.keys:
            holders[key].append(mention.id)
    return [
        join
        for key, found in sorted(holders.items())
        if len(found) > 1
        for join in _joins_by_key(key, found, name_of, key in crowded)
    ]


def _joins_by_key(
    key: str, holders: Iterable[str], name_of: Mapping[str, Name], crowded: bool
) -> Iterator[_Join]:
    # Pairs of names, which are few at one key; of mentions a firm's number may have thousands.
    by_name: defaultdict[Name, list[str]] = defaultdict(list)
    for id in holders:
        by_name[name_of[id]].append(id)
    phone, crowded = key.startswith("phone:"), crowded or len(by_name) > MOST_NAMES
    for name, ids in by_name.items():
        if len(ids) > 1 and (fullness(name) == 2 if crowded else name or not phone):
            yield _Join(key, tuple(sorted(ids)), (name,))
    go_together = compatible if phone else may_be_one
    for one, other in () if crowded else combinations(sorted(by_name), 2):
        if go_together(one, other):
            yield _Join(key, (min(by_name[one]), min(by_name[other])), (one, other))


def _clear(
    name_of: Mapping[str, Name],
    decided: Mapping[str, Collection[Name]],
    same: Sequence[_Join],
    joins: Sequence[_Join],
) -> list[_Join]:
    """Return the joins by keys without those of names that are vague in their group."""
    together = _components(name_of, (join.mentions for join in [*same, *joins]))
    grouped = _names_by_group(name_of, together)
    # A decision is about its own people: the same names elsewhere may be others'.
    alike: defaultdict[str, list[Sequence[Name]]] = defaultdict(list)
    for id, names in decided.items():
        alike[together[id]].append(sorted(names))
    vague = {
        root: _vague(names, _components(names, alike[root])) for root, names in grouped.items()
    }
    return [join for join in joins if _holds(join, vague[together[join.mentions[0]]])]


def _holds(join: _Join, vague: Collection[Name]) -> bool:
    """Return whether a join needs no vague name, or has the very same one in full."""
    one_name = len(join.names) == 1 and fullness(join.names[0]) == 2
    return one_name or not any(name in vague for name in join.names)


def _names_by_group(
    name_of: Mapping[str, Name], group_of: Mapping[str, str]
) -> dict[str, set[Name]]:
    found: defaultdict[str, set[Name]] = defaultdict(set)
    for id, root in group_of.items():
        found[root].add(name_of[id])
    return found


def _vague(names: Collection[Name], one_of: Mapping[Name, Name]) -> Collection[Name]:
    """Return the names that go with two which do not go together; of too many, all.

    ``one_of`` says which names were decided to be one person's: what goes with one of them goes
    with all.
    """
    if len(names) > MOST_NAMES:
        return names
    decided: defaultdict[Name, list[Name]] = defaultdict(list)
    for name in names:
        decided[one_of[name]].append(name)
    apart: defaultdict[Name, set[Name]] = defaultdict(set)
    for a, b in combinations(sorted(decided), 2):
        if not any(may_be_one(one, other) for one in decided[a] for other in decided[b]):
            apart[a].add(b)
            apart[b].add(a)
    # Whoever goes along a chain from a name to one that is apart from it must pass such a name:
    # without them no two in a group are apart.
    return {
        name
        for name in names
        for here in [one_of[name]]
        if any(apart[a] - apart[here] - {here} for a in decided if a not in apart[here])
    }


def _components(known: Iterable[T], joined: Iterable[Sequence[T]]) -> dict[T, T]:
    root = {one: one for one in known}

    def find(one: T) -> T:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for those in joined:
        for other in those[1:]:
            # The smaller id is the root, not that of the larger tree: it names the person.
            low, high = sorted((find(those[0]), find(other)))
            root[high] = low
    return {one: find(one) for one in root}


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
