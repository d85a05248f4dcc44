"""The gold of the linker's unseen measurement: each mark is where it says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

LINKING = Path(__file__).resolve().parent.parent / "benchmarks" / "linking"
GOLD = sorted((LINKING / "adverts_unseen").glob("*.json"))
KINDS = {"required", "nice", "excluded", "not asked", "used", "company", "fine"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_mark_of_an_advert_is_at_its_place(path: Path) -> None:
    (source,) = (one for one in path.parent.glob(f"{path.stem}.*") if one != path)
    lines = source.read_text(encoding="utf-8").splitlines()
    for mark in json.loads(path.read_text(encoding="utf-8"))["skills"]:
        assert mark["kind"] in KINDS
        assert lines[mark["line"] - 1].startswith(mark["surface"], mark["column"]), mark


def test_every_name_is_at_its_place_in_its_sentence() -> None:
    cases = (LINKING / "unseen.jsonl").read_text(encoding="utf-8").splitlines()
    senses: Counter[str] = Counter()
    for case in map(json.loads, cases):
        assert case["sentence"][case["start"] : case["end"]] == case["surface"], case
        senses[case["sense"]] += 1
    assert set(senses) == {"technology", "ordinary"}


def test_adverts_are_of_three_languages() -> None:
    languages = Counter(json.loads(path.read_text(encoding="utf-8"))["language"] for path in GOLD)
    assert set(languages) == {"en", "de", "fr"}
