"""Ties with the lines behind them, and the part of the graph that shows an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..graph.model import Edge, Evidence, Node
from ..graph.reader import Reader
from ..graph.ties import Stint, Tie


class CitedEdges:
    """The edges and evidence of many ties, fetched in two calls."""

    def __init__(self, reader: Reader, ties: Iterable[Tie | Stint]) -> None:
        self.edges: dict[str, Edge] = reader.edges_behind(ties)
        references = (ref for edge in self.edges.values() for ref in edge.evidence)
        self._cited = reader.cite(references)
        self._of: dict[tuple[str, ...], tuple[Evidence, ...]] = {}

    def of(self, *ties: Tie | Stint) -> tuple[Evidence, ...]:
        """Return the distinct evidence of some ties, by document and place."""
        if len(ties) == 1:
            return self._of_one(ties[0])
        references = {ref for tie in ties for ref in self._references(tie)}
        return in_order(self._cited[ref] for ref in references)

    def _of_one(self, tie: Tie | Stint) -> tuple[Evidence, ...]:
        """Return the evidence of a tie; that of one person stands in many rows."""
        if tie.edges not in self._of:
            self._of[tie.edges] = in_order(self._cited[ref] for ref in self._references(tie))
        return self._of[tie.edges]

    def cited(self, references: Iterable[str]) -> tuple[Evidence, ...]:
        """Return what is cited of some references, in their order; what is not is left out."""
        return tuple(self._cited[ref] for ref in references if ref in self._cited)

    def _references(self, tie: Tie | Stint) -> set[str]:
        """Of a degree or field of study, the lines that name it rather than the whole entry."""
        edges = [self.edges[id] for id in tie.edges if id in self.edges]
        # The STUDIED edge cites the whole entry, three lines or more; the OF or IN edge the words
        # meant.
        if isinstance(tie, Tie) and tie.kind in {"Degree", "Field"}:
            naming = {ref for edge in edges if edge.type != "STUDIED" for ref in edge.evidence}
            if naming:
                return naming
        return {ref for edge in edges for ref in edge.evidence}

    def edges_of(self, *ties: Tie | Stint) -> list[Edge]:
        """Return the edges behind some ties."""
        return [self.edges[id] for tie in ties for id in tie.edges if id in self.edges]


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetition, by document and place."""
    return tuple(sorted(set(evidence), key=_order))


def _order(one: Evidence) -> tuple[str, int, int, int]:
    return one.source, one.start, one.end, one.corrected.number if one.corrected else 0


def each_document_first(lines: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Put the first line of each document before the second of any: few are shown at first."""
    seen: Counter[str] = Counter()
    ranked = []
    for item in lines:
        ranked.append((seen[item.source], item))
        seen[item.source] += 1
    return tuple(item for _, item in sorted(ranked, key=lambda pair: pair[0]))


def sources(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the keys of the documents that are cited, sorted."""
    return tuple(sorted({one.source for one in evidence}))


def documents_of(person: Node) -> tuple[str, ...]:
    """Return the keys of the documents that speak of a person."""
    documents = person.properties.get("documents")
    return tuple(map(str, documents)) if isinstance(documents, list) else ()


def scene(
    reader: Reader, ids: Iterable[str], edges: Iterable[Edge]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the nodes that are named or lie at an end of an edge, and the edges, each once."""
    # An edge may stand behind several ties, and a picture draws it once.
    links = {edge.id: edge for edge in edges}
    ends = (end for edge in links.values() for end in (edge.source, edge.target))
    return tuple(reader.nodes(dict.fromkeys((*ids, *ends))).values()), tuple(links.values())
