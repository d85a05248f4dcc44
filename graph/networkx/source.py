"""Where a lazy graph reads: the edges of a few nodes at a time, or the ends of all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from ..concepts import relation_edge
from ..facts.flat import flat
from ..facts.projection import uncollected
from ..model import DERIVED_TYPES, EDGE_TYPES, Edge, edge_id
from ..reader import ENTRY_TYPES, Reader
from .attributes import Attributes, edge_values, of_edge, of_node
from .ends import Ends

T = TypeVar("T")

Moment: TypeAlias = "Callable[[Callable[[], Any]], Any]"
"""Returns what a function returns that reads the graph as it was when the view was made."""

BATCH: Final = 256
"""People who are read at once."""

_KEPT: Final = 2 * BATCH
"""People whose edges are held: a graph is mostly walked along one person, then the next."""

_TYPES: Final = tuple(sorted(EDGE_TYPES))
_NUMBER_OF: Final = {type: number for number, type in enumerate(_TYPES)}
_OWNED: Final = frozenset({"role", "education", "project"})
"""What the ids of nodes begin with that are one person's alone."""

_PERSON: Final = "person"
_ORGANISATIONS: Final = ("Employer", "School")

OF_RELATIONS: Final = frozenset({"weight", "reverse", "decay"})
"""Attributes that relations between concepts have, and no edge of a person."""

_Edges: TypeAlias = "Mapping[str, Sequence[Edge]]"


class Link(NamedTuple):
    """One edge as NetworkX tells it."""

    source: Any
    target: Any
    key: Any
    attributes: Attributes


class Source(ABC):
    """A directed graph with parallel edges that does not change."""

    @abstractmethod
    def nodes(self, ids: Iterable[Hashable]) -> Mapping[Any, Attributes]:
        """Return the attributes of those of some nodes that there are."""

    @abstractmethod
    def edges_from(self, id: Hashable) -> Sequence[Link]:
        """Return the edges that leave a node."""

    @abstractmethod
    def edges_to(self, id: Hashable) -> Sequence[Link]:
        """Return the edges that lead to a node."""

    @abstractmethod
    def ends(self) -> Ends:
        """Return all nodes, and the ends of all edges: the whole graph is read once for it."""

    @abstractmethod
    def values(self, name: str, ends: Ends) -> list[Any]:
        """Return an attribute of every edge in the order of the ends; 1 where one has it not."""

    def expect(self, ids: Sequence[Hashable]) -> None:
        """Be told which nodes will be asked for next, one after the other."""
        return None


class ReaderSource(Source):
    """Reads a graph's people with their facts, and the ontology around them."""

    def __init__(self, reader: Reader, moment: Moment) -> None:
        self._reader = reader
        self._moment = moment
        self._people: dict[str, _Edges] = {}
        self._owner: dict[str, str] = {}

    def nodes(self, ids: Iterable[Hashable]) -> Mapping[Any, Attributes]:
        """Return the attributes of those of some nodes that there are."""
        wanted = [id for id in ids if isinstance(id, str)]
        if not wanted:
            return {}
        found = self._moment(lambda: self._reader.nodes(wanted))
        return {id: of_node(node) for id, node in found.items()}

    def edges_from(self, id: Hashable) -> Sequence[Link]:
        """Return the edges that leave a node: of people, their things, and concepts."""
        return [] if not isinstance(id, str) else list(map(_link, self._leaving(id)))

    def edges_to(self, id: Hashable) -> Sequence[Link]:
        """Return the edges that lead to a node; to read those of what many have takes its time."""
        return [] if not isinstance(id, str) else list(map(_link, self._arriving(id)))

    def ends(self) -> Ends:
        """Return concepts, organisations, then each person and what is theirs alone."""
        with uncollected():
            return self._moment(self._ends)  # type: ignore[no-any-return]

    def values(self, name: str, ends: Ends) -> list[Any]:
        """Return an attribute of every edge in the order of the ends; 1 where one has it not."""
        with uncollected():
            return self._moment(lambda: self._values(name, ends))  # type: ignore[no-any-return]

    def expect(self, ids: Sequence[Hashable]) -> None:
        """Read the people among some nodes at once."""
        self._keep([id for id in ids if isinstance(id, str) and id.startswith(f"{_PERSON}:")])

    def _leaving(self, id: str) -> Sequence[Edge]:
        owner = self._owner_of(id)
        if owner is None:
            return self._relations_from.get(id, ())
        self._keep([owner])
        return self._people[owner].get(id, ())

    def _arriving(self, id: str) -> Sequence[Edge]:
        owner = self._owner_of(id)
        if owner == id:
            return ()
        if owner is not None:
            return [edge for edge in self._leaving(owner) if edge.target == id]
        return [*self._relations_to.get(id, ()), *self._moment(lambda: self._stated(id))]

    def _stated(self, id: str) -> list[Edge]:
        """Return the edges of people, and of what is theirs, to a concept or organisation."""
        people = sorted({tie.person for tie in self._reader.ties(nodes=[id])})
        every = (edge for batch in _batches(people) for edge in self._edges_of(batch))
        return [edge for edge in every if edge.target == id]

    def _owner_of(self, id: str) -> str | None:
        """Return whose a node is: a person is their own, what many share is nobody's."""
        if id in self._owner:
            return self._owner[id]
        kind = id.partition(":")[0]
        if kind == _PERSON:
            return id if self.nodes([id]) else None
        return self._moment(lambda: self._reader.owners([id]).get(id)) if kind in _OWNED else None

    def _keep(self, people: Sequence[str]) -> None:
        """Hold the edges of some people, and of no more than some before them."""
        missing = [id for id in people if id not in self._people]
        for batch in _batches(missing):
            for person, edges in self._moment(partial(self._by_person, batch)).items():
                self._people[person] = edges
                self._owner |= dict.fromkeys((person, *_owned(edges.get(person, ()))), person)
        while len(self._people) > max(_KEPT, len(people)):
            oldest = next(iter(self._people))
            edges = self._people.pop(oldest)
            for id in (oldest, *_owned(edges.get(oldest, ()))):
                self._owner.pop(id, None)

    def _by_person(self, people: Sequence[str]) -> dict[str, _Edges]:
        """Return the edges of some people by person and by what they leave."""
        edges = self._edges_of(people)
        owner = {edge.target: edge.source for edge in edges if edge.type in ENTRY_TYPES}
        found: dict[str, defaultdict[str, list[Edge]]] = {id: defaultdict(list) for id in people}
        for edge in edges:
            found[owner.get(edge.source, edge.source)][edge.source].append(edge)
        return {person: dict(edges) for person, edges in found.items()}

    def _edges_of(self, people: Collection[str]) -> list[Edge]:
        """Return the facts and derived edges of some people."""
        ties = self._reader.ties(people=people)
        derived = self._reader.edges_behind(tie for tie in ties if tie.type in DERIVED_TYPES)
        return [*self._reader.facts(people), *derived.values()]

    def _ends(self) -> Ends:
        concepts: Iterable[str] = sorted(self._reader.ontology.concepts)
        shared = (node.id for node in self._reader.nodes_of(_ORGANISATIONS))
        number = {id: at for at, id in enumerate((*concepts, *shared))}
        columns = array("i"), array("i"), array("i")
        for type, source, target in self._every_end():
            row = (number.setdefault(id, len(number)) for id in (source, target))
            for column, value in zip(columns, (*row, _NUMBER_OF[type]), strict=True):
                column.append(value)
        for person in self._reader.everyone():  # who has no edge at all is there too
            number.setdefault(person, len(number))
        ids = list(number)
        return Ends.of(ids, *columns, lambda a, b, type: edge_id(_TYPES[type], ids[a], ids[b]))

    def _every_end(self) -> Iterator[tuple[str, str, str]]:
        """Give type, source and target of all edges, those of one person together."""
        for relation in self._reader.ontology.relations:
            yield relation.type, relation.source, relation.target
        for people in _batches(self._reader.everyone()):
            facts, ties = self._reader.facts(people), self._reader.ties(people=people)
            owner = {edge.target: edge.source for edge in facts if edge.type in ENTRY_TYPES}
            found: dict[str, list[tuple[str, str, str]]] = {id: [] for id in people}
            for edge in facts:
                row = edge.type, edge.source, edge.target
                found[owner.get(edge.source, edge.source)].append(row)
            for tie in ties:
                if tie.type in DERIVED_TYPES:
                    found[tie.person].append((tie.type, tie.person, tie.node))
            for rows in found.values():
                yield from rows

    def _values(self, name: str, ends: Ends) -> list[Any]:
        told = list(self._told(name))
        found: list[Any] = [1] * ends.size
        places = ends.places([(a, b, _NUMBER_OF[type]) for type, a, b, _ in told])
        for at, (*_, value) in zip(places, told, strict=True):
            found[at] = value
        return found

    def _told(self, name: str) -> Iterator[tuple[str, str, str, Any]]:
        """Give type, source, target and the attribute of the edges that have it."""
        relations = self._reader.ontology.relations
        if name in OF_RELATIONS:
            yield from ((r.type, r.source, r.target, getattr(r, name)) for r in relations)
            return
        people = _batches(self._reader.everyone())
        stated = (edge for batch in people for edge in self._edges_of(batch))
        for edge in chain(map(relation_edge, relations), stated):
            said = edge_values(edge)
            if name in said:
                yield edge.type, edge.source, edge.target, flat({name: said[name]})[name]

    @cached_property
    def _relations_from(self) -> _Edges:
        return self._relations("source")

    @cached_property
    def _relations_to(self) -> _Edges:
        return self._relations("target")

    def _relations(self, end: str) -> _Edges:
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in map(relation_edge, self._reader.ontology.relations):
            found[getattr(edge, end)].append(edge)
        return found


def _link(edge: Edge) -> Link:
    return Link(edge.source, edge.target, edge.id, of_edge(edge))


def _owned(edges: Iterable[Edge]) -> Iterator[str]:
    return (edge.target for edge in edges if edge.type in ENTRY_TYPES)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
