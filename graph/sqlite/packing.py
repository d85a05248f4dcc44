"""What follows from each person's documents is packed in the transaction that writes these.

Triggers note who is stale; here their documents are projected anew. Nobody else is looked at, but
for those who worked or studied where an organisation turned out to be another one.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ..facts.fragment import fragment_of
from ..facts.projection import uncollected
from ..facts.tally import ORGANISATIONS
from ..model import Fragment, Node
from ..names import NAMED
from ..packed.facts import Facts
from .among import among
from .connection import crc, setting
from .ledger import INTACT
from .moments import SUMMED, begin_anew, is_of_this_version
from .organisations import Organisations, Said, drop_entries, statements
from .sheet import Alone, Sheet

COLUMNS: Final = ("generation", *SUMMED, "checksum", "facts")
_INSERT: Final = "INSERT OR REPLACE INTO packed ({}) VALUES ({})".format(
    ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
)
_GROUP: Final = 2_000
"""People who are packed at once: of a whole graph the facts of all would not fit."""


class _Source(NamedTuple):
    """A document of somebody who is stale: ``said`` of organisations, and its fragment.

    Both are nothing where it is damaged. ``sheet`` is of who has no other document, where it came
    with this one: then its fragment is not made.
    """

    row: int
    key: str
    person: str
    said: Mapping[str, Said]
    fragment: Fragment | None = None
    sheet: Sheet | None = None


def pack(db: sqlite3.Connection, fresh: Mapping[str, Alone]) -> None:
    """Pack all who are stale; the caller holds the transaction, which will be one generation more.

    ``fresh`` is what came with documents that it wrote, by mention.

    Complexity: O(documents of those people), and of those whose organisations became others.
    """
    generation = int(setting(db, "generation")) + 1
    if not is_of_this_version(db):
        begin_anew(db)
    if not _stale(db, 1) and not db.execute("SELECT 1 FROM unstated LIMIT 1").fetchone():
        return
    with uncollected():
        while people := _stale(db, _GROUP):
            _pack_some(db, people, fresh, generation)


def _pack_some(
    db: sqlite3.Connection, people: list[str], fresh: Mapping[str, Alone], generation: int
) -> None:
    sources = _sources(db, people, fresh)
    organisations = Organisations(db)
    organisations.restate({one.row: one.said for one in sources})
    # Whether two roles are one depends on where they were held: whoever was there is new too.
    rows = organisations.documents(organisations.moved) - {one.row for one in sources}
    moved = {who for _, who in among(db, "SELECT id, person FROM documents", "id", rows)}
    others = sorted(moved - set(people))
    renamed = organisations.renamed({id for one in sources for id in one.said})
    # What was made of a document alone knows only organisations that are no other one.
    again = {one.person for one in sources if one.sheet and renamed.keys() & one.said.keys()}
    kept = [one for one in sources if one.person not in again]
    more = _read(db, [*again, *others]) if again or others else []
    _pack(db, [*people, *others], [*kept, *more], generation)


def _stale(db: sqlite3.Connection, most: int) -> list[str]:
    found = db.execute("SELECT person FROM stale ORDER BY person LIMIT ?", (most,))
    return [person for (person,) in found]


def _sources(
    db: sqlite3.Connection, people: Collection[str], fresh: Mapping[str, Alone]
) -> list[_Source]:
    """Return the documents of people, those that were made where they were read as they are."""
    if not fresh:
        return _read(db, people)
    columns = "SELECT person, count(*), id, key, mention FROM documents"
    rows = among(db, columns, "person", people, "GROUP BY person")
    made = [
        _Source(row, key, who, fresh[who].said, sheet=fresh[who].sheet)
        for who, count, row, key, mention in rows
        if count == 1 and who == mention and who in fresh
    ]
    rest = set(people) - {one.person for one in made}
    return made + _read(db, rest) if rest else made


def _read(db: sqlite3.Connection, people: Iterable[str]) -> list[_Source]:
    from ...loaders.kept import kept_resume

    sources = []
    columns = f"SELECT id, key, mention, person, resume, {INTACT} FROM documents"
    for row, key, mention, person, resume, intact in among(db, columns, "person", people):
        try:
            fragment = fragment_of(kept_resume(resume), key, mention) if intact else None
        except ValueError:  # an older version wrote it: the next load reads its file anew
            fragment = None
        said = statements([fragment]).get(key, {}) if fragment else {}
        sources.append(_Source(row, key, person, said, fragment))
    return sources


def _pack(
    db: sqlite3.Connection, people: Collection[str], sources: Sequence[_Source], generation: int
) -> None:
    from .sheets import sheet_of

    fragments: defaultdict[str, list[Fragment]] = defaultdict(list)
    for one in sources:
        if one.fragment is not None:
            fragments[one.person].append(one.fragment)
    renamed = Organisations(db).renamed({id for one in sources for id in one.said})
    sheets = {one.person: one.sheet for one in sources if one.sheet is not None}
    sheets |= {who: sheet_of(who, own, renamed) for who, own in fragments.items()}
    damaged = [(one.key, one.person) for one in sources if not (one.sheet or one.fragment)]
    _drop(db, people, sheets, generation)
    _write(db, sheets.values(), generation)
    db.executemany("DELETE FROM unpackable WHERE person = ?", [(who,) for who in people])
    db.executemany("INSERT OR REPLACE INTO unpackable VALUES (?, ?)", damaged)
    db.executemany("DELETE FROM stale WHERE person = ?", [(who,) for who in people])


def _drop(
    db: sqlite3.Connection, people: Iterable[str], sheets: Mapping[str, Sheet], generation: int
) -> None:
    """Take away what stands beside the rows of some people, and the rows of who is no more."""
    for person, data in among(db, "SELECT person, facts FROM packed", "person", people):
        before = _before(person, data)
        own = {person, *(id for id, node in before.items() if node.kind in NAMED)}
        drop_entries(db, own)
        db.execute("DELETE FROM titles WHERE person = ?", (person,))
        after = set(sheets[person].named) if person in sheets else set()
        lost = [id for id in own - after if id in before and before[id].kind in ORGANISATIONS]
        db.executemany("DELETE FROM codes WHERE id = ?", [(id,) for id in lost])
        if person not in sheets:
            db.execute("DELETE FROM packed WHERE person = ?", (person,))
            db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (person, generation))


def _before(person: str, data: bytes) -> Mapping[str, Node]:
    try:
        return Facts.unpacked(person, data).nodes
    except Exception:  # it is damaged, which is why it is made anew
        return {}


def _write(db: sqlite3.Connection, sheets: Collection[Sheet], generation: int) -> None:
    from ..arrays.records import coded

    codes = _codes(db, {id for one in sheets for id in one.rows.nodes})
    rows = []
    for one in sheets:
        summed = (one.person, *one.told, *coded(one.rows, codes)[1:])
        rows.append((generation, *summed, crc(*summed), one.facts))
    db.executemany(_INSERT, rows)
    db.executemany("DELETE FROM gone WHERE person = ?", [(one.person,) for one in sheets])
    entries = [entry for one in sheets for entry in one.entries]
    db.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?)", entries)
    titles = [(title, one.person) for one in sheets for title in one.titles]
    db.executemany("INSERT OR IGNORE INTO titles VALUES (?, ?)", titles)


def _codes(db: sqlite3.Connection, nodes: Collection[str]) -> dict[str, int]:
    known = {id: code for code, id in among(db, "SELECT code, id FROM codes", "id", nodes)}
    fresh = [(id,) for id in sorted(set(nodes) - known.keys())]
    if not fresh:
        return known
    db.executemany("INSERT INTO codes (id) VALUES (?)", fresh)
    return {id: code for code, id in among(db, "SELECT code, id FROM codes", "id", nodes)}
