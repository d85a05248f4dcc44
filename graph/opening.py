"""One string opens any graph: a file's path, or a server's address."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar, overload

from ..errors import UsageError, cut

if TYPE_CHECKING:
    import networkx as nx

    from ..ontology.ontology import Ontology
    from .checkup import Checkup
    from .reader import Reader
    from .sqlite.store import EmbeddedGraph
    from .store import StoredGraph

T = TypeVar("T")

DEFAULT: Final = "people.db"

_NEO4J: Final = ("commonground.graph.neo4j.store", "Neo4jGraph")
BACKENDS: Final = {
    "file": ("commonground.graph.sqlite.store", "EmbeddedGraph"),
    **dict.fromkeys(("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"), _NEO4J),
}
"""Scheme → module and class; a module is imported when its first graph is opened."""


@overload
def open_graph(
    address: os.PathLike[str], *, create: bool = False, ontology: Ontology | None = None
) -> EmbeddedGraph: ...


@overload
def open_graph(
    address: str | None = None, *, create: bool = False, ontology: Ontology | None = None
) -> StoredGraph: ...


def open_graph(
    address: str | os.PathLike[str] | None = None,
    *,
    create: bool = False,
    ontology: Ontology | None = None,
) -> StoredGraph:
    """Open a graph; one that is not there is made only where ``create`` says so.

    The address is a file's path, or ``bolt://…`` or ``neo4j://…`` (also ``+s`` and ``+ssc``).
    Without one ``$COMMONGROUND_GRAPH`` names it, else ``$NEO4J_URI``, else it is ``people.db``
    here. A server is signed in to by ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``.

    Raises:
        UsageError: no backend knows the address, or it holds a password.
        BackendUnreachable: the graph cannot be opened, or there is none.
    """
    backend, place = _backend(os.fspath(address or default_address()))
    graph: StoredGraph = backend(place, create=create, ontology=ontology)
    return graph


def _backend(text: str) -> tuple[Any, str]:
    """Return the class that opens an address, and what it is given."""
    scheme = _scheme(text)
    if text == "file://":
        raise UsageError(f"file:// names no file: write one, such as {DEFAULT}")
    if scheme not in BACKENDS:
        raise UsageError(
            f"{cut(scheme)}:// is no graph that this version opens: name a file, such as {DEFAULT},"
            " or a server, such as bolt://localhost:7687"
        )
    module, name = BACKENDS[scheme]
    return getattr(import_module(module), name), text.removeprefix("file://")


def check(address: str | os.PathLike[str] | None = None, *, repair: bool = False) -> Checkup:
    """Check that a graph is sound, and mend what can be mended where ``repair`` says so.

    Of a file: its pages, that every document is as it was written and its evidence lies in its
    text, that what is kept beside the documents is theirs. A document is read again from its file,
    where that is the same, or from the text that is kept of it; where pages are damaged, all that
    can still be read goes into a new file beside, and the damaged one is left as it is. Decisions
    and the hashes of forgotten files stay. Of a server: that the graph is what its documents say.

    Raises:
        UsageError: no backend knows the address, or a server's graph is to be repaired.
        BackendUnreachable: the graph cannot be opened at all.
    """
    backend, place = _backend(os.fspath(address or default_address()))
    found: Checkup = backend.checked(place, repair=repair)
    return found


def new_file(address: str | os.PathLike[str]) -> bool:
    """Return whether an address is a file's that is not there and can be made."""
    text = os.fspath(address)
    path = text.removeprefix("file://")
    if _scheme(text) != "file" or os.path.lexists(path):
        return False
    folder = os.path.dirname(path) or "."
    return bool(path) and os.path.isdir(folder) and os.access(folder, os.W_OK)


def _scheme(address: str) -> str:
    # A Windows path has a colon and no "//": only what looks like an address is taken for one.
    return address.partition("://")[0].lower() if "://" in address else "file"


def default_address() -> str:
    """Return the graph that is meant where none is named."""
    named = os.environ.get("COMMONGROUND_GRAPH") or os.environ.get("NEO4J_URI")
    return named or DEFAULT


class HasReader(Protocol):
    """A store that is open: it gives the reader of what it holds now."""

    @property
    def reader(self) -> Reader:
        """The reader of the store's current state."""


Graph: TypeAlias = "HasReader | Reader | nx.MultiDiGraph[str]"


def reader_of(graph: Graph) -> Reader:
    """Return the reader of an open graph, of a NetworkX graph in the same form, or itself.

    Raises:
        TypeError: the value is none of these.
    """
    own = getattr(graph, "reader", None)
    if own is not None:
        return _checked(own)
    # By its looks, so that asking a store never imports NetworkX.
    if hasattr(graph, "is_multigraph"):
        from .networkx.reader import NetworkXReader

        return NetworkXReader(graph)  # type: ignore[arg-type]  # only NetworkX graphs have it
    return _checked(graph)


def asked(graph: Graph, work: Callable[[Reader], T]) -> T:
    """Return what a function of a graph's reader returns, all of it as of one moment.

    Raises:
        TypeError: as ``reader_of``.
    """
    from .facts.projection import uncollected

    snapshot: Callable[[Callable[[], T]], T] | None = getattr(graph, "snapshot", None)
    with uncollected():  # an answer is thousands of objects, and the ontology a million
        if snapshot is None:  # a reader, or a graph in memory: nobody else changes it
            return work(reader_of(graph))
        return snapshot(lambda: work(reader_of(graph)))


def _checked(reader: object) -> Reader:
    from .reader import Reader

    if not isinstance(reader, Reader):
        kind = type(reader).__name__
        raise TypeError(f"a graph is wanted (open_graph(…) or a MultiDiGraph), not a {kind}")
    return reader
