"""A name with a slip is found among many without reading everybody."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commonground import load, open_graph
from commonground.errors import NotFound
from commonground.graph.search import NodeLookup, ProjectedNodes, search
from commonground.graph.sqlite import lookup
from commonground.graph.sqlite.packed_reader import PackedReader
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, write_cvs

PEOPLE = 120
WANTED = "Wilma Tarnbrook"


def _names() -> Iterator[str]:
    """Give names that share many of their trigrams, as those of a country do."""
    chance = random.Random(7)
    while True:
        first, last = (
            "".join(chance.choices(["wil", "ma", "tar", "bro", "ok"], k=3)) for _ in "ab"
        )
        yield f"{first.title()} {last.title()}"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    folder = tmp_path_factory.mktemp("many")
    names = [WANTED, *(name for name, _ in zip(_names(), range(PEOPLE - 1), strict=False))]
    texts = {f"p{at}": cv(name, email=f"p{at}@example.org") for at, name in enumerate(names)}
    path = folder / "people.db"
    load(write_cvs(folder / "cvs", **texts), into=path, as_of=AS_OF)
    with open_graph(path) as graph:
        yield graph


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note whose names are read, of whom a few are enough."""
    seen: list[str] = []
    called = PackedReader.called

    def noted(reader: PackedReader, people: Iterable[str]) -> Any:
        seen.extend(people := list(people))
        return called(reader, people)

    monkeypatch.setattr(PackedReader, "called", noted)
    monkeypatch.setattr(lookup, "_READ", 8)
    monkeypatch.setattr(lookup, "_SLIPS", 8)
    return seen


@pytest.mark.parametrize("text", ["Wilma Tanrbrook", "Xilma Tarnbrook", "wilmatarnbrok"])
def test_a_slip_is_found_among_many(many: EmbeddedGraph, read: list[str], text: str) -> None:
    (found, matched), *_ = many.search(text, 3)
    assert (found.kind, matched) == ("Person", WANTED)
    assert 0 < len(read) <= 16


def test_who_is_called_so_is_found_in_the_index_of_names(
    many: EmbeddedGraph, read: list[str]
) -> None:
    (found, _), *_ = many.search(WANTED.upper(), 1)
    assert found.name == WANTED
    assert read == []


def test_who_is_unknown_is_told_who_may_be_meant(
    many: EmbeddedGraph, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PackedReader, "names", lambda *_: pytest.fail("reads all names"))
    with pytest.raises(NotFound, match=f"did you mean {WANTED}"):
        many.node("Wilma Tanrbrook")
    assert 0 < len(read) <= 16
    with pytest.raises(NotFound, match="finds similar names"):
        many.node("Quixote Zebedee")


def test_an_address_is_no_slip_of_another(many: EmbeddedGraph) -> None:
    for text in ("p7@example.net", "Wilma Tanrbrook p7@example.org"):
        with pytest.raises(NotFound) as refused:
            many.person(text)
        assert "@" not in str(refused.value).partition(";")[2]


def test_a_study_that_is_called_so_comes_before_whose_name_begins_so(tmp_path: Path) -> None:
    studied = "\n## Education\n\nBA, Hollin College, 2001 - 2004\n"
    text = cv("Bama Quill", email="b@example.org") + studied
    load(write_cvs(tmp_path / "cvs", one=text, two=cv("Bara Quill")), into=tmp_path / "p.db")
    with open_graph(tmp_path / "p.db") as graph:
        found = graph.search("BA", 2)
        assert "Education" in {node.kind for node, _ in found}
        names = [matched for _, matched in found]
        slow = NodeLookup(ProjectedNodes(graph.projection), graph.ontology)
        assert names == [matched for _, matched in search(graph.ontology, slow, "BA", 2)]
