"""The Cypher of a reader: plain rows here, longer statements as files in ``cypher/``.

A file is called like the reader's method that it answers. Every label and type is of the closed
sets of ``graph.model`` or passes through ``identifiers``; every value is a parameter. A node is
looked up by its id under the label that the id's prefix says, since an index belongs to one label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from ..model import FACT_KINDS
from .identifiers import identifier, with_names

LABELS: Final[Mapping[str, str]] = {
    **{kind.lower(): kind for kind in FACT_KINDS},
    "skill": "Skill",
    "degree": "Degree",
    "field": "Field",
}
"""The label under which ids of each prefix are looked up."""

KINDS_OF: Final[Mapping[str, str]] = {**LABELS, "skill": "Technology"}
"""The kind of a node of which nothing is known but its id."""

EVERYONE: Final = "MATCH (p:Person) RETURN p.id AS id ORDER BY id"
PLACES: Final = "MATCH (p:Person) WHERE p.location IS NOT NULL RETURN DISTINCT p.location AS at"
SPOKEN: Final = "MATCH (p:Person) UNWIND p.languages AS said RETURN DISTINCT said"
TITLES: Final = "MATCH (r:Role) WHERE r.name IS NOT NULL RETURN DISTINCT r.name AS name"
LATEST: Final = """
MATCH (r:Role) WHERE r.to_outer IS NOT NULL
RETURN r.to_outer[0] AS month ORDER BY r.to_outer DESC LIMIT 1"""
STINTS: Final = """
UNWIND $employers AS id
MATCH (:Employer {id: id})<-[a:AT]-(o:Role)<-[r:HELD]-(p:Person)
RETURN {id: p.id} AS person, properties(r) AS held, properties(o) AS role,
  [[properties(a), id]] AS places"""
DOCUMENTS: Final = """
UNWIND $ids AS id MATCH (d:Document {id: id})
OPTIONAL MATCH (c:Correction {mention: d.mention})
WITH d, collect(c {.number, .when, .by, .why}) AS corrections
RETURN d.key AS key, d.text AS text, d.encoding AS encoding, d.media_type AS media_type,
       d.sha256 AS sha256, corrections,
       CASE WHEN NOT d.media_type STARTS WITH 'text/' THEN d.resume END AS resume"""
OWNERS: Final = """
MATCH (d:Document {id: $id}) OPTIONAL MATCH (p:Person {id: d.person})
RETURN d.person AS id, properties(p) AS person
UNION
MATCH (d:Document {mention: $id}) OPTIONAL MATCH (p:Person {id: d.person})
RETURN d.person AS id, properties(p) AS person"""
ENTRIES: Final = """
UNWIND $ids AS id
MATCH (n:Role|Education|Project {id: id})<-[:HELD|STUDIED|BUILT]-(p:Person)
RETURN n.id AS id, p.id AS person"""

_PATHS: Final[Mapping[str, str]] = {
    "skill": "<-[:HAS_SKILL]-",
    "employer": "<-[:WORKED_AT]-",
    "project": "<-[:BUILT]-",
    "school": "<-[:FROM]-()<-[:STUDIED]-",
    "degree": "<-[:OF]-()<-[:STUDIED]-",
    "field": "<-[:IN]-()<-[:STUDIED]-",
}
"""How people are tied to the nodes of each prefix."""

TIED: Final = frozenset(_PATHS)
DIRECT: Final = frozenset({"skill", "employer", "project"})
"""The prefixes of nodes that have one edge a person, so that the edges count the people."""

_NODES = """
UNWIND ${prefix} AS id MATCH (n:{label} {{id: id}})
RETURN id, properties(n) AS properties"""
_NAMES = """
MATCH (n:{kind}) WHERE n.name IS NOT NULL RETURN n.id AS id, n.name AS name"""
_NODES_OF = """
MATCH (n:{kind}) RETURN '{kind}' AS kind, n {{.*, evidence: null}} AS properties"""
_EDGES = """
UNWIND $ids AS id MATCH (a)-[r:{type} {{id: id}}]->(b)
RETURN id, type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties"""

MONTHS: Final = (
    *("from_months", "to_months", "from_outer", "to_outer"),
    *("months", "months_max", "first", "last", "current"),
    *("shares", "counted", "named"),
)
"""What a derived edge says of its dates, in the order in which a row of ``ties`` has it."""

DATES: Final = ("start", "end", "current", "until")
"""What a project or course of study says of its dates, in the same way."""

SAID: Final = (
    *("name", "start", "end", "current", "until"),
    *("from_months", "to_months", "from_outer", "to_outer"),
)
"""What a role says, in the order in which a row of ``cypher/stints.cypher`` has it."""

# A row of a tie to a node is flat lists of values: whole properties would repeat the same dozen
# words for each of many thousand people, and bring evidence that only the answer's rows need.
_DERIVED = """
UNWIND ${prefix} AS id MATCH (:{label} {{id: id}})<-[r:{type}]-(p)
RETURN p.id AS person, id AS node, [r.id] AS edges, {months} AS dates"""
_BUILT = """
UNWIND $project AS id MATCH (n:Project {id: id})<-[r:BUILT]-(p)
RETURN p.id AS person, id AS node, [r.id] AS edges, [n.start, n.end, n.current, n.until] AS dates"""
_STUDIED = """
UNWIND ${prefix} AS id MATCH (:{label} {{id: id}})<-[x:{type}]-(e)<-[s:STUDIED]-(p)
RETURN p.id AS person, id AS node, [s.id, x.id] AS edges,
  [e.start, e.end, e.current, e.until] AS dates"""

# Rows of the form of cypher/people.cypher that hold the ties to some nodes only: what nobody asks
# for is an empty list, so that one function decodes both.
_PARTS = """
UNWIND $people AS id
MATCH (p:Person {id: id})
RETURN properties(p) AS person, [] AS held"""
_PART: Final[Mapping[str, str]] = {
    "derived": """COLLECT {{
    MATCH (p)-[r:{types}]->(n) WHERE n.id IN $nodes
    RETURN [type(r), n.id, properties(r)]
  }}""",
    "built": """COLLECT {{
    MATCH (p)-[r:{types}]->(n:Project) WHERE n.id IN $nodes
    RETURN [properties(r), properties(n)]
  }}""",
    "studied": """COLLECT {{
    MATCH (p)-[r:STUDIED]->(e:Education)-[x:{types}]->(n) WHERE n.id IN $nodes
    RETURN [properties(r), properties(e), type(x), n.id, properties(x)]
  }}""",
}
_PART_OF: Final[Mapping[str, tuple[str, str]]] = {
    "skill": ("derived", "HAS_SKILL"),
    "employer": ("derived", "WORKED_AT"),
    "project": ("built", "BUILT"),
    "degree": ("studied", "OF"),
    "field": ("studied", "IN"),
    "school": ("studied", "FROM"),
}
_PARAMETER: Final = re.compile(r"\$(\w+)")
_AMONG: Final = "UNWIND $people AS id MATCH (p:Person {id: id})"
# Everybody is counted along with whatever else is counted: it costs no round trip of its own.
_EVERYBODY = """
RETURN null AS id, COUNT { (:Person) } AS people"""
_DEGREES = """
UNWIND ${prefix} AS id MATCH (n:{label} {{id: id}})
RETURN id, {people} AS people"""
# All groups in one round trip, each counted by itself: a person who has several of a group's nodes
# is one.
_UNIONS = """
UNWIND range(0, size($groups) - 1) AS number
WITH number, $groups[number] AS ids
CALL (ids) {{{branches}
}}
RETURN number, count(DISTINCT p) AS people"""
_BRANCH = """
  UNWIND ids.{prefix} AS id MATCH (:{label} {{id: id}}){path}(p) RETURN p"""


@cache
def statement(name: str) -> str:
    """Return the statement that stands in ``cypher/NAME.cypher``, without its comments."""
    text = files(__package__).joinpath("cypher", f"{name}.cypher").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return "\n".join(line for line in lines if line.strip())


def gathered(statement: str, columns: Iterable[str]) -> str:
    """Return a statement that gives all rows of another as the one list ``rows``, of lists.

    Many short rows take longer to send and to read one by one than to find.
    """
    named = ", ".join(map(identifier, columns))
    return f"CALL () {{\n{statement}\n}}\nRETURN collect([{named}]) AS rows"


@cache
def of_one_map(statement: str) -> str:
    """Return a statement whose parameters are looked up in one, the map ``$of``."""
    return _PARAMETER.sub(r"$of.\1", statement)


def nodes(prefixes: Iterable[str]) -> str:
    """Return the statement for nodes by id; a parameter a prefix holds the ids."""
    return _all(with_names(_NODES, prefix=one, label=LABELS[one]) for one in sorted(prefixes))


def names(kinds: Iterable[str]) -> str:
    """Return the statement for the names of all nodes of some kinds."""
    return _all(with_names(_NAMES, kind=kind) for kind in _known(kinds))


def nodes_of(kinds: Iterable[str]) -> str:
    """Return the statement for all nodes of some kinds, without their evidence.

    That is most of what a person's node holds, and nobody reads it off a list of everybody.
    """
    return _all(with_names(_NODES_OF, kind=kind) for kind in _known(kinds))


def edges(types: Iterable[str]) -> str:
    """Return the statement for edges by id, whatever their type."""
    return _all(with_names(_EDGES, type=type) for type in sorted(types))


def ties(prefixes: Iterable[str]) -> str:
    """Return the statement for the ties to nodes; a parameter a prefix holds their ids."""
    return _all(_TIES[one] for one in sorted(prefixes))


@cache
def parts(prefixes: frozenset[str]) -> str:
    """Return the statement for the ties of ``$people`` to ``$nodes``, which have these prefixes.

    Its rows are those of ``cypher/people.cypher``, of which it reads no more than it must.
    """
    types: dict[str, list[str]] = {name: [] for name in _PART}
    for name, type in (_PART_OF[one] for one in sorted(prefixes)):
        types[name].append(type)
    found = {
        name: _PART[name].format(types="|".join(known)) if known else "[]"
        for name, known in types.items()
    }
    return _PARTS.strip() + ",\n  ".join(
        [""] + [f"{text} AS {name}" for name, text in found.items()]
    )


def degrees(prefixes: Iterable[str]) -> str:
    """Return the statement for how many people each node has, and all people under ``null``.

    A parameter a prefix holds the ids.
    """
    return _all([_EVERYBODY, *(_counted(_DEGREES, one) for one in sorted(prefixes))])


def unions(prefixes: Iterable[str]) -> str:
    """Return the statement for how many people have one of each of ``$groups``, by number."""
    parts = [
        _BRANCH.format(prefix=one, label=LABELS[one], path=_PATHS[one]) for one in sorted(prefixes)
    ]
    return _UNIONS.format(branches="\n  UNION ALL".join(parts)).strip()


def tied_to_all(prefixes: Iterable[str], among: bool) -> str:
    """Return the statement for who is tied to all of ``$nodes``, which have these prefixes.

    The people begin at the first node, or with ``among`` at ``$people``.
    """
    patterns = [
        f"(:{LABELS[prefix]} {{id: $nodes[{number}]}}){_PATHS[prefix]}(p)"
        for number, prefix in enumerate(prefixes)
    ]
    start = _AMONG if among else f"MATCH {patterns.pop(0)}"
    there = " AND ".join(f"EXISTS {{ {pattern} }}" for pattern in patterns) or "true"
    return f"{start} WHERE {there} RETURN DISTINCT p.id AS id ORDER BY id LIMIT $first"


def _counted(text: str, prefix: str) -> str:
    # To count a node's edges of one type, nobody at their other end is read; through Education the
    # people themselves must be told apart.
    path = _PATHS[prefix]
    people = (
        f"COUNT {{ (n){path}() }}"
        if prefix in DIRECT
        else f"COUNT {{ MATCH (n){path}(p) RETURN DISTINCT p }}"
    )
    return text.format(prefix=prefix, label=LABELS[prefix], people=people)


def _derived(prefix: str, type: str) -> str:
    months = "[" + ", ".join(f"r.{name}" for name in MONTHS) + "]"
    return _DERIVED.format(prefix=prefix, label=LABELS[prefix], type=type, months=months)


def _studied(prefix: str, type: str) -> str:
    return with_names(_STUDIED, prefix=prefix, label=LABELS[prefix], type=type)


def _known(kinds: Iterable[str]) -> list[str]:
    return sorted(set(kinds) & FACT_KINDS)


def _all(parts: Iterable[str]) -> str:
    return "\nUNION ALL".join(parts).strip()


_TIES: Final = {
    "skill": _derived("skill", "HAS_SKILL"),
    "employer": _derived("employer", "WORKED_AT"),
    "project": _BUILT,
    "school": _studied("school", "FROM"),
    "degree": _studied("degree", "OF"),
    "field": _studied("field", "IN"),
}
