"""Deciding who is who, and forgetting somebody, do the same in every store."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.errors import NotFound, UsageError
from commonground.graph.loading.load import load

from ..support.asking import facts
from ..support.backends import Backend, Graph
from ..support.resumes import AS_OF
from ..support.writing import ADA, ADA_TOO, BO, CY, SECRETS, alike, counts, entry, folder_of_cvs


def test_deciding_and_taking_back(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    for one in (graph, reference):
        one.put(ADA, BO, CY, ADA_TOO)
    before = alike(graph, reference, tmp_path)
    assert graph.reader.population() == 3
    for one in (graph, reference):
        assert one.same("bo.md", "cy.md", "told me so").number == 1
        assert one.different("ada.md", "ada-too.md", "their mother's address").number == 2
    alike(graph, reference, tmp_path)
    assert graph.person("bo.md") == graph.person("cy.md")
    assert graph.person("ada.md") != graph.person("ada-too.md")
    _refuse(graph, reference)
    for one in (graph, reference):
        assert one.undo(1).verdict == "same"
        assert one.undo(2).why == "their mother's address"
    assert alike(graph, reference, tmp_path) == before
    for one in (graph, reference):
        assert one.same("Bo Rask", "Cy Rask", "by name").number == 4  # numbers do not come back
        one.put(entry("bo.md", "Ada Rask", "ada@x.example"))
    held = alike(graph, reference, tmp_path)
    assert len({document["person"] for document in held["documents"]}) == 1


def _refuse(graph: Graph, reference: Graph) -> None:
    """Try what no store takes: twice, with itself, without a reason, against what was decided."""
    for verdict, a, b, why in (
        ("same", "bo.md", "cy.md", "again"),
        ("different", "cy.md", "bo.md", "after all"),
        ("same", "ada.md", "ada.md", "itself"),
        ("different", "Bo Rask", "Bo Rask", "itself"),
        ("same", "ada.md", "bo.md", "  "),
        ("same", "ada.md", "nobody.md", "who"),
    ):
        said = []
        for one in (graph, reference):
            with pytest.raises(UsageError) as error:
                getattr(one, verdict)(a, b, why)
            said.append((type(error.value), str(error.value)))
        assert said[0] == said[1]
    for one in (graph, reference):
        one.same("ada.md", "bo.md", "one chain")
        with pytest.raises(UsageError, match="contradicts"):
            one.same("ada-too.md", "cy.md", "which closes the ring")
        with pytest.raises(NotFound):
            one.undo(99)
        one.undo(one.decisions()[-1].number)


def test_numbers_of_decisions_are_never_given_twice(graph: Graph, reference: Graph) -> None:
    for one in (graph, reference):
        one.put(ADA, BO, CY)
        one.undo(one.same("ada.md", "bo.md", "once").number)
        one.same("ada.md", "cy.md", "twice")
    assert [one.number for one in graph.decisions()] == [
        one.number for one in reference.decisions()
    ]


def test_forgetting_leaves_nothing(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    folder = folder_of_cvs(tmp_path)
    for one in (graph, reference):
        load(folder, into=one, as_of=AS_OF)
        one.put(
            unread=[("Zelda Quorthon 2.bin", str(folder / "Zelda Quorthon 2.bin"), "is no text")]
        )
        one.same("ada.md", "team/bo.md", "because Zelda Quorthon says so")
        one.different("ada.md", "zelda-q.md", "she said")
    assert backend.holding(SECRETS) >= set(SECRETS[:5])
    for one in (graph, reference):
        assert one.forget("Zelda Quorthon") == ["zelda-q-2.md", "zelda-q.md"]
    assert backend.holding(SECRETS) == set()
    held = alike(graph, reference, tmp_path)
    assert [one["key"] for one in held["documents"]] == ["ada.md", "team/bo.md"]
    assert len(held["decisions"]) == 1 and held["info"]["forgotten"] == 2
    with pytest.raises(NotFound):
        graph.person("Zelda Quorthon")
    for one in (graph, reference):
        assert counts(load(folder, into=one, as_of=AS_OF)) == (0, 0, 2, 0, 2)
    assert backend.holding(SECRETS) == set()
    alike(graph, reference, tmp_path)
    for one in (graph, reference):
        assert counts(load(folder, into=one, as_of=AS_OF, again=True)) == (2, 0, 2, 0, 0)
    assert alike(graph, reference, tmp_path)["info"]["forgotten"] == 0


def test_forgetting_one_takes_nothing_from_others(
    graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    """An employer, a skill and a decision that others share stay; what was theirs alone goes."""
    for one in (graph, reference):
        one.put(ADA, BO, CY, ADA_TOO)
        one.forget("ada.md")
        with pytest.raises(NotFound):
            one.forget("ada.md")
    held = alike(graph, reference, tmp_path)
    assert [one["key"] for one in held["documents"]] == ["bo.md", "cy.md"]
    reference.forget("cy.md")
    graph.forget(graph.person("cy.md"))
    alike(graph, reference, tmp_path)
    graph.forget("Bo Rask")
    reference.forget("Bo Rask")
    assert facts(graph) == facts(reference) == ([], [])
