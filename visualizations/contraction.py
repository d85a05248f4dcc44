"""A scene without the nodes that stand between people and what they did: roles, studies, projects.

What a role, a course of study or a project says moves to the link between the person and the
employer, school or skill, with all of its evidence. Readers look for people and places; a node for
each job doubles a drawing and says no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ..graph.model import Edge, Node, Value, edge_id, merged_evidence
from ..graph.months import first_month, last_month
from .words import now_as_of

ENTRY_KINDS: Final = frozenset({"Role", "Education", "Project"})
"""What stands between a person and the rest."""

_OWNED: Final = frozenset({"HELD", "STUDIED", "BUILT"})
_NAMED: Final = frozenset({"Degree", "Field"})
# A link of facts is drawn as the derived one, which sums up the same.
_SUMMED: Final = {"AT": "WORKED_AT", "USED": "HAS_SKILL", "FROM": "STUDIED"}
_MERGED: Final = {"CLAIMS": "HAS_SKILL"}


class Contracted(NamedTuple):
    """Nodes and edges, and where to look for each node that left: its person and its places."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    became: Mapping[str, tuple[str, ...]]


@dataclass
class _Entry:
    """A role, study or project with the links from it."""

    node: Node
    owner: Edge
    further: list[Edge] = field(default_factory=list)

    def ends(self, type: str, nodes: Mapping[str, Node]) -> list[Node]:
        return [nodes[one.target] for one in self.further if one.type == type]


@dataclass
class _Link:
    """What becomes one link: those that are there already, and the entries that say it."""

    type: str
    source: str
    target: str
    stated: list[Edge] = field(default_factory=list)
    said: list[Edge] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def contracted(
    nodes: Iterable[Node], edges: Iterable[Edge], keep: Collection[str] = ()
) -> Contracted:
    """Return a scene without entries, but for those to keep.

    Degrees and fields of study go with their entry where this names a school, unless they are to
    be kept: the link to the school says them.
    """
    by_id = {node.id: node for node in nodes}
    inner = [edge for edge in edges if edge.source in by_id and edge.target in by_id]
    entries = _entries(by_id, inner, frozenset(keep))
    links, rest = _links(by_id, inner, entries, frozenset(keep))
    made = [_drawn(link, by_id) for link in links]
    kept = [*rest, *made]
    linked = {edge.target for edge in kept if by_id[edge.source].kind == "Person"}
    named = (one.target for entry in entries.values() for one in entry.further)
    lost = {id for id in named if by_id[id].kind in _NAMED}.difference(keep, linked)
    left = tuple(node for id, node in by_id.items() if id not in entries and id not in lost)
    ends = {node.id for node in left}
    return Contracted(
        left,
        tuple(edge for edge in kept if edge.source in ends and edge.target in ends),
        {id: _instead(entry, ends) for id, entry in entries.items()},
    )


def _entries(
    nodes: Mapping[str, Node], edges: Sequence[Edge], keep: frozenset[str]
) -> dict[str, _Entry]:
    owned = [
        edge
        for edge in edges
        if edge.type in _OWNED
        and nodes[edge.target].kind in ENTRY_KINDS
        and edge.target not in keep
    ]
    owners = Counter(edge.target for edge in owned)
    # What is several people's stays: it is what joins them.
    entries = {
        edge.target: _Entry(nodes[edge.target], edge) for edge in owned if owners[edge.target] == 1
    }
    for edge in edges:
        if edge.source in entries:
            entries[edge.source].further.append(edge)
    return entries


def _links(
    nodes: Mapping[str, Node],
    edges: Sequence[Edge],
    entries: Mapping[str, _Entry],
    keep: frozenset[str],
) -> tuple[list[_Link], list[Edge]]:
    """Return the links that sum up others, and the edges that stay as they are."""
    links: dict[tuple[str, str, str], _Link] = {}
    rest: list[Edge] = []

    def link(type: str, source: str, target: str) -> _Link:
        return links.setdefault((type, source, target), _Link(type, source, target))

    for entry in entries.values():
        for edge in entry.further:
            type = _type_of(edge, entry, nodes, keep)
            if type and edge.target not in entries:
                one = link(type, entry.owner.source, edge.target)
                one.said.append(edge)
                one.entries.append(entry)
    for edge in edges:
        if edge.source in entries or edge.target in entries:
            continue
        type = _MERGED.get(edge.type, edge.type)
        same = links.get((type, edge.source, edge.target))
        if same is None and type != "HAS_SKILL":
            rest.append(edge)
        else:
            link(type, edge.source, edge.target).stated.append(edge)
    return list(links.values()), rest


def _type_of(
    edge: Edge, entry: _Entry, nodes: Mapping[str, Node], keep: frozenset[str]
) -> str | None:
    if nodes[edge.target].kind not in _NAMED:
        return _SUMMED.get(edge.type)
    named_by_school = any(one.type == "FROM" for one in entry.further)
    return None if named_by_school and edge.target not in keep else "STUDIED"


def _drawn(link: _Link, nodes: Mapping[str, Node]) -> Edge:
    """Return the one edge of a link, with what its entries say and all the evidence."""
    if len(link.stated) == 1 and not link.entries:
        return link.stated[0]
    # The derived edge has the months; what is only listed has nothing to add to it.
    base = next((one for one in link.stated if one.type == link.type), None)
    own = [*(one for entry in link.entries for one in _owned_evidence(link, entry)), *link.said]
    properties: dict[str, Any] = dict(base.properties) if base else _dates(link.entries)
    # Of a single entry the dates are those of the link.
    dated = len(link.entries) > 1
    latest = sorted(link.entries, key=_latest_first)
    texts = (_told(entry, link, nodes, dated) for entry in latest)
    told = list(dict.fromkeys(text for text in texts if text))
    if told:
        properties[_LISTS[link.type]] = told
    id = base.id if base else edge_id(link.type, link.source, link.target)
    evidence = merged_evidence([*link.stated, *own])
    return Edge(id, link.type, link.source, link.target, properties, evidence)


def _owned_evidence(link: _Link, entry: _Entry) -> Iterator[Edge]:
    """Give the edges of an entry that speak of the link: the title, and what was studied."""
    if link.type == "WORKED_AT":
        yield entry.owner
    if link.type == "STUDIED":
        # The edge to the entry cites all its lines, those to degree and field the words meant.
        named = [one for one in entry.further if one.type in {"OF", "IN"}]
        yield from named or [entry.owner]


_LISTS: Final = {"WORKED_AT": "roles", "STUDIED": "studies", "HAS_SKILL": "used_in"}


def _latest_first(entry: _Entry) -> tuple[bool, int, str]:
    own = entry.node.properties
    known = own.get("end") or own.get("start")
    return not own.get("current"), -last_month(str(known)) if known else 0, entry.node.id


def _told(entry: _Entry, link: _Link, nodes: Mapping[str, Node], dated: bool) -> str:
    """Return an entry in words, as a link says it."""
    if link.type == "WORKED_AT":
        return _dated(entry.node.name or "", entry.node, dated)
    if link.type == "STUDIED":
        place = [] if link.said[0].type == "FROM" else _names(entry.ends("FROM", nodes))
        said = ", ".join(filter(None, [study_of(entry.node, entry.further, nodes), *place]))
        return _dated(said, entry.node, dated)
    places = _names(entry.ends("AT", nodes))
    return " at ".join(filter(None, [entry.node.name or "", ", ".join(places)]))


def study_of(node: Node, further: Iterable[Edge], nodes: Mapping[str, Node]) -> str:
    """Return what was studied: as the document says it, else by the names of degree and field."""
    ends = {one.type: nodes[one.target] for one in further if one.type in {"OF", "IN"}}
    own = [node.properties.get("study_type"), node.properties.get("area")]
    named = [ends[type].name if type in ends else None for type in ("OF", "IN")]
    degree, area = (str(one or other or "") for one, other in zip(own, named, strict=True))
    return " in ".join(filter(None, (degree, area))) or (node.name or "")


def _dated(said: str, node: Node, dated: bool) -> str:
    when = period(node.properties) if dated else ""
    return f"{said} ({when})" if said and when else said or when


def period(properties: Mapping[str, Any]) -> str:
    """Return when something was, as precisely as it is known; empty where it is not."""
    start, end = properties.get("start"), properties.get("end")
    end = now_as_of(properties) if properties.get("current") else end
    if start and end and start != end:
        return f"{start} – {end}"
    return str(start or end or "")


def _names(nodes: Iterable[Node]) -> list[str]:
    return [node.name for node in nodes if node.name]


def _dates(entries: Sequence[_Entry]) -> dict[str, Value]:
    """Return the first and the last date of some entries."""
    own = [entry.node.properties for entry in entries]
    starts = [str(one["start"]) for one in own if one.get("start")]
    ends = [str(one["end"]) for one in own if one.get("end")]
    out: dict[str, Value] = {}
    if starts:
        out["start"] = min(starts, key=first_month)
    if ends:
        out["end"] = max(ends, key=last_month)
    return out | ({"current": True} if any(one.get("current") for one in own) else {})


def _instead(entry: _Entry, ends: Collection[str]) -> tuple[str, ...]:
    wanted = (entry.owner.source, *(one.target for one in entry.further))
    return tuple(dict.fromkeys(id for id in wanted if id in ends))
