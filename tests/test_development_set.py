"""The development set of ``tests/data/resumes/``: how it is read, and that it has everything."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from commonground.benchmarks.layouts.development import (
    FOLDER,
    GOLD,
    Written,
    development,
    gold_of,
    paths,
)
from commonground.benchmarks.layouts.reading import parsed
from commonground.benchmarks.layouts.scoring import MAIN
from commonground.benchmarks.layouts.tables import total
from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.archives import document_of_bytes
from .support.resume_files import SOURCES, made, target

FLOOR = 0.975  # of F1 over the main fields together, micro
LAYOUTS, TRAPS = range(1, 29), range(1, 16)
FORMATS = ".docx .html .json .md .odt .pdf .rtf .tex .txt .yaml .zip".split()


@cache
def _read() -> list[Written]:
    return development()


def _index() -> dict[str, tuple[list[int], list[int]]]:
    """Return the layouts and the traps of each file, as the table tells them."""
    rows = re.findall(
        r"(?m)^\| (\d\d-\S+) \| ([\d ]*)\| ([\d ]*)\|$", (FOLDER / "README.md").read_text("utf-8")
    )
    return {
        name: ([*map(int, one.split())], [*map(int, other.split())]) for name, one, other in rows
    }


def test_the_main_fields_are_read_well() -> None:
    score = total(_read())
    assert score.rates(*MAIN)[2] >= FLOOR
    assert score.right["title"] > 180 and score.right["role skills"] > 350


def test_no_name_is_wrong() -> None:
    assert [one.path.name for one in _read() if one.score.wrong["name"]] == []


def test_what_is_no_resume_says_nothing() -> None:
    nobody = [path for path in paths() if not gold_of(path)["basics"]["name"]]
    assert len(nobody) == 2
    for path in nobody:
        said = parsed(path.name, path.read_bytes())
        assert (said.get("basics", {}).get("name"), said.get("work", [])) == (None, [])


def test_every_layout_trap_and_format_is_there() -> None:
    index = _index()
    assert list(index) == [path.name for path in paths()] and len(index) >= 64
    assert {one for layouts, _ in index.values() for one in layouts} == {*LAYOUTS}
    assert {one for _, traps in index.values() for one in traps} == {*TRAPS}
    assert {path.suffix for path in paths()} >= {*FORMATS}
    files = {path for path in FOLDER.iterdir() if path.is_file() and path.name != "README.md"}
    assert files == {*paths()} == {FOLDER / gold.stem for gold in GOLD.iterdir()}


def test_a_gold_names_technologies_by_their_labels() -> None:
    labels = {concept.name for concept in load_ontology().concepts.values()}
    for path in paths():
        for job in gold_of(path)["work"]:
            assert {*job["uses"], *job["usesOptional"]} <= labels, path.name


def test_every_value_has_its_place() -> None:
    reader = ResumeReader(load_ontology())
    for path in paths():
        document = document_of_bytes(path.read_bytes(), path.name)
        resume = reader.parse(document, first_loaded="2025-12-01")
        assert misplaced(resume, document.text) is None, path.name


@pytest.mark.parametrize("source", sorted(SOURCES.iterdir()), ids=lambda source: source.name)
def test_a_file_is_made_of_its_source(source: Path) -> None:
    if target(source).suffix == ".pdf":
        pytest.skip("Chromium prints no page twice alike")
    texts = [
        document_of_bytes(one, target(source).name).text
        for one in (made(source), target(source).read_bytes())
    ]
    assert texts[0] == texts[1]
