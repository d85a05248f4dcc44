"""Who is who, kept in the store: only the groups that a change touches are computed anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..ledger import Identity, Ledger
from ..model import Decision
from .grouping import Mention, group


def touched(ledger: Ledger, mentions: Iterable[str]) -> dict[str, Identity]:
    """Return the mentions that share a person, a key or a decision with these, transitively.

    One look at the ledger a step of the way; what was asked once is not asked again.
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
        near = ledger.sharing(new_people, new_keys) | _decided_with(waiting, decided)
        waiting = near - seen.keys()
    return seen


def regroup(ledger: Ledger, found: Mapping[str, Identity]) -> list[Identity]:
    """Compute whose these mentions are, and return that; they must be closed (``touched``)."""
    if not found:
        return []
    mentions = [Mention(one.mention, one.name, one.keys) for _, one in sorted(found.items())]
    persons = group(mentions, ledger.decisions())
    changed = {id: person for id, person in persons.items() if found[id].person != person}
    if changed:
        ledger.assign(changed)
    return [one._replace(person=persons[id]) for id, one in sorted(found.items())]


def _decided_with(mentions: Collection[str], decisions: Iterable[Decision]) -> set[str]:
    return {id for one in decisions for id in (one.a, one.b) if {one.a, one.b} & set(mentions)}
