"""The reader of a graph of few people: all of them are walked through, and numpy stays away.

To import numpy takes longer than to decode a hundred people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from ..packed.facts import Facts
from .named_reader import NamedReader


class FewReader(NamedReader):
    """Keeps everybody's facts, and who is tied to what."""

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return self._ids

    def targets(self) -> frozenset[str]:
        """Return the concepts, employers and schools that somebody is tied to."""
        return frozenset(tie.node for tie in self.ties() if tie.kind != "Project")

    def _had(self, ids: Collection[str]) -> frozenset[str]:
        return frozenset(ids) & self._there.keys()

    def _people_at(self, nodes: Collection[str]) -> Sequence[str]:
        return sorted({who for node in nodes for who in self._there.get(node, ())})

    def _owner(self, id: str) -> str | None:
        return self._owners.get(id)

    def _every(self) -> Iterator[Facts]:
        return self._met.some(self._ids)

    @cached_property
    def _ids(self) -> Sequence[str]:
        sql = "SELECT person FROM packed ORDER BY person"
        return self.of_file(lambda db: [id for (id,) in db.execute(sql)])

    @cached_property
    def _there(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for tie in self.ties():
            found[tie.node].append(tie.person)
        return found

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        return {id: one.person for one in self._every() for id in (*one.nodes, *one.renamed)}
