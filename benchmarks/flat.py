"""What a graph holds as flat tables, for programs that know numbers and nothing of resumes.

Weights and strengths are read out once, so that all are asked the same:

- ``ties``: person, node, root. The skills, employers and schools of people, with the root of the
  strength of a use in thousandths (0 where it is no skill), as ``similar`` has it.
- ``has``: concept, person, micro, years. Who has a concept or what answers for it, what that
  adds to a score of ``find`` in millionths of a bit, and whether it is certainly for two years.
- ``steps``: concept, concept, cost of a relation of the ontology; ``costs`` of passing a node.

People are numbered by their sorted ids, so that ties between scores are ordered alike; nodes come
after them. The questions stand beside the tables with the answers of the library.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import isqrt
from pathlib import Path
from typing import Any, Final

import numpy as np

import commonground as cg
from commonground.benchmarks.population import Population
from commonground.benchmarks.questions import kinds
from commonground.graph.months import last_month
from commonground.graph.reader import Reader
from commonground.graph.shares import credit
from commonground.graph.ties import Tie
from commonground.ontology.kinds import SKILL_KINDS
from commonground.queries.answer import MICRO
from commonground.queries.find.expression import conjunction
from commonground.queries.find.search import Search
from commonground.queries.measures.generality import SPECIAL, special
from commonground.queries.measures.nearness import nearness
from commonground.queries.measures.weights import (
    depth,
    informations,
    passing,
    salience,
    share,
    step,
    strength,
)
from commonground.queries.path.contracted import MIDDLE_KINDS, nearer

_BATCH: Final = 2_000
_UNDATED: Final = 750  # as ``similar`` takes what has no date
_PLACES: Final = frozenset({"Employer", "School"})
TABLES: Final = {
    "ties": ("person", "node", "root"),
    "has": ("concept", "person", "micro", "years"),
    "steps": ("a", "b", "cost"),
}


@dataclass(frozen=True)
class Flat:
    """The tables in a folder: columns of numbers by table and name, and the questions."""

    folder: Path

    def table(self, name: str) -> dict[str, Any]:
        """Return the columns of a table."""
        return {one: np.load(self.folder / f"{name}.{one}.npy") for one in TABLES[name]}

    @cached_property
    def costs(self) -> Any:
        """What it costs to pass each node, people included."""
        return np.load(self.folder / "costs.npy")

    @cached_property
    def told(self) -> dict[str, Any]:
        """How many people there are, and the questions by kind."""
        told: dict[str, Any] = json.loads((self.folder / "questions.json").read_text())
        return told


def flatten(address: str, folder: Path, population: Population, count: int) -> dict[str, int]:
    """Write the tables of a graph and so many questions of each kind; return how many rows."""
    with cg.open_graph(address) as graph:
        writer = _Writer(graph.reader, folder)
        rows = {"ties": writer.ties(), "has": writer.having(), "steps": writer.steps()}
        asked = {
            "find 4 terms": list(writer.finds(graph, population, count)),
            "similar": list(writer.similars(graph, population, count)),
            "path": list(writer.paths(graph, population, count)),
        }
    told = {"people": len(writer.people), "asked": asked}
    (folder / "questions.json").write_text(json.dumps(told))
    return rows


class _Writer:
    """Numbers people and nodes, and writes one table after the other."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        self._reader, self._folder = reader, folder
        self.people = {id: number for number, id in enumerate(reader.everyone())}
        self._latest = reader.latest()
        # Concepts have their numbers whether or not anybody has them: they are stepped over too.
        concepts = sorted(reader.ontology.concepts)
        self._nodes = {id: len(self.people) + at for at, id in enumerate(concepts)}

    def ties(self) -> int:
        """Write who is tied to what, each once, and what nodes cost by that."""
        columns: list[list[Any]] = [[], [], []]
        ids = list(self.people)
        for at in range(0, len(ids), _BATCH):
            rows = [
                self._row(tie)
                for tie in self._reader.ties(people=ids[at : at + _BATCH])
                if tie.kind in SKILL_KINDS or tie.kind in _PLACES
            ]
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.append(np.array(values, np.int32))
        person, node, root = map(np.concatenate, columns)
        order = np.lexsort((-root, node, person))
        person, node, root = person[order], node[order], root[order]
        once = np.ones(len(person), bool)
        once[1:] = (person[1:] != person[:-1]) | (node[1:] != node[:-1])
        self._write("ties", person[once], node[once], root[once])
        self._write_costs(np.bincount(node[once], minlength=len(ids) + len(self._nodes)))
        return int(once.sum())

    def having(self) -> int:
        """Write who has each concept that anybody has, as ``find`` asks."""
        found = map(self._having, self._claimed())
        columns = [np.concatenate(column) for column in zip(*found, strict=True)]
        self._write("has", *columns)
        return int(columns[0].size)

    def steps(self) -> int:
        """Write the cheapest step between any two concepts that paths run over."""
        ontology = self._reader.ontology
        found: dict[tuple[int, int], int] = {}
        ids = {id for id, one in ontology.concepts.items() if one.kind in MIDDLE_KINDS}
        for id in sorted(ids):
            for one in ontology.relations_of(id):
                if one.source in ids and one.target in ids and nearer(one) > 0:
                    a, b = sorted((self._nodes[one.source], self._nodes[one.target]))
                    cost = step(nearer(one))
                    if a != b:
                        found[a, b] = min(cost, found.get((a, b), cost))
        rows = np.array([(*ends, cost) for ends, cost in found.items()], np.int32)
        self._write("steps", *rows.T)
        return len(rows)

    def finds(self, graph: Any, population: Population, count: int) -> Iterator[dict[str, Any]]:
        """Yield questions for four skills, as groups of alternatives, and who was found."""
        for one in islice(kinds(population)["find 4 terms"], count):
            rows = [row for row in one(graph) if not row.missing]
            groups = [[self._nodes[id] for id in group] for group in one.groups]
            found = [(self.people[row.id], round(row.score * MICRO)) for row in rows]
            yield {"groups": groups, "found": found}

    def similars(self, graph: Any, population: Population, count: int) -> Iterator[dict[str, Any]]:
        """Yield people, what their concepts and those near them are worth, and who is likest."""
        for one in islice(kinds(population)["similar"], count):
            id = graph.person(one.words[0]).id
            worth = {self._nodes[of]: weights for of, weights in self._worth(id).items()}
            same = {of: weights[0] for of, weights in worth.items() if weights[0]}
            near = {of: weights[1] for of, weights in worth.items()}
            found = [(self.people[row.id], round(row.score * MICRO)) for row in one(graph)]
            yield {
                "person": self.people[id],
                "same": _pairs(same),
                "near": _pairs(near),
                "found": found,
            }

    def paths(self, graph: Any, population: Population, count: int) -> Iterator[dict[str, Any]]:
        """Yield pairs of people, and what the cheapest paths between them cost."""
        for one in islice(kinds(population)["path"], count):
            ends = [self.people[graph.person(word).id] for word in one.words]
            yield {"ends": ends, "found": [round(row.score * MICRO) for row in one(graph)]}

    def _row(self, tie: Tie) -> tuple[int, int, int]:
        node = self._nodes.setdefault(tie.node, len(self.people) + len(self._nodes))
        return self.people[tie.person], node, self._root(tie) if tie.kind in SKILL_KINDS else 0

    def _root(self, tie: Tie) -> int:
        used = credit(tie.counted, tie.named)
        undated = depth(used) * _UNDATED // 1000
        return isqrt(
            1000 * (strength(used, last_month(tie.last), self._latest) if tie.last else undated)
        )

    def _claimed(self) -> list[str]:
        """Return the concepts that people can have and somebody has, by whatever answers for it."""
        ontology = self._reader.ontology
        ids = sorted(id for id, one in ontology.concepts.items() if one.claimable)
        counts = self._reader.counts({id: ontology.answering(id) for id in ids})
        return [id for id in ids if counts[id]]

    def _having(self, id: str) -> tuple[Any, ...]:
        all_of_it, years = self._ranked(id), self._ranked(f"{id}:2y")
        person = np.array(sorted(all_of_it), np.int32)
        micro = np.array([all_of_it[who] for who in person.tolist()], np.int32)
        long = np.array([who in years for who in person.tolist()], np.int32)
        return np.full(len(person), self._nodes[id], np.int32), person, micro, long

    def _ranked(self, term: str) -> dict[int, int]:
        expression = conjunction((term,))
        found = Search.of(self._reader, expression).ranked(expression)
        return {self.people[who]: -score for score, who in found}

    def _worth(self, person: str) -> Mapping[str, tuple[float, float]]:
        """Return what each concept is worth: as the same one, and at best beside any of mine."""
        ontology = self._reader.ontology
        mine = {
            tie.node: self._root(tie)
            for tie in self._reader.ties(people=[person])
            if tie.kind in SKILL_KINDS
        }
        near = nearness(ontology, mine)
        people = self._reader.population()
        ids = sorted({other for around in near.values() for other in around})
        weights = {
            id: salience(micro, people) * special(ontology, id) // SPECIAL
            for id, micro in informations(self._reader, ids).items()
        }
        best: dict[str, float] = {}
        for id, around in near.items():
            for other, by in around.items():
                worth = min(weights[id], weights[other]) * by * mine[id] / 1000**3
                best[other] = max(worth, best.get(other, 0))
        return {
            id: (weights[id] * mine[id] / 1000**2 if id in mine else 0, worth)
            for id, worth in best.items()
        }

    def _write_costs(self, counts: Any) -> None:
        ontology, first = self._reader.ontology, len(self.people)
        costs = [passing(int(counts[at]), share(ontology, id)) for id, at in self._nodes.items()]
        np.save(self._folder / "costs.npy", np.array([MICRO] * first + costs, np.int64))

    def _write(self, name: str, *columns: Any) -> None:
        for column, values in zip(TABLES[name], columns, strict=True):
            np.save(self._folder / f"{name}.{column}.npy", values)


def _pairs(worth: Mapping[int, float]) -> list[tuple[int, float]]:
    return [(of, value) for of, value in worth.items() if value > 0]
