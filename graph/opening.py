"""One string opens any graph: a file's path, or a server's address."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import UsageError

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from .store import EmbeddedGraph

DEFAULT: Final = "people.db"

BACKENDS: Final = {"file": ("commonground.graph.store", "EmbeddedGraph")}
"""Scheme → module and class; a module is imported when its first graph is opened."""


def open_graph(
    address: str | os.PathLike[str] | None = None,
    *,
    create: bool = True,
    ontology: Ontology | None = None,
) -> EmbeddedGraph:
    """Open a graph, or make it where ``create`` allows it.

    Without an address ``$COMMONGROUND_GRAPH`` names it, else ``people.db`` here.

    Raises:
        UsageError: no backend knows the address.
        BackendUnreachable: the graph cannot be opened.
    """
    text = os.fspath(address or os.environ.get("COMMONGROUND_GRAPH") or DEFAULT)
    scheme, place = _split(text)
    if scheme not in BACKENDS:
        raise UsageError(
            f"{scheme}:// is no graph that this version opens: name a file, such as {DEFAULT}"
        )
    module, name = BACKENDS[scheme]
    backend: Callable[..., EmbeddedGraph] = getattr(import_module(module), name)
    return backend(Path(place), create=create, ontology=ontology)


def _split(address: str) -> tuple[str, str]:
    scheme, separator, place = address.partition("://")
    return (scheme.lower(), place) if separator else ("file", address)
