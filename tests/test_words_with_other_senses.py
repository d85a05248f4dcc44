"""Words of one language that say something else in another: what must not come of the lists."""

from __future__ import annotations

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.linker.linker import linker_of
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

READER = ResumeReader(load_ontology())
HEAD = "Ada Quill\nada@example.org\n\n"


def _read(text: str) -> Resume:
    return READER.parse(document_of_text(text, "cv.txt"), first_loaded=AS_OF)


def _jobs(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.name, one.position) for one in _read(text).work]


@pytest.mark.parametrize(
    "item",
    [
        "- Ran company-wide trainings –\n  twelve a year.\n- Led six projects —\n  all on time.",
        "- Projekte ---",
        "PROMOTION:\n- Promoted to lead in 2017.",
        "Appointments:\n- Made forty of them a day.",
        "Advanced Micro Devices was a client.",
        "Delivered a high degree of accuracy at 200 mph.",
        "Puppet, Chef and Ansible",
    ],
)
def test_a_line_of_a_body_opens_nothing(item: str) -> None:
    text = f"{HEAD}Experience\n\nClerk, Norvik Ltd, 2015 - 2018\n- Wrote.\n{item}\n\n"
    text += "Buyer, Eastmere Ltd, 2012 - 2015\n- Bought.\n"
    assert _jobs(text) == [("Norvik Ltd", "Clerk"), ("Eastmere Ltd", "Buyer")]
    resume = _read(text)
    assert not (resume.education or resume.certificates or resume.projects)


@pytest.mark.parametrize(
    ("lines", "job"),
    [
        ("Engineer\nAdvanced Micro Devices, Inc.\n2015 - 2018", "Advanced Micro Devices, Inc."),
        ("Cloud Engineer\n2018 - 2020\nSADA Systems", "SADA Systems"),
        ("Software Engineer - Java, OOD\nNorvik\n2015 - 2018", "Norvik"),
    ],
)
def test_a_firm_keeps_its_name(lines: str, job: str) -> None:
    assert [name for name, _ in _jobs(f"{HEAD}Experience\n\n{lines}\n- Built.\n")] == [job]


def test_a_manager_is_no_master() -> None:
    text = (
        "Account Mgr, Norvik Ltd, Jan 2015 - Mar 2018\nSold.\n\nIT Mgr, Eastmere Ltd, Jan 2012 - "
    )
    resume = _read(f"{HEAD}{text}Dec 2014\nRan.\n")
    assert [one.name for one in resume.work] == ["Norvik Ltd", "Eastmere Ltd"]
    assert not resume.education


def test_a_promotion_in_german_is_a_job_too() -> None:
    text = "Berufserfahrung\n\nPromotion\nNorvik GmbH, Kiel\n2015 - 2018\n- Getränke beworben.\n\n"
    text += "Kellnerin\nEastmere GmbH\n2012 - 2015\n"
    assert [name for name, _ in _jobs(HEAD + text)] == ["Norvik GmbH", "Eastmere GmbH"]


@pytest.mark.parametrize(
    "line",
    [
        "AWS Solutions Architect; Amazon Web Services; 2021",
        "Certified Scrum Master (CSM); Scrum Alliance; 03/2019",
    ],
)
def test_one_certificate_with_who_gave_it_is_one(line: str) -> None:
    (found,) = _read(f"{HEAD}Certifications\n{line}\n\nSkills\nGo, Rust\n").certificates
    assert found.date is not None


@pytest.mark.parametrize(
    "line", ["Address: 1200 Main Street, Springfield", "1234 Elm Street, Ohio"]
)
def test_the_number_of_a_house_is_no_code(line: str) -> None:
    location = _read(f"Ada Quill\n{line}\n\nExperience\n\nClerk, Norvik Ltd, 2015 - 2018\n").basics
    told = location.location.address if location.location else None
    assert "Street" not in (told or "")


def test_who_is_certified_is_not_called_so() -> None:
    text = "ada quill\nI am AWS Certified, and I love clouds.\naq@example.org\n"
    assert _read(f"{text}\nExperience\n\nClerk, Norvik Ltd, 2015 - 2018\n").basics.name != (
        "AWS Certified"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Leitung Phoenix-Projekt",
        "Einführung Lean-Projekt",
        "Das Titan-Projekt und das Atlas-System",
        "Umzug in das Delta-System",
    ],
)
def test_a_project_of_any_name_is_no_technology(text: str) -> None:
    assert not linker_of(load_ontology()).link(text)


def test_a_framework_in_a_list_is_no_season() -> None:
    linked = linker_of(load_ontology()).link("Java, Spring, 2017", listed=True)
    assert "Spring" in [one.concept.name for one in linked]
    assert not linker_of(load_ontology()).link("Guest lecture on gardens, Spring 2012.")
