"""Questions as Cypher text with parameters, and a user's own Cypher."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any, TypeAlias

from ...errors import UsageError
from ...graph.export.sparql import Rows
from ...graph.neo4j.matching import matching_parameters
from ...graph.neo4j.rows import neighbour_parameters, overlapping_parameters
from ...graph.neo4j.statements import statement
from ...graph.opening import Graph, reader_of
from ...graph.reader import Reader
from ..colleagues import Colleagues
from ..find.find import Find
from ..find.search import Search
from ..path.path import Path
from ..shared import RAREST, Shared
from ..similar import Similar
from ..tenure import Tenure

Statement: TypeAlias = tuple[str, dict[str, Any]]


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


@singledispatch
def as_cypher(question: Any, reader: Reader) -> Statement:
    """Return the statement and parameters by which a Neo4j server is asked a question.

    Of a question that takes several round trips, the one that decides who or what is answered.

    Raises:
        UsageError: the question is asked of no server.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    raise UsageError("this question has no Cypher of its own: ask find, shared, similar, path …")


@as_cypher.register
def _(question: Find, reader: Reader) -> Statement:
    search = Search.of(reader, question.expression)
    criteria = [one.criterion for one in search.targets.values()]
    people_with = _people_with(reader, {id for criterion in criteria for id in criterion.nodes})
    return statement("matching"), matching_parameters(criteria, search.demand, people_with)


@as_cypher.register
def _(question: Tenure, reader: Reader) -> Statement:
    return statement("people"), {"people": [question.person.id]}


@as_cypher.register
def _(question: Shared, reader: Reader) -> Statement:
    if question.people:
        return statement("people"), {"people": [one.id for one in question.people]}
    return statement("rarest"), {"least": 2, "most": question.limit or RAREST}


@as_cypher.register
def _(question: Colleagues, reader: Reader) -> Statement:
    return statement("overlapping"), overlapping_parameters(question.stints(reader))


@as_cypher.register
def _(question: Similar, reader: Reader) -> Statement:
    return statement("uses"), {"ids": question.concepts(reader)}


@as_cypher.register
def _(question: Path, reader: Reader) -> Statement:
    return statement("neighbours"), neighbour_parameters([question.start.id, question.goal.id])


def _people_with(reader: Reader, ids: Iterable[str]) -> dict[str, int]:
    return reader.counts({id: (id,) for id in sorted(ids)})


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
