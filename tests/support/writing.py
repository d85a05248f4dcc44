"""Small documents to write into two stores, and what both hold afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commonground.graph.loading.load import LoadReport
from commonground.graph.put import DocumentEntry

from .asking import facts, state
from .backends import Graph
from .resumes import Said, cv, write_cvs

SECRETS = ("Zelda", "Quorthon", "zelda.q@secret.example", "Umbrawick", "Lampwright", "zelda-q")


def entry(
    key: str, name: str, email: str, employer: str = "Kestrel", text: str = ""
) -> DocumentEntry:
    said = Said(f"{name}\n{email}\n{employer} 2019 2021 Redis\n{text}")
    if name:
        said.at("/basics/name", name)
    said.at("/basics/email", email).at("/work/0/name", employer)
    said.at("/work/0/startDate", "2019").at("/work/0/endDate", "2021")
    said.at("/work/0/keywords/0", "Redis", "skill:redis-db")
    work = {"name": employer, "startDate": "2019", "endDate": "2021", "keywords": ["Redis"]}
    return said.entry(key, basics={"name": name, "email": email}, work=[work])


ADA = entry("ada.md", "Ada Rask", "ada@x.example")
BO = entry("bo.md", "Bo Rask", "bo@x.example")
CY = entry("cy.md", "Cy Rask", "cy@x.example", employer="Owl")
ADA_TOO = entry("ada-too.md", "A. Rask", "ada@x.example", employer="Owl")


def alike(graph: Graph, reference: Graph, folder: Path) -> dict[str, Any]:
    """Return what both hold, after holding one to the other."""
    mine, theirs = state(graph, folder), state(reference, folder)
    for part in mine:
        assert mine[part] == theirs[part], part
    assert facts(graph) == facts(reference)
    return mine


def counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.moved, report.forgotten


def folder_of_cvs(tmp_path: Path) -> Path:
    write_cvs(tmp_path / "cvs" / "team", bo=cv("Bo Rask", email="bo@x.example"))
    zelda = cv("Zelda Quorthon", email=SECRETS[2], employer="Umbrawick Mills", position=SECRETS[4])
    later = cv("Z. Quorthon", email=SECRETS[2], dates="2010 - 2012")
    names = {"ada": cv("Ada Rask", email="ada@x.example"), "zelda-q": zelda, "zelda-q-2": later}
    return write_cvs(tmp_path / "cvs", **names)
