"""One string opens any graph: a file's path, or a server's address."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, overload

from ..errors import UsageError

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from .sqlite.store import EmbeddedGraph
    from .store import StoredGraph

DEFAULT: Final = "people.db"

_NEO4J: Final = ("commonground.graph.neo4j.store", "Neo4jGraph")
BACKENDS: Final = {
    "file": ("commonground.graph.sqlite.store", "EmbeddedGraph"),
    **dict.fromkeys(("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"), _NEO4J),
}
"""Scheme → module and class; a module is imported when its first graph is opened."""


@overload
def open_graph(
    address: os.PathLike[str], *, create: bool = True, ontology: Ontology | None = None
) -> EmbeddedGraph: ...


@overload
def open_graph(
    address: str | None = None, *, create: bool = True, ontology: Ontology | None = None
) -> StoredGraph: ...


def open_graph(
    address: str | os.PathLike[str] | None = None,
    *,
    create: bool = True,
    ontology: Ontology | None = None,
) -> StoredGraph:
    """Open a graph, or make it where ``create`` allows it.

    The address is a file's path, or ``bolt://…`` or ``neo4j://…`` (also ``+s`` and ``+ssc``).
    Without one ``$COMMONGROUND_GRAPH`` names it, else ``$NEO4J_URI``, else it is ``people.db``
    here. A server is signed in to by ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``.

    Raises:
        UsageError: no backend knows the address, or it holds a password.
        BackendUnreachable: the graph cannot be opened.
    """
    text = os.fspath(address or default_address())
    scheme = text.partition("://")[0].lower() if "://" in text else "file"
    if scheme not in BACKENDS:
        raise UsageError(
            f"{scheme}:// is no graph that this version opens: name a file, such as {DEFAULT}, or a"
            " server, such as bolt://localhost:7687"
        )
    module, name = BACKENDS[scheme]
    backend: Callable[..., StoredGraph] = getattr(import_module(module), name)
    return backend(text.removeprefix("file://"), create=create, ontology=ontology)


def default_address() -> str:
    """Return the graph that is meant where none is named."""
    named = os.environ.get("COMMONGROUND_GRAPH") or os.environ.get("NEO4J_URI")
    return named or DEFAULT
