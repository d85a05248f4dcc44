"""What a picture shows: nodes, links, the answered question, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from ..graph.display import shown
from ..graph.model import FACT_KINDS, Edge, Evidence, Node
from ..graph.quoting import ShownLine
from ..ontology.kinds import ONTOLOGY_TYPES
from ..queries.answer import Answer
from ..queries.question import is_warning, without_options
from .contraction import ENTRY_KINDS, Contracted, contracted
from .listing import Instead, Listing, alternatives, evidence_of, listings
from .nearest import within
from .quotes import Place
from .row_words import note_in_words
from .sections import Section, headline_of, sections_of
from .words import caption, conditions_in_words, counted, title_of

Resolver: TypeAlias = Callable[[Iterable[str]], Mapping[str, Evidence]]

LIMIT = 500  # more are not told apart by eye; a higher limit draws them all the same


@dataclass(frozen=True)
class Scene:
    """A part of the graph, ready to be drawn.

    ``focus`` are the nodes that the picture is about (the rows of an answer, the node looked
    around), ``asked`` those of them that the question names, ``evidence`` gives the line of each
    reference that could be resolved, ``left_out`` is a sentence, empty when everything is shown.
    ``lines`` are the whole lines of the evidence where the documents were at hand, ``degrees`` how
    many neighbours each node has in the whole graph. ``sections`` are the rows under headings,
    where an answer is read so; ``question`` is what was asked. ``notes`` are remarks, ``warnings``
    say that the answer is not what it should be.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[Listing, ...] = ()
    instead: tuple[Instead, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    left_out: str = ""
    answered: bool = False
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    lines: Mapping[Place, ShownLine] = field(default_factory=dict)
    degrees: Mapping[str, int] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    question: Mapping[str, Any] = field(default_factory=dict)


def scene_of_answer(
    answer: Answer[Any], *, title: str | None = None, limit: int = LIMIT, whole: bool = False
) -> Scene:
    """Return the picture of an answer: its rows stand out, and what is nearest to them is kept.

    Roles, studies and projects are told by the links they contract to, but for ``whole``.
    """
    asked = _asked(answer.question)
    rows = listings(answer)
    headline = title or headline_of(answer)
    said = [(is_warning(one), shown(note_in_words(one))) for one in without_options(answer.notes)]
    scene = _contracted(answer.nodes, answer.edges, _kept_of(rows, asked, answer.nodes), whole)
    rows = tuple(replace(row, members=_now(row.members, scene.became)) for row in rows)
    wanted = [member for row in rows for member in (row.id, *row.members)]
    known = {node.id for node in scene.nodes}
    nearest = tuple(dict.fromkeys(id for id in (*asked, *wanted) if id in known))
    nodes, edges, left_out = within(scene.nodes, scene.edges, nearest, limit)
    return Scene(
        title=headline or _title(answer.question, answer.nodes),
        nodes=nodes,
        edges=edges,
        rows=rows,
        instead=alternatives(answer),
        notes=tuple(text for warns, text in said if not warns),
        warnings=tuple(text for warns, text in said if warns),
        focus=tuple(sorted({*asked, *(row.id for row in rows)} & known)),
        asked=tuple(dict.fromkeys(id for id in asked if id in known)),
        left_out=left_out,
        answered=True,
        evidence=evidence_of(answer),
        sections=sections_of(answer),
        question={} if headline else answer.question,
    )


def _title(question: Mapping[str, Any], nodes: Iterable[Node]) -> str:
    names = {node.id: caption(node) for node in nodes}
    title = title_of(question, names)
    # The mark of the question is none of an optional condition.
    return conditions_in_words(title.removesuffix("?")) + "?" * title.endswith("?")


def with_names(scene: Scene, names: Mapping[str, str]) -> Scene:
    """Return a scene in which some nodes go by other names, wherever it speaks of them."""
    if not names:
        return scene
    instead = [replace(one, rows=_named(one.rows, names)) for one in scene.instead]
    nodes = tuple(replace(one, name=names.get(one.id, one.name)) for one in scene.nodes)
    return replace(
        scene,
        nodes=nodes,
        title=_title(_with_names(scene.question, names), nodes) if scene.question else scene.title,
        rows=_named(scene.rows, names),
        instead=tuple(instead),
        sections=tuple(one.with_names(names) for one in scene.sections),
    )


def _with_names(asked: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a question with the names that it gives to ids itself as they are now."""
    out = dict(asked)
    if out.get("person") in names:
        out["name"] = names[out["person"]]
    for key, value in asked.items():
        if isinstance(value, Mapping) and value.get("id") in names:
            out[key] = {**value, "name": names[value["id"]]}
    return out


def _named(rows: Iterable[Listing], names: Mapping[str, str]) -> tuple[Listing, ...]:
    return tuple(row.with_names(names) for row in rows)


def scene_of_parts(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    title: str | None = None,
    limit: int = LIMIT,
    focus: Sequence[str] = (),
    whole: bool = False,
) -> Scene:
    """Return the picture of some nodes and the edges between them.

    Concepts that no fact touches are left out of a graph that has facts, so that a few resumes do
    not drown in the ontology.
    """
    everything, links, _ = _contracted(nodes, edges, focus, whole)
    used = everything if focus else _touched_by_facts(everything, links)
    kept, inner, left_out = within(used, links, focus, limit)
    unused = len(everything) - len(used)
    said = f"{counted(unused, 'concept')} that no resume names left out." if unused else ""
    return Scene(
        title=title or "The graph",
        nodes=kept,
        edges=inner,
        focus=tuple(focus),
        left_out=" ".join(filter(None, (left_out, said))),
    )


def resolved(scene: Scene, cite: Resolver | None) -> Mapping[str, Evidence]:
    """Return the evidence of every reference of the scene, asking ``cite`` for what is missing."""
    wanted = sorted({ref for edge in scene.edges for ref in edge.evidence} - set(scene.evidence))
    return {**scene.evidence, **cite(wanted)} if cite is not None and wanted else scene.evidence


def _contracted(
    nodes: Iterable[Node], edges: Iterable[Edge], keep: Iterable[str], whole: bool
) -> Contracted:
    if whole:
        return Contracted(tuple(nodes), tuple(edges), {})
    return contracted(nodes, edges, frozenset(keep))


def _kept_of(rows: Iterable[Listing], asked: Iterable[str], nodes: Iterable[Node]) -> Iterator[str]:
    """Give what an answer speaks of and a contraction keeps: no jobs, but all that rows name."""
    entries = {node.id for node in nodes if node.kind in ENTRY_KINDS}
    yield from asked
    for row in rows:
        yield from (id for id in row.members if id not in entries)


def _now(members: Iterable[str], became: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the members of a row as they are drawn."""
    return tuple(dict.fromkeys(now for id in members for now in became.get(id, (id,))))


def _asked(question: Mapping[str, Any]) -> list[str]:
    """Return the ids, if ids they are, that a question names."""
    # Any text of a question may be one; whoever asks keeps those that are nodes of the answer.
    values = (item if isinstance(item, list | tuple) else [item] for item in question.values())
    # A node that was asked for by name is told with its id.
    given = (one.get("id") if isinstance(one, Mapping) else one for own in values for one in own)
    return [one for one in given if isinstance(one, str)]


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
