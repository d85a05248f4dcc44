"""How two nodes are connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ...errors import UsageError, quoted
from ...graph import resolve
from ...graph.display import Brief
from ...graph.model import Edge, Evidence, Node, stable_id
from ...graph.opening import Graph
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.model import Relation
from ..answer import Answer, Row, Term, bits, total
from ..evidence import CitedEdges, in_order, scene, sources
from ..measures.weights import share, step
from ..question import Argument, Named, Question, Statement
from ..relation_words import RELATION_WORDS
from .contracted import Contracted, nearer
from .near import how_near
from .proofs import Proofs
from .regions import paths_between
from .search import WeightedPath
from .sentences import Connection, Stop, sentence

MOST_PATHS: Final = 100
"""More than anybody reads; each one more is searched for around all those before it."""


@dataclass(frozen=True)
class OntologyLine(Brief):
    """A line of a Turtle file that states an ontology relation."""

    source: str
    line: int
    quote: str

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.source}:{self.line}"


@dataclass(frozen=True)
class NodeStep(Brief):
    """A node of a path."""

    id: str
    kind: str
    name: str | None


@dataclass(frozen=True)
class EdgeStep(Brief):
    """A step of a path, written from the edge's source (``from_``) to its target (``to``)."""

    type: str
    from_: str
    to: str
    evidence: tuple[Evidence | OntologyLine, ...]


@dataclass(frozen=True, kw_only=True)
class PathRow(Row):
    """One path; ``steps`` are nodes and edges in turn, ``sentence`` says them in English.

    The score is the path's cost in bits: the smaller the better.
    """

    steps: tuple[NodeStep | EdgeStep, ...]
    sentence: str


@dataclass(frozen=True)
class Path(Question[PathRow]):
    """The ``k`` cheapest paths between two nodes, no two with the same nodes between the ends.

    Paths run over people, skills, employers and schools; Roles, Education and Projects are
    contracted, and Categories lie on none. A person on the path costs 1 bit, any other node

        log2(1 + people_with + 100 · share)

    with ``people_with`` the people tied to it directly (``share`` is 0 for employers and schools),
    and an ontology relation ``-log2(weight)``, the better of its two weights, so that a path costs
    the same from both ends. What everybody has connects nobody. The terms sum to the score; ties
    are ordered by the ids along the path. No path makes a detour: whom a fact joins to a node of it
    stands beside that node (but for its two ends, between which longer paths are shown too), and at
    most two relations of the ontology stand in a row, of which the second leads on (see
    ``nearness``).

    Between a person and a concept or an employer a note says how near they are (see ``how_near``):
    the months and last use, else what they have that is narrower or nearest; else which of those
    who worked there they may have met.

    Complexity: about the nodes nearer to an end than half the k-th path, each looked at once; see
    ``paths_between``, and ``cheapest_paths`` within what is known.

    >>> from commonground.queries.example import example
    >>> print(path(example(), "Ana", "Cy", k=1)[0].sentence)
    Ana and Cy both studied at Northern Polytechnic (ana.md:8, cy.txt:4).
    """

    name = "path"
    summary = "Explain how two nodes are connected, by several different paths."
    examples = ("commonground path ada.md bo.txt -k 3",)
    arguments = (
        Argument("from_", "a person, concept, employer or school", "node", metavar="FROM"),
        Argument("to", "another one", "node"),
        Argument("k", "how many paths", "count", flags=("-k",), most=MOST_PATHS),
    )
    columns = ("path=sentence", "cost=score")
    under = "steps"

    from_: str
    to: str
    k: int = 3

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        a, b = (names.get(one, one) for one in (self.from_, self.to))
        return f"How are {a} and {b} connected?"

    def answer(self, reader: Reader) -> Answer[PathRow]:
        """Answer over a reader.

        Raises:
            UsageError: both ends are one node, or one is a role or a course of study.
            NotFound, AmbiguousName: nothing, or several nodes, are called so.
        """
        start, goal = self._resolved(reader)
        ends = (start.id, goal.id)
        graph = Contracted(reader, ends)
        paths = paths_between(reader, graph, *ends, self.k)
        telling = _Telling(reader, graph, paths)
        rows = tuple(telling.row(path) for path in paths)
        nodes, edges = scene(reader, ends, telling.edges())
        a, b = resolve.called(start), resolve.called(goal)
        notes = [] if paths else [f"no path leads from {a} to {b}"]
        notes += how_near(reader, start, goal)
        for text, node in ((self.from_, start), (self.to, goal)):
            notes += resolve.namesakes(reader, text, node)
        named = {"from": start, "to": goal}
        plain = {side: {"id": node.id, "name": node.name} for side, node in named.items()}
        asked = {"question": self.name, **plain, "k": self.k}
        return Answer(asked, rows, tuple(notes), nodes, edges)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the neighbours of both ends."""
        from ...graph.neo4j.rows import neighbour_parameters
        from ...graph.neo4j.statements import statement

        ends = [one.id for one in self._resolved(reader)]
        return statement("neighbours"), neighbour_parameters(ends)

    def _resolved(self, reader: Reader) -> tuple[Node, Node]:
        start, goal = resolve.node(reader, self.from_), resolve.node(reader, self.to)
        if start.id == goal.id:
            raise UsageError(
                f"{quoted(resolve.called(start))} is both ends; name two different nodes"
            )
        for node in (start, goal):
            if node.kind in {"Role", "Education"}:
                raise UsageError(f"no path ends at a {node.kind}; name its person or organisation")
        return start, goal


def path(graph: Graph, a: Named, b: Named, *, k: int = 3) -> Answer[PathRow]:
    """Return the best paths between two nodes, each with its reasons.

    ``a`` and ``b`` are people, skills, employers or schools: nodes, or what they are called.
    ``k`` is how many paths, at most 100; no two have the same nodes between the ends.

    Each row is a path, the cheapest first: ``sentence`` says it in English with the lines behind
    it, ``steps`` are its nodes and edges in turn, the score is its cost in bits. What few people
    have is cheap to pass through, what everybody has connects nobody.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> print(cg.path(example(), "Ana", "Cy", k=1)[0].sentence)
    Ana and Cy both studied at Northern Polytechnic (ana.md:8, cy.txt:4).

    Raises:
        UsageError: both are one node, one is a role or a course of study, or ``k`` is below 1.
        NotFound, AmbiguousName: nothing, or several nodes, are called so.
    """
    return Path.of(a, b, k=k).ask(graph)


class _Telling:
    """The paths with their ties, relations and evidence, fetched for all of them together."""

    def __init__(self, reader: Reader, graph: Contracted, paths: Sequence[WeightedPath]) -> None:
        self._graph = graph
        self._ontology = reader.ontology
        ids = {id for path in paths for id in path.nodes}
        self._nodes: Mapping[str, Node] = reader.nodes(sorted(ids))
        people = {id for id in ids if self._nodes[id].kind == "Person"}
        steps = {frozenset(pair) for path in paths for pair in pairwise(path.nodes)}
        ties = reader.ties(people=people, nodes=ids - people) if people else ()
        self._ties = {frozenset((tie.person, tie.node)): tie for tie in ties}
        self._ties = {pair: tie for pair, tie in self._ties.items() if pair in steps}
        self._cited_edges = CitedEdges(reader, self._ties.values())
        self._proofs = Proofs(reader, self._ties.values(), self._cited_edges)
        related = {(r.type, r.source, r.target) for path in paths for r in self._relations(path)}
        connections = reader.relations(ids) if related else ()
        self._related = [e for e in connections if (e.type, e.source, e.target) in related]

    def edges(self) -> list[Edge]:
        """Return the edges of all paths."""
        return [*self._cited_edges.edges_of(*self._ties.values()), *self._related]

    def row(self, path: WeightedPath) -> PathRow:
        """Return one path as a row."""
        ties = [tie for pair in pairwise(path.nodes) if (tie := self._tie(*pair))]
        evidence = in_order(self._cited_edges.of(*ties))
        terms = tuple(self._terms(path))
        return PathRow(
            id=stable_id("path", *path.nodes),
            kind="Path",
            name=None,
            sources=sources(evidence),
            score=total(terms),
            terms=terms,
            evidence=evidence,
            steps=tuple(self._steps(path)),
            sentence=self._sentence(path),
        )

    def _terms(self, path: WeightedPath) -> Iterator[Term]:
        for at, id in enumerate(path.nodes[1:], start=1):
            relation = self._relation(path.nodes[at - 1], id)
            if relation is not None:
                details = {"type": relation.type, "weight": nearer(relation)}
                words, cost = self._relation_words(relation), bits(step(nearer(relation)))
                yield Term(words, cost, None, details)
            if at < len(path.nodes) - 1:
                node = self._nodes[id]
                cost = bits(self._graph.node_cost(id))
                yield Term(resolve.called(node), cost, id, self._why(node))

    def _why(self, node: Node) -> dict[str, Any]:
        if node.kind == "Person":
            return {}
        known = {"people_with": self._graph.people_with(node.id)}
        return {**known, "share": share(self._ontology, node.id)}

    def _steps(self, path: WeightedPath) -> Iterator[NodeStep | EdgeStep]:
        for at, id in enumerate(path.nodes):
            if at:
                yield self._edge(path.nodes[at - 1], id)
            node = self._nodes[id]
            yield NodeStep(id, node.kind, node.name)

    def _edge(self, a: str, b: str) -> EdgeStep:
        tie, relation = self._tie(a, b), self._relation(a, b)
        if tie is not None:
            return EdgeStep(tie.type, tie.person, tie.node, self._proofs.of(tie))
        if relation is None:
            raise LookupError(f"{a} and {b} are neighbours on a path and no edge joins them")
        place = OntologyLine(relation.file, relation.line, relation.quote)
        return EdgeStep(relation.type, relation.source, relation.target, (place,))

    def _sentence(self, path: WeightedPath) -> str:
        nodes = [self._nodes[id] for id in path.nodes]
        stops = [Stop(resolve.called(node), node.kind == "Person") for node in nodes]
        return sentence(stops, [self._link(a, b) for a, b in pairwise(path.nodes)])

    def _link(self, a: str, b: str) -> Connection:
        step = self._edge(a, b)
        place = step.evidence[0].place if step.evidence else ""
        tie = self._tie(a, b)
        words = "" if tie else RELATION_WORDS[step.type].verb[step.from_ != a]
        return Connection(place, tie, words)

    def _relation_words(self, relation: Relation) -> str:
        names = [self._nodes[id].name for id in (relation.source, relation.target)]
        return f"{names[0]} {RELATION_WORDS[relation.type].verb[0]} {names[1]}"

    def _relations(self, path: WeightedPath) -> Iterator[Relation]:
        for a, b in pairwise(path.nodes):
            relation = self._relation(a, b)
            if relation is not None:
                yield relation

    def _relation(self, a: str, b: str) -> Relation | None:
        return None if self._tie(a, b) else self._graph.relation(a, b)

    def _tie(self, a: str, b: str) -> Tie | None:
        return self._ties.get(frozenset((a, b)))
