"""Who is who, kept in the store: only the groups that a change touches are computed anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from .identity import Decision, Mention, group


def touched(db: sqlite3.Connection, documents: Iterable[int]) -> set[int]:
    """Return the documents that share a person, a key or a decision with these, transitively."""
    seen: set[int] = set()
    asked: set[str] = set()
    waiting = list(documents)
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        waiting += _with_same_person(db, id, asked) + _with_same_keys(db, id, asked)
        waiting += _decided(db, id)
    return seen


def regroup(db: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Compute whose the mentions of these documents are; the set must be closed (``touched``)."""
    rows = [row for id in sorted(set(documents)) for row in db.execute(_MENTION, (id,))]
    mentions = [Mention(mention, name, _keys(db, id)) for id, mention, name, _ in rows]
    persons = group(mentions, decisions(db))
    changed = [(persons[mention], id) for id, mention, _, old in rows if persons[mention] != old]
    db.executemany("UPDATE documents SET person = ? WHERE id = ?", changed)


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Return all decisions by number."""
    sql = "SELECT number, verdict, a, b, why, made, by FROM decisions ORDER BY number"
    return [Decision(*row) for row in db.execute(sql)]


_MENTION = "SELECT id, mention, name, person FROM documents WHERE id = ?"


def _keys(db: sqlite3.Connection, id: int) -> tuple[str, ...]:
    rows = db.execute("SELECT key FROM mention_keys WHERE document = ? ORDER BY key", (id,))
    return tuple(key for (key,) in rows)


def _with_same_person(db: sqlite3.Connection, id: int, asked: set[str]) -> list[int]:
    rows = db.execute("SELECT person FROM documents WHERE id = ?", (id,))
    fresh = [person for (person,) in rows if person not in asked]
    asked.update(fresh)
    sql = "SELECT id FROM documents WHERE person = ?"
    return [other for person in fresh for (other,) in db.execute(sql, (person,))]


def _with_same_keys(db: sqlite3.Connection, id: int, asked: set[str]) -> list[int]:
    fresh = [key for key in _keys(db, id) if key not in asked]
    asked.update(fresh)
    sql = "SELECT document FROM mention_keys WHERE key = ?"
    return [other for key in fresh for (other,) in db.execute(sql, (key,))]


def _decided(db: sqlite3.Connection, id: int) -> list[int]:
    sql = """SELECT other.id FROM documents one
             JOIN decisions ON one.mention IN (a, b)
             JOIN documents other ON other.mention IN (a, b)
             WHERE one.id = ?"""
    return [other for (other,) in db.execute(sql, (id,))]
