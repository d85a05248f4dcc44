"""RenderCV, and files of named values that are no resumes, broken, or without end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonground.errors import UnreadableFile
from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.loaders.signs import why_no_resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

READER = ResumeReader(load_ontology())

RENDERCV = """\
cv:
  name: Ada Thornquist
  location: Bergen, Norway
  email: ada@example.org
  social_networks:
    - {network: GitHub, username: adat}
  sections:
    summary:
      - Engineer of *ledgers* who likes Rust.
    Education:
      - institution: University of Bergen
        area: Computer Science
        degree: BS
        start_date: 2000-09
        end_date: 2005-05
    experience:
      - company: Nordlys
        position: Engineer
        start_date: 2005-06
        end_date: present
        highlights:
          - Cut time by using
            Kafka and "Go"
          - 'It''s Redis'
          - "caf\\u00e9 \\"Docker\\""
          - |
            Block text
            with Terraform
          - >-
            Folded

            Kubernetes
    technologies:
      - label: Languages
        details: Go, Rust
    what I also know:
      - bullet: Knows PostgreSQL
    my jobs:
      - {company: Brim, position: Clerk, date: 1999 - 2000}
    publications:
      - {title: On Kilns, authors: [Ada Thornquist], journal: Clay, date: 2004-01}
design:
  theme: classic
"""


def read(text: str, name: str = "cv.yaml") -> Resume:
    document = document_of_text(text, name)
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    return resume


def quotes(resume: Resume, text: str, at: str) -> list[str]:
    return [text[slice(*span)] for span in resume.meta.commonground.evidence[at]]


def test_rendercv_is_read_with_its_places() -> None:
    resume = read(RENDERCV, "cv.yaml")
    assert (resume.basics.name, resume.basics.summary) == (
        "Ada Thornquist",
        "Engineer of ledgers who likes Rust.",
    )
    jobs = [(one.name, one.position, one.startDate, one.endDate) for one in resume.work]
    assert jobs == [
        ("Nordlys", "Engineer", "2005-06", None),
        ("Brim", "Clerk", "1999", "2000"),
    ]
    assert resume.work[0].highlights == [
        'Cut time by using Kafka and "Go"',
        "It's Redis",
        'café "Docker"',
        "Block text with Terraform",
        "Folded Kubernetes",
    ]
    for at, text in enumerate(["Kafka", "Go", "Redis", "Docker", "Terraform", "Kubernetes"]):
        assert quotes(resume, RENDERCV, f"/work/0/keywords/{at}") == [text]
    assert "/work/0/endDate" in resume.meta.commonground.evidence
    assert (resume.education[0].studyType, resume.education[0].area) == ("BS", "Computer Science")
    assert {one.name for one in resume.skills} == {"Go", "Rust", "PostgreSQL"}
    assert (resume.publications[0].publisher, resume.publications[0].releaseDate) == (
        "Clay",
        "2004-01",
    )


@pytest.mark.parametrize(
    "file",
    [
        {
            "name": "my-lib",
            "version": "1.0",
            "keywords": ["go"],
            "dependencies": {"react": "1"},
            "author": {"name": "Ada Quill", "email": "ada@example.org"},
        },
        {"id": 1, "name": "Ada Quill", "email": "ada@example.org", "company": {"name": "Brim"}},
        [{"id": 1, "name": "Ada Quill", "email": "a@example.org"}, {"id": 2, "name": "Bo Rask"}],
        {"compilerOptions": {"target": "es6"}, "include": ["src"]},
        {"title": "Engineer", "company": "Brim", "skills": ["Go"], "experience": "3 years"},
        {"openapi": "3.0", "info": {"title": "Service", "contact": {"email": "a@example.org"}}},
        [1, 2, 3],
        "text",
        {},
    ],
)
@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_other_files_of_these_formats_are_no_resumes(file: Any, suffix: str) -> None:
    document = document_of_text(json.dumps(file), f"any{suffix}")
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert (resume.basics.name, resume.work, resume.education) == (None, [], [])
    assert str(why_no_resume(resume, document)).startswith("not a resume")
    named = document_of_text('{"basic": {"name": "Ada Quill"}}', f"any{suffix}")
    assert why_no_resume(READER.parse(named, first_loaded="2025-12-01"), named) is None


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("cv.json", '{"a": 1', "is broken JSON: .* in line 1;"),
        ("cv.json", '{\n"a" 1}', "is broken JSON: .* in line 2;"),
        ("cv.json", '["a"]\n\n]', "is broken JSON: .* in line 3;"),
        ("cv.json", "[" * 5000, "more than 100 deep"),
        ("cv.json", '"' + "x" * 5000, "is broken JSON"),
        ("cv.yaml", "a: [1", "is broken YAML in line"),
        ("cv.yaml", "- " * 5000, "too deep"),
        ("cv.yaml", "# nothing\n", "without any value"),
        (
            "cv.yml",
            "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "".join(
                f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n"
                for a, b in zip("abcdefg", "bcdefgh", strict=True)
            ),
            "repeats too much",
        ),
    ],
)
def test_what_is_broken_or_without_end_says_so_in_one_line(
    name: str, text: str, reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        document_of_text(text, name)
    assert "\n" not in str(caught.value)


def test_nothing_that_a_file_calls_up_is_made() -> None:
    text = "cv: !!python/object/apply:os.mkdir [made-by-a-file]\n"
    resume = read(text, "cv.yaml")
    assert resume.work == []
    assert read("work: &a\n- company: Brim\n  position: Clerk\n  more: *a\n", "cv.yaml").work
