"""A knowledge graph of skills, companies and people.

The names below are loaded when they are first used, so that importing the package, and the
command's ``--help``, stay quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import AmbiguousName as AmbiguousName
    from .errors import CommongroundError as CommongroundError
    from .errors import NotFound as NotFound
    from .errors import UnreadableFile as UnreadableFile
    from .errors import UsageError as UsageError
    from .graph.loading.copy import copy as copy
    from .graph.loading.load import load as load
    from .graph.model import Edge as Edge
    from .graph.model import Evidence as Evidence
    from .graph.model import Node as Node
    from .graph.opening import open_graph as open_graph
    from .ontology.ontology import load_ontology as load_ontology
    from .queries.answer import Answer as Answer
    from .queries.answer import Row as Row
    from .queries.answer import Term as Term
    from .queries.colleagues import colleagues as colleagues
    from .queries.find.find import find as find
    from .queries.path.path import path as path
    from .queries.shared import shared as shared
    from .queries.similar import similar as similar
    from .queries.tenure import tenure as tenure
    from .visualizations.view import view as view

__version__ = "0.1.0"

_HOMES = {
    "AmbiguousName": "errors",
    "Answer": "queries.answer",
    "CommongroundError": "errors",
    "Edge": "graph.model",
    "Evidence": "graph.model",
    "Node": "graph.model",
    "NotFound": "errors",
    "Row": "queries.answer",
    "Term": "queries.answer",
    "UnreadableFile": "errors",
    "UsageError": "errors",
    "colleagues": "queries.colleagues",
    "copy": "graph.loading.copy",
    "find": "queries.find.find",
    "load": "graph.loading.load",
    "load_ontology": "ontology.ontology",
    "open_graph": "graph.opening",
    "path": "queries.path.path",
    "shared": "queries.shared",
    "similar": "queries.similar",
    "tenure": "queries.tenure",
    "view": "visualizations.view",
}

__all__ = ["__version__", *_HOMES]  # a test holds them against the imports above


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
