"""What a query in a language of its own answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .display import Brief


@dataclass(frozen=True)
class Rows(Brief):
    """What a SPARQL query answers: one mapping a row; a variable without a value is left out.

    ASK gives one row with ``ask``; CONSTRUCT and DESCRIBE give ``subject``, ``predicate``,
    ``object``. Rows are sorted unless the query orders them itself.
    """

    variables: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)
