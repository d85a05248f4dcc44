"""The graph that a ``load`` writes into; one that is not there is made when there is something."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from ...loaders.files import FoundFile
from ..ledger import StoredDocument
from ..opening import new_file, open_graph

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from ..encoding import Following
    from ..store import StoredGraph

Known: TypeAlias = tuple[str | int, frozenset[str], Sequence[StoredDocument], frozenset[str]]
"""Salt and hashes of what was forgotten, the documents of a graph, and the keys of damaged ones."""


class Target:
    """A graph by its address, or one that is open, which stays so.

    A file that is not there is made by the first use of ``graph``: a load that takes nothing leaves
    none behind. Until then it is known to hold nothing.
    """

    def __init__(self, into: StoredGraph | str | os.PathLike[str]) -> None:
        self._own = isinstance(into, str | os.PathLike)
        self._address = os.fspath(into) if isinstance(into, str | os.PathLike) else ""
        self._graph = None if isinstance(into, str | os.PathLike) else into
        if self._own and not new_file(self._address):
            self._graph = open_graph(self._address, create=True)

    @property
    def is_there(self) -> bool:
        """Whether the graph is open."""
        return self._graph is not None

    @property
    def graph(self) -> StoredGraph:
        """The graph, which is there from now on."""
        if self._graph is None:
            self._graph = open_graph(self._address, create=True)
        return self._graph

    @property
    def following(self) -> Following | None:
        """What the graph wants made of each Resume; one that is made is a file."""
        if self._graph is not None:
            return self._graph.following
        from ..sqlite.sheets import alone

        return alone

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it lies in."""
        return self._graph.files if self._graph is not None else ()

    @property
    def ontology(self) -> Ontology:
        """The concepts that documents are linked to."""
        if self._graph is not None:
            return self._graph.ontology
        from ...ontology.ontology import load_ontology

        return load_ontology()

    def known(self, files: Iterable[FoundFile]) -> Known:
        """Return what a plan takes from the graph for these files."""
        graph = self._graph
        if graph is None:
            return "", frozenset(), (), frozenset()
        # Of these files alone: to look at every row of a large graph takes longer than reading one.
        named = {found.key for found in files}
        damaged = graph.reading(lambda ledger: ledger.damaged(named))
        return *graph.forgotten(), graph.documents(), frozenset(damaged)

    def listed(self) -> set[str]:
        """Return the keys of files that are noted as unread."""
        return set() if self._graph is None else {one.key for one in self._graph.unread()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._own and self._graph is not None:
            self._graph.close()
