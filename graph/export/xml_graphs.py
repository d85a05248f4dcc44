"""GraphML and GEXF, written as the nodes and edges come.

What NetworkX reads of these files is what it would read of its own, but no graph and no tree of
elements is ever held: nodes and edges wait in spools until all attributes are known that they have,
for those are declared first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from ..facts.flat import Single, flat
from ..model import Edge, Node
from .batches import Batch
from .spool import Spools, encoded

_Attributes: TypeAlias = Mapping[str, Single]

_TYPES: Final[Mapping[type, str]] = {str: "string", bool: "boolean", int: "long", float: "double"}
_XSI: Final = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_GRAPHML: Final = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    f"{_XSI} "
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_GEXF: Final = (
    '<gexf xmlns="http://www.gexf.net/1.2draft" '
    f"{_XSI} "
    'xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" '
    'version="1.2">\n'
)

# A reader takes a bare carriage return for a line feed, and in an attribute either for a blank.
_RETURN: Final = {"\r": "&#13;"}
_PLAIN: Final = re.compile(r"[\w :./@+-]*", re.ASCII)

# GEXF has attributes of its own under these names, which mean the time and shape of a drawing: a
# reader would lose the relation and draw a headline where the name belongs.
_GEXF_NAMES: Final = {
    "start": "start_date",
    "end": "end_date",
    "type": "relation",
    "label": "headline",
}


def graphml(batches: Iterable[Batch], spools: Spools) -> Iterator[bytes]:
    """Return the bytes of a GraphML file, to be read while the spools are open."""
    keys = {"node": _Graphml("n"), "edge": _Graphml("e")}
    nodes, edges = spools.new(), spools.new()
    for batch in batches:
        for node in batch.nodes:
            data = keys["node"].data(of_node(node))
            nodes.write(f"    <node id={_quoted(node.id)}>{data}\n    </node>\n")
        for edge in batch.edges:
            data = keys["edge"].data(of_edge(edge))
            ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
            edges.write(f"    <edge {ends} id={_quoted(edge.id)}>{data}\n    </edge>\n")
    declared = (key for scope, own in keys.items() for key in own.declared(scope))
    head = encoded([_DECLARED, _GRAPHML, *declared, '  <graph edgedefault="directed">\n'])
    return chain(head, nodes, edges, [b"  </graph>\n</graphml>\n"])


def gexf(batches: Iterable[Batch], spools: Spools) -> Iterator[bytes]:
    """Return the same for a GEXF file, which shows nodes by name and edges by relation."""
    titles = {"node": _Gexf(""), "edge": _Gexf("e")}
    nodes, edges = spools.new(), spools.new()
    for batch in batches:
        for node in batch.nodes:
            own = _renamed(of_node(node))
            shown = f"id={_quoted(node.id)} label={_quoted(str(own.get('name') or node.id))}"
            nodes.write(f"      <node {shown}>{titles['node'].data(own)}\n      </node>\n")
        for edge in batch.edges:
            own = _renamed(of_edge(edge))
            weight = f" weight={_quoted(str(own.pop('weight')))}" if "weight" in own else ""
            ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
            shown = f"id={_quoted(edge.id)} label={_quoted(edge.type)}{weight}"
            edges.write(f"      <edge {ends} {shown}>{titles['edge'].data(own)}\n      </edge>\n")
    declared = (title for scope, own in titles.items() for title in own.declared(scope))
    opening = '  <graph defaultedgetype="directed" mode="static">\n'
    head = encoded([_DECLARED, _GEXF, opening, *declared, "    <nodes>\n"])
    between, tail = b"    </nodes>\n    <edges>\n", b"    </edges>\n  </graph>\n</gexf>\n"
    return chain(head, nodes, [between], edges, [tail])


def of_node(node: Node) -> dict[str, Single]:
    """Return a node's attributes as single values, in the order of their names."""
    named = {"name": node.name} if node.name else {}
    return _in_order(flat({"kind": node.kind, **named, **node.properties}))


def of_edge(edge: Edge) -> dict[str, Single]:
    """Return an edge's attributes as single values, in the order of their names."""
    cited = {"evidence": list(edge.evidence)} if edge.evidence else {}
    return _in_order(flat({"type": edge.type, **edge.properties, **cited}))


class _Graphml:
    """The keys of nodes or of edges, one for each name and type; ``prefix`` tells them apart."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._ids: dict[tuple[str, type], str] = {}

    def data(self, attributes: _Attributes) -> str:
        """Return the elements that say these attributes."""
        return "".join(
            f'\n      <data key="{self._id(name, value)}">{_text(str(value))}</data>'
            for name, value in attributes.items()
        )

    def declared(self, scope: str) -> Iterator[str]:
        """Give the elements that declare what was met."""
        for (name, kind), id in self._ids.items():
            named = f"attr.name={_quoted(name)} attr.type={_quoted(_TYPES[kind])}"
            yield f'  <key id="{id}" for="{scope}" {named} />\n'

    def _id(self, name: str, value: Single) -> str:
        key = name, type(value)
        return self._ids.get(key) or self._ids.setdefault(key, f"{self._prefix}{len(self._ids)}")


class _Gexf:
    """The attributes of nodes or of edges, one for each name; ``prefix`` tells them apart."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._ids: dict[str, tuple[str, type]] = {}

    def data(self, attributes: _Attributes) -> str:
        """Return the elements that say these attributes."""
        values = "".join(
            f'\n          <attvalue for="{self._id(name, value)}" value={_value(value)} />'
            for name, value in attributes.items()
        )
        return f"\n        <attvalues>{values}\n        </attvalues>"

    def declared(self, scope: str) -> Iterator[str]:
        """Give the elements that declare what was met."""
        yield f'    <attributes mode="static" class="{scope}">\n'
        for name, (id, kind) in self._ids.items():
            titled = f"title={_quoted(name)} type={_quoted(_TYPES[kind])}"
            yield f'      <attribute id="{id}" {titled} />\n'
        yield "    </attributes>\n"

    def _id(self, name: str, value: Single) -> str:
        if name not in self._ids:
            self._ids[name] = f"{self._prefix}{len(self._ids)}", type(value)
        return self._ids[name][0]


def _value(value: Single) -> str:
    return _quoted(str(value).lower() if isinstance(value, bool) else str(value))


def _renamed(attributes: _Attributes) -> dict[str, Single]:
    return {_GEXF_NAMES.get(name, name): value for name, value in attributes.items()}


def _in_order(attributes: _Attributes) -> dict[str, Single]:
    return {name: attributes[name] for name in sorted(attributes)}


def _quoted(text: str) -> str:
    # Most values are ids, words and numbers, in which nothing needs an escape.
    return f'"{text}"' if _PLAIN.fullmatch(text) else quoteattr(text)


def _text(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else escape(text, _RETURN)
