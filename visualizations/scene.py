"""What a picture shows: nodes, links, the answered question, and what was left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import NotFound, UsageError, quoted
from ..graph.display import shown
from ..graph.facts.flat import listed
from ..graph.model import FACT_KINDS, Edge, Evidence, Node
from ..ontology.kinds import ONTOLOGY_TYPES
from ..queries.answer import Answer
from .listing import Instead, Listing, alternatives, evidence_of, listings
from .words import caption, counted, title_of

if TYPE_CHECKING:
    import networkx as nx

Resolver: TypeAlias = Callable[[Iterable[str]], Mapping[str, Evidence]]

LIMIT = 500  # more are not told apart by eye; a higher limit draws them all the same


@dataclass(frozen=True)
class Scene:
    """A part of the graph, ready to be drawn.

    ``focus`` are the nodes that the picture is about (the rows of an answer, the node looked
    around), ``evidence`` gives the line of each reference that could be resolved, ``left_out`` is
    a sentence, empty when everything is shown.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[Listing, ...] = ()
    instead: tuple[Instead, ...] = ()
    notes: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    left_out: str = ""
    answered: bool = False
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def scene_of_answer(answer: Answer[Any], *, title: str | None = None, limit: int = LIMIT) -> Scene:
    """Return the picture of an answer: its rows stand out, and what is nearest to them is kept."""
    rows = listings(answer)
    wanted = [member for row in rows for member in (row.id, *row.members)]
    known = {node.id for node in answer.nodes}
    asked = _asked(answer.question)
    nearest = tuple(dict.fromkeys(id for id in (*asked, *wanted) if id in known))
    nodes, edges, left_out = _within(answer.nodes, answer.edges, nearest, limit)
    return Scene(
        title=title or title_of(answer.question, {n.id: caption(n) for n in answer.nodes}),
        nodes=nodes,
        edges=edges,
        rows=rows,
        instead=alternatives(answer),
        notes=tuple(shown(note) for note in answer.notes),
        focus=tuple(sorted({*asked, *(row.id for row in rows)} & known)),
        left_out=left_out,
        answered=True,
        evidence=evidence_of(answer),
    )


def scene_of_parts(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    title: str | None = None,
    limit: int = LIMIT,
    focus: Sequence[str] = (),
) -> Scene:
    """Return the picture of some nodes and the edges between them.

    Concepts that no fact touches are left out of a graph that has facts, so that a few resumes do
    not drown in the ontology.
    """
    everything, links = tuple(nodes), tuple(edges)
    used = everything if focus else _touched_by_facts(everything, links)
    kept, inner, left_out = _within(used, links, focus, limit)
    unused = len(everything) - len(used)
    said = f"{counted(unused, 'concept')} that no resume names left out." if unused else ""
    return Scene(
        title=title or "The graph",
        nodes=kept,
        edges=inner,
        focus=tuple(focus),
        left_out=" ".join(filter(None, (left_out, said))),
    )


def neighbourhood(
    graph: nx.MultiDiGraph[str],
    node_id: str,
    *,
    hops: int = 1,
    title: str | None = None,
    limit: int = LIMIT,
) -> Scene:
    """Return the picture of one node, all within ``hops`` of it and the edges between them.

    Raises:
        NotFound: the graph has no such node.
    """
    if node_id not in graph:
        raise NotFound(
            f"No node has the id {quoted(node_id)}; `commonground search` finds ids by name."
        )
    near = {node_id}
    for _ in range(hops):
        near |= {other for node in near for other in _beside(graph, node)}
    part = graph.subgraph(near)
    nodes = nodes_of(part)
    name = caption(next(node for node in nodes if node.id == node_id))
    words = title or f"Around {name}"
    return scene_of_parts(nodes, edges_of(part), title=words, limit=limit, focus=(node_id,))


def nodes_of(graph: nx.MultiDiGraph[str]) -> list[Node]:
    """Return the nodes of a NetworkX graph in the form of ``to_networkx()``, sorted by id."""
    out = []
    for node in sorted(graph, key=str):
        data = listed(graph.nodes[node])
        rest = {key: value for key, value in data.items() if key not in {"kind", "name"}}
        out.append(Node(str(node), str(data.get("kind", "Node")), data.get("name"), rest))
    return out


def edges_of(graph: nx.MultiDiGraph[str]) -> list[Edge]:
    """Return the edges of a NetworkX graph in the form of ``to_networkx()``, sorted by id."""
    out = []
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        data = listed(attributes)
        rest = {name: value for name, value in data.items() if name not in {"type", "evidence"}}
        kind, refs = str(data.get("type", "LINK")), tuple(data.get("evidence", ()))
        # NetworkX numbers the keys of a user's own edges from 0 for each pair of nodes.
        edge_id = key if isinstance(key, str) else f"{source}|{target}|{key}"
        out.append(Edge(edge_id, kind, str(source), str(target), rest, refs))
    return sorted(out, key=lambda edge: (edge.id, edge.source, edge.target))


def resolved(scene: Scene, cite: Resolver | None) -> Mapping[str, Evidence]:
    """Return the evidence of every reference of the scene, asking ``cite`` for what is missing."""
    wanted = sorted({ref for edge in scene.edges for ref in edge.evidence} - set(scene.evidence))
    return {**scene.evidence, **cite(wanted)} if cite is not None and wanted else scene.evidence


def _beside(graph: nx.MultiDiGraph[str], node: str) -> list[str]:
    return [*graph.successors(node), *graph.predecessors(node)]


def _asked(question: Mapping[str, Any]) -> list[str]:
    """Return the ids, if ids they are, that a question names."""
    # Any text of a question may be one; whoever asks keeps those that are nodes of the answer.
    values = (item if isinstance(item, list | tuple) else [item] for item in question.values())
    return [one for value in values for one in value if isinstance(one, str)]


def _touched_by_facts(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[Node, ...]:
    if not any(node.kind in FACT_KINDS for node in nodes):
        return nodes
    ends = {
        end
        for edge in edges
        if edge.type not in ONTOLOGY_TYPES
        for end in (edge.source, edge.target)
    }
    return tuple(node for node in nodes if node.id in ends or node.kind in FACT_KINDS)


def _within(
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
