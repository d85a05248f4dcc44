"""Small resumes that were once read wrongly, each of a kind, with what is right in them.

``tests/data/reading/`` holds every text beside its gold. Only what a gold states is compared; of a
work entry that is employer, title, start and end, of a study its school, degree, start and end. A
gold's ``xfail`` says why a case does not pass yet: one that passes all the same fails the test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

CASES = Path(__file__).parent / "data" / "reading"


def _params() -> list[Any]:
    found = []
    for gold in sorted(CASES.glob("*.json")):
        said = json.loads(gold.read_text("utf-8"))
        why = said.pop("xfail", None)
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        text = next(one for one in CASES.glob(f"{gold.stem}.*") if one != gold)
        found.append(pytest.param(text, said, id=gold.stem, marks=marks))
    return found


def _work(resume: Resume) -> list[list[str | None]]:
    return [[one.name, one.position, one.startDate, one.endDate] for one in resume.work]


def _without_brackets(jobs: list[list[str | None]]) -> list[list[str | None]]:
    """What a bracket adds to a title is right with it and without: "Professor (adjunct)"."""
    return [[one[0], re.sub(r"\s*\([^()]*\)$", "", one[1] or "") or None, *one[2:]] for one in jobs]


def _education(resume: Resume) -> list[list[str | None]]:
    return [
        [one.institution, one.studyType, one.startDate, one.endDate] for one in resume.education
    ]


SAID: dict[str, Callable[[Resume], Any]] = {
    "name": lambda resume: resume.basics.name,
    "label": lambda resume: resume.basics.label,
    "email": lambda resume: resume.basics.email,
    "summary": lambda resume: resume.basics.summary,
    "work": _work,
    "education": _education,
    "places": lambda resume: [one.location for one in resume.work],
    "interests": lambda resume: [one.name for one in resume.interests],
    "certificates": lambda resume: [one.name for one in resume.certificates],
}


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


@pytest.mark.parametrize(("path", "gold"), _params())
def test_a_kind_of_resume(path: Path, gold: dict[str, Any], reader: ResumeReader) -> None:
    document = document_of_text(path.read_text("utf-8"), path.name)
    resume = reader.parse(document, first_loaded=AS_OF)
    for field in SAID.keys() & gold.keys():
        said, right = SAID[field](resume), gold[field]
        if field == "work":
            said, right = _without_brackets(said), _without_brackets(right)
        assert said == right, field
    used = {one.name: set(one.keywords) for one in resume.work}
    for employer, skills in gold.get("uses", {}).items():
        assert set(skills) <= used.get(employer, set())
    for employer, skills in gold.get("unused", {}).items():
        assert not set(skills) & used.get(employer, set())
    names = {one.name for one in resume.skills}.union(*used.values())
    assert set(gold.get("skills", ())) <= names
    assert not set(gold.get("unlinked", ())) & names
    values = json.dumps([resume.basics.model_dump(), _work(resume)], ensure_ascii=False)
    assert not [text for text in gold.get("never", ()) if text in values]
