"""What the graph holds, in counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ..ontology.folding import fold
from ..ontology.ontology import Ontology
from .facts.projection import Projection
from .identity.marks import files
from .ledger import Ledger, LeftOut, Unknown


@dataclass(frozen=True, slots=True)
class UnknownCount:
    """A listed term that no concept covers: in how many documents it stands, and how often."""

    term: str
    documents: int
    mentions: int
    reason: str


@dataclass(frozen=True)
class Info:
    """Counts of one graph.

    ``nodes`` and ``edges`` count facts and derived edges by kind and type, ``concepts`` those that
    somebody has by kind, ``ontology`` all that there are; ``unread`` are (key, reason);
    ``left_out`` says how many items of which lists of a document are beyond the caps of
    ``loaders.caps``, by its key; ``damaged`` are the keys of those that cannot be read back.
    """

    documents: int
    people: int
    nodes: dict[str, int] = field(default_factory=dict)
    edges: dict[str, int] = field(default_factory=dict)
    concepts: dict[str, int] = field(default_factory=dict)
    ontology: int = 0
    unknown: tuple[UnknownCount, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    left_out: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    decisions: int = 0
    corrections: int = 0
    forgotten: int = 0
    damaged: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        unread = [{"key": key, "reason": reason} for key, reason in self.unread]
        plain = asdict(self) | {"unknown": [asdict(one) for one in self.unknown], "unread": unread}
        # Hardly a graph has such documents: the others say nothing of them.
        rare = {"corrections", "damaged", "left_out"}
        return {k: v for k, v in plain.items() if v or k not in rare}


@dataclass(frozen=True, slots=True)
class Counts:
    """Nodes by kind, edges by type, and the ids of everything that an edge leads to."""

    nodes: Counter[str]
    edges: Counter[str]
    targets: frozenset[str]


def counts(projection: Projection) -> Counts:
    """Count a projection."""
    return Counts(
        Counter(node.kind for node in projection.nodes.values()),
        Counter(edge.type for edge in projection.edges.values()),
        frozenset(edge.target for edge in projection.edges.values()),
    )


def info(ledger: Ledger, counted: Counts, ontology: Ontology, damaged: Sequence[str]) -> Info:
    """Say what a graph holds."""
    # Edges may lead to concepts that this ontology lacks: they are no concepts of it.
    had = counted.targets & ontology.concepts.keys()
    return Info(
        documents=ledger.size(),
        people=counted.nodes["Person"],
        nodes=dict(sorted(counted.nodes.items())),
        edges=dict(sorted(counted.edges.items())),
        concepts=dict(sorted(Counter(ontology.concepts[id].kind for id in had).items())),
        ontology=len(ontology.concepts),
        unknown=_unknown(ledger.unknown()),
        unread=tuple((file.key, file.reason) for file in ledger.unread()),
        left_out=_left_out(ledger.left_out()),
        decisions=len(ledger.decisions()),
        corrections=len(ledger.corrections()),
        forgotten=files(ledger.forgotten()),
        damaged=tuple(damaged),
    )


def _left_out(stated: Iterable[LeftOut]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in stated:
        found.setdefault(one.document, {})[one.what] = one.items
    return found


def _unknown(stated: Iterable[Unknown]) -> tuple[UnknownCount, ...]:
    """Count unknown terms over all documents, spellings together, the most frequent first."""
    found: defaultdict[str, list[Unknown]] = defaultdict(list)
    for one in stated:
        found[fold(one.term)].append(one)
    terms = [_one(mentions) for mentions in found.values()]
    return tuple(sorted(terms, key=lambda one: (-one.documents, -one.mentions, one.term)))


def _one(mentions: list[Unknown]) -> UnknownCount:
    spellings = Counter(one.term for one in mentions)
    # The commonest spelling stands for all, the first by alphabet where several are.
    term = min(spellings, key=lambda text: (-spellings[text], text))
    documents = {one.document for one in mentions}
    reason = min(one.reason for one in mentions)
    return UnknownCount(term, len(documents), len(mentions), reason)
