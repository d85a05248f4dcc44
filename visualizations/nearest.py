"""Which nodes of a scene are shown where there are more than can be looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..errors import UsageError
from ..graph.model import Edge, Node
from ..ontology.kinds import ONTOLOGY_TYPES
from .words import counted


def within(
    nodes: Iterable[Node], edges: Iterable[Edge], focus: Sequence[str], limit: int
) -> tuple[tuple[Node, ...], tuple[Edge, ...], str]:
    """Keep the nodes nearest to the focus, or the best connected, and say what was left out.

    Raises:
        UsageError: ``limit`` is below 1.
    """
    if limit < 1:
        raise UsageError(f"--limit {limit}: a picture needs room for at least one node.")
    by_id = {node.id: node for node in nodes}
    inner = {edge.id: edge for edge in edges if edge.source in by_id and edge.target in by_id}
    ranked = _ranked(by_id, inner.values(), focus)
    kept = set(ranked[:limit])
    shown_nodes = tuple(by_id[node] for node in sorted(kept))
    shown_edges = tuple(
        inner[key] for key in sorted(inner) if {inner[key].source, inner[key].target} <= kept
    )
    missing = len(by_id) - len(shown_nodes), len(inner) - len(shown_edges)
    return shown_nodes, shown_edges, _said(len(shown_nodes), len(by_id), missing, bool(focus))


def _said(kept: int, of: int, missing: tuple[int, int], near: bool) -> str:
    if not missing[0]:
        return ""
    which = "nearest to what was asked" if near else "with the most links"
    rest = f"{counted(missing[0], 'node')} and {counted(missing[1], 'link')} left out"
    return f"Shown are the {kept:,} of {of:,} nodes {which}; {rest} (a higher limit shows more)."


def _ranked(nodes: Mapping[str, Node], edges: Iterable[Edge], focus: Sequence[str]) -> list[str]:
    facts: Counter[str] = Counter()
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
        if edge.type not in ONTOLOGY_TYPES:
            facts.update((edge.source, edge.target))
    steps = _steps(near, [node for node in focus if node in nodes])
    first = {node: place for place, node in reversed(list(enumerate(focus)))}
    far = len(nodes)  # no path is longer: what the focus does not reach comes after the rest
    # Facts count before relations: the ontology's hubs have many links and say little of people.
    return sorted(
        nodes,
        key=lambda n: (steps.get(n, far), first.get(n, far), -facts[n], -len(near[n]), n),
    )


def _steps(near: Mapping[str, set[str]], focus: Sequence[str]) -> dict[str, int]:
    steps = dict.fromkeys(focus, 0)
    queue = list(focus)
    for node in queue:
        for other in near[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                queue.append(other)
    return steps
