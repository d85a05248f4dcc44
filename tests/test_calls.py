"""However many people there are, a question asks a reader as often: no call for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from commonground.graph.model import Node
from commonground.queries.answer import Answer
from commonground.queries.bridges import bridges
from commonground.queries.communities.communities import communities
from commonground.queries.example import Someone
from commonground.queries.find.find import find
from commonground.queries.gap import gap
from commonground.queries.similar.similar import similar
from commonground.queries.team.team import team

from .support.population import job, someone, town
from .support.primitives import PrimitiveReader

STACKS = (
    ("brew-queue", "clay-lang"),
    ("tea-queue", "rope-bridge"),
    ("kiln-store", "stone-bridge", "clay-lang"),
    ("loam-lang", "tea-queue-lite"),
    ("glaze-pattern", "web-calls"),
    ("bridge-work", "brew-queue"),
)
QUESTIONS: dict[str, Callable[[Any], Answer[Any]]] = {
    "team": lambda graph: team(graph, "BrewMQ", "TeaMQ", "Kiln:2y", k=3),
    "gap": lambda graph: gap(graph, "P0", "TeaMQ", "Kiln", "BrewMQ:9y"),
    "bridges": lambda graph: bridges(graph, "message queue broker", "bridge work"),
    "communities": lambda graph: communities(graph),
    "find without": lambda graph: find(graph, "BrewMQ OR TeaMQ OR Clay", without="TeaMQ"),
    "similar without": lambda graph: similar(graph, "P0", limit=None, without="Clay"),
}


class Counted(PrimitiveReader):
    """Counts how often each primitive is asked; concepts are known without asking anybody."""

    calls: Counter[str]

    def __getattribute__(self, name: str) -> Any:
        if name in {"nodes_of", "edges", "ties", "stints", "documents"}:
            object.__getattribute__(self, "calls")[name] += 1
        return object.__getattribute__(self, name)

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        wanted = list(ids)
        self.calls["nodes"] += any(id not in self.ontology.concepts for id in wanted)
        return super().nodes(wanted)


def people(count: int) -> list[Someone]:
    return [
        someone(
            f"P{number}",
            job("Ovens", f"20{10 + number % 9}-01", "2020-12", *STACKS[number % 6]),
            lists=STACKS[number % 12 // 2][:1],
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_asks_as_often_of_many_as_of_few(name: str) -> None:
    asked = []
    for count in (12, 96):
        reader = Counted(town(*people(count)))
        reader.calls = Counter()
        assert len(QUESTIONS[name](reader)) > 0
        asked.append(reader.calls.total())
    few, many = asked
    # A name is looked for among more people; nothing else may depend on how many there are.
    assert many <= few + 1 and many < 40
