"""Names behind long degrees, places behind mottos, projects, and lines that name a section."""

from __future__ import annotations

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

READER = ResumeReader(load_ontology())
JOB = "## Experience\n\n### Data Engineer, Norvik Labs\n2019 - 2021\n\n- Ran Kafka.\n"


def _read(text: str, name: str = "cv.md") -> Resume:
    return READER.parse(document_of_text(text, name), first_loaded=AS_OF)


@pytest.mark.parametrize(
    "before",
    ["Dipl.-Wirtsch.-Inf.", "Dipl.-Wi.-Ing.", "Dipl.-Inform. (FH)", "Dipl.-Ing.", "Dipl. Ing."]
    + ["Dr.-Ing.", "Diplom-Informatikerin"],
)
def test_a_name_stands_behind_a_long_degree(before: str) -> None:
    text = f"{before} Ada Quill\nSAP-Beraterin\nE-Mail: ada@example.org\n\n{JOB}"
    name = _read(text).basics.name or ""
    assert name.removeprefix(before).strip() == "Ada Quill"


@pytest.mark.parametrize(
    "line",
    [
        "From ferries to forecasts. **Copenhagen** · ada@example.org",
        "Data engineer, once a cook. Turin, Italy. ada@example.org",
        "Oslo. ada@example.org. Driving licence.",
        "Slow is smooth. Berlin | ada@example.org",
    ],
)
def test_a_place_is_read_behind_a_motto(line: str) -> None:
    location = _read(f"# Ada Quill\n\n{line}\n\n{JOB}").basics.location
    assert location is not None
    assert location.address in {"Copenhagen", "Turin, Italy", "Oslo", "Berlin"}


def test_what_tells_of_a_project_is_none() -> None:
    text = (
        "Ada Quill\nada@example.org\n\nPROJEKTE\n\n"
        "Umzug der Register, Brim Bank, 2019 – 2022\n"
        "   Rolle: technische Leitung, sieben Leute.\n"
        "   Team: drei in Graz.\n"
        "   Abgleich an drei Wochenenden, Umstellung\n"
        "   zum Quartalsende. Es gab Suppe.\n\n"
        "Hafengebühren, Fen Works, 2016 – 2018\n"
        "   Abrechnung mit Kafka; Anbindung von elf Häfen\n"
        "   über AMQP.\n\n"
        "KENNTNISSE\n\nKafka, Java\n"
    )
    projects = [(one.name, one.startDate) for one in _read(text, "cv.txt").projects]
    assert projects == [
        ("Umzug der Register, Brim Bank", "2019"),
        ("Hafengebühren, Fen Works", "2016"),
    ]


@pytest.mark.parametrize("label", ["Certificates", "Certifications", "Zertifikate"])
def test_a_label_parts_certificates_from_studies_where_nothing_is_headed(label: str) -> None:
    text = (
        "ADA QUILL\nSecurity\nBergen | ada@example.org\n\n"
        "Norvik Labs - Security Engineer - May 2019 to present\n  * Tests of apps\n\n"
        "Fen Works - Developer - August 2014 to April 2019\n  * Kotlin\n\n"
        f"{label}: OSCP (2020), eMAPT (2021)\nEducation: BSc Physics, Millhaven College, 2014\n"
    )
    resume = _read(text, "cv.txt")
    assert [(one.institution, one.studyType) for one in resume.education] == [
        ("Millhaven College", "BSc")
    ]
    assert resume.certificates[0].name.startswith("OSCP")
    assert len(resume.work) == 2
