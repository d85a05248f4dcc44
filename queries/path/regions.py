"""The cheapest paths of a graph that gives at once all that may lie on them."""

from __future__ import annotations

from ...graph.reader import Reader
from .bidirectional import paths_by_rounds
from .contracted import PATH_COSTS, Contracted
from .distances import Distances
from .search import WeightedPath, cheapest_paths


def paths_between(
    reader: Reader, graph: Contracted, start: str, goal: str, k: int
) -> list[WeightedPath]:
    """Return the k cheapest paths between two nodes.

    A reader that gives regions is asked for one with all paths that cost no more than a limit,
    and for a larger one while fewer than ``k`` of them are paths without detours. Every other
    reader is asked round by round.
    """
    region = reader.region(start, goal, k, PATH_COSTS)
    if region is None:
        return paths_by_rounds(graph, start, goal, k)
    more = PATH_COSTS.person
    while True:
        graph.learn(region)
        back = Distances(graph, goal, start)
        back.update([goal], region.limit)
        paths = cheapest_paths(graph, start, back, k, region.limit)
        if region.limit is None or len(paths) == k:
            return paths
        region = reader.region(start, goal, k, PATH_COSTS, region.limit + more) or region
        more *= 2
