"""Files that are no resumes and have much of one: headings, names, titles, firms, years.

Their texts stand in ``words/lookalikes.txt``. The hash of a kind's name says to which half it
belongs, as with shapes: rules may be made on *build*, and *check* is counted only.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from .negatives import Maker
from .shapes import side_of
from .vocabulary import PACKAGE, Side

_MONTHS: Final = "January February March April May June July August September".split()


@dataclass(frozen=True)
class Lookalike:
    """The text of a kind of file in a language, with the names of what is drawn in braces."""

    kind: str
    language: str
    ending: str
    text: str

    @property
    def side(self) -> Side:
        """Return the half that the kind belongs to."""
        return side_of(self.kind)


@cache
def templates() -> tuple[Lookalike, ...]:
    """Return every kind in each of its languages."""
    held = (files(PACKAGE) / "words" / "lookalikes.txt").read_text("utf-8")
    found = []
    for part in re.split(r"^=== ", held, flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        kind, language, ending = head.split()
        found.append(Lookalike(kind, language, ending, text))
    return tuple(found)


def lookalikes(count: int, *, seed: int) -> Iterator[tuple[Lookalike, str, str]]:
    """Yield what a file is, its name and its text, for so many files of all kinds in turn."""
    for number in range(count):
        what = templates()[number % len(templates())]
        drawn = _Drawn(Maker(random.Random(f"{seed} {what.kind} {what.language} {number}")))
        yield what, f"{number:04d}-{what.kind}.{what.ending}", what.text.format_map(drawn)


class _Drawn(Mapping[str, str]):
    """Draws a word whenever one is asked for; ``first`` is of the name that was drawn last."""

    def __init__(self, make: Maker) -> None:
        self._make, self._name = make, ""

    def __getitem__(self, key: str) -> str:
        make = self._make
        match key:
            case "name":
                self._name = make.name()
                return self._name
            case "first":
                return self._name.split()[0]
            case "firm":
                return make.firm()
            case "year":
                return str(make.number(1995, 2025))
            case "month":
                return make.chance.choice(_MONTHS)
            case "day":
                return make.day()
            case "skill":
                return make.skills(1)[0]
        return make.any(f"{key}s")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
