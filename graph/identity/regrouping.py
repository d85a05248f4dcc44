"""Who is who, kept in the store: only the groups that a change touches are computed anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..ledger import Identity, Ledger
from ..model import Decision
from .crowds import Crowds
from .grouping import Mention, group


def touched(ledger: Ledger, mentions: Iterable[str], crowds: Crowds) -> dict[str, Identity]:
    """Return the mentions that share a person, a key or a decision with these, transitively.

    Of a key that a crowd has, only those whom it may join. One look at the ledger a step of the
    way; what was asked once is not asked again.
    """
    seen: dict[str, Identity] = {}
    waiting = set(mentions)
    if not waiting:
        return seen
    decided = ledger.decisions()
    people: set[str] = set()
    keys: set[str] = set()
    while waiting:
        found = ledger.identities(waiting)
        seen |= {one.mention: one for one in found}
        new_people = {one.person for one in found} - people
        new_keys = {key for one in found for key in one.keys} - keys
        people |= new_people
        keys |= new_keys
        near = ledger.sharing(new_people, crowds.walked(new_keys))
        near |= crowds.near(found, seen) | _decided_with(waiting, decided)
        waiting = near - seen.keys()
    return seen


def regroup(
    ledger: Ledger, found: Mapping[str, Identity], crowds: Collection[str] = ()
) -> list[Identity]:
    """Compute whose these mentions are, and return that; they must be closed (``touched``).

    ``crowds`` are the keys that were not walked by.
    """
    if not found:
        return []
    mentions = [Mention(one.mention, one.name, one.keys) for _, one in sorted(found.items())]
    persons = group(mentions, ledger.decisions(), crowds)
    changed = {id: person for id, person in persons.items() if found[id].person != person}
    if changed:
        ledger.assign(changed)
    return [one._replace(person=persons[id]) for id, one in sorted(found.items())]


def _decided_with(mentions: Collection[str], decisions: Iterable[Decision]) -> set[str]:
    near = set(mentions)
    return {id for one in decisions if {one.a, one.b} & near for id in (one.a, one.b)}
