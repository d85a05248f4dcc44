"""The communities of a graph as a map, and the people of one of them with what they know.

They are those of the question ``communities``: the same members under the same names, wherever
somebody looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from ..errors import NotFound, quoted
from ..graph.model import Edge, Node, Value, edge_id
from ..graph.reader import Reader
from ..ontology.kinds import SKILL_KINDS
from ..queries.answer import Answer
from ..queries.communities.communities import Communities, CommunityRow
from ..queries.measures.weights import informations
from .listing import Listing, listings
from .nearest import within
from .scene import LIMIT, Scene

MOST: Final = 40
"""Communities of a map."""
PREFIX: Final = "community:"
_ENOUGH: Final = 2
"""Concepts of a community by which somebody has a part in it: one says little."""
_NEAREST: Final = 3
"""Other communities to which each is linked, those it shares most with."""
_TOLD: Final = 6
_PEOPLE: Final = 100
_CONCEPTS: Final = 60


def scene_of_communities(reader: Reader, *, title: str | None, limit: int = LIMIT) -> Scene:
    """Return the communities as bubbles, with what sets each apart and what they share."""
    found = _Found(reader, Communities(limit=MOST).answer(reader))
    nodes = [*map(bubble, found.answer.rows), *found.concepts()]
    edges = [*found.telling(), *found.shared()]
    focus = tuple(row.id for row in found.answer.rows)
    kept, inner, left_out = within(nodes, edges, focus, limit)
    return Scene(
        title=title or "Who knows what",
        nodes=kept,
        edges=inner,
        rows=tuple(map(found.listing, listings(found.answer))),
        notes=tuple(note for note in found.answer.notes if "people are in none" in note),
        focus=tuple(id for id in focus if id in {node.id for node in kept}),
        left_out=left_out,
    )


def scene_of_community(reader: Reader, id: str) -> Scene:
    """Return the people of a community of the map with what several of them know.

    Raises:
        NotFound: there is no such community now: it may have been of an older state of the graph.
    """
    found = _Found(reader, Communities(limit=MOST).answer(reader))
    row = next((one for one in found.answer.rows if one.id == id), None)
    if row is None:
        raise NotFound(f"there is no community {quoted(id)} now: begin again from the start map")
    listing = next(one for one in listings(found.answer) if one.id == id)
    people = tuple(one.id or "" for one in listing.people[:_PEOPLE])
    edges = (*found.links_of(people), *(one for one in found.telling() if one.source == id))
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = (bubble(row), *reader.nodes(sorted({*people, *ends} - {id})).values())
    left_out = f"{_PEOPLE} of its {row.size:,} people are drawn" if row.size > _PEOPLE else ""
    return Scene(
        title=row.name or "",
        nodes=nodes,
        edges=edges,
        rows=(replace(listing, members=(id, *people)),),
        focus=(id, *people),
        left_out=left_out,
    )


def bubble(row: CommunityRow) -> Node:
    """Return a community as a node."""
    concepts = [str(one["name"]) for one in row.concepts]
    properties: dict[str, Value] = {"people": row.size, "concepts": concepts}
    return Node(row.id, "Community", row.name, properties)


@dataclass(frozen=True)
class _Found:
    """The communities of an answer, with what their people know."""

    reader: Reader
    answer: Answer[CommunityRow]

    def concepts(self) -> Iterable[Node]:
        """Return what sets the communities apart."""
        ids = (one["id"] for row in self.answer.rows for one in row.concepts)
        return self.reader.nodes(dict.fromkeys(ids)).values()

    def telling(self) -> Iterator[Edge]:
        """Link each community with what sets it apart."""
        for row in self.answer.rows:
            for one in row.concepts:
                own = edge_id("STANDS_OUT", row.id, one["id"])
                yield Edge(own, "STANDS_OUT", row.id, one["id"], {"people": one["people"]})

    def listing(self, own: Listing) -> Listing:
        """Return a row as it lights up the map, where no person is drawn."""
        row = next(one for one in self.answer.rows if one.id == own.id)
        return replace(own, members=(own.id, *(one["id"] for one in row.concepts)))

    def links_of(self, people: Sequence[str]) -> Iterable[Edge]:
        """Link people with what at least two of them know, the most usual first."""
        concepts = self.reader.ontology.concepts
        ties = [
            tie
            for tie in (self.reader.ties(people=set(people)) if people else ())
            if tie.type == "HAS_SKILL" and tie.node in concepts
        ]
        usual = Counter(tie.node for tie in ties)
        several = [id for id in usual if usual[id] > 1]
        kept = set(sorted(several, key=lambda id: (-usual[id], id))[:_CONCEPTS])
        return self.reader.edges_behind([tie for tie in ties if tie.node in kept]).values()

    def shared(self) -> Iterator[Edge]:
        """Link communities by the people who have a part in both, and by what both know."""
        links = [self._link(a, b) for a, b in combinations(range(len(self._rows)), 2)]
        links = sorted(filter(_says, links), key=_strongest)
        kept: Counter[str] = Counter()
        for edge in links:
            ends = edge.source, edge.target
            if min(kept[end] for end in ends) < _NEAREST:
                kept.update(ends)
                yield edge

    def _link(self, a: int, b: int) -> Edge:
        """Return who has concepts of two communities, and what people of both know."""
        counts = self._counts[a], self._counts[b]
        common = [id for id in counts[0] if min(counts[0][id], counts[1].get(id, 0)) > 1]
        worth = informations(self.reader, common) if common else {}
        least = {id: min(counts[0][id], counts[1][id]) for id in common}
        telling = sorted(common, key=lambda id: (-least[id] * worth[id], id))[:_TOLD]
        concepts = self.reader.ontology.concepts
        both = len(self._having[a] & self._having[b])
        said: dict[str, Value] = {"people_who_have_both": both} if both else {}
        if telling:
            said["in_common"] = [concepts[id].name for id in telling]
        one, other = self._rows[a].id, self._rows[b].id
        return Edge(edge_id("BETWEEN", one, other), "BETWEEN", one, other, said)

    @property
    def _rows(self) -> Sequence[CommunityRow]:
        return self.answer.rows

    @cached_property
    def _known(self) -> Mapping[str, set[str]]:
        """What each member of a community knows."""
        people = [one["id"] for row in self._rows for one in row.members]
        concepts = self.reader.ontology.concepts
        known = self.reader.neighbours(people) if people else {}
        return {
            who: {id for id in ids if id in concepts and concepts[id].kind in SKILL_KINDS}
            for who, ids in known.items()
        }

    @cached_property
    def _having(self) -> list[set[str]]:
        """Who knows at least two of the concepts that set each community apart."""
        apart = [{one["id"] for one in row.concepts} for row in self._rows]
        return [
            {who for who, ids in self._known.items() if len(ids & own) >= min(_ENOUGH, len(own))}
            if own
            else set()
            for own in apart
        ]

    @cached_property
    def _counts(self) -> list[Counter[str]]:
        """How many of each community know what."""
        return [
            Counter(id for one in row.members for id in self._known.get(one["id"], ()))
            for row in self._rows
        ]


def _says(link: Edge) -> bool:
    return bool(link.properties)


def _strongest(link: Edge) -> tuple[int, int, str]:
    people, common = link.properties.get("people_who_have_both"), link.properties.get("in_common")
    return (
        -people if isinstance(people, int) else 0,
        -len(common) if isinstance(common, list) else 0,
        link.id,
    )
