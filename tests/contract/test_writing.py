"""Loading, replacing, moving, forgetting and deciding leave the same graph in every store."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from commonground.graph.errors import CommongroundError, NotFound, UsageError
from commonground.graph.loading import LoadReport, load
from commonground.graph.records import Entry
from commonground.loaders.document import Document

from ..graph_support import AS_OF, Said, cv, write_cvs
from .asking import facts, state
from .backends import Backend, Graph

SECRETS = ("Zelda", "Quorthon", "zelda.q@secret.example", "Umbrawick", "Lampwright", "zelda-q")


def _entry(key: str, name: str, email: str, employer: str = "Kestrel", text: str = "") -> Entry:
    said = Said(f"{name}\n{email}\n{employer} 2019 2021 Redis\n{text}")
    said.at("/basics/name", name).at("/basics/email", email).at("/work/0/name", employer)
    said.at("/work/0/startDate", "2019").at("/work/0/endDate", "2021")
    said.at("/work/0/keywords/0", "Redis", "skill:redis-db")
    work = {"name": employer, "startDate": "2019", "endDate": "2021", "keywords": ["Redis"]}
    return said.entry(key, basics={"name": name, "email": email}, work=[work])


ADA = _entry("ada.md", "Ada Rask", "ada@x.example")
BO = _entry("bo.md", "Bo Rask", "bo@x.example")
CY = _entry("cy.md", "Cy Rask", "cy@x.example", employer="Owl")
ADA_TOO = _entry("ada-too.md", "A. Rask", "ada@x.example", employer="Owl")


def _held(graph: Graph, reference: Graph, folder: Path) -> dict[str, Any]:
    """Return what both hold, after holding one to the other."""
    mine, theirs = state(graph, folder), state(reference, folder)
    for part in mine:
        assert mine[part] == theirs[part], part
    assert facts(graph) == facts(reference)
    return mine


def _counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.moved, report.forgotten


def _folder(tmp_path: Path) -> Path:
    write_cvs(tmp_path / "cvs" / "team", bo=cv("Bo Rask", email="bo@x.example"))
    zelda = cv("Zelda Quorthon", email=SECRETS[2], employer="Umbrawick Mills", position=SECRETS[4])
    later = cv("Z. Quorthon", email=SECRETS[2], dates="2010 - 2012")
    names = {"ada": cv("Ada Rask", email="ada@x.example"), "zelda-q": zelda, "zelda-q-2": later}
    return write_cvs(tmp_path / "cvs", **names)


def test_any_order_gives_the_same(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    entries = [ADA, BO, CY, ADA_TOO]
    reference.put(*entries)
    graph.put(BO)
    graph.put(ADA_TOO, CY)
    graph.put(ADA)
    _held(graph, reference, tmp_path)
    for seed in range(3):
        with backend.empty(graph.ontology) as other:
            for entry in random.Random(seed).sample(entries, len(entries)):
                other.put(entry)
            _held(other, reference, tmp_path)


def test_what_is_put_again_changes_nothing(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    reference.put(ADA, BO)
    for _ in range(3):
        graph.put(ADA, BO)
        _held(graph, reference, tmp_path)


def test_replaced_documents_leave_nothing_behind(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    """What a document said before it was replaced is gone, also what only it named."""
    graph.put(_entry("ada.md", "Old Name", "old@x.example", "Umbrawick", "was here"), BO)
    graph.put(ADA_TOO)
    graph.put(ADA)
    reference.put(ADA, BO, ADA_TOO)
    _held(graph, reference, tmp_path)
    assert backend.name == "embedded" or not backend.holding(["Old Name", "Umbrawick", "was here"])
    graph.put(Said("").entry("ada.md"))
    reference.put(Said("").entry("ada.md"))
    _held(graph, reference, tmp_path)


def test_nothing_to_put_is_nothing(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    graph.put()
    graph.put(unread=[("x.bin", "/x.bin", "is no text")])
    reference.put(unread=[("x.bin", "/x.bin", "is no text")])
    held = _held(graph, reference, tmp_path)
    assert held["unread"] == [("x.bin", "is no text")]
    assert held["documents"] == []


def _without_resume() -> Entry:
    return Entry(CY.document, cast(Any, None))


def _without_key() -> Entry:
    return Entry(Document(cast(Any, None), "text", "utf-8", "text/plain", "0" * 64), CY.resume)


def _without_text() -> Entry:
    return Entry(Document("cy.md", cast(Any, object()), "utf-8", "text/plain", "0" * 64), CY.resume)


@pytest.mark.parametrize("bad", [_without_resume, _without_key, _without_text])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_batch_that_fails_changes_nothing(
    graph: Graph, reference: Graph, tmp_path: Path, bad: Callable[[], Entry], place: int
) -> None:
    """One entry that cannot be written: neither those before it nor those after it are."""
    before = _entry("ada.md", "Ada Before", "before@x.example", "Umbrawick")
    for one in (graph, reference):
        one.put(before, BO)
    batch = [ADA, ADA_TOO]
    batch.insert(place, bad())
    assert _fails(lambda: graph.put(*batch, unread=[("x.bin", "/x.bin", "is no text")]))
    _held(graph, reference, tmp_path)
    for one in (graph, reference):
        one.put(ADA, ADA_TOO)
    _held(graph, reference, tmp_path)


def _fails(action: Callable[[], object]) -> bool:
    try:
        action()
    except (CommongroundError, ValueError, TypeError, AttributeError):
        return True
    except Exception as error:  # a store's own error will do, as long as nothing was written
        return type(error).__module__.partition(".")[0] in {"sqlite3", "neo4j"}
    return False


def test_loading_files(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "broken.md").write_bytes(b"\x00\x01\x02" * 50)
    reports = [_counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (4, 0, 0, 0, 0)
    _held(graph, reference, tmp_path)
    reports = [_counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 0, 4, 0, 0)
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    (folder / "broken.md").unlink()
    reports = [_counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 1, 3, 0, 0)
    assert _held(graph, reference, tmp_path)["unread"] == []


def test_a_file_whose_name_is_no_text(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    folder = write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", email="ada@x.example"))
    try:
        (folder / "caf\udce9.md").write_text(cv("Bo Rask", email="bo@x.example"))
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names that are text")
    (folder / "b\udce9.bin").write_bytes(b"\x00\x01\x02" * 50)
    for one in (graph, reference):
        load(folder, into=one, as_of=AS_OF)
        assert load(folder, into=one, as_of=AS_OF).unchanged == 2
    held = _held(graph, reference, tmp_path)
    assert held["documents"][1]["path"] == str(folder / "caf\udce9.md")


def test_unchanged_documents_are_not_written(graph: Graph, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    load(folder, into=graph, as_of=AS_OF)
    generation = graph.generation
    load(folder, into=graph, as_of=AS_OF)
    assert graph.generation == generation
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    load(folder, into=graph, as_of=AS_OF)
    assert graph.generation != generation


def test_moved_files_keep_their_mention(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for one in (graph, reference):
        load(folder, into=one, as_of=AS_OF)
        one.different("zelda-q.md", "zelda-q-2.md", "two sisters")
    mention = graph.documents()[0].mention
    (folder / "old").mkdir()
    (folder / "ada.md").rename(folder / "old" / "ada.md")
    (folder / "zelda-q.md").rename(folder / "old" / "z.md")
    reports = [_counts(load(folder, into=one)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 0, 2, 2, 0)
    held = _held(graph, reference, tmp_path)
    moved = {one["key"]: one for one in held["documents"]}
    assert sorted(moved) == ["old/ada.md", "old/z.md", "team/bo.md", "zelda-q-2.md"]
    assert moved["old/ada.md"]["mention"] == mention
    assert graph.reader.population() == 4
    write_cvs(folder, ada=cv("Una Berg", email="una@x.example"))  # another's file at the old place
    reports = [_counts(load(folder, into=one)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (1, 0, 4, 0, 0)
    _held(graph, reference, tmp_path)
    assert len({one.mention for one in graph.documents()}) == 5


def test_deciding_and_taking_back(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    for one in (graph, reference):
        one.put(ADA, BO, CY, ADA_TOO)
    before = _held(graph, reference, tmp_path)
    assert graph.reader.population() == 3
    for one in (graph, reference):
        assert one.same("bo.md", "cy.md", "told me so").number == 1
        assert one.different("ada.md", "ada-too.md", "their mother's address").number == 2
    _held(graph, reference, tmp_path)
    assert graph.person("bo.md") == graph.person("cy.md")
    assert graph.person("ada.md") != graph.person("ada-too.md")
    _refuse(graph, reference)
    for one in (graph, reference):
        assert one.undo(1).verdict == "same"
        assert one.undo(2).why == "their mother's address"
    assert _held(graph, reference, tmp_path) == before
    for one in (graph, reference):
        assert one.same("Bo Rask", "Cy Rask", "by name").number == 4  # numbers do not come back
        one.put(_entry("bo.md", "Bo Rask", "ada@x.example"))
    held = _held(graph, reference, tmp_path)
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
    folder = _folder(tmp_path)
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
    held = _held(graph, reference, tmp_path)
    assert [one["key"] for one in held["documents"]] == ["ada.md", "team/bo.md"]
    assert len(held["decisions"]) == 1 and held["info"]["forgotten"] == 2
    with pytest.raises(NotFound):
        graph.person("Zelda Quorthon")
    for one in (graph, reference):
        assert _counts(load(folder, into=one, as_of=AS_OF)) == (0, 0, 2, 0, 2)
    assert backend.holding(SECRETS) == set()
    _held(graph, reference, tmp_path)
    for one in (graph, reference):
        assert _counts(load(folder, into=one, as_of=AS_OF, again=True)) == (2, 0, 2, 0, 0)
    assert _held(graph, reference, tmp_path)["info"]["forgotten"] == 0


def test_forgetting_one_takes_nothing_from_others(
    graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    """An employer, a skill and a decision that others share stay; what was theirs alone goes."""
    for one in (graph, reference):
        one.put(ADA, BO, CY, ADA_TOO)
        one.forget("ada.md")
        with pytest.raises(NotFound):
            one.forget("ada.md")
    held = _held(graph, reference, tmp_path)
    assert [one["key"] for one in held["documents"]] == ["bo.md", "cy.md"]
    reference.forget("cy.md")
    graph.forget(graph.person("cy.md"))
    _held(graph, reference, tmp_path)
    graph.forget("Bo Rask")
    reference.forget("Bo Rask")
    assert facts(graph) == facts(reference) == ([], [])


def test_two_handles_see_one_graph(backend: Backend, graph: Graph, tmp_path: Path) -> None:
    """Who has the graph open sees what another wrote, also after having asked."""
    graph.put(ADA)
    with backend.again(graph.ontology) as other:
        assert other.person("ada.md").name == "Ada Rask"
        graph.put(BO)
        assert other.person("bo.md").name == "Bo Rask"
        other.forget("ada.md")
        with pytest.raises(NotFound):
            graph.person("ada.md")
        assert state(graph, tmp_path) == state(other, tmp_path)


def test_another_ontology(backend: Backend, graph: Graph, reference: Graph, tmp_path: Path) -> None:
    """The concepts are those of the ontology at hand, whichever the graph was written with."""
    graph.put(ADA, BO)
    bigger = backend.again()
    with bigger:
        assert len(bigger.to_networkx()) > len(graph.to_networkx())
        bigger.put(CY)
    reference.put(ADA, BO, CY)
    with backend.again(graph.ontology) as again:
        _held(again, reference, tmp_path)
