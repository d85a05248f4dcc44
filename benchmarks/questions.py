"""Questions about an invented population, drawn by seed: frequent and rare terms, anybody."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import quantiles
from typing import Any, Final, TypeAlias

import commonground as cg
from commonground.benchmarks.population import SEED, Population, key

Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""Ids of concepts: one of each group is asked for, of the first one with two years of use."""

_OF_ONE: Final = 0.75
WARM: Final = 5
"""How many of each kind are asked before any is timed."""


@dataclass(frozen=True)
class Asked:
    """A question of the library by its name; ``groups`` are the concepts of a ``find``."""

    name: str
    words: tuple[str, ...]
    options: Mapping[str, int] = field(default_factory=dict)
    groups: Groups = ()

    def __call__(self, graph: Any) -> Any:
        """Ask it of a graph and return the answer."""
        return getattr(cg, self.name)(graph, *self.words, **self.options)


def asked(graph: Any, population: Population, count: int) -> dict[str, list[float]]:
    """Ask every kind of question so many times; return the milliseconds of each."""
    found: dict[str, list[float]] = {}
    for name, questions in kinds(population).items():
        for question in islice(questions, WARM):
            question(graph)
        found[name] = [milliseconds(question, graph) for question in islice(questions, count)]
    return found


def milliseconds(question: Callable[[Any], Any], graph: Any) -> float:
    """Return how long an answer takes."""
    began = time.perf_counter()
    question(graph)
    return 1000 * (time.perf_counter() - began)


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Return p50 and p99."""
    if len(times) < 2:
        return times[0], times[0]
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def kinds(population: Population) -> dict[str, Iterator[Asked]]:
    """Return an endless supply of each kind of question, always the same."""
    return {
        "find": _finds(random.Random(SEED), population),
        "find 4 terms": _stacks(random.Random(SEED + 1), population),
        "similar": _about(random.Random(SEED + 2), population, 1, "similar", limit=10),
        "shared by two": _about(random.Random(SEED + 3), population, 2, "shared"),
        "path": _about(random.Random(SEED + 4), population, 2, "path", k=3),
        "colleagues": _about(random.Random(SEED + 5), population, 1, "colleagues"),
        "tenure": _about(random.Random(SEED + 6), population, 1, "tenure"),
    }


def _finds(chance: random.Random, population: Population) -> Iterator[Asked]:
    """Yield questions for two skills, one with a length of time, ten rows shown."""
    while True:
        first, second = population.skills.draw(chance, 2)
        yield Asked("find", (f"{first.id}:24m", second.id), {"limit": 10})


def _stacks(chance: random.Random, population: Population) -> Iterator[Asked]:
    """Yield questions for four skills, one with two years; of every second one is an alternative.

    Three in four are of what one person has, so that somebody or nearly somebody has it, as where a
    recruiter describes a colleague; the others are of anything, of which nobody may have all.
    """
    while True:
        a, b, c, d = _four(chance, population)
        groups = ((a,), (b,), (c, d)) if chance.random() < 0.5 else ((a,), (b,), (c,), (d,))
        yield Asked("find", _words(groups), {"limit": 10}, groups)


def _four(chance: random.Random, population: Population) -> list[str]:
    if chance.random() < _OF_ONE:
        someone = population.someone(chance.randrange(population.size))
        used = list(dict.fromkeys(one.id for job in someone.jobs for one in job.skills))
        if len(used) >= 4:
            return chance.sample(used, 4)
    drawn: dict[str, None] = {}
    while len(drawn) < 4:
        drawn[population.skills.one(chance).id] = None
    return list(drawn)


def _words(groups: Groups) -> tuple[str, ...]:
    first, *others = (f"({' OR '.join(one)})" if len(one) > 1 else one[0] for one in groups)
    return (f"{first}:2y", *others)


def _about(
    chance: random.Random, population: Population, count: int, name: str, **options: int
) -> Iterator[Asked]:
    while True:
        who = chance.sample(range(population.size), count)
        yield Asked(name, tuple(map(key, who)), options)
