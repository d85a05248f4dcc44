"""Rows by many values of one column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from ..put import storable

_MOST: Final = 10_000
"""Values that one statement takes; as parameters, for SQLite's JSON ends a text at NUL."""


def among(
    db: sqlite3.Connection, sql: str, column: str, values: Iterable[str | int], then: str = ""
) -> list[tuple[Any, ...]]:
    """Return the rows with one of these values in a column, sorted by it.

    ``then`` goes on with the statement before its order: another condition, or a grouping.
    """
    chosen, rows = sorted(set(values)), []
    for at in range(0, len(chosen), _MOST):
        part = chosen[at : at + _MOST]
        marks = ", ".join("?" * len(part))
        rows += db.execute(
            f"{sql} WHERE {column} IN ({marks}) {then} ORDER BY {column}", list(map(storable, part))
        ).fetchall()
    return rows
