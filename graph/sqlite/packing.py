"""What follows from each person's documents is packed in the transaction that writes these.

Triggers note who is stale; here their documents are projected anew. Nobody else is looked at, but
for those who worked or studied where an organisation turned out to be another one.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from ..facts.fragment import fragment_of
from ..facts.projection import project_people
from ..facts.tally import ORGANISATIONS
from ..model import DERIVED_TYPES, FACT_KINDS, FACT_TYPES, Fragment, Node
from ..names import NAMED
from ..packed.facts import Facts, kind_of
from ..put import storable
from .among import among
from .connection import crc, setting
from .ledger import INTACT
from .moments import SUMMED, begin_anew, is_of_this_version
from .organisations import Organisations, drop_entries, statements, write_entries

COUNTED: Final = (*sorted(FACT_KINDS), *sorted(FACT_TYPES | DERIVED_TYPES))
"""The kinds and types of which a person's row says how many they have, in this order."""

COLUMNS: Final = ("generation", *SUMMED, "checksum", "facts")
_GROUP: Final = 2_000
"""People who are packed at once: of a whole graph the facts of all would not fit."""


class _Source(NamedTuple):
    """A document of somebody who is stale; its fragment is None where it is damaged."""

    row: int
    key: str
    person: str
    fragment: Fragment | None


def pack(db: sqlite3.Connection) -> None:
    """Pack all who are stale; the caller holds the transaction, which will be one generation more.

    Complexity: O(documents of those people), and of those whose organisations became others.
    """
    generation = int(setting(db, "generation")) + 1
    if not is_of_this_version(db):
        begin_anew(db)
    if not _stale(db, 1) and not db.execute("SELECT 1 FROM unstated LIMIT 1").fetchone():
        return
    while people := _stale(db, _GROUP):
        sources = _sources(db, people)
        organisations = Organisations(db)
        said = statements(one.fragment for one in sources if one.fragment)
        organisations.restate({one.row: said.get(one.key, {}) for one in sources})
        # Whether two roles are one depends on where they were held: whoever was there is new too.
        rows = organisations.documents(organisations.moved) - {one.row for one in sources}
        others = {who for _, who in among(db, "SELECT id, person FROM documents", "id", rows)}
        more = _sources(db, others - set(people)) if others else []
        _pack(db, [*people, *sorted(others - set(people))], [*sources, *more], generation)


def _stale(db: sqlite3.Connection, most: int) -> list[str]:
    found = db.execute("SELECT person FROM stale ORDER BY person LIMIT ?", (most,))
    return [person for (person,) in found]


def _sources(db: sqlite3.Connection, people: Collection[str]) -> list[_Source]:
    from ...loaders.kept import kept_resume

    sources = []
    columns = f"SELECT id, key, mention, person, resume, {INTACT} FROM documents"
    for row, key, mention, person, resume, intact in among(db, columns, "person", people):
        try:
            fragment = fragment_of(kept_resume(resume), key, mention) if intact else None
        except ValueError:  # an older version wrote it: the next load reads its file anew
            fragment = None
        sources.append(_Source(row, key, person, fragment))
    return sources


def _pack(
    db: sqlite3.Connection, people: Collection[str], sources: Iterable[_Source], generation: int
) -> None:
    fragments: defaultdict[str, list[Fragment]] = defaultdict(list)
    damaged = []
    for one in sources:
        if one.fragment is None:
            damaged.append((one.key, one.person))
        else:
            fragments[one.person].append(one.fragment)
    named = {node.id for own in fragments.values() for one in own for node in one.nodes}
    shared = {id for id in named if id.partition(":")[0] in {"employer", "school"}}
    renamed = Organisations(db).renamed(shared)
    facts = {who: _facts(who, own, renamed) for who, own in fragments.items()}
    _drop(db, people, facts, generation)
    _write(db, facts, generation)
    db.executemany("DELETE FROM unpackable WHERE person = ?", [(who,) for who in people])
    db.executemany("INSERT OR REPLACE INTO unpackable VALUES (?, ?)", damaged)
    db.executemany("DELETE FROM stale WHERE person = ?", [(who,) for who in people])


def _facts(person: str, fragments: Iterable[Fragment], renamed: Mapping[str, str]) -> Facts:
    stated = list(fragments)
    whose = {fragment.person: person for fragment in stated}
    return Facts.of(person, project_people(stated, whose, renamed))


def _drop(
    db: sqlite3.Connection, people: Iterable[str], facts: Mapping[str, Facts], generation: int
) -> None:
    """Take away what stands beside the rows of some people, and the rows of who is no more."""
    for person, data in among(db, "SELECT person, facts FROM packed", "person", people):
        before = _before(person, data)
        own = {person, *(id for id, node in before.items() if node.kind in NAMED)}
        drop_entries(db, own)
        db.execute("DELETE FROM titles WHERE person = ?", (person,))
        after = facts[person].nodes.keys() if person in facts else set()
        lost = [id for id in own - after if id in before and before[id].kind in ORGANISATIONS]
        db.executemany("DELETE FROM codes WHERE id = ?", [(id,) for id in lost])
        if person not in facts:
            db.execute("DELETE FROM packed WHERE person = ?", (person,))
            db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (person, generation))


def _before(person: str, data: bytes) -> Mapping[str, Node]:
    try:
        return Facts.unpacked(person, data).nodes
    except Exception:  # it is damaged, which is why it is made anew
        return {}


def _write(db: sqlite3.Connection, facts: Mapping[str, Facts], generation: int) -> None:
    from ..arrays.records import record_of

    ties = {who: own.ties(kind_of) for who, own in facts.items()}
    nodes = {tie.node for own in ties.values() for tie in own if tie.kind != "Project"}
    nodes |= {one.employer for own in facts.values() for one in own.stints if one.employer}
    codes = _codes(db, nodes)
    rows = []
    for who, own in facts.items():
        record = record_of(who, ties[who], own.stints, own.nodes.keys() | own.renamed.keys(), codes)
        rows.append(_row(own, generation, record[1:]))
    marks = ", ".join("?" * len(COLUMNS))
    db.executemany(f"INSERT OR REPLACE INTO packed ({', '.join(COLUMNS)}) VALUES ({marks})", rows)
    db.executemany("DELETE FROM gone WHERE person = ?", [(who,) for who in facts])
    write_entries(db, (node for own in facts.values() for node in own.nodes.values()))
    titles = {
        (storable(node.name), who)
        for who, own in facts.items()
        for node in own.nodes.values()
        if node.kind == "Role" and node.name
    }
    db.executemany("INSERT OR IGNORE INTO titles VALUES (?, ?)", titles)


def _row(facts: Facts, generation: int, numbers: tuple[bytes, ...]) -> tuple[Any, ...]:
    person = facts.node
    counted = Counter(node.kind for node in facts.nodes.values())
    counted.update(facts.types)
    tally = array("I", [counted[name] for name in COUNTED]).tobytes()
    location, languages = person.properties.get("location"), person.properties.get("languages")
    place = None if location is None else storable(str(location))
    told = (storable(person.name), place, json.dumps(languages or []))
    summed = (facts.person, *told, tally, *numbers)
    return (generation, *summed, crc(*summed), facts.packed())


def _codes(db: sqlite3.Connection, nodes: Collection[str]) -> dict[str, int]:
    known = {id: code for code, id in among(db, "SELECT code, id FROM codes", "id", nodes)}
    fresh = [(id,) for id in sorted(set(nodes) - known.keys())]
    if not fresh:
        return known
    db.executemany("INSERT INTO codes (id) VALUES (?)", fresh)
    return {id: code for code, id in among(db, "SELECT code, id FROM codes", "id", nodes)}
