"""The acceptance of the questions on four real resumes, where they are at hand.

People are known by the number of their document; nothing of the resumes stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.queries.colleagues import colleagues
from commonground.queries.find.find import find
from commonground.queries.path.path import NodeStep, path
from commonground.queries.shared import shared
from commonground.queries.tenure import tenure

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not at hand")
    place = tmp_path_factory.mktemp("seeds") / "people.db"
    with open_graph(place, create=True) as opened:
        load([SEEDS], into=opened, as_of="2025-12-01")
        yield opened


@pytest.fixture(scope="module")
def who(graph: EmbeddedGraph) -> Callable[[str], str]:
    ids = {one.key[:3]: graph.person(one.key).id for one in graph.documents()}
    return ids.__getitem__


@pytest.mark.parametrize(
    ("terms", "numbers"),
    [
        (["Temporal"], "002"),
        (["Go", "Kafka", "Redis", "PostgreSQL"], "000 001 002"),
        (["Kubernetes AND (RabbitMQ OR Kafka) AND NOT Go"], "003"),
        (["zero-knowledge proof"], "002 003"),
        (["saga pattern"], "001 002"),
        (["message broker"], "000 001 002 003"),
        (["blockchain interoperability"], "000 001 002"),
    ],
)
def test_find(
    graph: EmbeddedGraph, who: Callable[[str], str], terms: list[str], numbers: str
) -> None:
    assert {row.id for row in find(graph, *terms, limit=None)} == {
        who(number) for number in numbers.split()
    }


def test_tenure(graph: EmbeddedGraph, who: Callable[[str], str]) -> None:
    temporal = next(row for row in tenure(graph, who("002")) if row.name == "Temporal")
    assert (temporal.months, temporal.current) == (19, True)
    assert tenure(graph, who("000"))[-1].months == 47


def test_the_best_path_goes_through_cross_chain_work(
    graph: EmbeddedGraph, who: Callable[[str], str]
) -> None:
    paths = path(graph, who("000"), who("001"), k=20)
    below = graph.ontology.below("skill:blockchain-interoperability")
    middles = [[s.id for s in path.steps[2:-2] if isinstance(s, NodeStep)] for path in paths]
    # One rarer domain of both stands before it, since the ontology has that.
    assert any(set(middle) <= below for middle in middles[:2])
    common = {graph.ontology.lookup(name)[0].id for name in ("REST", "Go", "Redis")}
    assert not common & {id for middle in middles[:3] for id in middle}


def test_shared_puts_the_rare_before_the_common(
    graph: EmbeddedGraph, who: Callable[[str], str]
) -> None:
    names = [row.name for row in shared(graph, who("000"), who("002"))]
    assert names.index("XRP Ledger") < names.index("Go")


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_nobody_has_colleagues(
    graph: EmbeddedGraph, who: Callable[[str], str], number: str
) -> None:
    assert not colleagues(graph, who(number))
