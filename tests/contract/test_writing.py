"""Loading, replacing, moving, forgetting and deciding leave the same graph in every store."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from commonground.errors import CommongroundError, NotFound
from commonground.graph.loading import load as loading
from commonground.graph.loading.load import LoadInterrupted, load
from commonground.graph.put import DocumentEntry
from commonground.loaders.document import Document

from ..support.asking import state
from ..support.backends import Backend, Graph
from ..support.resumes import AS_OF, Said, cv, write_cvs
from ..support.writing import ADA, ADA_TOO, BO, CY, alike, counts, entry, folder_of_cvs


def test_any_order_gives_the_same(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    entries = [ADA, BO, CY, ADA_TOO]
    reference.put(*entries)
    graph.put(BO)
    graph.put(ADA_TOO, CY)
    graph.put(ADA)
    alike(graph, reference, tmp_path)
    for seed in range(3):
        with backend.empty(graph.ontology) as other:
            for entry in random.Random(seed).sample(entries, len(entries)):
                other.put(entry)
            alike(other, reference, tmp_path)


def test_what_is_put_again_changes_nothing(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    reference.put(ADA, BO)
    for _ in range(3):
        graph.put(ADA, BO)
        alike(graph, reference, tmp_path)


def test_replaced_documents_leave_nothing_behind(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    """What a document said before it was replaced is gone, also what only it named."""
    graph.put(entry("ada.md", "Old Name", "old@x.example", "Umbrawick", "was here"), BO)
    graph.put(ADA_TOO)
    graph.put(ADA)
    reference.put(ADA, BO, ADA_TOO)
    alike(graph, reference, tmp_path)
    assert backend.name == "embedded" or not backend.holding(["Old Name", "Umbrawick", "was here"])
    graph.put(Said("").entry("ada.md"))
    reference.put(Said("").entry("ada.md"))
    alike(graph, reference, tmp_path)


def test_nothing_to_put_is_nothing(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    graph.put()
    graph.put(unread=[("x.bin", "/x.bin", "is no text")])
    reference.put(unread=[("x.bin", "/x.bin", "is no text")])
    held = alike(graph, reference, tmp_path)
    assert held["unread"] == [("x.bin", "is no text")]
    assert held["documents"] == []


def _without_resume() -> DocumentEntry:
    return DocumentEntry(CY.document, cast(Any, None))


def _without_key() -> DocumentEntry:
    return DocumentEntry(
        Document(cast(Any, None), "text", "utf-8", "text/plain", "0" * 64), CY.resume
    )


def _without_text() -> DocumentEntry:
    return DocumentEntry(
        Document("cy.md", cast(Any, object()), "utf-8", "text/plain", "0" * 64), CY.resume
    )


@pytest.mark.parametrize("bad", [_without_resume, _without_key, _without_text])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_batch_that_fails_changes_nothing(
    graph: Graph, reference: Graph, tmp_path: Path, bad: Callable[[], DocumentEntry], place: int
) -> None:
    """One entry that cannot be written: neither those before it nor those after it are."""
    before = entry("ada.md", "Ada Before", "before@x.example", "Umbrawick")
    for one in (graph, reference):
        one.put(before, BO)
    batch = [ADA, ADA_TOO]
    batch.insert(place, bad())
    assert _fails(lambda: graph.put(*batch, unread=[("x.bin", "/x.bin", "is no text")]))
    alike(graph, reference, tmp_path)
    for one in (graph, reference):
        one.put(ADA, ADA_TOO)
    alike(graph, reference, tmp_path)


def _fails(action: Callable[[], object]) -> bool:
    try:
        action()
    except (CommongroundError, ValueError, TypeError, AttributeError):
        return True
    except Exception as error:  # a store's own error will do, as long as nothing was written
        return type(error).__module__.partition(".")[0] in {"sqlite3", "neo4j"}
    return False


def test_a_load_that_is_interrupted_keeps_what_it_says_and_goes_on(
    graph: Graph, reference: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between files, that is: where the commands let Ctrl-C through."""
    monkeypatch.setattr(loading, "GROUP", 4)
    names = [f"p{number:02}" for number in range(12)]
    texts = {name: cv(f"Person {name}", email=f"{name}@x.example") for name in names}
    folder, there = write_cvs(tmp_path / "cvs", **texts), 0

    def stop(done: int, files: int, key: str) -> None:
        if done == there + 3:
            raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(LoadInterrupted) as caught:
            load(folder, into=graph, as_of=AS_OF, progress=stop)
        assert (caught.value.report.added, caught.value.report.unchanged) == (3, there)
        there += 3
        assert len(graph.documents()) == there
    load(folder, into=graph, as_of=AS_OF)
    load(folder, into=reference, as_of=AS_OF)
    alike(graph, reference, tmp_path)


def test_loading_files(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    folder = folder_of_cvs(tmp_path)
    (folder / "broken.md").write_bytes(b"\x00\x01\x02" * 50)
    reports = [counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (4, 0, 0, 0, 0)
    alike(graph, reference, tmp_path)
    reports = [counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 0, 4, 0, 0)
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    (folder / "broken.md").unlink()
    reports = [counts(load(folder, into=one, as_of=AS_OF)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 1, 3, 0, 0)
    assert alike(graph, reference, tmp_path)["unread"] == []


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
    held = alike(graph, reference, tmp_path)
    assert held["documents"][1]["path"] == str(folder / "caf\udce9.md")


def test_unchanged_documents_are_not_written(graph: Graph, tmp_path: Path) -> None:
    folder = folder_of_cvs(tmp_path)
    load(folder, into=graph, as_of=AS_OF)
    generation = graph.generation
    load(folder, into=graph, as_of=AS_OF)
    assert graph.generation == generation
    write_cvs(folder, ada=cv("Ada Rask", email="ada@x.example", tools="Rust"))
    load(folder, into=graph, as_of=AS_OF)
    assert graph.generation != generation


def test_moved_files_keep_their_mention(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    folder = folder_of_cvs(tmp_path)
    for one in (graph, reference):
        load(folder, into=one, as_of=AS_OF)
        one.different("zelda-q.md", "zelda-q-2.md", "two sisters")
    mention = graph.documents()[0].mention
    (folder / "old").mkdir()
    (folder / "ada.md").rename(folder / "old" / "ada.md")
    (folder / "zelda-q.md").rename(folder / "old" / "z.md")
    reports = [counts(load(folder, into=one)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (0, 0, 2, 2, 0)
    held = alike(graph, reference, tmp_path)
    moved = {one["key"]: one for one in held["documents"]}
    assert sorted(moved) == ["old/ada.md", "old/z.md", "team/bo.md", "zelda-q-2.md"]
    assert moved["old/ada.md"]["mention"] == mention
    assert graph.reader.population() == 4
    write_cvs(folder, ada=cv("Una Berg", email="una@x.example"))  # another's file at the old place
    reports = [counts(load(folder, into=one)) for one in (graph, reference)]
    assert reports[0] == reports[1] == (1, 0, 4, 0, 0)
    alike(graph, reference, tmp_path)
    assert len({one.mention for one in graph.documents()}) == 5


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
        alike(again, reference, tmp_path)
    graph.put(CY)  # who writes last says which ontology is on the server
