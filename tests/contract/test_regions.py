"""The page of a PDF stands beside its lines in every store, and nothing beside those of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

import commonground as cg

from ..support.backends import Graph
from ..support.pdf_writer import Page, pdf
from ..support.resumes import AS_OF, cv, write_cvs

JOB = ("Experience", "Quillmark Ltd, Engineer", "Jan 2021 - Mar 2023", "Wrote the ledger in Go.")


@pytest.fixture
def loaded(graph: Graph, tmp_path: Path) -> Graph:
    folder = write_cvs(tmp_path / "cvs", bo=cv("Bo Rask", email="bo@x.example"))
    pages = (
        Page().lines(50, 60, "Runa Halvard", "runa@example.org", step=14),
        Page().lines(50, 60, *JOB, step=14).lines(50, 140, "Skills", "Redis, Go", step=14),
    )
    (folder / "runa.pdf").write_bytes(pdf(*pages))
    cg.load(folder, into=graph, as_of=AS_OF)
    return graph


def test_a_store_tells_the_page_of_a_line(loaded: Graph) -> None:
    found = {
        one.source: one
        for row in cg.find(loaded, "Go OR Redis")
        for one in row.evidence
        if one.quote in {"Go", "Redis"}
    }
    runa, bo = found["runa.pdf"], found["bo.md"]
    assert (runa.page, runa.part) == (2, None)
    assert runa.place == f"runa.pdf page 2, line {runa.line}"
    assert (bo.page, bo.place) == (None, f"bo.md:{bo.line}")
    assert set(bo.to_json()) == {"source", "line", "start", "end", "quote"}
    assert runa.to_json()["page"] == 2


def test_what_is_kept_of_a_document_has_its_pages(loaded: Graph) -> None:
    assert [region for _, region in loaded.document("runa.pdf").regions] == [1, 2]
    assert list(loaded.document("bo.md").regions) == []
