"""What people, organisations and projects are called, looked up in the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from ..model import Node
from ..names import Sort, names_of
from ..put import readable, storable
from .asking import Ask

_LAST = "\U0010ffff"


class StoredNames:
    """The entries of a file; ``nodes`` gives the nodes of some ids."""

    def __init__(self, ask: Ask, nodes: Callable[[Iterable[str]], Mapping[str, Node]]) -> None:
        self._ask = ask
        self._nodes = nodes

    def having(self, sort: Sort, text: str) -> set[str]:
        """Return the ids of the nodes with an entry."""
        sql = "SELECT node FROM entries WHERE sort = ? AND text = ?"
        return self._ids(sql, sort, storable(text))

    def beginning(self, text: str) -> set[str]:
        """Return the ids of the nodes with a name that begins so, folded."""
        sql = "SELECT node FROM entries WHERE sort = 'name' AND text BETWEEN ? AND ?"
        return self._ids(sql, storable(text), storable(text + _LAST))

    def names_of(self, ids: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return all names of some nodes, as they are written."""
        return {id: names_of(node) for id, node in self._nodes(ids).items()}

    def first(self, text: str, most: int) -> list[str]:
        """Return the ids of the first nodes with a name, or a word of it, that begins so."""
        sql = "SELECT node FROM entries WHERE sort = ? AND text BETWEEN ? AND ? LIMIT ?"
        span = storable(text), storable(text + _LAST), most
        found: dict[str, None] = {}
        for sort in ("name", "word"):
            if len(found) < most:
                rows = self._ask(lambda db, sort=sort: db.execute(sql, (sort, *span)).fetchall())  # type: ignore[misc]  # bound now
                found |= dict.fromkeys(id for (id,) in rows)
        return list(found)[:most]

    def words(self, text: str) -> list[str]:
        """Return the words of names that begin so, each once, sorted."""
        sql = "SELECT DISTINCT text FROM entries WHERE sort = 'word' AND text BETWEEN ? AND ?"
        values = storable(text), storable(text + _LAST)
        rows = self._ask(lambda db: db.execute(sql, values).fetchall())
        return [readable(word) for (word,) in rows]

    def _ids(self, sql: str, *values: str | bytes) -> set[str]:
        return self._ask(lambda db: {id for (id,) in db.execute(sql, values)})
