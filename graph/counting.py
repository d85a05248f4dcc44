"""What a stored graph holds, in counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .info import Counts

if TYPE_CHECKING:
    from .store import StoredGraph


def counted(graph: StoredGraph) -> Counts:
    """Count what a graph holds now, without a look at what documents say besides."""
    return graph.snapshot(graph._counts)
