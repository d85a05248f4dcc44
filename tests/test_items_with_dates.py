"""Jobs that are items with their dates in an item beneath, however the lines stand apart."""

from __future__ import annotations

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

JOBS = [
    ("Brim Labs, Ferry Engineer", "Nov 2020 - Present"),
    ("Saltmarsh Works, Data Engineer", "2017-02 - 2020-10"),
    ("Osier & Sons, Developer", "03/2014 - 01/2017"),
]
STARTS = ["2020-11", "2017-02", "2014-03"]


@pytest.mark.parametrize("mark", ["*", "-", "•"])
@pytest.mark.parametrize(
    ("gap", "bold"),
    [
        ("\n", "**"),
        ("\n", ""),
        ("", "**"),
        ("", ""),
    ],
)
def test_dates_above_deeper_items_are_of_the_item_above(mark: str, gap: str, bold: str) -> None:
    done = f"    {mark} Kept the ferries running.\n    {mark} Wrote down what broke, and why.\n"
    entries = [f"{mark} {bold}{who}{bold}\n{mark} {when}\n{done}" for who, when in JOBS]
    text = f"# Ada Quill\n\nada@example.org\n\n## Experience\n\n{gap.join(entries)}"
    resume = ResumeReader(load_ontology()).parse(document_of_text(text), first_loaded="2025-12-01")
    told = [(job.name, job.position, job.startDate) for job in resume.work]
    assert told == [(*who.split(", "), start) for (who, _), start in zip(JOBS, STARTS, strict=True)]
