"""Questions in SPARQL: read-only, and nothing is fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ...errors import UsageError, cut
from ..rows import Rows

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.sparql.sparql import Query

_TOO_DEEP: Final = "the query is nested too deeply: write it with fewer parentheses or braces"


def sparql(project: Callable[[], Graph], text: str) -> Rows:
    """Answer a query; the graph is projected once the query is known to be one.

    The prefixes cg, schema, skos, prov, oa, rdf and xsd need no declaration.

    Raises:
        UsageError: the text is no SPARQL query, is an update, or names other data (SERVICE, FROM).
    """
    query = _prepared(text)
    graph = project()
    try:
        found = graph.query(query)
        if found.type == "ASK":
            return Rows(("ask",), ({"ask": bool(found.askAnswer)},))
        if found.type == "SELECT":
            variables = tuple(str(one) for one in found.vars or ())
            rows = [row.asdict() for row in found]  # type: ignore[union-attr]  # SELECT gives rows
        else:
            variables = ("subject", "predicate", "object")
            rows = [dict(zip(variables, triple, strict=True)) for triple in found]  # type: ignore[arg-type]  # triples
    except (UsageError, MemoryError):
        raise
    except RecursionError:
        raise UsageError(_TOO_DEEP) from None
    except Exception as fault:  # rdflib raises what its functions raise
        raise UsageError(f"the query cannot be answered: {_first_line(fault)}") from None
    plain = [{str(name): _value(term) for name, term in row.items()} for row in rows]
    if not any(name == "OrderBy" for name in _names(query.algebra)):
        plain.sort(key=lambda row: [str(row.get(name, "")) for name in variables])
    return Rows(variables, tuple(plain))


def _prepared(text: str) -> Query:
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.parser import parseQuery

    from .rdf import empty

    try:
        parsed = parseQuery(text)
        query = prepareQuery(text, initNs=dict(empty().namespaces()))
    except RecursionError:
        raise UsageError(_TOO_DEEP) from None
    except MemoryError:
        raise
    except Exception as fault:  # pyparsing and rdflib have no common class for it
        if _is_update(text):
            raise UsageError(
                "the RDF projection is read-only: ask SELECT, ASK, CONSTRUCT or DESCRIBE"
            ) from None
        raise UsageError(f"this is no SPARQL query: {_first_line(fault)}") from None
    names = set(_names(parsed)) | set(_names(query.algebra))
    if "ServiceGraphPattern" in names:
        raise UsageError("SERVICE is refused: a query of this graph never calls the network")
    if "DatasetClause" in names:
        raise UsageError("FROM is refused: the graph is the one data set, nothing is fetched")
    return query


def _is_update(text: str) -> bool:
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parseUpdate(text)
    except Exception:  # whatever it is, it is no update
        return False
    return True


def _names(part: Any) -> Iterator[str]:
    """Yield the name of every part of a parsed query, however deep."""
    waiting = [part]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop()
        if isinstance(here, str) or id(here) in seen:
            continue
        seen.add(id(here))
        if hasattr(here, "name") and isinstance(here.name, str):
            yield here.name
        if hasattr(here, "values") and callable(here.values):
            waiting += list(here.values())
        if isinstance(here, list | tuple | set) or hasattr(here, "asList"):
            waiting += list(here)


def _first_line(fault: Exception) -> str:
    line = re.sub(r"\s+", " ", str(fault).strip().split("\n")[0])
    return cut(line) or type(fault).__name__


def _value(term: Any) -> Any:
    """Return a number or truth value as such, everything else as its text."""
    value = term.toPython() if hasattr(term, "toPython") else term
    return value if isinstance(value, bool | int | float) else str(term)
