"""Who it is and where: telephone numbers, addresses, names beneath a column, what brackets tell."""

from __future__ import annotations

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.places import is_place
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

READER = ResumeReader(load_ontology())
JOB = "Experience\n\nEngineer, Initech, 2019 - 2022\n- Services in Go\n"


def _read(text: str) -> Resume:
    return READER.parse(document_of_text(text, "cv.txt"), first_loaded=AS_OF)


def _with(line: str) -> Resume:
    return _read(f"Ada Quill\nada@example.org\n{line}\n\n{JOB}")


@pytest.mark.parametrize(
    "number",
    [
        "+33 6 55 50 01 23",
        "+33 1 55 50 01 23",
        "+61 4 5550 0123",
        "+49 (0)431 555 01 42",
        "+1 (512) 555-0177",
        "06 55 50 01 23",
        "0044 20 5550 0123",
    ],
)
def test_a_number_is_read_whole(number: str) -> None:
    assert _with(f"Tel.: {number} | Lyon").basics.phone == number


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Anschrift: Lindenweg 12, 24103 Kiel", "Kiel"),
        ("Lindenweg 12, D-24351 Damp", "Damp"),
        ("12 rue des Lilas, 44000 Nantes", "Nantes"),
        ("Wohnort: 24351 Damp", "Damp"),
        ("1017 AB Amsterdam", "Amsterdam"),
        ("ul. Polna 5, 31-147 Kraków", "Kraków"),
        ("Rua Nova 12, 4050-262 Porto", "Porto"),
        ("Am Markt 4, 37073 Göttingen, Deutschland", "Göttingen, Deutschland"),
        ("Boulder, Colorado", "Boulder, Colorado"),
        ("Chennai, Tamil Nadu, India", "Chennai, Tamil Nadu, India"),
        ("12 Main St, Austin, TX 78701", "Austin, TX 78701"),
    ],
)
def test_of_an_address_the_town_is_told(line: str, town: str) -> None:
    location = _with(line).basics.location
    assert location is not None and location.address == town


@pytest.mark.parametrize("line", ["Saved 15000 Euro in a year", "10000 Requests a second"])
def test_a_number_before_a_word_is_no_town(line: str) -> None:
    assert _with(line).basics.location is None


@pytest.mark.parametrize("name", ["Virginia Marlow", "Austin Reedham", "Carolina Northey"])
def test_names_that_places_have_are_names(name: str) -> None:
    assert not is_place(name)
    assert _read(f"{name}\n{JOB}").basics.name == name


COLUMN = """Contact
mira.oakes@example.org

Top Skills
Go
Kafka

Languages
English (Full Professional)
Tamil (Native or Bilingual)

Certifications
Certified Kubernetes Administrator (CKA)

Mira Oakes
Platform Engineer at Initech
Pune, Maharashtra, India

Summary
Keeps clusters small.

Experience

Initech
Platform Engineer
April 2019 - Present
Pune, Maharashtra, India

Education
Anna University
Post Graduate Diploma in Management, Marketing · (2015 - 2017)
"""


def test_a_name_beneath_a_column_opens_the_header() -> None:
    resume = _read(COLUMN)
    basics = resume.basics
    assert basics.location is not None
    assert (basics.name, basics.label) == ("Mira Oakes", "Platform Engineer at Initech")
    assert basics.location.address == "Pune, Maharashtra, India"
    assert [one.name for one in resume.certificates] == ["Certified Kubernetes Administrator"]
    assert [one.fluency for one in resume.languages] == ["Full Professional", "Native or Bilingual"]
    assert [(one.studyType, one.area) for one in resume.education] == [
        ("Post Graduate Diploma", "Management")
    ]
    assert not resume.meta.commonground.unplaced


@pytest.mark.parametrize(
    ("line", "degree", "area"),
    [
        (
            "Higher National Diploma (HND) in Computing",
            "Higher National Diploma (HND)",
            "Computing",
        ),
        ("Post-Graduate Diploma in Design", "Post-Graduate Diploma", "Design"),
        ("Magister Artium Germanistik", "Magister Artium", "Germanistik"),
    ],
)
def test_a_degree_and_its_field_part(line: str, degree: str, area: str) -> None:
    resume = _read(f"Ada Quill\n\n{JOB}\nEducation\n\nNorth University\n{line}\n2010 - 2012\n")
    (study,) = resume.education
    assert (study.studyType, study.area, study.endDate) == (degree, area, "2012")


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Certified Scrum Product Owner (CSPO)", None),
        ("AWS Solutions Architect Associate (SAA-C03)", None),
        ("Azure Administrator (AZ-104)", None),
        ("Project Management Professional (PMI)", "PMI"),
        ("Machine Learning Specialization (Coursera)", "Coursera"),
        ("CCNA (Cisco)", "Cisco"),
    ],
)
def test_letters_of_a_certificate_gave_it_to_nobody(line: str, issuer: str | None) -> None:
    (certificate,) = _read(f"Ada Quill\n\n{JOB}\nCertifications\n{line}\n").certificates
    assert certificate.issuer == issuer


def test_certificates_in_one_line_are_several() -> None:
    line = "CCNP Enterprise (Cisco), 2021; CompTIA Security+, 2019"
    found = _read(f"Ada Quill\n\n{JOB}\nCertifications\n{line}\n").certificates
    assert [(one.name, one.issuer, one.date) for one in found] == [
        ("CCNP Enterprise", None, "2021"),
        ("CompTIA Security+", None, "2019"),
    ]


def test_languages_in_sentences_are_several() -> None:
    line = "Italiano: madrelingua. Inglese: B2. Tedesco: A1."
    found = _read(f"Ada Quill\n\n{JOB}\nLingue\n{line}\n").languages
    assert [(one.language, one.fluency) for one in found] == [
        ("Italiano", "madrelingua"),
        ("Inglese", "B2"),
        ("Tedesco", "A1"),
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Role: QA Automation Lead", "QA Automation Lead"),
        ("Data Engineer | Porto, Portugal | ada@example.org", "Data Engineer"),
        ("(415) 555-0188 ▪ ada@example.org ▪ Boston, MA ▪ Data Engineer", "Data Engineer"),
    ],
)
def test_a_headline_stands_behind_a_label_or_beside_contacts(line: str, label: str) -> None:
    assert _read(f"Ada Quill\n{line}\n\n{JOB}").basics.label == label


@pytest.mark.parametrize(
    ("line", "degree", "area"),
    [
        ("Grado en Ingeniería Informática", "Grado", "Ingeniería Informática"),
        ("Laurea in Ingegneria Informatica", "Laurea", "Ingegneria Informatica"),
        ("Licence d'informatique", "Licence", "informatique"),
        ("Degree in Engineering", "Degree", "Engineering"),
        ("Bachelor of Commerce - BCom, Finance", "Bachelor of Commerce", "Finance"),
        ("Dr.-Ing. Mechatronik", "Dr.-Ing.", "Mechatronik"),
    ],
)
def test_a_field_may_begin_as_degrees_do(line: str, degree: str, area: str) -> None:
    text = f"Ada Quill\n\n{JOB}\nEducation\n\n{line}, North University, 2012\n"
    (study,) = _read(text).education
    assert (study.studyType, study.area, study.institution) == (degree, area, "North University")


@pytest.mark.parametrize("frame", ["— {} —", "*** {} ***", "=== {} ===", "[ {} ]", ":: {} ::"])
def test_a_heading_may_stand_in_a_frame(frame: str) -> None:
    text = (
        f"Ada Quill\nada@example.org\n\n{frame.format('Work')}\nEngineer at Initech (2019 - 2022)\n"
    )
    text += f"Built things in Go.\n\n{frame.format('Tools')}\nFigma, Framer, Go\n"
    resume = _read(text)
    assert [(one.name, one.position) for one in resume.work] == [("Initech", "Engineer")]
    assert "Figma" in [one.name for one in resume.skills]


def test_a_promotion_in_a_sentence_is_no_job() -> None:
    text = f"{JOB}Promoted from Clerk I (2019–2020) to II (2020–2022).\n"
    assert [one.position for one in _read(f"Ada Quill\n\n{text}").work] == ["Engineer"]


def test_a_title_that_degrees_are_called_by_makes_no_study() -> None:
    text = (
        "Ada Quill, développeuse\nBrest — ada@example.org\n\nDepuis 2022 : ingénieur logiciel chez"
    )
    resume = _read(f"{text} Iroise, Brest. Rust.\n\nDiplôme d'ingénieur, ENSTA, 2016-2019.\n")
    assert [one.studyType for one in resume.education] == ["Diplôme d'ingénieur"]
