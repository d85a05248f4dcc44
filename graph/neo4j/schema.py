"""What a Neo4j database holds: labels, their keys, and the ontology's own part.

The projected graph has the labels, types and properties of ``graph.model``; every concept that
people can have carries the second label ``Skill``. Beside it the store keeps, unconnected to it:

``Document``     one a file: its key, path, hash, dates, mention, person, text and Resume (as JSON);
                 ``id`` is the key, or what an index can hold of one that is very long
``IdentityKey``  one a sure key of a document: ``key`` and ``mention``
``Naming``       one an organisation: how often documents state each name, spelling and alias;
                 ``ALSO`` leads to the organisations that have an alias for a name
``Decision``, ``Correction``, ``Unread``, ``Forgotten``   as the embedded graph's tables of these
                 names
``Graph``        one: generation, salt, the formats' versions, the ontology's version
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Final

from neo4j import ManagedTransaction

from ...errors import BackendUnreachable
from ...ontology.kinds import CONCEPT_KINDS, SKILL_KINDS
from ..model import FACT_KINDS
from .identifiers import identifier, with_names
from .session import Server, rows

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

VERSION: Final = 2
"""Counts up whenever what is kept, or how documents are projected, changes."""

LONGEST: Final = 1000
"""Characters of a text that an index holds; Neo4j's limit is some 8,000 bytes."""

BOOKKEEPING: Final = frozenset(
    "Document IdentityKey Naming Decision Correction Unread Forgotten Graph".split()
)

_KEYS: Final = (
    *((kind, "id") for kind in sorted(FACT_KINDS | CONCEPT_KINDS)),
    ("Skill", "id"),
    ("Document", "id"),
    ("Document", "mention"),
    ("Naming", "id"),
    ("Decision", "number"),
    ("Unread", "id"),
    ("Forgotten", "hash"),
    ("Graph", "id"),
)
_INDEXES: Final = (
    ("Document", "person"),
    ("IdentityKey", "key"),
    ("IdentityKey", "mention"),
)
_UNIQUE: Final = "CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
_INDEX: Final = "CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
_GRAPH: Final = "MATCH (g:Graph {id: 'graph'}) RETURN properties(g) AS graph"
_MAKE: Final = """
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.salt = $salt, g.generation = 0, g.decided = 0, g.schema = $schema
RETURN properties(g) AS graph"""
# An older version, which knows nothing of corrections, must not open what this one has written.
# Whoever sets a property holds the node until the transaction ends: the next writer waits here.
_LOCK: Final = f"""{_MAKE.partition("RETURN")[0]}
SET g.generation = g.generation + 1, g.schema = $schema
RETURN properties(g) AS graph"""
_HOLDS: Final = "MATCH (n) RETURN labels(n)[0] AS label LIMIT 1"


def prepare(server: Server, *, create: bool) -> None:
    """Check that a database holds our graph, or make it where that is allowed.

    Raises:
        BackendUnreachable: it holds none and none shall be made, it holds something else, or a
            newer commonground made it.
    """
    first = server.run(_GRAPH)  # by itself: who does not answer is not asked again and again
    found = dict(first[0]["graph"]) if first else {}
    if not found:
        if not create:
            raise BackendUnreachable(
                f"there is no graph at {server.address} yet: `commonground -g {server.address} load"
                " FOLDER` makes one (in Python: create=True)"
            )
        if server.read(_HOLDS):
            raise BackendUnreachable(
                f"the database at {server.address} holds something else: set NEO4J_DATABASE to an"
                " empty one"
            )
        found = _make(server)
    if found["schema"] > VERSION:
        raise BackendUnreachable(
            f"the graph at {server.address} was made by a newer commonground (format"
            f" {found['schema']}, this one reads {VERSION}): upgrade commonground"
        )


def bounded(text: str) -> str:
    """Return a text as an index holds it: one that is too long by its beginning and a hash."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST] + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def settings_of(server: Server) -> dict[str, Any]:
    """Return the properties of the one ``Graph`` node; none where there is no graph."""
    found = server.read(_GRAPH)
    return dict(found[0]["graph"]) if found else {}


def settings(tx: ManagedTransaction) -> dict[str, Any]:
    """Return the same, as a transaction sees it."""
    found = rows(tx, _GRAPH)
    return dict(found[0]["graph"]) if found else {}


def lock(tx: ManagedTransaction) -> dict[str, Any]:
    """Count the generation up, which lets one transaction write at a time; return the settings."""
    (row,) = rows(tx, _LOCK, _fresh())
    return dict(row["graph"])


def label_of(id: str, ontology: Ontology) -> str:
    """Return the label under which an id is unique and looked up."""
    concept = ontology.concepts.get(id)
    if concept is not None:
        return "Skill" if concept.kind in SKILL_KINDS else concept.kind
    prefix = id.partition(":")[0].capitalize()
    return prefix if prefix in FACT_KINDS or prefix in {"Degree", "Field"} else "Skill"


def labels(kind: str) -> str:
    """Return the labels of a node as Cypher writes them."""
    named = f":{identifier(kind)}"
    return f"{named}:Skill" if kind in SKILL_KINDS else named


def constraints() -> list[str]:
    """Return the statements that make all constraints and indexes, and wait for them."""
    made = [
        *(with_names(_UNIQUE, name=f"{of.lower()}_{key}", label=of, key=key) for of, key in _KEYS),
        *(
            with_names(_INDEX, name=f"{of.lower()}_by_{key}", label=of, key=key)
            for of, key in _INDEXES
        ),
    ]
    return [*made, "CALL db.awaitIndexes()"]


def _make(server: Server) -> dict[str, Any]:
    # A constraint is no part of a transaction with data, so each runs by itself; the one node that
    # says that this is our graph comes last, when everything that it promises is there.
    for statement in constraints():
        server.run(statement)

    def work(tx: ManagedTransaction) -> dict[str, Any]:
        (row,) = rows(tx, _MAKE, _fresh())
        return dict(row["graph"])

    return server.writing(work)


def _fresh() -> dict[str, Any]:
    return {"salt": secrets.token_hex(16), "schema": VERSION}
