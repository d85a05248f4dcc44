"""Forgetting takes a name out of notes and reasons, in whatever order and form it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.graph.identity.traces import Traces
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, raw_bytes, write_cvs

ADA = "Ada Thornquist"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (ADA, "Thornquist_Ada_2025.pdf"),
        (ADA, "thornquist-ada.docx"),
        (ADA, "AdaThornquist.pdf"),
        (ADA, "cvs/adathornquistCV2025.pdf"),
        (ADA, "2024/thornquistada.pdf"),
        (ADA, "THORNQUIST, A. (Ada).txt"),
        (ADA, "Thornquist/ada.md"),
        ("Thornquist, Ada", "Ada Thornquist told us"),
        ("Ada M. Thornquist", "ada.thornquist.doc"),
        ("Ada Maria Thornquist-Berg", "Thornquist-Ada.pdf"),
        ("Ada Maria Thornquist-Berg", "AdaBerg.pdf"),
        ("Ada de la Cruz", "cruz_ada.pdf"),
        ("Jürgen Müller", "juergen-mueller.pdf"),
        ("Siobhán O'Brien", "OBrien Siobhan.pdf"),
        ("Li Bo", "li_bo.pdf"),
        ("Li Bo", "libo.pdf"),
        ("Zelda", "Zelda's resume.pdf"),
        ("王伟", "王伟简历.pdf"),
    ],
)
def test_what_names_somebody(name: str, text: str) -> None:
    assert Traces([name]).in_any("other.pdf", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (ADA, "Ada_Berg_2025.pdf"),
        (ADA, "Thornquist_Bo.pdf"),
        (ADA, "Canada Thornquist Holdings.pdf"),
        ("Li Bo", "libor.pdf"),
        ("Anna", "annabelle.pdf"),
        ("Bo", "Bo.pdf"),
        ("A. B.", "A_B.pdf"),
        ("", "resume.pdf"),
    ],
)
def test_what_names_somebody_else(name: str, text: str) -> None:
    assert not Traces([name]).in_any(text)


def test_a_name_of_many_words_is_not_sought_in_all_their_orders() -> None:
    middle = " ".join("a" * length for length in range(2, 14))
    assert not Traces([f"bb {middle} cc"]).in_any("a" * 250 + ".pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_cvs(
        tmp_path / "cvs",
        ada=cv(ADA, email="ada.t@x.example"),
        later=cv("Ada Thornquist-Berg", email="ada.t@x.example"),
        bo=cv("Bo Rask", email="bo@x.example"),
        cy=cv("Cy Rask", email="cy@x.example"),
    )


@pytest.fixture
def graph(tmp_path: Path, folder: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        yield graph


def test_unread_files_of_theirs_leave_the_list_and_stay_off(
    graph: EmbeddedGraph, folder: Path
) -> None:
    names = ("Thornquist_Ada_2025.pdf", "ada-berg.docx", "AdaThornquist.tex", "Thornquist_Bo.pdf")
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.4 \x00\x01")
    (folder / "ada-thornquist").mkdir()
    (folder / "ada-thornquist" / "scan.pdf").write_bytes(b"%PDF-1.4 \x00\x01")
    load(folder, into=graph, as_of=AS_OF)
    assert len(graph.unread()) == 5
    graph.forget(ADA)
    assert [one.key for one in graph.unread()] == ["Thornquist_Bo.pdf"]
    report = load(folder, into=graph, as_of=AS_OF)
    assert len(report.unread) == 5, "they are told of"
    assert [one.key for one in graph.unread()] == ["Thornquist_Bo.pdf"], "and not noted"
    held = raw_bytes(graph.path).lower()
    assert not any(name.lower().encode() in held for name in names[:3])


@pytest.mark.parametrize(
    ("why", "kept"),
    [
        ("THORNQUIST, Ada introduced them", "(removed)"),
        ("both were told by Ada Thornquist's office", "(removed)"),
        ("AdaBerg wrote it", "(removed)"),
        ("both write to Ada.T@x.example", "(removed)"),
        ("Bo Thornquist says so", "Bo Thornquist says so"),
    ],
)
def test_reasons_name_them_no_more(graph: EmbeddedGraph, why: str, kept: str) -> None:
    graph.different("bo.md", "cy.md", why)
    graph.forget("ada.md")
    assert [one.why for one in graph.decisions()] == [kept]
    assert (why.encode() in raw_bytes(graph.path)) is (why == kept)
