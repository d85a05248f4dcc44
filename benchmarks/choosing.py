"""What other programs compute too: who or what an answer is made of, before a word is told of it.

The three questions that others are asked, without names, terms and lines: of ``find`` the ids of
ten people with their scores, of ``similar`` also the matching of concepts, of ``path`` nodes with
costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

from commonground.benchmarks.population import Population
from commonground.benchmarks.questions import WARM, Asked, kinds, milliseconds
from commonground.graph import resolve
from commonground.graph.opening import asked
from commonground.graph.reader import Reader
from commonground.queries.find.expression import conjunction
from commonground.queries.find.search import Search
from commonground.queries.path.contracted import Contracted
from commonground.queries.path.regions import paths_between
from commonground.queries.similar.likeness import Likeness


def chosen(graph: Any, population: Population, count: int) -> dict[str, list[float]]:
    """Choose for so many questions of each kind; return the milliseconds of each."""
    found: dict[str, list[float]] = {}
    for name, choose in CHOICES.items():
        questions = kinds(population)[name]
        works = [_work(choose, one) for one in islice(questions, WARM + count)]
        for work in works[:WARM]:
            asked(graph, work)
        found[name] = [milliseconds(partial(asked, work=work), graph) for work in works[WARM:]]
    return found


def find(reader: Reader, one: Asked) -> list[tuple[str, int]]:
    """Return the best people of a ``find`` with their scores in millionths of a bit."""
    expression = conjunction(one.words)
    ranked = Search.of(reader, expression).ranked(expression, one.options["limit"])
    return [(who, -score) for score, who in ranked]


def similar(reader: Reader, one: Asked) -> list[tuple[str, int]]:
    """Return the likest people with their scores in millionths of a bit."""
    person = resolve.person(reader, one.words[0])
    likest = Likeness(reader, person.id).likest(one.options["limit"])
    return [(who, sum(pair.micro for pair in pairs)) for who, pairs in likest.items()]


def path(reader: Reader, one: Asked) -> list[tuple[tuple[str, ...], int]]:
    """Return the nodes of the cheapest paths, and what each costs in millionths of a bit."""
    a, b = (resolve.person(reader, word).id for word in one.words)
    paths = paths_between(reader, Contracted(reader, (a, b)), a, b, one.options["k"])
    return [(tuple(each.nodes), each.cost) for each in paths]


CHOICES: Final[Mapping[str, Callable[[Reader, Asked], Any]]] = {
    "find 4 terms": find,
    "similar": similar,
    "path": path,
}
"""By the name of the kind of question."""


def _work(choose: Callable[[Reader, Asked], Any], one: Asked) -> Callable[[Reader], Any]:
    return lambda reader: choose(reader, one)
