"""Everyday words find the people who have what lies beneath them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commonground import find, open_graph
from commonground.graph import resolve
from commonground.queries.evidence import documents_of

if TYPE_CHECKING:
    from commonground.graph.store import StoredGraph

WORDS = Path(__file__).parent / "data" / "ontology" / "everyday_words.tsv"


def expectations() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Return (word, who is found, who is not) of every line."""
    rows = []
    for line in WORDS.read_text().splitlines():
        word, tab, people = line.partition("\t")
        if tab:
            found, *others = people.split("not ")
            rows.append((word, frozenset(found.split()), frozenset(map(str.strip, others))))
    return rows


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    with open_graph(str(demo_graph)) as graph:
        yield graph


def people(graph: StoredGraph, word: str) -> set[str]:
    """Return who is found, by all of their documents: one person may have several."""
    rows = find(graph, f'"{word}"', limit=None)
    nodes = graph.reader.nodes([row.id for row in rows]).values()
    return {Path(document).stem for node in nodes for document in documents_of(node)}


@pytest.mark.parametrize(("word", "wanted", "unwanted"), expectations())
def test_an_everyday_word_finds_who_has_what_lies_beneath(
    graph: StoredGraph, word: str, wanted: frozenset[str], unwanted: frozenset[str]
) -> None:
    found = people(graph, word)
    assert wanted <= found
    assert not unwanted & found


def test_there_are_words_of_many_kinds() -> None:
    assert len(expectations()) >= 80


def test_a_row_says_through_what_the_word_was_answered(graph: StoredGraph) -> None:
    through = {
        row.sources: row.terms[0].details["by"]
        for row in find(graph, "database", limit=None)
        if row.sources
    }
    assert through[("maria.md",)] == ["MongoDB"]
    assert through[("umar.md",)] == ["Oracle Database"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("database", "skill:database-system"),  # and not the practice of administering them
        ("containers", "skill:containers"),
        ("container orchestration", "skill:containers"),
        ("message queue", "skill:message-broker"),
        ("Kafka", "skill:apache-kafka"),
        ("database administration", "skill:database-administration"),
        ("skill:database-administration", "skill:database-administration"),
    ],
)
def test_the_widest_of_what_is_called_so_is_meant(
    graph: StoredGraph, word: str, meant: str
) -> None:
    assert resolve.concept(graph.reader, word).id == meant


def test_no_text_is_linked_to_an_everyday_word() -> None:
    from commonground.ontology.linker.linker import Linker
    from commonground.ontology.ontology import load_ontology

    linker = Linker(load_ontology())
    links = linker.link("mobile, testing, database, hardware, web, networking, games", listed=True)
    assert not [link for link in links if link.concept.kind == "Category"]
