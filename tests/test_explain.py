"""`parse --explain`: what each line became, with the signs that decided and the runner-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.cli import main as cli
from commonground.loaders.sections.explain import explained
from commonground.loaders.segmentation.weights import WEIGHTS

from .support.resumes import document_of_text

TEXT = (
    "# Ada Quill\n\n## Experience\n\n### Ledger Wrangler, Fen Works\n2019 - 2021\n\n"
    "- Kept the books of a harbour in order.\n\n### Engineer, Norvik\n2015 - 2018\n\n"
    "- Wrote Go.\n\n## Skills\n\nGo, Rust, Kafka\n"
)


def _told() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, text in explained(document_of_text(TEXT)):
        found.setdefault(number, []).append(text)
    return found


def test_every_line_that_shows_something_is_told_once() -> None:
    told = _told()
    shown = {number for number, line in enumerate(TEXT.splitlines(), 1) if line.strip()}
    assert set(told) == shown
    assert told[3] == ["heading: work"] and told[15] == ["heading: skills"]
    assert told[17] == ["skills"]


def test_lines_of_jobs_name_their_signs_and_how_far_the_runner_up_is() -> None:
    told = _told()
    assert told[5][0].startswith("work: begin +") and "heading" in told[5][0]
    assert "else body, " in told[5][0] and told[5][0].endswith(" behind)")
    assert told[8] == ["work: body (sentence)"]
    own = told[6][0].partition("(")[2].partition(";")[0].split(", ")
    assert own == ["short", "dates"]
    assert all(f"line: {name}" in WEIGHTS for name in own)


def test_the_pieces_of_a_header_have_their_reading_and_the_next_best() -> None:
    lines = [line.strip() for line in _told()[6][1:]]
    assert lines[0].startswith('title "Ledger Wrangler": ')
    assert lines[1].startswith('employer "Fen Works": ')
    assert lines[2].startswith("in all ") and "votes of the others" in lines[2]
    assert lines[3].startswith(("else ", "outvoted: "))


def test_the_command_prints_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cv.md"
    path.write_text(TEXT)
    assert cli.main(["parse", "--explain", str(path)]) == 0
    out, err = capsys.readouterr()
    assert err == "" and out.startswith(f"{path}:1: header\n")
