"""What the graph holds, in counts."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from ..ontology.folding import fold
from ..ontology.ontology import Ontology
from .projection import Projection


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A listed term that no concept covers: in how many documents it stands, and how often."""

    term: str
    documents: int
    mentions: int
    reason: str


@dataclass(frozen=True)
class Info:
    """Counts of one graph.

    ``nodes`` and ``edges`` count facts and derived edges by kind and type, ``concepts`` those that
    somebody has by kind, ``ontology`` all that there are; ``unread`` are (key, reason).
    """

    documents: int
    people: int
    nodes: dict[str, int] = field(default_factory=dict)
    edges: dict[str, int] = field(default_factory=dict)
    concepts: dict[str, int] = field(default_factory=dict)
    ontology: int = 0
    unknown: tuple[UnknownTerm, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    decisions: int = 0
    forgotten: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        unread = [{"key": key, "reason": reason} for key, reason in self.unread]
        return asdict(self) | {"unknown": [asdict(one) for one in self.unknown], "unread": unread}


def info(db: sqlite3.Connection, projection: Projection, ontology: Ontology) -> Info:
    """Count what a graph holds."""
    nodes = Counter(node.kind for node in projection.nodes.values())
    edges = Counter(edge.type for edge in projection.edges.values())
    had = {edge.target for edge in projection.edges.values()} & ontology.concepts.keys()
    return Info(
        documents=_count(db, "documents"),
        people=nodes["Person"],
        nodes=dict(sorted(nodes.items())),
        edges=dict(sorted(edges.items())),
        concepts=dict(sorted(Counter(ontology.concepts[id].kind for id in had).items())),
        ontology=len(ontology.concepts),
        unknown=_unknown(db),
        unread=tuple(db.execute("SELECT key, reason FROM unread ORDER BY key")),
        decisions=_count(db, "decisions"),
        forgotten=_count(db, "forgotten"),
    )


def _count(db: sqlite3.Connection, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def _unknown(db: sqlite3.Connection) -> tuple[UnknownTerm, ...]:
    """Count unknown terms over all documents, spellings together, the most frequent first."""
    rows = db.execute(
        """SELECT d.id, u.value ->> 'term', u.value ->> 'reason' FROM documents d,
           json_each(d.resume, '$.meta.commonground.unknown') u ORDER BY d.key, u.key"""
    )
    found: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in rows:
        found[fold(row[1])].append(row)
    terms = [_one(mentions) for mentions in found.values()]
    return tuple(sorted(terms, key=lambda one: (-one.documents, -one.mentions, one.term)))


def _one(mentions: list[tuple[int, str, str]]) -> UnknownTerm:
    spellings = Counter(term for _, term, _ in mentions)
    term = min(spellings, key=lambda text: (-spellings[text], text))
    documents = {id for id, _, _ in mentions}
    return UnknownTerm(term, len(documents), len(mentions), min(why for _, _, why in mentions))
