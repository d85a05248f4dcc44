"""The level that a title says, and the titles whose words only look like one."""

from __future__ import annotations

import pytest

from commonground.loaders.adverts.levels import levels, levels_of


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sr. Software Engineer", ["senior"]),
        ("SENIOR ENGINEER II", ["senior"]),
        ("Staff Engineer", ["staff"]),
        ("Senior Staff Engineer", ["senior", "staff"]),
        ("Principal Member of Technical Staff", ["principal"]),
        ("Member of Technical Staff", []),
        ("Senior Member of the Technical Staff", ["senior"]),
        ("Chief of Staff", []),
        ("Deputy Chief of Staff to the Lead Partner", ["lead"]),
        ("Research Staff Member", []),
        ("Support Staff", []),
        ("Lead Generation Specialist", []),
        ("Senior Lead Generation Manager", ["senior"]),
        ("Tech Lead", ["lead"]),
        ("Stage Manager", []),
        ("Stage développeur web", ["intern"]),
        ("Principal Investigator", []),
        ("Graduate Research Assistant", []),
        ("Graduate Software Engineer", ["junior"]),
        ("Staffing Consultant", []),
        ("Leadership Trainer", []),
        ("Internal Auditor", []),
    ],
)
def test_levels_of_titles(title: str, said: list[str]) -> None:
    assert list(levels_of(title)) == said


def test_each_level_is_known_by_its_name_or_its_words() -> None:
    assert list(levels()) == ["intern", "junior", "mid", "senior", "staff", "principal", "lead"]
