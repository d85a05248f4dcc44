"""Other programs that answer the same questions over the same tables, each as it does it best.

What each computes:

- ``find``: who has one of each group of four concepts, of the first for two years, the ten best by
  the sum of what each adds; the sums are the library's own, which also reads out the lines.
- ``overlap``: the ten people with the greatest weighted overlap of the same concepts.
- ``similar``: the same with all concepts that are near: of each that somebody has what it is worth
  at best. The library goes on from there: it matches each concept at most once.
- ``path``: the three cheapest simple paths, half of what a node costs on each of its edges. The
  library has more rules: no detours, at most two relations in a row.

SQLite and DuckDB have no cheapest paths and are not asked for any.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import islice
from typing import Any, ClassVar, Final, TypeAlias

import numpy as np

from commonground.benchmarks.flat import TABLES, Flat

Ranked: TypeAlias = "list[tuple[int, float]]"
"""People with their scores, the best first, equal ones by number."""

TOP: Final = 10
PATHS: Final = 3
_CHUNK: Final = 100_000


class Engine(ABC):
    """A program that holds the tables. ``most`` is how many people it is given at most."""

    most: ClassVar[int] = 10_000_000
    why: ClassVar[str] = ""
    kinds: ClassVar[tuple[str, ...]] = ("find 4 terms", "overlap", "similar", "path")

    @abstractmethod
    def __init__(self, flat: Flat) -> None: ...

    @abstractmethod
    def find(self, groups: Sequence[Sequence[int]]) -> Ranked:
        """Return who has one of each group, of the first one for two years."""

    @abstractmethod
    def similar(self, person: int, kind: str, number: int) -> Ranked:
        """Return who has most of what a question's concepts are worth."""

    def path(self, a: int, b: int) -> list[float]:
        """Return what the cheapest paths between two people cost.

        Raises:
            LookupError: this one has none; ``kinds`` says so.
        """
        raise LookupError(f"{type(self).__name__} has no cheapest paths")


class Database(Engine):
    """Two tables by concept and a table of the questions' weights, in SQL."""

    kinds = ("find 4 terms", "overlap", "similar")
    _SIMILAR = """
        SELECT t.person, sum(w.worth * t.root) AS score FROM worth w JOIN ties t ON t.node = w.node
        WHERE w.kind = ? AND w.question = ? AND t.person <> ?
        GROUP BY t.person ORDER BY score DESC, t.person LIMIT 10"""

    def __init__(self, flat: Flat) -> None:
        having, ties = flat.table("has"), flat.table("ties")
        self._count = dict(zip(*np.unique(having["concept"], return_counts=True), strict=True))
        skill = ties["root"] > 0
        order = np.lexsort((ties["person"][skill], ties["node"][skill]))
        uses = {name: ties[name][skill][order] for name in ("node", "person", "root")}
        self._make("has", having, "concept, person")
        self._make("ties", uses, "node, person")
        rows = [
            (kind, number, node, value)
            for kind in ("same", "near")
            for number, asked in enumerate(flat.told["asked"]["similar"])
            for node, value in asked[kind]
        ]
        names = ("kind", "question", "node", "worth")
        worth = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        self._make("worth", worth, "kind, question, node")

    @abstractmethod
    def _make(self, name: str, columns: Mapping[str, Any], key: str) -> None:
        """Make a table that is sorted by a key."""

    @abstractmethod
    def _rows(self, statement: str, values: Sequence[Any]) -> Ranked:
        """Return the rows of a statement."""

    def find(self, groups: Sequence[Sequence[int]]) -> Ranked:
        """Join the groups, the one that fewest people have first."""
        years = groups[0]
        order = sorted(groups, key=lambda group: sum(self._count.get(one, 0) for one in group))
        first = next(group for group in order if len(group) == 1)
        order.remove(first)
        tables, conditions, values = ["has h0"], [f"h0.concept = {first[0]}"], ["h0.micro"]
        if first == years:
            conditions.append("h0.years = 1")
        number = 0
        for group in order:
            own = []
            for one in group:
                number += 1
                alias = f"h{number}"
                kind = "JOIN" if len(group) == 1 else "LEFT JOIN"
                on = f"{alias}.concept = {one} AND {alias}.person = h0.person"
                on += f" AND {alias}.years = 1" if group == years else ""
                tables.append(f"{kind} has {alias} ON {on}")
                values.append(f"coalesce({alias}.micro, 0)")
                own.append(f"{alias}.person IS NOT NULL")
            conditions.append(f"({' OR '.join(own)})")
        return self._rows(
            f"SELECT h0.person, {' + '.join(values)} AS score FROM {' '.join(tables)} "
            f"WHERE {' AND '.join(conditions)} ORDER BY score DESC, h0.person LIMIT {TOP}",
            (),
        )

    def similar(self, person: int, kind: str, number: int) -> Ranked:
        """Join the weights with the uses and add up by person."""
        return self._rows(self._SIMILAR, (kind, number, person))


class Sqlite(Database):
    """Tables without row ids: their keys cover every column that is asked for."""

    def __init__(self, flat: Flat) -> None:
        path = flat.folder / "peer.db"
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA cache_size = -1000000")
        super().__init__(flat)
        self._db.execute("ANALYZE")

    def _make(self, name: str, columns: Mapping[str, Any], key: str) -> None:
        own = ", ".join(columns)
        self._db.execute(f"CREATE TABLE {name} ({own}, PRIMARY KEY ({key})) WITHOUT ROWID")
        marks = ", ".join("?" for _ in columns)
        self._db.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows_of(columns))
        self._db.commit()

    def _rows(self, statement: str, values: Sequence[Any]) -> Ranked:
        return self._db.execute(statement, values).fetchall()


class DuckDb(Database):
    """Columns in memory, sorted by concept so that blocks of others are skipped."""

    def __init__(self, flat: Flat) -> None:
        import duckdb

        self._db = duckdb.connect()
        super().__init__(flat)

    def _make(self, name: str, columns: Mapping[str, Any], key: str) -> None:
        import pyarrow

        given = pyarrow.table(dict(columns))
        self._db.register("given", given)
        self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM given ORDER BY {key}")
        self._db.unregister("given")

    def _rows(self, statement: str, values: Sequence[Any]) -> Ranked:
        found: Ranked = self._db.execute(statement, values).fetchall()
        return found


class NetworkX(Engine):
    """A graph of numbers with plain attributes: two kinds of edges, two graphs."""

    most = 100_000
    why = "its dictionaries of edges would take more memory than a laptop has"

    def __init__(self, flat: Flat) -> None:
        import networkx as nx

        having, ties = flat.table("has"), flat.table("ties")
        self._worth = _worths(flat)
        self._having: Any = nx.DiGraph()
        rows = zip(*(having[name].tolist() for name in TABLES["has"]), strict=True)
        self._having.add_edges_from(
            (concept, person, {"micro": micro, "years": years})
            for concept, person, micro, years in rows
        )
        self._ties: Any = nx.Graph()
        pairs = zip(ties["person"].tolist(), ties["node"].tolist(), strict=True)
        more = zip(_weights(flat, ties["person"], ties["node"], 0), ties["root"], strict=True)
        self._ties.add_edges_from(
            (*pair, {"weight": weight, "root": int(root)})
            for pair, (weight, root) in zip(pairs, more, strict=True)
        )
        self._ties.add_edges_from(
            (a, b, {"weight": cost, "root": 0}) for a, b, cost in _steps(flat)
        )
        self._costs = flat.costs

    def find(self, groups: Sequence[Sequence[int]]) -> Ranked:
        """Intersect the neighbours of concepts."""
        adjacent = [[self._having.adj.get(one, {}) for one in group] for group in groups]
        people = {who for had in adjacent[0] for who, data in had.items() if data["years"]}
        for group in adjacent[1:]:
            people &= set().union(*(had.keys() for had in group))
        every = [had for group in adjacent for had in group]
        scores = {who: sum(had[who]["micro"] for had in every if who in had) for who in people}
        return _best(scores)

    def similar(self, person: int, kind: str, number: int) -> Ranked:
        """Add up by person over the neighbours of concepts."""
        scores: dict[int, float] = {}
        for node, worth in self._worth[kind][number]:
            for other, data in self._ties.adj.get(node, {}).items():
                if data["root"]:
                    scores[other] = scores.get(other, 0.0) + worth * data["root"]
        scores.pop(person, None)
        return _best(scores)

    def path(self, a: int, b: int) -> list[float]:
        """Take the first of ``shortest_simple_paths``."""
        import networkx as nx

        found = nx.shortest_simple_paths(self._ties, a, b, weight="weight")
        ends = self._costs[a] + self._costs[b]
        return [
            (nx.path_weight(self._ties, nodes, "weight") - ends) / 2
            for nodes in islice(found, PATHS)
        ]


class Igraph(Engine):
    """Two graphs in C; what it gives of an edge's number is looked up in arrays."""

    def __init__(self, flat: Flat) -> None:
        import igraph

        having, ties = flat.table("has"), flat.table("ties")
        self._worth, self._costs, self._people = _worths(flat), flat.costs, flat.told["people"]
        self._data = having
        self._root = np.concatenate([ties["root"], np.zeros(len(list(_steps(flat))), np.int32)])
        self._person = ties["person"]
        size = len(self._costs)
        edges = np.stack([having["concept"], having["person"]], axis=1)
        self._having = igraph.Graph(n=size, edges=edges, directed=True)
        steps = np.array(list(_steps(flat)), np.int64).reshape(-1, 3)
        edges = np.concatenate([np.stack([ties["person"], ties["node"]], axis=1), steps[:, :2]])
        self._ties = igraph.Graph(n=size, edges=edges)
        self._weights = [*_weights(flat, ties["person"], ties["node"], 0), *steps[:, 2].tolist()]
        self._ties.es["weight"] = self._weights

    def find(self, groups: Sequence[Sequence[int]]) -> Ranked:
        """Intersect the people at the ends of the concepts' edges."""
        found = [[self._had(one) for one in group] for group in groups]
        (first,) = found[0]
        people = first[0][self._data["years"][first[1]] > 0]
        for group in found[1:]:
            people = np.intersect1d(people, np.concatenate([one[0] for one in group]))
        scores = np.zeros(len(people))
        for who, edges in (one for group in found for one in group):
            _, at, own = np.intersect1d(people, who, assume_unique=True, return_indices=True)
            scores[at] += self._data["micro"][edges[own]]
        return _best_of(people, scores)

    def similar(self, person: int, kind: str, number: int) -> Ranked:
        """Add up by person over the edges of concepts."""
        scores = np.zeros(self._people)
        for node, worth in self._worth[kind][number]:
            edges = np.array(self._ties.incident(node), np.int64)
            edges = edges[self._root[edges] > 0]
            scores[self._person[edges]] += worth * self._root[edges]
        scores[person] = 0
        some = np.flatnonzero(scores)
        return _best_of(some, scores[some])

    def path(self, a: int, b: int) -> list[float]:
        """Take Yen's paths."""
        found = self._ties.get_k_shortest_paths(a, b, k=PATHS, weights="weight", output="epath")
        ends = self._costs[a] + self._costs[b]
        return [(sum(self._weights[edge] for edge in one) - ends) / 2 for one in found]

    def _had(self, concept: int) -> tuple[Any, Any]:
        edges = np.array(self._having.incident(concept), np.int64)
        return self._data["person"][edges], edges


ENGINES: Final[Mapping[str, type[Engine]]] = {
    "networkx": NetworkX,
    "sqlite": Sqlite,
    "duckdb": DuckDb,
    "igraph": Igraph,
}
"""By the name of what is imported."""


def _worths(flat: Flat) -> dict[str, list[list[tuple[int, float]]]]:
    asked = flat.told["asked"]["similar"]
    return {kind: [one[kind] for one in asked] for kind in ("same", "near")}


def _weights(flat: Flat, a: Any, b: Any, cost: Any) -> list[int]:
    """Return the weights of edges, in half millionths of a bit: half of each node, and the step."""
    weights: list[int] = (2 * cost + flat.costs[a] + flat.costs[b]).tolist()
    return weights


def _steps(flat: Flat) -> Iterator[tuple[int, int, int]]:
    steps = flat.table("steps")
    weights = _weights(flat, steps["a"], steps["b"], steps["cost"].astype(np.int64))
    return zip(steps["a"].tolist(), steps["b"].tolist(), weights, strict=True)


def _rows_of(columns: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Give the rows of columns, some at a time as Python's numbers."""
    for at in range(0, len(next(iter(columns.values()))), _CHUNK):
        parts = (column[at : at + _CHUNK] for column in columns.values())
        yield from zip(
            *(part if isinstance(part, list) else part.tolist() for part in parts), strict=True
        )


def _best(scores: Mapping[int, float]) -> Ranked:
    return nsmallest(TOP, scores.items(), key=lambda one: (-one[1], one[0]))


def _best_of(people: Any, scores: Any) -> Ranked:
    if len(people) > 10 * TOP:  # ties at the border stay in, to be ordered by number
        keep = scores >= np.partition(scores, -TOP)[-TOP]
        people, scores = people[keep], scores[keep]
    order = np.lexsort((people, -scores))[:TOP]
    return list(zip(people[order].tolist(), scores[order].tolist(), strict=True))
