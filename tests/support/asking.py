"""What two stores must say alike, as text: answers with their pictures, errors, whole graphs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.errors import AmbiguousName, CommongroundError
from commonground.graph.model import Edge, Node
from commonground.queries.answer import Answer

from .backends import Graph
from .resumes import exported

Question = Callable[[Graph], Any]


def ask(name: str, *arguments: Any, **options: Any) -> Question:
    """Return a question of the package by its name: ``ask("find", "Go")(graph)``."""
    return lambda graph: getattr(cg, name)(graph, *arguments, **options)


def told(question: Question, graph: Graph) -> str:
    """Return what a graph answers, or the error that it raises, with everything a user sees."""
    try:
        return _text(_plain(question(graph)))
    except AmbiguousName as error:
        return _text([type(error).__name__, str(error), *error.choices])
    except CommongroundError as error:
        return _text([type(error).__name__, str(error)])


def assert_same(question: Question, graph: Graph, reference: Graph) -> None:
    """Check that two graphs answer alike, to the byte."""
    mine, theirs = told(question, graph), told(question, reference)
    if mine != theirs:  # pytest would take minutes to compare texts of megabytes
        lines = unified_diff(theirs.splitlines(), mine.splitlines(), "reference", "graph", n=2)
        pytest.fail("\n".join(line[:200] for line in islice(lines, 40)))


def state(graph: Graph, folder: Path) -> dict[str, Any]:
    """Return everything that a graph holds and can say of itself, in a form to compare."""
    decided = [(one.number, one.verdict, one.a, one.b, one.why) for one in graph.decisions()]
    return {
        "export": exported(graph, folder).decode(),
        "documents": [asdict(stored) for stored in graph.documents()],
        "texts": {one.key: graph.document(one.key).text for one in graph.documents()},
        "resumes": {one.key: graph.resume(one.key).to_json() for one in graph.documents()},
        "decisions": decided,
        "unread": [(one.key, one.reason) for one in graph.unread()],
        "info": graph.info().to_json(),
    }


def facts(graph: Graph) -> tuple[list[Any], list[Any]]:
    """Return the nodes and edges that are not the ontology's, with all attributes, by id."""
    network = graph.to_networkx(lists=True)
    concepts = graph.ontology.concepts
    nodes = [(id, data) for id, data in network.nodes(data=True) if id not in concepts]
    edges = [
        (key, source, target, data)
        for source, target, key, data in network.edges(keys=True, data=True)
        if source not in concepts
    ]
    return sorted(nodes, key=lambda node: node[0]), sorted(edges, key=lambda edge: edge[0])


def _plain(value: Any) -> Any:
    if isinstance(value, Answer):
        picture = [[_plain(node) for node in value.nodes], [_plain(edge) for edge in value.edges]]
        cited = {reference: asdict(one) for reference, one in value.evidence.items()}
        return [value.to_json(), picture, cited]
    if isinstance(value, Node | Edge):
        return _sorted(asdict(value))
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _sorted(value: Any) -> Any:
    return json.loads(json.dumps(value, sort_keys=True))


def _text(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1)
