"""What changed from one ontology to another: ``ontology diff``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .model import Concept, Relation
from .ontology import Ontology

Change = Literal["added", "removed", "retired", "changed"]

# In the order in which a reader wants them; where a statement stands is no change of what it says.
_SAID = ("kind", "name", "definition", "alt", "hidden", "share", "policy", "cues", "anti_cues")
_SAID_TOO = ("plain_labels", "scope_note", "chain_id")


@dataclass(frozen=True)
class Difference:
    """One thing that is new, gone or otherwise: of which concept, what, and both values as text.

    Of a retired concept the new value is the id of its successor.
    """

    change: Change
    id: str
    what: str
    old: str = ""
    new: str = ""


def differences(old: Ontology, new: Ontology) -> list[Difference]:
    """Return what differs between two ontologies, by concept; relations stand at their source."""
    found = [*_of_concepts(old, new), *_of_relations(old, new)]
    return sorted(found, key=lambda one: (one.id, one.what, one.change, one.old, one.new))


def _of_concepts(old: Ontology, new: Ontology) -> Iterator[Difference]:
    for id in old.concepts.keys() - new.concepts.keys():
        successor = new.retired.get(id, "")
        change: Change = "retired" if successor else "removed"
        yield Difference(change, id, "concept", old.concepts[id].name, successor)
    for id in new.concepts.keys() - old.concepts.keys():
        yield Difference("added", id, "concept", new=new.concepts[id].name)
    for id in old.concepts.keys() & new.concepts.keys():
        yield from _of_one(old.concepts[id], new.concepts[id])


def _of_one(old: Concept, new: Concept) -> Iterator[Difference]:
    for what in (*_SAID, *_SAID_TOO):
        before, after = _text(getattr(old, what)), _text(getattr(new, what))
        if before != after:
            yield Difference("changed", old.id, what, before, after)


def _of_relations(old: Ontology, new: Ontology) -> Iterator[Difference]:
    before, after = ({_key(one) for one in side.relations} for side in (old, new))
    for id, what, target in before - after:
        yield Difference("removed", id, what, old=target)
    for id, what, target in after - before:
        yield Difference("added", id, what, new=target)


def _key(relation: Relation) -> tuple[str, str, str]:
    return relation.source, relation.type, relation.target


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
