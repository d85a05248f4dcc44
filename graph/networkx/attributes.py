"""Attributes of a graph that is read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

from ..facts.flat import flat
from ..model import Edge, Node, Value

READ_ONLY: Final = (
    "this graph can only be read: load or correct documents, or take a copy by to_networkx()"
)


def refuse(*_: Any, **__: Any) -> Any:
    """Take the place of what would change the graph.

    Raises:
        networkx.NetworkXError: always.
    """
    raise nx.NetworkXError(READ_ONLY)


class Attributes(dict[str, Any]):
    """What a node or an edge has, as a dict that cannot be changed; copies of it can.

    Raises:
        networkx.NetworkXError: whatever would change it.
    """

    __setitem__ = __delitem__ = __ior__ = refuse
    clear = pop = popitem = setdefault = update = refuse

    def copy(self) -> dict[str, Any]:
        """Return a dict of one's own."""
        return dict(self)

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, _: dict[int, Any]) -> dict[str, Any]:
        return dict(self)  # all values are single ones

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def of_node(node: Node) -> Attributes:
    """Return a node's attributes as ``to_networkx()`` gives them."""
    named: dict[str, Value] = {} if node.name is None else {"name": node.name}
    return Attributes(flat({"kind": node.kind, **named, **node.properties}))


def of_edge(edge: Edge) -> Attributes:
    """Return an edge's attributes as ``to_networkx()`` gives them."""
    return Attributes(flat(edge_values(edge)))


def edge_values(edge: Edge) -> Mapping[str, Value]:
    """Return an edge's attributes with their lists."""
    cited: dict[str, Value] = {"evidence": list(edge.evidence)} if edge.evidence else {}
    return {"type": edge.type, **edge.properties, **cited}
