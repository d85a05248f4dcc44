"""Corrections: recorded, cited, kept through new readings, taken back; the same in every store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.errors import NotFound, UsageError
from commonground.graph.corrections.applying import (
    AGAIN,
    APPLIES,
    GONE,
    OTHERWISE,
    SAID,
    SEVERAL,
)
from commonground.graph.loading.copy import copy
from commonground.graph.loading.load import load
from commonground.graph.put import DocumentEntry

from ..support.asking import ask, assert_same, facts
from ..support.backends import Backend, Embedded, Graph
from ..support.resumes import AS_OF, Said, cv, exported, write_cvs
from ..support.writing import BO, alike, entry

MILL = ("Weaver", "Mill", "2015", "2018")
OWL = ("Keeper", "Owl", "2019", "2021")


def jobs(*told: tuple[str, str, str, str], key: str = "ada.md", uses: str = "Redis") -> Any:
    """Return a document of jobs, each told in a block of lines that is read whole."""
    said = Said("Ada Rask\nada@x.example\n")
    said.at("/basics/name", "Ada Rask").at("/basics/email", "ada@x.example")
    work = []
    for number, (position, employer, start, end) in enumerate(told):
        at = len(said.text)
        said.text += f"\n{position}, {employer}\n{start} to {end}\nwith {uses}\n"
        for name, quote in zip(
            ("position", "name", "startDate", "endDate"),
            (position, employer, start, end),
            strict=True,
        ):
            start_of = said.text.index(quote, at)
            said.evidence[f"/work/{number}/{name}"] = [(start_of, start_of + len(quote))]
        place = said.text.index(uses, at)
        said.evidence[f"/work/{number}/keywords/0"] = [(place, place + len(uses))]
        said.links[f"/work/{number}/keywords/0"] = _link("skill:redis-db")
        one = {"name": employer, "position": position, "startDate": start, "keywords": [uses]}
        work.append(one if end == "now" else one | {"endDate": end})
    basics = {"name": "Ada Rask", "email": "ada@x.example"}
    return said.entry(key, basics=basics, work=work)


def _link(concept: str) -> Any:
    from commonground.loaders.resume import ConceptLink

    return ConceptLink(concept=concept, reason="label")


def states(graph: Graph) -> list[tuple[int, str, str]]:
    return [(one.number, one.field, one.state) for one in graph.corrections()]


def test_a_value_is_corrected_and_cited(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    entry_ = jobs(MILL, ("Keeper", "Owl", "2019", "now"))
    for one in (graph, reference):
        one.put(entry_, BO)
        made = one.correct("ada.md", "/work/1/endDate", "March 2024", "left in March", by="Eve")
        assert (made.number, made.before, made.after) == (1, "present", "2024-03")
        assert (made.document, made.state) == ("ada.md", APPLIES)
        assert one.resume("ada.md").work[1].endDate == "2024-03"
        assert one.put(entry_) == 0  # the same reading again
        assert states(one) == [(1, "/work/1/endDate", APPLIES)]
    (row,) = [r for r in cg.tenure(graph, "ada.md") if r.kind == "Total"]
    (noted,) = {e.corrected for e in row.evidence if e.corrected}
    assert (noted.number, noted.by, noted.why) == (1, "Eve", "left in March")
    assert re.fullmatch(r'corrected \d{4}-\d\d-\d\d: "left in March"', str(noted))
    (cited,) = [e for e in row.evidence if e.corrected]
    assert (cited.place, cited.quote) == ("ada.md:9", "now")  # the line is still reached
    assert row.sources == ("ada.md",)
    _same_but_for_time(graph, reference, tmp_path)


def _same_but_for_time(graph: Graph, reference: Graph, folder: Path) -> None:
    """Hold one graph to the other; corrections were made seconds apart."""
    mine, theirs = (
        re.sub(rb'"when": "[^"]+"', b"", exported(one, folder)) for one in (graph, reference)
    )
    assert mine == theirs
    assert facts(graph) == facts(reference)


def test_items_are_added_replaced_and_removed(
    graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    for one in (graph, reference):
        one.put(jobs(MILL, OWL))
        one.correct("ada.md", "/work/0/keywords", "golang", "she told me")
        one.correct("ada.md", "/work/1/keywords/Redis", "PostgreSQL", "misread")
        one.correct("ada.md", "/work/0/keywords/0", None, "a Redis tree")
        one.correct("ada.md", "/skills", "Rust", "she showed me")
        resume = one.resume("ada.md")
        assert [job.keywords for job in resume.work] == [["Go"], ["PostgreSQL"]]
        assert [skill.name for skill in resume.skills] == ["Rust"]
        assert {one.state for one in one.corrections()} == {APPLIES}
    found = {row.name: row.evidence for row in cg.tenure(graph, "ada.md") if row.kind != "Total"}
    assert set(found) == {"Go", "PostgreSQL", "Rust"}
    assert [(e.place, e.corrected and e.corrected.why) for e in found["Go"]] == [
        ("ada.md:4", "she told me")
    ]
    # What no line says has no line: it is cited all the same.
    assert [(e.place, e.line, e.quote) for e in found["Rust"]] == [("ada.md", 0, "")]
    assert graph.resume("ada.md").meta.commonground.links["/work/0/keywords/0"].concept == (
        "skill:go-lang"
    )
    _same_but_for_time(graph, reference, tmp_path)
    for one in (graph, reference):
        for number in (1, 2, 3, 4):
            one.undo(number)
        assert one.corrections() == []
        assert one.resume("ada.md") == jobs(MILL, OWL).resume
    alike(graph, reference, tmp_path)


def test_an_entry_is_removed_and_the_others_keep_what_is_theirs(
    graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    for one in (graph, reference):
        one.put(jobs(MILL, OWL))
        one.correct("ada.md", "/work/1/position", "Head Keeper", "her card says so")
        one.correct("ada.md", "/work/0", None, "no job: a reference")
        (job,) = one.resume("ada.md").work
        assert (job.name, job.position, job.keywords) == ("Owl", "Head Keeper", ["Redis"])
        # Fields go by the reading, as its file is parsed, whatever was removed since.
        one.correct("ada.md", "/work/1/endDate", "2022", "her card says so")
        assert one.resume("ada.md").work[0].endDate == "2022"
    _same_but_for_time(graph, reference, tmp_path)
    graph.undo(2)
    assert [job.name for job in graph.resume("ada.md").work] == ["Mill", "Owl"]


def test_a_correction_follows_its_entry_and_no_other(graph: Graph) -> None:
    graph.put(jobs(MILL, OWL))
    graph.correct("ada.md", "/work/1/endDate", "2022", "a month late")
    graph.put(jobs(("Miner", "Pit", "2021", "2021"), MILL, OWL))  # what was second is third
    assert states(graph) == [(1, "/work/2/endDate", APPLIES)]
    assert [job.endDate for job in graph.resume("ada.md").work] == ["2021", "2018", "2022"]
    graph.put(jobs(("Miner", "Pit", "2019", "2021")))  # the same value, another entry
    assert states(graph) == [(1, "/work/1/endDate", GONE)]
    assert [job.endDate for job in graph.resume("ada.md").work] == ["2021"]
    graph.put(jobs(MILL, ("Keeper", "Owl", "2019", "2022")))
    assert states(graph) == [(1, "/work/1/endDate", SAID)]
    graph.put(jobs(MILL, ("Keeper", "Owl", "2019", "2023")))
    assert states(graph) == [(1, "/work/1/endDate", OTHERWISE)]
    graph.put(jobs(OWL, OWL))
    assert states(graph) == [(1, "/work/1/endDate", SEVERAL)]
    graph.put(jobs(MILL, OWL))
    assert states(graph) == [(1, "/work/1/endDate", APPLIES)]
    assert graph.resume("ada.md").work[1].endDate == "2022"


def test_two_entries_that_read_the_same_are_told_apart_in_the_same_file(graph: Graph) -> None:
    graph.put(jobs(OWL, OWL))
    graph.correct("ada.md", "/work/1/endDate", "2022", "the second time")
    assert [job.endDate for job in graph.resume("ada.md").work] == ["2021", "2022"]
    graph.put(jobs(OWL, OWL))
    assert [job.endDate for job in graph.resume("ada.md").work] == ["2021", "2022"]
    graph.put(jobs(OWL, OWL, MILL))  # another file: nobody can tell which of them is meant
    assert states(graph) == [(1, "/work/1/endDate", SEVERAL)]
    assert [job.endDate for job in graph.resume("ada.md").work] == ["2021", "2021", "2018"]


def test_an_address_joins_as_it_was_corrected(graph: Graph, reference: Graph) -> None:
    for one in (graph, reference):
        one.put(jobs(MILL), entry("a2.md", "Ada Rask", "ada@y.example", employer="Owl"))
        assert len({stored.person for stored in one.documents()}) == 2
        one.correct("ada.md", "email", "ada@y.example", "her new address")
        assert len({stored.person for stored in one.documents()}) == 1
        one.undo(1)
        assert len({stored.person for stored in one.documents()}) == 2
    assert facts(graph) == facts(reference)


def test_one_sequence_of_numbers(graph: Graph) -> None:
    graph.put(jobs(MILL), BO)
    assert graph.different("ada.md", "bo.md", "siblings").number == 1
    assert graph.correct("ada.md", "phone", "+47 22 00 00 00", "she called").number == 2
    assert graph.undo(2).field == "/basics/phone"
    assert graph.correct("bo.md", "label", "Weaver", "he said").number == 3
    assert graph.undo(1).verdict == "different"
    assert graph.same("ada.md", "bo.md", "a pen name").number == 4
    with pytest.raises(NotFound, match="nothing has the number 2"):
        graph.undo(2)
    assert [one.number for one in graph.corrections("bo.md")] == [3]
    assert graph.corrections("ada.md") == []
    with pytest.raises(NotFound):
        graph.corrections("eve.md")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("/work/0/employer", "Pit", "no field .*/work/0/name, /work/0/position"),
        ("work/7/name", "Pit", "no field"),
        ("/meta/source", "x.md", "no field"),
        ("", "x", "no field"),
        ("/work/0/endDate", "2018", "says so already"),
        ("/work/0/endDate", "some day", "no date"),
        ("/work/0/startDate", "present", "no date"),
        ("/work/0/endDate", " ", "empty"),
        ("/basics/email", "ada", "no e-mail address"),
        ("/basics/phone", None, "says so already"),
        ("/work/0", "Pit", "whole entry"),
        ("/work/0/keywords", None, "is a list"),
        ("/work/0/keywords", "Redis", "says so already"),
        ("/work/0/keywords", "Blorb", "no skill 'Blorb'"),
        ("/work/0/keywords/Go", None, "no field"),
    ],
)
def test_what_cannot_be_is_refused(graph: Graph, field: str, value: str | None, said: str) -> None:
    graph.put(jobs(MILL))
    before = graph.resume("ada.md")
    with pytest.raises(UsageError, match=said):
        graph.correct("ada.md", field, value, "because")
    with pytest.raises(UsageError, match="say why"):
        graph.correct("ada.md", "/work/0/name", "Pit", " ")
    with pytest.raises(NotFound):
        graph.correct("eve.md", "/work/0/name", "Pit", "because")
    assert (graph.resume("ada.md"), graph.corrections()) == (before, [])


def test_a_thing_is_corrected_once(graph: Graph) -> None:
    graph.put(jobs(MILL))
    graph.correct("ada.md", "/work/0/name", "Pit", "renamed")
    with pytest.raises(UsageError, match="already corrected by 1: `commonground undo 1`"):
        graph.correct("ada.md", "/work/0/name", "Shaft", "renamed again")
    graph.correct("ada.md", "/work/0/keywords", "Go", "she told me")
    graph.correct("ada.md", "/work/0/keywords", "Rust", "she told me")
    with pytest.raises(UsageError, match="already corrected by 2"):
        graph.correct("ada.md", "/work/0/keywords", "Go", "she told me twice")
    assert graph.resume("ada.md").work[0].keywords == ["Redis", "Go", "Rust"]


def test_of_two_that_came_to_be_of_one_thing_the_later_applies(graph: Graph) -> None:
    graph.put(jobs(MILL))
    graph.correct("ada.md", "/basics/name", "Ada B. Rask", "her passport")
    other = jobs(MILL)
    other.resume.basics.name = "Rask"
    graph.put(other)
    graph.correct("ada.md", "/basics/name", "A. Rask", "she asked")
    graph.put(jobs(MILL))
    assert [one.state for one in graph.corrections()] == [APPLIES, OTHERWISE]
    assert graph.resume("ada.md").basics.name == "Ada B. Rask"
    assert AGAIN not in {one.state for one in graph.corrections()}


def test_a_file_that_moves_takes_its_corrections_along(graph: Graph, tmp_path: Path) -> None:
    folder = write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", email="ada@x.example"))
    load(folder, into=graph, as_of=AS_OF)
    graph.correct("ada.md", "/work/0/endDate", "2024-03", "left in March")
    generation = graph.generation
    report = load(folder, into=graph, as_of=AS_OF)
    assert (report.unchanged, graph.generation) == (1, generation)
    (folder / "in").mkdir()
    (folder / "ada.md").rename(folder / "in" / "ada.md")
    assert load(folder, into=graph, as_of=AS_OF).moved == 1
    (made,) = graph.corrections()
    assert (made.document, made.state) == ("in/ada.md", APPLIES)
    assert graph.resume("in/ada.md").work[0].endDate == "2024-03"
    assert load(folder, into=graph, as_of="2025-06-01").replaced == 1  # another reading
    assert graph.resume("in/ada.md").work[0].endDate == "2024-03"


def test_forget_leaves_no_trace_of_corrections(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    secrets = ["Quimby", "Zanzibar", "Thistlewick", "Ada Rask", "RASK, ADA"]
    graph.put(jobs(MILL), BO)
    graph.correct("ada.md", "/work/0/name", "Zanzibar", "Thistlewick told me", by="Quimby")
    graph.correct("ada.md", "name", "Ada Thistlewick", "she married")
    graph.correct("bo.md", "label", "Weaver", "RASK, ADA says so", by="Ada Rask")
    assert backend.holding(secrets) == set(secrets)
    assert graph.forget("Ada Thistlewick") == ["ada.md"]
    assert backend.holding(secrets) == set()
    assert [(one.number, one.why, one.by) for one in graph.corrections()] == [
        (3, "(removed)", "(removed)")
    ]
    reference.put(BO)
    reference.correct("bo.md", "label", "Weaver", "(removed)", by="(removed)")
    assert _plain(graph) == _plain(reference)


def _plain(graph: Graph) -> Any:
    return re.sub(r"correction-\d+", "correction", repr(facts(graph)))


def test_whom_a_correction_hid_is_known_again(graph: Graph, tmp_path: Path) -> None:
    folder = write_cvs(tmp_path / "cvs", ada=cv("Ada Rask", email="ada@x.example"))
    load(folder, into=graph, as_of=AS_OF)
    graph.correct("ada.md", "email", "ada@y.example", "her new address")
    graph.correct("ada.md", "name", "Ada Wren", "she married")
    graph.forget("ada.md")
    write_cvs(folder, newer=cv("Ada Rask", email="ada@x.example", employer="Owl"))
    write_cvs(folder, newest=cv("Ada Wren", email="ada@y.example", employer="Mill"))
    report = load(folder, into=graph, as_of=AS_OF)
    assert (report.forgotten, [key for key, _ in report.unread]) == (1, ["newer.md", "newest.md"])


def test_copy_carries_them(backend: Backend, graph: Graph, tmp_path: Path) -> None:
    graph.put(jobs(MILL, OWL), BO)
    graph.correct("ada.md", "/work/0/name", "Pit", "renamed", by="Eve")
    graph.different("ada.md", "bo.md", "siblings")
    graph.correct("bo.md", "phone", "+47 22 00 00 00", "he called")
    with Embedded(tmp_path).empty(graph.ontology) as target:
        report = copy(graph, target)
        assert (report.documents, report.decisions, report.corrections) == (2, 1, 2)
        assert target.corrections() == graph.corrections()
        assert exported(target, tmp_path) == exported(graph, tmp_path)
        target.undo(1)
        assert target.resume("ada.md") == jobs(MILL, OWL).resume
        assert target.correct("ada.md", "label", "Weaver", "her card").number == 4


def test_answers_are_the_same(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    for one in (graph, reference):
        one.put(jobs(MILL, OWL), BO, entry("eve.md", "Eve Lund", "eve@x.example", employer="Owl"))
        one.correct("ada.md", "/work/1/keywords", "Go", "she told me", by="Eve")
        one.correct("bo.md", "/work/0/name", "Owl", "he moved", by="Eve")
    with Embedded(tmp_path).empty(graph.ontology) as second:  # the same moments, for the same notes
        copy(graph, second)
        for question in (
            ask("find", "Go"),
            ask("shared"),
            ask("tenure", "ada.md"),
            ask("colleagues", "bo.md"),
            ask("similar", "ada.md"),
            ask("path", "ada.md", "bo.md"),
        ):
            assert_same(question, graph, second)


def test_two_kinds_of_entries(graph: Graph) -> None:
    said = Said("Ada Rask\nEnglish (fluent)\nBSc Physics, Wren College 2010\n")
    said.at("/basics/name", "Ada Rask").at("/languages/0/language", "English")
    said.at("/education/0/institution", "Wren College").at("/education/0/area", "Physics")
    said.at("/education/0/endDate", "2010")
    graph.put(
        DocumentEntry(
            said.entry("ada.md").document,
            said.resume(
                "ada.md",
                basics={"name": "Ada Rask"},
                languages=[{"language": "English"}],
                education=[{"institution": "Wren College", "area": "Physics", "endDate": "2010"}],
            ),
        )
    )
    graph.correct("ada.md", "/education/0/studyType", "BSc", "stands before it")
    graph.correct("ada.md", "/languages/0/fluency", "fluent", "in brackets")
    with pytest.raises(UsageError, match="nothing without its language: remove /languages/0"):
        graph.correct("ada.md", "/languages/0/language", None, "she does not")
    links = graph.resume("ada.md").meta.commonground.links
    assert links["/education/0/studyType"].concept == "degree:bachelor-of-science"
    assert graph.person("ada.md").properties["languages"] == ["English (fluent)"]
    graph.correct("ada.md", "/languages/0", None, "she does not")
    assert "languages" not in graph.person("ada.md").properties


@pytest.mark.parametrize("more", [1, 200])
def test_a_text_without_line_ends_is_told_apart_by_place(graph: Graph, more: int) -> None:
    said = Said("Ada Rask " + "and so \udc80 " * more + "Mill 2015 Owl 2019")
    said.at("/basics/name", "Ada Rask")
    for number, (employer, start) in enumerate((("Mill", "2015"), ("Owl", "2019"))):
        said.at(f"/work/{number}/name", employer).at(f"/work/{number}/startDate", start)
    work = [{"name": "Mill", "startDate": "2015"}, {"name": "Owl", "startDate": "2019"}]
    whole = said.entry("ada.md", basics={"name": "Ada Rask"}, work=work)
    graph.put(whole)
    graph.correct("ada.md", "/work/1/startDate", "2020", "her card says so")
    graph.put(whole)
    assert [job.startDate for job in graph.resume("ada.md").work] == ["2015", "2020"]


@pytest.mark.parametrize("argument", ["value", "why", "by"])
def test_half_a_character_is_refused(graph: Graph, argument: str) -> None:
    graph.put(jobs(MILL), BO)
    given = {"value": "Weaver", "why": "so", "by": "Eve"} | {argument: "a\udc80"}
    with pytest.raises(UsageError, match="half a character"):
        graph.correct("ada.md", "label", **given)
    with pytest.raises(UsageError, match="half a character"):
        graph.same("ada.md", "bo.md", "a\udc80")
    assert graph.corrections() == []
