"""The development set: whole resumes written by hand, in ``tests/data/resumes/``, and their gold.

A gold is in the form of the generated ones, without what nobody asks of this set: skills outside of
roles, projects, phones. Rules and weights may be made on these files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .reading import parsed
from .scoring import Score, score

FOLDER: Final = Path(__file__).resolve().parents[2] / "tests" / "data" / "resumes"
GOLD: Final = FOLDER / "gold"
ASKED: Final = ("field", "study start", "study end", "languages")
_UNASKED: Final[dict[str, Any]] = {"knows": [], "optional": [], "projects": []}


@dataclass(frozen=True)
class Written:
    """A file of the set and its score."""

    path: Path
    score: Score


def paths() -> list[Path]:
    """Return the files of the set, in the order of their names."""
    return sorted(FOLDER / one.stem for one in GOLD.glob("*.json"))


def development() -> list[Written]:
    """Read and score every file.

    Raises:
        UnreadableFile: a format could not be read.
    """
    return [
        Written(one, score(gold_of(one), parsed(one.name, one.read_bytes()))) for one in paths()
    ]


def gold_of(path: Path) -> dict[str, Any]:
    """Return what is right to read in a file, in the form that ``score`` takes."""
    found = json.loads((GOLD / f"{path.name}.json").read_text("utf-8"))
    return {**_UNASKED, **found}
