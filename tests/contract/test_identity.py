"""Who is who, who may be, and who was forgotten: the same in every store."""

from __future__ import annotations

from pathlib import Path

from commonground.graph.identity.forgetting import LOOKS_FORGOTTEN
from commonground.graph.loading.copy import copy
from commonground.graph.loading.load import load
from commonground.graph.model import Maybe

from ..support.backends import Backend, Embedded, Graph
from ..support.resumes import AS_OF, cv, write_cvs
from ..support.writing import ADA, ADA_TOO, BO, SECRETS, alike, counts, entry, folder_of_cvs

REFEREE = entry("eve.md", "Eve Lund", "ada@x.example", employer="Mill")
NAMELESS = entry("none.md", "", "ada@x.example", employer="Mill")


def test_one_address_and_two_names_are_maybe_one(
    graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    for one in (graph, reference):
        assert [one.put(ADA), one.put(BO, REFEREE), one.put(ADA_TOO)] == [0, 1, 0]
        (pair,) = one.maybes()
        assert pair in {Maybe(key, "eve.md", ("email",)) for key in ("ada.md", "ada-too.md")}
    assert graph.maybes() == reference.maybes()
    held = alike(graph, reference, tmp_path)
    assert len({one["person"] for one in held["documents"]}) == 3
    for one in (graph, reference):
        assert one.put(NAMELESS) == 2  # it may be either's
        one.different("ada.md", "eve.md", "she is her referee")
        one.same("none.md", "ada.md", "she sent it")
        assert one.maybes() == []
    held = alike(graph, reference, tmp_path)
    assert len({one["person"] for one in held["documents"]}) == 3


def test_forgetting_one_of_two_with_one_address(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    graph.put(ADA, REFEREE, BO, unread=[("Rask_Ada_2025.pdf", "/cv/Rask_Ada_2025.pdf", "is PDF")])
    graph.different("bo.md", "eve.md", "RASK, ADA knows both")
    assert graph.forget("Ada Rask") == ["ada.md"]
    reference.put(REFEREE, BO)
    reference.different("bo.md", "eve.md", "(removed)")
    mine, theirs = (one.to_networkx(lists=True) for one in (graph, reference))
    assert dict(mine.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert graph.document("eve.md") == reference.document("eve.md")
    assert [one.why for one in graph.decisions()] == ["(removed)"]
    assert graph.unread() == []
    assert backend.holding(["Ada Rask", "Rask_Ada", "RASK, ADA"]) == set()
    graph.put(unread=[("Rask_Ada_2025.pdf", "/cv/Rask_Ada_2025.pdf", "is PDF")])
    assert graph.unread() == []


def test_only_again_brings_somebody_back(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    folder = folder_of_cvs(tmp_path)
    for one in (graph, reference):
        load(folder, into=one, as_of=AS_OF)
        one.forget("Zelda Quorthon")
    text = (folder / "zelda-q.md").read_text()
    (folder / "zelda-q.md").unlink()
    (folder / "zelda-q-2.md").unlink()
    (folder / "crlf.md").write_bytes(text.replace("\n", "\r\n").encode() + b"\r\n")
    write_cvs(folder, newer=cv("Zelda Quorthon", email=SECRETS[2], employer="Owl"))
    for one in (graph, reference):
        report = load(folder, into=one, as_of=AS_OF)
        assert counts(report) == (0, 0, 2, 0, 1)
        assert report.unread == [("newer.md", LOOKS_FORGOTTEN)]
        assert (one.info().forgotten, one.unread()) == (2, [])
    alike(graph, reference, tmp_path)
    assert not backend.holding(SECRETS)
    with Embedded(tmp_path).empty(graph.ontology) as target:
        copy(graph, target)
        assert target.forgotten() == graph.forgotten()
        assert counts(load(folder, into=target, as_of=AS_OF)) == (0, 0, 2, 0, 1)
    for one in (graph, reference):
        assert load(folder / "newer.md", into=one, as_of=AS_OF, again=True).added == 1
        write_cvs(folder, newest=cv("Z. Quorthon", email=SECRETS[2], employer="Mill"))
        assert load(folder / "newest.md", into=one, as_of=AS_OF).added == 1
    alike(graph, reference, tmp_path)
