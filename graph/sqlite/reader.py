"""The embedded graph's readers: everybody as arrays, or walked through where they are few."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..arrays.population import Population
from ..arrays.reader import ArrayReader
from .among import among
from .asking import Ask
from .named_reader import NamedReader

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

_BATCH = 256


class EmbeddedReader(ArrayReader, NamedReader):
    """Asks arrays of everybody, and of who is asked for reads the packed facts."""

    def __init__(self, ask: Ask, arrays: Population, ontology: Ontology) -> None:
        super().__init__(ask, ontology)
        self._arrays = arrays
        self._codes_of: dict[str, int | None] = {}

    @property
    def arrays(self) -> Population:
        """Everybody."""
        return self._arrays

    def codes(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return the codes of those nodes that somebody is or was tied to."""
        fresh = [id for id in ids if id not in self._codes_of]
        if fresh:
            sql = "SELECT id, code FROM codes"
            self._codes_of |= dict.fromkeys(fresh)
            self._codes_of |= dict(self.of_file(lambda db: among(db, sql, "id", fresh)))
        found = ((id, self._codes_of[id]) for id in ids)
        return {id: code for id, code in found if code is not None}

    def coded(self, codes: Collection[int]) -> Mapping[int, str]:
        """Return the ids of the nodes of some codes."""
        sql = "SELECT code, id FROM codes"
        wanted = [int(code) for code in codes]
        return dict(self.of_file(lambda db: among(db, sql, "code", wanted)))

    def ordered(self) -> Iterator[tuple[str, int]]:
        """Give all nodes that have a code, in the order of ids."""
        last = ""
        while rows := self._codes_after(last):
            yield from rows
            last = rows[-1][0]

    def _codes_after(self, id: str) -> list[tuple[str, int]]:
        sql = "SELECT id, code FROM codes WHERE id > ? ORDER BY id LIMIT ?"
        return self.of_file(lambda db: db.execute(sql, (id, _BATCH)).fetchall())

    def targets(self) -> frozenset[str]:
        """Return the concepts, employers and schools that somebody is tied to."""
        return self._had(self._every_code())

    def _had(self, ids: Collection[str]) -> frozenset[str]:
        return frozenset(id for id, people in self._tied_to(ids).items() if len(people))

    def _people_at(self, nodes: Collection[str]) -> Sequence[str]:
        numbers = {int(one) for people in self._tied_to(nodes).values() for one in people}
        return sorted(self._arrays.ids(sorted(numbers)))

    def _owner(self, id: str) -> str | None:
        number = self._arrays.owner(id)
        return None if number is None else self._arrays.ids([number])[0]
