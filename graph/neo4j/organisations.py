"""Employers and schools on the server: kept exact by the statements of the documents that change.

The server keeps a ``Naming`` for each organisation, with the counts of a ``Tally``. An organisation
that no alias joins to another has its documents on its own node alone; one that is joined has them
in its ``Naming``, because the node has those of all that are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..facts.tally import Tally, aliased, grouped, joined, organisation_node, shared_nodes
from ..model import Fragment, Node
from .identifiers import with_names
from .writer import Writer, node_row

_NAMINGS: Final = """
UNWIND $ids AS id MATCH (n:Naming {id: id})
RETURN properties(n) AS naming, [(n)-[:ALSO]-(m:Naming) | m.id] AS near"""
_LAST: Final = """
UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) RETURN id, n.documents[-1] AS last"""
_DOCUMENTS: Final = """
UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) RETURN id, n.documents AS documents"""
_SET: Final = """
UNWIND $rows AS row MERGE (n:{kind} {{id: row.id}}) SET n = row
RETURN count(*) AS written"""
_APPEND: Final = """
UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}})
SET n.name = row.name, n.spellings = row.spellings, n.aliases = row.aliases,
    n.documents = n.documents + row.added
RETURN count(*) AS written"""
_REMOVE: Final = """
UNWIND $rows AS id MATCH (n:{kind} {{id: id}}) DELETE n
RETURN count(*) AS written"""
_NAME: Final = """
UNWIND $rows AS row MERGE (n:Naming {id: row.id}) SET n = row
RETURN count(*) AS written"""
_UNLINK: Final = "UNWIND $ids AS id MATCH (:Naming {id: id})-[r:ALSO]->() DELETE r"
_LINK: Final = """
UNWIND $rows AS row
MATCH (a:Naming {id: row[0]})
MERGE (b:Naming {id: row[1]})
CREATE (a)-[:ALSO]->(b)
RETURN count(*) AS written"""
_UNNAME: Final = """
UNWIND $ids AS id MATCH (n:Naming {id: id}) WHERE n.names IS NULL AND NOT (n)--() DELETE n"""
_LATEST: Final = "\U0010ffff"  # after every key of a document
_KINDS: Final = {"employer": "Employer", "school": "School"}
_COUNTED: Final = ("names", "spellings", "aliases")


@dataclass
class Delta:
    """What the changed documents state more (or less) of one organisation."""

    counts: Tally = field(default_factory=Tally)
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        tallied = (self.counts.names, self.counts.spellings, self.counts.aliases)
        return not (self.added or self.removed or any(any(one.values()) for one in tallied))


def deltas(before: Iterable[Fragment], after: Iterable[Fragment]) -> dict[str, Delta]:
    """Return what changes from the statements of some documents to those of others."""
    found: defaultdict[str, Delta] = defaultdict(Delta)
    for document, node in shared_nodes(before):
        found[node.id].counts.count(node, -1)
        found[node.id].removed.add(document)
    for document, node in shared_nodes(after):
        found[node.id].counts.count(node)
        found[node.id].added.add(document)
    for delta in found.values():
        both = delta.added & delta.removed
        delta.added -= both
        delta.removed -= both
    return {id: found[id] for id in sorted(found) if not found[id].empty}


class Organisations:
    """Reads the namings that a transaction needs, and writes what becomes of them."""

    def __init__(self, writer: Writer, changes: Mapping[str, Delta]) -> None:
        self._writer = writer
        self._changes = changes
        self._before: dict[str, Tally] = {}
        self._after: dict[str, Tally] = {}
        self._kept: set[str] = set()  # those whose documents stand in their naming
        self.learn(changes)

    def learn(self, ids: Collection[str]) -> None:
        """Read the namings of some organisations and of all that aliases connect them to."""
        # An alias leads to an organisation, whose alias leads to the next: until nothing new is
        # near, what is one might be written as two.
        waiting = set(ids) - self._after.keys()
        while waiting:
            near = set(waiting)
            for row in self._writer.rows(_NAMINGS, ids=sorted(waiting)):
                near.update(row["near"])
                self._read(row["naming"])
            for id in sorted(waiting):
                self._after[id] = self._changed(id)
                near.update(aliased(id, self._after[id]))
            waiting = near - self._after.keys()
        self.renamed = joined({id: one for id, one in self._after.items() if one.stated})
        self._were = joined(self._before)
        self._joined = {*self.renamed, *self.renamed.values()}
        self._were_joined = {*self._were, *self._were.values()}

    def moved(self) -> set[str]:
        """Return the documents of organisations that now stand under another id."""
        ids = [id for id in self._before if self._were.get(id, id) != self.renamed.get(id, id)]
        self._fetch(ids)
        return {key for id in ids for key in self._before[id].documents}

    def write(self) -> None:
        """Bring employers and schools to what the documents state; what is gone stays for now."""
        appended: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        whole: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        groups = self._groups()
        appendable = self._appendable(groups)
        self._fetch([id for head in groups if head not in appendable for id in groups[head]])
        for head, members in groups.items():
            kind = _KINDS[head.partition(":")[0]]
            node = self._node(head, members)
            if head in appendable:
                row = {"aliases": None} | node_row(node)
                row["added"] = row.pop("documents")
                appended[kind].append(row)
            else:
                whole[kind].append(node_row(node))
        for kind, given in sorted(appended.items()):
            self._writer.send(with_names(_APPEND, kind=kind), given)
        for kind, given in sorted(whole.items()):
            self._writer.send(with_names(_SET, kind=kind), given)

    def finish(self) -> None:
        """Delete the nodes of what is gone, when no edge leads there any more; keep the counts."""
        heads = {self.renamed.get(id, id) for id, tally in self._after.items() if tally.stated}
        were = {self._were.get(id, id) for id in self._before}
        gone: defaultdict[str, list[str]] = defaultdict(list)
        for id in sorted(were - heads):
            gone[_KINDS[id.partition(":")[0]]].append(id)
        for kind, ids in sorted(gone.items()):
            self._writer.send(with_names(_REMOVE, kind=kind), ids)
        self._write_namings()

    def _read(self, naming: Mapping[str, Any]) -> None:
        if "names" not in naming:  # others have an alias for it, no document names it
            return
        names, spellings, aliases = (_counter(naming, name) for name in _COUNTED)
        tally = Tally(names, spellings, aliases)
        if "documents" in naming:
            tally.documents = set(naming["documents"])
            self._kept.add(naming["id"])
        self._before[naming["id"]] = tally

    def _changed(self, id: str) -> Tally:
        before, delta = self._before.get(id, Tally()), self._changes.get(id)
        if delta is None:
            return before
        counts = delta.counts
        return Tally(
            +_sum(before.names, counts.names),
            +_sum(before.spellings, counts.spellings),
            +_sum(before.aliases, counts.aliases),
            (before.documents | delta.added) - delta.removed,
        )

    def _groups(self) -> dict[str, list[str]]:
        """Return the organisations to write, with those that are one with them."""
        stated = [id for id, tally in self._after.items() if tally.stated]
        groups = grouped(stated, self.renamed)
        were = grouped(self._before, self._were)
        return {
            head: members
            for head, members in groups.items()
            if members != were.get(head) or any(id in self._changes for id in members)
        }

    def _appendable(self, groups: Mapping[str, list[str]]) -> set[str]:
        """Return those that stand alone, now and before, and only get later documents."""
        # The documents of a node are sorted, so later ones are put behind them unread. A large
        # employer has thousands: to read and write them all at each load grows with their square.
        were = grouped(self._before, self._were)
        alone = [
            head
            for head, members in groups.items()
            if members == [head] == were.get(head)
            and head not in self._kept
            and not self._changes[head].removed
        ]
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for id in alone:
            asked[_KINDS[id.partition(":")[0]]].append(id)
        lasts = {
            row["id"]: row["last"]
            for kind, ids in sorted(asked.items())
            for row in self._writer.rows(with_names(_LAST, kind=kind), ids=ids)
        }
        return {id for id in alone if min(self._changes[id].added, default=_LATEST) > lasts[id]}

    def _fetch(self, ids: Iterable[str]) -> None:
        """Read the documents of organisations that stood alone off their nodes."""
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for id in sorted(set(ids) & self._before.keys() - self._kept):
            asked[_KINDS[id.partition(":")[0]]].append(id)
        for kind, found in sorted(asked.items()):
            for row in self._writer.rows(with_names(_DOCUMENTS, kind=kind), ids=found):
                self._before[row["id"]].documents = set(row["documents"])
                self._kept.add(row["id"])
                self._after[row["id"]] = self._changed(row["id"])

    def _node(self, head: str, members: Iterable[str]) -> Node:
        return organisation_node(head, {id: self._after[id] for id in members})

    def _write_namings(self) -> None:
        changed = sorted(
            id
            for id in self._after
            if id in self._changes or (id in self._joined) != (id in self._were_joined)
        )
        given = [naming_row(id, self._after[id], joined=id in self._joined) for id in changed]
        self._writer.send(_NAME, given)
        links = [pair for id in changed for pair in naming_links(id, self._after[id])]
        linked = [id for id in changed if id in self._before and self._before[id].aliases]
        if linked:
            self._writer.rows(_UNLINK, ids=linked)
        self._writer.send(_LINK, links)
        self._writer.check()
        ended = {other for id in linked for other in aliased(id, self._before[id])}
        ended |= {id for id in changed if not self._after[id].stated}
        if ended:
            self._writer.rows(_UNNAME, ids=sorted(ended))


def naming_row(id: str, tally: Tally, *, joined: bool) -> dict[str, Any]:
    """Return the properties of a naming; one that is ``joined`` to another has its documents."""
    row: dict[str, Any] = {"id": id}
    for name in _COUNTED if tally.stated else ():
        counter: Counter[str] = getattr(tally, name)
        if counter:
            row[name] = sorted(counter)
            row[f"{name}_counts"] = [counter[text] for text in sorted(counter)]
    if joined:
        row["documents"] = sorted(tally.documents)
    return row


def naming_links(id: str, tally: Tally) -> list[list[str]]:
    """Return the ends of the ``ALSO`` of a naming."""
    return [[id, other] for other in sorted(set(aliased(id, tally)))]


def _counter(naming: Mapping[str, Any], name: str) -> Counter[str]:
    return Counter(dict(zip(naming.get(name, ()), naming.get(f"{name}_counts", ()), strict=True)))


def _sum(one: Counter[str], other: Counter[str]) -> Counter[str]:
    total = Counter(one)
    for text, count in other.items():
        total[text] += count
    return total
