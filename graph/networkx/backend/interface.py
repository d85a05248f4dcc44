"""What NetworkX calls: ``networkx.backends`` names ``BACKEND`` (see pyproject.toml).

``nx.pagerank(graph.networkx)`` comes here by the graph's own mark, and
``nx.pagerank(any_graph, backend="commonground")`` by its name. What the backend has not runs as
NetworkX has it: on graphs of ours here, on others there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import BoundArguments, signature
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from networkx.utils import backends as dispatch

from . import groups, likeness, parts, paths, ranks
from .csr import BACKEND as NAME
from .csr import ArrayGraph, of_networkx

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = nx.Graph[Any]

ALGORITHMS: Final[Mapping[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        paths.bidirectional_shortest_path,
        paths.single_source_shortest_path,
        paths.single_source_shortest_path_length,
        paths.multi_source_dijkstra,
        paths.multi_source_dijkstra_path_length,
        paths.dijkstra_path_length,
        paths.bidirectional_dijkstra,
        paths.shortest_simple_paths,
        ranks.pagerank,
        ranks.degree_centrality,
        ranks.betweenness_centrality,
        groups.connected_components,
        groups.node_connected_component,
        groups.is_connected,
        likeness.jaccard_coefficient,
        likeness.adamic_adar_index,
        parts.ego_graph,
    )
} | {
    "weakly_connected_components": groups.weakly_connected_components,
    "is_weakly_connected": groups.is_weakly_connected,
}
"""What runs on arrays, by NetworkX's name for it."""

COMPOSED: Final = frozenset(
    "shortest_path shortest_path_length has_path dijkstra_path single_source_dijkstra "
    "single_source_dijkstra_path single_source_dijkstra_path_length multi_source_dijkstra_path "
    "number_connected_components number_weakly_connected_components".split()
)
"""What NetworkX makes of these alone: its own function runs, and comes back here for each."""

_WEIGHTS: Final = ("weight", "distance")

_REGISTERED: Final[Mapping[str, Any]] = dispatch._registered_algorithms  # type: ignore[attr-defined]
"""NetworkX's own functions by name: no other place tells the bare function behind a name."""


class Backend:
    """The backend ``commonground``."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in _REGISTERED:
            raise AttributeError(name)
        return partial(_run, name)

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Return whether a call can run here, or why it cannot."""
        if any(map(_is_ours, _flattened(args, kwargs))):
            return True
        if name not in COMPOSED and name not in ALGORITHMS:
            return "it is no algorithm of this backend"
        return _hindrance(name, _bound(name, args, kwargs)) or True

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
        """Return whether a call that can run here is worth it: whoever asks for it decides."""
        return True

    @staticmethod
    def convert_from_nx(graph: Network, **_: Any) -> Any:
        """Return the arrays of a graph; attributes are read off it when they are asked for."""
        return graph if _is_ours(graph) else of_networkx(graph)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Return a graph of ours as one of NetworkX's; other results stay as they are."""
        return result.to_networkx() if isinstance(result, ArrayGraph) else result


BACKEND: Final = Backend()


def _run(name: str, /, *args: Any, **kwargs: Any) -> Any:
    bound = _bound(name, args, kwargs)
    if name in ALGORITHMS and _hindrance(name, bound) is None:
        bound.arguments["G"] = bound.arguments["G"].arrays
        return ALGORITHMS[name](*bound.args, **bound.kwargs)
    function = _REGISTERED[name].orig_func
    if name in COMPOSED and _hindrance(name, bound) is None:
        return function(*args, **kwargs)
    return function(*map(_plain, args), **{key: _plain(one) for key, one in kwargs.items()})


def _bound(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> BoundArguments:
    algorithm = _REGISTERED[name]
    bound = signature(algorithm.orig_func).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound


def _hindrance(name: str, bound: BoundArguments) -> str | None:
    """Return why arrays do not do for some arguments; None where they do."""
    asked = bound.arguments
    if any(callable(asked.get(key)) for key in _WEIGHTS):
        return "a weight that is a function needs the edges themselves"
    if name == "betweenness_centrality" and asked["weight"] is not None:
        return "betweenness is counted by numbers of edges alone"
    if name == "ego_graph" and asked["undirected"] and asked["distance"] is not None:
        return "distances are those of the edges' own directions"
    if name.startswith("shortest_path") and asked["source"] is None:
        return "paths begin at a source"
    return None


def _plain(value: Any) -> Any:
    """Return graphs of arrays as graphs of NetworkX, in lists too; a view is one already."""
    if isinstance(value, list | tuple) and any(isinstance(one, ArrayGraph) for one in value):
        return [_plain(one) for one in value]
    return value.to_networkx() if isinstance(value, ArrayGraph) else value


def _is_ours(value: Any) -> bool:
    return getattr(value, "__networkx_backend__", None) == NAME


def _flattened(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for value in (*args, *kwargs.values()):
        found += value if isinstance(value, list | tuple) else (value,)
    return found
