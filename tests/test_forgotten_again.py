"""Only ``load --again`` brings somebody back: not another newline, not a newer resume."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.graph.identity.forgetting import LOOKS_FORGOTTEN
from commonground.graph.loading.copy import copy
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, raw_bytes, write_cvs

EMAIL = "zelda.q@secret.example"
ZELDA = cv("Zelda Quorthon", email=EMAIL, employer="Umbrawick Mills", more="+46 12 345 678\n")


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    """Return a graph in which Zelda was forgotten."""
    folder = write_cvs(tmp_path / "old", zelda=ZELDA, bo=cv("Bo Rask", email="bo@x.example"))
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        graph.forget("Zelda Quorthon")
        yield graph


def _loaded(
    graph: EmbeddedGraph, file: Path, text: str, *, again: bool = False
) -> tuple[int, int, str]:
    """Load a text from a file; return how many were added, how many forgotten, and why not."""
    file.write_bytes(text.encode())
    report = load(file, into=graph, as_of=AS_OF, again=again)
    return report.added, report.forgotten, "".join(reason for _, reason in report.unread)


@pytest.mark.parametrize(
    "text",
    [
        ZELDA + "\n",
        ZELDA.replace("\n", "\r\n"),
        "\ufeff" + ZELDA.upper(),
        ZELDA.replace("- ", "* ").replace(" ", "  ").replace(",", ""),
        ZELDA.replace("Zelda", "\uff3aelda"),
        ZELDA.replace("Umbrawick", "Umbra\u00adwick"),
    ],
    ids=["newline", "CRLF", "case", "marks", "full width", "soft hyphen"],
)
def test_the_same_text_stays_out(graph: EmbeddedGraph, tmp_path: Path, text: str) -> None:
    assert _loaded(graph, tmp_path / "new.md", text) == (0, 1, "")
    assert [one.key for one in graph.documents()] == ["bo.md"]


@pytest.mark.parametrize(
    "text",
    [
        cv("Z. Quorthon", email=EMAIL.upper(), employer="Owl"),
        cv("Zelda Berg", email="zb@x.example", employer="Owl", more="0046 12 345 678\n"),
        cv("Quorthon Zelda", email="zq@x.example", employer="UMBRAWICK MILLS Ltd", dates="2024"),
    ],
    ids=["e-mail", "phone", "name with employer"],
)
def test_what_looks_like_theirs_is_asked_about(
    graph: EmbeddedGraph, tmp_path: Path, text: str
) -> None:
    before = graph.generation
    assert _loaded(graph, tmp_path / "new.md", text) == (0, 0, LOOKS_FORGOTTEN)
    assert (graph.unread(), graph.generation) == ([], before), "a note would be a trace"
    assert b"quorthon" not in raw_bytes(graph.path).lower()
    assert _loaded(graph, tmp_path / "new.md", text, again=True) == (1, 0, "")
    # and is not asked about any more, nor is the next version of it
    assert _loaded(graph, tmp_path / "new.md", text + "\nMore.\n") == (0, 0, "")
    assert _loaded(graph, tmp_path / "newer.md", text + "\nStill more.\n") == (1, 0, "")


def test_a_newer_job_does_not_hide_them(graph: EmbeddedGraph, tmp_path: Path) -> None:
    newer = cv("Zelda Quorthon", email="zq@x.example", employer="Owl House", dates="2024 - Present")
    older = "\n### Backend Engineer, Umbrawick Mills\nMar 2019 - 2024\n\n- Built services.\n"
    text = newer.replace("\n## Skills", f"{older}\n## Skills")
    assert _loaded(graph, tmp_path / "new.md", text) == (0, 0, LOOKS_FORGOTTEN)


def test_others_are_not_asked_about(graph: EmbeddedGraph, tmp_path: Path) -> None:
    namesake = cv("Zelda Quorthon", email="other@x.example", employer="Owl House")
    assert _loaded(graph, tmp_path / "new.md", namesake) == (1, 0, "")
    colleague = cv("Cy Lund", email="cy@x.example", employer="Umbrawick Mills")
    assert _loaded(graph, tmp_path / "newer.md", colleague) == (1, 0, "")


def test_who_is_in_the_graph_may_name_them(graph: EmbeddedGraph, tmp_path: Path) -> None:
    """A resume that is known may get a referee's address; another's under its key may not."""
    bo = cv("Bo Rask", email="bo@x.example", more=f"{EMAIL}\n").replace("bo@x.example", "")
    write_cvs(tmp_path / "old", bo=bo)
    report = load(tmp_path / "old" / "bo.md", into=graph, as_of=AS_OF)
    assert (report.replaced, report.unread) == (1, [])
    assert EMAIL in str(graph.person("bo.md").properties["emails"])
    write_cvs(tmp_path / "old", bo=cv("Z. Quorthon", email=EMAIL))
    report = load(tmp_path / "old" / "bo.md", into=graph, as_of=AS_OF)
    assert (report.replaced, report.unread) == (0, [("bo.md", LOOKS_FORGOTTEN)])


def test_a_copy_knows_them_too(graph: EmbeddedGraph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "copy.db", create=True) as target:
        assert copy(graph, target).forgotten == graph.info().forgotten == 1
        assert target.forgotten() == graph.forgotten()
        assert _loaded(target, tmp_path / "new.md", ZELDA + "\n") == (0, 1, "")
        newer = cv("Z. Quorthon", email=EMAIL)
        assert _loaded(target, tmp_path / "new.md", newer) == (0, 0, LOOKS_FORGOTTEN)


def test_processes_that_read_know_them_too(graph: EmbeddedGraph, tmp_path: Path) -> None:
    texts = {"crlf": ZELDA.replace("\n", "\r\n"), "newer": cv("Z. Quorthon", email=EMAIL)}
    report = load(write_cvs(tmp_path / "new", **texts), into=graph, as_of=AS_OF, jobs=2)
    assert (report.forgotten, report.unread) == (1, [("newer.md", LOOKS_FORGOTTEN)])


def test_a_newer_resume_of_one_who_is_forgotten_meanwhile_stays_out(
    graph: EmbeddedGraph, tmp_path: Path
) -> None:
    cy = cv("Cy Lund", email="cy@x.example")
    load(write_cvs(tmp_path / "cy", cy=cy), into=graph, as_of=AS_OF)
    write_cvs(tmp_path / "cy", cy=cy + "\nNewer.\n")

    def forget(done: int, files: int, key: str) -> None:
        if not done:  # the plan of this load is made, the file is still to be read
            graph.forget("cy.md")

    with open_graph(graph.path) as other:
        load(tmp_path / "cy", into=other, as_of=AS_OF, progress=forget)
    assert [one.key for one in graph.documents()] == ["bo.md"]


def test_marks_tell_nothing_by_themselves(graph: EmbeddedGraph) -> None:
    salt, marks = graph.forgotten()
    kinds = sorted(mark.partition(":")[0] for mark in marks if ":" in mark)
    assert kinds == ["key", "key", "name", "text"]
    assert all(len(mark.rpartition(":")[2]) == 64 for mark in marks)
    with open_graph(graph.path.with_name("other.db"), create=True) as other:
        load(graph.path.parent / "old", into=other, as_of=AS_OF)
        other.forget("Zelda Quorthon")
        other_salt, others = other.forgotten()
    assert other_salt != salt and not marks & others
