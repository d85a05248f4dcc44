"""Two people with one address stay two, are listed as maybe one, and are forgotten apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonground.cli.main import main
from commonground.errors import AmbiguousName
from commonground.graph.loading.load import load
from commonground.graph.model import Maybe
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, exported, write_cvs

ADA = "ada@x.example"


def _contact(name: str, address: str, **more: str) -> str:
    """Return a resume that gives somebody's address under Contact."""
    return cv(name, email=f"## Contact\n\n{address}", **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_cvs(
        tmp_path / "cvs",
        ada=cv("Ada Thornquist", email=ADA, employer="Umbrawick Mills"),
        bo=_contact("Bo Falk", ADA, employer="Owl House", position="Baker"),
    )


@pytest.fixture
def graph(tmp_path: Path) -> EmbeddedGraph:
    return open_graph(tmp_path / "people.db", create=True)


def _groups(graph: EmbeddedGraph) -> list[str]:
    found: dict[str, list[str]] = {}
    for one in graph.documents():
        found.setdefault(one.person, []).append(one.key.removesuffix(".md"))
    return sorted(" ".join(keys) for keys in found.values())


def test_forgetting_one_leaves_all_of_the_other(
    graph: EmbeddedGraph, folder: Path, tmp_path: Path
) -> None:
    load(folder, into=graph, as_of=AS_OF)
    assert _groups(graph) == ["ada", "bo"]
    assert graph.document("bo.md").text.count(ADA) == 1
    with pytest.raises(AmbiguousName):
        graph.forget(ADA)
    assert graph.forget("Ada Thornquist") == ["ada.md"]
    with open_graph(tmp_path / "bo.db", create=True) as alone:
        load(folder / "bo.md", into=alone, as_of=AS_OF)
        assert exported(graph, tmp_path) == exported(alone, tmp_path)
        assert graph.document("bo.md") == alone.document("bo.md")
    graph.connection.execute("UPDATE documents SET reader = '0'")
    report = load(folder, into=graph, as_of=AS_OF)
    assert (report.replaced, report.forgotten, report.unread) == (1, 1, [])


def test_a_maybe_is_listed_until_it_is_decided(graph: EmbeddedGraph, folder: Path) -> None:
    assert load(folder, into=graph, as_of=AS_OF).maybes == 1
    assert graph.maybes() == [Maybe("ada.md", "bo.md", ("email",))]
    same = graph.same("ada.md", "bo.md", "she took another name")
    assert (graph.maybes(), _groups(graph)) == ([], ["ada bo"])
    graph.undo(same.number)
    assert graph.maybes() == [Maybe("ada.md", "bo.md", ("email",))]
    graph.different("ada.md", "bo.md", "met both")
    assert (graph.maybes(), _groups(graph)) == ([], ["ada", "bo"])


def test_a_pair_is_counted_when_it_comes_up(graph: EmbeddedGraph, folder: Path) -> None:
    load(folder, into=graph, as_of=AS_OF)
    later = cv("A. Thornquist", email=ADA)
    write_cvs(folder, aaa=later, cy=cv("Cy Lund", email="cy@x.example"))
    assert load(folder, into=graph, as_of=AS_OF).maybes == 0
    assert _groups(graph) == ["aaa ada", "bo", "cy"]
    write_cvs(folder, cy=_contact("Cy Lund", ADA))
    assert load(folder, into=graph, as_of=AS_OF).maybes == 2
    assert len(graph.maybes()) == 3


def test_of_many_with_one_address_each_is_listed_once(graph: EmbeddedGraph, tmp_path: Path) -> None:
    names = {f"p{n:02}": cv(f"Ada {'BCDFGHJKLMNPQRSTVWXZ'[n]}olin", email=ADA) for n in range(20)}
    folder = write_cvs(tmp_path / "cvs", **names)
    assert load(folder, into=graph, as_of=AS_OF).maybes == 19
    found = graph.maybes()
    assert len(found) == 19
    assert {key for one in found for key in (one.a, one.b)} == {f"{name}.md" for name in names}


@pytest.mark.parametrize("first", ["ada", "bo", "none"])
def test_the_order_of_loading_does_not_matter(
    graph: EmbeddedGraph, folder: Path, tmp_path: Path, first: str
) -> None:
    nameless = f"{ADA}\n\n## Experience\n\n### Baker, Owl House\n2019 - 2021\n\n- Baked.\n"
    write_cvs(folder, none=nameless)
    load(folder / f"{first}.md", into=graph, as_of=AS_OF)
    load(folder, into=graph, as_of=AS_OF)
    assert _groups(graph) == ["ada", "bo", "none"]
    assert len(graph.maybes()) == 3
    with open_graph(tmp_path / "other.db", create=True) as other:
        load(folder, into=other, as_of=AS_OF)
        assert exported(graph, tmp_path) == exported(other, tmp_path)


def test_a_graph_that_was_grouped_otherwise_is_regrouped(
    graph: EmbeddedGraph, folder: Path
) -> None:
    """As one is that was written before names counted: the next reading of all makes it good."""
    load(folder, into=graph, as_of=AS_OF)
    graph.connection.execute(
        "UPDATE documents SET reader = '0', person = (SELECT min(mention) FROM documents)"
    )
    assert _groups(graph) == ["ada bo"]
    report = load(folder / "ada.md", into=graph, as_of=AS_OF)
    assert (report.replaced, report.maybes) == (1, 1)
    assert _groups(graph) == ["ada", "bo"]


def test_a_later_document_does_not_take_the_name(graph: EmbeddedGraph, tmp_path: Path) -> None:
    old = write_cvs(tmp_path / "old", ada=cv("Ada Thornquist", email=ADA))
    new = write_cvs(
        tmp_path / "new",
        initials=cv("A. T.", email=ADA, dates="2015 - 2016"),
        other=cv("Bo Falk", email=ADA, dates="2015 - 2016"),
    )
    load(old, into=graph, as_of="2020-01-01")
    load(new, into=graph, as_of=AS_OF)
    person = graph.person("ada.md")
    assert person.name == "Ada Thornquist"
    assert person.properties["names"] == ["A. T.", "Ada Thornquist"]
    assert _groups(graph) == ["ada initials", "other"]


def test_what_the_commands_say(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str | Path) -> tuple[str, str]:
        assert main(["-g", str(tmp_path / "people.db"), *map(str, words)]) == 0
        return capsys.readouterr()

    _, said = run("load", folder)
    assert said == (
        "1 new pair of documents may speak of one person: `commonground identity list` shows"
        " what they share\n"
    )
    assert run("load", folder)[1] == ""
    (row,) = json.loads(run("identity", "list", "--format", "json")[0])["rows"]
    assert (row["verdict"], row["a"], row["b"]) == ("maybe", "ada.md", "bo.md")
    assert "an e-mail address" in row["why"] and "number" not in row
    table, _ = run("identity", "list")
    assert "maybe" in table and ADA not in table + str(row)
    run("identity", "different", "ada.md", "bo.md", "--why", "two people")
    (row,) = json.loads(run("identity", "list", "--format", "json")[0])["rows"]
    assert row["verdict"] == "different"
