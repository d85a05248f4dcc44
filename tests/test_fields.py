"""JSON Resume and its drift, RenderCV: what names say becomes values, each with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonground.loaders.evidence import misplaced
from commonground.loaders.fields.names import SECTIONS
from commonground.loaders.lexicon import section_headings
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

READER = ResumeReader(load_ontology())

RESUME = """{
  // JSON Resume 1.0.0, by hand
  "basics": {
    "name": "Zo\\u00eb Lindqvist", "label": "Backend Engineer", "email": "zoe@example.org",
    "phone": "(912) 555-4321", "url": "https://zoe.example.org",
    "summary": "Builds ledgers in Go.\\n\\nLikes **Kafka**.",
    "location": {"address": "", "city": "Uppsala", "countryCode": "SE", "region": null},
    "profiles": [{"network": "GitHub", "username": "zoelind", "url": "https://github.com/zoelind"}]
  },
  "work": [
    {"name": "Fjord Ledger AB", "position": "Engineer", "startDate": "2019-03-31", "endDate": "",
     "summary": "Payments in Go", "highlights": ["Ran Kafka", "Cut cost"]},
    {"name": "", "position": ""}
  ],
  "education": [{"institution": "Uppsala School", "studyType": "BSc", "area": "Physics",
                 "startDate": "2010", "endDate": "2013-06", "score": "3.9", "courses": ["Optics"]}],
  "skills": [{"name": "Web Development", "level": "Master", "keywords": ["CSS", "Frobnix"]},
             {"name": "Kubernetes", "level": "Expert"}],
  "languages": [{"language": "Swedish", "fluency": "Native"}],
  "interests": [{"name": "Wildlife"}],
  "references": 0,
  "projects": [{"name": "Kiln", "description": "A ledger in Rust", "keywords": ["Rust"]}],
  "awards": [{"title": "Best", "date": "2014-11-01", "awarder": "Guild"}],
  "meta": {"lastModified": "2024-05-17T10:00:00Z"},
}
"""


def read(text: str, name: str = "cv.json") -> Resume:
    document = document_of_text(text, name)
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    return resume


def of(**parts: Any) -> Resume:
    return read(json.dumps({"basics": {"name": "Ada Quill"}, **parts}, indent=1))


def quotes(resume: Resume, text: str, at: str) -> list[str]:
    return [text[slice(*span)] for span in resume.meta.commonground.evidence[at]]


def test_a_resume_of_the_schema_is_read_whole_with_its_places() -> None:
    resume = read(RESUME)
    plain = resume.to_json()
    del plain["meta"]
    assert plain["basics"] == {
        "name": "Zoë Lindqvist",
        "label": "Backend Engineer",
        "email": "zoe@example.org",
        "phone": "(912) 555-4321",
        "url": "https://zoe.example.org",
        "summary": "Builds ledgers in Go.\nLikes Kafka.",
        "location": {"city": "Uppsala", "countryCode": "SE"},
        "profiles": [
            {"network": "GitHub", "username": "zoelind", "url": "https://github.com/zoelind"}
        ],
    }
    assert plain["work"] == [
        {
            "name": "Fjord Ledger AB",
            "position": "Engineer",
            "startDate": "2019-03-31",
            "summary": "Payments in Go",
            "highlights": ["Ran Kafka", "Cut cost"],
            "keywords": ["payments", "Go", "Apache Kafka"],
        }
    ]
    assert (plain["education"][0]["studyType"], plain["education"][0]["score"]) == ("BSc", "3.9")
    assert plain["education"][0]["courses"] == ["Optics"]
    assert plain["projects"][0]["keywords"] == ["Rust"]
    assert plain["awards"] == [{"title": "Best", "date": "2014-11-01", "awarder": "Guild"}]
    assert {"name": "Kubernetes", "level": "Expert"} in plain["skills"]
    assert plain["languages"] == [{"language": "Swedish", "fluency": "Native"}]
    assert quotes(resume, RESUME, "/basics/name") == ["Zo\\u00eb Lindqvist"]
    assert quotes(resume, RESUME, "/work/0/keywords/2") == ["Kafka"]
    links = resume.meta.commonground.links
    assert (links["/education/0/area"].concept, "/work/0/endDate" in links) == (
        "field:physics",
        False,
    )
    assert [one.term for one in resume.meta.commonground.unknown] == ["Frobnix"]
    assert [one.text for one in resume.meta.commonground.unplaced] == ["Master", "0"]
    provenance = resume.meta.commonground
    assert (provenance.asOf, provenance.asOfSource) == ("2024-05-17", "metadata")


@pytest.mark.parametrize(
    "entry",
    [
        {"company": "Brim Ltd", "position": "Clerk", "startDate": "Jan 2019", "endDate": "03/2020"},
        {"organization": "Brim Ltd", "title": "Clerk", "start": "2019-01", "end": "2020-03"},
        {"employer": "Brim Ltd", "role": "Clerk", "from": "January 2019", "to": "March 2020"},
        {
            "employer": {"name": "Brim Ltd"},
            "position": "Clerk - Brim Ltd",
            "dates": "1/2019 - 3/2020",
        },
        {
            "company_name": "Brim Ltd",
            "jobTitle": "Clerk at Brim Ltd",
            "period": "2019-01 – 2020-03",
        },
        {
            "company": "Brim Ltd",
            "positions": [{"title": "Clerk", "start": "2019-01", "end": "2020-03"}],
        },
        {
            "name": "Brim Ltd",
            "position": "Clerk",
            "startDate": {"year": 2019, "month": 1},
            "endDate": {"year": "2020", "month": "03"},
        },
    ],
)
@pytest.mark.parametrize("section", ["work", "experience", "workExperience", "employment"])
def test_a_job_by_any_name(entry: dict[str, Any], section: str) -> None:
    for held in ([entry], {"history": [entry]}, entry):
        (job,) = of(**{section: held}).work
        found = (job.name, job.position, job.startDate, job.endDate)
        assert found == ("Brim Ltd", "Clerk", "2019-01", "2020-03")


@pytest.mark.parametrize(
    ("end", "current"),
    [
        ({"endDate": "Present"}, True),
        ({"end": "now"}, True),
        ({"current": True}, True),
        ({"endDate": ""}, False),
        ({"endDate": None}, False),
        ({}, False),
        ({"endDate": "2010"}, False),
        ({"endDate": "some day"}, False),
        ({"endDate": 1577836800}, False),
    ],
)
def test_only_what_says_so_goes_on(end: dict[str, Any], current: bool) -> None:
    resume = of(work=[{"name": "Brim", "position": "Clerk", "startDate": 2019, **end}])
    assert (resume.work[0].startDate, resume.work[0].endDate) == ("2019", None)
    assert ("/work/0/endDate" in resume.meta.commonground.evidence) is current
    left = [one.text for one in resume.meta.commonground.unplaced]
    assert left == [str(value) for value in end.values() if value and not current]


@pytest.mark.parametrize(
    ("skills", "names"),
    [
        (["Go", "Docker, Redis"], {"Go", "Docker", "Redis"}),
        ({"languages": ["Go"], "tools": ["Docker", "Redis"]}, {"Go", "Docker", "Redis"}),
        ([{"name": "Languages", "keywords": ["Go"]}, {"name": "Docker"}], {"Go", "Docker"}),
        ({"sets": [{"name": "A", "skills": ["Go"]}], "list": [{"name": "Redis"}]}, {"Go", "Redis"}),
        ("Go, Docker", {"Go", "Docker"}),
        ({"Go": "expert", "Docker": 3}, {"Go", "Docker"}),
        ([["Go", "Redis"]], {"Go", "Redis"}),
    ],
)
def test_skills_in_any_shape(skills: Any, names: set[str]) -> None:
    assert {one.name for one in of(skills=skills).skills} == names


@pytest.mark.parametrize(
    ("file", "name", "network"),
    [
        ({"basic": {"name": "Ada Quill"}}, "Ada Quill", []),
        ({"resume": {"basics": {"firstName": "Ada", "lastName": "Quill"}}}, "Ada Quill", []),
        ([{"personal_info": {"name": "Ada Quill", "github": "adaq"}}], "Ada Quill", ["GitHub"]),
        (
            {
                "name": "Ada Quill",
                "contact": {"email": "a@example.org"},
                "social": [{"network": "github", "user": "adaq"}],
                "education": {"school": "X School"},
            },
            "Ada Quill",
            ["GitHub"],
        ),
        (
            {
                "basics": {
                    "name": "Ada Quill",
                    "profiles": {"linkedin": "https://linkedin.com/in/aq"},
                }
            },
            "Ada Quill",
            ["LinkedIn"],
        ),
        ({"basics": {"name": "", "email": "no address"}}, None, []),
    ],
)
def test_who_it_is(file: Any, name: str | None, network: list[str]) -> None:
    resume = read(json.dumps(file))
    assert resume.basics.name == name
    assert [one.network for one in resume.basics.profiles] == network


@pytest.mark.parametrize(
    ("written", "email"),
    [
        ("YWRhQGV4YW1wbGUub3Jn", "ada@example.org"),
        ("cXVpbGxAZXhhbXBsZS5vcmc=", "quill@example.org"),
        ("ada [at] example [dot] org", "ada@example.org"),
        ("YWRhIHF1aWxsIGhlcmUu", None),  # "ada quill here."
    ],
)
def test_an_address_may_be_hidden(written: str, email: str | None) -> None:
    resume = read(json.dumps({"basics": {"name": "Ada Quill", "email": written}}))
    assert resume.basics.email == email


def test_other_sections_drift_too() -> None:
    resume = of(
        education={"school": "Uppsala School", "degree": "MSc in Physics", "graduation": 2013},
        languages=[
            "English (fluent)",
            {"language": "Norwegian", "level": "native"},
            {"name": "Python"},
        ],
        certifications=[{"title": "Keel Master", "authority": "Guild", "date": "Mar 2020"}],
        recognition=[{"title": "Best", "from": "Guild"}],
        service={"history": [{"organization": "Red Ladder", "position": "Cook", "start": "2006"}]},
        references=[{"name": "Bo Rask", "reference": "Fine."}, "Also fine."],
        hobbies=["Chess"],
        projects={
            "kiln": {
                "name": "Kiln",
                "repo": "https://k.example.org",
                "tech": "Rust, Redis",
                "date": 2020,
            }
        },
    )
    (study,) = resume.education
    assert (study.startDate, study.endDate) == (None, "2013")
    assert (study.studyType, study.area, study.institution) == ("MSc", "Physics", "Uppsala School")
    assert [(one.language, one.fluency) for one in resume.languages] == [
        ("Norwegian", "native"),
        ("English", "fluent"),
    ]
    assert [one.name for one in resume.skills] == ["Python"]
    assert (resume.certificates[0].issuer, resume.certificates[0].date) == ("Guild", "2020-03")
    assert (resume.awards[0].title, resume.awards[0].awarder) == ("Best", "Guild")
    assert resume.volunteer[0].organization == "Red Ladder"
    assert [one.name or one.reference for one in resume.references] == ["Bo Rask", "Also fine."]
    assert [one.name for one in resume.interests] == ["Chess"]
    assert resume.projects[0].keywords == ["Rust", "Redis"]
    assert (resume.projects[0].startDate, resume.projects[0].endDate) == (None, "2020")


def test_every_section_that_a_name_announces_has_its_reader() -> None:
    names = {*section_headings().values(), *SECTIONS, "basics", "header"}
    for name in sorted(names):
        plain = {"basics": {"name": "Ada Quill"}, "sections": {name: ["Ran Kafka"]}}
        assert read(json.dumps(plain)).basics.name == "Ada Quill"


@pytest.mark.parametrize("name", ["basics", "personal info", "contact", "about me"])
def test_who_it_is_told_among_the_sections_is_no_section(name: str) -> None:
    plain = {"basics": {"name": "Ada Quill"}, "cv": {"sections": {name: ["Ran Kafka in Go"]}}}
    assert read(json.dumps(plain)).basics.name in {"Ada Quill", None}
