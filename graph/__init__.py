"""The graph: its model, identity, stores and readers, RDF and other exports."""

from __future__ import annotations

from .opening import open_graph

__all__ = ["open_graph"]
