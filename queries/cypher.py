"""A user's own Cypher, and statements with parameters as text to paste."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..graph.opening import Graph, reader_of
from ..graph.rows import Rows


def cypher(
    graph: Graph,
    text: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout: float | None = None,
) -> Rows:
    """Return what a Neo4j server answers to your own Cypher, in its own order.

    Nothing but reading the graph is allowed. Nodes come as ``{"labels", "properties"}``,
    relationships as ``{"type", "properties"}``. ``timeout`` is in seconds.

    Raises:
        UsageError: the graph is on no Neo4j server; the statement writes, reads files, is no
            Cypher, lacks a parameter, or takes longer than the time-out.
    """
    ask = getattr(reader_of(graph), "ask", None)
    if ask is None:
        raise UsageError("cypher asks a Neo4j server: name one with -g bolt://…, or use sparql")
    rows: Rows = ask(text, parameters, timeout)
    return rows


def browser_text(statement: str, parameters: Mapping[str, Any]) -> str:
    """Return what to paste into Neo4j Browser: a ``:param`` line each, then the statement.

    >>> print(browser_text("RETURN $who", {"who": "Ada's"}))
    :param who => 'Ada\\'s';
    RETURN $who;
    """
    lines = [f":param {name} => {literal(value)};" for name, value in parameters.items()]
    return "\n".join([*lines, f"{statement};"])


def literal(value: Any) -> str:
    """Return a value as Cypher writes it.

    Raises:
        TypeError: it is no string, number, truth value, None, or list or map of these.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if isinstance(value, str):
        return "'" + re.sub(r"[\\'\x00-\x1f\x7f\u2028\u2029]", _escaped, value) + "'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)}: {literal(one)}" for name, one in value.items()) + "}"
    raise TypeError(f"Cypher has no literal for {type(value).__name__}")


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return f"\\{char}" if char in "\\'" else f"\\u{ord(char):04x}"


def _key(name: str) -> str:
    if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        return name
    quoted = name.replace("\\", "\\u005c").replace("`", "``")  # \u is read in names, too
    return f"`{quoted}`"
