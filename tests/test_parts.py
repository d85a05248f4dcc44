"""Parts of a graph are those of the whole, and nobody else is read for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from commonground import load, open_graph
from commonground.cli.main import main
from commonground.graph.sqlite import store
from commonground.graph.sqlite.packed_reader import PackedReader
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.queries.duplicates import _person_of

from .support.resumes import AS_OF


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[Path]:
    """Return a graph of the examples that is asked by arrays, as one of many people is."""
    found = tmp_path_factory.mktemp("parts") / "people.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "FEW", -1)
        load(examples, into=found, as_of=AS_OF)
        yield found


def _all(graph: Any) -> tuple[dict[str, Any], dict[Any, Any]]:
    nodes = dict(graph.nodes(data=True))
    return nodes, {(a, b, key): data for a, b, key, data in graph.edges(keys=True, data=True)}


@pytest.mark.parametrize("ontology", [True, False])
def test_a_part_is_that_of_the_whole(path: Path, ontology: bool) -> None:
    with open_graph(path) as graph:
        whole: nx.MultiDiGraph[str] = graph.to_networkx(ontology=ontology)
        every = sorted(graph.to_networkx())
        for seed in range(25):
            ids = random.Random(seed).sample(every, 300)
            expected = whole.subgraph(ids)
            assert _all(graph.to_networkx(ids, ontology=ontology)) == _all(expected)
            assert len(expected) > 5


def test_what_names_no_node_is_no_part(path: Path) -> None:
    with open_graph(path) as graph:
        part: list[Any] = [5, None, "", "person:nobody", "skill:nothing"]
        assert len(graph.to_networkx(part)) == 0


def test_whose_a_document_is_is_said_by_its_whole_key(path: Path) -> None:
    with open_graph(path) as graph:
        found = _person_of(graph.reader, ["ada.md", "other/ada.md", "ada", "Ada Thornquist"])
        assert list(found) == ["ada.md"]


def test_the_edges_of_a_node_are_those_of_the_whole(path: Path) -> None:
    with open_graph(path) as graph:
        whole: nx.MultiDiGraph[str] = graph.to_networkx()
        for id in random.Random(1).sample(sorted(whole), 400):
            nodes, edges = graph.around(id)
            expected = {*whole.in_edges(id, keys=True), *whole.out_edges(id, keys=True)}
            assert {(one.source, one.target, one.id) for one in edges} == expected
            assert {node.id for node in nodes} == {id, *(e for one in expected for e in one[:2])}


def test_of_what_many_have_some_are_shown_who_use_it_most(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(*options: str) -> Any:
        assert main(["-g", str(path), "show", "Go", *options]) == 0
        return capsys.readouterr()

    some, all_of_them = shown("-n", "2"), shown("-n", "0")
    assert shown() == all_of_them  # of 22 people all are shown
    assert "the edges of 2 of " in some.err and all_of_them.err == ""
    assert some.out.count("←HAS_SKILL-") == 2 < all_of_them.out.count("←HAS_SKILL-")
    assert set(some.out.split("\n")[2:]) <= set(all_of_them.out.split("\n"))


QUESTIONS = (
    *("show Go", "show Lanternfish", "show ada.md", "search Temporl", "search lanternf"),
    *("find Go Rust", "find Go:24m -n 3", "similar ada.md", "path ada.md bo.txt", "path rust ada"),
    *("shared ada.md bo.txt", "colleagues ada.md", "tenure ada.md", "profile ada.md"),
    *("timeline ada.md", "compare ada.md bo.txt", "team Go Rust", "gap ada.md Rust"),
    *("bridges Go Rust", "employers", "schools", "skills", "duplicates", "info"),
)


@pytest.mark.parametrize("words", QUESTIONS)
def test_nobody_is_read_who_is_not_asked_about(
    path: Path,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refused(*_: Any) -> Any:
        raise AssertionError("everybody is read")

    monkeypatch.setattr(PackedReader, "_every", refused)
    monkeypatch.setattr(EmbeddedGraph, "projection", property(refused))
    assert main(["-g", str(path), *words.split()]) == 0
    assert len(capsys.readouterr().out) > 20
