"""The ends of all edges of a graph as arrays: what is there without what it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]

Key: TypeAlias = Callable[[int, int, int], Hashable]
"""Returns an edge's key by the numbers of its source, its target and its type."""


@dataclass(frozen=True)
class Ends:
    """N nodes and E edges by number, the edges of one source, and of one target, together.

    - ``ids`` (N) are the nodes, and ``number`` is that list turned round;
    - ``sources``, ``targets`` (E), and ``types`` (E), which tells parallel edges apart;
    - ``start`` (N + 1): the edges that leave node n are ``start[n]`` to ``start[n + 1]``, and
      parallel ones stand side by side.
    """

    ids: Sequence[Hashable]
    number: dict[Hashable, int]
    sources: NDArray[np.int32]
    targets: NDArray[np.int32]
    types: NDArray[np.int32]
    start: Numbers
    key: Key

    @classmethod
    def of(
        cls,
        ids: Sequence[Hashable],
        sources: Sequence[int],
        targets: Sequence[int],
        types: Sequence[int],
        key: Key,
    ) -> Ends:
        """Return the ends of edges in any order; neighbours stay in the order of their first edge.

        Complexity: O(E log E).
        """
        columns = [np.asarray(column, np.int32) for column in (sources, targets, types)]
        cells = columns[0].astype(np.int64) * len(ids) + columns[1]
        _, first, cell = np.unique(cells, return_index=True, return_inverse=True)
        order = np.lexsort((first[cell], columns[0]))
        source, target, type = (column[order] for column in columns)
        number = {id: at for at, id in enumerate(ids)}
        return cls(ids, number, source, target, type, starts(source, len(ids)), key)

    @property
    def size(self) -> int:
        """How many edges there are."""
        return len(self.sources)

    @cached_property
    def into(self) -> Numbers:
        """Return the numbers of edges by target, then in their own order (E)."""
        return np.argsort(self.targets, kind="stable")

    @cached_property
    def into_start(self) -> Numbers:
        """Return where the edges into each node begin in ``into`` (N + 1)."""
        return starts(self.targets, len(self.ids))

    def edges_from(self, number: int) -> Numbers:
        """Return the numbers of the edges that leave a node."""
        return np.arange(self.start[number], self.start[number + 1])

    def edges_to(self, number: int) -> Numbers:
        """Return the numbers of the edges that lead to a node."""
        return self.into[self.into_start[number] : self.into_start[number + 1]]

    def keys(self, edges: Sequence[int]) -> Iterator[Hashable]:
        """Give the keys of some edges."""
        for at in edges:
            yield self.key(int(self.sources[at]), int(self.targets[at]), int(self.types[at]))

    def places(self, edges: Sequence[tuple[Hashable, Hashable, int]]) -> list[int]:
        """Return the numbers of some edges that there are: of each the two ends and the type."""
        rows = ((self.number[a], self.number[b], type) for a, b, type in edges)
        asked = np.array(list(rows), np.int64).reshape(-1, 3)
        codes = self._codes(self.sources, self.targets, self.types)
        order = np.argsort(codes)
        at = np.searchsorted(codes, self._codes(*asked.T), sorter=order)
        return order[at].tolist()  # type: ignore[no-any-return]

    def _codes(self, source: NDArray[Any], target: NDArray[Any], type: NDArray[Any]) -> Numbers:
        kinds = 1 + int(self.types.max(initial=0))
        codes: Numbers = (source.astype(np.int64) * len(self.ids) + target) * kinds + type
        return codes


def starts(numbers: NDArray[np.int32], nodes: int) -> Numbers:
    """Return where the rows of each node begin in a sorted column, and where the last ends."""
    found = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(numbers, minlength=nodes), out=found[1:])
    return found
