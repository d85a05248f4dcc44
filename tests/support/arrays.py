"""A population of arrays out of any reader: as a store packs it, without a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from commonground.graph.arrays.population import Population
from commonground.graph.arrays.reader import ArrayReader
from commonground.graph.arrays.records import Record, number_of, person_id, record_of
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


_FORGOTTEN = 2**63
"""The number in the id of somebody whom no reader knows."""


def _before(record: Record, newer: Sequence[Record], other: Record) -> Record:
    """Return the rows of who changed as they may have been: another person's."""
    return other._replace(id=record.id, owned=b"") if record in newer else record


class OverArrays(ArrayReader):
    """Reads arrays where an ``ArrayReader`` does, and another reader for the primitives.

    ``changed`` people stand in a second segment, as those do who changed since the first was made,
    where they have what somebody else has; and one who is there as well was forgotten since. Where
    ``before`` is given the first was made of that: who was there and is no longer is gone.
    """

    def __init__(
        self, reader: Reader, changed: Collection[str] = (), before: Reader | None = None
    ) -> None:
        self._inner = reader
        first = before or reader
        nodes = {**coded(first), **coded(reader)}
        self._codes = {id: code for code, id in enumerate(sorted(nodes))}
        now = records_of(reader, self._codes)
        newer = records_of(reader, self._codes, changed) if changed else []
        if before is not None:
            base = records_of(before, self._codes)
            gone = {*before.everyone()}.difference(reader.everyone())
        else:
            base, gone = now, set[str]()
            if changed:
                base = [_before(one, newer, now[at - 1]) for at, one in enumerate(now)]
                base.append(now[0]._replace(id=_FORGOTTEN, owned=b""))
                gone = {person_id(_FORGOTTEN)}
        segments = [segment_of(base), *([segment_of(newer)] if newer else [])]
        self._population = Population(segments, [number_of(id) or 0 for id in gone])

    @property
    def arrays(self) -> Population:
        return self._population

    def codes(self, ids: Collection[str]) -> Mapping[str, int]:
        return {id: self._codes[id] for id in ids if id in self._codes}

    def coded(self, codes: Collection[int]) -> Mapping[int, str]:
        names = {code: id for id, code in self._codes.items()}
        return {code: names[code] for code in codes}

    def ordered(self) -> Iterator[tuple[str, int]]:
        return iter(sorted(self._codes.items()))

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
