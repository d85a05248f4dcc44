"""Who writes their name in capitals is shown as others are; the file's own spelling is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import commonground as cg
from commonground.cli import main as cli
from commonground.graph.facts.name_case import name_case

from .support.resumes import AS_OF, cv, write_cvs

NAMES = {
    "ADA THORNQUIST": "Ada Thornquist",
    "JEAN-LUC O'BRIEN": "Jean-Luc O'Brien",
    "JAN VAN DER BERG": "Jan van der Berg",
    "VAN DER BERG, JAN": "Van der Berg, Jan",
    "FIONA MCALLISTER": "Fiona McAllister",
    "J. R. HOLT": "J. R. Holt",
    "J.R. HOLT": "J.R. Holt",
    "HENRY HOLT III": "Henry Holt III",
    "PAUL HOLT JR.": "Paul Holt Jr.",
    "JP MARCHETTI": "JP Marchetti",
    "WEI NG": "Wei Ng",
    "THI LE": "Thi Le",
    "MARIA E HOLT": "Maria E Holt",
    "AWA N’DIAYE": "Awa N’Diaye",
    "OMAR SA'AD": "Omar Sa'ad",
    "ÅSA  ÖBERG": "Åsa  Öberg",
    "ANNA GROß": "Anna Groß",
    "İPEK IŞIK": "İpek Işık",
    "ИВАН ПЕТРОВ": "Иван Петров",
    "ΝΙΚΟΣ ΠΑΠΠΑΣ": "Νικος Παππας",
    "Ada Thornquist": "Ada Thornquist",
    "Jean DUPONT": "Jean DUPONT",
    "ada thornquist": "ada thornquist",
    "林志远": "林志远",
    "": "",
}


@pytest.mark.parametrize(("written", "shown"), NAMES.items())
def test_a_name_in_capitals_is_shown_in_name_case(written: str, shown: str) -> None:
    assert name_case(written) == shown
    assert name_case(shown) == shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the graph of one in capitals, one without a name, and a third."""
    texts = {"ada": cv("ADA VAN DER RASK", email="a@x.example"), "bo": cv("Bo Lind")}
    folder = write_cvs(tmp_path / "cvs", **texts)
    nameless = cv("Cy", email="").partition("\n")[2]
    (folder / "cy.md").write_text(nameless, encoding="utf-8")
    cg.load(folder, into=tmp_path / "people.db", as_of=AS_OF)
    return tmp_path


def test_every_question_calls_people_alike(folder: Path) -> None:
    with cg.open_graph(folder / "people.db") as graph:
        assert graph.person("ADA VAN DER RASK").name == "Ada van der Rask"
        assert graph.person("ada.md").properties["names"] == ["ADA VAN DER RASK"]
        asked = (cg.find(graph, "Go"), cg.similar(graph, "bo.md"), cg.colleagues(graph, "bo.md"))
        for answer in (*asked, cg.people(graph)):
            rows = {row["sources"][-1]: row for row in answer.to_json()["rows"]}
            by_name = {row["name"]: row for row in rows.values()}
            assert by_name["Ada van der Rask"]["written"] == "ADA VAN DER RASK"
            assert by_name[None]["called"] == "(no name) cy.md"
            assert "(no name) cy.md" in repr(answer) and "(no name) cy.md" in answer._repr_html_()
        shared = cg.shared(graph, "ada.md", "cy.md").to_json()["rows"][0]
        told = {one.get("written") or one["called"] for one in shared["people"]}
        assert told == {"ADA VAN DER RASK", "(no name) cy.md"}
        assert "(no name) cy.md" in cg.path(graph, "bo.md", "cy.md", k=1)[0].sentence


def test_the_command_line_calls_people_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)
    for words in (["find", "Go"], ["colleagues", "bo.md"], ["shared"], ["people"], ["show", "Go"]):
        assert cli.main([*words, "-g", str(folder / "people.db")]) == 0
        printed = capsys.readouterr().out
        assert "Ada van der Rask" in printed and "(no name) cy.md" in printed, words


def test_a_name_that_was_corrected_stays_as_it_was_said(folder: Path) -> None:
    with cg.open_graph(folder / "people.db") as graph:
        graph.correct("bo.md", "/basics/name", "BO LIND", why="the stage name")
        assert graph.person("bo.md").name == "BO LIND"
