"""Plain Python values out of what the Neo4j driver gives; no id of the server leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

_SIMPLE: Final = frozenset({type(None), str, bool, int, float})


def plain(value: Any) -> Any:
    """Return a value as str, bool, int, float, date, None, list or dict of these.

    A node is a dict of ``labels`` and ``properties``, a relationship of ``type`` and
    ``properties``, a path a list of both in turn; bytes are a text with lone surrogates.
    """
    # Nearly all values are plain: known by their type, they skip the checks of everything else.
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is list:
        return value if all(type(item) in _SIMPLE for item in value) else list(map(plain, value))
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, bytes | bytearray):
        return value.decode("utf-8", "surrogatepass")
    if isinstance(value, list | tuple) and not isinstance(value, Duration | Point):
        return [plain(item) for item in value]
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": plain(dict(value))}
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return _single(value)


def _path(path: Path) -> list[Any]:
    steps: list[Any] = [plain(path.start_node)]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [plain(relationship), plain(node)]
    return steps


def _single(value: Any) -> Any:
    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Point):
        return list(value)
    return value
