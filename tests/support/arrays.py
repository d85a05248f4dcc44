"""A population of arrays out of any reader: as a store packs it, without a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from commonground.graph.arrays.population import Population
from commonground.graph.arrays.reader import ArrayReader
from commonground.graph.arrays.records import Record, record_of
from commonground.graph.arrays.segment import segment_of
from commonground.graph.model import Edge, Node
from commonground.graph.reader import ENTRY_TYPES, Reader
from commonground.graph.ties import Stint, Tie
from commonground.loaders.document import Document
from commonground.ontology.ontology import Ontology


def coded(reader: Reader) -> dict[str, int]:
    """Return a code for every node that people are tied to or work at, but projects."""
    nodes = {tie.node for tie in reader.ties() if tie.kind != "Project"}
    nodes |= {stint.employer for stint in reader.stints() if stint.employer}
    return {id: code for code, id in enumerate(sorted(nodes))}


def records_of(
    reader: Reader, codes: dict[str, int], people: Collection[str] | None = None
) -> list[Record]:
    """Return the rows of people: of all, unless some are named."""
    ties: defaultdict[str, list[Tie]] = defaultdict(list)
    stints: defaultdict[str, list[Stint]] = defaultdict(list)
    for tie in reader.ties(people=people):
        ties[tie.person].append(tie)
    for stint in reader.stints(people=people):
        stints[stint.person].append(stint)
    whose = reader.everyone() if people is None else sorted(people)
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for edge in reader.facts(whose):
        if edge.type in ENTRY_TYPES:
            owned[edge.source].append(edge.target)
    return [record_of(id, ties[id], stints[id], owned[id], codes) for id in whose]


def population_of(reader: Reader) -> tuple[Population, dict[str, int]]:
    """Return everybody as one segment, and the code of each node."""
    codes = coded(reader)
    return Population([segment_of(records_of(reader, codes))]), codes


class OverArrays(ArrayReader):
    """Reads arrays where an ``ArrayReader`` does, and another reader for the primitives.

    ``changed`` people stand in a second segment, as those do who changed since the first was made.
    """

    def __init__(self, reader: Reader, changed: Collection[str] = ()) -> None:
        self._inner = reader
        self._codes = coded(reader)
        base = segment_of(records_of(reader, self._codes))
        newer = [segment_of(records_of(reader, self._codes, changed))] if changed else []
        self._population = Population([base, *newer])

    @property
    def arrays(self) -> Population:
        return self._population

    def codes(self, ids: Collection[str]) -> Mapping[str, int]:
        return {id: self._codes[id] for id in ids if id in self._codes}

    def coded(self, codes: Collection[int]) -> Mapping[int, str]:
        names = {code: id for id, code in self._codes.items()}
        return {code: names[code] for code in codes}

    @property
    def ontology(self) -> Ontology:
        return self._inner.ontology

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        return self._inner.nodes(ids)

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        return self._inner.nodes_of(kinds)

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        return self._inner.edges(ids)

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        return self._inner.ties(people=people, nodes=nodes)

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        return self._inner.stints(people=people, employers=employers)

    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        return self._inner.facts(people)

    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        return self._inner.documents(keys)
