"""How sure values are: what is said surely is right, also in layouts that nobody has looked at."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from commonground.benchmarks.layouts.documents import plans
from commonground.benchmarks.layouts.reading import outcome
from commonground.cli import main as cli
from commonground.loaders.confidence import SURE, value_at
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

PLAIN = (
    "# Ada Quill\n\nada.quill@example.org\n\n## Experience\n\n"
    "### Engineer, Norvik GmbH\n2019-01 - 2021-03\n\n- Wrote Go.\n\n"
    "### Developer, Fen Works Ltd\n2015-02 - 2018-12\n\n- Wrote Rust.\n\n"
    "### Developer, Marrow AS\n2012-02 - 2014-12\n\n- Wrote C.\n"
)
ODD = (
    "# Ada Quill\n\nada.quill@example.org\n\n## Experience\n\n"
    "Lantern Tide Ledger 2019 - 2021\n\nSome of the harbours\n"
)


@cache
def _resume(text: str) -> Resume:
    reader = ResumeReader(load_ontology())
    return reader.parse(document_of_text(text), first_loaded="2025-12-01")


def _sure(text: str) -> dict[str, float]:
    return _resume(text).meta.commonground.confidence


def test_every_judged_value_has_a_confidence_and_a_place() -> None:
    resume = _resume(PLAIN)
    found = resume.meta.commonground
    assert {"/basics/name", "/work/0/name", "/work/2/position", "/work/1/endDate"} <= set(
        found.confidence
    )
    for pointer, sure in found.confidence.items():
        assert 0 < sure < 1 and value_at(resume, pointer) and found.evidence[pointer], pointer


def test_what_signs_speak_for_is_surer() -> None:
    assert _sure(PLAIN)["/work/0/name"] >= SURE
    odd = [sure for pointer, sure in _sure(ODD).items() if pointer.startswith("/work/0/n")]
    assert all(sure < _sure(PLAIN)["/work/0/name"] for sure in odd)


def test_of_what_is_said_surely_nine_in_ten_are_right_in_layouts_nobody_has_looked_at() -> None:
    told: defaultdict[str, list[bool]] = defaultdict(list)
    for plan in plans(49, ("md",), ("check",), seed=11):
        for one in outcome(plan).judged:
            if one.sure >= SURE:
                told[one.field].append(one.right)
    assert {"employer", "title", "start", "school"} <= told.keys()
    assert min(len(told[name]) for name in ("employer", "title", "start", "school")) > 20
    wrong = {name: sum(those) / len(those) for name, those in told.items()}
    assert {name: share for name, share in wrong.items() if share < 0.9} == {}


def test_the_doubtful_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)
    path = tmp_path / "odd.md"
    path.write_text(ODD, "utf-8")
    assert cli.main(["parse", "--unsure", str(path)]) == 0
    shown = capsys.readouterr().out.splitlines()
    doubtful = {pointer for pointer, sure in _sure(ODD).items() if sure < SURE}
    assert len(shown) == len(doubtful)
    for pointer in doubtful:
        assert any(f" {pointer} " in line and line.endswith("% sure") for line in shown)


def test_a_resume_of_nothing_has_none() -> None:
    empty: Resume = _resume("Nothing to see here.\n")
    assert empty.meta.commonground.confidence == {}
