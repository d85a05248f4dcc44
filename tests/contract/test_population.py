"""Every question about an invented population has one answer in every store."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from operator import methodcaller
from pathlib import Path

import pytest

from commonground.benchmarks.population import entries
from commonground.graph.put import DocumentEntry

from ..support.asking import ask, assert_same, told
from ..support.backends import Backend, Embedded, Graph

ASKED = 15
EXPRESSIONS = (
    ("Kafka",),
    ("PostgreSQL:12m", "Python"),
    ("Solidity:2y:current",),
    ("Rust AND (Solana OR CosmWasm) AND NOT Python",),
    ("Docker OR Kubernetes OR Terraform",),
    ("React:since=2024", "TypeScript:3y"),
    ("SQL database", "message broker:1y"),
    ("blockchain",),
    ("NOT (Python OR SQL OR Docker)",),
    ("Haskell:9y", "COBOL:9y:current"),
    ("Bachelor of Science", "Go"),
    ("Master", "Mathematics"),
    ("at=University of nowhere",),
    ("SQL:12m", "years=8", "NOT title=lead"),
    ("title=platform engineer:2y", "level=senior?"),
    ("years=30 OR title=principal:current",),
)


@pytest.fixture(scope="module")
def people(backend: Backend) -> list[DocumentEntry]:
    return list(entries(backend.people))


@pytest.fixture(scope="module")
def reference(
    people: list[DocumentEntry], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    with Embedded(tmp_path_factory.mktemp("reference")).empty() as graph:
        graph.put(*people)
        yield graph


@pytest.fixture(scope="module")
def stored(backend: Backend, people: list[DocumentEntry]) -> Iterator[Graph]:
    """Return the population, written in groups and in another order."""
    shuffled = random.Random(1).sample(people, len(people))
    with backend.empty() as graph:
        for start in range(0, len(shuffled), 100):
            graph.put(*shuffled[start : start + 100])
    with backend.again() as graph:
        yield graph


@pytest.fixture(scope="module")
def graph(stored: Graph, through: Callable[[Graph], Graph]) -> Graph:
    """Return what is asked: the store, or its primitives alone."""
    return through(stored)


@pytest.fixture(scope="module")
def some(people: list[DocumentEntry]) -> list[str]:
    """Return the keys of some documents, those of people with two among them."""
    chance = random.Random(2)
    keys = [entry.document.key for entry in people]
    older = [key for key in keys if key.endswith("-2022.md")]
    return chance.sample(keys, ASKED) + chance.sample(older, 3)


def test_they_hold_the_same(
    backend: Backend, stored: Graph, reference: Graph, tmp_path: Path
) -> None:
    assert [one.key for one in stored.documents()] == [one.key for one in reference.documents()]
    assert stored.info() == reference.info()
    files = [one.export(tmp_path / f"{n}.json")[0] for n, one in enumerate((stored, reference))]
    assert files[0].read_bytes() == files[1].read_bytes()
    backend.check(stored)


@pytest.mark.parametrize("terms", EXPRESSIONS, ids=" ".join)
def test_find(graph: Graph, reference: Graph, terms: tuple[str, ...]) -> None:
    for limit in (None, 5):
        assert_same(ask("find", *terms, limit=limit), graph, reference)


def test_find_by_employer_and_place(graph: Graph, reference: Graph) -> None:
    chance = random.Random(3)
    employers = [name for _, name in reference.reader.names(["Employer"])]
    places = sorted(set(reference.reader.locations().values()))
    for employer, place in zip(
        chance.sample(employers, ASKED), chance.sample(places, ASKED), strict=True
    ):
        assert_same(ask("find", employer=employer), graph, reference)
        assert_same(ask("find", "Go OR SQL", place=place), graph, reference)


def test_find_what_people_are_told_to_have(graph: Graph, reference: Graph) -> None:
    """Ask for pairs of a person's own skills, so that there is always an answer."""
    chance = random.Random(4)
    concepts = reference.ontology.concepts
    for person in chance.sample(reference.reader.everyone(), ASKED):
        ties = [tie for tie in reference.reader.ties(people=[person]) if tie.type == "HAS_SKILL"]
        tie, other = chance.sample(ties, 2)
        terms = f"{tie.node}:{tie.months or 0}m", other.node
        assert concepts[other.node].claimable
        assert_same(ask("find", *terms, limit=20), graph, reference)
        assert json.loads(told(ask("find", *terms), reference))[0]["rows"]


@pytest.mark.parametrize(
    ("name", "words", "options"),
    [
        ("team", ("Kubernetes", "PostgreSQL:2y", "Solidity OR Rust", "NOT PHP"), {"k": 4}),
        ("team", ("Haskell", "COBOL:9y", "React", "Terraform", "Kafka"), {}),
        ("bridges", ("EVM", "Cosmos"), {"limit": 8}),
        ("bridges", ("Kubernetes:1y", "database AND NOT PostgreSQL"), {}),
        ("communities", (), {"limit": 4}),
        ("communities", ("blockchain",), {"limit": None}),
        ("find", ("SQL database", "Docker OR Kubernetes"), {"without": "PostgreSQL"}),
    ],
    ids=str,
)
def test_of_many(
    graph: Graph, reference: Graph, name: str, words: tuple[str, ...], options: dict[str, object]
) -> None:
    question = ask(name, *words, **options)
    assert json.loads(told(question, reference))[0]["rows"]
    assert_same(question, graph, reference)


def test_of_one_and_a_stack(graph: Graph, reference: Graph, some: list[str]) -> None:
    for key in some:
        assert_same(ask("gap", key, "Docker:2y", "Solidity", "database"), graph, reference)
        assert_same(ask("similar", key, without="Git"), graph, reference)


@pytest.mark.parametrize("name", ["similar", "colleagues", "tenure"])
def test_of_one(graph: Graph, reference: Graph, some: list[str], name: str) -> None:
    for key in some:
        assert_same(ask(name, key), graph, reference)


def test_shared(graph: Graph, reference: Graph, some: list[str]) -> None:
    assert_same(ask("shared"), graph, reference)
    assert_same(ask("shared", limit=200), graph, reference)
    for at in range(len(some) - 3):
        for many in (2, 3):
            chosen = some[at : at + many]
            assert_same(ask("shared", *chosen), graph, reference)


def test_path(graph: Graph, reference: Graph, some: list[str]) -> None:
    ends = [(some[at], some[at + 1]) for at in range(len(some) - 1)]
    ends += [(some[0], "Kafka"), ("Solidity", "Apache Spark"), (some[1], "Haskell")]
    for a, b in ends:
        assert_same(ask("path", a, b, k=3), graph, reference)


def test_names(stored: Graph, reference: Graph) -> None:
    """The store looks names up by itself, so its primitives have no other answer."""
    chance = random.Random(5)
    names = [name for _, name in reference.reader.names(["Person", "Employer", "School"])]
    for name in chance.sample(names, 4):
        for text in (name.upper(), name.split()[0], f"{name}x"):
            for look in ("person", "node", "search"):
                assert_same(methodcaller(look, text), stored, reference)


def test_raw_rows(graph: Graph, reference: Graph) -> None:
    """The reader's rows are the same one by one: where an answer differs, this says of what."""
    chance = random.Random(6)
    mine, theirs = graph.reader, reference.reader
    people = set(chance.sample(theirs.everyone(), ASKED))
    nodes = {tie.node for tie in theirs.ties(people=sorted(people)[:3])}
    employers = {tie.node for tie in theirs.ties(people=people) if tie.type == "WORKED_AT"}
    assert list(mine.everyone()) == list(theirs.everyone())
    assert mine.population() == theirs.population()
    assert dict(mine.locations()) == dict(theirs.locations())
    assert mine.latest() == theirs.latest()
    assert list(mine.ties(people=people)) == list(theirs.ties(people=people))
    assert list(mine.ties(nodes=nodes)) == list(theirs.ties(nodes=nodes))
    assert list(mine.ties(people=people, nodes=nodes)) == list(
        theirs.ties(people=people, nodes=nodes)
    )
    assert list(mine.stints(people=people)) == list(theirs.stints(people=people))
    assert list(mine.stints(employers=employers)) == list(theirs.stints(employers=employers))
    groups = {
        id: theirs.ontology.below(id) for id in sorted(nodes & theirs.ontology.concepts.keys())
    }
    assert mine.counts(groups) == theirs.counts(groups)
    assert mine.rarest(5, 50) == theirs.rarest(5, 50)
    assert list(mine.relations(nodes)) == list(theirs.relations(nodes))
    assert mine.nodes([*people, *nodes]) == theirs.nodes([*people, *nodes])
    edges = [edge for tie in theirs.ties(people=people) for edge in tie.edges]
    assert mine.edges(edges) == theirs.edges(edges)
    assert mine.edges_behind(theirs.stints(people=people)) == theirs.edges_behind(
        theirs.stints(people=people)
    )
    assert list(mine.edges(edges)) == list(theirs.edges(edges))
    cited = [reference for edge in theirs.edges(edges).values() for reference in edge.evidence]
    assert mine.cite(cited) == theirs.cite(cited)
    assert mine.neighbours([*people, *nodes]) == theirs.neighbours([*people, *nodes])
    pair = sorted(nodes, key=lambda id: theirs.counts({id: [id]})[id])[-2:]
    assert list(mine.tied_to_all(pair)) == list(theirs.tied_to_all(pair)) != []
    assert list(mine.tied_to_all(pair, among=people, first=3)) == list(
        theirs.tied_to_all(pair, among=people, first=3)
    )
    for kinds in (["Person"], ["Employer", "School"], ["Project"], ["Role"]):
        own, other = mine.nodes_of(kinds), theirs.nodes_of(kinds)
        assert [one.id for one in own] == [one.id for one in other]
        assert list(mine.names(kinds)) == list(theirs.names(kinds))


@pytest.mark.parametrize(
    ("name", "sorts"),
    [
        ("people", ("name", "months", "last")),
        ("skills", ("people", "name", "months", "last")),
        ("employers", ("people", "name", "last")),
        ("schools", ("people", "name", "last")),
    ],
)
def test_lists(graph: Graph, reference: Graph, name: str, sorts: tuple[str, ...]) -> None:
    """What a server counts is what the reference counts, of everybody."""
    for sort in sorts:
        for options in ({}, {"limit": 7}, {"like": "an", "limit": 7}):
            assert_same(ask(name, sort=sort, **options), graph, reference)


def test_duplicates(graph: Graph, reference: Graph) -> None:
    assert_same(ask("duplicates"), graph, reference)
    assert_same(ask("duplicates", limit=5), graph, reference)
