"""Answers, scores and exports are those that are stored: see ``support/snapshots.py``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .support import snapshots


@pytest.mark.parametrize("which", sorted(snapshots.FOLDERS))
def test_nothing_has_changed(which: str, tmp_path: Path) -> None:
    if not snapshots.FOLDERS[which].is_dir():
        pytest.skip(f"the {which} are not at hand")
    stored = json.loads(snapshots.STORED.read_text("utf-8"))[which]
    taken = snapshots.taken(which, tmp_path)
    assert len(stored) > 20
    assert taken.keys() == stored.keys()
    assert {name: one for name, one in taken.items() if one != stored[name]} == {}
