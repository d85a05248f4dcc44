"""Employers and schools: what all documents together state about each.

How often each name, spelling and alias is stated is all that is needed of the documents, so a
store can keep the counts and change them by the statements of the documents that change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Fragment, Node, Value
from .organisations import slug

ORGANISATIONS = frozenset({"Employer", "School"})


@dataclass
class Tally:
    """How often one organisation is called what, and the documents that speak of it."""

    names: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    def count(self, node: Node, times: int = 1) -> None:
        """Add what a document states, or take it away (-1); its key is the caller's matter."""
        self.names[node.name or ""] += times
        for counter, key in ((self.spellings, "spellings"), (self.aliases, "aliases")):
            for text in _strings(node, key):
                counter[text] += times

    @property
    def stated(self) -> bool:
        """Whether any document speaks of it."""
        return any(count > 0 for count in self.names.values())


def is_shared(node: Node) -> bool:
    """Return whether a node belongs to all documents: an employer or school with a name."""
    return node.kind in ORGANISATIONS and "unshared" not in node.properties


def shared_nodes(fragments: Iterable[Fragment]) -> Iterator[tuple[str, Node]]:
    """Give the organisations that documents state, each with the document's key."""
    for fragment in fragments:
        for node in fragment.nodes:
            if is_shared(node):
                yield fragment.document, node


def tallied(fragments: Iterable[Fragment]) -> dict[str, Tally]:
    """Count what documents state, by the organisation's id."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for document, node in shared_nodes(fragments):
        tallies[node.id].count(node)
        tallies[node.id].documents.add(document)
    return dict(tallies)


def aliased(id: str, tally: Tally) -> list[str]:
    """Return the ids of what an organisation is also called, by alias."""
    kind = id.partition(":")[0]
    return [f"{kind}:{slug(alias)}" for alias in sorted(tally.aliases)]


def joined(tallies: Mapping[str, Tally]) -> dict[str, str]:
    """Map an organisation's id to that of the one which names it as an alias.

    Organisations that no chain of aliases connects have no influence on each other.
    """
    renamed: dict[str, str] = {}
    # Sorted, so that of two which name each other the same one stands for both in any order.
    for id in sorted(tallies):
        for other in aliased(id, tallies[id]):
            if other in tallies and other not in renamed and _end(id, renamed) != other:
                renamed[other] = _end(id, renamed)
    return {id: _end(id, renamed) for id in renamed}


def organisation_node(id: str, members: Mapping[str, Tally]) -> Node:
    """Return the node of organisations that are one, named as most documents spell ``id``."""
    # The most frequent spelling, the first by letters of equals: no document's order decides.
    own = members[id].names
    name = min(own, key=lambda text: (-own[text], text))
    others = {text for member, tally in members.items() if member != id for text in tally.names}
    aliases = others.union(*(tally.aliases for tally in members.values()))
    properties: dict[str, Value] = {
        "spellings": sorted(set().union(*(tally.spellings for tally in members.values()))),
        "documents": sorted(set().union(*(tally.documents for tally in members.values()))),
    }
    if aliases:
        properties["aliases"] = sorted(aliases)
    kind = {"employer": "Employer", "school": "School"}[id.partition(":")[0]]
    return Node(id, kind, name, properties)


def grouped(ids: Collection[str], renamed: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which ids each organisation has, by the id that stands for them, sorted."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(ids):
        groups[renamed.get(id, id)].append(id)
    return dict(sorted(groups.items()))


def _end(id: str, renamed: Mapping[str, str]) -> str:
    while id in renamed:
        id = renamed[id]
    return id


def _strings(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []
