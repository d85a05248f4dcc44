"""The graph: its model, identity, stores and readers, RDF and other exports."""

from __future__ import annotations

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")

from .opening import open_graph

__all__ = ["open_graph"]
